package org.perfectstorm.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.perfectstorm.model.Event;
import org.perfectstorm.model.Kind;
import org.perfectstorm.value.Doc;

class EmbeddedStoreTest extends StoreContract {
  @TempDir Path folder;

  @Override
  protected Store open() {
    return EmbeddedStore.open(folder.resolve("a/b"), 10_000);
  }

  @Test
  void keepsTheNewestEventsOnly() {
    try (Store store = EmbeddedStore.open(folder, 100)) {
      for (int number = 1; number <= 1_000; number++) {
        store.append(List.of(Commits.put(number, Commits.resource("res-a", number))));
      }
    }
    try (Store store = EmbeddedStore.open(folder, 100)) {
      assertThat(Kept.of(store).events())
          .extracting(Event::number)
          .hasSize(100)
          .last()
          .isEqualTo(1000L);
    }
    assertThat(rows(folder, "SELECT count(*) FROM event")).isLessThanOrEqualTo(110);
  }

  @Test
  void theToolSqlite3CanReadItWhileItIsOpen() {
    try (Store store = EmbeddedStore.open(folder, 10)) {
      store.append(List.of(Commits.put(1, Commits.resource("res-a", 42))));
      assertThat(rows(folder, "SELECT doc ->> '$.value' FROM object WHERE kind = 'resource'"))
          .isEqualTo(42);
    }
  }

  @Test
  void isReadableForItsOwnerOnly() throws IOException {
    Path mine = folder.resolve("mine");
    try (Store store = EmbeddedStore.open(mine, 10)) {
      store.append(List.of(Commits.put(1, Commits.resource("res-a", 1))));
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(mine)))
          .isEqualTo("rwx------");
      try (var files = Files.list(mine)) {
        assertThat(files)
            .filteredOn(file -> file.getFileName().toString().startsWith("store.db"))
            .isNotEmpty()
            .allSatisfy(
                file ->
                    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                        .isEqualTo("rw-------"));
      }
    }
  }

  @Test
  void aFullDiskIsSaidAndTheCommitMayBeTriedAgain() throws SQLException {
    try (EmbeddedStore store = EmbeddedStore.open(folder, 10)) {
      store.append(List.of(Commits.put(1, Commits.resource("res-a", 1))));
      store.limitPages(20);
      Commit large = Commits.put(2, Commits.resource("res-b", "x".repeat(200_000)));

      assertThatThrownBy(() -> store.append(List.of(large)))
          .isInstanceOf(StoreException.class)
          .hasMessageContaining(folder.toString())
          .hasMessageContaining("the disk is full");

      store.append(List.of(Commits.put(2, Commits.resource("res-a", 2))));
      store.limitPages(10_000);
      store.append(List.of(Commits.put(3, Commits.resource("res-b", "x".repeat(200_000)))));
    }
    try (Store store = EmbeddedStore.open(folder, 10)) {
      Kept kept = Kept.of(store);
      assertThat(kept.objects()).hasSize(2);
      assertThat(kept.objects().get("resource res-a").get("value")).isEqualTo(2);
      assertThat(kept.events()).extracting(Event::number).containsExactly(1L, 2L, 3L);
    }
  }

  @Test
  void whatCannotBeWrittenLeavesNothingBehind() {
    Commit taken = Commits.put(1, Commits.resource("res-a", 1));
    Doc noJson = Doc.EMPTY.toBuilder().put("x", this).build();
    Commit unwritable =
        new Commit(List.of(new Change(Kind.RESOURCE, "res-b", null, noJson)), List.of());
    try (Store store = EmbeddedStore.open(folder, 10)) {
      assertThatThrownBy(() -> store.append(List.of(taken, unwritable)))
          .isInstanceOf(IllegalArgumentException.class);
      store.append(List.of(taken));
    }
    try (Store store = EmbeddedStore.open(folder, 10)) {
      Kept kept = Kept.of(store);
      assertThat(kept.objects()).containsOnlyKeys("resource res-a");
      assertThat(kept.events()).hasSize(1);
    }
  }

  @Test
  void aSecondOneInTheSameFolderIsRefused() {
    try (Store store = EmbeddedStore.open(folder, 10)) {
      assertThatThrownBy(() -> EmbeddedStore.open(folder, 10))
          .isInstanceOf(StoreException.class)
          .hasMessageContaining(folder.toString())
          .hasMessageContaining("in use by this process");
      store.append(List.of(Commits.put(1, Commits.resource("res-a", 1))));
    }
    EmbeddedStore.open(folder, 10).close();
  }

  @Test
  void aFileInsteadOfAFolderIsRefused() throws IOException {
    Path file = Files.createFile(folder.resolve("file"));
    assertRefused(file, "is not a folder");
  }

  @Test
  void anotherFileNamedAsOursIsRefused() throws IOException {
    Files.writeString(folder.resolve("store.db"), "Dear diary, ".repeat(1000));
    assertRefused(folder, "is damaged or no database");
  }

  @Test
  void aDatabaseOfAnotherProgramIsRefused() {
    change(folder, "CREATE TABLE diary (entry TEXT)");
    assertRefused(folder, "is a database of another program");
  }

  @Test
  void aNewerFormatIsRefused() {
    EmbeddedStore.open(folder, 10).close();
    change(folder, "UPDATE meta SET value = '99' WHERE key = 'format'");
    assertRefused(folder, "has format 99, made by a newer version");
  }

  @Test
  void aChangedDocumentIsNoticed() {
    writeOne();
    change(folder, "UPDATE object SET doc = replace(doc, '4', '5')");
    try (Store store = EmbeddedStore.open(folder, 10)) {
      assertThatThrownBy(() -> Kept.of(store))
          .isInstanceOf(StoreException.class)
          .hasMessageContaining("store.db is damaged: object res-a does not match its checksum");
    }
    change(folder, "UPDATE object SET crc = NULL");
    try (Store store = EmbeddedStore.open(folder, 10)) {
      assertThat(Kept.of(store).objects().get("resource res-a").get("value")).isEqualTo(52);
    }
  }

  @Test
  void damagedPagesAreNoticed() throws IOException {
    try (Store store = EmbeddedStore.open(folder, 10)) {
      for (int i = 1; i < 200; i++) {
        store.append(List.of(Commits.put(i, Commits.resource("res-" + i, "x".repeat(2000)))));
      }
    }
    byte[] bytes = Files.readAllBytes(folder.resolve("store.db"));
    for (int i = Format.PAGE_SIZE * 4; i < bytes.length; i++) {
      bytes[i] = (byte) (i * 31);
    }
    Files.write(folder.resolve("store.db"), bytes);
    assertThatThrownBy(
            () -> {
              try (Store store = EmbeddedStore.open(folder, 10)) {
                Kept.of(store);
              }
            })
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("damaged")
        .hasMessageContaining(folder.toString());
  }

  private void writeOne() {
    try (Store store = EmbeddedStore.open(folder, 10)) {
      store.append(List.of(Commits.put(1, Commits.resource("res-a", 42))));
    }
  }

  private static void assertRefused(Path folder, String reason) {
    for (int twice = 0; twice < 2; twice++) {
      assertThatThrownBy(() -> EmbeddedStore.open(folder, 10))
          .isInstanceOf(StoreException.class)
          .hasMessageContaining(folder.toString())
          .hasMessageContaining(reason);
    }
  }

  private static int rows(Path folder, String sql) {
    try (Connection connection = connect(folder);
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      rows.next();
      return rows.getInt(1);
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }

  private static void change(Path folder, String sql) {
    try (Connection connection = connect(folder);
        Statement statement = connection.createStatement()) {
      statement.executeUpdate(sql);
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }

  private static Connection connect(Path folder) throws SQLException {
    return DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("store.db"));
  }
}
