package org.perfectstorm.ui;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/**
 * The page's files on the class path, as its build lists them: {@code files.txt} has one line a
 * file, {@code PATH TAG ENCODING..}, and for each encoding there is the same file compressed.
 */
final class Files {
  private final String folder;
  private final Map<String, String[]> listed = new HashMap<>();

  /**
   * @param folder where they are, from this class on; nothing there means no files
   */
  Files(String folder) {
    this.folder = folder;
    try (InputStream list = Files.class.getResourceAsStream(folder + "files.txt")) {
      if (list != null) {
        new String(list.readAllBytes(), StandardCharsets.UTF_8)
            .lines()
            .map(line -> line.split(" "))
            .forEach(line -> listed.put(line[0], line));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  boolean has(String path) {
    return listed.containsKey(path);
  }

  /** What changes with the file's content. */
  String tag(String path) {
    return listed.get(path)[1];
  }

  /** Whether there is a compressed form. */
  boolean has(String path, String encoding) {
    String[] line = listed.get(path);
    for (int i = 2; i < line.length; i++) {
      if (line[i].equals(encoding)) {
        return true;
      }
    }
    return false;
  }

  /** A file's bytes, or those of a compressed form of it. */
  byte[] read(String path, String encoding) throws IOException {
    return resource(folder + path + (encoding.isEmpty() ? "" : "." + encoding));
  }

  /** What to say where there is no page. */
  static byte[] absent() throws IOException {
    return resource("absent.html");
  }

  private static byte[] resource(String name) throws IOException {
    try (InputStream file = Files.class.getResourceAsStream(name)) {
      if (file == null) {
        throw new IOException("missing in the class path: " + name);
      }
      return file.readAllBytes();
    }
  }
}
