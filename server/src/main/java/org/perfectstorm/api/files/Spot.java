package org.perfectstorm.api.files;

import java.util.ArrayList;
import java.util.List;
import org.perfectstorm.text.Paths;
import org.perfectstorm.text.Place;

/**
 * A place in the documents.
 *
 * @param document where the whole document stands in its text; null if there is no text
 * @param outer how many steps lead to the document
 * @param steps keys and list indexes, from {@code documents} on
 */
record Spot(Place document, int outer, List<String> steps) {
  static Spot of(int document, Place place) {
    return new Spot(place, 2, List.of("documents", Integer.toString(document)));
  }

  Spot at(String key) {
    List<String> longer = new ArrayList<>(steps);
    longer.add(key);
    return new Spot(document, outer, longer);
  }

  Spot at(int index) {
    return at(Integer.toString(index));
  }

  /** {@code documents[0].group.query}. */
  String path() {
    return Paths.written(steps);
  }

  /** Something wrong right here. */
  Defect defect(String message, String suggestion) {
    return new Defect(path(), message, suggestion, place());
  }

  Defect defect(String message) {
    return defect(message, null);
  }

  /** Something wrong further in, where {@code $or[0].image} leads to. */
  Defect defectInside(String path, String message, String suggestion) {
    Place place = place();
    return new Defect(
        path() + (path.isEmpty() || path.startsWith("[") ? "" : ".") + path,
        message,
        suggestion,
        place == null ? null : place.at(place.steps(path)));
  }

  private Place place() {
    return document == null ? null : document.at(steps.subList(outer, steps.size()));
  }
}
