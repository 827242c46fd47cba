package org.perfectstorm.mql.regex;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A pattern written out as instructions for {@link Backtracking}. Immutable once made. */
final class Program {
  static final int ONE = 0;
  static final int SPLIT = 1;
  static final int JUMP = 2;
  static final int CLOSE = 3;
  static final int AT = 4;
  static final int BACK = 5;
  static final int AHEAD = 6;
  static final int NOT_AHEAD = 7;
  static final int BEHIND = 8;
  static final int NOT_BEHIND = 9;
  static final int ATOMIC = 10;
  static final int MARK = 11;
  static final int ADVANCED = 12;
  static final int END = 13;

  private static final List<Node.Place> PLACES = List.of(Node.Place.values());

  /** Three numbers an instruction: what to do and two arguments. */
  static final int WIDTH = 3;

  private int[] code = new int[64];

  private int length;
  private final List<CodeSet> sets = new ArrayList<>();
  private int registers;
  private int groups;
  private boolean refersBack;

  private Program() {}

  static Program of(Node node) {
    Program program = new Program();
    program.groups = groups(node);
    program.registers = 3 * program.groups + 2;
    program.add(node);
    program.emit(END, 0, 0);
    program.code = Arrays.copyOf(program.code, program.length);
    return program;
  }

  int what(int at) {
    return code[at];
  }

  int first(int at) {
    return code[at + 1];
  }

  int second(int at) {
    return code[at + 2];
  }

  CodeSet set(int index) {
    return sets.get(index);
  }

  static Node.Place place(int number) {
    return PLACES.get(number);
  }

  /** How many registers it needs: three a group, and one a loop that may match nothing. */
  int registers() {
    return registers;
  }

  int groups() {
    return groups;
  }

  /** How many numbers the instructions take. */
  int length() {
    return length;
  }

  /** Whether what a part matches depends on what groups matched before. */
  boolean refersBack() {
    return refersBack;
  }

  private static int groups(Node node) {
    return switch (node) {
      case Node.Empty _, Node.One _, Node.Back _, Node.At _ -> 0;
      case Node.Sequence sequence -> most(sequence.parts());
      case Node.Choice choice -> most(choice.parts());
      case Node.Repeat repeat -> groups(repeat.part());
      case Node.Group group -> Math.max(group.index(), groups(group.part()));
      case Node.Look look -> groups(look.part());
      case Node.Atomic atomic -> groups(atomic.part());
    };
  }

  private static int most(List<Node> parts) {
    return parts.stream().mapToInt(Program::groups).max().orElse(0);
  }

  private int emit(int what, int first, int second) {
    if (length + 3 > code.length) {
      code = Arrays.copyOf(code, code.length * 2);
    }
    code[length] = what;
    code[length + 1] = first;
    code[length + 2] = second;
    length += 3;
    return length - 3;
  }

  private void add(Node node) {
    switch (node) {
      case Node.Empty _ -> {}
      case Node.One one -> {
        sets.add(one.set());
        emit(ONE, one.set().only(), sets.size() - 1);
      }
      case Node.Sequence sequence -> sequence.parts().forEach(this::add);
      case Node.Choice choice -> choice(choice.parts());
      case Node.Repeat repeat -> repeat(repeat);
      case Node.Group group -> {
        // Inside the group, a reference to it still means what it matched the last time.
        int start = 2 * groups + 1 + group.index();
        emit(MARK, start, 0);
        add(group.part());
        emit(CLOSE, 2 * group.index(), start);
      }
      case Node.Look look -> look(look);
      case Node.Atomic atomic -> nested(ATOMIC, atomic.part(), 0);
      case Node.Back back -> {
        refersBack = true;
        emit(BACK, back.group(), back.anyCase() ? 1 : 0);
      }
      case Node.At at -> emit(AT, PLACES.indexOf(at.place()), 0);
    }
  }

  private void choice(List<Node> parts) {
    List<Integer> exits = new ArrayList<>();
    for (int i = 0; i < parts.size(); i++) {
      if (i == parts.size() - 1) {
        add(parts.get(i));
      } else {
        int split = emit(SPLIT, length + 3, 0);
        add(parts.get(i));
        exits.add(emit(JUMP, 0, 0));
        code[split + 2] = length;
      }
    }
    exits.forEach(exit -> code[exit + 1] = length);
  }

  private void repeat(Node.Repeat repeat) {
    if (repeat.style() == Node.Style.POSSESSIVE) {
      Node greedy = new Node.Repeat(repeat.part(), repeat.min(), repeat.max(), Node.Style.GREEDY);
      nested(ATOMIC, greedy, 0);
      return;
    }
    for (int i = 0; i < repeat.min(); i++) {
      add(repeat.part());
    }
    boolean greedy = repeat.style() == Node.Style.GREEDY;
    if (repeat.max() == Node.UNLIMITED) {
      loop(repeat.part(), greedy);
      return;
    }
    List<Integer> splits = new ArrayList<>();
    for (int i = repeat.min(); i < repeat.max(); i++) {
      splits.add(emit(SPLIT, 0, 0));
      add(repeat.part());
    }
    for (int split : splits) {
      prefer(split, split + 3, length, greedy);
    }
  }

  private void loop(Node part, boolean greedy) {
    boolean mayBeEmpty = part.shortest() == 0;
    int register = mayBeEmpty ? registers++ : 0;
    int split = emit(SPLIT, 0, 0);
    if (mayBeEmpty) {
      emit(MARK, register, 0);
    }
    add(part);
    if (mayBeEmpty) {
      emit(ADVANCED, register, 0);
    }
    emit(JUMP, split, 0);
    prefer(split, split + 3, length, greedy);
  }

  private void prefer(int split, int inside, int behind, boolean greedy) {
    code[split + 1] = greedy ? inside : behind;
    code[split + 2] = greedy ? behind : inside;
  }

  private void look(Node.Look look) {
    if (look.ahead()) {
      nested(look.negative() ? NOT_AHEAD : AHEAD, look.part(), 0);
      return;
    }
    List<Node> choices =
        look.part() instanceof Node.Choice choice ? choice.parts() : List.of(look.part());
    if (look.negative()) {
      choices.forEach(part -> nested(NOT_BEHIND, part, part.width()));
      return;
    }
    List<Integer> exits = new ArrayList<>();
    for (int i = 0; i < choices.size(); i++) {
      int split = i < choices.size() - 1 ? emit(SPLIT, length + 3, 0) : -1;
      nested(BEHIND, choices.get(i), choices.get(i).width());
      if (split >= 0) {
        exits.add(emit(JUMP, 0, 0));
        code[split + 2] = length;
      }
    }
    exits.forEach(exit -> code[exit + 1] = length);
  }

  /** A part that runs on its own: its end is an instruction of its own, the way on comes first. */
  private void nested(int what, Node part, int width) {
    int start = emit(what, 0, width);
    add(part);
    emit(END, 0, 0);
    code[start + 1] = length;
  }
}
