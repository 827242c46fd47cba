package org.perfectstorm.mql;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.perfectstorm.value.Arr;
import org.perfectstorm.value.Doc;
import org.perfectstorm.value.Json;
import org.perfectstorm.value.JsonException;

/**
 * The engine alone, on lines of extended JSON: for each {@code {"query": .., "docs": [..]}} that
 * comes in, {@code {"match": [indexes]}} or {@code {"error": ".."}} goes out. An {@code id} is
 * given back. What {@code stormctl query test} does.
 */
public final class QueryLines {
  private QueryLines() {}

  /**
   * Answers all lines of a stream.
   *
   * @return how many lines were answered
   * @throws IOException if a stream fails; a line that is no case is answered with an error
   */
  public static int answer(InputStream in, OutputStream out) throws IOException {
    BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
    int count = 0;
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      if (!line.isBlank()) {
        Json.write(answer(line), out);
        out.write('\n');
        count++;
      }
    }
    out.flush();
    return count;
  }

  /** The answer to one line. */
  static Doc answer(String line) {
    try {
      Doc test = Json.readDoc(line);
      Doc answer = answer(test);
      return test.has("id") ? Doc.of("id", test.get("id"), answer.key(0), answer.at(0)) : answer;
    } catch (JsonException e) {
      return Doc.of("error", e.getMessage());
    }
  }

  private static Doc answer(Doc test) {
    if (!(test.get("query") instanceof Doc source) || !(test.get("docs") instanceof Arr docs)) {
      return Doc.of("error", "expected {\"query\": {..}, \"docs\": [..]}");
    }
    try {
      Query query = Query.compile(source);
      List<Object> matching = new ArrayList<>();
      for (int i = 0; i < docs.size(); i++) {
        if (!(docs.get(i) instanceof Doc doc)) {
          return Doc.of("error", "docs[" + i + "]: expected an object");
        }
        if (query.check(ExtendedJson.decode(doc))) {
          matching.add(i);
        }
      }
      return Doc.of("match", matching);
    } catch (QueryException e) {
      return Doc.of("error", e.getMessage());
    }
  }
}
