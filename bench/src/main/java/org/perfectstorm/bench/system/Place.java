package org.perfectstorm.bench.system;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where measurements run.
 *
 * @param root the repository, built
 * @param scratch an empty folder, on the disk that is measured
 */
record Place(Path root, Path scratch) {
  /** A new folder of that name. */
  Path folder(String name) throws IOException {
    return Files.createDirectories(scratch.resolve(name));
  }
}
