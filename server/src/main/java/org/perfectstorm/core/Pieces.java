package org.perfectstorm.core;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.perfectstorm.store.LogPiece;

/** Cuts a text into pieces of UTF-8 for a job's log, between characters. */
final class Pieces {
  private Pieces() {}

  static List<byte[]> of(String text) {
    byte[] all = text.getBytes(StandardCharsets.UTF_8);
    List<byte[]> pieces = new ArrayList<>();
    for (int start = 0; start < all.length; ) {
      int end = Math.min(all.length, start + LogPiece.MOST);
      while (end < all.length && isInsideOfCharacter(all[end])) {
        end--;
      }
      pieces.add(Arrays.copyOfRange(all, start, end));
      start = end;
    }
    return pieces;
  }

  /** What is left of a text without so many bytes of its beginning; nothing if it is shorter. */
  static String after(String text, long bytes) {
    if (bytes == 0) {
      return text;
    }
    byte[] all = text.getBytes(StandardCharsets.UTF_8);
    int from = (int) Math.min(bytes, all.length);
    return new String(all, from, all.length - from, StandardCharsets.UTF_8);
  }

  private static boolean isInsideOfCharacter(byte b) {
    return (b & 0xC0) == 0x80;
  }
}
