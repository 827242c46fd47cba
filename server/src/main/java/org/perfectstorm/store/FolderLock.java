package org.perfectstorm.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
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
  /** The lock's name inside the folder; the file holds the number of the process. */
  static final String FILE = "lock";

  /**
   * What this process holds itself: the system's locks are per process, and looking at a lock file
   * a second time would let go of the first.
   */
  private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

  private final Path real;
  private final FileChannel channel;

  private FolderLock(Path real, FileChannel channel) {
    this.real = real;
    this.channel = channel;
  }

  static FolderLock take(Path folder) {
    try {
      Path real = folder.toRealPath();
      if (!HELD.add(real)) {
        throw inUse(folder, "this process");
      }
      try {
        return lock(folder, real);
      } catch (IOException | RuntimeException | Error e) {
        HELD.remove(real);
        throw e;
      }
    } catch (IOException e) {
      throw Trouble.of("lock", folder, e);
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
      if (lock == null) {
        throw inUse(folder, holder(channel));
      }
      channel.truncate(0);
      String pid = ProcessHandle.current().pid() + "\n";
      channel.write(ByteBuffer.wrap(pid.getBytes(StandardCharsets.US_ASCII)), 0);
      return new FolderLock(real, channel);
    } catch (IOException | RuntimeException | Error e) {
      channel.close();
      throw e;
    }
  }

  private static String holder(FileChannel channel) throws IOException {
    ByteBuffer pid = ByteBuffer.allocate(20);
    channel.read(pid, 0);
    String text = new String(pid.array(), 0, pid.position(), StandardCharsets.US_ASCII).strip();
    return text.matches("[0-9]+") ? "process " + text : "another process";
  }

  private static StoreException inUse(Path folder, String holder) {
    return new StoreException(
        "The store in %s is in use by %s. Stop that stormd first, or give this one a folder of its own (--data)."
            .formatted(folder, holder),
        null);
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw Trouble.of("unlock", real, e);
    } finally {
      HELD.remove(real);
    }
  }
}
