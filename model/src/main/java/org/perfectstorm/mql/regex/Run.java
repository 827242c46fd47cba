package org.perfectstorm.mql.regex;

import java.util.List;

/** Some characters in a row that a text must have: a string, or one set per character. */
sealed interface Run {
  int length();

  /** Whether it stands at this place of a text, which may be any number. */
  boolean isAt(String text, int place);

  /** The first place from one on where it stands, or -1. */
  int in(String text, int from);

  /** The run for some sets in a row; null if they are not each one char. */
  static Run of(List<CodeSet> sets) {
    StringBuilder string = new StringBuilder();
    for (CodeSet set : sets) {
      if (set.only() >= 0) {
        string.appendCodePoint(set.only());
      } else if (!set.isOfSingleChars()) {
        return null;
      }
    }
    boolean exact = sets.stream().allMatch(set -> set.only() >= 0);
    if (exact) {
      return new Exact(string.toString());
    }
    return sets.stream().allMatch(CodeSet::isOfSingleChars) ? new Sets(List.copyOf(sets)) : null;
  }

  /** A string. */
  record Exact(String string) implements Run {
    @Override
    public int length() {
      return string.length();
    }

    @Override
    public boolean isAt(String text, int place) {
      return text.startsWith(string, place);
    }

    @Override
    public int in(String text, int from) {
      return text.indexOf(string, from);
    }
  }

  /** A set for each char: mostly the two cases of a letter. */
  record Sets(List<CodeSet> sets) implements Run {
    @Override
    public int length() {
      return sets.size();
    }

    @Override
    public boolean isAt(String text, int place) {
      if (place < 0 || place + sets.size() > text.length()) {
        return false;
      }
      for (int i = 0; i < sets.size(); i++) {
        if (!sets.get(i).contains(text.charAt(place + i))) {
          return false;
        }
      }
      return true;
    }

    @Override
    public int in(String text, int from) {
      for (int place = from; place + sets.size() <= text.length(); place++) {
        if (isAt(text, place)) {
          return place;
        }
      }
      return -1;
    }
  }
}
