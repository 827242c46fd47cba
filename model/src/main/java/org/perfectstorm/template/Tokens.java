package org.perfectstorm.template;

import java.util.List;
import org.perfectstorm.template.Token.Kind;

/** The tokens of one template and where the parser is in them. Used by one parser. */
final class Tokens {
  /** Brackets, blocks and operators inside each other, at most. */
  private static final int DEEPEST = 200;

  private final List<Token> tokens;
  private int index;
  private int depth;

  Tokens(List<Token> tokens) {
    this.tokens = tokens;
  }

  Token current() {
    return tokens.get(index);
  }

  Token look() {
    return tokens.get(Math.min(index + 1, tokens.size() - 1));
  }

  /** Answers the current token and goes on to the next. */
  Token next() {
    Token token = tokens.get(index);
    if (index + 1 < tokens.size()) {
      index++;
    }
    return token;
  }

  boolean atKind(Kind kind) {
    return current().kind() == kind;
  }

  boolean atName(String name) {
    return current().isName(name);
  }

  boolean atOperator(String operator) {
    return current().isOperator(operator);
  }

  boolean skipName(String name) {
    return skip(atName(name));
  }

  boolean skipOperator(String operator) {
    return skip(atOperator(operator));
  }

  private boolean skip(boolean there) {
    if (there) {
      next();
    }
    return there;
  }

  Token expectName() {
    return atKind(Kind.NAME) ? next() : failExpected("a name");
  }

  void expectName(String name) {
    if (!skipName(name)) {
      failExpected("'" + name + "'");
    }
  }

  void expectOperator(String operator) {
    if (!skipOperator(operator)) {
      failExpected("'" + operator + "'");
    }
  }

  void expect(Kind kind, String described) {
    if (!atKind(kind)) {
      failExpected(described);
    }
    next();
  }

  Token failExpected(String what) {
    throw new Fault("expected " + what + ", got '" + current().described() + "'", current().at());
  }

  /** One level deeper; {@link #leave} ends it. */
  void enter() {
    if (++depth > DEEPEST) {
      throw new Fault("nested too deeply: more than " + DEEPEST + " levels", current().at());
    }
  }

  void leave() {
    depth--;
  }
}
