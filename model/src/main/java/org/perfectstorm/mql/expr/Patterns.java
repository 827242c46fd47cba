package org.perfectstorm.mql.expr;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.bson.BsonRegularExpression;
import org.perfectstorm.mql.bson.Flaw;
import org.perfectstorm.mql.regex.Found;
import org.perfectstorm.mql.regex.Regex;
import org.perfectstorm.value.Arr;
import org.perfectstorm.value.Doc;

/** {@code $regexMatch}, {@code $regexFind}, {@code $regexFindAll}. */
final class Patterns {
  private Patterns() {}

  static void addTo(Map<String, Function> all) {
    add(
        all,
        "$regexMatch",
        (regex, text, scope) -> text != null && regex.foundIn(text, scope::spend));
    add(
        all,
        "$regexFind",
        (regex, text, scope) -> {
          Found found = text == null ? null : regex.find(text, 0, scope::spend);
          return found == null ? null : described(found, text);
        });
    add(all, "$regexFindAll", Patterns::findAll);
  }

  private interface Use {
    Object of(Regex regex, String text, Scope scope);
  }

  /** What was compiled last: mostly the pattern is the same for all documents. */
  private record Compiled(BsonRegularExpression source, Regex regex) {}

  private static void add(Map<String, Function> all, String name, Use use) {
    all.put(
        name,
        (operand, reader) -> {
          Term[] terms = reader.named(name, operand, List.of("input", "regex"), List.of("options"));
          AtomicReference<Compiled> last = new AtomicReference<>();
          if (terms[1] instanceof Term.Constant(Object pattern)
              && (terms[2] == null || terms[2] instanceof Term.Constant)) {
            Object options = terms[2] instanceof Term.Constant(Object given) ? given : null;
            compiled(name, pattern, options, last);
          }
          return scope -> {
            Object input = terms[0].of(scope);
            Object options = terms[2] == null ? null : terms[2].of(scope);
            Regex regex = compiled(name, terms[1].of(scope), options, last);
            if (regex == null) {
              return use.of(Regex.NEVER, null, scope);
            }
            return use.of(regex, Given.isNull(input) ? null : Given.text(name, input), scope);
          };
        });
  }

  /** The pattern compiled; null if there is none. */
  private static Regex compiled(
      String name, Object pattern, Object options, AtomicReference<Compiled> last) {
    if (Given.isNull(pattern)) {
      return null;
    }
    String flags = Given.isNull(options) ? "" : Given.text(name, options);
    BsonRegularExpression source =
        switch (pattern) {
          case BsonRegularExpression regex when regex.getOptions().isEmpty() ->
              new BsonRegularExpression(regex.getPattern(), flags);
          case BsonRegularExpression regex when flags.isEmpty() -> regex;
          case BsonRegularExpression _ ->
              throw new Flaw(
                  name + ": found regex option(s) specified in both 'regex' and 'options'");
          default -> new BsonRegularExpression(Given.text(name, pattern), flags);
        };
    Compiled known = last.get();
    if (known == null || !known.source.equals(source)) {
      known = new Compiled(source, Regex.compile(source.getPattern(), source.getOptions()));
      last.set(known);
    }
    return known.regex;
  }

  private static Object findAll(Regex regex, String text, Scope scope) {
    List<Object> all = new ArrayList<>();
    int from = 0;
    while (text != null && from <= text.length()) {
      Found found = regex.find(text, from, scope::spend);
      if (found == null) {
        break;
      }
      scope.spend(1 + text.length());
      all.add(described(found, text));
      from = found.end() > found.start() ? found.end() : found.end() + 1;
    }
    return Arr.holding(all);
  }

  private static Doc described(Found found, String text) {
    List<Object> captures = new ArrayList<>();
    for (int group = 1; group <= found.groups(); group++) {
      captures.add(
          found.start(group) < 0 ? null : text.substring(found.start(group), found.end(group)));
    }
    return Doc.of(
        "match", text.substring(found.start(), found.end()),
        "idx", text.codePointCount(0, found.start()),
        "captures", Arr.holding(captures));
  }
}
