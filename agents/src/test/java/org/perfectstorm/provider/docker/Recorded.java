package org.perfectstorm.provider.docker;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import org.perfectstorm.provider.docker.engine.CannedEngine;
import org.perfectstorm.value.Arr;
import org.perfectstorm.value.Doc;
import org.perfectstorm.value.Json;

/** What a real engine answered; {@code lab/record engine} makes it. */
final class Recorded {
  private Recorded() {}

  /** An answer: {@code info}, {@code containers}, {@code inspected}, ... */
  static Object answer(String name) {
    try (InputStream in = Recorded.class.getResourceAsStream(name + ".json")) {
      return Json.read(in.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** An answer that is a list of objects. */
  static List<Doc> docs(String name) {
    Object answer = answer(name);
    Arr arr = answer instanceof Doc doc ? doc.arr("Volumes") : (Arr) answer;
    return arr.stream().map(Doc.class::cast).toList();
  }

  /** All of it. */
  static Told told() {
    return new Told(
        (Doc) answer("info"), docs("inspected"), docs("images"), docs("networks"), docs("volumes"));
  }

  /** Lets an engine answer so. */
  static void toldBy(CannedEngine engine) {
    engine.says("/info", answer("info"));
    engine.says("/containers/json", answer("containers"));
    engine.says("/images/json", answer("images"));
    engine.says("/networks", answer("networks"));
    engine.says("/volumes", answer("volumes"));
    docs("inspected").forEach(one -> engine.says(path(one.text("Id")), one));
  }

  /** Where a container is inspected. */
  static String path(String id) {
    return "/containers/" + id + "/json";
  }
}
