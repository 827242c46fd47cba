package org.perfectstorm.bench.system;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.perfectstorm.value.Doc;
import org.perfectstorm.value.Json;

/** The least that a start must do: reads a file of JSON lines, parses each and keeps it. */
final class ReadAndParse {
  private ReadAndParse() {}

  /** Reads the file {@code args[0]}. */
  public static void main(String[] args) throws IOException {
    List<Doc> docs = new ArrayList<>();
    try (BufferedReader lines = Files.newBufferedReader(Path.of(args[0]), StandardCharsets.UTF_8)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        docs.add(Json.readDoc(line));
      }
    }
    System.out.println(docs.size());
  }
}
