package org.perfectstorm.bench.system;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Runs the measurements that are named, or all. */
final class SystemBench {
  private static final List<Measurement> ALL =
      List.of(
          new StartUp(),
          new Writes(),
          new Disk(),
          new Lists(),
          new Latency(),
          new Watchers(),
          new Mongo(),
          new SwarmTasks(),
          new ManyGroups(),
          new Commands());

  private SystemBench() {}

  /** Measures the repository {@code args[0]}: what the further arguments name, or everything. */
  public static void main(String[] args) throws Exception {
    Path root = Path.of(args[0]);
    List<String> wanted = List.of(args).subList(1, args.length);
    for (String name : wanted) {
      if (ALL.stream().noneMatch(one -> one.name().equals(name))) {
        System.err.println(
            "There is no measurement \"%s\": %s"
                .formatted(
                    name, ALL.stream().map(Measurement::name).collect(Collectors.joining(", "))));
        System.exit(2);
      }
    }
    Path scratch = Files.createTempDirectory(root.resolve("target"), "bench");
    try {
      for (Measurement one : ALL) {
        if (wanted.isEmpty() || wanted.contains(one.name())) {
          one.run(new Place(root, scratch));
          System.out.println();
        }
      }
    } finally {
      delete(scratch);
    }
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
