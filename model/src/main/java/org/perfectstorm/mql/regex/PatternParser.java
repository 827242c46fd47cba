package org.perfectstorm.mql.regex;

import java.util.ArrayList;
import java.util.List;
import org.perfectstorm.mql.bson.Flaw;

/** Reads a pattern in PCRE2's syntax. What would need recursion or code is refused. */
final class PatternParser {
  private static final int DEEPEST = 200;

  private final Cursor cursor;

  private final Captures captures;
  private int depth;

  /** In how many assertions about what follows or precedes. */
  private int looking;

  private boolean quoting;

  private PatternParser(Cursor cursor, Captures captures) {
    this.cursor = cursor;
    this.captures = captures;
  }

  /**
   * The pattern's tree.
   *
   * @throws org.perfectstorm.mql.bson.Flaw if it is malformed or not supported
   */
  static Node parse(String pattern, Flags flags) {
    Cursor cursor = new Cursor(pattern);
    Captures first = new Captures(cursor);
    Node node = new PatternParser(cursor, first).whole(flags);
    if (pattern.indexOf('\\') < 0 && !pattern.contains("(?P=")) {
      return node;
    }
    Cursor again = new Cursor(pattern);
    return new PatternParser(again, first.again(again)).whole(flags);
  }

  private Node whole(Flags flags) {
    Node node = choice(verbs(flags));
    if (!cursor.atEnd()) {
      throw cursor.flaw("unmatched closing parenthesis");
    }
    return node;
  }

  private Flags verbs(Flags flags) {
    while (cursor.startsWith("(*")) {
      if (cursor.skip("(*UCP)")) {
        flags = flags.withUnicode();
      } else if (!cursor.skip("(*UTF)") && !cursor.skip("(*UTF8)") && !cursor.skip("(*LF)")) {
        throw cursor.flaw("(*VERB) not supported");
      }
    }
    return flags;
  }

  /** Up to a closing parenthesis or the end. Options set inside hold up to there. */
  private Node choice(Flags flags) {
    if (++depth > DEEPEST) {
      throw cursor.flaw("parentheses are too deeply nested");
    }
    List<Node> choices = new ArrayList<>();
    List<Node> sequence = new ArrayList<>();
    while (!cursor.atEnd() && (quoting || !cursor.startsWith(")"))) {
      if (!quoting && cursor.skip("|")) {
        choices.add(sequence(sequence));
        sequence = new ArrayList<>();
        continue;
      }
      Flags changed = options(flags);
      if (changed != null) {
        flags = changed;
        continue;
      }
      if (!skipped(flags)) {
        Node atom = atom(flags);
        sequence.add(quantified(atom, flags));
      }
    }
    choices.add(sequence(sequence));
    depth--;
    return choices.size() == 1 ? choices.getFirst() : new Node.Choice(List.copyOf(choices));
  }

  private static Node sequence(List<Node> parts) {
    return switch (parts.size()) {
      case 0 -> new Node.Empty();
      case 1 -> parts.getFirst();
      default -> new Node.Sequence(List.copyOf(parts));
    };
  }

  /** Goes past what means nothing: comments, free space, quotation marks. */
  private boolean skipped(Flags flags) {
    if (quoting) {
      if (cursor.skip("\\E")) {
        quoting = false;
        return true;
      }
      return false;
    }
    if (cursor.skip("\\Q")) {
      quoting = true;
      return true;
    }
    if (cursor.skip("\\E")) {
      return true;
    }
    if (cursor.skip("(?#")) {
      if (cursor.until(')') == null) {
        throw cursor.flaw("missing ) after (?# comment");
      }
      return true;
    }
    if (flags.free()) {
      if (Classes.FREE_SPACE.contains(cursor.peek())) {
        cursor.next();
        return true;
      }
      if (cursor.skip("#")) {
        if (cursor.until('\n') == null) {
          cursor.at = cursor.text.length();
        }
        return true;
      }
    }
    return false;
  }

  /** The options after {@code (?im-s)}, or null if that is not what stands here. */
  private Flags options(Flags flags) {
    if (quoting || !cursor.startsWith("(?")) {
      return null;
    }
    int from = cursor.at;
    cursor.at += 2;
    Flags changed = letters(flags);
    if (changed != null && cursor.skip(")")) {
      return changed;
    }
    cursor.at = from;
    return null;
  }

  /** Goes past the letters of options; null if what stands here are none. */
  private Flags letters(Flags flags) {
    boolean on = true;
    Flags changed = cursor.skip("^") ? flags.cleared() : flags;
    while (!cursor.atEnd() && !cursor.startsWith(")") && !cursor.startsWith(":")) {
      if (on && cursor.skip("-")) {
        on = false;
        continue;
      }
      int letter = cursor.peek();
      Flags next = letter < 128 ? changed.with((char) letter, on) : null;
      if (next == null) {
        return null;
      }
      cursor.next();
      changed = next;
    }
    return cursor.atEnd() ? null : changed;
  }

  private Node quantified(Node atom, Flags flags) {
    if (quoting && !cursor.startsWith("\\E")) {
      return atom;
    }
    while (cursor.skip("\\E") || cursor.skip("\\Q\\E")) {
      quoting = false;
    }
    while (!cursor.atEnd() && (flags.free() || cursor.startsWith("(?#")) && skipped(flags)) {
      if (quoting) {
        return atom;
      }
    }
    Times times = Times.read(cursor);
    if (times == null) {
      return atom;
    }
    Node.Style style = flags.lazy() ? Node.Style.LAZY : Node.Style.GREEDY;
    if (cursor.skip("?")) {
      style = flags.lazy() ? Node.Style.GREEDY : Node.Style.LAZY;
    } else if (cursor.skip("+")) {
      style = Node.Style.POSSESSIVE;
    }
    if (atom instanceof Node.At) {
      throw notRepeatable();
    }
    if (atom instanceof Node.Look) {
      return times.least() == 0 ? new Node.Repeat(atom, 0, 1, style) : atom;
    }
    return new Node.Repeat(atom, times.least(), times.most(), style);
  }

  private Node atom(Flags flags) {
    int code = cursor.next();
    if (quoting) {
      return one(code, flags);
    }
    return switch (code) {
      case '.' -> new Node.One(flags.dotAll() ? CodeSet.ALL : Classes.NOT_NEWLINE);
      case '^' -> new Node.At(flags.lines() ? Node.Place.LINE_START : Node.Place.START);
      case '$' -> new Node.At(flags.lines() ? Node.Place.LINE_END : Node.Place.END);
      case '[' -> set(flags);
      case '(' -> group(flags);
      case '\\' -> escape(flags);
      case '*', '+', '?' -> throw notRepeatable();
      case '{' -> {
        cursor.at--;
        unrepeated();
        yield one(cursor.next(), flags);
      }
      default -> one(code, flags);
    };
  }

  /** Makes sure that no quantifier stands here. */
  private void unrepeated() {
    if (Times.read(cursor) != null) {
      throw notRepeatable();
    }
  }

  private Flaw notRepeatable() {
    return cursor.flaw("quantifier does not follow a repeatable item");
  }

  private Node set(Flags flags) {
    if (cursor.skip("[:<:]]")) {
      return edge(new Node.Look(new Node.One(flags.word()), true, false));
    }
    if (cursor.skip("[:>:]]")) {
      return edge(new Node.Look(new Node.One(flags.word()), false, false));
    }
    if (PosixSyntax.endBehind(cursor, cursor.at) >= 0) {
      throw cursor.flaw("POSIX named classes are supported only within a class");
    }
    return new Node.One(ClassParser.parse(cursor, flags));
  }

  /** The edge of a word on whose one side there is a letter. */
  private Node edge(Node letter) {
    unrepeated();
    return new Node.Sequence(List.of(new Node.At(Node.Place.WORD_BOUNDARY), letter));
  }

  private static Node one(int code, Flags flags) {
    return new Node.One(flags.folded(CodeSet.of(code)));
  }

  private Node group(Flags flags) {
    if (cursor.startsWith("*")) {
      throw cursor.flaw("(*VERB) not supported");
    }
    if (!cursor.skip("?")) {
      return flags.plain() ? closed(choice(flags)) : capture(flags);
    }
    if (cursor.skip("=")) {
      return new Node.Look(looked(flags), true, false);
    }
    if (cursor.skip("!")) {
      return new Node.Look(looked(flags), true, true);
    }
    if (cursor.skip("<=")) {
      return behind(looked(flags), false);
    }
    if (cursor.skip("<!")) {
      return behind(looked(flags), true);
    }
    if (cursor.skip(">")) {
      return new Node.Atomic(closed(choice(flags)));
    }
    if (cursor.skip("P<") || cursor.skip("<")) {
      return named('>', flags);
    }
    if (cursor.skip("'")) {
      return named('\'', flags);
    }
    if (cursor.skip("P=")) {
      return captures.named(')', flags);
    }
    if (cursor.startsWith("(") || cursor.startsWith("|") || cursor.startsWith("C")) {
      throw cursor.flaw("conditions, branch resets and callouts are not supported");
    }
    if (cursor.startsWith("R")
        || cursor.startsWith("&")
        || cursor.startsWith("P>")
        || cursor.startsWith("+")
        || (cursor.peek() >= '0' && cursor.peek() <= '9')) {
      throw cursor.flaw("recursion is not supported");
    }
    Flags inside = letters(flags);
    if (inside == null || !cursor.skip(":")) {
      throw cursor.flaw("unrecognized character after (? or (?-");
    }
    Node group = closed(choice(inside));
    return group instanceof Node.At ? new Node.Sequence(List.of(group)) : group; // repeatable
  }

  private Node looked(Flags flags) {
    looking++;
    Node node = closed(choice(flags));
    looking--;
    return node;
  }

  private Node behind(Node node, boolean negative) {
    List<Node> choices = node instanceof Node.Choice choice ? choice.parts() : List.of(node);
    if (choices.stream().anyMatch(part -> part.width() < 0)) {
      throw cursor.flaw("lookbehind assertion is not fixed length");
    }
    return new Node.Look(node, false, negative);
  }

  private Node closed(Node node) {
    if (!cursor.skip(")")) {
      throw cursor.flaw("missing closing parenthesis");
    }
    return node;
  }

  private Node capture(Flags flags) {
    int index = captures.next();
    return new Node.Group(closed(choice(flags)), index);
  }

  private Node named(char end, Flags flags) {
    int index = captures.next(end);
    return new Node.Group(closed(choice(flags)), index);
  }

  private Node escape(Flags flags) {
    if (cursor.atEnd()) {
      throw cursor.flaw("\\ at end of pattern");
    }
    int letter = cursor.next();
    CodeSet set = Escapes.set(letter, cursor, flags);
    if (set != null) {
      return new Node.One(set);
    }
    return switch (letter) {
      case 'A', 'G' -> new Node.At(Node.Place.START);
      case 'Z' -> new Node.At(Node.Place.END);
      case 'z' -> new Node.At(Node.Place.VERY_END);
      case 'b' -> new Node.At(Node.Place.WORD_BOUNDARY);
      case 'B' -> new Node.At(Node.Place.NO_WORD_BOUNDARY);
      case 'K' -> {
        unrepeated();
        if (looking > 0) {
          throw cursor.flaw("\\K is not allowed in lookarounds");
        }
        yield new Node.Empty();
      }
      case 'N' -> {
        int at = cursor.at;
        if (cursor.startsWith("{") && Times.read(cursor) == null) {
          throw cursor.flaw("PCRE2 does not support \\F, \\L, \\l, \\N{name}, \\U, or \\u");
        }
        cursor.at = at;
        yield new Node.One(Classes.NOT_NEWLINE);
      }
      case 'R' -> newline();
      case 'X', 'C' -> throw cursor.flaw("\\X and \\C are not supported");
      case 'g' -> captures.relative(flags);
      case 'k' -> captures.quoted(flags);
      case '1', '2', '3', '4', '5', '6', '7', '8', '9' -> {
        Node reference = captures.numbered(letter, flags);
        yield reference != null
            ? reference
            : one(Escapes.octal(cursor, Character.toString(letter)), flags);
      }
      default -> one(Escapes.character(letter, cursor), flags);
    };
  }

  private static Node newline() {
    Node both =
        new Node.Sequence(List.of(new Node.One(CodeSet.of('\r')), new Node.One(CodeSet.of('\n'))));
    return new Node.Atomic(new Node.Choice(List.of(both, new Node.One(Classes.VERTICAL))));
  }
}
