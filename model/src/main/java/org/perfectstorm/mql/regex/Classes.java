package org.perfectstorm.mql.regex;

import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntPredicate;
import org.perfectstorm.mql.bson.Flaw;

/** The named sets of characters: {@code \d}, {@code [:alpha:]}, {@code \p{Greek}}. */
final class Classes {
  static final CodeSet DIGIT = CodeSet.range('0', '9');
  static final CodeSet SPACE = CodeSet.range(9, 13).union(CodeSet.of(' '));
  static final CodeSet WORD =
      DIGIT.union(CodeSet.range('a', 'z')).union(CodeSet.range('A', 'Z')).union(CodeSet.of('_'));
  static final CodeSet HORIZONTAL =
      CodeSet.of(9, 0x20, 0xA0, 0x1680, 0x180E, 0x202F, 0x205F, 0x3000)
          .union(CodeSet.range(0x2000, 0x200A));
  static final CodeSet VERTICAL = CodeSet.range(10, 13).union(CodeSet.of(0x85, 0x2028, 0x2029));

  /** What the option {@code x} skips: Unicode's pattern white space. */
  static final CodeSet FREE_SPACE = SPACE.union(CodeSet.of(0x85, 0x200E, 0x200F, 0x2028, 0x2029));

  static final CodeSet NOT_NEWLINE = CodeSet.of('\n').complement();

  private static final Map<String, CodeSet> POSIX =
      Map.ofEntries(
          Map.entry("alpha", CodeSet.range('a', 'z').union(CodeSet.range('A', 'Z'))),
          Map.entry("lower", CodeSet.range('a', 'z')),
          Map.entry("upper", CodeSet.range('A', 'Z')),
          Map.entry("alnum", DIGIT.union(CodeSet.range('a', 'z')).union(CodeSet.range('A', 'Z'))),
          Map.entry("ascii", CodeSet.range(0, 127)),
          Map.entry("blank", CodeSet.of(' ', '\t')),
          Map.entry("cntrl", CodeSet.range(0, 31).union(CodeSet.of(127))),
          Map.entry("digit", DIGIT),
          Map.entry("graph", CodeSet.range(33, 126)),
          Map.entry("print", CodeSet.range(32, 126)),
          Map.entry(
              "punct",
              CodeSet.range(33, 47)
                  .union(CodeSet.range(58, 64))
                  .union(CodeSet.range(91, 96))
                  .union(CodeSet.range(123, 126))),
          Map.entry("space", SPACE),
          Map.entry("word", WORD),
          Map.entry("xdigit", DIGIT.union(CodeSet.range('a', 'f')).union(CodeSet.range('A', 'F'))));

  /** Made when first asked for. There are only so many names, so this cannot fill the memory. */
  private static final Map<String, CodeSet> PROPERTIES = new ConcurrentHashMap<>();

  private Classes() {}

  /** The set of a POSIX name; null if there is none. In any case, small and large are letters. */
  static CodeSet posix(String name, Flags flags) {
    boolean anyLetter = flags.anyCase() && (name.equals("lower") || name.equals("upper"));
    return POSIX.get(anyLetter ? "alpha" : name);
  }

  /**
   * The set of a Unicode property: a general category ({@code Lu}, {@code L}, {@code L&}), a
   * script, {@code Any}, or one of PCRE's own ({@code Xan}, {@code Xsp}, {@code Xwd}).
   */
  static CodeSet property(String written) {
    if (!written.matches("[A-Za-z&_ -]*")) {
      throw unknown(written);
    }
    String name =
        written.replace("_", "").replace(" ", "").replace("-", "").toLowerCase(Locale.ROOT);
    CodeSet known = PROPERTIES.get(name);
    if (known == null) {
      known = scan(predicate(name, written));
      PROPERTIES.put(name, known);
    }
    return known;
  }

  private static IntPredicate predicate(String name, String written) {
    return switch (name) {
      case "any" -> _ -> true;
      case "l&", "lc" -> in(types("Lu") | types("Ll") | types("Lt"));
      case "xan" -> in(types("L") | types("N"));
      case "xwd" -> in(types("L") | types("N") | types("Mn") | types("Pc"));
      case "xsp", "xps" -> {
        IntPredicate separators = in(types("Z"));
        yield code -> SPACE.contains(code) || VERTICAL.contains(code) || separators.test(code);
      }
      default -> name.length() <= 2 ? inCategory(name, written) : inScript(written);
    };
  }

  private static IntPredicate inCategory(String name, String written) {
    int types =
        name.isEmpty()
            ? 0
            : types(name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1));
    if (types == 0) {
      throw unknown(written);
    }
    return in(types);
  }

  /** The numbers of the categories that begin so, as a set of bits. */
  private static int types(String prefix) {
    int types = 0;
    for (int type = 0; type < CATEGORIES.length; type++) {
      types |= CATEGORIES[type].startsWith(prefix) ? 1 << type : 0;
    }
    return types;
  }

  private static IntPredicate in(int types) {
    return code -> (types >> Character.getType(code) & 1) != 0;
  }

  private static IntPredicate inScript(String written) {
    try {
      Character.UnicodeScript script =
          Character.UnicodeScript.forName(written.strip().replace(' ', '_').replace('-', '_'));
      return code -> Character.UnicodeScript.of(code) == script;
    } catch (IllegalArgumentException e) {
      throw unknown(written);
    }
  }

  private static Flaw unknown(String property) {
    return new Flaw(
        "invalid regular expression: unknown property name after \\P or \\p: " + property);
  }

  private static CodeSet scan(IntPredicate member) {
    CodeSet.Builder found = new CodeSet.Builder();
    int first = -1;
    for (int code = 0; code <= Character.MAX_CODE_POINT + 1; code++) {
      boolean in = code <= Character.MAX_CODE_POINT && member.test(code);
      if (in && first < 0) {
        first = code;
      } else if (!in && first >= 0) {
        found.add(first, code - 1);
        first = -1;
      }
    }
    return found.build();
  }

  /** By the numbers of {@link Character#getType(int)}; 17 is not used. */
  private static final String[] CATEGORIES = {
    "Cn", "Lu", "Ll", "Lt", "Lm", "Lo", "Mn", "Me", "Mc", "Nd", "Nl", "No", "Zs", "Zl", "Zp", "Cc",
    "Cf", "--", "Co", "Cs", "Pd", "Ps", "Pe", "Pc", "Po", "Sm", "Sc", "Sk", "So", "Pi", "Pf"
  };
}
