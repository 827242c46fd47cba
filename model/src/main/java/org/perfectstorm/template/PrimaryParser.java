package org.perfectstorm.template;

import java.util.ArrayList;
import java.util.List;
import org.perfectstorm.template.Token.Kind;

/** Literals and names, and what follows them: attributes, items, calls, filters, tests. */
final class PrimaryParser {
  private final Tokens tokens;
  private final ExpressionParser expressions;
  private final MacroNames macros;

  PrimaryParser(Tokens tokens, ExpressionParser expressions, MacroNames macros) {
    this.tokens = tokens;
    this.expressions = expressions;
    this.macros = macros;
  }

  Expr primary() {
    Token token = tokens.current();
    return switch (token.kind()) {
      case NAME -> name();
      case STRING -> strings();
      case NUMBER -> new Expr.Literal(tokens.next().value(), token.at());
      case OPERATOR ->
          switch (token.text()) {
            case "(" -> {
              tokens.next();
              tokens.enter();
              Expr inside = expressions.tuple(expressions::conditional, true, List.of());
              tokens.leave();
              tokens.expectOperator(")");
              yield inside;
            }
            case "[" -> list();
            case "{" -> dict();
            default -> throw unexpected(token);
          };
      default -> throw unexpected(token);
    };
  }

  private static Fault unexpected(Token token) {
    return new Fault("unexpected '" + token.described() + "'", token.at());
  }

  private Expr name() {
    Token token = tokens.next();
    return switch (token.text()) {
      case "true", "True" -> new Expr.Literal(true, token.at());
      case "false", "False" -> new Expr.Literal(false, token.at());
      case "none", "None" -> new Expr.Literal(null, token.at());
      default -> {
        macros.spoken(token.text());
        yield new Expr.Name(token.text(), token.at());
      }
    };
  }

  /** Strings side by side are one. */
  private Expr strings() {
    int at = tokens.current().at();
    StringBuilder text = new StringBuilder();
    while (tokens.atKind(Kind.STRING)) {
      text.append((String) tokens.next().value());
    }
    return new Expr.Literal(text.toString(), at);
  }

  private Expr list() {
    int at = tokens.next().at();
    List<Expr> items = new ArrayList<>();
    while (!tokens.atOperator("]")) {
      if (!items.isEmpty()) {
        tokens.expectOperator(",");
        if (tokens.atOperator("]")) {
          break;
        }
      }
      items.add(expressions.conditional());
    }
    tokens.expectOperator("]");
    return new Expr.ListOf(List.copyOf(items), at);
  }

  private Expr dict() {
    int at = tokens.next().at();
    List<Expr.Pair> pairs = new ArrayList<>();
    while (!tokens.atOperator("}")) {
      if (!pairs.isEmpty()) {
        tokens.expectOperator(",");
        if (tokens.atOperator("}")) {
          break;
        }
      }
      Expr key = expressions.conditional();
      tokens.expectOperator(":");
      pairs.add(new Expr.Pair(key, expressions.conditional()));
    }
    tokens.expectOperator("}");
    return new Expr.DictOf(List.copyOf(pairs), at);
  }

  Expr postfix(Expr value) {
    while (tokens.atKind(Kind.OPERATOR)) {
      switch (tokens.current().text()) {
        case "." -> value = attribute(value);
        case "[" -> value = item(value);
        case "(" -> value = call(value);
        default -> {
          return value;
        }
      }
    }
    return value;
  }

  /** Filters and tests, and calls of what they answer. */
  Expr filters(Expr value) {
    while (true) {
      if (tokens.atOperator("|")) {
        tokens.next();
        value = filter(value);
      } else if (tokens.atName("is")) {
        value = test(value);
      } else if (tokens.atOperator("(")) {
        value = call(value);
      } else {
        return value;
      }
    }
  }

  private Expr attribute(Expr object) {
    expressions.count();
    int at = tokens.next().at();
    Token name = tokens.next();
    if (name.kind() == Kind.NAME) {
      return new Expr.Attribute(object, name.text(), name.at());
    }
    if (name.kind() == Kind.NUMBER && !(name.value() instanceof Double)) {
      return new Expr.Item(object, new Expr.Literal(name.value(), name.at()), at);
    }
    throw new Fault("expected name or number, got '" + name.described() + "'", name.at());
  }

  private Expr item(Expr object) {
    expressions.count();
    int at = tokens.next().at();
    List<Expr> keys = new ArrayList<>();
    while (!tokens.atOperator("]")) {
      if (!keys.isEmpty()) {
        tokens.expectOperator(",");
      }
      Expr key = tokens.atOperator(":") ? null : expressions.conditional();
      if (tokens.atOperator(":")) {
        return slice(object, key, keys, at);
      }
      keys.add(key);
    }
    tokens.expectOperator("]");
    Expr key = keys.size() == 1 ? keys.getFirst() : new Expr.TupleOf(List.copyOf(keys), at);
    return new Expr.Item(object, key, at);
  }

  private Expr slice(Expr object, Expr start, List<Expr> before, int at) {
    tokens.expectOperator(":");
    Expr stop = bound();
    Expr step = tokens.skipOperator(":") ? bound() : null;
    if (!before.isEmpty() || !tokens.atOperator("]")) {
      throw new Fault("a slice stands alone between [ and ]", at);
    }
    tokens.next();
    return new Expr.Slice(object, start, stop, step, at);
  }

  private Expr bound() {
    boolean none = tokens.atOperator(":") || tokens.atOperator("]") || tokens.atOperator(",");
    return none ? null : expressions.conditional();
  }

  private Expr call(Expr function) {
    expressions.count();
    int at = tokens.current().at();
    return new Expr.Call(function, arguments(), at);
  }

  /** A filter, after its {@code |}; the input is null in a filter block. */
  Expr.Filter filter(Expr input) {
    expressions.count();
    Token name = tokens.expectName();
    Operations.Entry operation = Filters.ALL.find(dotted(name), name.at());
    return new Expr.Filter(input, operation, argumentsIfThere(), name.at());
  }

  private Expr test(Expr input) {
    expressions.count();
    tokens.next();
    boolean negated = tokens.skipName("not");
    Token name = tokens.expectName();
    Operations.Entry operation = Checks.ALL.find(dotted(name), name.at());
    Expr.Arguments arguments = Expr.Arguments.NONE;
    Token next = tokens.current();
    if (next.isOperator("(")) {
      arguments = arguments();
    } else if (next.isName("is")) {
      throw new Fault("You cannot chain multiple tests with is", next.at());
    } else if (startsArgument(next)) {
      Expr argument = postfix(primary());
      arguments = new Expr.Arguments(List.of(argument), List.of(), null, null);
    }
    Expr test = new Expr.Test(input, operation, arguments, name.at());
    return negated ? new Expr.Not(test, name.at()) : test;
  }

  private static boolean startsArgument(Token token) {
    return switch (token.kind()) {
      case NAME -> !token.isName("else") && !token.isName("or") && !token.isName("and");
      case STRING, NUMBER -> true;
      case OPERATOR -> token.isOperator("[") || token.isOperator("{");
      default -> false;
    };
  }

  private String dotted(Token first) {
    StringBuilder name = new StringBuilder(first.text());
    while (tokens.skipOperator(".")) {
      name.append('.').append(tokens.expectName().text());
    }
    return name.toString();
  }

  private Expr.Arguments argumentsIfThere() {
    return tokens.atOperator("(") ? arguments() : Expr.Arguments.NONE;
  }

  private Expr.Arguments arguments() {
    int at = tokens.current().at();
    tokens.expectOperator("(");
    tokens.enter();
    List<Expr> positional = new ArrayList<>();
    List<Expr.Keyword> named = new ArrayList<>();
    Expr starred = null;
    Expr doubleStarred = null;
    boolean more = false;
    while (!tokens.atOperator(")")) {
      if (more) {
        tokens.expectOperator(",");
        if (tokens.atOperator(")")) {
          break;
        }
      }
      boolean valid = doubleStarred == null;
      if (tokens.skipOperator("*")) {
        valid &= starred == null;
        starred = expressions.conditional();
      } else if (tokens.skipOperator("**")) {
        doubleStarred = expressions.conditional();
      } else if (tokens.atKind(Kind.NAME) && tokens.look().isOperator("=")) {
        named.add(keyword(named));
      } else {
        valid &= starred == null && named.isEmpty();
        positional.add(expressions.conditional());
      }
      if (!valid) {
        throw new Fault("invalid syntax for function call expression", at);
      }
      more = true;
    }
    tokens.leave();
    tokens.expectOperator(")");
    return new Expr.Arguments(List.copyOf(positional), List.copyOf(named), starred, doubleStarred);
  }

  private Expr.Keyword keyword(List<Expr.Keyword> before) {
    Token name = tokens.next();
    tokens.next();
    if (before.stream().anyMatch(k -> k.name().equals(name.text()))) {
      throw new Fault("keyword argument repeated: " + name.text(), name.at());
    }
    return new Expr.Keyword(name.text(), expressions.conditional());
  }
}
