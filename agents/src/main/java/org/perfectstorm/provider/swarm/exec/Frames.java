package org.perfectstorm.provider.swarm.exec;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/**
 * What a container printed, as Docker tells it: frames of its two channels. The same may be read
 * several times; what was handed on is not handed on again. Not for sharing between threads.
 */
final class Frames {
  private static final int CHANNELS = 3;
  private static final int PIECE = 8 << 10;

  private final Consumer<String> out;
  private final long[] handedOn = new long[CHANNELS];
  private final CharsetDecoder[] decoders = new CharsetDecoder[CHANNELS];

  /** The beginning of a character whose end has not come. */
  private final ByteBuffer[] begun = new ByteBuffer[CHANNELS];

  Frames(Consumer<String> out) {
    this.out = out;
    for (int i = 0; i < CHANNELS; i++) {
      decoders[i] =
          StandardCharsets.UTF_8
              .newDecoder()
              .onMalformedInput(CodingErrorAction.REPLACE)
              .onUnmappableCharacter(CodingErrorAction.REPLACE);
      begun[i] = ByteBuffer.allocate(PIECE + 8);
    }
  }

  /** Reads to the end, from the beginning of what was printed. */
  void read(InputStream stream) throws IOException {
    DataInputStream in = new DataInputStream(stream);
    long[] seen = new long[CHANNELS];
    byte[] piece = new byte[PIECE];
    while (true) {
      int channel = in.read();
      if (channel < 0) {
        return;
      }
      if (channel >= CHANNELS || in.skipBytes(3) != 3) {
        throw new IOException("not the output of a container");
      }
      long left = Integer.toUnsignedLong(in.readInt());
      while (left > 0) {
        int count = in.read(piece, 0, (int) Math.min(left, PIECE));
        if (count < 0) {
          throw new EOFException("the output of a container ends too early");
        }
        left -= count;
        int known = Math.clamp(handedOn[channel] - seen[channel], 0, count);
        seen[channel] += count;
        handOn(channel, piece, known, count - known);
      }
    }
  }

  private void handOn(int channel, byte[] bytes, int offset, int length) {
    if (length == 0) {
      return;
    }
    handedOn[channel] += length;
    ByteBuffer input = begun[channel].put(bytes, offset, length).flip();
    CharBuffer text = CharBuffer.allocate(input.remaining() + 1);
    decoders[channel].decode(input, text, false);
    input.compact();
    if (text.flip().hasRemaining()) {
      out.accept(text.toString());
    }
  }
}
