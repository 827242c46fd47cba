package org.perfectstorm.api;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;

/** Templates and YAML that are nearly right. */
final class HostileTexts {
  private HostileTexts() {}

  /** Texts that are nearly templates, and ask for what they may not have. */
  static Arbitrary<String> templates() {
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
  static Arbitrary<String> yamls() {
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
}
