package org.perfectstorm.template;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.perfectstorm.value.Doc;

/** Live objects as the server gives them to templates: a list that is called with a query. */
record Nodes(List<Doc> all) implements TemplateObject {
  static Nodes of(Doc... docs) {
    return new Nodes(List.of(docs));
  }

  @Override
  public String kind() {
    return "resources";
  }

  @Override
  public Object item(String key) {
    return all.stream()
        .filter(doc -> key.equals(doc.text("id")) || doc.texts("names").contains(key))
        .findFirst()
        .map(Object.class::cast)
        .orElse(MISSING);
  }

  @Override
  public List<?> elements() {
    return all;
  }

  @Override
  public Object call(List<?> arguments, Map<String, ?> named) {
    if (arguments.size() != 1 || !(arguments.getFirst() instanceof Doc query)) {
      throw new IllegalArgumentException("resources() takes one query");
    }
    for (var condition : query) {
      if (condition.getKey().startsWith("$")) {
        throw new IllegalArgumentException("unknown operator: " + condition.getKey());
      }
    }
    return new Nodes(all.stream().filter(doc -> matches(doc, query)).toList());
  }

  private static boolean matches(Doc doc, Doc query) {
    for (var condition : query) {
      if (!java.util.Objects.equals(doc.get(condition.getKey()), condition.getValue())) {
        return false;
      }
    }
    return true;
  }

  @Override
  public Collection<String> names() {
    return all.stream().flatMap(doc -> doc.texts("names").stream()).toList();
  }
}
