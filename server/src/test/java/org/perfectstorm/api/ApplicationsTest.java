package org.perfectstorm.api;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Section 7 of the contract: applications. */
class ApplicationsTest extends Conversation {
  private String frontend;
  private String database;

  @BeforeAll
  void populate() {
    frontend = group("frontend", "{'name':'http','port':80}");
    database = group("database", "{'name':'postgres','port':5432}");
  }

  private String group(String name, String services) {
    return post("/v1/groups", "{'name':'" + name + "','services':[" + services + "]}").is(201).id();
  }

  private static String application(String name, String links, String expose) {
    return "{'name':'%s','components':['frontend','database'],'links':[%s],'expose':[%s]}"
        .formatted(name, links, expose);
  }

  @Test
  void anApplicationHasTheseFieldsInThisOrder() {
    Answer created =
        post(
                "/v1/apps",
                application(
                    "blog",
                    "{'src_component':'frontend','dest_component':'database',"
                        + "'dest_service':'postgres'}",
                    "{'component':'frontend','service':'http'}"))
            .is(201);
    created.is(
        201,
        ("{'id':'%s','name':'blog','components':['%s','%s'],'links':[{'src_component':'frontend',"
                + "'dest_component':'database','dest_service':'postgres'}],"
                + "'expose':[{'component':'frontend','service':'http'}]}")
            .formatted(created.id(), frontend, database));
    assertThat(created.id()).matches("app-[0-9A-Za-z]{22}");
    get("/v1/apps/blog").is(200, created.body());
    assertThat(get("/v1/apps").list()).contains(created.doc());
    delete("/v1/apps/blog").is(204);
  }

  @Test
  void componentsLinksAndExposeAreRequiredAndMayBeEmpty() {
    post("/v1/apps", "{}")
        .is(
            400,
            "{'components':['This field is required.'],'expose':['This field is required.'],"
                + "'links':['This field is required.']}");
    Answer created = post("/v1/apps", "{'components':[],'links':[],'expose':[]}").is(201);
    created.is(
        201,
        "{'id':'%s','name':null,'components':[],'links':[],'expose':[]}".formatted(created.id()));
    delete("/v1/apps/" + created.id()).is(204);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'src_component':'x','dest_component':'database','dest_service':'postgres'} | "
            + "| {'non_field_errors':['Component x is not part of the application']}",
        "{'src_component':'frontend','dest_component':'x','dest_service':'postgres'} | "
            + "| {'non_field_errors':['Component x is not part of the application']}",
        "{'src_component':'frontend','dest_component':'database','dest_service':'mysql'} | "
            + "| {'non_field_errors':['Service mysql is not part of component database']}",
        "| {'component':'x','service':'http'} "
            + "| {'non_field_errors':['Component x is not part of the application']}",
        "| {'component':'frontend','service':'https'} "
            + "| {'non_field_errors':['Service https is not part of component frontend']}",
        "{'src_component':'x','dest_component':'y','dest_service':'z'} "
            + "| {'component':'x','service':'http'} "
            + "| {'non_field_errors':['Component x is not part of the application',"
            + "'Component y is not part of the application']}",
        "{} | | {'links':{'0':{'dest_component':['This field is required.'],"
            + "'dest_service':['This field is required.'],"
            + "'src_component':['This field is required.']}}}",
        "| {'component':'a b','service':'http'} "
            + "| {'expose':{'0':{'component':['Enter a valid §slug§ consisting of letters,"
            + " numbers, underscores or hyphens.']}}}",
        "1 | | {'links':{'0':{'non_field_errors':['Invalid data. Expected a dictionary, but got"
            + " int.']}}}",
      })
  void whatLinksAndExposeNameMustBeThere(String links, String expose, String errors) {
    String body = application("wrong", links == null ? "" : links, expose == null ? "" : expose);
    post("/v1/apps", Answer.quoted(body))
        .isExactly(400, Answer.quoted(errors).replace("§", "\\\""));
    get("/v1/apps/wrong").is(404);
  }

  @Test
  void aComponentThatIsNotThereIsReported() {
    post("/v1/apps", "{'components':['frontend','nobody'],'links':[],'expose':[]}")
        .is(400, "{'components':{'1':['Document with id=nobody does not exist.']}}");
  }

  @Test
  void aNameIsUnique() {
    String body = application("once", "", "");
    post("/v1/apps", body).is(201);
    post("/v1/apps", body).is(400, "{'name':['This field must be unique.']}");
    delete("/v1/apps/once").is(204);
  }

  @Test
  void deletingAGroupDeletesApplicationsThatListIt() {
    String group = group("short-lived", "");
    String application =
        post("/v1/apps", "{'components':['short-lived'],'links':[],'expose':[]}").is(201).id();
    delete("/v1/groups/" + group).is(204);
    get("/v1/apps/" + application).is(404);
    assertThat(get("/v1/events?count=2").all("entity_id")).containsExactly(application, group);
    assertThat(get("/v1/events?count=2").all("entity_type"))
        .containsExactly("application", "group");
  }

  @Test
  void aPatchIsCheckedAsAWhole() {
    String id = post("/v1/apps", application("patched", "", "")).is(201).id();
    patch("/v1/apps/" + id, "{'expose':[{'component':'frontend','service':'nope'}]}").is(400);
    patch("/v1/apps/" + id, "{'expose':[{'component':'frontend','service':'http'}]}").is(200);
    patch("/v1/apps/" + id, "{'components':['database']}")
        .is(400, "{'non_field_errors':['Component frontend is not part of the application']}");
    delete("/v1/apps/" + id).is(204);
  }

  @Test
  void proceduresShowOnlyWhenSetAndGoOneByOne() {
    String one = post("/v1/procedures", "{'type':'t','name':'one'}").is(201).id();
    String two = post("/v1/procedures", "{'type':'t','name':'two'}").is(201).id();
    String id =
        post("/v1/apps", "{'components':[],'links':[],'expose':[],'procedures':['one','two']}")
            .is(201)
            .id();
    assertThat(get("/v1/apps/" + id).doc().texts("procedures")).containsExactly(one, two);
    delete("/v1/procedures/one").is(204);
    assertThat(get("/v1/apps/" + id).doc().texts("procedures")).containsExactly(two);
    delete("/v1/procedures/two").is(204);
    assertThat(get("/v1/apps/" + id).doc().has("procedures")).isFalse();
    delete("/v1/apps/" + id).is(204);
  }

  @Test
  void anOldEtagDoesNotWrite() {
    Answer created = post("/v1/apps", application("tagged", "", "")).is(201);
    String etag = created.header("ETag");
    String path = "/v1/apps/" + created.id();
    put(path, application("tagged", "", "{'component':'frontend','service':'http'}")).is(200);
    send(request("PUT", path, application("tagged", "", "")).header("If-Match", etag)).is(412);
    send(request("DELETE", path, null).header("If-Match", etag)).is(412);
    delete(path).is(204);
  }

  @Test
  void theListIsOrderedByNamePagedAndFiltered() {
    for (String name : new String[] {"o-2", "o-1", "o-3"}) {
      post("/v1/apps", application(name, "", "")).is(201);
    }
    String q = "q=" + encoded("{'name':{'$regex':'^o-'}}");
    assertThat(get("/v1/apps?" + q).all("name")).containsExactly("o-1", "o-2", "o-3");
    Answer page = get("/v1/apps?limit=2&" + q);
    assertThat(page.all("name")).containsExactly("o-1", "o-2");
    String next = page.header("Link").replaceAll("<(.*)>; rel=\"next\"", "$1");
    assertThat(get(next).all("name")).containsExactly("o-3");
    q = "q=" + encoded("{'components':'frontend','name':{'$regex':'^o-'}}");
    assertThat(get("/v1/apps?" + q).all("name")).containsExactly("o-1", "o-2", "o-3");
    for (String name : new String[] {"o-2", "o-1", "o-3"}) {
      delete("/v1/apps/" + name).is(204);
    }
  }
}
