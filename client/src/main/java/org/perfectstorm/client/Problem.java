package org.perfectstorm.client;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.perfectstorm.text.Paths;
import org.perfectstorm.value.Arr;
import org.perfectstorm.value.Doc;

/**
 * One thing that is wrong with what was sent.
 *
 * @param path the steps to it, keys and list indexes ({@code ["names", "0"]}); empty for the whole
 * @param message what is wrong there, in stormd's words
 */
public record Problem(List<String> path, String message) {

  /**
   * Reads stormd's error bodies: {@code {"names":{"0":["This field may not be blank."]}}}, {@code
   * {"detail":"Not found."}}, {@code {"non_field_errors":["..."]}}.
   */
  static List<Problem> read(Object body, String otherwise) {
    List<Problem> found = new ArrayList<>();
    collect(body, List.of(), found);
    return found.isEmpty() ? List.of(new Problem(List.of(), otherwise)) : List.copyOf(found);
  }

  private static void collect(Object value, List<String> path, List<Problem> found) {
    switch (value) {
      case Doc doc -> {
        for (Map.Entry<String, Object> entry : doc) {
          boolean whole =
              entry.getKey().equals("non_field_errors")
                  || (path.isEmpty()
                      && entry.getKey().equals("detail")
                      && entry.getValue() instanceof String);
          // What stands beside a detail is for programs.
          if (path.isEmpty() && doc.text("detail") != null && !whole) {
            continue;
          }
          collect(entry.getValue(), whole ? path : plus(path, entry.getKey()), found);
        }
      }
      case Arr arr -> {
        for (int i = 0; i < arr.size(); i++) {
          boolean message = arr.get(i) instanceof String;
          collect(arr.get(i), message ? path : plus(path, Integer.toString(i)), found);
        }
      }
      case null -> {}
      default -> found.add(new Problem(path, value.toString()));
    }
  }

  private static List<String> plus(List<String> path, String step) {
    List<String> longer = new ArrayList<>(path);
    longer.add(step);
    return List.copyOf(longer);
  }

  /** The path as people write it: {@code names[0]}; empty for the whole. */
  public String where() {
    return Paths.written(path);
  }

  /** All problems on one line. */
  static String text(List<Problem> problems) {
    StringBuilder text = new StringBuilder();
    for (Problem problem : problems) {
      text.append(text.isEmpty() ? "" : "; ").append(problem);
    }
    return text.toString();
  }

  /** {@code names[0]: This field may not be blank.} */
  @Override
  public String toString() {
    return path.isEmpty() ? message : where() + ": " + message;
  }
}
