package org.perfectstorm.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.perfectstorm.model.Event;
import org.perfectstorm.value.Doc;

@Timeout(60)
class BackupTest {
  @TempDir Path temporary;

  private Path data() {
    return temporary.resolve("data");
  }

  private Path file() {
    return temporary.resolve("storm.db");
  }

  private Path other() {
    return temporary.resolve("other");
  }

  @Test
  void aCopyMadeWhileOthersWriteIsOneMoment() throws Exception {
    AtomicBoolean enough = new AtomicBoolean();
    try (Store store = EmbeddedStore.open(data(), 1_000)) {
      store.append(List.of(all(1)));
      Thread writer =
          Thread.ofPlatform()
              .start(
                  () -> {
                    for (int i = 2; !enough.get(); i++) {
                      store.append(List.of(all(i)));
                    }
                  });
      long before = 0;
      for (int i = 0; i < 10; i++) {
        Path handedOut = temporary.resolve("handed-out-" + i);
        Backup backup;
        if (i % 2 == 0) {
          backup = Backup.make(data(), handedOut, false);
        } else {
          backup = Backup.take(file -> write(store, file), handedOut, false);
        }
        assertThat(backup.lastEvent()).isGreaterThanOrEqualTo(before);
        before = backup.lastEvent();
        Path folder = temporary.resolve("restored-" + i);
        assertThat(Backup.restore(handedOut, folder, false)).isEqualTo(backup);
        try (Store restored = EmbeddedStore.open(folder, 1_000)) {
          Kept kept = Kept.of(restored);
          assertThat(kept.objects()).hasSize(50);
          for (Doc object : kept.objects().values()) {
            assertThat(((Number) object.get("value")).longValue()).isEqualTo(backup.lastEvent());
          }
          assertThat(kept.events()).extracting(Event::number).last().isEqualTo(before);
          restored.append(List.of(all(before + 1)));
        }
      }
      enough.set(true);
      writer.join();
      assertThat(before).isGreaterThan(10);
    }
    try (var files = Files.list(data())) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder("lock", "store.db");
    }
  }

  @Test
  void aStoreThatNobodyUsesCanBeCopied() throws IOException {
    fill(data(), 3);
    Backup backup = Backup.make(data(), file(), false);
    assertThat(backup).isEqualTo(new Backup(50, 3, Files.size(file())));
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
        .isEqualTo("rw-------");
    assertThat(Backup.check(file())).isEqualTo(backup);
    fill(data(), 4);
  }

  @Test
  void whatAKilledProcessLeftInItsLogIsCopied() throws Exception {
    try (Store store = EmbeddedStore.open(temporary.resolve("living"), 10)) {
      store.append(List.of(all(1)));
      Files.createDirectory(data());
      for (String name : List.of("store.db", "store.db-wal")) {
        Files.copy(temporary.resolve("living").resolve(name), data().resolve(name));
      }
    }
    assertThat(Backup.make(data(), file(), false).lastEvent()).isEqualTo(1);
  }

  @Test
  void aReadOnlyStoreCanBeCopied() throws Exception {
    try (Mount disk = Mount.of(temporary.resolve("disk"), "4m")) {
      fill(disk.folder(), 2);
      disk.readOnly(true);
      assertThat(Backup.make(disk.folder(), file(), false).lastEvent()).isEqualTo(2);
    }
  }

  @Test
  void aFileThatIsThereIsOnlyReplacedWhenTold() throws IOException {
    fill(data(), 1);
    Files.writeString(file(), "precious");
    assertThatThrownBy(() -> Backup.make(data(), file(), false))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining(file() + " is there already");
    assertThat(Files.readString(file())).isEqualTo("precious");
    Backup.make(data(), file(), true);
    assertThat(Backup.check(file()).lastEvent()).isEqualTo(1);
  }

  @Test
  void noRoomForTheCopyLeavesNothing() throws Exception {
    fill(data(), 2);
    try (Mount disk = Mount.of(temporary.resolve("disk"), "64k")) {
      assertThatThrownBy(() -> Backup.make(data(), disk.folder().resolve("b.db"), false))
          .isInstanceOf(StoreException.class)
          .hasMessageContaining("the disk is full");
      try (var files = Files.list(disk.folder())) {
        assertThat(files).isEmpty();
      }
    }
    assertThatThrownBy(() -> Backup.make(data(), Path.of("/no/such/folder/b.db"), false))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("/no/such/folder/b.db");
  }

  @Test
  void whereThereIsNoStoreThereIsNoBackup() {
    assertThatThrownBy(() -> Backup.make(other(), file(), false))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("There is no store in " + other());
    assertThat(file()).doesNotExist();
    assertThat(other()).doesNotExist();
  }

  @Test
  void aStoreIsOnlyReplacedWhenTold() throws Exception {
    fill(data(), 1);
    Backup.make(data(), file(), false);
    fill(other(), 7);
    assertThatThrownBy(() -> Backup.restore(file(), other(), false))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("There is a store in " + other() + " already");
    assertThat(last(other())).isEqualTo(7);
    // A killed process's log must not be applied to the restored store.
    try (Store store = EmbeddedStore.open(temporary.resolve("living"), 10)) {
      store.append(List.of(all(9)));
      Files.copy(
          temporary.resolve("living").resolve("store.db-wal"), other().resolve("store.db-wal"));
    }
    Backup.restore(file(), other(), true);
    assertThat(last(other())).isEqualTo(1);
    fill(other(), 2);
  }

  @Test
  void aDamagedStoreCanBeReplaced() throws IOException {
    fill(data(), 1);
    Backup.make(data(), file(), false);
    Files.createDirectory(other());
    Files.writeString(other().resolve("store.db"), "nonsense ".repeat(1_000));
    Backup.restore(file(), other(), true);
    assertThat(last(other())).isEqualTo(1);
  }

  @Test
  void aStoreInUseIsNotReplaced() {
    fill(data(), 1);
    Backup.make(data(), file(), false);
    try (Store store = EmbeddedStore.open(other(), 10)) {
      assertThatThrownBy(() -> Backup.restore(file(), other(), true))
          .isInstanceOf(StoreException.class)
          .hasMessageContaining("is in use by this process");
      store.append(List.of(all(1)));
    }
  }

  @Test
  void aDamagedBackupIsRefusedBeforeAnythingIsTouched() throws IOException {
    fill(data(), 5);
    Backup.make(data(), file(), false);
    byte[] sound = Files.readAllBytes(file());
    List<byte[]> damaged = new ArrayList<>();
    damaged.add(new byte[0]);
    damaged.add("Dear diary, ".repeat(1_000).getBytes(StandardCharsets.UTF_8));
    damaged.add(Arrays.copyOf(sound, sound.length / 2));
    fill(other(), 7);
    for (byte[] bytes : damaged) {
      Files.write(file(), bytes);
      assertThatThrownBy(() -> Backup.restore(file(), other(), true))
          .isInstanceOf(StoreException.class)
          .hasMessageContaining(file().toString());
      assertThat(last(other())).isEqualTo(7);
    }
  }

  @Test
  void oneWrongLetterInADocumentIsNoticed() throws IOException {
    fill(data(), 5);
    Backup.make(data(), file(), false);
    byte[] sound = Files.readAllBytes(file());
    byte[] filling = "y".repeat(999).getBytes(StandardCharsets.US_ASCII);
    int noticed = 0;
    for (int place = 0; place < sound.length; place++) {
      if (Arrays.mismatch(sound, place, sound.length, filling, 0, 999) == 999) {
        byte[] scratched = sound.clone();
        scratched[place + 500] = 'z';
        Files.write(file(), scratched);
        try {
          Backup.check(file());
        } catch (StoreException damage) {
          assertThat(damage).hasMessageContaining("does not match its checksum");
          noticed++;
        }
      }
    }
    // Some are scratches where nothing is: what a page held before it was divided.
    assertThat(noticed).isGreaterThan(25);
  }

  @Test
  void oneWrongBitAnywhereIsNoticed() throws IOException {
    for (int last = 1; last < 5; last++) {
      fill(data(), last);
    }
    Backup.make(data(), file(), false);
    byte[] sound = Files.readAllBytes(file());
    Random random = new Random(3);
    for (int i = 0; i < 60; i++) {
      byte[] flipped = sound.clone();
      flipped[random.nextInt(sound.length)] ^= (byte) (1 << random.nextInt(8));
      expectDamaged(flipped);
    }
    expectDamaged(Arrays.copyOf(sound, sound.length - 1));
    expectDamaged(Arrays.copyOf(sound, sound.length + 1));
  }

  private void expectDamaged(byte[] backup) throws IOException {
    Files.write(file(), backup);
    assertThatThrownBy(() -> Backup.check(file()))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining(file().toString());
  }

  @Test
  void aBackupThatIsPutInPlaceByHandIsAStore() throws IOException {
    fill(data(), 1);
    Backup.make(data(), file(), false);
    Files.createDirectory(other());
    Files.copy(file(), other().resolve("store.db"));
    fill(other(), 2);
    assertThat(last(other())).isEqualTo(2);
    // As is a store that is a backup by hand, if nobody uses it.
    assertThat(Backup.check(other().resolve("store.db")).lastEvent()).isEqualTo(2);
  }

  @Test
  void aStoreIsNoPlaceForItsCopyAndNoBackupOfItself() throws IOException {
    try (Store store = EmbeddedStore.open(data(), 10)) {
      store.append(List.of(all(1)));
      for (String own : List.of("store.db", "store.db-wal", "store.db-shm", "lock")) {
        assertThatThrownBy(() -> Backup.make(data(), data().resolve(own), true))
            .isInstanceOf(StoreException.class)
            .hasMessageContaining("is a stormd's own");
      }
      assertThatThrownBy(() -> Backup.restore(data().resolve("store.db"), other(), false))
          .isInstanceOf(StoreException.class)
          .hasMessageContaining("of a stormd that runs or was killed");
      assertThatThrownBy(() -> Backup.make(data(), temporary, true))
          .isInstanceOf(StoreException.class)
          .hasMessageContaining("is a folder");
      Backup.make(data(), data().resolve("copy.db"), false);
      store.append(List.of(all(2)));
    }
    assertThatThrownBy(() -> Backup.restore(data().resolve("store.db"), data(), true))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("is the store itself");
    assertThat(last(data())).isEqualTo(2);
    for (Path none : List.of(file(), temporary)) {
      assertThatThrownBy(() -> Backup.restore(none, other(), false))
          .isInstanceOf(StoreException.class)
          .hasMessageMatching("There is no file .*|.* is a folder.*");
    }
  }

  @Test
  void aFullDiskIsTheOneOfTheCopy() throws Exception {
    try (Store store = EmbeddedStore.open(data(), 10);
        Mount disk = Mount.of(temporary.resolve("disk"), "64k")) {
      store.append(List.of(all(1)));
      assertThatThrownBy(() -> Backup.make(data(), disk.folder().resolve("b.db"), false))
          .isInstanceOf(StoreException.class)
          .hasMessageContaining("Cannot write " + disk.folder())
          .hasMessageContaining("the disk is full");
    }
    Backup.make(data(), file(), false);
    try (Mount disk = Mount.of(temporary.resolve("small"), "64k")) {
      assertThatThrownBy(() -> Backup.restore(file(), disk.folder(), false))
          .isInstanceOf(StoreException.class)
          .hasMessageContaining(
              "Cannot write the store in " + disk.folder() + ": the disk is full");
      assertThat(disk.folder().resolve("store.db.part")).doesNotExist();
    }
  }

  private static void write(Store store, Path file) throws IOException {
    try (FileChannel copy = store.backup();
        var out = Files.newOutputStream(file)) {
      Channels.newInputStream(copy).transferTo(out);
    }
  }

  private static void fill(Path folder, long last) {
    try (Store store = EmbeddedStore.open(folder, 10)) {
      store.append(List.of(all(last)));
    }
  }

  private static long last(Path folder) {
    try (Store store = EmbeddedStore.open(folder, 10)) {
      return Kept.of(store).events().getLast().number();
    }
  }

  /** One commit that gives all objects the same number. */
  private static Commit all(long number) {
    List<Change> changes = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      changes.addAll(
          Commits.put(number, Commits.resource("res-" + i, number).with("x", "y".repeat(999)))
              .changes());
    }
    return new Commit(changes, List.of(Commits.event(number, Event.Type.UPDATED, "res-0")));
  }
}
