package org.perfectstorm.provider.docker.engine;

import java.util.List;
import picocli.CommandLine.Option;

/** Which environment variables are nobody's business. */
public final class MaskOptions {
  @Option(
      names = "--mask-env",
      paramLabel = "PATTERN",
      description =
          "hide the values of environment variables with such a name, * for any characters; may be"
              + " given several times, instead of the usual ones (*PASSWORD*, *SECRET*, *TOKEN*,"
              + " *_KEY and the like); none: hide nothing")
  private List<String> masked = EnvironmentMask.USUAL;

  /** What hides them. */
  public EnvironmentMask mask() {
    return EnvironmentMask.of(masked.equals(List.of("none")) ? List.of() : masked);
  }
}
