package org.perfectstorm.template;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A macro, or the body of a call block, together with the names around it. */
final class Macro implements Native {
  private final Renderer renderer;
  private final Stmt.MacroBody body;
  private final Scope around;

  Macro(Renderer renderer, Stmt.MacroBody body, Scope around) {
    this.renderer = renderer;
    this.body = body;
    this.around = around;
  }

  @Override
  public String type() {
    return "Macro";
  }

  @Override
  public String text() {
    return "<Macro " + (body.name() == null ? "anonymous" : "'" + body.name() + "'") + ">";
  }

  @Override
  public Object attribute(String name) {
    return switch (name) {
      case "name" -> body.name();
      case "arguments" ->
          new Tuple(new ArrayList<>(body.parameters().stream().map(Stmt.Parameter::name).toList()));
      case "caller" -> body.specials().contains("caller");
      case "catch_kwargs" -> body.specials().contains("kwargs");
      case "catch_varargs" -> body.specials().contains("varargs");
      default -> TemplateObject.MISSING;
    };
  }

  @Override
  public Object call(Run run, Args args) {
    List<Stmt.Parameter> parameters = body.parameters();
    List<Object> positional = args.positional();
    Map<String, Object> named = new LinkedHashMap<>(args.named());
    Scope scope = new Scope(around);
    int given = Math.min(positional.size(), parameters.size());
    List<Stmt.Parameter> absent = new ArrayList<>();
    for (int i = 0; i < parameters.size(); i++) {
      Stmt.Parameter parameter = parameters.get(i);
      if (i < given) {
        scope.set(parameter.name(), positional.get(i));
      } else if (named.containsKey(parameter.name())) {
        scope.set(parameter.name(), named.remove(parameter.name()));
      } else {
        absent.add(parameter);
        scope.set(parameter.name(), notProvided(parameter));
      }
    }
    specials(run, scope, positional.subList(given, positional.size()), named);
    for (Stmt.Parameter parameter : absent) {
      if (parameter.fallback() != null) {
        scope.set(parameter.name(), renderer.value(parameter.fallback(), scope));
      }
    }
    return renderer.text(body.body(), scope);
  }

  private Undefined notProvided(Stmt.Parameter parameter) {
    return new Undefined("parameter '" + parameter.name() + "' was not provided");
  }

  private void specials(Run run, Scope scope, List<Object> further, Map<String, Object> named) {
    boolean ownCaller = body.parameters().stream().anyMatch(p -> p.name().equals("caller"));
    if (body.specials().contains("caller") && !ownCaller) {
      Object caller = named.remove("caller");
      scope.set("caller", caller == null ? new Undefined("No caller defined") : caller);
    }
    if (wants("kwargs")) {
      Dict kwargs = new Dict();
      named.forEach((name, value) -> kwargs.put(run, name, value));
      scope.set("kwargs", kwargs);
    } else if (!named.isEmpty()) {
      String name = named.keySet().iterator().next();
      List<String> names = body.parameters().stream().map(Stmt.Parameter::name).toList();
      throw new Fault(
          called() + " takes no keyword argument '" + name + "'" + Suggestion.of(name, names));
    }
    if (wants("varargs")) {
      scope.set("varargs", new Tuple(new ArrayList<>(further)));
    } else if (!further.isEmpty()) {
      throw new Fault(
          called() + " takes not more than " + body.parameters().size() + " argument(s)");
    }
  }

  private boolean wants(String special) {
    return body.specials().contains(special)
        && body.parameters().stream().noneMatch(p -> p.name().equals(special));
  }

  private String called() {
    return body.name() == null ? "the call block" : "macro '" + body.name() + "'";
  }
}
