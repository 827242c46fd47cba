package org.perfectstorm.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** Where things are in this checkout. */
final class Repository {
  static final Path ROOT =
      Path.of(System.getProperty("storm.root", "..")).toAbsolutePath().normalize();

  /** What tests leave behind for a look afterwards; Git ignores it. */
  static final Path TARGET = ROOT.resolve("lab/target");

  private static final Path BIN =
      Path.of(System.getProperty("storm.bin", ROOT.resolve("bin").toString()));

  private Repository() {}

  /** A launcher in bin/, or in the folder that the property {@code storm.bin} names. */
  static String launcher(String name) {
    Path launcher = BIN.resolve(name).toAbsolutePath();
    if (!Files.isExecutable(launcher)) {
      throw new IllegalStateException(launcher + " is not there; make it with: ./storm build");
    }
    return launcher.toString();
  }

  /** A fresh folder below target/ that nothing else uses. */
  static Path folder(String name) {
    try {
      Path folders = Files.createDirectories(TARGET.resolve("state"));
      return Files.createTempDirectory(folders, name + "-");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Removes a folder with all that is in it. */
  static void remove(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A file among the tests' resources. */
  static Path resource(String name) {
    Path file = ROOT.resolve("lab/src/test/resources").resolve(name);
    if (!Files.isRegularFile(file)) {
      throw new IllegalArgumentException("no such file: " + file);
    }
    return file;
  }
}
