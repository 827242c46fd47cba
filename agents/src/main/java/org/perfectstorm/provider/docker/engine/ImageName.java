package org.perfectstorm.provider.docker.engine;

/** Names of images, in the one form that groups ask for. */
public final class ImageName {
  private static final String LIBRARY = "library/";

  private ImageName() {}

  /**
   * {@code [registry[:port]/][path/]name:tag[@digest]}: Docker Hub's own prefixes ({@code
   * docker.io/}, {@code library/}) are dropped, a missing tag is {@code latest}, a digest is kept.
   *
   * @param reference as the engine has it: {@code nginx}, {@code library/redis:3@sha256:..}
   */
  public static String canonical(String reference) {
    int at = reference.indexOf('@');
    String name = at < 0 ? reference : reference.substring(0, at);
    String digest = at < 0 ? "" : reference.substring(at);
    name = without("docker.io/", without("index.docker.io/", name));
    // Only what has no other registry before it is Docker Hub's library.
    name = without(LIBRARY, name);
    boolean tagged = name.indexOf(':', name.lastIndexOf('/') + 1) >= 0;
    return (tagged ? name : name + ":latest") + digest;
  }

  private static String without(String prefix, String name) {
    return name.startsWith(prefix) && name.length() > prefix.length()
        ? name.substring(prefix.length())
        : name;
  }
}
