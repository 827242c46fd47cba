package org.perfectstorm.cli.output;

import java.util.Arrays;
import java.util.List;
import org.perfectstorm.cli.terminal.Plain;
import org.perfectstorm.value.Doc;

/** What a kind of objects looks like in a table. */
public enum Look {
  AGENT,
  APPLICATION,
  GROUP,
  PROCEDURE,
  RESOURCE,
  JOB,
  LONG_JOB,
  SUBSCRIPTION,
  EVENT,
  MEMBER_EVENT,
  CONTEXT;

  private static final Column[] RESOURCES = {
    Column.ID, Column.TYPE, Column.NAMES, Column.STATUS, Column.HEALTH
  };

  /** The fields of an object that its line in a table shows. */
  List<String> fields() {
    return switch (this) {
      case RESOURCE -> List.of("id", "type", "names", "parent", "status", "health");
      case AGENT -> List.of("id", "type", "name", "status", "message");
      case APPLICATION, GROUP -> List.of("id", "name");
      case PROCEDURE -> List.of("id", "type", "name");
      case JOB -> List.of("id", "status");
      case LONG_JOB ->
          List.of("id", "status", "type", "procedure", "target", "owner", "created", "ended");
      case SUBSCRIPTION -> List.of("id", "group", "procedure", "target", "held");
      case EVENT, MEMBER_EVENT, CONTEXT -> List.of();
    };
  }

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
      case APPLICATION, GROUP -> new Column[] {Column.ID, Column.NAME};
      case PROCEDURE -> new Column[] {Column.ID, Column.TYPE, Column.NAME};
      case JOB -> new Column[] {Column.ID, Column.STATUS};
      case LONG_JOB ->
          new Column[] {
            Column.ID,
            Column.STATUS,
            Column.TYPE,
            Column.PROCEDURE,
            Column.TARGET,
            Column.OWNER,
            Column.CREATED,
            Column.ENDED
          };
      case SUBSCRIPTION -> subscriptions(docs);
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
      case MEMBER_EVENT ->
          new Column[] {
            Column.NUMBER,
            Column.DATE,
            Column.EVENT,
            Column.GROUP_NAME,
            Column.MEMBER,
            Column.MEMBER_NAMES
          };
      case CONTEXT -> new Column[] {Column.CURRENT, Column.NAME, Column.ADDRESS};
    };
  }

  /** What keeps an agent from its work has a column when there is any. */
  private static Column[] agents(List<Doc> docs) {
    return ifAny(docs, Column.MESSAGE, Column.ID, Column.TYPE, Column.NAME, Column.STATUS);
  }

  /** So have the firings that a subscription holds back. */
  private static Column[] subscriptions(List<Doc> docs) {
    return ifAny(docs, Column.HELD, Column.ID, Column.GROUP, Column.PROCEDURE, Column.TARGET);
  }

  /** Some columns, and one more if any object has something to show there. */
  private static Column[] ifAny(List<Doc> docs, Column more, Column... always) {
    for (Doc doc : docs) {
      if (!more.text(doc).isEmpty()) {
        Column[] columns = Arrays.copyOf(always, always.length + 1);
        columns[always.length] = more;
        return columns;
      }
    }
    return always;
  }

  /**
   * By what people call an object: its name, the first of its names, else its id; on one line, to
   * be printed.
   */
  public static String name(Doc doc) {
    String name = doc.text("name");
    if (name != null) {
      return Plain.line(name);
    }
    for (Object each : doc.arr("names")) {
      return Plain.line(each.toString());
    }
    return doc.text("id");
  }
}
