package org.perfectstorm.api;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.perfectstorm.api.schema.Invalid;

/**
 * The parameters of a query string. Never refuses one: what is no percent escape stays as it is,
 * and what is no UTF-8 becomes U+FFFD. Of a parameter that comes twice the last one counts.
 */
final class Params {
  private final Map<String, List<String>> values = new HashMap<>();

  Params(String query) {
    for (String part : query == null ? new String[0] : query.split("&")) {
      int equals = part.indexOf('=');
      String name = equals < 0 ? part : part.substring(0, equals);
      String value = equals < 0 ? "" : decoded(part.substring(equals + 1));
      values.computeIfAbsent(decoded(name), key -> new ArrayList<>()).add(value);
    }
  }

  /** The value of a parameter; empty if it is missing. */
  String get(String name) {
    return values.getOrDefault(name, List.of("")).getLast();
  }

  /** All values of a parameter that may come several times; empty ones are left out. */
  List<String> all(String name) {
    return values.getOrDefault(name, List.of()).stream().filter(each -> !each.isEmpty()).toList();
  }

  /** Whether a parameter is there and not empty. */
  boolean has(String name) {
    return !get(name).isEmpty();
  }

  /**
   * Whether a switch is on: {@code true} or {@code false}; off if it is missing.
   *
   * @throws Problem if it is anything else: who mistypes it must not be taken for the contrary
   */
  boolean isOn(String name) {
    if (!values.containsKey(name)) {
      return false;
    }
    return switch (get(name)) {
      case "true" -> true;
      case "false" -> false;
      default -> throw Problem.invalid(Invalid.field(name, "Expected true or false."));
    };
  }

  private static String decoded(String text) {
    if (text.indexOf('%') < 0 && text.indexOf('+') < 0) {
      return text;
    }
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    ByteArrayOutputStream decoded = new ByteArrayOutputStream(bytes.length);
    for (int i = 0; i < bytes.length; i++) {
      int high = i + 2 < bytes.length ? Character.digit(bytes[i + 1], 16) : -1;
      int low = i + 2 < bytes.length ? Character.digit(bytes[i + 2], 16) : -1;
      if (bytes[i] == '%' && high >= 0 && low >= 0) {
        decoded.write(high * 16 + low);
        i += 2;
      } else {
        decoded.write(bytes[i] == '+' ? ' ' : bytes[i]);
      }
    }
    return decoded.toString(StandardCharsets.UTF_8);
  }
}
