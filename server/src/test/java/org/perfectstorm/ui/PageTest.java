package org.perfectstorm.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.perfectstorm.server.Bind;
import org.perfectstorm.server.Web;

/** How the page's files are served, by a real server with a page of three files. */
class PageTest {
  private static final HttpClient CLIENT = HttpClient.newHttpClient();
  private static final String SCRIPT = "/ui/assets/app-1a2b.js";

  private static Web web;
  private static Web empty;

  @BeforeAll
  static void start() throws IOException {
    web = Web.listen(List.of(new Bind("127.0.0.1", 0)));
    web.answer(config -> new Page(new Files("canned/")).addTo(config));
    empty = Web.listen(List.of(new Bind("127.0.0.1", 0)));
    empty.answer(config -> new Page(new Files("nothing/")).addTo(config));
  }

  @AfterAll
  static void stop() {
    web.close();
    empty.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "/ui/",
        "/ui/apps/blog",
        "/ui/groups/a%2Fb",
        "/ui/resources/web.1?q=%7B%7D",
        "/ui/../etc/passwd"
      })
  void everyViewHasThePage(String path) throws Exception {
    HttpResponse<String> answer = get(web, path);
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).contains("<title>canned</title>");
    assertThat(header(answer, "Content-Type")).isEqualToIgnoringCase("text/html;charset=utf-8");
    assertThat(header(answer, "Cache-Control")).isEqualTo("no-cache");
  }

  @Test
  void theAddressWithoutASlashLeadsToTheOneWithIt() throws Exception {
    HttpResponse<String> answer = get(web, "/ui");
    assertThat(answer.statusCode()).isEqualTo(302);
    assertThat(header(answer, "Location")).endsWith("/ui/");
  }

  @Test
  void aBrowserMayRunAndLoadOnlyWhatComesFromHere() throws Exception {
    for (String path : List.of("/", SCRIPT, "/ui/icon.svg", "/ui/groups/x")) {
      HttpResponse<String> answer = get(web, path);
      assertThat(header(answer, "Content-Security-Policy"))
          .contains("default-src 'none'", "script-src 'self'", "style-src 'self'")
          .contains("frame-ancestors 'none'", "base-uri 'none'", "form-action 'none'")
          .doesNotContain("unsafe", "*", "http");
      assertThat(header(answer, "X-Content-Type-Options")).isEqualTo("nosniff");
      assertThat(header(answer, "Referrer-Policy")).isEqualTo("no-referrer");
    }
  }

  @Test
  void whatIsNamedByItsContentIsKeptForEver() throws Exception {
    assertThat(header(get(web, SCRIPT), "Cache-Control"))
        .isEqualTo("public, max-age=31536000, immutable");
    assertThat(header(get(web, "/ui/icon.svg"), "Cache-Control")).isEqualTo("no-cache");
  }

  @Test
  void aMissingAssetIsMissingAndNotThePage() throws Exception {
    assertThat(get(web, "/ui/assets/app-old.js").statusCode()).isEqualTo(404);
  }

  @Test
  void theSmallestFormThatTheBrowserTakesIsSent() throws Exception {
    assertThat(get(web, SCRIPT).body()).isEqualTo("console.log(\"plain\")");
    assertThat(encoded("gzip, deflate, br").body()).isEqualTo("not really brotli");
    assertThat(header(encoded("br"), "Content-Encoding")).isEqualTo("br");
    assertThat(encoded("GZIP").body()).isEqualTo("not really gzip");
    assertThat(encoded("br;q=0, gzip;q=0.5").body()).isEqualTo("not really gzip");
    HttpResponse<String> plain = encoded("zstd");
    assertThat(plain.body()).isEqualTo("console.log(\"plain\")");
    assertThat(header(plain, "Content-Encoding")).isNull();
    assertThat(header(plain, "Vary")).isEqualTo("Accept-Encoding");
  }

  @Test
  void thePageIsSentAgainOnlyIfItHasChanged() throws Exception {
    String tag = header(get(web, "/"), "ETag");
    HttpResponse<String> again = send(request(web, "/").header("If-None-Match", tag));
    assertThat(again.statusCode()).isEqualTo(304);
    assertThat(again.body()).isEmpty();
    HttpResponse<String> other = send(request(web, "/").header("If-None-Match", "W/\"x\""));
    assertThat(other.statusCode()).isEqualTo(200);
  }

  @Test
  void headIsAnsweredWithoutABody() throws Exception {
    HttpResponse<String> head = send(request(web, SCRIPT).HEAD());
    assertThat(head.statusCode()).isEqualTo(200);
    assertThat(head.body()).isEmpty();
    assertThat(header(head, "Content-Length")).isEqualTo("20");
  }

  @Test
  void aServerWithoutAPageSaysSo() throws Exception {
    for (String path : List.of("/", "/ui/", "/ui/apps/blog")) {
      HttpResponse<String> answer = get(empty, path);
      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.body()).contains("built without its web page");
      assertThat(header(answer, "Content-Security-Policy")).isNotNull();
    }
    assertThat(get(empty, SCRIPT).statusCode()).isEqualTo(404);
  }

  private static HttpResponse<String> encoded(String accepted) throws Exception {
    return send(request(web, SCRIPT).header("Accept-Encoding", accepted));
  }

  private static HttpResponse<String> get(Web server, String path) throws Exception {
    return send(request(server, path));
  }

  private static HttpRequest.Builder request(Web server, String path) {
    return HttpRequest.newBuilder(URI.create("http://" + server.listening().getFirst() + path))
        .timeout(Duration.ofSeconds(20));
  }

  private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  private static String header(HttpResponse<String> answer, String name) {
    return answer.headers().firstValue(name).orElse(null);
  }
}
