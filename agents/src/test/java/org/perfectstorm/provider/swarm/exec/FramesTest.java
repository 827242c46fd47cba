package org.perfectstorm.provider.swarm.exec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class FramesTest {
  private final StringBuilder out = new StringBuilder();
  private final Frames frames = new Frames(out::append);

  @Test
  void whatWasReadBeforeIsNotHandedOnAgain() throws IOException {
    frames.read(in(frame(1, "one\n"), frame(2, "oops\n")));
    // The channels may come in another order the next time.
    frames.read(in(frame(2, "oops\n"), frame(1, "one\ntwo\n"), frame(2, "again\n")));
    frames.read(in(frame(1, "one\n")));
    assertThat(out).hasToString("one\noops\ntwo\nagain\n");
  }

  @Test
  void aCharacterThatIsCutGoesOnInTheNextFrame() throws IOException {
    byte[] bytes = "é€😀x".getBytes(StandardCharsets.UTF_8);
    byte[][] each = new byte[bytes.length][];
    for (int i = 0; i < bytes.length; i++) {
      each[i] = frame(1, Arrays.copyOfRange(bytes, i, i + 1));
    }
    frames.read(in(each));
    assertThat(out).hasToString("é€😀x");
  }

  @Test
  void bytesThatAreNoTextDoNoHarm() throws IOException {
    byte[] any = new byte[256];
    for (int i = 0; i < any.length; i++) {
      any[i] = (byte) i;
    }
    frames.read(in(frame(1, any), frame(1, "after\n")));
    assertThat(out.toString()).endsWith("after\n");
  }

  @Test
  void longOutputPasses() throws IOException {
    String text = "0123456789ü".repeat(20_000);
    frames.read(in(frame(1, text)));
    assertThat(out).hasToString(text);
  }

  @Test
  void whatIsNoOutputOrCutOffIsSaid() {
    assertThatThrownBy(() -> frames.read(in("<html>....".getBytes(StandardCharsets.UTF_8))))
        .isInstanceOf(IOException.class);
    byte[] cut = Arrays.copyOf(frame(1, "hello"), 10);
    assertThatThrownBy(() -> frames.read(in(cut))).isInstanceOf(IOException.class);
    assertThat(out).hasToString("he");
  }

  static byte[] frame(int channel, String text) {
    return frame(channel, text.getBytes(StandardCharsets.UTF_8));
  }

  private static byte[] frame(int channel, byte[] bytes) {
    return ByteBuffer.allocate(8 + bytes.length)
        .put(new byte[] {(byte) channel, 0, 0, 0})
        .putInt(bytes.length)
        .put(bytes)
        .array();
  }

  private static ByteArrayInputStream in(byte[]... frames) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] frame : frames) {
      all.writeBytes(frame);
    }
    return new ByteArrayInputStream(all.toByteArray());
  }
}
