package org.perfectstorm.api;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/** JSON that is nearly what is expected: values, bodies, documents, queries. */
final class HostileValues {
  private HostileValues() {}

  /** Bodies that are nearly right. */
  static Arbitrary<String> objects() {
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
        Tuple.of(4, plain),
        Tuple.of(1, inner.list().ofMaxSize(3).map(list -> "[" + String.join(",", list) + "]")),
        Tuple.of(
            1,
            Combinators.combine(
                    Arbitraries.of(
                        "native_id", "type", "port", "name", "ip", "a", "$or", "protocol"),
                    inner)
                .as((name, value) -> "{\"" + name + "\":" + value + "}")));
  }

  /** Documents that are nearly right. */
  static Arbitrary<String> documents() {
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

  static Arbitrary<String> queries() {
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
