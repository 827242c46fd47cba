package org.perfectstorm.cli.output;

import org.perfectstorm.cli.terminal.Color;
import org.perfectstorm.cli.terminal.Plain;
import org.perfectstorm.value.Arr;
import org.perfectstorm.value.Doc;

/** A column of a table: which field it shows, and how. */
public enum Column {
  ID("ID", "id"),
  TYPE("TYPE", "type"),
  NAME("NAME", "name"),
  NAMES("NAMES", "names"),
  STATUS("STATUS", "status"),
  HEALTH("HEALTH", "health"),
  MESSAGE("MESSAGE", "message"),
  NUMBER("NUMBER", "id"),
  DATE("DATE", "date"),
  EVENT("EVENT", "event_type"),
  KIND("KIND", "entity_type"),
  ENTITY("ID", "entity_id"),
  ENTITY_NAMES("NAMES", "entity_names"),
  GROUP_NAME("GROUP", "group_name"),
  MEMBER("ID", "resource"),
  MEMBER_NAMES("NAMES", "resource_names"),
  GROUP("GROUP", "group"),
  PROCEDURE("PROCEDURE", "procedure"),
  TARGET("TARGET", "target"),
  HELD("HELD", "held"),
  OWNER("AGENT", "owner"),
  CREATED("CREATED", "created"),
  ENDED("ENDED", "ended"),
  CURRENT("", "current"),
  ADDRESS("ADDRESS", "address");

  private final String header;
  private final String field;

  Column(String header, String field) {
    this.header = header;
    this.field = field;
  }

  String header() {
    return header;
  }

  /** Whether it is the one that gives way where there is too little room. */
  boolean shrinks() {
    return this == NAMES || this == ENTITY_NAMES || this == MEMBER_NAMES;
  }

  /** The cell's text: no control characters, whatever a cloud may call its things. */
  String text(Doc doc) {
    Object value = doc.get(field);
    if (value == null) {
      return "";
    }
    if (shrinks()) {
      return Plain.line(joined(doc.arr(field)));
    }
    return this == DATE || this == CREATED || this == ENDED
        ? seconds(value.toString())
        : Plain.line(value.toString());
  }

  /** An ISO time without fractions of seconds. */
  private static String seconds(String time) {
    int dot = time.indexOf('.');
    return Plain.line(
        dot < 0 ? time : time.substring(0, dot).concat(time.endsWith("Z") ? "Z" : ""));
  }

  private static String joined(Arr names) {
    if (names.size() == 1) {
      return names.get(0).toString();
    }
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < names.size(); i++) {
      text.append(i == 0 ? "" : ", ").append(names.get(i));
    }
    return text.toString();
  }

  Color color(String text) {
    return switch (this) {
      case TYPE, KIND -> Color.CYAN;
      case NAME, NAMES, ENTITY_NAMES, MEMBER_NAMES, GROUP_NAME, GROUP, PROCEDURE, TARGET, OWNER ->
          Color.BLUE;
      case STATUS, HEALTH -> status(text);
      case EVENT ->
          switch (text) {
            case "created", "joined" -> Color.GREEN;
            case "deleted", "left" -> Color.RED;
            default -> Color.YELLOW;
          };
      case MESSAGE, HELD -> Color.RED;
      default -> Color.PLAIN;
    };
  }

  private static Color status(String status) {
    return switch (status) {
      case "running", "healthy", "online", "done" -> Color.GREEN;
      case "error", "unhealthy", "offline" -> Color.RED;
      case "creating", "created", "starting", "updating", "updated", "pending" -> Color.YELLOW;
      case "stopping", "stopped", "removing" -> Color.MAGENTA;
      default -> Color.WHITE;
    };
  }
}
