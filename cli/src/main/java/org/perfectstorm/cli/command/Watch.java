package org.perfectstorm.cli.command;

import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.perfectstorm.cli.output.Format;
import org.perfectstorm.cli.output.Look;
import org.perfectstorm.cli.terminal.Plain;
import org.perfectstorm.cli.terminal.Screen;
import org.perfectstorm.cli.terminal.Terminal;
import org.perfectstorm.client.Client;
import org.perfectstorm.client.LiveView;
import org.perfectstorm.client.NotFound;
import org.perfectstorm.value.Doc;
import org.perfectstorm.value.Json;

/**
 * Keeps a list before somebody's eyes. On a terminal it paints the list again; into a pipe or file
 * it writes a line for each change. Ends when it is interrupted, or nobody reads any more.
 */
final class Watch {
  private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm:ss");

  private final Session session;
  private final Terminal terminal;
  private final Format format;
  private final Look look;
  private final Listing listing;

  Watch(Session session, Format format, Look look, Listing listing) {
    this.session = session;
    this.terminal = session.terminal();
    this.format = format;
    this.look = look;
    this.listing = listing;
  }

  int run() throws InterruptedException {
    Client client = session.client();
    // What is wrong from the start is said as by any other command.
    listing.read(client, List.of("id"));
    try (LiveView view = listing.watch(client, format.fields(look))) {
      return terminal.isTerminal() ? paint(view) : follow(view);
    }
  }

  private int paint(LiveView view) throws InterruptedException {
    AtomicBoolean resized = new AtomicBoolean();
    Screen.onResize(() -> resized.set(true));
    LiveView.Picture picture = null;
    String since = "";
    try (Screen screen = new Screen(terminal)) {
      while (true) {
        LiveView.Picture next = view.next(Duration.ofMillis(250));
        if (next == null && (picture == null || !resized.getAndSet(false))) {
          continue;
        }
        if (next != null) {
          picture = next;
          since = LocalTime.now(ZoneId.systemDefault()).format(CLOCK);
        }
        terminal.measure();
        screen.paint(format.list(picture.docs(), look, session.style()), footer(picture, since));
      }
    }
  }

  private String footer(LiveView.Picture picture, String since) {
    String problem =
        picture.problem() == null ? "" : "  " + Plain.line(picture.problem().getMessage());
    return listing.title()
        + ": "
        + picture.docs().size()
        + ", changed "
        + since
        + " (Ctrl-C ends)"
        + problem;
  }

  private int follow(LiveView view) throws InterruptedException {
    Map<String, Doc> known = null;
    boolean away = false;
    while (true) {
      LiveView.Picture picture = view.next(Duration.ofSeconds(10));
      if (picture == null) {
        continue;
      }
      if (picture.problem() != null) {
        terminal.say("stormctl: " + picture.problem().getMessage());
        away = true;
        if (!(picture.problem() instanceof NotFound)) {
          continue;
        }
      } else if (away) {
        terminal.say("stormctl: connected to " + session.client().address());
        away = false;
      }
      Map<String, Doc> now = new LinkedHashMap<>();
      for (Doc doc : picture.docs()) {
        now.put(doc.text("id"), doc);
      }
      if (known == null) {
        first(picture.docs());
      } else {
        differences(known, now);
      }
      known = now;
    }
  }

  private void first(List<Doc> docs) {
    if (format == Format.JSON) {
      for (Doc doc : docs) {
        tell("present", " ", doc);
      }
    } else {
      terminal.print(format.list(docs, look, session.style()));
    }
  }

  private void differences(Map<String, Doc> before, Map<String, Doc> now) {
    for (Map.Entry<String, Doc> entry : before.entrySet()) {
      if (!now.containsKey(entry.getKey())) {
        tell("removed", "-", entry.getValue());
      }
    }
    for (Map.Entry<String, Doc> entry : now.entrySet()) {
      Doc old = before.get(entry.getKey());
      if (old == null) {
        tell("added", "+", entry.getValue());
      } else if (!old.equals(entry.getValue())) {
        tell("changed", "~", entry.getValue());
      }
    }
  }

  private void tell(String what, String sign, Doc doc) {
    switch (format) {
      case JSON -> terminal.print(Json.text(Doc.of("change", what, "object", doc)) + "\n");
      case YAML ->
          terminal.print(
              "---\n" + format.one(Doc.of("change", what, "object", doc), look, session.style()));
      case TABLE -> terminal.print(sign + " " + look.lines(List.of(doc), session.style()));
      case NAME, ID -> terminal.print(sign + " " + format.one(doc, look, session.style()));
    }
  }
}
