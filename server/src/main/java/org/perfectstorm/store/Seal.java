package org.perfectstorm.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.CRC32C;

/**
 * The checksum of a whole backup, history and events and all. It stands in the file's own header,
 * in the four bytes that SQLite leaves to programs ({@code PRAGMA user_version}); zero for none, as
 * in a store that is written to.
 */
final class Seal {
  private static final int PLACE = 60;
  private static final int BYTES = 4;
  private static final int AT_ONCE = 1 << 16;

  private Seal() {}

  /** Seals a file that is whole. */
  static void put(Path file) throws IOException {
    write(file, checksum(file));
  }

  /** Makes a store of a backup. */
  static void remove(Path file) throws IOException {
    write(file, 0);
  }

  /** Whether a file is not what was sealed; never of one without a seal. */
  static boolean isBroken(Path file) throws IOException {
    ByteBuffer seal = ByteBuffer.allocate(BYTES);
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      if (channel.read(seal, PLACE) < BYTES) {
        return false;
      }
    }
    return seal.getInt(0) != 0 && seal.getInt(0) != checksum(file);
  }

  private static void write(Path file, int seal) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      ByteBuffer bytes = ByteBuffer.allocate(BYTES).putInt(seal).flip();
      channel.write(bytes, PLACE);
    }
  }

  /** Of all bytes, as if there were no seal; never zero. */
  private static int checksum(Path file) throws IOException {
    CRC32C crc = new CRC32C();
    ByteBuffer bytes = ByteBuffer.allocate(AT_ONCE);
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      for (boolean isFirst = true; channel.read(bytes) >= 0; bytes.clear()) {
        if (isFirst) {
          bytes.putInt(PLACE, 0);
        }
        isFirst = false;
        crc.update(bytes.flip());
      }
    }
    int checksum = (int) crc.getValue();
    return checksum == 0 ? 1 : checksum;
  }
}
