package org.perfectstorm.store;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/**
 * What a process did to its files, call by call ({@code disk.c} writes it down), and what the files
 * may look like if the power is cut at any moment: what was flushed is there, of what was written
 * since then each call is there as a whole, in part, or not at all.
 */
final class Disk {
  private static final int SECTOR = 512;
  private static final List<String> FILES = List.of("store.db", "store.db-wal", "acknowledged");

  private final List<Call> calls;

  private Disk(List<Call> calls) {
    this.calls = calls;
  }

  /** One call that succeeded; or, of type F, a flush that failed. */
  @SuppressWarnings("ArrayRecordComponent")
  private record Call(char type, int file, long offset, byte[] bytes) {}

  /** A file while a trace is followed. */
  private static final class Content {
    private byte[] durable = new byte[0];
    private final List<Call> pending = new ArrayList<>();

    void flushed() {
      pending.forEach(call -> apply(call, 0, call.bytes.length));
      pending.clear();
    }

    /** Linux may drop what a flush that failed did not write, and never says so again. */
    void lost(Random random) {
      pending.forEach(call -> applyPerhaps(call, random));
      pending.clear();
    }

    byte[] afterPowerCut(Random random) {
      byte[] before = durable;
      durable = durable.clone();
      pending.forEach(call -> applyPerhaps(call, random));
      byte[] image = durable;
      durable = before;
      return image;
    }

    byte[] withoutPowerCut() {
      byte[] before = durable;
      durable = durable.clone();
      pending.forEach(call -> apply(call, 0, call.bytes.length));
      byte[] image = durable;
      durable = before;
      return image;
    }

    private void applyPerhaps(Call call, Random random) {
      int sectors = call.bytes.length / SECTOR;
      switch (random.nextInt(sectors > 1 ? 3 : 2)) {
        case 0 -> {}
        case 1 -> apply(call, 0, call.bytes.length);
        default -> {
          int from = random.nextInt(sectors);
          int to = from + 1 + random.nextInt(sectors - from);
          apply(call, from * SECTOR, to * SECTOR);
        }
      }
    }

    private void apply(Call call, int from, int to) {
      if (call.type == 'T') {
        durable = Arrays.copyOf(durable, (int) call.offset);
        return;
      }
      int end = (int) call.offset + to;
      if (end > durable.length) {
        durable = Arrays.copyOf(durable, end);
      }
      System.arraycopy(call.bytes, from, durable, (int) call.offset + from, to - from);
    }
  }

  /** Compiles the library; the test is skipped where that is not possible. */
  static Path library(Path folder) throws IOException, InterruptedException {
    Path source = folder.resolve("disk.c");
    Path library = folder.resolve("disk.so");
    try (InputStream in = Disk.class.getResourceAsStream("disk.c")) {
      Files.write(source, in.readAllBytes());
    }
    int code = -1;
    try {
      Process gcc =
          new ProcessBuilder(
                  List.of("gcc", "-O1", "-shared", "-fPIC", "-o", library + "", source + ""))
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      code = gcc.waitFor(60, TimeUnit.SECONDS) ? gcc.exitValue() : -1;
    } catch (IOException noCompiler) {
      // Said below.
    }
    assumeTrue(code == 0, "there is no gcc that makes a library");
    return library;
  }

  static Disk read(Path trace) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(trace)).order(ByteOrder.LITTLE_ENDIAN);
    List<Call> calls = new ArrayList<>();
    while (bytes.remaining() >= 16) {
      char type = (char) bytes.get();
      int file = bytes.get();
      bytes.getShort();
      int length = bytes.getInt();
      long offset = bytes.getLong();
      if (length > bytes.remaining()) {
        break; // The process was killed here.
      }
      byte[] written = new byte[length];
      bytes.get(written);
      calls.add(new Call(type, file, offset, written));
    }
    return new Disk(calls);
  }

  int calls() {
    return calls.size();
  }

  /** Called with each moment at which the power was cut. */
  interface Cut {
    /**
     * @param folder what is left of the files
     * @param acknowledged the last number that was acknowledged before; 0 if none was
     */
    void at(Path folder, long acknowledged) throws IOException;
  }

  /** Cuts the power at so many moments of the trace, in order. */
  void cutPower(int times, Random random, Path folder, Cut cut) throws IOException {
    int[] moments = random.ints(times, 1, calls.size()).sorted().toArray();
    Content[] files = {new Content(), new Content(), new Content()};
    int done = 0;
    for (int i = 0; i < times; i++) {
      for (; done < moments[i]; done++) {
        Call call = calls.get(done);
        Content file = files[call.file];
        switch (call.type) {
          case 'S' -> file.flushed();
          case 'F' -> file.lost(random);
          default -> file.pending.add(call);
        }
      }
      Path image = Files.createDirectories(folder.resolve("cut-" + i));
      for (int file = 0; file < 2; file++) {
        byte[] left = files[file].afterPowerCut(random);
        if (left.length > 0) {
          Files.write(image.resolve(FILES.get(file)), left);
        }
      }
      cut.at(image, acknowledged(files[2].withoutPowerCut()));
    }
  }

  private static long acknowledged(byte[] numbers) {
    return numbers.length < 8 ? 0 : ByteBuffer.wrap(numbers).getLong(numbers.length / 8 * 8 - 8);
  }
}
