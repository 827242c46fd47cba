package org.perfectstorm.api;

import java.net.http.HttpRequest;
import org.junit.jupiter.api.Test;

/** A page of another site that somebody looks at cannot write here; programs can, as ever. */
class OriginTest extends Conversation {
  private int made;

  private HttpRequest.Builder write() {
    return request("POST", "/v1/agents", "{'type':'test','name':'agent " + made++ + "'}");
  }

  private String own() {
    return uri("").toString();
  }

  @Test
  void whoSaysNothingIsNoBrowserAndMayWrite() {
    send(write()).is(201);
  }

  @Test
  void thePageItselfMayWrite() {
    send(write().setHeader("Origin", own())).is(201);
    send(write().setHeader("Origin", own()).setHeader("Sec-Fetch-Site", "same-origin")).is(201);
    send(write().setHeader("Sec-Fetch-Site", "none")).is(201);
  }

  @Test
  void behindAProxyThatChangesTheHostTheBrowsersOwnWordCounts() {
    send(write()
            .setHeader("Origin", "https://storm.example")
            .setHeader("Sec-Fetch-Site", "same-origin"))
        .is(201);
  }

  @Test
  void otherSitesMayNot() {
    String[] origins = {
      "http://evil.example", "null", "http://127.0.0.1:1", "https://", "nonsense %", own() + "0"
    };
    for (String origin : origins) {
      send(write().setHeader("Origin", origin)).is(403);
    }
    for (String site : new String[] {"cross-site", "same-site", "what"}) {
      send(write().setHeader("Sec-Fetch-Site", site)).is(403);
      send(write().setHeader("Origin", own()).setHeader("Sec-Fetch-Site", site)).is(403);
    }
  }

  @Test
  void thatGoesForEveryMethodThatChangesSomething() {
    agent("here");
    for (String method : new String[] {"PUT", "PATCH", "DELETE"}) {
      HttpRequest.Builder request = request(method, "/v1/agents/here", "{}");
      send(request.setHeader("Origin", "http://evil.example"))
          .is(
              403,
              "{'detail':'A page of another site (http://evil.example) may not change anything"
                  + " here.'}");
    }
    HttpRequest.Builder beat = request("POST", "/v1/agents/here/heartbeat", null);
    send(beat.setHeader("Sec-Fetch-Site", "cross-site")).is(403);
    get("/v1/agents/here").is(200);
  }

  @Test
  void readingIsNoMatterOfOrigin() {
    // A browser shows another site's page nothing of the answer: there is no CORS header.
    send(request("GET", "/v1/agents", null).setHeader("Origin", "http://evil.example")).is(200);
  }
}
