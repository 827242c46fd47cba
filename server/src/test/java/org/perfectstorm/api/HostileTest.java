package org.perfectstorm.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.perfectstorm.core.Core;
import org.perfectstorm.server.Bind;
import org.perfectstorm.server.Web;
import org.perfectstorm.store.MemoryStore;
import org.perfectstorm.value.Doc;
import org.perfectstorm.value.Json;

/** Whatever is sent, the answer comes at once, is no 500, and is JSON or empty. */
class HostileTest {
  private static final int PATIENCE_MILLIS = 10_000;

  private static Core core;
  private static Web web;

  /** Jobs that run, and that have ended. */
  private static String job;

  private static String ended;

  @BeforeContainer
  static void start() throws IOException {
    core = Core.open(new MemoryStore(), Clock.systemUTC(), 1_000);
    web = Web.listen(List.of(new Bind("127.0.0.1", 0)));
    web.answer(config -> Api.configure(config, core));
    for (String name : List.of("a", "b")) {
      talk(
          "POST",
          "/v1/agents",
          "Content-Type: application/json",
          "{\"type\":\"t\",\"name\":\"%s\",\"status\":\"online\"}".formatted(name));
      talk(
          "POST",
          "/v1/groups",
          "Content-Type: application/json",
          "{\"name\":\"%s\"}".formatted(name));
      talk(
          "POST",
          "/v1/procedures",
          "Content-Type: application/json",
          "{\"name\":\"%s\",\"type\":\"t\",\"content\":\"{{ a }}\"}".formatted(name));
      talk(
          "POST",
          "/v1/apps",
          "Content-Type: application/json",
          "{\"name\":\"%s\",\"components\":[],\"links\":[],\"expose\":[]}".formatted(name));
    }
    talk(
        "POST",
        "/v1/resources",
        "Content-Type: application/json",
        "{\"type\":\"t\",\"owner\":\"a\",\"names\":[\"a\"]}");
    job = exec();
    ended = exec();
    talk(
        "POST",
        "/v1/jobs/" + job + "/claim",
        "Content-Type: application/json",
        "{\"owner\":\"a\"}");
    talk("POST", "/v1/jobs/" + ended + "/cancel", "Content-Type: application/json", "{}");
  }

  private static String exec() throws IOException {
    String answer =
        talk(
            "POST",
            "/v1/procedures/a/exec",
            "Content-Type: application/json",
            "{\"target\":\"a\",\"params\":{\"a\":1}}");
    int id = answer.indexOf("job-");
    return answer.substring(id, id + 26);
  }

  @AfterContainer
  static void stop() {
    core.close();
    web.close();
  }

  @Property(tries = 500, shrinking = net.jqwik.api.ShrinkingMode.BOUNDED)
  void anyRequestIsAnswered(
      @ForAll("methods") String method,
      @ForAll("paths") String path,
      @ForAll("headers") String header,
      @ForAll("bodies") String body)
      throws IOException {
    String answer = talk(method, path, header, body);
    assertThat(answer).as(method + " " + path).matches("(?s)HTTP/1\\.1 [234]\\d\\d .*");
    String said = answer.substring(answer.indexOf("\r\n\r\n") + 4);
    if (!said.isEmpty() && !answer.contains("Transfer-Encoding: chunked")) {
      Json.read(said);
    }
  }

  @Property(tries = 500, shrinking = net.jqwik.api.ShrinkingMode.BOUNDED)
  void anyBodyIsAnswered(@ForAll("writes") String write, @ForAll("objects") String body)
      throws IOException {
    String[] words = write.split(" ");
    String answer = talk(words[0], words[1], "Content-Type: application/json", body);
    assertThat(answer).as(write + " " + body).matches("(?s)HTTP/1\\.1 [24]\\d\\d .*");
  }

  @Property(tries = 300, shrinking = net.jqwik.api.ShrinkingMode.BOUNDED)
  void anyTemplateIsAnswered(@ForAll("templates") String template) throws IOException {
    String json = "Content-Type: application/json";
    String body = Json.text(Doc.of("name", "fuzz", "type", "t", "content", template));
    String saved = talk("PUT", "/v1/procedures/fuzz", json, body);
    if (saved.startsWith("HTTP/1.1 404 ")) {
      saved = talk("POST", "/v1/procedures", json, body);
    }
    assertThat(saved).as(template).matches("(?s)HTTP/1\\.1 (200|201|400) .*");
    String request = "{\"target\":\"a\",\"params\":{\"x\":1,\"s\":\"t\"}}";
    String shown = talk("POST", "/v1/procedures/fuzz/render", json, request);
    String ran = talk("POST", "/v1/procedures/fuzz/exec?dryRun=true", json, request);
    assertThat(shown).as(template).matches("(?s)HTTP/1\\.1 (200|400|404) .*");
    assertThat(ran.substring(0, 12)).as(template).isEqualTo(shown.substring(0, 12));
  }

  @Property(tries = 400, shrinking = net.jqwik.api.ShrinkingMode.BOUNDED)
  void anyYamlIsAnswered(@ForAll("yamls") String text) throws IOException {
    String answer = talk("POST", "/v1/import", "Content-Type: application/yaml", text);
    assertThat(answer).as(text).matches("(?s)HTTP/1\\.1 [24]\\d\\d .*");
    Json.read(answer.substring(answer.indexOf("\r\n\r\n") + 4));
  }

  @Property(tries = 400, shrinking = net.jqwik.api.ShrinkingMode.BOUNDED)
  void anyDocumentIsAnswered(@ForAll("documents") String document) throws IOException {
    String body = "{\"documents\":[" + document + "]}";
    String answer = talk("POST", "/v1/import", "Content-Type: application/json", body);
    assertThat(answer).as(body).matches("(?s)HTTP/1\\.1 [24]\\d\\d .*");
    String kept = talk("GET", "/v1/export", "X: y", "");
    String again = kept.substring(kept.indexOf("\r\n\r\n") + 4);
    if (!kept.contains("chunked")) {
      // A link may lead nowhere since its group was renamed: that is refused, and said.
      assertThat(talk("POST", "/v1/import", "Content-Type: application/json", again))
          .as(again)
          .matches("(?s)HTTP/1\\.1 (200|400) .*")
          .doesNotContain("\"created\"", "\"changed\"");
    }
  }

  @Property(tries = 400, shrinking = net.jqwik.api.ShrinkingMode.BOUNDED)
  void anyQueryIsAnswered(@ForAll("queries") String query) throws IOException {
    String path = "/v1/resources?q=" + Conversation.encoded(query.replace("'", "\""));
    String answer = talk("GET", path, "X: y", "");
    assertThat(answer).as(query).matches("(?s)HTTP/1\\.1 [24]\\d\\d .*");
  }

  /** Sends a request and gives the answer, until the server closes. */
  private static String talk(String method, String path, String header, String body)
      throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    String head =
        String.join(
            "\r\n",
            method + " " + path + " HTTP/1.1",
            "Host: x",
            "Connection: close",
            "Content-Length: " + bytes.length,
            header,
            "",
            "");
    try (Socket socket =
        new Socket(InetAddress.getLoopbackAddress(), web.listening().getFirst().port())) {
      socket.setSoTimeout(PATIENCE_MILLIS);
      socket.getOutputStream().write(head.getBytes(StandardCharsets.UTF_8));
      socket.getOutputStream().write(bytes);
      socket.getOutputStream().flush();
      // A stream has no end: its beginning will do.
      InputStream in = socket.getInputStream();
      byte[] answer = isStream(path) ? in.readNBytes(1) : in.readAllBytes();
      String said =
          new String(answer, StandardCharsets.UTF_8)
              .replaceFirst("^HTTP/1\\.1 100 Continue\r\n\r\n", "");
      return isStream(path) && said.equals("H") ? "HTTP/1.1 200 \r\n\r\n" : said;
    }
  }

  private static boolean isStream(String path) {
    return path.contains("stream=");
  }

  @Provide
  Arbitrary<String> methods() {
    return Arbitraries.of(
        "GET", "GET", "GET", "POST", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS", "TRACE",
        "BREW", "get", "QUERY", "BEFORE", "AFTER");
  }

  @Provide
  Arbitrary<String> paths() {
    Arbitrary<String> segment =
        Arbitraries.oneOf(
            Arbitraries.of(
                "v1",
                "agents",
                "groups",
                "resources",
                "events",
                "members",
                "heartbeat",
                "sync",
                "health",
                "ready",
                "apps",
                "procedures",
                "exec",
                "render",
                "import",
                "export",
                "jobs",
                "a",
                "b",
                "%2F",
                "%00",
                "%ff",
                "%",
                ";x",
                "..",
                ".",
                "%2e%2e",
                "%25",
                "+",
                "{key}",
                ""),
            Arbitraries.strings().ascii().excludeChars(' ', '#', '\r', '\n').ofMaxLength(6));
    Arbitrary<String> usual =
        Arbitraries.of(
            "/v1/agents",
            "/v1/agents/a",
            "/v1/groups/a",
            "/v1/groups/a/members",
            "/v1/resources",
            "/v1/resources/a",
            "/v1/events",
            "/v1/jobs",
            "/v1/jobs/" + job,
            "/v1/jobs/" + ended + "/log",
            "/v1/subscriptions",
            "/v1/groups/b/events",
            "/v1/agents/b/sync",
            "/v1/agents/b/heartbeat",
            "/v1/");
    Arbitrary<String> path =
        Arbitraries.oneOf(
            usual, segment.list().ofMaxSize(5).map(list -> "/" + String.join("/", list)));
    Arbitrary<String> param =
        Combinators.combine(
                Arbitraries.of("q", "start", "count", "stream", "limit", "after", "date", "x", ""),
                Arbitraries.oneOf(
                    Arbitraries.of(
                        "",
                        "1",
                        "-1",
                        "0",
                        "99999999999999999999",
                        "{}",
                        "%7B%7D",
                        "[1]",
                        "%",
                        "true",
                        "W251bGwsbnVsbCwiIl0",
                        "bnVsbA",
                        "1e9",
                        "%EF%BF%BD",
                        "%C3"),
                    Arbitraries.strings()
                        .ascii()
                        .excludeChars(' ', '#', '\r', '\n')
                        .ofMaxLength(8)))
            .as((name, value) -> name + "=" + value);
    return Combinators.combine(path, param.list().ofMaxSize(3))
        .as((where, params) -> params.isEmpty() ? where : where + "?" + String.join("&", params))
        .map(text -> text.replace('\0', '0'));
  }

  @Provide
  Arbitrary<String> headers() {
    return Arbitraries.of(
        "Content-Type: application/json",
        "Content-Type: application/json",
        "Content-Type: application/json; charset=utf-16",
        "Content-Type: application/x-www-form-urlencoded",
        "Content-Type: multipart/form-data; boundary=x",
        "Content-Type: ;;;",
        "Content-Type:",
        "If-Match: *",
        "If-Match: \"x\", W/\"y\", ",
        "If-None-Match: *",
        "Sec-WebSocket-Version: 13",
        "Upgrade: h2c",
        "Range: bytes=0-1",
        "Cookie: a=b; JSESSIONID=x; =",
        "Accept: text/html",
        "Accept-Encoding: gzip",
        "X-HTTP-Method-Override: DELETE",
        "Expect: 100-continue",
        "Host: second");
  }

  @Provide
  Arbitrary<String> bodies() {
    return Arbitraries.oneOf(
        Arbitraries.just(""),
        objects(),
        Arbitraries.strings().ofMaxLength(20),
        Arbitraries.of(
            "[", "{\"a\":", "\ud83d", "\ufeff{}", "[".repeat(5_000), "{\"a\":".repeat(5_000)));
  }

  @Provide
  Arbitrary<String> writes() {
    return Arbitraries.of(
        "POST /v1/agents",
        "PUT /v1/agents/a",
        "PATCH /v1/agents/a",
        "POST /v1/agents/a/heartbeat",
        "POST /v1/agents/a/sync",
        "POST /v1/groups",
        "PUT /v1/groups/a",
        "PATCH /v1/groups/b",
        "POST /v1/groups/a/members",
        "POST /v1/apps",
        "PUT /v1/apps/a",
        "PATCH /v1/apps/b",
        "POST /v1/procedures",
        "PUT /v1/procedures/a",
        "PATCH /v1/procedures/b",
        "POST /v1/procedures/a/exec",
        "POST /v1/procedures/b/render",
        "POST /v1/procedures/b/attach",
        "POST /v1/jobs/" + job + "/handle",
        "POST /v1/jobs/" + job + "/claim",
        "POST /v1/jobs/" + job + "/log",
        "POST /v1/jobs/" + job + "/complete?dryRun=true",
        "POST /v1/jobs/" + job + "/fail?dryRun=true",
        "POST /v1/jobs/" + ended + "/retry",
        "POST /v1/jobs/" + ended + "/cancel",
        "POST /v1/import",
        "POST /v1/import?dryRun=true&prune=true",
        "POST /v1/resources",
        "PUT /v1/resources/a",
        "PATCH /v1/resources/a");
  }

  /** Texts that are nearly templates, and ask for what they may not have. */
  @Provide
  Arbitrary<String> templates() {
    Arbitrary<String> value =
        Arbitraries.of(
            "target",
            "resources",
            "groups",
            "x",
            "s",
            "nothing",
            "event",
            "resources[0]",
            "groups.a",
            "groups.b.members",
            "target.names",
            "resources({})",
            "groups.a.members({'type': 't'})",
            "resources({'$where': '1'})",
            "resources({'image': {'$regex': '(a+)+$'}})",
            "groups()",
            "resources(x)",
            "resources.a.owner",
            "[target, groups]",
            "{'a': resources}",
            "'x' * 99999999",
            "range(10 ** 9)",
            "target.__class__",
            "resources.state",
            "groups.a.budget",
            "2 ** 9999",
            "resources|map(attribute='host')|list",
            "groups|tojson",
            "resources|tojson",
            "s.format(target)",
            "resources|groupby('type')",
            "target is mapping",
            "'%s' % target",
            "cycler",
            "self",
            "loop");
    Arbitrary<String> piece =
        Arbitraries.oneOf(
            value.map(text -> "{{ " + text + " }}"),
            value.map(text -> "{% for i in " + text + " %}{{ i }}{% endfor %}"),
            value.map(text -> "{% set y = " + text + " %}"),
            Arbitraries.of(
                "{{", "}}", "{%", "%}", "% if x\n", "% endif\n", "\n", "## c\n", "{# ", "#}", "a"),
            Arbitraries.strings().ofMaxLength(3));
    return piece.list().ofMaxSize(5).map(pieces -> String.join("", pieces));
  }

  /** Texts that are nearly YAML. */
  @Provide
  Arbitrary<String> yamls() {
    Arbitrary<String> piece =
        Arbitraries.oneOf(
            Arbitraries.of(
                "group:",
                "application:",
                "procedure:",
                "- ",
                "  ",
                "\n",
                "\n  ",
                "\n    ",
                "name: a",
                "query: ",
                "{ ",
                " }",
                "[",
                "]",
                "links:",
                "- a => b[c]",
                "groups:",
                "---\n",
                "...",
                "&x ",
                "*x",
                "!!str ",
                "!!binary ",
                "|\n",
                ">-\n",
                "'",
                "\"",
                "# c",
                "\t",
                "? ",
                ": ",
                "<<: *x",
                "0x1F",
                "1e999",
                ".nan",
                "~",
                "2018-05-01",
                "\ufeff",
                "%YAML 1.2\n",
                "\0",
                "type: t",
                "content: '{{ x }}'",
                "expose: [a[b]]"),
            Arbitraries.strings().ofMaxLength(3));
    return piece.list().ofMaxSize(20).map(pieces -> String.join("", pieces));
  }

  /** Documents that are nearly right. */
  @Provide
  Arbitrary<String> documents() {
    Arbitrary<String> named =
        Combinators.combine(objects(), Arbitraries.of("a", "b", "c", "d"))
            .as((object, name) -> "{\"name\":\"" + name + "\"," + object.substring(1))
            .map(object -> object.endsWith(",}") ? object.replace(",}", "}") : object);
    Arbitrary<String> nested =
        Combinators.combine(Arbitraries.of("groups", "procedures", "links", "expose"), named)
            .as((key, object) -> "{\"name\":\"x\",\"" + key + "\":[" + object + "]}");
    return Combinators.combine(
            Arbitraries.of("group", "application", "procedure", "recipe"),
            Arbitraries.oneOf(named, nested, objects()))
        .as((kind, object) -> "{\"" + kind + "\":" + object + "}");
  }

  /** Bodies that are nearly right. */
  @Provide
  Arbitrary<String> objects() {
    Arbitrary<String> key =
        Arbitraries.of(
            "id",
            "type",
            "name",
            "names",
            "target",
            "group",
            "on",
            "quiet",
            "timeout",
            "text",
            "start",
            "result",
            "token",
            "owner",
            "parent",
            "cluster",
            "host",
            "image",
            "status",
            "health",
            "snapshot",
            "heartbeat",
            "options",
            "query",
            "include",
            "exclude",
            "services",
            "native_id",
            "labels",
            "addresses",
            "ports",
            "created",
            "region",
            "full",
            "resources",
            "gone",
            "message",
            "components",
            "links",
            "expose",
            "procedures",
            "groups",
            "content",
            "params",
            "target",
            "retry",
            "timeout",
            "documents",
            "prune",
            "",
            "$x",
            "a.b");
    return Combinators.combine(key, values(3))
        .as((name, value) -> "\"" + name + "\":" + value)
        .list()
        .ofMaxSize(6)
        .map(fields -> "{" + String.join(",", fields) + "}");
  }

  private static Arbitrary<String> values(int depth) {
    Arbitrary<String> plain =
        Arbitraries.of(
            "null",
            "true",
            "false",
            "0",
            "1",
            "-1",
            "1.5",
            "1e300",
            "1e-300",
            "-0.0",
            "65536",
            "9223372036854775807",
            "123456789012345678901234567890",
            "1" + "0".repeat(60),
            "\"\"",
            "\" \"",
            "\"a\"",
            "\"b\"",
            "\"online\"",
            "\"offline\"",
            "\"running\"",
            "\"2018-05-01T11:12:13\"",
            "\"0000-00-00T00:00:00\"",
            "\"+999999999-01-01T00:00:00Z\"",
            "\"9999-12-31T23:59:59-18:00\"",
            "\"0001-01-01T00:00:00+18:00\"",
            "\"\\u0000\"",
            "\"\\ud83d\"",
            "\"80\"",
            "\"8_0\"",
            "{}",
            "[]",
            "{\"$where\":\"1\"}",
            "{\"$group\":\"a\"}",
            "{\"$not\":{\"$group\":\"b\"}}",
            "{\"a\":{\"$in\":1}}",
            "{\"image\":{\"$regex\":\"(.*a){12}$\"}}",
            "[{\"native_id\":\"a\",\"type\":\"t\"}]",
            "[\"a\",\"b\"]",
            "[{\"src_component\":\"a\",\"dest_component\":\"b\",\"dest_service\":\"a\"}]",
            "[{\"component\":\"a\",\"service\":\"a\"}]",
            "{\"a\":{\"secret\":true}}",
            "{\"a\":1,\"content\":null}",
            "\"{{ resources({'a': a}) }}\"",
            "\"{% for g in groups %}{{ g.members|tojson }}{% endfor %}\"",
            "\"{{ a * 999999999 }}\"",
            "\"{% if\"",
            "[{\"application\":{\"name\":\"a\",\"links\":[\"a => b[c]\"],\"components\":[\"a\"]}}]",
            "[{\"group\":{\"name\":\"b\",\"id\":\"a\"}},[{\"procedure\":{\"type\":\"t\",\"name\":\"p\"}}]]",
            "\"5m\"",
            "\"1e9d\"");
    if (depth == 0) {
      return plain;
    }
    Arbitrary<String> inner = Arbitraries.lazy(() -> values(depth - 1));
    return Arbitraries.frequencyOf(
        net.jqwik.api.Tuple.of(4, plain),
        net.jqwik.api.Tuple.of(
            1, inner.list().ofMaxSize(3).map(list -> "[" + String.join(",", list) + "]")),
        net.jqwik.api.Tuple.of(
            1,
            Combinators.combine(
                    Arbitraries.of(
                        "native_id", "type", "port", "name", "ip", "a", "$or", "protocol"),
                    inner)
                .as((name, value) -> "{\"" + name + "\":" + value + "}")));
  }

  @Provide
  Arbitrary<String> queries() {
    Arbitrary<String> operator =
        Arbitraries.of(
            "$eq",
            "$ne",
            "$gt",
            "$gte",
            "$lt",
            "$lte",
            "$in",
            "$nin",
            "$and",
            "$or",
            "$nor",
            "$not",
            "$exists",
            "$type",
            "$regex",
            "$options",
            "$mod",
            "$expr",
            "$jsonSchema",
            "$all",
            "$elemMatch",
            "$size",
            "$bitsAllSet",
            "$comment",
            "$where",
            "$function",
            "$group",
            "$text",
            "$date",
            "$oid",
            "$numberLong",
            "$exits",
            "names",
            "image",
            "owner",
            "id",
            "_id",
            "a.b.0.c",
            "",
            ".",
            "a..b",
            "a.",
            "$");
    Arbitrary<String> one =
        Combinators.combine(operator, values(2))
            .as((name, value) -> "{\"" + name + "\":" + value + "}");
    return Combinators.combine(operator, one, operator, values(1))
        .as((a, b, c, d) -> "{\"" + a + "\":" + b + ",\"" + c + "\":" + d + "}");
  }
}
