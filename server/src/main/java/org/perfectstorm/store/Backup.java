package org.perfectstorm.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * A copy of a whole embedded store in one file, as it was at one moment: made while stormd runs,
 * and checked before it is trusted. It holds all that the store holds, secrets of jobs too, and is
 * readable for its owner only.
 *
 * @param objects how many objects there are
 * @param lastEvent the number of the last event; 0 if there is none
 * @param bytes its length
 */
public record Backup(long objects, long lastEvent, long bytes) {
  /**
   * Copies the store in a folder, whether a stormd uses it or not.
   *
   * @param folder where the store lives
   * @param file where the copy goes; appears only once it is whole
   * @param replace whether the file may be there already
   * @throws StoreException if the store cannot be read or the file not be written
   */
  public static Backup make(Path folder, Path file, boolean replace) {
    if (!Files.exists(folder.resolve(Database.FILE))) {
      throw new StoreException("There is no store in %s (--data).".formatted(folder), null);
    }
    return into(file, replace, part -> copy(folder, part));
  }

  /**
   * Copies what another one hands out, such as a running stormd.
   *
   * @see #make
   */
  public static Backup take(Source source, Path file, boolean replace) {
    return into(file, replace, source);
  }

  /**
   * Makes a folder's store what the file holds.
   *
   * @param file a backup
   * @param folder where the store will live; no stormd may use it
   * @param replace whether there may be a store already, which is lost then
   * @throws StoreException if the backup is damaged, there is a store, or it cannot be written;
   *     what is there is as it was then
   */
  public static Backup restore(Path file, Path folder, boolean replace) {
    Backup backup = check(file);
    EmbeddedStore.makeFolder(folder);
    Path target = folder.resolve(Database.FILE);
    Path part = folder.resolve(Database.FILE + ".part");
    try (FolderLock lock = FolderLock.take(folder)) {
      if (Files.exists(target) && Files.size(target) > 0 && !replace) {
        throw new StoreException(
            "There is a store in %s already. Choose another folder (--data), or replace it (--force)."
                .formatted(folder),
            null);
      }
      if (Files.exists(target) && Files.isSameFile(file, target)) {
        throw new StoreException("%s is the store itself, no backup.".formatted(file), null);
      }
      try {
        Files.copy(file, part, StandardCopyOption.REPLACE_EXISTING);
        Files.setPosixFilePermissions(part, PosixFilePermissions.fromString("rw-------"));
        Seal.remove(part);
        flush(part);
        finishLog(folder);
        Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
        Database.flushNames(folder);
      } finally {
        Files.deleteIfExists(part);
      }
      lock.release();
    } catch (IOException e) {
      throw Trouble.of("write", folder, e);
    }
    return backup;
  }

  /**
   * Reads a backup from its beginning to its end.
   *
   * @throws StoreException if it is none, or damaged
   */
  public static Backup check(Path file) {
    expectFile(file);
    try (Connection connection = Database.immutable(file)) {
      Format.expectReadable(file, connection);
      if (Seal.isBroken(file)) {
        throw new StoreException(
            file + " is damaged: it does not match its checksum. Take an older backup.", null);
      }
      try (Statement statement = connection.createStatement();
          ResultSet row = statement.executeQuery("PRAGMA quick_check(1)")) {
        row.next();
        if (!row.getString(1).equals("ok")) {
          throw new StoreException("%s is damaged: %s".formatted(file, row.getString(1)), null);
        }
      }
      long objects = checkObjects(file, connection);
      return new Backup(objects, lastEvent(connection), Files.size(file));
    } catch (SQLException e) {
      if (Trouble.isDamaged(e)) {
        throw new StoreException(file + " is damaged, or no backup of stormd's store.", e);
      }
      throw Trouble.ofFile("read", file, e);
    } catch (IOException e) {
      throw Trouble.ofFile("read", file, e);
    }
  }

  private static void expectFile(Path file) {
    Path log = file.resolveSibling(file.getFileName() + "-wal");
    if (!Files.exists(file)) {
      throw new StoreException("There is no file %s.".formatted(file), null);
    }
    if (Files.isDirectory(file)) {
      throw new StoreException("%s is a folder; a backup is a file.".formatted(file), null);
    }
    if (log.toFile().length() > 0) {
      throw new StoreException(
          "%s is the file of a stormd that runs or was killed: what was written last is in %s. Make a backup with: stormd backup --data %s FILE"
              .formatted(file, log, file.toAbsolutePath().getParent()),
          null);
    }
  }

  private static long checkObjects(Path file, Connection connection) throws SQLException {
    long objects = 0;
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT id, doc, crc FROM object")) {
      while (rows.next()) {
        long crc = rows.getLong(3);
        if (!rows.wasNull() && crc != Format.checksum(rows.getBytes(2))) {
          throw new StoreException(
              "%s is damaged: object %s does not match its checksum."
                  .formatted(file, rows.getString(1)),
              null);
        }
        objects++;
      }
    }
    return objects;
  }

  private static long lastEvent(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT max(number) FROM event")) {
      row.next();
      return row.getLong(1);
    }
  }

  /** Writes a whole copy to a file that is there and empty. */
  public interface Source {
    /** Writes it. */
    void writeTo(Path file) throws IOException;
  }

  /** What a store consists of is no place for a copy, not even of itself. */
  private static boolean isPartOfAStore(Path whole) {
    String name = whole.getFileName().toString();
    return (name.startsWith(Database.FILE) || name.equals(FolderLock.FILE))
        && Files.exists(whole.resolveSibling(FolderLock.FILE));
  }

  private static Backup into(Path file, boolean replace, Source source) {
    Path whole = file.toAbsolutePath().normalize();
    if (whole.getFileName() == null || Files.isDirectory(whole)) {
      throw new StoreException("%s is a folder. Name a file in it.".formatted(file), null);
    }
    if (!Files.isDirectory(whole.getParent())) {
      throw new StoreException(
          "Cannot write %s: there is no folder %s.".formatted(file, whole.getParent()), null);
    }
    if (isPartOfAStore(whole)) {
      throw new StoreException(
          "%s is a stormd's own. Choose another name for the copy.".formatted(file), null);
    }
    if (!replace && Files.exists(file)) {
      throw new StoreException(
          "%s is there already. Choose another name, or replace it (--force).".formatted(file),
          null);
    }
    Path part = whole.resolveSibling(whole.getFileName() + ".part");
    try {
      Files.deleteIfExists(part);
      Files.createFile(
          part, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      try {
        source.writeTo(part);
        Backup backup = check(part);
        flush(part);
        move(part, whole);
        Database.flushNames(whole.getParent());
        return backup;
      } finally {
        Files.deleteIfExists(part);
      }
    } catch (IOException e) {
      throw Trouble.ofFile("write", file, e);
    }
  }

  private static void move(Path part, Path whole) throws IOException {
    try {
      Files.move(part, whole, StandardCopyOption.ATOMIC_MOVE);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(part, whole, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  /** Copies the store as it is now; commits go on meanwhile. */
  static void copy(Connection connection, Path file) throws SQLException, IOException {
    try (PreparedStatement statement = connection.prepareStatement("VACUUM INTO ?")) {
      statement.setString(1, file.toString());
      statement.executeUpdate();
    } catch (SQLException e) {
      if (Trouble.isFull(e)) {
        throw Trouble.ofFile("write", file, e);
      }
      throw e;
    }
    Seal.put(file);
  }

  private static void copy(Path folder, Path file) throws IOException {
    try (Connection connection = Database.readable(folder)) {
      copy(connection, file);
    } catch (SQLException e) {
      if (!Trouble.isUnwritable(e)) {
        throw Trouble.of("copy", folder, e);
      }
      copyUnwritable(folder, file, Trouble.of("copy", folder, e));
    }
  }

  private static void copyUnwritable(Path folder, Path file, StoreException why) {
    try (FolderLock lock = FolderLock.takeUnwritable(folder);
        Connection connection = Database.unwritable(folder)) {
      Files.write(file, new byte[0]);
      copy(connection, file);
      lock.release();
    } catch (SQLException | IOException e) {
      why.addSuppressed(e);
      throw why;
    }
  }

  /** What a killed stormd left in its log belongs to the store that goes: nobody may apply it. */
  private static void finishLog(Path folder) throws IOException {
    if (Files.exists(folder.resolve(Database.FILE))) {
      try (Connection connection = Database.writable(folder)) {
        // Taken over, so that the old store is whole until the very moment it is replaced.
        Recovery.look(folder, null).done(connection);
      } catch (SQLException damaged) {
        // Then there is nothing to keep whole.
      }
    }
    Files.deleteIfExists(folder.resolve(Database.FILE + "-wal"));
    Files.deleteIfExists(folder.resolve(Database.FILE + "-shm"));
  }

  private static void flush(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.force(true);
    }
  }
}
