package org.perfectstorm.server;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.perfectstorm.store.Backup;
import org.perfectstorm.store.StoreException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code stormd backup FILE}. */
@Command(
    name = "backup",
    description = {
      "Copies the whole store to one file, as it is at this moment, while stormd goes on.",
      "",
      "The copy is checked and appears under its name only when it is whole. It holds everything,"
          + " secrets of jobs too, and is readable for you only."
    },
    footer = {
      "",
      "Examples:",
      "  stormd backup /backup/storm.db",
      "  stormd backup --data /var/lib/stormd storm.db      the store in a folder, stormd running"
          + " or not",
      "  stormd backup -C storm.example.com:28482 storm.db  of another machine",
      "  stormd backup --force /backup/storm.db             every night, in the place of the last"
          + " one"
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false,
    usageHelpAutoWidth = true)
final class BackupCommand implements Callable<Integer> {
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  @Spec private CommandSpec spec;
  @Mixin private DataFolder data;
  @Mixin private MongoOption mongo;

  @Option(
      names = {"-C", "--connect"},
      paramLabel = "HOST[:PORT]",
      description = "Ask a running stormd for the copy instead of reading its folder.")
  private String server;

  @Option(names = "--force", description = "Replace the file if it is there.")
  private boolean force;

  @Parameters(paramLabel = "FILE", description = "Where the copy goes.")
  private Path file;

  @Override
  public Integer call() {
    if (server != null && data.isGiven()) {
      throw new ParameterException(spec.commandLine(), "-C and --data exclude each other");
    }
    if (server == null && !data.isGiven()) {
      mongo.expectNone("back up");
    }
    Backup backup =
        server == null
            ? Backup.make(data.path(), file, force)
            : Backup.take(this::download, file, force);
    spec.commandLine()
        .getOut()
        .println("Copied " + described(backup) + " to " + file.toAbsolutePath().normalize());
    return 0;
  }

  /** {@code 120 objects, up to event 4711 (1.2 MB)} */
  static String described(Backup backup) {
    return "%d object%s, up to event %d (%.1f MB)"
        .formatted(
            backup.objects(),
            backup.objects() == 1 ? "" : "s",
            backup.lastEvent(),
            backup.bytes() / 1e6);
  }

  private void download(Path part) throws IOException {
    Bind place = place();
    HttpURLConnection connection =
        (HttpURLConnection) URI.create(place.url() + "/v1/backup").toURL().openConnection();
    connection.setConnectTimeout((int) Duration.ofSeconds(10).toMillis());
    connection.setReadTimeout((int) PATIENCE.toMillis());
    try {
      int status = connection.getResponseCode();
      if (status != 200) {
        throw new StoreException(
            "stormd at %s gives no backup: %d %s".formatted(place, status, body(connection)), null);
      }
      try (InputStream in = connection.getInputStream()) {
        Files.copy(in, part, StandardCopyOption.REPLACE_EXISTING);
      }
    } catch (IOException e) {
      throw new StoreException(
          "No backup from stormd at %s: %s.".formatted(place, e.getMessage()), e);
    } finally {
      connection.disconnect();
    }
  }

  private static String body(HttpURLConnection connection) throws IOException {
    try (InputStream in = connection.getErrorStream()) {
      return in == null ? "" : new String(in.readNBytes(1_000), StandardCharsets.UTF_8);
    }
  }

  private Bind place() {
    try {
      return Bind.parse(server, 28_482).getFirst();
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), "-C: " + e.getMessage());
    }
  }
}
