package org.perfectstorm.api;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import org.perfectstorm.value.Doc;
import org.perfectstorm.value.Json;

/** A short text that differs for different contents of an object. */
final class Etag {
  private static final int BYTES = 16;

  private Etag() {}

  static String of(Doc object) {
    return of(Json.bytes(object));
  }

  static String of(byte[] json) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(json);
      return '"'
          + Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(digest, BYTES))
          + '"';
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Whether a header's list of tags, or {@code *}, names this one. */
  static boolean matches(String header, String etag) {
    return Arrays.stream(header.split(","))
        .map(String::strip)
        .anyMatch(tag -> tag.equals("*") || tag.equals(etag) || tag.equals("W/" + etag));
  }
}
