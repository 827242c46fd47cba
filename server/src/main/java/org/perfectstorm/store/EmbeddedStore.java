package org.perfectstorm.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.perfectstorm.model.LogPart;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A store in a folder of this machine, kept by SQLite: nothing to install, one process at a time.
 *
 * <p>Its tables can be read with the {@code sqlite3} tool while stormd runs; {@link Format} says
 * what they hold. A batch is one transaction and one flush to disk (write-ahead log, {@code
 * synchronous=FULL}), however many commits it has.
 *
 * <p>Where nothing can be written, because the disk is full or the folder is somebody else's, it is
 * opened all the same if there is something to read; it then becomes writable as soon as it can.
 */
public final class EmbeddedStore implements Store {
  private static final Logger LOG = LoggerFactory.getLogger(EmbeddedStore.class);

  /** What the names of copies begin with that are made to be handed out. */
  private static final String COPY = ".stormd-copy-";

  /** How long it is kept what resources and groups were, unless said. */
  public static final Duration KEPT_HISTORY = Duration.ofDays(1);

  /** How often a store that cannot be written is tried again at most. */
  private static final long AGAIN_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final Path folder;
  private final int keptEvents;
  private final Duration keptHistory;
  private final History history;
  private FolderLock lock;
  private Connection connection;

  /** Null as long as nothing can be written. */
  private OpenFiles files;

  /** Why the connection cannot write; null if it can. */
  private StoreException unwritable;

  private long tried;

  /** The numbers of the last events, if the connection cannot write. */
  private Last seen;

  /** Another one as soon as the store can be written. */
  private volatile Readers readers;

  /** Null when it must be made anew: after an error SQLite's statements are of no use any more. */
  private Writing writing;

  private EmbeddedStore(Path folder, int keptEvents, Duration keptHistory) {
    this.folder = folder;
    this.keptHistory = keptHistory;
    this.history = new HistoryReading(folder, () -> readers);
    this.keptEvents = keptEvents;
  }

  /** The numbers of the last event and the last membership event. */
  private record Last(long event, long memberEvent) {
    static Last in(Connection connection) throws SQLException {
      try (Statement statement = connection.createStatement();
          ResultSet row =
              statement.executeQuery(
                  "SELECT (SELECT max(number) FROM event),"
                      + " (SELECT max(number) FROM member_event)")) {
        row.next();
        return new Last(row.getLong(1), row.getLong(2));
      }
    }
  }

  /**
   * Opens the store in a folder, which is made if it is missing, readable for its owner only.
   *
   * @param folder where the store lives
   * @param keptEvents how many of the newest events are kept, 1 or more
   * @throws StoreException if the folder cannot be used, is in use by another process, or holds
   *     something that this version cannot read
   */
  public static EmbeddedStore open(Path folder, int keptEvents) {
    return open(folder, keptEvents, KEPT_HISTORY);
  }

  /**
   * As {@link #open(Path, int)}.
   *
   * @param keptHistory how long it is kept what resources and groups were; null for no history
   */
  public static EmbeddedStore open(Path folder, int keptEvents, Duration keptHistory) {
    if (keptEvents < 1) {
      throw new IllegalArgumentException("kept events: expected 1 or more, got " + keptEvents);
    }
    makeFolder(folder);
    EmbeddedStore store = new EmbeddedStore(folder, keptEvents, keptHistory);
    try {
      store.openWritable();
    } catch (Unwritable why) {
      store.openUnwritable(why.reason);
    }
    return store;
  }

  @Override
  public void load(Contents contents) {
    try {
      Loading.load(folder, connection, keptEvents, contents);
    } catch (SQLException e) {
      throw Trouble.of("read", folder, e);
    }
  }

  @Override
  public void append(List<Commit> commits) {
    if (unwritable != null) {
      tryAgain();
    }
    files.expectInPlace();
    try {
      if (writing == null) {
        writing = new Writing(connection, keptEvents, keptHistory);
      }
      writing.write(commits);
    } catch (SQLException e) {
      StoreException trouble = Trouble.of("write", folder, e);
      undo(trouble);
      throw trouble;
    } catch (RuntimeException | Error e) {
      undo(e);
      throw e;
    }
  }

  @Override
  public LogPart log(String job, long start, int most) {
    return readers.read(connection -> LogReading.read(connection, job, start, most));
  }

  @Override
  public History history() {
    return history;
  }

  @Override
  public FileChannel backup() {
    try {
      Path copy = Files.createTempFile(folder, COPY, ".db");
      try {
        readers.read(
            connection -> {
              Backup.copy(connection, copy);
              return null;
            });
        return FileChannel.open(copy, StandardOpenOption.READ);
      } finally {
        // What is open can be read to its end; what nobody has open is gone even if we are killed.
        Files.delete(copy);
      }
    } catch (IOException e) {
      throw Trouble.of("copy", folder, e);
    }
  }

  @Override
  public String trouble() {
    return unwritable == null ? null : unwritable.getMessage();
  }

  /** Its folder. */
  @Override
  public String toString() {
    return folder.toString();
  }

  @Override
  public void close() {
    try {
      readers.close();
      if (writing != null) {
        writing.close();
      }
      connection.close();
      lock.release();
    } catch (SQLException e) {
      throw Trouble.of("close", folder, e);
    } finally {
      lock.close();
    }
  }

  /** For tests: the file may not grow beyond so many pages, as if the disk were full. */
  void limitPages(int pages) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("PRAGMA max_page_count = " + pages);
    }
  }

  /** It could perhaps be read, but not written. */
  private static final class Unwritable extends Exception {
    private final StoreException reason;

    Unwritable(StoreException reason) {
      super(reason);
      this.reason = reason;
    }
  }

  /** Takes lock and connection, both or none. */
  private void openWritable() throws Unwritable {
    FolderLock taken;
    try {
      taken = FolderLock.take(folder);
    } catch (IOException e) {
      throw new Unwritable(Trouble.of("write", folder, e));
    }
    Connection opened = null;
    try {
      Recovery.expectWhole(folder);
      WriteAheadLog.expectWholeIn(folder);
      Recovery recovery = Recovery.look(folder, taken.abandonedBy());
      opened = Database.writable(folder);
      Format.prepare(folder, opened);
      String recovered = recovery.done(opened);
      if (recovered != null) {
        LOG.info("Store: {}", recovered);
      }
      removeCopies();
      files = new OpenFiles(folder);
      lock = taken;
      connection = opened;
      readers = new Readers(folder, Database::readable);
    } catch (SQLException | IOException e) {
      StoreException trouble = Trouble.of(e instanceof IOException ? "write" : "open", folder, e);
      closeQuietly(opened, trouble);
      taken.close();
      if (Trouble.isUnwritable(e)) {
        throw new Unwritable(trouble);
      }
      throw trouble;
    } catch (RuntimeException | Error e) {
      closeQuietly(opened, e);
      taken.close();
      throw e;
    }
  }

  /** A process that was killed may have left some. */
  private void removeCopies() throws IOException {
    try (DirectoryStream<Path> copies = Files.newDirectoryStream(folder, COPY + "*.db")) {
      for (Path copy : copies) {
        Files.delete(copy);
      }
    }
  }

  private void openUnwritable(StoreException why) {
    FolderLock taken = FolderLock.takeUnwritable(folder);
    Connection opened = null;
    try {
      if (!Files.exists(folder.resolve(Database.FILE))
          || Files.size(folder.resolve(Database.FILE)) == 0) {
        throw why;
      }
      WriteAheadLog.expectWholeIn(folder);
      opened = Database.unwritable(folder);
      Format.expectCurrent(folder, opened, why);
      seen = Last.in(opened);
      lock = taken;
      connection = opened;
      readers = new Readers(folder, Database::unwritable);
      unwritable = why;
      tried = System.nanoTime();
    } catch (SQLException | IOException e) {
      why.addSuppressed(e);
      closeQuietly(opened, why);
      taken.close();
      throw why;
    } catch (RuntimeException | Error e) {
      closeQuietly(opened, e);
      taken.close();
      throw e;
    }
  }

  /** Makes a store that could not be written writable, or says why it still is not. */
  private void tryAgain() {
    if (System.nanoTime() - tried < AGAIN_NANOS) {
      throw unwritable;
    }
    tried = System.nanoTime();
    readers.close();
    closeQuietly(connection, unwritable);
    lock.close();
    try {
      openWritable();
      if (!Last.in(connection).equals(seen)) {
        throw new StoreException(
            "The store in %s was written by another stormd meanwhile. Start this one again."
                .formatted(folder),
            null);
      }
      unwritable = null;
    } catch (Unwritable still) {
      openUnwritable(still.reason);
      throw still.reason;
    } catch (SQLException e) {
      throw Trouble.of("write", folder, e);
    }
  }

  private void undo(Throwable why) {
    Writing broken = writing;
    writing = null;
    if (broken != null) {
      try {
        broken.undo();
      } catch (SQLException e) {
        why.addSuppressed(e);
      }
    }
  }

  /** Makes the folder if it is missing. */
  static void makeFolder(Path folder) {
    try {
      if (!Files.isDirectory(folder)) {
        // What clouds return may hold secrets, so the folder is the owner's alone.
        Files.createDirectories(
            folder,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        Database.flushNames(folder.toAbsolutePath().getParent());
      }
    } catch (IOException | UnsupportedOperationException e) {
      throw Trouble.of("make the folder", folder, e);
    }
  }

  private static void closeQuietly(Connection connection, Throwable why) {
    try {
      if (connection != null) {
        connection.close();
      }
    } catch (SQLException e) {
      why.addSuppressed(e);
    }
  }
}
