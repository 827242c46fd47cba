package org.perfectstorm.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;

/**
 * Which files a store was opened with. What is written goes into those, whatever becomes of their
 * names: if somebody removes or replaces them, nobody will ever find it again.
 */
final class OpenFiles {
  private final Path file;
  private final Path log;
  private final Object fileKey;
  private final Object logKey;

  OpenFiles(Path folder) throws IOException {
    this.file = folder.resolve(Database.FILE);
    this.log = folder.resolve(Database.FILE + "-wal");
    this.fileKey = key(file);
    this.logKey = key(log);
  }

  /**
   * @throws StoreException unless the files still have their names
   */
  void expectInPlace() {
    expect(file, fileKey);
    expect(log, logKey);
  }

  private static void expect(Path file, Object key) {
    try {
      if (Objects.equals(key(file), key)) {
        return;
      }
    } catch (IOException e) {
      throw moved(file, e);
    }
    throw moved(file, null);
  }

  private static Object key(Path file) throws IOException {
    return Files.readAttributes(file, BasicFileAttributes.class).fileKey();
  }

  private static StoreException moved(Path file, IOException cause) {
    return new StoreException(
        "%s was removed, moved or replaced while stormd uses it. Put it back, or start stormd again with what is there now."
            .formatted(file),
        cause);
  }
}
