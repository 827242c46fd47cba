package org.perfectstorm.client;

import java.nio.charset.StandardCharsets;

/** Percent-encoding of anything that goes into one segment of a path or one value of a query. */
final class Percent {
  private static final String HEX = "0123456789ABCDEF";

  private Percent() {}

  static String encoded(String text) {
    StringBuilder encoded = new StringBuilder(text.length() + 16);
    boolean dots = text.equals(".") || text.equals("..");
    for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
      char c = (char) (b & 0xff);
      boolean plain =
          (c >= 'a' && c <= 'z')
              || (c >= 'A' && c <= 'Z')
              || (c >= '0' && c <= '9')
              || c == '-'
              || c == '_'
              || c == '~'
              || (c == '.' && !dots);
      if (plain) {
        encoded.append(c);
      } else {
        encoded.append('%').append(HEX.charAt(c >> 4)).append(HEX.charAt(c & 15));
      }
    }
    return encoded.toString();
  }
}
