package org.perfectstorm.text;

import java.util.List;

/**
 * One thing that is wrong in a file.
 *
 * @param file its name, as the user gave it
 * @param line from 1
 * @param column from 1
 * @param path keys and list indexes; empty where there is no value yet, or for the whole document
 * @param message what is wrong, and what to do about it
 */
public record Mistake(String file, int line, int column, List<String> path, String message) {
  /** {@code frontend.yaml:12:7: group.query.$or[0]: expected a mapping}. */
  @Override
  public String toString() {
    String where = Paths.written(path);
    return file
        + ":"
        + line
        + ":"
        + column
        + ": "
        + (where.isEmpty() ? "" : where + ": ")
        + message;
  }
}
