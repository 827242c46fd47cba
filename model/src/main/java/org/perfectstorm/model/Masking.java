package org.perfectstorm.model;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.perfectstorm.value.Arr;
import org.perfectstorm.value.Doc;
import org.perfectstorm.value.DocBuilder;

/** Takes secrets out of what everybody may see. Immutable. */
public final class Masking {
  /** What stands in the place of a secret. */
  public static final String MASK = "******";

  /** The longest first, so that a secret inside of another leaves nothing of it. */
  private final List<String> secrets;

  private Masking(Set<String> secrets) {
    this.secrets =
        secrets.stream().sorted(Comparator.comparingInt(String::length).reversed()).toList();
  }

  /**
   * Masks the values of some parameters: texts and numbers, inside of lists and objects, too.
   *
   * @param params the parameters, in the clear
   * @param names those that are secret
   */
  public static Masking of(Doc params, Collection<String> names) {
    Set<String> secrets = new TreeSet<>();
    names.forEach(name -> collect(params.get(name), secrets));
    return new Masking(secrets);
  }

  private static void collect(Object value, Set<String> secrets) {
    switch (value) {
      case String text -> {
        if (!text.isBlank()) {
          secrets.add(text);
        }
      }
      case Number number -> secrets.add(number.toString());
      case Arr arr -> arr.forEach(element -> collect(element, secrets));
      case Doc doc -> doc.forEach(entry -> collect(entry.getValue(), secrets));
      case null, default -> {
        // True, false and null are no secrets.
      }
    }
  }

  /** A text without the secrets. */
  public String mask(String text) {
    String masked = text;
    for (String secret : secrets) {
      masked = masked.replace(secret, MASK);
    }
    return masked;
  }

  /** A document whose texts, keys included, are without the secrets. */
  public Doc mask(Doc doc) {
    return secrets.isEmpty() ? doc : (Doc) masked(doc);
  }

  /**
   * How many characters at the end of a text may be the beginning of a secret that goes on: a text
   * that comes in pieces is masked up to there.
   */
  public int open(String text) {
    int open = 0;
    for (String secret : secrets) {
      for (int length = Math.min(secret.length() - 1, text.length()); length > open; length--) {
        if (text.endsWith(secret.substring(0, length))) {
          open = length;
        }
      }
    }
    return open;
  }

  private Object masked(Object value) {
    return switch (value) {
      case String text -> mask(text);
      case Arr arr -> Arr.from(arr.stream().map(this::masked).toList());
      case Doc doc -> {
        DocBuilder masked = new DocBuilder();
        doc.forEach(entry -> masked.put(mask(entry.getKey()), masked(entry.getValue())));
        yield masked.build();
      }
      case null, default -> value;
    };
  }
}
