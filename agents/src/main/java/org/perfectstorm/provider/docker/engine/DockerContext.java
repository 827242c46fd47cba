package org.perfectstorm.provider.docker.engine;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.perfectstorm.value.Doc;
import org.perfectstorm.value.Json;
import org.perfectstorm.value.JsonException;

/** The contexts that {@code docker context} keeps: names for engines, with their certificates. */
public final class DockerContext {
  /** The name that means none. */
  private static final String NONE = "default";

  private DockerContext() {}

  /**
   * The context that is in use, by docker's settings; null if none is.
   *
   * @param settings docker's folder, {@code ~/.docker}
   * @throws IllegalArgumentException if the settings cannot be read; the message is for people
   */
  public static String current(Path settings) {
    Path file = settings.resolve("config.json");
    if (!Files.exists(file)) {
      return null;
    }
    String name = read(file).text("currentContext");
    return name == null || name.isBlank() || name.equals(NONE) ? null : name;
  }

  /**
   * Where a context's engine is; null for the context that means none.
   *
   * @throws IllegalArgumentException if there is no such context, or it cannot be read; the message
   *     is for people
   */
  public static EngineAddress address(Path settings, String name) {
    if (name.equals(NONE)) {
      return null;
    }
    Path contexts = settings.resolve("contexts");
    String folder = hash(name);
    Path meta = contexts.resolve("meta").resolve(folder).resolve("meta.json");
    if (!Files.exists(meta)) {
      throw new IllegalArgumentException("there is no docker context \"" + name + "\"");
    }
    Doc engine = read(meta).doc("Endpoints").doc("docker");
    String host = engine.text("Host");
    if (host == null) {
      throw new IllegalArgumentException("docker context \"" + name + "\" has no docker engine");
    }
    Path files = contexts.resolve("tls").resolve(folder).resolve("docker");
    Path authorities = existing(files.resolve("ca.pem"));
    Path certificate = existing(files.resolve("cert.pem"));
    Path key = existing(files.resolve("key.pem"));
    boolean trusting = Boolean.TRUE.equals(engine.get("SkipTLSVerify"));
    boolean secure = authorities != null || certificate != null || trusting;
    return EngineAddress.parse(
        host,
        secure ? new Tls(authorities, key == null ? null : certificate, key, !trusting) : null);
  }

  private static Path existing(Path file) {
    return Files.exists(file) ? file : null;
  }

  private static Doc read(Path file) {
    try {
      return Json.readDoc(Files.readAllBytes(file));
    } catch (NoSuchFileException e) {
      throw new IllegalArgumentException(file + ": there is no such file", e);
    } catch (IOException | JsonException e) {
      throw new IllegalArgumentException(file + ": " + e.getMessage(), e);
    }
  }

  private static String hash(String name) {
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(sha.digest(name.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
