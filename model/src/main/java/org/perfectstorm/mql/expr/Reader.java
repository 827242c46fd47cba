package org.perfectstorm.mql.expr;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.perfectstorm.mql.bson.Flaw;
import org.perfectstorm.mql.bson.Missing;
import org.perfectstorm.value.Arr;
import org.perfectstorm.value.Doc;
import org.perfectstorm.value.DocBuilder;

/** Compiles one expression. Not for sharing. */
final class Reader {
  private static final int DEEPEST = 100;

  private final String id;
  private final Set<String> fields = new TreeSet<>();

  /** The variables in sight, which {@code $let} and {@code $map} define. */
  private final List<String> variables = new ArrayList<>();

  private int depth;

  Reader(String id) {
    this.id = id;
  }

  Set<String> fields() {
    return fields;
  }

  Term read(Object expression) {
    if (++depth > DEEPEST) {
      throw new Flaw("nested deeper than " + DEEPEST + " levels");
    }
    Term term =
        switch (expression) {
          case String text when text.startsWith("$$") -> variable(text.substring(2));
          case String text when text.startsWith("$") -> field(text.substring(1));
          case Doc doc when !doc.isEmpty() && doc.key(0).startsWith("$") -> operator(doc);
          case Doc doc -> object(doc);
          case Arr arr -> array(arr);
          case null, default -> new Term.Constant(expression);
        };
    depth--;
    return term;
  }

  /** The terms of an operator's operand: an array of arguments, or the only argument itself. */
  List<Term> arguments(String name, Object operand, int least, int most) {
    int count = operand instanceof Arr arr ? arr.size() : 1;
    if (count < least || count > most) {
      throw new Flaw(
          "Expression "
              + name
              + " takes "
              + expected(least, most)
              + " arguments. "
              + count
              + " were passed in.");
    }
    List<Term> terms = new ArrayList<>();
    if (operand instanceof Arr arr) {
      for (int i = 0; i < arr.size(); i++) {
        terms.add(readAt("[" + i + "]", arr.get(i)));
      }
    } else {
      terms.add(read(operand));
    }
    return terms;
  }

  private static String expected(int least, int most) {
    if (least == most) {
      return "exactly " + least;
    }
    return most == Integer.MAX_VALUE
        ? "at least " + least
        : "at least " + least + ", and at most " + most;
  }

  /** The terms of named arguments in the given order; null for one that is not there. */
  Term[] named(String name, Object operand, List<String> required, List<String> optional) {
    if (!(operand instanceof Doc doc)) {
      throw new Flaw(name + " only supports an object as its argument");
    }
    List<String> names = new ArrayList<>(required);
    names.addAll(optional);
    Term[] terms = new Term[names.size()];
    for (int i = 0; i < doc.size(); i++) {
      int place = names.indexOf(doc.key(i));
      if (place < 0) {
        throw new Flaw(name + " found an unknown argument: " + doc.key(i)).at("." + doc.key(i));
      }
      terms[place] = readAt("." + doc.key(i), doc.at(i));
    }
    for (int i = 0; i < required.size(); i++) {
      if (terms[i] == null) {
        throw new Flaw(name + " requires '" + required.get(i) + "' to be specified");
      }
    }
    return terms;
  }

  /** Compiles with variables that the expression may name. */
  Term readWith(List<String> names, Object expression) {
    names.forEach(Reader::checkName);
    variables.addAll(names);
    Term term = read(expression);
    for (int i = 0; i < names.size(); i++) {
      variables.removeLast();
    }
    return term;
  }

  Term readAt(String step, Object expression) {
    try {
      return read(expression);
    } catch (Flaw flaw) {
      throw flaw.at(step);
    }
  }

  private Term operator(Doc doc) {
    String name = doc.key(0);
    if (doc.size() != 1) {
      List<String> fields = new ArrayList<>();
      doc.forEach(field -> fields.add(field.getKey()));
      throw new Flaw(
          "an object representing an expression must have exactly one field: "
              + String.join(", ", fields));
    }
    Function function = Functions.named(name);
    try {
      return function.compile(doc.at(0), this);
    } catch (Flaw flaw) {
      throw flaw.at("." + name);
    }
  }

  private Term object(Doc doc) {
    Map<String, Term> terms = new LinkedHashMap<>();
    for (int i = 0; i < doc.size(); i++) {
      String key = doc.key(i);
      if (key.startsWith("$")) {
        throw new Flaw("FieldPath field names may not start with '$'").at("." + key);
      }
      if (key.isEmpty() || key.indexOf('.') >= 0) {
        throw new Flaw("FieldPath field names may not be empty or contain '.'").at("." + key);
      }
      terms.put(key, readAt("." + key, doc.at(i)));
    }
    return scope -> {
      DocBuilder builder = new DocBuilder();
      terms.forEach(
          (key, term) -> {
            Object value = term.of(scope);
            if (value != Missing.MISSING) {
              builder.put(key, value);
            }
          });
      return builder.build();
    };
  }

  private Term array(Arr arr) {
    List<Term> terms = new ArrayList<>();
    for (int i = 0; i < arr.size(); i++) {
      terms.add(readAt("[" + i + "]", arr.get(i)));
    }
    return scope -> {
      List<Object> values = new ArrayList<>(terms.size());
      for (Term term : terms) {
        Object value = term.of(scope);
        values.add(value == Missing.MISSING ? null : value);
      }
      return Arr.holding(values);
    };
  }

  private Term field(String path) {
    if (path.isEmpty()) {
      throw new Flaw("'$' by itself is not a valid FieldPath");
    }
    return inDocument(Field.of(path));
  }

  private Term inDocument(Field field) {
    Field read = field.first().equals("_id") ? field.startingWith(id) : field;
    fields.add(read.text());
    return scope -> read.in(scope.document(), scope);
  }

  private Term variable(String path) {
    if (path.isEmpty()) {
      throw new Flaw("empty variable names are not allowed");
    }
    int dot = path.indexOf('.');
    String name = dot < 0 ? path : path.substring(0, dot);
    Field inside = dot < 0 ? null : Field.of(path.substring(dot + 1));
    switch (name) {
      case "ROOT", "CURRENT" -> {
        if (inside != null) {
          return inDocument(inside);
        }
        fields.add("");
        return Scope::document;
      }
      case "REMOVE" -> {
        return new Term.Constant(Missing.MISSING);
      }
      case "NOW", "CLUSTER_TIME" ->
          throw new Flaw(
              "$$" + name + " is not supported: the same question must get the same answer");
      default -> {
        if (!variables.contains(name)) {
          checkName(name);
          throw new Flaw("Use of undefined variable: " + name);
        }
      }
    }
    return inside == null
        ? scope -> scope.variable(name)
        : scope -> inside.in(scope.variable(name), scope);
  }

  private static void checkName(String name) {
    if (name.isEmpty()) {
      throw new Flaw("empty variable names are not allowed");
    }
    char first = name.charAt(0);
    if (!(first >= 'a' && first <= 'z') && first < 128) {
      throw new Flaw("'" + name + "' starts with an invalid character for a user variable name");
    }
    for (int i = 1; i < name.length(); i++) {
      char c = name.charAt(i);
      if (c < 128 && c != '_' && !Character.isLetterOrDigit(c)) {
        throw new Flaw(
            "'" + name + "' contains an invalid character for a variable name: '" + c + "'");
      }
    }
  }
}
