package org.perfectstorm.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.perfectstorm.model.Event;
import org.perfectstorm.model.Kind;
import org.perfectstorm.model.MemberEvent;
import org.perfectstorm.value.Doc;
import org.perfectstorm.value.Json;

/**
 * Stores of every format so far, kept as files, are read by this version: {@code format-1.db} and
 * so on, all with the same content. {@code -Dgolden=write} makes the file of today's format, once;
 * it is never made again.
 */
class GoldenTest {
  private static final Path FILES = Path.of("src/test/resources/org/perfectstorm/store");

  @TempDir Path folder;

  static List<Integer> formats() {
    List<Integer> formats = new ArrayList<>();
    for (int format = 1; format <= Format.CURRENT; format++) {
      formats.add(format);
    }
    return formats;
  }

  /** An object of each kind, with all types of values, and events of both kinds. */
  private static Commit content() {
    List<Change> changes = new ArrayList<>();
    List<Event> events = new ArrayList<>();
    Doc values =
        Json.readDoc(
            """
            {"a.b":1,"$c":[1.5,-0.0,1e300,null,true,{},[]],"long":9007199254740993,
             "big":123456789012345678901234567890,"text":"\\u0000 ünï \\ud83c\\udf29 \\"q\\""}\
            """);
    for (Kind kind : Kind.values()) {
      String id = kind.prefix() + "-0UBsO4td5jEbl6wfnwZr6G";
      Doc object = Doc.of("id", id, "name", "a " + kind.word(), "options", values);
      changes.add(new Change(kind, id, null, object));
      events.add(
          new Event(
              10_000_000_000L + events.size(),
              Instant.parse("2026-01-02T03:04:05.678901Z"),
              Event.Type.CREATED,
              kind,
              id,
              List.of("ünï \"quoted\"", "")));
    }
    List<MemberEvent> members =
        List.of(
            new MemberEvent(
                7,
                Instant.parse("2026-01-02T03:04:05Z"),
                MemberEvent.Type.JOINED,
                "grp-0UBsO4td5jEbl6wfnwZr6G",
                null,
                "res-0UBsO4td5jEbl6wfnwZr6G",
                List.of("web.1"),
                10_000_000_001L));
    List<LogPiece> logs =
        List.of(
            new LogPiece(
                "job-0UBsO4td5jEbl6wfnwZr6G", 0, "done\n".getBytes(StandardCharsets.UTF_8)));
    return new Commit(changes, events, members, logs);
  }

  @BeforeEach
  void write() throws IOException {
    Path file = FILES.resolve("format-" + Format.CURRENT + ".db");
    if ("write".equals(System.getProperty("golden")) && !Files.exists(file)) {
      Path made = folder.resolve("made");
      try (Store store = EmbeddedStore.open(made, 1_000)) {
        store.append(List.of(content()));
      }
      Files.copy(made.resolve(Database.FILE), file);
    }
  }

  @ParameterizedTest
  @MethodSource("formats")
  void aStoreOfEachFormatIsReadWrittenAndBroughtToTodays(int format) throws Exception {
    try (InputStream golden = GoldenTest.class.getResourceAsStream("format-" + format + ".db")) {
      assertThat(golden).as("format-%d.db; -Dgolden=write makes it", format).isNotNull();
      Files.copy(golden, folder.resolve(Database.FILE));
    }
    assertThat(query(folder, "SELECT value FROM meta WHERE key = 'format'")).contains("" + format);
    assertThat(Backup.check(folder.resolve(Database.FILE)).objects()).isEqualTo(7);
    Commit content = content();
    long last = content.events().getLast().number();
    try (Store store = EmbeddedStore.open(folder, 1_000)) {
      Kept kept = Kept.of(store);
      Map<String, Doc> expected = new TreeMap<>();
      for (Change change : content.changes()) {
        expected.put(change.kind().word() + " " + change.id(), change.after());
      }
      assertThat(kept.objects()).isEqualTo(expected);
      assertThat(kept.events()).isEqualTo(content.events());
      assertThat(kept.memberEvents()).isEqualTo(content.memberEvents());
      if (format >= 2) {
        assertThat(store.log(content.logs().getFirst().job(), 0, 100).text())
            .asString(StandardCharsets.UTF_8)
            .isEqualTo("done\n");
      }
      if (format >= 3) {
        MemberEvent joined = content.memberEvents().getFirst();
        assertThat(store.history().members(joined.group(), null, last, 10))
            .containsExactly(
                new MemberVersion(
                    last, content.events().getLast().date(), true, joined.resource()));
      }
      store.append(List.of(Commits.put(last + 1, Commits.resource("res-new", 1))));
    }
    try (Store store = EmbeddedStore.open(folder, 1_000)) {
      assertThat(Kept.of(store).objects()).hasSize(8);
    }
    try (Store fresh = EmbeddedStore.open(folder.resolve("fresh"), 1_000)) {
      Kept.of(fresh);
    }
    String tables = "SELECT type || ' ' || name || ' ' || coalesce(sql, '') FROM sqlite_schema";
    assertThat(query(folder, tables)).isEqualTo(query(folder.resolve("fresh"), tables));
    assertThat(query(folder, "PRAGMA integrity_check")).containsExactly("ok");
  }

  @Test
  void aReadOnlyStoreOfAnOlderFormatIsRefused() throws Exception {
    try (Mount disk = Mount.of(folder.resolve("disk"), "4m");
        InputStream golden = GoldenTest.class.getResourceAsStream("format-1.db")) {
      Files.copy(golden, disk.folder().resolve(Database.FILE));
      disk.readOnly(true);
      assertThatThrownBy(() -> EmbeddedStore.open(disk.folder(), 10))
          .isInstanceOf(StoreException.class)
          .hasMessageContaining("read-only");
    }
  }

  private static Set<String> query(Path folder, String sql) throws Exception {
    Set<String> answer = new TreeSet<>();
    try (var connection =
            DriverManager.getConnection("jdbc:sqlite:" + folder.resolve(Database.FILE));
        var statement = connection.createStatement();
        var rows = statement.executeQuery(sql)) {
      while (rows.next()) {
        answer.add(rows.getString(1));
      }
    }
    return answer;
  }
}
