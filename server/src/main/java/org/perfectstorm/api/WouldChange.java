package org.perfectstorm.api;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.perfectstorm.model.Event;
import org.perfectstorm.value.Arr;
import org.perfectstorm.value.Doc;
import org.perfectstorm.value.Json;

/**
 * Says in headers what a write would have changed, other objects than the one it is about included:
 * {@code Would-Change-Count}, and in {@code Would-Change} the events, as many as fit there.
 */
final class WouldChange {
  private static final int MOST_CHARACTERS = 4_000;
  private static final int MOST = 50;

  private WouldChange() {}

  static void tell(List<Event> events, Exchange exchange) {
    List<Doc> told = new ArrayList<>();
    int size = 2;
    for (Event event : events.subList(0, Math.min(MOST, events.size()))) {
      Doc shown = event.toDoc().without("id");
      if (event.type() == Event.Type.CREATED) {
        shown = shown.with("entity_id", null);
      }
      size += ascii(shown).length() + 1;
      if (size > MOST_CHARACTERS) {
        break;
      }
      told.add(shown);
    }
    exchange.answerHeader("Would-Change-Count", Integer.toString(events.size()));
    exchange.answerHeader("Would-Change", ascii(Arr.from(told)));
  }

  /** JSON as it may stand in a header. */
  private static String ascii(Object value) {
    String json = new String(Json.bytes(value), StandardCharsets.UTF_8);
    StringBuilder ascii = new StringBuilder(json.length());
    for (int i = 0; i < json.length(); i++) {
      char c = json.charAt(i);
      if (c < 0x7f) {
        ascii.append(c);
      } else {
        ascii.append("\\u%04x".formatted((int) c));
      }
    }
    return ascii.toString();
  }
}
