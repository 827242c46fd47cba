package org.perfectstorm.api;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.perfectstorm.model.Kind;
import org.perfectstorm.value.Doc;

/** Queries that would take seconds for all resources hold nobody up. */
class ExpensiveQueryTest extends Conversation {
  /** As many steps as one resource may take. */
  private static final String QUERY =
      "{'$expr':{'$gt':[{'$size':{'$filter':{'input':{'$range':[0,100000]},'as':'i',"
          + "'cond':{'$gt':[{'$size':{'$range':[0,'$$i']}},5]}}}},9999999]}}";

  @BeforeAll
  void populate() {
    String owner = agent("owner");
    core.commit(
        transaction -> {
          for (int i = 0; i < 2_000; i++) {
            transaction.put(
                Kind.RESOURCE,
                Doc.of("id", "res-" + i, "type", "t", "owner", owner, "names", "[]"));
          }
          return null;
        });
  }

  @Test
  void aGroupThatTakesTooLongIsRefused() {
    post("/v1/groups", "{'name':'slow','query':" + QUERY + "}")
        .is(
            400,
            "{'query':['the query of slow takes too long: more than 2 s for all resources, or 6 s"
                + " together with others']}");
    post("/v1/import", "{'documents':[{'group':{'name':'slow','query':" + QUERY + "}}]}")
        .is(
            400,
            "{'errors':[{'path':'documents','message':'the query of slow takes too long: more than"
                + " 2 s for all resources, or 6 s together with others'}]}");
    post("/v1/groups", "{'name':'quick','query':{'type':'t'}}").is(201);
  }
}
