package org.perfectstorm.cli.command;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.perfectstorm.cli.terminal.Terminal;

/** Files that people name, {@code -} for standard input. */
public final class Input {
  private Input() {}

  /** What to call a file in messages. */
  public static String name(String file) {
    return file.equals("-") ? "(stdin)" : file;
  }

  /**
   * All of its text.
   *
   * @throws Failure if it cannot be read, or is not UTF-8
   */
  public static String text(String file, Terminal terminal) {
    byte[] bytes;
    try {
      bytes = file.equals("-") ? terminal.readAll() : Files.readAllBytes(Path.of(file));
    } catch (NoSuchFileException e) {
      throw Failure.because(file + ": no such file");
    } catch (AccessDeniedException e) {
      throw Failure.because(file + ": cannot be read: permission denied");
    } catch (IOException | InvalidPathException e) {
      boolean folder = !(e instanceof InvalidPathException) && Files.isDirectory(Path.of(file));
      throw Failure.because(
          name(file)
              + ": cannot be read: "
              + (folder ? "is a folder, not a file" : e.getMessage()));
    }
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw Failure.because(name(file) + ": is not UTF-8");
    }
  }
}
