package org.perfectstorm.api.files;

import java.util.ArrayList;
import java.util.List;
import org.perfectstorm.text.Mistake;
import org.perfectstorm.text.Place;
import org.perfectstorm.text.TextException;
import org.perfectstorm.text.Yaml;
import org.perfectstorm.text.YamlDocument;
import org.perfectstorm.value.Arr;
import org.perfectstorm.value.Doc;

/** What is to be imported, and where it stands. */
public final class Documents {
  private final List<?> values;

  /** Where each stands in its text; empty if they did not come as a text. */
  private final List<Place> places;

  private Documents(List<?> values, List<Place> places) {
    this.values = values;
    this.places = places;
  }

  /**
   * The documents of a request in JSON.
   *
   * @param body {@code {"documents": [..]}}
   * @throws Unimportable if it has none
   */
  public static Documents of(Doc body) {
    if (body.get("documents") instanceof Arr documents) {
      return new Documents(documents, List.of());
    }
    throw new Unimportable(
        List.of(
            new Defect(
                "documents",
                "expected a list of documents, such as {\"group\": {..}}",
                null,
                null)));
  }

  /**
   * The documents of a text in YAML.
   *
   * @throws Unimportable if it is no YAML
   */
  public static Documents ofYaml(String text) {
    try {
      List<YamlDocument> documents = Yaml.read("", text);
      return new Documents(
          documents.stream().map(YamlDocument::value).toList(),
          documents.stream().map(YamlDocument::place).toList());
    } catch (TextException e) {
      List<Defect> defects = new ArrayList<>();
      for (Mistake mistake : e.mistakes()) {
        Place place = new Place(mistake.line(), mistake.column(), java.util.Map.of());
        defects.add(new Defect("", mistake.message(), null, place));
      }
      throw new Unimportable(defects);
    }
  }

  int size() {
    return values.size();
  }

  Object value(int index) {
    return values.get(index);
  }

  /** Where a document stands in its text, or null. */
  Place place(int index) {
    return places.isEmpty() ? null : places.get(index);
  }
}
