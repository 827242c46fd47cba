package org.perfectstorm.dist;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The launchers in bin/, as the build made them: they print what the program prints, nothing else.
 */
class LauncherTest {
  private static final Path ROOT =
      Path.of(System.getProperty("storm.root")).toAbsolutePath().normalize();

  @TempDir Path folder;

  /** What a command printed. */
  private record Printed(int exit, String out, String err) {}

  private Printed run(Map<String, String> environment, String... command)
      throws IOException, InterruptedException {
    Path out = folder.resolve("out");
    Path err = folder.resolve("err");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile());
    builder.environment().keySet().removeIf(name -> name.startsWith("STORM"));
    builder.environment().remove("JAVA_TOOL_OPTIONS");
    builder.environment().putAll(environment);
    Process process = builder.start();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).as("%s ends", List.of(command)).isTrue();
    return new Printed(process.exitValue(), Files.readString(out), Files.readString(err));
  }

  private static String program(String name) {
    return ROOT.resolve("bin").resolve(name).toString();
  }

  private static void assertVersion(Printed printed) {
    assertThat(printed.err()).isEmpty();
    assertThat(printed.out()).matches("storm[a-z-]+ [^\n]*[0-9][^\n]*\n");
    assertThat(printed.exit()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"stormd", "stormctl", "storm-swarm", "storm-docker"})
  void eachProgramStartsFromAnyFolder(String name) throws Exception {
    assertVersion(run(Map.of(), program(name), "--version"));
  }

  @Test
  void worksThroughLinksAndByName() throws Exception {
    Path deep = Files.createDirectories(folder.resolve("a/b"));
    Files.createSymbolicLink(folder.resolve("first"), Path.of(program("stormctl")));
    Files.createSymbolicLink(deep.resolve("second"), Path.of("../../first"));
    assertVersion(run(Map.of(), deep.resolve("second").toString(), "--version"));
    assertVersion(
        run(
            Map.of("PATH", ROOT.resolve("bin") + ":/usr/bin:/bin"),
            "sh",
            "-c",
            "stormctl --version"));
    assertVersion(run(Map.of(), "sh", program("stormctl"), "--version"));
  }

  @Test
  void wordsArriveAsTheyWereTyped() throws Exception {
    String word = "a  b\"'$HOME *\\";
    Printed printed = run(Map.of(), program("stormctl"), word);
    assertThat(printed.exit()).isEqualTo(2);
    assertThat(printed.err()).contains(word);
  }

  @Test
  void findsAJavaWhenTheOneOfTheBuildIsGone() throws Exception {
    Path elsewhere = copied();
    Path launcher = elsewhere.resolve("bin/stormctl");
    String text = Files.readString(launcher).replaceFirst(":-/[^}]*}", ":-/no/such/java}");
    Files.writeString(launcher, text);
    String java = Path.of(System.getProperty("java.home")).toString();
    assertVersion(run(Map.of("JAVA_HOME", java), launcher.toString(), "--version"));
    assertVersion(run(Map.of("PERFECT_STORM_JAVA", java), launcher.toString(), "--version"));
  }

  @Test
  void aMissingOrUnfitCacheIsNotNoticed() throws Exception {
    Path elsewhere = copied();
    String launcher = elsewhere.resolve("bin/stormctl").toString();
    Path cache = elsewhere.resolve("lib/stormctl.aot");

    assertVersion(run(Map.of(), launcher, "--version"));
    Files.writeString(cache, "rubbish");
    assertVersion(run(Map.of(), launcher, "--version"));
    Files.write(cache, new byte[100_000]);
    assertVersion(run(Map.of(), launcher, "--version"));
    Files.delete(cache);
    assertVersion(run(Map.of(), launcher, "--version"));
  }

  @Test
  void aJarThatChangedSinceTheCacheWasMadeIsNotNoticed() throws Exception {
    Path elsewhere = copied();
    try (Stream<Path> jars = Files.list(elsewhere.resolve("lib"))) {
      for (Path jar : jars.filter(file -> file.toString().endsWith(".jar")).toList()) {
        Files.setLastModifiedTime(jar, java.nio.file.attribute.FileTime.fromMillis(1_000_000));
      }
    }
    assertVersion(run(Map.of(), elsewhere.resolve("bin/stormctl").toString(), "--version"));
  }

  /** The distribution, copied to another place. */
  private Path copied() throws IOException {
    Path from = ROOT.resolve("target/dist");
    Path to = folder.resolve("copy");
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Path target = to.resolve(from.relativize(file).toString());
        if (Files.isDirectory(file)) {
          Files.createDirectories(target);
        } else {
          Files.copy(file, target, StandardCopyOption.COPY_ATTRIBUTES);
        }
      }
    }
    return to;
  }
}
