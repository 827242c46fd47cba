package org.perfectstorm.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.DriverManager;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files of a store that are not what they were. */
@Timeout(120)
class DamageTest {
  @TempDir Path temporary;

  private Path data() {
    return temporary.resolve("data");
  }

  private Path file() {
    return data().resolve(Database.FILE);
  }

  private void fill(int last) {
    try (Store store = EmbeddedStore.open(data(), 1_000)) {
      for (int i = 1; i <= last; i++) {
        store.append(List.of(Commits.put(i, Commits.resource("res-" + i % 40, i))));
      }
    }
  }

  private Kept kept() {
    try (Store store = EmbeddedStore.open(data(), 1_000)) {
      return Kept.of(store);
    }
  }

  /**
   * Wherever a byte is flipped: the objects are what they were, or the store says that it is
   * damaged.
   */
  @Test
  void aFlippedByteIsHarmlessOrSaid() throws Exception {
    fill(200);
    Kept sound = kept();
    byte[] bytes = Files.readAllBytes(file());
    Random random = new Random(5);
    int refused = 0;
    for (int i = 0; i < 300; i++) {
      byte[] flipped = bytes.clone();
      int page = random.nextInt(bytes.length / Format.PAGE_SIZE) * Format.PAGE_SIZE;
      // Most damage is done at the beginning of pages, and where their newest cells are.
      int place = i % 2 == 0 ? page + random.nextInt(40) : random.nextInt(bytes.length);
      flipped[place] ^= (byte) (1 << random.nextInt(8));
      Files.deleteIfExists(data().resolve("lock"));
      Files.deleteIfExists(data().resolve("store.db-wal"));
      Files.deleteIfExists(data().resolve("store.db-shm"));
      Files.write(file(), flipped);
      try {
        assertThat(kept().objects()).as("byte %d", place).isEqualTo(sound.objects());
      } catch (StoreException damage) {
        assertThat(damage).hasMessageContaining(data().toString());
        refused++;
      }
    }
    assertThat(refused).isBetween(20, 290);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          UPDATE object SET id = 'res-x' WHERE id = 'res-1'  | object res-x: its document is that of res-1
          UPDATE object SET kind = 'x' WHERE id = 'res-1'    | object res-1
          UPDATE object SET doc = 'x' WHERE id = 'res-1'     | object res-1 does not match its checksum
          DELETE FROM event WHERE number = 2                 | event 2 is missing
          UPDATE event SET date = 'x' WHERE number = 2       | event 2
          DELETE FROM meta WHERE key = 'format'              | it does not say which format it has
          """)
  void whatDoesNotFitTogetherIsSaid(String sql, String message) throws Exception {
    fill(3);
    try (var connection = DriverManager.getConnection("jdbc:sqlite:" + file());
        var statement = connection.createStatement()) {
      assertThat(statement.executeUpdate(sql)).isOne();
    }
    assertThatThrownBy(this::kept)
        .isInstanceOf(StoreException.class)
        .hasMessageContaining(file() + " is damaged: " + message);
  }

  @Test
  void aLogWhoseDatabaseIsGoneIsNotThrownAway() throws IOException {
    Path copy = Files.createDirectory(temporary.resolve("copy"));
    try (Store store = EmbeddedStore.open(data(), 10)) {
      store.append(List.of(Commits.put(1, Commits.resource("res-a", 1))));
      for (String name : new String[] {"store.db", "store.db-wal"}) {
        Files.copy(data().resolve(name), copy.resolve(name));
      }
    }
    for (int left : new int[] {0, 1, -1}) {
      Files.write(copy.resolve("store.db"), new byte[Math.max(0, left)]);
      if (left < 0) {
        Files.delete(copy.resolve("store.db"));
      }
      assertThatThrownBy(() -> EmbeddedStore.open(copy, 10))
          .isInstanceOf(StoreException.class)
          .hasMessageContaining("store.db is missing or empty");
      assertThat(Files.size(copy.resolve("store.db-wal"))).isPositive();
    }
    Files.delete(copy.resolve("store.db-wal"));
    EmbeddedStore.open(copy, 10).close();
  }

  /**
   * Wherever a byte of a killed stormd's log is flipped: nothing but the last commit is missing, or
   * the store says that it is damaged, and what is cut off as it says leaves the commits before.
   */
  @Test
  void aFlippedByteInTheLogIsHarmlessOrSaid() throws Exception {
    int last = 20;
    try (Store store = EmbeddedStore.open(data(), 1_000)) {
      for (int i = 1; i <= last; i++) {
        store.append(List.of(Commits.put(i, Commits.resource("res-" + i, i))));
      }
      // As a process that was killed leaves them.
      Path copy = Files.createDirectory(temporary.resolve("copy"));
      for (String name : new String[] {"store.db", "store.db-wal"}) {
        Files.copy(data().resolve(name), copy.resolve(name));
      }
    }
    byte[] database = Files.readAllBytes(temporary.resolve("copy/store.db"));
    byte[] log = Files.readAllBytes(temporary.resolve("copy/store.db-wal"));
    Path wal = data().resolve("store.db-wal");
    Random random = new Random(7);
    int frame = 24 + Format.PAGE_SIZE;
    int frames = (log.length - 32) / frame;
    int harmless = 0;
    for (int i = -32; i < 2 * frames; i++) {
      byte[] flipped = log.clone();
      // Each byte of the header; of each frame one of its header, and one of its page.
      int place = i < 0 ? i + 32 : 32 + i / 2 * frame + random.nextInt(i % 2 == 0 ? 24 : frame);
      flipped[place] ^= (byte) (1 << random.nextInt(8));
      Files.deleteIfExists(data().resolve("store.db-shm"));
      Files.write(file(), database);
      Files.write(wal, flipped);
      try {
        assertThat(kept().objects()).as("byte %d", place).hasSizeGreaterThanOrEqualTo(last - 1);
        harmless++;
      } catch (StoreException damage) {
        assertThat(damage).hasMessageMatching(".*store.db-wal is damaged at .* whole commits.*");
        assertThat(Files.readAllBytes(wal)).isEqualTo(flipped);
        String cut = damage.getMessage().replaceAll("(?s).*truncate -s (\\d+) .*|.*", "$1");
        if (!cut.isEmpty()) {
          Files.write(wal, Arrays.copyOf(flipped, Integer.parseInt(cut)));
          assertThat(kept().objects()).hasSizeLessThan(last);
        }
      }
    }
    assertThat(harmless).as("in the last commit").isBetween(1, 2 * frames / last);
  }

  @Test
  void aTornHeaderOfANewLogLosesNothing() throws Exception {
    fill(100);
    Path wal = data().resolve("store.db-wal");
    byte[] database;
    byte[] log;
    try (Store store = EmbeddedStore.open(data(), 1_000)) {
      store.append(List.of(Commits.put(101, Commits.resource("res-a", 1))));
      store.append(List.of(Commits.put(102, Commits.resource("res-b", 1))));
      log = Files.readAllBytes(wal);
    }
    // Closing took the log over.
    database = Files.readAllBytes(file());
    log[13] ^= 1;
    Files.write(file(), database);
    Files.write(wal, log);
    assertThat(kept().objects()).containsKeys("resource res-a", "resource res-b");
  }

  @Test
  void nothingIsWrittenToFilesThatNobodyWillFind() throws IOException {
    Path away = temporary.resolve("away");
    try (Store store = EmbeddedStore.open(data(), 10)) {
      store.append(List.of(Commits.put(1, Commits.resource("res-a", 1))));
      for (String name : new String[] {"store.db", "store.db-wal"}) {
        Path file = data().resolve(name);
        Files.move(file, away);
        expectRefused(store);
        Files.copy(away, file);
        expectRefused(store);
        Files.move(away, file, StandardCopyOption.REPLACE_EXISTING);
      }
      store.append(List.of(Commits.put(2, Commits.resource("res-b", 2))));
    }
    assertThat(kept().objects()).hasSize(2);
  }

  private static void expectRefused(Store store) {
    assertThatThrownBy(() -> store.append(List.of(Commits.put(2, Commits.resource("res-x", 2)))))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("was removed, moved or replaced");
  }
}
