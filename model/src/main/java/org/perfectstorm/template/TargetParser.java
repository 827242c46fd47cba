package org.perfectstorm.template;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.perfectstorm.template.Stmt.Target;
import org.perfectstorm.template.Token.Kind;

/** What can be assigned to: names, tuples of them, a namespace's attributes. */
final class TargetParser {
  private static final Set<String> CONSTANTS =
      Set.of("true", "false", "none", "True", "False", "None");

  private final Tokens tokens;

  /** How many loops the parser is in: there, {@code loop} is no name to assign to. */
  private int loops;

  TargetParser(Tokens tokens) {
    this.tokens = tokens;
  }

  void enterLoop(Target target) {
    loops++;
    checkLoop(target);
  }

  void leaveLoop() {
    loops--;
  }

  private void checkLoop(Target target) {
    switch (target) {
      case Target.ToName name when name.name().equals("loop") && loops > 0 ->
          throw new Fault("Can't assign to special loop variable", name.at());
      case Target.ToTuple tuple -> tuple.targets().forEach(this::checkLoop);
      default -> {}
    }
  }

  /** A target up to {@code =}, to the tag's end or to one of these words. */
  Target target(boolean namespaces, String... endWords) {
    Target target = tuple(namespaces, false, List.of(endWords));
    checkLoop(target);
    return target;
  }

  /** A target without commas, unless in parentheses. */
  Target single() {
    Target target = primary(false);
    checkLoop(target);
    return target;
  }

  Token name() {
    Token name = tokens.expectName();
    if (CONSTANTS.contains(name.text())) {
      throw new Fault("can't assign to '" + name.text() + "'", name.at());
    }
    return name;
  }

  private Target tuple(boolean namespaces, boolean parentheses, List<String> endWords) {
    int at = tokens.current().at();
    List<Target> targets = new ArrayList<>();
    boolean comma = false;
    while (true) {
      if (!targets.isEmpty()) {
        tokens.expectOperator(",");
      }
      if (tokens.atKind(Kind.BLOCK_END)
          || tokens.atOperator(")")
          || (!targets.isEmpty() && tokens.atOperator("="))
          || (tokens.atKind(Kind.NAME) && endWords.contains(tokens.current().text()))) {
        break;
      }
      targets.add(primary(namespaces));
      if (!tokens.atOperator(",")) {
        break;
      }
      comma = true;
    }
    if (targets.size() == 1 && !comma) {
      return targets.getFirst();
    }
    if (targets.isEmpty() && !parentheses) {
      tokens.failExpected("a name to assign to");
    }
    return new Target.ToTuple(List.copyOf(targets), at);
  }

  private Target primary(boolean namespaces) {
    if (tokens.skipOperator("(")) {
      tokens.enter();
      Target inside = tuple(namespaces, true, List.of());
      tokens.leave();
      tokens.expectOperator(")");
      return inside;
    }
    if (!tokens.atKind(Kind.NAME)) {
      throw new Fault(
          "can't assign to '" + tokens.current().described() + "'", tokens.current().at());
    }
    Token name = name();
    if (namespaces && tokens.skipOperator(".")) {
      return new Target.ToNamespace(name.text(), tokens.expectName().text(), name.at());
    }
    return new Target.ToName(name.text(), name.at());
  }
}
