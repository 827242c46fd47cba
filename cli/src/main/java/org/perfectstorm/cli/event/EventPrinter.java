package org.perfectstorm.cli.event;

import java.util.ArrayList;
import java.util.List;
import org.perfectstorm.cli.command.Session;
import org.perfectstorm.cli.output.Format;
import org.perfectstorm.cli.output.Look;
import org.perfectstorm.cli.terminal.Plain;
import org.perfectstorm.client.Change;
import org.perfectstorm.value.Doc;
import org.perfectstorm.value.Json;

/** Prints events as they come, those that any of the filters lets through. For one thread. */
final class EventPrinter {
  private final Session session;
  private final Format format;
  private final List<EventFilter> filters;
  private final boolean follows;
  private final Look look;
  private boolean begun;

  /**
   * @param look what the events look like in a table
   * @param follows whether more will come
   */
  EventPrinter(
      Session session, Format format, Look look, List<EventFilter> filters, boolean follows) {
    this.session = session;
    this.format = format;
    this.look = look;
    this.filters = filters;
    this.follows = follows;
  }

  void print(List<Change> changes) {
    List<Doc> docs = new ArrayList<>();
    for (Change change : changes) {
      if (filters.isEmpty() || filters.stream().anyMatch(f -> f.matches(change.doc()))) {
        docs.add(change.doc());
      }
    }
    if (!begun || !docs.isEmpty()) {
      session.terminal().print(text(docs));
      begun = true;
    }
  }

  private String text(List<Doc> docs) {
    StringBuilder text = new StringBuilder();
    switch (format) {
      case TABLE ->
          text.append(
              begun ? look.lines(docs, session.style()) : look.table(docs, session.style()));
      case ID -> docs.forEach(doc -> text.append(id(doc)).append('\n'));
      case NAME -> docs.forEach(doc -> text.append(name(doc)).append('\n'));
      case JSON -> {
        if (!follows) {
          return format.list(docs, look, session.style());
        }
        docs.forEach(doc -> text.append(Json.text(doc)).append('\n'));
      }
      case YAML -> {
        if (!docs.isEmpty() || !follows) {
          return format.list(docs, look, session.style());
        }
      }
    }
    return text.toString();
  }

  private String id(Doc event) {
    return event.text(look == Look.EVENT ? "entity_id" : "resource");
  }

  private String name(Doc event) {
    List<String> names = event.texts(look == Look.EVENT ? "entity_names" : "resource_names");
    return names.isEmpty() ? id(event) : Plain.line(names.getFirst());
  }
}
