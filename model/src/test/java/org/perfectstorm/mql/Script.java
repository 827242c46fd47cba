package org.perfectstorm.mql;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.perfectstorm.mql.bson.Flaw;
import org.perfectstorm.mql.bson.Kind;
import org.perfectstorm.mql.bson.Missing;
import org.perfectstorm.mql.bson.Order;
import org.perfectstorm.mql.expr.Expression;
import org.perfectstorm.value.Doc;
import org.perfectstorm.value.Json;

/** A file of cases in the form that {@code comparison.mql} explains at its top. */
final class Script {
  /** A line that says something to check. */
  record Case(String title, int line, String text, Map<String, Doc> docs) {
    void check() {
      String verb = text.substring(0, text.indexOf(' '));
      int arrow = text.lastIndexOf(" =>");
      String left = text.substring(verb.length(), arrow).strip();
      String right = text.substring(arrow + 3).strip();
      switch (verb) {
        case "match" -> assertThat(matching(left)).isEqualTo(right);
        case "error" -> assertThat(error(left)).contains(right);
        case "gives" -> gives(left, right);
        default -> throw new IllegalArgumentException("line " + line + ": " + text);
      }
    }

    private String matching(String json) {
      Query query = Query.compile(Json.readDoc(json));
      List<String> names = new ArrayList<>();
      docs.forEach(
          (name, doc) -> {
            if (query.check(doc)) {
              names.add(name);
            }
          });
      return String.join(" ", names);
    }

    private String error(String json) {
      try {
        return "no error, but: " + matching(json);
      } catch (QueryException e) {
        return e.getMessage();
      }
    }

    private void gives(String json, String expected) {
      Object expression = ExtendedJson.decode(Doc.of("v", Json.read(json))).get("v");
      Doc doc = List.copyOf(docs.values()).getLast();
      if (expected.startsWith("error ")) {
        try {
          assertThat(Expression.compile(expression, "_id").of(doc)).isEqualTo("an error");
        } catch (Flaw flaw) {
          assertThat(flaw.getMessage()).contains(expected.substring("error ".length()));
        }
        return;
      }
      Object value = Expression.compile(expression, "_id").of(doc);
      Object wanted =
          expected.equals("nothing")
              ? Missing.MISSING
              : ExtendedJson.decode(Doc.of("v", Json.read(expected))).get("v");
      assertThat(Order.compare(value, wanted)).as("%s", value).isZero();
      assertThat(Kind.of(value)).isEqualTo(Kind.of(wanted));
    }
  }

  private final String text;
  private final List<Case> cases = new ArrayList<>();

  private Script(String text) {
    this.text = text;
    String title = "";
    Map<String, Doc> docs = new LinkedHashMap<>();
    int number = 0;
    for (String line : text.lines().toList()) {
      number++;
      if (line.startsWith("== ")) {
        title = line.substring(3);
        docs = new LinkedHashMap<>();
      } else if (line.startsWith("doc ")) {
        int name = line.indexOf(' ', 4);
        docs.put(line.substring(4, name), ExtendedJson.decode(Json.readDoc(line.substring(name))));
      } else if (!line.isBlank() && !line.startsWith("#")) {
        cases.add(new Case(title, number, line, docs));
      }
    }
  }

  /**
   * The blocks of a text in Markdown that are marked {@code mql}, each with documents of its own.
   */
  static Script inMarkdown(String markdown) {
    StringBuilder script = new StringBuilder();
    boolean inside = false;
    for (String line : markdown.lines().toList()) {
      boolean border = line.startsWith("```");
      inside = border ? line.equals("```mql") : inside;
      // Other lines stay empty, so that numbers are those of the text.
      script.append(border ? "== " : inside ? line : "").append('\n');
    }
    return new Script(script.toString());
  }

  /** The script of a name, beside this class. */
  static Script named(String name) {
    try (InputStream in = Script.class.getResourceAsStream(name)) {
      return new Script(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  List<Case> cases() {
    return cases;
  }

  boolean mentions(String operator) {
    return text.contains('"' + operator + '"');
  }
}
