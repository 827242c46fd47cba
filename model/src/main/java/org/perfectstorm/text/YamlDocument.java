package org.perfectstorm.text;

import java.util.List;

/**
 * One document of a YAML file.
 *
 * @param file the file's name, as the user gave it
 * @param value its value, see {@link org.perfectstorm.value.Doc}
 * @param place where it stands
 */
public record YamlDocument(String file, Object value, Place place) {
  /** What is wrong at a path of this document. */
  public Mistake mistake(List<String> path, String message) {
    Place at = place.at(path);
    return new Mistake(file, at.line(), at.column(), path, message);
  }
}
