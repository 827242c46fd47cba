package org.perfectstorm.cli.config;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.Map;
import org.perfectstorm.cli.terminal.Terminal;

/**
 * The servers that somebody works with, by name, and which of them is in use: a small text file
 * with a line {@code NAME ADDRESS} for each, a star before the one in use. For one thread.
 */
public final class Contexts {
  /** The name of a stormd on this machine, which is in use as long as no other is. */
  public static final String DEFAULT = "default";

  private static final String HEADER =
      "# The servers that stormctl knows: NAME ADDRESS, a star before the one in use.\n";

  private final Path file;
  private final Map<String, String> addresses = new LinkedHashMap<>();
  private String current;

  private Contexts(Path file) {
    this.file = file;
  }

  /**
   * Those of the person at a terminal; none if there is no file.
   *
   * @throws IOException if the file cannot be read; the message says which and why
   */
  public static Contexts of(Terminal terminal) throws IOException {
    Contexts contexts = new Contexts(file(terminal));
    contexts.read();
    return contexts;
  }

  /** As the XDG Base Directory Specification wants it. */
  private static Path file(Terminal terminal) {
    String config = terminal.environment("XDG_CONFIG_HOME");
    String home = terminal.environment("HOME");
    if (!config.startsWith("/")) {
      config = (home.isEmpty() ? System.getProperty("user.home") : home).concat("/.config");
    }
    return Path.of(config, "stormctl", "contexts");
  }

  private void read() throws IOException {
    byte[] bytes;
    try {
      bytes = Files.readAllBytes(file);
    } catch (NoSuchFileException e) {
      return;
    } catch (IOException e) {
      throw new IOException(file + " cannot be read: " + e.getMessage(), e);
    }
    int number = 0;
    for (String line : new String(bytes, StandardCharsets.UTF_8).split("\n")) {
      number++;
      String rest = line.strip();
      if (rest.isEmpty() || rest.charAt(0) == '#') {
        continue;
      }
      boolean used = rest.charAt(0) == '*';
      String[] words = (used ? rest.substring(1).strip() : rest).split("\\s+");
      if (words.length != 2) {
        throw new IOException(file + ":" + number + ": expected NAME ADDRESS, not: " + rest);
      }
      addresses.put(words[0], words[1]);
      current = used ? words[0] : current;
    }
  }

  /** Where it stands. */
  public Path file() {
    return file;
  }

  /** Addresses by name, in the order in which they were added. */
  public Map<String, String> addresses() {
    return addresses;
  }

  /** The name of the one in use, or null if that is the default. */
  public String current() {
    return current;
  }

  /** Adds one or changes its address. */
  public void put(String name, String address) {
    addresses.put(name, address);
  }

  /** Takes one out; the default is in use if it was. */
  public void remove(String name) {
    addresses.remove(name);
    current = name.equals(current) ? null : current;
  }

  /**
   * Uses one from now on.
   *
   * @param name null for the default
   */
  public void use(String name) {
    current = name;
  }

  /**
   * Writes the file, as a whole or not at all.
   *
   * @throws IOException the message says what could not be written and why
   */
  public void write() throws IOException {
    StringBuilder text = new StringBuilder(HEADER);
    for (Map.Entry<String, String> entry : addresses.entrySet()) {
      text.append(entry.getKey().equals(current) ? "* " : "  ").append(entry.getKey());
      text.append("   ").append(entry.getValue()).append('\n');
    }
    try {
      Files.createDirectories(file.getParent());
      // A link, as people have them in collections of such files, stays one.
      Path real = Files.exists(file) ? file.toRealPath() : file;
      Path written = Files.createTempFile(real.getParent(), "contexts", ".new");
      Files.writeString(written, text);
      Files.move(
          written, real, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (FileAlreadyExistsException e) {
      throw new IOException(file.getParent() + " is no folder", e);
    } catch (IOException e) {
      throw new IOException(file + " cannot be written: " + e.getMessage(), e);
    }
  }
}
