package org.perfectstorm.mql;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.bson.BsonRegularExpression;
import org.perfectstorm.mql.bson.Flaw;
import org.perfectstorm.mql.expr.Expression;
import org.perfectstorm.mql.schema.Schema;
import org.perfectstorm.value.Arr;
import org.perfectstorm.value.Doc;

/** Reads a query: what joins conditions. {@link Operators} reads the conditions themselves. */
final class Parser {
  private static final int DEEPEST = 100;
  private static final int LONGEST_PATH = 200;

  static final Set<String> LOGICAL =
      Set.of(
          "$and",
          "$or",
          "$nor",
          "$comment",
          "$expr",
          "$jsonSchema",
          "$alwaysTrue",
          "$alwaysFalse",
          "$group");

  private final Options options;
  private final Operators operators = new Operators(this);
  private final Set<String> groups = new TreeSet<>();
  private int depth;

  Parser(Options options) {
    this.options = options;
  }

  /** The names of the groups that the query asks for. */
  Set<String> groups() {
    return groups;
  }

  /** A query on a whole document. */
  Clause query(Doc doc) {
    return query(doc, true);
  }

  private Clause query(Doc doc, boolean top) {
    List<Clause> clauses = new ArrayList<>();
    descend();
    for (int i = 0; i < doc.size(); i++) {
      String key = doc.key(i);
      Object value = doc.at(i);
      try {
        clauses.add(key.startsWith("$") ? logical(key, value, top) : field(key, value, top));
      } catch (Flaw flaw) {
        throw flaw.at("." + key);
      }
    }
    depth--;
    return Clause.all(clauses);
  }

  /** Whether {@code $elemMatch} with such a first key holds a query, not operators. */
  static boolean isLogical(String key) {
    return LOGICAL.contains(key) || Refused.atTop(key);
  }

  /** The clause for {@code $elemMatch} with a query. */
  Clause inElement(Doc doc) {
    return query(doc, false);
  }

  private Clause logical(String name, Object value, boolean top) {
    return switch (name) {
      case "$and" -> Clause.all(queries(name, value, top));
      case "$or" -> Clause.any(queries(name, value, top));
      case "$nor" -> new Clause.Not(Clause.any(queries(name, value, top)));
      case "$comment" -> Clause.Constant.ALWAYS;
      case "$alwaysTrue", "$alwaysFalse" -> {
        if (!Integer.valueOf(1).equals(value)) {
          throw new Flaw(name + " must be an integer value of 1");
        }
        yield name.equals("$alwaysTrue") ? Clause.Constant.ALWAYS : Clause.Constant.NEVER;
      }
      case "$expr" -> expr(value, onlyAtTop(name, top));
      case "$jsonSchema" -> schema(value, onlyAtTop(name, top));
      case "$group" -> inGroup(value, onlyAtTop(name, top));
      default -> throw Refused.top(name, LOGICAL);
    };
  }

  private Clause expr(Object value, boolean top) {
    String id = top && options.resources() ? "id" : "_id";
    return new Clause.Computed(Expression.compile(value, id), value);
  }

  private static Clause schema(Object value, boolean top) {
    if (!top || !(value instanceof Doc schema)) {
      throw new Flaw("$jsonSchema must be an object");
    }
    return new Clause.Conforms(Schema.compile(schema), value);
  }

  private static boolean onlyAtTop(String name, boolean top) {
    if (!top) {
      throw new Flaw(name + " can only be applied to the top-level document");
    }
    return true;
  }

  private List<Clause> queries(String name, Object value, boolean top) {
    if (!(value instanceof Arr arr)) {
      throw new Flaw(name + " must be an array");
    }
    if (arr.isEmpty()) {
      throw new Flaw("$and/$or/$nor must be a nonempty array");
    }
    List<Clause> clauses = new ArrayList<>();
    descend();
    for (int i = 0; i < arr.size(); i++) {
      if (!(arr.get(i) instanceof Doc doc)) {
        throw new Flaw("$or/$and/$nor entries need to be full objects").at("[" + i + "]");
      }
      try {
        clauses.add(query(doc, top));
      } catch (Flaw flaw) {
        throw flaw.at("[" + i + "]");
      }
    }
    depth--;
    return clauses;
  }

  private Clause inGroup(Object value, boolean top) {
    if (!(value instanceof String name) || name.isEmpty()) {
      throw new Flaw("$group must be the name of a group");
    }
    if (!top || options.groups() == null) {
      throw new Flaw("$group can be used in groups only");
    }
    groups.add(name);
    return new Clause.InGroup(name, options.groups());
  }

  private Clause field(String key, Object value, boolean top) {
    Path path = path(key, top);
    return switch (value) {
      case BsonRegularExpression regex ->
          new Clause.Leaf(path, Matches.literal(regex), "$regex", regex);
      case Doc doc when isOperators(doc) -> conditions(path, doc);
      case null, default -> operators.equal(path, value);
    };
  }

  private Path path(String key, boolean top) {
    Path path = Path.of(key);
    if (path.length() > LONGEST_PATH) {
      throw new Flaw("a path of more than " + LONGEST_PATH + " steps");
    }
    return top && options.resources() && path.firstKey().equals("_id")
        ? path.startingWith("id")
        : path;
  }

  /** All operators of a document like {@code {$gt: 1, $lt: 5}}. */
  Clause conditions(Path path, Doc doc) {
    List<Clause> clauses = new ArrayList<>();
    descend();
    for (int i = 0; i < doc.size(); i++) {
      try {
        clauses.add(operators.read(path, doc.key(i), doc.at(i), doc));
      } catch (Flaw flaw) {
        throw flaw.at("." + doc.key(i));
      }
    }
    depth--;
    return Clause.all(clauses);
  }

  /** Whether a document holds operators rather than being a literal value. */
  static boolean isOperators(Doc doc) {
    return !doc.isEmpty() && doc.key(0).startsWith("$") && !(doc.has("$ref") && doc.has("$id"));
  }

  private void descend() {
    if (++depth > DEEPEST) {
      throw new Flaw("nested deeper than " + DEEPEST + " levels");
    }
  }
}
