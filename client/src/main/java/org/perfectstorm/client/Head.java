package org.perfectstorm.client;

import java.io.IOException;

/**
 * The head of an answer, as far as anybody here wants to know it.
 *
 * @param status the HTTP status
 * @param length the body's bytes; {@link #CHUNKED}, or {@link #TO_THE_END} of the connection
 * @param reusable whether the connection can be used again after the body
 * @param logEnd where a job's log ends now; -1 where the answer does not say
 * @param lastEvent the number of the newest event that the server knows; -1 if it does not say
 */
record Head(int status, long length, boolean reusable, long logEnd, long lastEvent) {
  static final long CHUNKED = -1;
  static final long TO_THE_END = -2;

  /** More header lines than this are no honest answer. */
  private static final int MOST_LINES = 200;

  /** Reads the head of an answer to a request with a method; interim answers are skipped. */
  static Head read(Connection from) throws IOException {
    while (true) {
      Head head = one(from);
      if (head.status >= 200) {
        return head;
      }
    }
  }

  private static Head one(Connection from) throws IOException {
    String first = from.line();
    if (!first.startsWith("HTTP/1.") || first.length() < 12 || first.charAt(8) != ' ') {
      throw new MalformedAnswer("does not speak HTTP");
    }
    int status = (int) number(first.substring(9, 12));
    boolean reusable = first.charAt(7) == '1';
    long length = TO_THE_END;
    long logEnd = -1;
    long lastEvent = -1;
    for (int lines = 0; ; lines++) {
      String line = from.line();
      if (line.isEmpty()) {
        break;
      }
      if (lines > MOST_LINES) {
        throw new MalformedAnswer("sends a head without end");
      }
      if (starts(line, "content-length:") && length != CHUNKED) {
        length = number(line.substring("content-length:".length()).strip());
      } else if (starts(line, "transfer-encoding:")) {
        length = CHUNKED;
      } else if (starts(line, "log-end:")) {
        logEnd = number(line.substring("log-end:".length()).strip());
      } else if (starts(line, "last-event:")) {
        lastEvent = number(line.substring("last-event:".length()).strip());
      } else if (starts(line, "connection:")) {
        reusable = !line.substring("connection:".length()).strip().equalsIgnoreCase("close");
      }
    }
    if (status == 204 || status == 304 || status < 200) {
      length = 0;
    }
    return new Head(status, length, reusable && length != TO_THE_END, logEnd, lastEvent);
  }

  private static boolean starts(String line, String name) {
    return line.regionMatches(true, 0, name, 0, name.length());
  }

  private static long number(String digits) throws MalformedAnswer {
    try {
      long number = Long.parseLong(digits);
      if (number >= 0) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Said below.
    }
    throw new MalformedAnswer("sends a head with a wrong number: " + digits);
  }
}
