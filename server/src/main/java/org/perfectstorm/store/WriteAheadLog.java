package org.perfectstorm.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;

/**
 * SQLite's log of pages, looked at before SQLite takes it over: it reads as far as checksums are
 * right, and what stands behind a damaged place is gone without a word.
 *
 * <p>Each frame's checksum goes on from the one before, so frames behind a damaged one can still be
 * told from others. When the power was cut, one commit may stand behind pages that were never
 * written: it was not acknowledged, and is left out rightly. Two in a row cannot, since the first
 * was flushed before the second was written.
 *
 * @see <a href="https://www.sqlite.org/fileformat2.html#walformat">the format</a>
 */
final class WriteAheadLog implements AutoCloseable {
  private static final int HEADER = 32;
  private static final int FRAME_HEADER = 24;
  private static final int MAGIC = 0x377f0682;
  private static final int ACKNOWLEDGED = 2;

  private final Path log;
  private final FileChannel channel;
  private final ByteBuffer header = ByteBuffer.allocate(HEADER);
  private final ByteBuffer frame = ByteBuffer.allocate(FRAME_HEADER + Format.PAGE_SIZE);
  private final long frames;
  private final boolean hasHeader;
  private final ByteOrder order;

  private WriteAheadLog(Path log) throws IOException {
    this.log = log;
    this.channel = FileChannel.open(log, StandardOpenOption.READ);
    this.frames = Math.max(0, channel.size() - HEADER) / frame.capacity();
    read(header, 0);
    ByteOrder said = (header.getInt(0) & 1) == 1 ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
    this.hasHeader =
        (header.getInt(0) & ~1) == MAGIC
            && header.getInt(8) == Format.PAGE_SIZE
            && sum(said, 0, header, 0, FRAME_HEADER) == header.getLong(24);
    // Checksums are in the order of the machine that wrote them, likely this one.
    this.order = hasHeader ? said : ByteOrder.nativeOrder();
  }

  /**
   * Refuses a log that has lost what was acknowledged; nobody may write to it meanwhile.
   *
   * @throws StoreException if it has; the message says where, and how to go on
   */
  static void expectWholeIn(Path folder) throws IOException {
    Path log = folder.resolve(Database.FILE + "-wal");
    if (Files.exists(log) && Files.size(log) > HEADER) {
      try (WriteAheadLog read = new WriteAheadLog(log)) {
        read.expectWhole(folder.resolve(Database.FILE));
      }
    }
  }

  private void expectWhole(Path database) throws IOException {
    long salts = header.getLong(16);
    long sum = header.getLong(24);
    long at = 0;
    while (hasHeader && at < frames && follows(at, salts, sum)) {
      sum = frame.getLong(16);
      at++;
    }
    Behind behind = hasHeader ? behind(at, salts, sum) : ofOneLog();
    if (hasHeader && behind.commits >= ACKNOWLEDGED) {
      long place = HEADER + at * frame.capacity();
      throw new StoreException(
          "%s is damaged at byte %d, and whole commits behind that would be lost. Restore a backup (stormd restore --force), or go on without them: truncate -s %d %s"
              .formatted(log, place, place, log),
          null);
    }
    // A new log begins when the old one is in the database; then only its header may be torn.
    if (!hasHeader && behind.commits > 0 && !behind.isIn(database)) {
      throw new StoreException(
          "%s is damaged at its beginning, and its %d whole commits would be lost. Restore a backup (stormd restore --force), or go on without them: rm %s"
              .formatted(log, behind.commits, log),
          null);
    }
  }

  /** Reads a frame; whether it goes on where the checksum of the one before says. */
  private boolean follows(long number, long salts, long before) throws IOException {
    long sum = sumOf(number, before);
    return frame.getInt(0) != 0 && frame.getLong(8) == salts && sum == frame.getLong(16);
  }

  /**
   * The first two commits that follow each other behind a damaged frame, or fewer. That frame
   * counts if it ended a commit and the next one goes on from it.
   *
   * @param sum the checksum of the frame before it
   */
  private Behind behind(long damaged, long salts, long sum) throws IOException {
    Behind behind = new Behind();
    if (damaged + 1 >= frames) {
      return behind;
    }
    // It may be nothing but its checksum that is damaged.
    long computed = sumOf(damaged, sum);
    boolean isCommit = frame.getInt(4) != 0;
    if (isCommit
        && (follows(damaged + 1, salts, sumOf(damaged)) || follows(damaged + 1, salts, computed))) {
      behind.commits++;
    }
    for (long i = damaged + 1; i < frames && behind.commits < ACKNOWLEDGED; i++) {
      if (follows(i, salts, sumOf(i - 1)) || (i == damaged + 1 && follows(i, salts, computed))) {
        behind.add(i, frame.getInt(0), frame.getInt(4) != 0);
      } else {
        behind = new Behind();
      }
    }
    return behind;
  }

  /** The first frames that follow each other to a commit at least, whatever the header says. */
  private Behind ofOneLog() throws IOException {
    Behind behind = new Behind();
    for (long i = 0; i < frames; i++) {
      long before = i == 0 ? header.getLong(24) : sumOf(i - 1);
      if (follows(i, saltsOf(i), before)) {
        behind.add(i, frame.getInt(0), frame.getInt(4) != 0);
      } else if (behind.commits > 0) {
        break;
      } else {
        behind = new Behind();
      }
    }
    return behind;
  }

  /** What its checksum should be. */
  private long sumOf(long number, long before) throws IOException {
    read(frame, HEADER + number * frame.capacity());
    long sum = sum(order, before, frame, 0, 8);
    return sum(order, sum, frame, FRAME_HEADER, Format.PAGE_SIZE);
  }

  private long sumOf(long number) throws IOException {
    read(frame, HEADER + number * frame.capacity());
    return frame.getLong(16);
  }

  private long saltsOf(long number) throws IOException {
    read(frame, HEADER + number * frame.capacity());
    return frame.getLong(8);
  }

  private void read(ByteBuffer into, long from) throws IOException {
    into.clear();
    while (into.hasRemaining() && channel.read(into, from + into.position()) >= 0) {}
    while (into.hasRemaining()) {
      into.put((byte) 0);
    }
  }

  /** SQLite's checksum of some bytes, going on from another. */
  private static long sum(ByteOrder order, long before, ByteBuffer bytes, int from, int length) {
    ByteBuffer words = bytes.duplicate().order(order);
    int one = (int) (before >>> 32);
    int two = (int) before;
    for (int i = from; i < from + length; i += 8) {
      one += words.getInt(i) + two;
      two += words.getInt(i + 4) + one;
    }
    return ((long) one << 32) | (two & 0xffffffffL);
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }

  /** Commits that follow each other. */
  private final class Behind {
    private final Map<Integer, Long> begun = new HashMap<>();

    /** The frame of each page that was committed last. */
    private final Map<Integer, Long> committed = new HashMap<>();

    private long commits;

    void add(long number, int page, boolean commits) {
      begun.put(page, number);
      if (commits) {
        committed.putAll(begun);
        begun.clear();
        this.commits++;
      }
    }

    /** Whether every page is as in the database, so that nothing is lost with the log. */
    boolean isIn(Path database) throws IOException {
      ByteBuffer kept = ByteBuffer.allocate(Format.PAGE_SIZE);
      try (FileChannel file = FileChannel.open(database, StandardOpenOption.READ)) {
        for (Map.Entry<Integer, Long> page : committed.entrySet()) {
          kept.clear();
          while (kept.hasRemaining()
              && file.read(
                      kept,
                      ((page.getKey() & 0xffffffffL) - 1) * Format.PAGE_SIZE + kept.position())
                  >= 0) {}
          read(frame, HEADER + page.getValue() * frame.capacity());
          if (kept.hasRemaining()
              || !kept.flip().equals(frame.slice(FRAME_HEADER, Format.PAGE_SIZE))) {
            return false;
          }
        }
      }
      return true;
    }
  }
}
