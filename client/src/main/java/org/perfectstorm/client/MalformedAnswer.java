package org.perfectstorm.client;

import java.io.IOException;

/** What came back is not HTTP: something else listens there. */
final class MalformedAnswer extends IOException {
  MalformedAnswer(String message) {
    super(message);
  }
}
