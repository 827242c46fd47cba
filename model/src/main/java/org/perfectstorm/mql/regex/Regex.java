package org.perfectstorm.mql.regex;

import com.google.re2j.Pattern;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;
import org.perfectstorm.mql.bson.Flaw;

/**
 * A compiled regular expression. Immutable and safe to share between threads.
 *
 * <p>Three engines, the first that can: string searches ({@link Glob}, some nanoseconds), RE2 (time
 * proportional to the text), and for what RE2 cannot express (lookaround, back references, atomic
 * groups, possessive repetitions) a backtracking one with a limit of steps. So an answer takes some
 * 10 milliseconds at most, mostly microseconds; beyond the limits there is a {@link Flaw} instead
 * of an answer.
 */
public final class Regex {
  /** Found nowhere. */
  public static final Regex NEVER = new Regex(new Node.One(CodeSet.NONE));

  /** MongoDB's limit to a pattern's length. */
  private static final int LONGEST = 32_764;

  /** So many characters' worth of pattern, with repetitions written out. */
  private static final int LARGEST = 20_000;

  /** RE2's work is the product of the pattern's size and the text's: so much at most. */
  private static final long MOST_WORK = 1L << 22;

  private static final int MOST_GLOBS = 16;

  private final Node node;
  private final List<Glob> globs;

  /** Whether the globs hold for texts of one line only. */
  private final boolean globsCareForLines;

  private final boolean caresForLineStarts;
  private final String prefix;
  private final long size;

  /** Made when first needed. */
  private volatile Pattern linear;

  private volatile Program program;
  private volatile boolean notLinear;

  private Regex(Node node) {
    this.node = node;
    this.globs = globs(node);
    this.globsCareForLines = globs != null && globs.stream().anyMatch(Glob::caresForLines);
    this.caresForLineStarts = startsLines(node);
    this.prefix = globs != null && globs.size() == 1 ? globs.getFirst().prefix() : prefix(node);
    this.size = node.size();
  }

  /**
   * Compiles a pattern with MongoDB's options {@code imsxu}.
   *
   * @throws Flaw if it is malformed, too large or not supported
   */
  public static Regex compile(String pattern, String options) {
    if (pattern.length() > LONGEST) {
      throw new Flaw("invalid regular expression: regular expression is too large");
    }
    if (pattern.indexOf('\0') >= 0) {
      throw new Flaw("regular expression cannot contain an embedded null byte");
    }
    Node node = PatternParser.parse(pattern, Flags.of(options));
    if (node.size() > LARGEST) {
      throw new Flaw("invalid regular expression: regular expression is too large");
    }
    return new Regex(node);
  }

  /**
   * Whether the pattern is found somewhere in the text.
   *
   * @throws Flaw if that takes too long to find out
   */
  public boolean foundIn(String text) {
    return foundIn(text, _ -> {});
  }

  /**
   * As {@link #foundIn(String)}.
   *
   * @param spent is told what it took, in steps of some 10 nanoseconds at most
   */
  public boolean foundIn(String text, IntConsumer spent) {
    if (globs != null && (!globsCareForLines || text.indexOf('\n') < 0)) {
      for (int i = 0; i < globs.size(); i++) {
        if (globs.get(i).foundIn(text)) {
          return true;
        }
      }
      return false;
    }
    return slowly(text, spent);
  }

  /**
   * The first match from a place on, or null. Always by backtracking.
   *
   * @param spent is told how many steps it took
   * @throws Flaw if that takes too long to find out
   */
  public Found find(String text, int from, IntConsumer spent) {
    Backtracking search = new Backtracking(program(), text);
    Found found = search.find(from);
    spent.accept(search.steps());
    return found;
  }

  /** Whether it is searched for as strings in every text, which takes no time worth mentioning. */
  public boolean isSearch() {
    return globs != null && !globsCareForLines;
  }

  /** The string that every text begins with in which the pattern is found; null if not known. */
  public String prefix() {
    return prefix;
  }

  private boolean slowly(String text, IntConsumer spent) {
    if (prefix != null && !text.startsWith(prefix)) {
      return false;
    }
    Pattern fast = notLinear || (caresForLineStarts && text.endsWith("\n")) ? null : linear();
    if (fast == null) {
      return find(text, 0, spent) != null;
    }
    if (size * text.length() > MOST_WORK) {
      throw new Flaw("the text is too long for this regular expression");
    }
    spent.accept(text.length());
    return fast.matcher(text).find();
  }

  private Pattern linear() {
    Pattern made = linear;
    if (made == null) {
      made = Linear.of(node);
      linear = made;
      notLinear = made == null;
    }
    return made;
  }

  private Program program() {
    Program made = program;
    if (made == null) {
      made = Program.of(node);
      program = made;
    }
    return made;
  }

  private static List<Glob> globs(Node node) {
    if (node instanceof Node.Group group) {
      return globs(group.part());
    }
    List<Node> choices = node instanceof Node.Choice choice ? choice.parts() : List.of(node);
    if (choices.size() > MOST_GLOBS) {
      return null;
    }
    List<Glob> globs = new ArrayList<>();
    for (Node choice : choices) {
      Glob glob = Glob.of(choice);
      if (glob == null) {
        return null;
      }
      globs.add(glob);
    }
    return List.copyOf(globs);
  }

  private static String prefix(Node node) {
    if (!(node instanceof Node.Sequence sequence)
        || !(sequence.parts().getFirst() instanceof Node.At at)
        || at.place() != Node.Place.START) {
      return null;
    }
    StringBuilder prefix = new StringBuilder();
    for (Node part : sequence.parts().subList(1, sequence.parts().size())) {
      if (!(part instanceof Node.One one) || one.set().only() < 0) {
        break;
      }
      prefix.appendCodePoint(one.set().only());
    }
    return prefix.isEmpty() ? null : prefix.toString();
  }

  private static boolean startsLines(Node node) {
    return switch (node) {
      case Node.At at -> at.place() == Node.Place.LINE_START;
      case Node.Sequence sequence -> sequence.parts().stream().anyMatch(Regex::startsLines);
      case Node.Choice choice -> choice.parts().stream().anyMatch(Regex::startsLines);
      case Node.Repeat repeat -> startsLines(repeat.part());
      case Node.Group group -> startsLines(group.part());
      case Node.Look look -> startsLines(look.part());
      case Node.Atomic atomic -> startsLines(atomic.part());
      case Node.Empty _, Node.One _, Node.Back _ -> false;
    };
  }
}
