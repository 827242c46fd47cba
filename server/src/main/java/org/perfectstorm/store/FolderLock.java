package org.perfectstorm.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.NonWritableChannelException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Holds a folder for this process, so that a second one is refused. The operating system lets go
 * when the process ends, however it ends.
 */
final class FolderLock implements AutoCloseable {
  /** The lock's name inside the folder; while it is held, the file holds the process's number. */
  static final String FILE = "lock";

  /**
   * What this process holds itself: the system's locks are per process, and looking at a lock file
   * a second time would let go of the first.
   */
  private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

  private final Path real;

  /** Null if there is no file that could be locked. */
  private final FileChannel channel;

  private final String abandonedBy;

  private FolderLock(Path real, FileChannel channel, String abandonedBy) {
    this.real = real;
    this.channel = channel;
    this.abandonedBy = abandonedBy;
  }

  /** How a folder's lock is taken. */
  private interface Taking {
    FolderLock take(Path folder, Path real) throws IOException;
  }

  /**
   * Takes a folder for writing.
   *
   * @throws StoreException if it is in use
   * @throws IOException if nothing can be written there
   */
  static FolderLock take(Path folder) throws IOException {
    return take(folder, FolderLock::lock);
  }

  /**
   * Takes a folder in which nothing can be written: several processes may read it at once, but
   * nobody may write to it meanwhile.
   *
   * @throws StoreException if it is in use
   */
  static FolderLock takeUnwritable(Path folder) {
    try {
      return take(folder, FolderLock::lockShared);
    } catch (IOException e) {
      throw Trouble.of("lock", folder, e);
    }
  }

  private static FolderLock take(Path folder, Taking taking) throws IOException {
    Path real = folder.toRealPath();
    if (!HELD.add(real)) {
      throw inUse(folder, "this process");
    }
    try {
      return taking.take(folder, real);
    } catch (IOException | RuntimeException | Error e) {
      HELD.remove(real);
      throw e;
    }
  }

  private static FolderLock lock(Path folder, Path real) throws IOException {
    FileChannel channel =
        FileChannel.open(
            real.resolve(FILE),
            StandardOpenOption.READ,
            StandardOpenOption.WRITE,
            StandardOpenOption.CREATE);
    try {
      FileLock lock = channel.tryLock();
      String holder = holder(channel);
      if (lock == null) {
        throw inUse(folder, holder == null ? "another process" : holder);
      }
      write(channel);
      return new FolderLock(real, channel, holder);
    } catch (IOException | RuntimeException | Error e) {
      channel.close();
      throw e;
    }
  }

  /** Says who holds the lock; on a full disk that stays unsaid. */
  @SuppressWarnings("EmptyCatch")
  private static void write(FileChannel channel) {
    String pid = ProcessHandle.current().pid() + "\n";
    try {
      channel.truncate(0);
      channel.write(ByteBuffer.wrap(pid.getBytes(StandardCharsets.US_ASCII)), 0);
    } catch (IOException e) {
      // The lock is what counts.
    }
  }

  private static FolderLock lockShared(Path folder, Path real) throws IOException {
    FileChannel channel;
    try {
      channel = FileChannel.open(real.resolve(FILE), StandardOpenOption.READ);
    } catch (IOException e) {
      return new FolderLock(real, null, null);
    }
    try {
      if (channel.tryLock(0, Long.MAX_VALUE, true) == null) {
        String holder = holder(channel);
        throw inUse(folder, holder == null ? "another process" : holder);
      }
      return new FolderLock(real, channel, null);
    } catch (IOException | RuntimeException | Error e) {
      channel.close();
      throw e;
    }
  }

  /** The process that the file names, {@code process 123}; null if it names none. */
  private static String holder(FileChannel channel) throws IOException {
    ByteBuffer pid = ByteBuffer.allocate(20);
    channel.read(pid, 0);
    String text = new String(pid.array(), 0, pid.position(), StandardCharsets.US_ASCII).strip();
    return text.matches("[0-9]+") ? "process " + text : null;
  }

  private static StoreException inUse(Path folder, String holder) {
    return new StoreException(
        "The store in %s is in use by %s. Stop that stormd first, or give this one a folder of its own (--data)."
            .formatted(folder, holder),
        null);
  }

  /** The process that held the folder last and ended without letting go of it; null if none. */
  String abandonedBy() {
    return abandonedBy;
  }

  /** Says that everything was left in order; then {@link #close} follows. */
  @SuppressWarnings("EmptyCatch")
  void release() {
    try {
      if (channel != null) {
        channel.truncate(0);
      }
    } catch (IOException | NonWritableChannelException e) {
      // The next one will look closer than it needs to.
    }
  }

  @Override
  public void close() {
    try {
      if (channel != null) {
        channel.close();
      }
    } catch (IOException e) {
      throw Trouble.of("unlock", real, e);
    } finally {
      HELD.remove(real);
    }
  }
}
