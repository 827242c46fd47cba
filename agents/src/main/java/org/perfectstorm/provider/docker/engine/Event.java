package org.perfectstorm.provider.docker.engine;

import org.perfectstorm.value.Doc;

/**
 * Something that happened, as an engine tells it. What it does not tell is "".
 *
 * @param type of what: {@code container}, {@code image}, {@code service}, ...
 * @param action {@code start}, {@code health_status: healthy}, ...
 * @param id of what
 */
public record Event(String type, String action, String id) {
  /** Nobody can say what. */
  static final Event UNKNOWN = new Event("", "", "");

  /** A line of {@code GET /events}. */
  static Event of(Doc line) {
    return new Event(
        text(line.text("Type")), text(line.text("Action")), text(line.doc("Actor").text("ID")));
  }

  private static String text(String text) {
    return text == null ? "" : text;
  }
}
