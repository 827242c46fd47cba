package org.perfectstorm.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.perfectstorm.model.Event;

/** Full and read-only disks, with real ones. */
@Timeout(120)
class UnwritableTest {
  @TempDir Path folder;

  @Test
  void aDiskThatFillsUpLosesNothingAndIsUsedAgainWhenThereIsRoom() throws Exception {
    try (Mount disk = Mount.of(folder.resolve("disk"), "6m")) {
      long kept = 0;
      try (Store store = EmbeddedStore.open(disk.folder(), 100)) {
        store.append(List.of(commit(++kept)));
        disk.fill();
        while (true) {
          try {
            store.append(List.of(commit(kept + 1)));
            kept++;
          } catch (StoreException full) {
            assertThat(full).hasMessageContaining("the disk is full. Make room");
            break;
          }
        }
        assertThatThrownBy(() -> store.append(List.of(commit(1000))))
            .hasMessageContaining("the disk is full");
        disk.makeRoom();
        store.append(List.of(commit(++kept)));
        disk.fill();
      }
      disk.makeRoom();
      assertWhole(disk.folder(), kept);
    }
  }

  @Test
  void aFullDiskAtTheStartIsReadAndWrittenAsSoonAsThereIsRoom() throws Exception {
    for (boolean killed : new boolean[] {false, true}) {
      try (Mount disk = Mount.of(folder.resolve("disk" + killed), "6m")) {
        makeOne(disk.folder(), killed);
        disk.fill();
        try (Store store = EmbeddedStore.open(disk.folder(), 100)) {
          assertThat(store.trouble()).contains("the disk is full. Make room");
          assertThat(Kept.of(store).objects()).containsOnlyKeys("resource res-1");
          assertThatThrownBy(() -> store.append(List.of(commit(2))))
              .isInstanceOf(StoreException.class)
              .hasMessageContaining("the disk is full");
          disk.makeRoom();
          appendWithin10Seconds(store, commit(2));
        }
        assertWhole(disk.folder(), 2);
      }
    }
  }

  @Test
  void aReadOnlyDiskIsReadAndWrittenAsSoonAsThatIsPossible() throws Exception {
    for (boolean killed : new boolean[] {false, true}) {
      try (Mount disk = Mount.of(folder.resolve("disk" + killed), "6m")) {
        makeOne(disk.folder(), killed);
        disk.readOnly(true);
        try (Store store = EmbeddedStore.open(disk.folder(), 100)) {
          assertThat(store.trouble()).contains("read-only").contains(disk.folder().toString());
          assertThat(Kept.of(store).objects()).containsOnlyKeys("resource res-1");
          assertThatThrownBy(() -> store.append(List.of(commit(2))))
              .isInstanceOf(StoreException.class)
              .hasMessageContaining("read-only");
          assertThatThrownBy(() -> EmbeddedStore.open(disk.folder(), 100))
              .hasMessageContaining("in use by this process");
          disk.readOnly(false);
          appendWithin10Seconds(store, commit(2));
        }
        assertWhole(disk.folder(), 2);
      }
    }
  }

  @Test
  void aReadOnlyDiskWithoutAStoreIsRefused() throws Exception {
    try (Mount disk = Mount.of(folder.resolve("disk"), "6m")) {
      disk.readOnly(true);
      assertThatThrownBy(() -> EmbeddedStore.open(disk.folder(), 100))
          .isInstanceOf(StoreException.class)
          .hasMessageContaining(disk.folder().toString())
          .hasMessageContaining("read-only");
      assertThatThrownBy(() -> EmbeddedStore.open(disk.folder().resolve("new"), 100))
          .isInstanceOf(StoreException.class)
          .hasMessageContaining("read-only");
    }
  }

  @Test
  void whatAnotherOneWroteMeanwhileIsNotWrittenOver() throws Exception {
    try (Mount disk = Mount.of(folder.resolve("disk"), "6m")) {
      makeOne(disk.folder(), false);
      Files.delete(disk.folder().resolve(FolderLock.FILE));
      disk.readOnly(true);
      try (Store store = EmbeddedStore.open(disk.folder(), 100)) {
        disk.readOnly(false);
        // Without a lock file that it could have locked, nothing stops the other one.
        try (var other =
                DriverManager.getConnection("jdbc:sqlite:" + disk.folder().resolve("store.db"));
            var statement = other.createStatement()) {
          statement.executeUpdate(
              "INSERT INTO event SELECT 2, date, type, kind, id, names FROM event");
        }
        Thread.sleep(1_100);
        assertThatThrownBy(() -> store.append(List.of(commit(2))))
            .hasMessageContaining("was written by another stormd meanwhile");
      }
    }
  }

  private static Commit commit(long number) {
    return Commits.put(number, Commits.resource("res-" + number, "x".repeat(50_000)));
  }

  private static void makeOne(Path folder, boolean killed) throws Exception {
    if (!killed) {
      try (Store store = EmbeddedStore.open(folder, 100)) {
        store.append(List.of(commit(1)));
      }
      return;
    }
    // What a killed process leaves behind: its log, not taken over into the database.
    try (Store store = EmbeddedStore.open(folder.resolve("living"), 100)) {
      store.append(List.of(commit(1)));
      for (String file : List.of("store.db", "store.db-wal")) {
        Files.copy(folder.resolve("living").resolve(file), folder.resolve(file));
      }
      Files.createFile(folder.resolve(FolderLock.FILE));
    }
    assertThat(Files.size(folder.resolve("store.db-wal"))).isPositive();
  }

  private static void appendWithin10Seconds(Store store, Commit commit) throws Exception {
    long deadline = System.nanoTime() + 10_000_000_000L;
    while (true) {
      try {
        store.append(List.of(commit));
        return;
      } catch (StoreException later) {
        if (System.nanoTime() > deadline) {
          throw later;
        }
        Thread.sleep(100);
      }
    }
  }

  private static void assertWhole(Path folder, long kept) throws Exception {
    try (Store store = EmbeddedStore.open(folder, 100)) {
      assertThat(store.trouble()).isNull();
      Kept found = Kept.of(store);
      assertThat(found.events()).extracting(Event::number).last().isEqualTo(kept);
      assertThat(found.objects()).hasSize((int) kept);
    }
    try (var connection =
            DriverManager.getConnection("jdbc:sqlite:" + folder.resolve(Database.FILE));
        var statement = connection.createStatement();
        var row = statement.executeQuery("PRAGMA integrity_check")) {
      row.next();
      assertThat(row.getString(1)).isEqualTo("ok");
    }
  }
}
