package org.perfectstorm.mql.regex;

import java.util.Arrays;
import org.perfectstorm.mql.bson.Flaw;

/**
 * Runs a {@link Program} on one text by trying one way after the other, as PCRE does, with a limit
 * to the number of steps. It keeps its own stack, so that no text can overflow Java's, and it
 * remembers which ways led nowhere ({@link DeadEnds}). Not for sharing.
 */
final class Backtracking {
  /** So many steps at most for one text: some 10 milliseconds. */
  private static final int MOST_STEPS = 1_000_000;

  /** So many for a short text, and so many more a character. */
  private static final int SOME_STEPS = 100_000;

  private static final int STEPS_A_CHARACTER = 1_000;

  private final Program program;
  private final String text;
  private final int mostSteps;
  private final DeadEnds deadEnds;
  private int[] registers;

  /**
   * What to go back to, two numbers each: where in the program and in the text; or, as -1 - its
   * number, a register and what it held.
   */
  private int[] stack = new int[64];

  private int top;
  private int steps;

  Backtracking(Program program, String text) {
    this.program = program;
    this.text = text;
    this.mostSteps =
        (int) Math.min(MOST_STEPS, SOME_STEPS + (long) STEPS_A_CHARACTER * text.length());
    this.deadEnds = new DeadEnds(program, text);
    this.registers = new int[program.registers()];
  }

  /** How many steps it took so far. */
  int steps() {
    return steps;
  }

  /** The first match from a place on, or null. */
  Found find(int start) {
    for (int from = start; from <= text.length(); from += width(from)) {
      Arrays.fill(registers, -1);
      top = 0;
      int end = run(0, from);
      if (end >= 0) {
        registers[0] = from;
        registers[1] = end;
        return new Found(registers.clone(), program.groups());
      }
    }
    return null;
  }

  private int width(int at) {
    return at < text.length() ? Character.charCount(text.codePointAt(at)) : 1;
  }

  /** Where a match from here ends, or -1. What it left on the stack is taken away. */
  private int run(int start, int from) {
    int base = top;
    int known = deadEnds.count();
    int at = start;
    int place = from;
    while (true) {
      if (++steps > mostSteps) {
        throw new Flaw("the regular expression took more than " + mostSteps + " steps");
      }
      int first = program.first(at);
      boolean goesOn = true;
      switch (program.what(at)) {
        case Program.END -> {
          keepRegisters(base);
          deadEnds.forgetAfter(known);
          return place;
        }
        case Program.ONE -> {
          if (place < text.length()) {
            int code = text.codePointAt(place);
            goesOn = first >= 0 ? code == first : program.set(program.second(at)).contains(code);
            place += Character.charCount(code);
          } else {
            goesOn = false;
          }
          at += 3;
        }
        case Program.SPLIT -> {
          goesOn = deadEnds.isNew(at, place, steps);
          if (goesOn) {
            push(program.second(at), place);
            at = first;
          }
        }
        case Program.JUMP -> at = first;
        case Program.MARK -> {
          set(first, place);
          at += 3;
        }
        case Program.CLOSE -> {
          set(first, registers[program.second(at)]);
          set(first + 1, place);
          at += 3;
        }
        case Program.ADVANCED -> {
          // A round that matched nothing ends the loop: what follows is the jump back.
          at += registers[first] == place ? 6 : 3;
        }
        case Program.AT -> {
          goesOn = holds(Program.place(first), place);
          at += 3;
        }
        case Program.BACK -> {
          place = back(first, place, program.second(at) == 1);
          goesOn = place >= 0;
          at += 3;
        }
        case Program.AHEAD -> {
          goesOn = run(at + 3, place) >= 0;
          at = first;
        }
        case Program.NOT_AHEAD -> {
          goesOn = !tried(at + 3, place, -1);
          at = first;
        }
        case Program.BEHIND -> {
          int before = before(place, program.second(at));
          goesOn = before >= 0 && run(at + 3, before) == place;
          at = first;
        }
        case Program.NOT_BEHIND -> {
          int before = before(place, program.second(at));
          goesOn = before < 0 || !tried(at + 3, before, place);
          at = first;
        }
        default -> {
          place = run(at + 3, place);
          goesOn = place >= 0;
          at = first;
        }
      }
      while (!goesOn) {
        if (top == base) {
          return -1;
        }
        top -= 2;
        if (stack[top] >= 0) {
          at = stack[top];
          place = stack[top + 1];
          goesOn = true;
        } else {
          registers[-1 - stack[top]] = stack[top + 1];
        }
      }
    }
  }

  /** Whether a match from here exists (and ends there, unless -1); registers stay as they were. */
  private boolean tried(int start, int from, int end) {
    int[] before = registers.clone();
    int base = top;
    int found = run(start, from);
    registers = before;
    top = base;
    return found >= 0 && (end < 0 || found == end);
  }

  /** Forgets the other ways from here on, but not what the registers held before. */
  private void keepRegisters(int base) {
    int kept = base;
    for (int i = base; i < top; i += 2) {
      if (stack[i] < 0) {
        stack[kept] = stack[i];
        stack[kept + 1] = stack[i + 1];
        kept += 2;
      }
    }
    top = kept;
  }

  /** Sets a register; it gets back what it held, if this way leads nowhere. */
  private void set(int register, int value) {
    push(-1 - register, registers[register]);
    registers[register] = value;
  }

  private void push(int first, int second) {
    if (top + 2 > stack.length) {
      stack = Arrays.copyOf(stack, stack.length * 2);
    }
    stack[top] = first;
    stack[top + 1] = second;
    top += 2;
  }

  private int before(int place, int characters) {
    int at = place;
    for (int i = 0; i < characters; i++) {
      if (at == 0) {
        return -1;
      }
      at -= Character.charCount(text.codePointBefore(at));
    }
    return at;
  }

  private int back(int group, int place, boolean anyCase) {
    int from = registers[2 * group];
    int to = registers[2 * group + 1];
    if (from < 0 || to < from) {
      return -1;
    }
    int at = place;
    for (int i = from; i < to; ) {
      if (at >= text.length()) {
        return -1;
      }
      int wanted = text.codePointAt(i);
      int code = text.codePointAt(at);
      steps++;
      if (wanted != code && !(anyCase && Folding.fold(wanted) == Folding.fold(code))) {
        return -1;
      }
      i += Character.charCount(wanted);
      at += Character.charCount(code);
    }
    return at;
  }

  private boolean holds(Node.Place where, int place) {
    int end = text.length();
    return switch (where) {
      case START -> place == 0;
      case LINE_START -> place == 0 || (place < end && text.charAt(place - 1) == '\n');
      case END -> place == end || (place == end - 1 && text.charAt(place) == '\n');
      case LINE_END -> place == end || text.charAt(place) == '\n';
      case VERY_END -> place == end;
      case WORD_BOUNDARY -> word(place - 1) != word(place);
      case NO_WORD_BOUNDARY -> word(place - 1) == word(place);
    };
  }

  private boolean word(int place) {
    return place >= 0 && place < text.length() && Classes.WORD.contains(text.charAt(place));
  }
}
