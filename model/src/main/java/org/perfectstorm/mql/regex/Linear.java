package org.perfectstorm.mql.regex;

import com.google.re2j.Pattern;
import java.util.List;

/**
 * Says which patterns RE2 can express, and writes them in its syntax. Exactly, but for the start of
 * a line: RE2 also finds one behind a newline that ends the text.
 */
final class Linear {
  /** RE2's own limit. */
  private static final int MOST_REPEATS = 1000;

  private Linear() {}

  /** The pattern for RE2, or null if RE2 cannot express it. */
  static Pattern of(Node node) {
    if (!expresses(node, 1, true)) {
      return null;
    }
    StringBuilder out = new StringBuilder();
    print(node, out);
    return Pattern.compile(out.toString());
  }

  /**
   * Whether RE2 expresses the node.
   *
   * @param times how often the node is repeated by what is around it
   * @param last whether nothing comes behind, so that a newline may be consumed at the end
   */
  private static boolean expresses(Node node, int times, boolean last) {
    return switch (node) {
      case Node.Empty _, Node.One _ -> true;
      case Node.Back _, Node.Look _, Node.Atomic _ -> false;
      case Node.At at ->
          switch (at.place()) {
            case END -> last;
            case START, LINE_START, LINE_END, VERY_END, WORD_BOUNDARY, NO_WORD_BOUNDARY -> true;
          };
      case Node.Sequence sequence -> sequence(sequence.parts(), times, last);
      case Node.Choice choice ->
          choice.parts().stream().allMatch(part -> expresses(part, times, last));
      case Node.Repeat repeat -> {
        int most = Math.max(1, Math.max(repeat.min(), repeat.max())) * times;
        yield repeat.style() != Node.Style.POSSESSIVE
            && most <= MOST_REPEATS
            && expresses(repeat.part(), most, false);
      }
      case Node.Group group -> expresses(group.part(), times, last);
    };
  }

  private static boolean sequence(List<Node> parts, int times, boolean last) {
    for (int i = 0; i < parts.size(); i++) {
      if (!expresses(parts.get(i), times, last && i == parts.size() - 1)) {
        return false;
      }
    }
    return true;
  }

  private static void print(Node node, StringBuilder out) {
    switch (node) {
      case Node.Empty _ -> out.append("(?:)");
      case Node.One one -> out.append(one.set().printed());
      case Node.Sequence sequence -> sequence.parts().forEach(part -> print(part, out));
      case Node.Choice choice -> {
        out.append("(?:");
        for (int i = 0; i < choice.parts().size(); i++) {
          out.append(i == 0 ? "" : "|");
          print(choice.parts().get(i), out);
        }
        out.append(')');
      }
      case Node.Repeat repeat -> {
        out.append("(?:");
        print(repeat.part(), out);
        out.append(')').append(times(repeat));
      }
      case Node.Group group -> {
        out.append("(?:");
        print(group.part(), out);
        out.append(')');
      }
      case Node.At at ->
          out.append(
              switch (at.place()) {
                case START -> "\\A";
                case LINE_START -> "(?m:^)";
                case END -> "(?:\\n?\\z)";
                case LINE_END -> "(?m:$)";
                case VERY_END -> "\\z";
                case WORD_BOUNDARY -> "\\b";
                case NO_WORD_BOUNDARY -> "\\B";
              });
      case Node.Back _, Node.Look _, Node.Atomic _ ->
          throw new IllegalArgumentException("not for RE2");
    }
  }

  private static String times(Node.Repeat repeat) {
    if (repeat.max() == Node.UNLIMITED) {
      return repeat.min() == 0 ? "*" : repeat.min() == 1 ? "+" : "{" + repeat.min() + ",}";
    }
    return "{" + repeat.min() + "," + repeat.max() + "}";
  }
}
