package org.perfectstorm.template;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;

/** Filters that make a text. */
final class TextFilters {
  private TextFilters() {}

  static void addTo(Operations all) {
    all.add("upper", "", (run, value, a) -> Repr.text(run, value).toUpperCase(Locale.ROOT))
        .add("lower", "", (run, value, a) -> Repr.text(run, value).toLowerCase(Locale.ROOT))
        .add("capitalize", "", (run, value, a) -> Letters.capitalized(Repr.text(run, value)))
        .add("title", "", (run, value, a) -> title(Repr.text(run, value)))
        .add(
            "trim",
            "chars=None",
            (run, value, a) -> Text.strip(Repr.text(run, value), a.stringOrNone(0)))
        .add(
            "center",
            "width=80",
            (run, value, a) -> Padding.center(run, Repr.text(run, value), a.whole(0), " "))
        .add("replace", "old, new, count=None", TextFilters::replace)
        .add("format", "*, **", TextFilters::format)
        .add("indent", "width=4, first=False, blank=False", TextFilters::indent)
        .add(
            "truncate",
            "length=255, killwords=False, end='...', leeway=None",
            TextFilters::truncate)
        .add(
            "wordwrap",
            "width=79, break_long_words=True, wrapstring=None, break_on_hyphens=True",
            (run, value, a) -> WordWrap.wrapped(run, string(value), a))
        .add("wordcount", "", (run, value, a) -> words(Repr.text(run, value)))
        .add("shquote", "", (run, value, a) -> shellQuoted(Repr.text(run, value)))
        .add("escape", "", (run, value, a) -> escaped(Repr.text(run, value)))
        .alias("e", "escape")
        .add("urlencode", "", TextFilters::urlEncoded);
  }

  static String string(Object value) {
    if (Undefined.refuse(value) instanceof String text) {
      return text;
    }
    throw new Fault(
        "a string is needed here, not " + Types.name(value) + "; make it one with |string");
  }

  private static String title(String text) {
    StringBuilder out = new StringBuilder();
    boolean start = true;
    for (int at = 0; at < text.length(); ) {
      int c = text.codePointAt(at);
      at += Character.charCount(c);
      boolean between = Text.isSpace(c) || "-({[<".indexOf(c) >= 0;
      out.append(start && !between ? Letters.upper(c) : Letters.lower(c));
      start = between;
    }
    return out.toString();
  }

  private static Object replace(Run run, Object value, Bound a) {
    return StringMethods.replace(
        run, Repr.text(run, value), a.text(0), a.text(1), a.has(2) ? a.whole(2) : -1);
  }

  private static Object format(Run run, Object value, Bound a) {
    Args args = a.more();
    if (!args.positional().isEmpty() && !args.named().isEmpty()) {
      throw new Fault("can't handle positional and keyword arguments at the same time");
    }
    Object values = new Tuple(args.positional());
    if (!args.named().isEmpty()) {
      Dict dict = new Dict();
      args.named().forEach((name, named) -> dict.put(run, name, named));
      values = dict;
    }
    return new PercentFormat(run, Repr.text(run, value), values).run();
  }

  private static Object indent(Run run, Object value, Bound a) {
    String text = string(value);
    int width = a.get(0) instanceof String ? 0 : Math.max(0, a.whole(0));
    run.room(width);
    String indent = a.get(0) instanceof String given ? given : " ".repeat(width);
    List<Object> lines = Text.lines(text + "\n", false);
    StringBuilder out = new StringBuilder(a.truth(1) ? indent : "");
    for (int i = 0; i < lines.size(); i++) {
      String line = (String) lines.get(i);
      run.room((long) out.length() + indent.length() + line.length());
      out.append(i == 0 ? "" : "\n");
      out.append(i > 0 && (a.truth(2) || !line.isEmpty()) ? indent : "").append(line);
    }
    return out.toString();
  }

  private static Object truncate(Run run, Object value, Bound a) {
    String end = a.string(2);
    int length = a.whole(0);
    int leeway = a.has(3) ? a.whole(3) : 5;
    int kept = length - Text.length(end);
    if (kept < 0) {
      throw new Fault("expected length >= " + Text.length(end) + ", got " + length);
    }
    if (leeway < 0) {
      throw new Fault("expected leeway >= 0, got " + leeway);
    }
    if (Iteration.length(value) <= (long) length + leeway) {
      return value;
    }
    String text = string(value);
    String head = Text.part(text, 0, kept);
    int blank = a.truth(1) ? -1 : head.lastIndexOf(' ');
    return (blank < 0 ? head : head.substring(0, blank)) + end;
  }

  private static long words(String text) {
    long words = 0;
    boolean inside = false;
    for (int c : text.codePoints().toArray()) {
      boolean letter = c == '_' || Character.isLetterOrDigit(c);
      words += letter && !inside ? 1 : 0;
      inside = letter;
    }
    return words;
  }

  /** As one word of a POSIX shell, Python's shlex.quote. */
  private static String shellQuoted(String text) {
    boolean plain =
        !text.isEmpty()
            && text.chars()
                .allMatch(
                    c ->
                        (c >= 'a' && c <= 'z')
                            || (c >= 'A' && c <= 'Z')
                            || (c >= '0' && c <= '9')
                            || "_@%+=:,./-".indexOf(c) >= 0);
    return plain ? text : "'" + text.replace("'", "'\"'\"'") + "'";
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("'", "&#39;")
        .replace("\"", "&#34;");
  }

  private static Object urlEncoded(Run run, Object value, Bound a) {
    if (value instanceof String || !Iteration.isIterable(value)) {
      return quoted(Repr.text(run, value), true);
    }
    List<String> parts = new ArrayList<>();
    Iterator<Object> pairs =
        Iteration.over(
            run, value instanceof Mapping mapping ? new View(View.Kind.ITEMS, mapping) : value);
    while (pairs.hasNext()) {
      List<Object> pair = Iteration.list(run, pairs.next());
      if (pair.size() != 2) {
        throw new Fault("urlencode() needs pairs of a name and a value");
      }
      parts.add(
          quoted(Repr.text(run, pair.get(0)), false)
              + "="
              + quoted(Repr.text(run, pair.get(1)), false));
    }
    return String.join("&", parts);
  }

  private static String quoted(String text, boolean path) {
    StringBuilder out = new StringBuilder();
    for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
      char c = (char) (b & 0xff);
      if (c < 0x80
          && (Character.isLetterOrDigit(c) || "_.-~".indexOf(c) >= 0 || (path && c == '/'))) {
        out.append(c);
      } else if (!path && c == ' ') {
        out.append('+');
      } else {
        out.append(String.format("%%%02X", (int) c));
      }
    }
    return out.toString();
  }
}
