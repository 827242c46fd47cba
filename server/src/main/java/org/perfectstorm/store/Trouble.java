package org.perfectstorm.store;

import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.Locale;
import org.sqlite.SQLiteException;

/** Says in words what went wrong with a store's folder, and what to do about it. */
final class Trouble {
  private Trouble() {}

  /** The exception for {@code verb}ing the store in a folder. */
  static StoreException of(String verb, Path folder, Exception cause) {
    return new StoreException(
        "Cannot %s the store in %s: %s".formatted(verb, folder, reason(folder, cause)), cause);
  }

  private static String reason(Path folder, Exception cause) {
    return switch (cause) {
      case AccessDeniedException e ->
          "no permission for " + e.getFile() + ". Choose a folder that is yours (--data).";
      case FileAlreadyExistsException e ->
          e.getFile() + " is not a folder. Choose another one (--data).";
      case FileSystemException e ->
          sentence(e.getReason() == null ? e.getMessage() : e.getReason())
              + " ("
              + e.getFile()
              + ").";
      case SQLiteException e -> reason(folder, e);
      default -> cause.getMessage() + ".";
    };
  }

  private static String reason(Path folder, SQLiteException cause) {
    int primary = cause.getResultCode().code & 0xFF;
    String file = folder.resolve(EmbeddedStore.FILE).toString();
    return switch (primary) {
      case 13 -> "the disk is full. Make room; what was acknowledged is safe.";
      case 8 -> file + " is read-only. Check the permissions of the folder and of the disk.";
      case 14 ->
          file + " cannot be opened. Check the permissions of the folder and the files in it.";
      case 3 -> "no permission for " + file + ". Check who owns it.";
      case 5, 6 -> "another program holds " + file + " (sqlite3?). End its transaction.";
      case 11, 26 ->
          file
              + " is damaged or no database. Restore a backup of the folder, or start with another"
              + " one (--data); agents find their resources again.";
      case 10 ->
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
