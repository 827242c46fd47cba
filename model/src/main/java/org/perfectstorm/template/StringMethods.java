package org.perfectstorm.template;

import java.util.List;
import java.util.Locale;

/** Methods of strings: those that answer another string or several. */
final class StringMethods {
  static final Operations ALL = new Operations("method");

  static {
    StringQuestions.addTo(ALL);
    ALL.add("upper", "", (run, s, a) -> str(s).toUpperCase(Locale.ROOT))
        .add("lower", "", (run, s, a) -> str(s).toLowerCase(Locale.ROOT))
        .add("casefold", "", (run, s, a) -> Letters.folded(str(s)))
        .add("capitalize", "", (run, s, a) -> Letters.capitalized(str(s)))
        .add("title", "", (run, s, a) -> Letters.title(str(s)))
        .add("swapcase", "", (run, s, a) -> Letters.swapped(str(s)))
        .add("strip", "chars=None", (run, s, a) -> Text.strip(str(s), a.stringOrNone(0)))
        .add("lstrip", "chars=None", (run, s, a) -> Text.stripStart(str(s), a.stringOrNone(0)))
        .add("rstrip", "chars=None", (run, s, a) -> Text.stripEnd(str(s), a.stringOrNone(0)))
        .add("removeprefix", "prefix", StringMethods::removePrefix)
        .add("removesuffix", "suffix", StringMethods::removeSuffix)
        .add("replace", "old, new, count=-1", StringMethods::replace)
        .add("split", "sep=None, maxsplit=-1", StringMethods::split)
        .add("rsplit", "sep=None, maxsplit=-1", StringMethods::splitFromEnd)
        .add(
            "splitlines",
            "keepends=False",
            (run, s, a) -> list(Text.lines(str(s), a.truth(0)), run))
        .add("partition", "sep", StringMethods::partition)
        .add("rpartition", "sep", StringMethods::partitionAtEnd)
        .add("join", "iterable", (run, s, a) -> join(run, str(s), a.get(0)))
        .add(
            "center",
            "width, fillchar=' '",
            (run, s, a) -> Padding.center(run, str(s), a.whole(0), a.string(1)))
        .add(
            "ljust",
            "width, fillchar=' '",
            (run, s, a) -> Padding.left(run, str(s), a.whole(0), a.string(1)))
        .add(
            "rjust",
            "width, fillchar=' '",
            (run, s, a) -> Padding.right(run, str(s), a.whole(0), a.string(1)))
        .add("zfill", "width", (run, s, a) -> Padding.zeros(run, str(s), a.whole(0)))
        .add("expandtabs", "tabsize=8", (run, s, a) -> Padding.expandTabs(run, str(s), a.whole(0)))
        .add("format", "*, **", (run, s, a) -> new BraceFormat(run, a.more()).format(str(s)))
        .add("format_map", "mapping", (run, s, a) -> new BraceFormat(run, a.get(0)).format(str(s)));
  }

  private StringMethods() {}

  private static String str(Object self) {
    return (String) self;
  }

  private static ListValue list(List<Object> parts, Run run) {
    run.steps(parts.size());
    return new ListValue(parts);
  }

  private static Object removePrefix(Run run, Object s, Bound a) {
    return str(s).startsWith(a.string(0)) ? str(s).substring(a.string(0).length()) : s;
  }

  private static Object removeSuffix(Run run, Object s, Bound a) {
    return str(s).endsWith(a.string(0))
        ? str(s).substring(0, str(s).length() - a.string(0).length())
        : s;
  }

  private static Object replace(Run run, Object s, Bound a) {
    return replace(run, str(s), a.string(0), a.string(1), a.whole(2));
  }

  /** Replaces the first so many, all if negative. An empty one is found between characters. */
  static String replace(Run run, String text, String old, String fresh, int count) {
    StringBuilder out = new StringBuilder();
    int at = 0;
    int done = 0;
    while (count < 0 || done < count) {
      int next = at > text.length() ? -1 : text.indexOf(old, at);
      if (next < 0) {
        break;
      }
      run.room((long) out.length() + fresh.length() + text.length() - at);
      out.append(text, at, next).append(fresh);
      at = next + old.length();
      done++;
      if (old.isEmpty()) {
        if (at >= text.length()) {
          return out.toString();
        }
        int end = text.offsetByCodePoints(at, 1);
        out.append(text, at, end);
        at = end;
      }
    }
    return done == 0
        ? text
        : out.append(text, Math.min(at, text.length()), text.length()).toString();
  }

  private static String separator(Bound a) {
    if (a.string(0).isEmpty()) {
      throw new Fault("empty separator");
    }
    return a.string(0);
  }

  private static Object split(Run run, Object s, Bound a) {
    return list(
        a.has(0) ? Text.split(str(s), separator(a), a.whole(1)) : Text.words(str(s), a.whole(1)),
        run);
  }

  private static Object splitFromEnd(Run run, Object s, Bound a) {
    return list(
        a.has(0)
            ? Text.splitFromEnd(str(s), separator(a), a.whole(1))
            : Text.wordsFromEnd(str(s), a.whole(1)),
        run);
  }

  private static Object partition(Run run, Object s, Bound a) {
    int at = str(s).indexOf(separator(a));
    return at < 0 ? three(str(s), "", "") : parted(str(s), a.string(0), at);
  }

  private static Object partitionAtEnd(Run run, Object s, Bound a) {
    int at = str(s).lastIndexOf(separator(a));
    return at < 0 ? three("", "", str(s)) : parted(str(s), a.string(0), at);
  }

  private static Tuple parted(String text, String separator, int at) {
    return three(text.substring(0, at), separator, text.substring(at + separator.length()));
  }

  private static Tuple three(String first, String second, String third) {
    return new Tuple(List.of(first, second, third));
  }

  private static String join(Run run, String separator, Object iterable) {
    StringBuilder out = new StringBuilder();
    int index = 0;
    for (Object element : Iteration.list(run, iterable)) {
      if (!(Undefined.refuse(element) instanceof String text)) {
        throw new Fault(
            "sequence item "
                + index
                + ": expected str instance, "
                + Types.name(element)
                + " found; the filter |join('"
                + separator
                + "') takes any values");
      }
      run.room((long) out.length() + separator.length() + text.length());
      out.append(index++ == 0 ? "" : separator).append(text);
    }
    return out.toString();
  }
}
