package org.perfectstorm.api.files;

import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * How files write what belongs together: {@code frontend}, {@code frontend[http]}, {@code frontend
 * => database[postgres]}.
 *
 * @param source before the arrow; null if there is no arrow
 * @param target the group that is meant, or led to
 * @param service in brackets, or null
 */
record Arrow(String source, String target, String service) {
  private static final String WORD = "([\\w.-]+)";
  private static final Pattern FORM =
      Pattern.compile(
          "\\s*(?:" + WORD + "\\s*=>\\s*)?" + WORD + "\\s*(?:\\[\\s*" + WORD + "\\s*\\])?\\s*");

  /** Reads one; null if it is none. */
  static Arrow read(String text) {
    Matcher form = FORM.matcher(text);
    return form.matches() ? new Arrow(form.group(1), form.group(2), form.group(3)) : null;
  }

  /** All names in it. */
  List<String> words() {
    return Stream.of(source, target, service).filter(Objects::nonNull).toList();
  }

  @Override
  public String toString() {
    return (source == null ? "" : source + " => ")
        + target
        + (service == null ? "" : "[" + service + "]");
  }
}
