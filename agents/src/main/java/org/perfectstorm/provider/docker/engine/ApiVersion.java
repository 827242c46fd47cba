package org.perfectstorm.provider.docker.engine;

/** A version of the Docker API, {@code 1.41}. */
record ApiVersion(int major, int minor) implements Comparable<ApiVersion> {
  /** The oldest with services and tasks: Docker 1.12. */
  static final ApiVersion OLDEST = new ApiVersion(1, 24);

  /** The newest whose answers we know: Docker 28. */
  static final ApiVersion NEWEST = new ApiVersion(1, 51);

  /** Reads {@code 1.41}; null if it is nothing like it. */
  static ApiVersion parse(String text) {
    if (text == null || !text.matches("\\d{1,4}\\.\\d{1,4}")) {
      return null;
    }
    int dot = text.indexOf('.');
    return new ApiVersion(
        Integer.parseInt(text.substring(0, dot)), Integer.parseInt(text.substring(dot + 1)));
  }

  /**
   * The version to speak with an engine: the newest that both know. An engine so new that it has
   * given up all that we know gets its oldest: versions differ little in what we read.
   *
   * @param newest what the engine speaks
   * @param oldest what the engine still speaks, null if it does not say
   * @throws EngineException if the engine is too old to have a swarm
   */
  static ApiVersion between(ApiVersion newest, ApiVersion oldest) throws EngineException {
    if (newest.compareTo(OLDEST) < 0) {
      throw new EngineException(
          "speaks Docker API " + newest + ", which knows no swarm; Docker 1.12 (API 1.24) does");
    }
    ApiVersion agreed = newest.compareTo(NEWEST) < 0 ? newest : NEWEST;
    return oldest != null && agreed.compareTo(oldest) < 0 ? oldest : agreed;
  }

  @Override
  public int compareTo(ApiVersion other) {
    return major != other.major
        ? Integer.compare(major, other.major)
        : Integer.compare(minor, other.minor);
  }

  @Override
  public String toString() {
    return major + "." + minor;
  }
}
