package org.perfectstorm.store;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Locale;
import org.sqlite.SQLiteException;

/** Says in words what went wrong with a store's folder, and what to do about it. */
final class Trouble {
  // SQLite's result codes.
  private static final int NO_PERMISSION = 3;
  private static final int BUSY = 5;
  private static final int LOCKED = 6;
  private static final int READ_ONLY = 8;
  private static final int FAILED = 10;
  private static final int CORRUPT = 11;
  private static final int FULL = 13;
  private static final int CANNOT_OPEN = 14;
  private static final int NO_DATABASE = 26;

  private static final String FULL_DISK =
      "the disk is full. Make room; what was acknowledged is safe.";

  /** SQLite needs 32 KB for a file that it shares with readers. */
  private static final long FULL_BYTES = 1 << 16;

  private Trouble() {}

  /** The exception for {@code verb}ing the store in a folder. */
  static StoreException of(String verb, Path folder, Exception cause) {
    return new StoreException(
        "Cannot %s the store in %s: %s"
            .formatted(verb, folder, reason(folder.resolve(Database.FILE), cause)),
        cause);
  }

  /** The exception for {@code verb}ing a file that is no store's own. */
  static StoreException ofFile(String verb, Path file, Exception cause) {
    return new StoreException(
        "Cannot %s %s: %s".formatted(verb, file, reason(file.toAbsolutePath(), cause)), cause);
  }

  /** Whether a failure means that the file is not what it was, or never was a database. */
  static boolean isDamaged(SQLException cause) {
    return cause instanceof SQLiteException e
        && (primary(e) == CORRUPT || primary(e) == NO_DATABASE);
  }

  /**
   * Whether a failure may mean that nothing can be written now, while what is there can be read.
   */
  static boolean isUnwritable(Exception cause) {
    return switch (cause) {
      case IOException e -> true;
      case SQLiteException e ->
          switch (primary(e)) {
            case FULL, READ_ONLY, CANNOT_OPEN, NO_PERMISSION, FAILED -> true;
            default -> false;
          };
      default -> false;
    };
  }

  /** Whether what was to be written found no room. */
  static boolean isFull(SQLException cause) {
    return cause instanceof SQLiteException e && primary(e) == FULL;
  }

  private static int primary(SQLiteException e) {
    return e.getResultCode().code & 0xFF;
  }

  private static boolean isFull(Path file) {
    try {
      return Files.getFileStore(file.getParent()).getUsableSpace() < FULL_BYTES;
    } catch (IOException e) {
      return false;
    }
  }

  private static String reason(Path file, Exception cause) {
    return switch (cause) {
      case AccessDeniedException e ->
          "no permission for " + e.getFile() + ". Choose a folder that is yours (--data).";
      case FileAlreadyExistsException e ->
          e.getFile() + " is not a folder. Choose another one (--data).";
      case NoSuchFileException e -> "there is no " + e.getFile() + ".";
      case FileSystemException e when "No space left on device".equals(e.getReason()) -> FULL_DISK;
      case FileSystemException e ->
          sentence(e.getReason() == null ? e.getMessage() : e.getReason())
              + " ("
              + e.getFile()
              + ").";
      case SQLiteException e -> reason(file, e);
      default -> cause.getMessage() + ".";
    };
  }

  private static String reason(Path file, SQLiteException cause) {
    int code = primary(cause);
    // Where there is no room for a file of its own, SQLite says something else.
    if (code == FULL || ((code == CANNOT_OPEN || code == FAILED) && isFull(file))) {
      return FULL_DISK;
    }
    return switch (code) {
      case READ_ONLY ->
          file + " is read-only. Check the permissions of the folder and of the disk.";
      case CANNOT_OPEN ->
          file + " cannot be opened. Check the permissions of the folder and the files in it.";
      case NO_PERMISSION -> "no permission for " + file + ". Check who owns it.";
      case BUSY, LOCKED -> "another program holds " + file + " (sqlite3?). End its transaction.";
      case CORRUPT, NO_DATABASE ->
          file
              + " is damaged or no database. Restore a backup of the folder, or start with another"
              + " one (--data); agents find their resources again.";
      case FAILED ->
          "the disk failed ("
              + cause.getResultCode().name().toLowerCase(Locale.ROOT)
              + "). Check the disk and the system's log.";
      default -> cause.getResultCode().name().toLowerCase(Locale.ROOT) + ": " + cause.getMessage();
    };
  }

  private static String sentence(String reason) {
    return reason.isEmpty()
        ? reason
        : reason.substring(0, 1).toLowerCase(Locale.ROOT) + reason.substring(1);
  }
}
