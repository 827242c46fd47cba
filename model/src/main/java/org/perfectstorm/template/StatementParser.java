package org.perfectstorm.template;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.perfectstorm.template.Stmt.Target;
import org.perfectstorm.template.Token.Kind;

/** Text, print statements and blocks. */
final class StatementParser {
  private static final List<String> TAGS =
      List.of("if", "for", "set", "do", "macro", "call", "filter", "with", "print", "raw");
  private static final List<String> ENDS =
      List.of(
          "elif",
          "else",
          "endif",
          "endfor",
          "endset",
          "endmacro",
          "endcall",
          "endfilter",
          "endwith",
          "endraw");

  private final Tokens tokens;
  private final MacroNames macros = new MacroNames();
  private final ExpressionParser expressions;
  private final TargetParser targets;

  /** The blocks that are open, the innermost first. */
  private final Deque<Token> open = new ArrayDeque<>();

  StatementParser(List<Token> tokens) {
    this.tokens = new Tokens(tokens);
    this.expressions = new ExpressionParser(this.tokens, macros);
    this.targets = new TargetParser(this.tokens);
  }

  List<Stmt> template() {
    return statements(List.of());
  }

  /** Statements up to the end of the template, or up to one of these tags, which stays. */
  private List<Stmt> statements(List<String> ends) {
    List<Stmt> body = new ArrayList<>();
    while (!tokens.atKind(Kind.END)) {
      Token token = tokens.next();
      switch (token.kind()) {
        case DATA -> body.add(new Stmt.Data(token.text(), token.at()));
        case VARIABLE_BEGIN -> {
          body.add(new Stmt.Print(expressions.tuple(), token.at()));
          tokens.expect(Kind.VARIABLE_END, "'}}'");
        }
        case BLOCK_BEGIN -> {
          if (tokens.atKind(Kind.NAME) && ends.contains(tokens.current().text())) {
            return List.copyOf(body);
          }
          statement(body);
          endOfTag();
        }
        default -> throw new Fault("unexpected '" + token.described() + "'", token.at());
      }
    }
    if (!ends.isEmpty()) {
      throw new Fault(
          "Unexpected end of template: '"
              + open.getFirst().text()
              + "' is not closed; looking for "
              + either(ends),
          open.getFirst().at());
    }
    return List.copyOf(body);
  }

  private void statement(List<Stmt> body) {
    if (!tokens.atKind(Kind.NAME)) {
      throw new Fault("tag name expected", tokens.current().at());
    }
    Token tag = tokens.next();
    tokens.enter();
    open.push(tag);
    switch (tag.text()) {
      case "if" -> body.add(ifBlock(tag));
      case "for" -> body.add(forBlock(tag));
      case "set" -> body.add(set(tag));
      case "do" -> body.add(new Stmt.Do(expressions.tuple(), tag.at()));
      case "macro" -> body.add(macro(tag));
      case "call" -> body.add(callBlock(tag));
      case "filter" -> body.add(filterBlock(tag));
      case "with" -> body.add(with(tag));
      case "print" -> print(body);
      case "include", "import", "from", "extends", "block" ->
          throw new Fault(
              "'" + tag.text() + "' is not supported: there are no other templates", tag.at());
      case "autoescape" ->
          throw new Fault("'autoescape' is not supported: nothing is escaped", tag.at());
      case "break", "continue" ->
          throw new Fault(
              "'" + tag.text() + "' is not supported: use a condition, {% for .. if .. %}",
              tag.at());
      default -> throw unknownTag(tag);
    }
    open.pop();
    tokens.leave();
  }

  private Fault unknownTag(Token tag) {
    open.pop();
    if (ENDS.contains(tag.text())) {
      String expected =
          open.isEmpty()
              ? "no block is open here"
              : "the innermost open block is '" + open.getFirst().text() + "'";
      return new Fault("unexpected tag '" + tag.text() + "': " + expected, tag.at());
    }
    return new Fault(
        "unknown tag '" + tag.text() + "'" + Suggestion.of(tag.text(), TAGS), tag.at());
  }

  private static String either(List<String> names) {
    return "'" + String.join("' or '", names) + "'";
  }

  private void endOfTag() {
    tokens.expect(Kind.BLOCK_END, "end of statement block");
  }

  /** A body after the rest of its opening tag, up to one of these tags, which is skipped. */
  private List<Stmt> body(String... ends) {
    tokens.skipOperator(":");
    endOfTag();
    return statements(List.of(ends));
  }

  private List<Stmt> bodyTo(String end) {
    List<Stmt> body = body(end);
    tokens.next();
    return body;
  }

  private Stmt ifBlock(Token tag) {
    List<Stmt.Branch> branches = new ArrayList<>();
    while (true) {
      Expr test = expressions.tupleBefore();
      branches.add(new Stmt.Branch(test, body("elif", "else", "endif")));
      Token end = tokens.next();
      if (!end.isName("elif")) {
        List<Stmt> otherwise = end.isName("else") ? bodyTo("endif") : List.of();
        return new Stmt.If(List.copyOf(branches), otherwise, tag.at());
      }
    }
  }

  private Stmt forBlock(Token tag) {
    Target target = targets.target(false, "in");
    tokens.expectName("in");
    Expr sequence = expressions.tupleBefore("recursive");
    Expr test = tokens.skipName("if") ? expressions.whole() : null;
    boolean recursive = tokens.skipName("recursive");
    targets.enterLoop(target);
    List<Stmt> body = body("endfor", "else");
    List<Stmt> otherwise = tokens.next().isName("else") ? bodyTo("endfor") : List.of();
    targets.leaveLoop();
    return new Stmt.For(target, sequence, test, recursive, body, otherwise, tag.at());
  }

  private Stmt set(Token tag) {
    Target target = targets.target(true);
    if (tokens.skipOperator("=")) {
      return new Stmt.Assign(target, expressions.tuple(), tag.at());
    }
    List<Expr.Filter> filters = new ArrayList<>();
    while (tokens.skipOperator("|")) {
      filters.add(expressions.primaries().filter(null));
    }
    return new Stmt.AssignBlock(target, List.copyOf(filters), bodyTo("endset"), tag.at());
  }

  private Stmt filterBlock(Token tag) {
    List<Expr.Filter> filters = new ArrayList<>();
    do {
      filters.add(expressions.primaries().filter(null));
    } while (tokens.skipOperator("|"));
    return new Stmt.FilterBlock(List.copyOf(filters), bodyTo("endfilter"), tag.at());
  }

  private Stmt with(Token tag) {
    List<Stmt.Binding> bindings = new ArrayList<>();
    while (!tokens.atKind(Kind.BLOCK_END)) {
      if (!bindings.isEmpty()) {
        tokens.expectOperator(",");
      }
      Target target = targets.single();
      tokens.expectOperator("=");
      bindings.add(new Stmt.Binding(target, expressions.whole()));
    }
    return new Stmt.With(List.copyOf(bindings), bodyTo("endwith"), tag.at());
  }

  private void print(List<Stmt> body) {
    boolean more = false;
    while (!tokens.atKind(Kind.BLOCK_END)) {
      if (more) {
        tokens.expectOperator(",");
      }
      int at = tokens.current().at();
      body.add(new Stmt.Print(expressions.whole(), at));
      more = true;
    }
  }

  private Stmt macro(Token tag) {
    String name = tokens.expectName().text();
    return new Stmt.Define(macroBody(name, signature(), "endmacro", tag.at()), tag.at());
  }

  private Stmt callBlock(Token tag) {
    List<Stmt.Parameter> parameters = tokens.atOperator("(") ? signature() : List.of();
    Expr call = expressions.whole();
    if (!(call instanceof Expr.Call function)) {
      throw new Fault("expected call", tag.at());
    }
    return new Stmt.CallBlock(function, macroBody(null, parameters, "endcall", tag.at()), tag.at());
  }

  private Stmt.MacroBody macroBody(
      String name, List<Stmt.Parameter> parameters, String end, int at) {
    macros.enter();
    List<Stmt> body = bodyTo(end);
    Stmt.MacroBody macro = new Stmt.MacroBody(name, parameters, macros.leave(), body, at);
    for (Stmt.Parameter parameter : parameters) {
      if (parameter.name().equals("caller")
          && macro.specials().contains("caller")
          && parameter.fallback() == null) {
        throw new Fault(
            "the special \"caller\" argument must be omitted or be given a default", at);
      }
    }
    return macro;
  }

  private List<Stmt.Parameter> signature() {
    List<Stmt.Parameter> parameters = new ArrayList<>();
    boolean fallbacks = false;
    tokens.expectOperator("(");
    while (!tokens.atOperator(")")) {
      if (!parameters.isEmpty()) {
        tokens.expectOperator(",");
      }
      Token name = targets.name();
      if (parameters.stream().anyMatch(p -> p.name().equals(name.text()))) {
        throw new Fault("duplicate argument '" + name.text() + "'", name.at());
      }
      Expr fallback = tokens.skipOperator("=") ? expressions.whole() : null;
      if (fallback == null && fallbacks) {
        throw new Fault("non-default argument follows default argument", name.at());
      }
      fallbacks |= fallback != null;
      parameters.add(new Stmt.Parameter(name.text(), fallback));
    }
    tokens.expectOperator(")");
    return List.copyOf(parameters);
  }
}
