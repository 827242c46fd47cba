package org.perfectstorm.mql.regex;

import java.util.HashMap;
import java.util.Map;

/** Which characters are the same but for their case (Unicode's simple case folding). */
final class Folding {
  private static final int LAST_WITH_CASE = 0x1FFFF;
  private static final int DOTTED_CAPITAL_I = 0x130;
  private static final int DOTLESS_SMALL_I = 0x131;

  /** For each character that has one, all its forms. */
  private static final Map<Integer, CodeSet> FORMS = forms();

  private Folding() {}

  /** The set with all forms of its members. */
  static CodeSet of(CodeSet set) {
    if (set.only() >= 0) {
      return FORMS.getOrDefault(set.only(), set);
    }
    CodeSet.Builder folded = new CodeSet.Builder().add(set);
    FORMS.forEach(
        (code, forms) -> {
          if (set.contains(code)) {
            folded.add(forms);
          }
        });
    return folded.build();
  }

  /** One character for all forms of a character. */
  static int fold(int code) {
    return code == DOTTED_CAPITAL_I || code == DOTLESS_SMALL_I
        ? code
        : Character.toLowerCase(Character.toUpperCase(code));
  }

  private static Map<Integer, CodeSet> forms() {
    Map<Integer, CodeSet> byFolded = new HashMap<>();
    for (int code = 0; code <= LAST_WITH_CASE; code++) {
      int folded = fold(code);
      if (folded != code) {
        CodeSet both = CodeSet.of(code, folded);
        byFolded.merge(folded, both, CodeSet::union);
      }
    }
    Map<Integer, CodeSet> forms = new HashMap<>(byFolded);
    for (int code = 0; code <= LAST_WITH_CASE; code++) {
      int folded = fold(code);
      if (folded != code) {
        forms.put(code, byFolded.get(folded));
      }
    }
    return Map.copyOf(forms);
  }
}
