package org.perfectstorm.api;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import org.perfectstorm.core.Core;
import org.perfectstorm.value.Doc;

/** Hands out a copy of the whole store, as it is at this moment. */
final class BackupRoute {
  private final Core core;

  BackupRoute(Core core) {
    this.core = core;
  }

  Route route() {
    return new Route("GET", "/v1/backup", this::send)
        .that(
            o ->
                o.does("a copy of the whole store, as it is now")
                    .answers(200, "application/vnd.sqlite3", Doc.EMPTY));
  }

  private void send(Exchange exchange) throws IOException {
    if (exchange.isHead()) {
      exchange.begin("application/vnd.sqlite3");
      return;
    }
    try (FileChannel copy = core.backup()) {
      exchange.answerHeader("Content-Length", Long.toString(copy.size()));
      exchange.answerHeader("Content-Disposition", "attachment; filename=\"storm.db\"");
      OutputStream out = exchange.begin("application/vnd.sqlite3");
      Channels.newInputStream(copy).transferTo(out);
    }
  }
}
