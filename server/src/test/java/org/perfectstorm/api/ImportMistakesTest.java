package org.perfectstorm.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is wrong with files is said with its place, all at once, and nothing is kept. */
class ImportMistakesTest extends FileConversation {
  @Test
  void yamlThatIsTooLongIsRefusedBeforeItIsRead() {
    yaml("# a comment\n".repeat(100_000))
        .is(413, "{'detail':'The body is larger than 1048576 bytes.'}");
  }

  @Test
  void theAnnouncementsTypingErrorsAreNamed() throws IOException {
    assertThat(errors(yaml(printed("excess-memory"))))
        .containsExactly(
            "5:9 documents[0].query.$or[0].snapshot.Spec.Resources.Limits.MemoryBytes.$exits:"
                + " unknown operator: $exits ($exists)");
    assertThat(errors(yaml(printed("procedures")))).hasSize(1);
    assertThat(errors(yaml(printed("procedures"))).getFirst()).startsWith("9:1 ");
  }

  @Test
  void everythingThatIsWrongIsSaidAtOnceAndNothingIsKept() {
    String text =
        """
        group:
          name: good
        ---
        aplication:
          name: x
        ---
        application:
          name: bad
          grups: []
          groups:
            - name: web
              query: { image: { $regx: x } }
              services:
                - { name: http, prot: 80 }
            - query: {}
            - 5
          links:
            - web -> good[http]
            - god => web[https]
          expose: good[http]
          procedures:
            - name: p
              type: swarm
              content: "a\\n{{ x"
              retry: sometimes
        ---
        group: [1]
        """;
    long event = core.state().event();
    assertThat(errors(yaml(text)))
        .containsExactlyInAnyOrder(
            "4:1 documents[1].aplication: expected application, group or procedure (application)",
            "9:3 documents[2].application.grups: an application has no field \"grups\"; it has id,"
                + " name, groups, components, expose, links, procedures (groups)",
            "12:25 documents[2].application.groups[0].query.image.$regx: unknown operator: $regx"
                + " ($regex)",
            "14:25 documents[2].application.groups[0].services[0].prot: an element here has no"
                + " field \"prot\"; it has name, protocol, port (protocol)",
            "14:11 documents[2].application.groups[0].services[0].port: This field is required.",
            "15:7 documents[2].application.groups[1]: a name is missing",
            "16:7 documents[2].application.groups[2]: expected a mapping with the group's fields,"
                + " got 5",
            "18:7 documents[2].application.links[0]: expected a link such as \"frontend =>"
                + " database[postgres]\"",
            "19:7 documents[2].application.links[1]: there is no group \"god\" (good)",
            "20:3 documents[2].application.expose: expected a list",
            "24:7 documents[2].application.procedures[0].content: line 2, column 5: expected '}}',"
                + " got 'end of template'",
            "25:7 documents[2].application.procedures[0].retry: \"sometimes\" is not a valid"
                + " choice.",
            "27:1 documents[3].group: expected a mapping with the group's fields, got a list");
    assertThat(core.state().event()).isEqualTo(event);
    get("/v1/groups/good").is(404);
  }

  @Test
  void anErrorInJsonHasAPathAndNoLine() {
    json("{'group':{'name':'a'}},{'application':{'name':'x','groups':[{'name':'g','query':"
            + "{'image':{'$regx':'x'}}}]}}")
        .is(
            400,
            "{'errors':[{'path':'documents[1].application.groups[0].query.image.$regx',"
                + "'message':'unknown operator: $regx','suggestion':'$regex'}]}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'documents':{}} | documents: expected a list of documents, such as {§group§: {..}}",
        "{}               | documents: expected a list of documents, such as {§group§: {..}}",
        "{'documents':[1]} | documents[0]: expected a mapping such as §group:§ with a group's"
            + " fields under it, got 1",
        "{'documents':[{}]} | documents[0]: expected exactly one of the keys application, group and"
            + " procedure, got none",
        "{'documents':[{'group':{},'procedure':{}}]} | documents[0]: expected exactly one of the"
            + " keys application, group and procedure, got group, procedure",
        "{'documents':[{'recipe':{'name':'x'}}]} | documents[0].recipe: expected application, group"
            + " or procedure",
        "{'documents':[{'group':{'name':{}}}]} | documents[0].group.name: expected a string",
        "{'documents':[{'group':{'query':[],'include':'x'}}]} | documents[0].group: a name is"
            + " missing; documents[0].group.include: Expected a list of items but got type §str§.;"
            + " documents[0].group.query: Expected a JSON object.",
        "{'documents':[{'group':{'name':'database','port':1}},"
            + "{'application':{'name':'a','links':['database => databse[x]']}}]} "
            + "| documents[0].group.port: a group has no field §port§; it has name, query, include,"
            + " exclude, services, id; documents[1].application.links[0]: there is no group"
            + " §databse§ (database)",
        "{'documents':[[{'group':{'name':' '}}]]} | documents[0][0].group: a name is missing",
        "{'documents':[{'group':{'id':'grp-0000000000000000000000','query':{}}}]} "
            + "| documents[0].group: a name is missing: no group here has the id",
        "{'documents':[{'procedure':{'name':'p','type':'t','params':{'PW':{'secret':'yes'}}}}]} |"
            + " documents[0].procedure.params.PW: A secret parameter is exactly {§secret§: true}:"
            + " its value comes with each run.",
        "{'documents':[{'group':{'name':'g','services':[{'prot':'tcp','name':'s','port':1}]}}]} "
            + "| documents[0].group.services[0].prot: an element here has no field §prot§; it has"
            + " name, protocol, port (protocol)",
        "{'documents':[{'group':{'name':'a','query':[]}}]} "
            + "| documents[0].group.query: Expected a JSON object.",
        "{'documents':[{'group':{'name':'a','query':{'$group':'b'}}},"
            + "{'group':{'name':'b','query':{'$group':'a'}}}]} "
            + "| documents[1].group.query: groups must not ask each other in a circle: b -> a -> b",
        "{'documents':[{'group':{'name':'a'}},{'group':{'name':'a','query':{'x':1}}}]} "
            + "| documents[1].group: the group §a§ stands in documents[0].group already, and is"
            + " another one there",
        "{'documents':[{'procedure':{'name':'p'}}]} | documents[0].procedure.type: This field is"
            + " required.",
        "{'documents':[{'procedure':{'name':'p','type':'t','content':'a\\n{% fi %}'}}]} "
            + "| documents[0].procedure.content: line 2, column 4: unknown tag 'fi'; did you"
            + " mean 'if'?",
        "{'documents':[{'application':{'name':'a','components':['x']}}]} "
            + "| documents[0].application.components[0]: there is no group §x§",
        "{'documents':[{'application':{'name':'a','procedures':['x']}}]} "
            + "| documents[0].application.procedures[0]: there is no procedure §x§",
        "{'documents':[{'group':{'name':'a','services':[{'name':'http','port':80}]}},"
            + "{'application':{'name':'x','expose':['a[htp]']}}]} "
            + "| documents[1].application.expose[0]: the group §a§ has no service §htp§ (http)",
        "{'documents':[{'group':{'name':'a.b','services':[{'name':'c','port':1}]}},"
            + "{'application':{'name':'x','expose':['a.b[c]']}}]} "
            + "| documents[1].application.expose[0]: only letters, digits, - and _ can stand in"
            + " links and expose, not §a.b§",
        "{'documents':[{'application':{'name':'x','links':[{'src_component':'a','dest':'b'}]}}]} "
            + "| documents[0].application.links[0].dest_component: expected a name; "
            + "documents[0].application.links[0].dest_service: expected a name; "
            + "documents[0].application.links[0].dest: expected only src_component, dest_component,"
            + " dest_service",
      })
  void whatIsWrongHasItsPlace(String body, String expected) {
    assertThat(String.join("; ", errors(post("/v1/import", body))))
        .isEqualTo(expected.replace('§', '"'));
  }

  @Test
  void wrongYamlHasALine() {
    assertThat(errors(yaml("group:\n  name: a\n\tquery: {}\n"))).hasSize(1);
    assertThat(errors(yaml("group:\n  name: a\n\tquery: {}\n")).getFirst()).startsWith("3:1 ");
    assertThat(errors(yaml("- a: *b\n- <<: 1\n"))).hasSize(2);
  }

  @Test
  void mistakesOfTheRequestAreSaid() {
    yaml("?dryRun=perhaps", "").is(400, "{'dryRun':['Expected true or false.']}");
    yaml("?prune=1", "").is(400, "{'prune':['Expected true or false.']}");
    post("/v1/import", "{'documents':[],'prune':'all'}")
        .is(400, "{'prune':['Must be a valid boolean.']}");
    post("/v1/import", "[]").is(400);
    post("/v1/import", "{'documents':[]}").is(200, "{'changes':[]}");
    yaml("").is(200, "{'changes':[]}");
    send(request("POST", "/v1/import", "{}").setHeader("Content-Type", "text/plain")).is(415);
  }
}
