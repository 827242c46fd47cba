package org.perfectstorm.api.files;

import org.perfectstorm.text.Place;
import org.perfectstorm.value.Doc;
import org.perfectstorm.value.DocBuilder;

/**
 * One thing that is wrong with what is to be imported.
 *
 * @param path where: {@code documents[1].application.groups[0].query.image.$regx}
 * @param message what is wrong
 * @param suggestion what was probably meant, or null
 * @param place where that stands in the text, or null if it did not come as a text
 */
public record Defect(String path, String message, String suggestion, Place place) {
  /** The number of the document that it is in. */
  int document() {
    int end = path.indexOf(']');
    return path.startsWith("documents[") ? Integer.parseInt(path.substring(10, end)) : 0;
  }

  /** The line, or 0 if there is no text. */
  int line() {
    return place == null ? 0 : place.line();
  }

  /** As the API answers it. */
  public Doc toDoc() {
    DocBuilder doc =
        new DocBuilder()
            .put("path", path)
            .put("message", message)
            .putIfPresent("suggestion", suggestion);
    if (place != null) {
      doc.put("line", place.line()).put("column", place.column());
    }
    return doc.build();
  }
}
