package org.perfectstorm.api;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** Requests as somebody sends them who means harm, or does not know how. */
final class HostileRequests {
  private HostileRequests() {}

  static Arbitrary<String> methods() {
    return Arbitraries.of(
        "GET", "GET", "GET", "POST", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS", "TRACE",
        "BREW", "get", "QUERY", "BEFORE", "AFTER");
  }

  static Arbitrary<String> paths(String job, String ended) {
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

  static Arbitrary<String> headers() {
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

  static Arbitrary<String> bodies() {
    return Arbitraries.oneOf(
        Arbitraries.just(""),
        HostileValues.objects(),
        Arbitraries.strings().ofMaxLength(20),
        Arbitraries.of(
            "[", "{\"a\":", "\ud83d", "\ufeff{}", "[".repeat(5_000), "{\"a\":".repeat(5_000)));
  }

  static Arbitrary<String> writes(String job, String ended) {
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
}
