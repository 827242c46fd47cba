package org.perfectstorm.cli.output;

import java.util.ArrayList;
import java.util.List;
import org.perfectstorm.value.Doc;

/** What a kind of objects looks like in a table. */
public enum Look {
  AGENT,
  GROUP,
  RESOURCE,
  EVENT;

  private static final Column[] RESOURCES = {
    Column.ID, Column.TYPE, Column.NAMES, Column.STATUS, Column.HEALTH
  };

  /** The table of some objects. */
  public String table(List<Doc> docs, Style style) {
    if (this == RESOURCE) {
      Tree tree = new Tree(style, docs);
      return new Table(style, RESOURCES).render(tree.docs(), tree.prefixes());
    }
    return new Table(style, columns(docs)).render(docs);
  }

  /** Lines of a table without its header and tree, for objects that come one after the other. */
  public String lines(List<Doc> docs, Style style) {
    Column[] columns = this == RESOURCE ? RESOURCES : columns(docs);
    String table = new Table(style, columns).render(docs);
    return table.substring(table.indexOf('\n') + 1);
  }

  private Column[] columns(List<Doc> docs) {
    return switch (this) {
      case RESOURCE -> RESOURCES;
      case GROUP -> new Column[] {Column.ID, Column.NAME};
      case AGENT -> agents(docs);
      case EVENT ->
          new Column[] {
            Column.NUMBER,
            Column.DATE,
            Column.EVENT,
            Column.KIND,
            Column.ENTITY,
            Column.ENTITY_NAMES
          };
    };
  }

  /** What keeps an agent from its work has a column when there is any. */
  private static Column[] agents(List<Doc> docs) {
    List<Column> columns =
        new ArrayList<>(List.of(Column.ID, Column.TYPE, Column.NAME, Column.STATUS));
    for (Doc doc : docs) {
      if (doc.text("message") != null) {
        columns.add(Column.MESSAGE);
        break;
      }
    }
    return columns.toArray(new Column[0]);
  }

  /** By what people call an object: its name, the first of its names, else its id. */
  public static String name(Doc doc) {
    String name = doc.text("name");
    if (name != null) {
      return name;
    }
    for (Object each : doc.arr("names")) {
      return each.toString();
    }
    return doc.text("id");
  }
}
