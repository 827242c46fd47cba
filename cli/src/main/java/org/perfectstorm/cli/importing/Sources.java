package org.perfectstorm.cli.importing;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.perfectstorm.cli.command.Failure;
import org.perfectstorm.cli.command.Input;
import org.perfectstorm.cli.command.Options;
import org.perfectstorm.cli.command.Session;
import org.perfectstorm.cli.terminal.Terminal;
import org.perfectstorm.client.Refused;
import org.perfectstorm.text.Mistake;
import org.perfectstorm.text.TextException;
import org.perfectstorm.text.Yaml;
import org.perfectstorm.text.YamlDocument;
import org.perfectstorm.value.Arr;
import org.perfectstorm.value.Doc;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/**
 * What files, folders and standard input say, given to stormd as one; what stormd finds wrong is
 * told with its place in them.
 */
final class Sources {
  /** Where a message speaks of another place. */
  private static final Pattern ELSEWHERE = Pattern.compile("documents\\[\\d{1,9}][^\\s:,]*");

  /** Reading a file of this length takes some seconds. */
  private static final int LARGEST = 8 << 20;

  private final List<YamlDocument> documents = new ArrayList<>();
  private final List<Mistake> mistakes = new ArrayList<>();
  private final boolean prune;

  private Sources(boolean prune) {
    this.prune = prune;
  }

  /** Adds the options and the parameters. */
  static void declare(CommandSpec spec) {
    spec.addOption(
        Options.values(
            "FILE",
            "A YAML file; all .yaml and .yml files of a folder and what is below it; - for standard"
                + " input.",
            "-f",
            "--file"));
    spec.addOption(
        Options.flag(
            "Remove the groups and procedures that an application brought with an earlier import"
                + " and brings no longer.",
            "--prune"));
    spec.addPositional(Options.parameters(0, "FILE", "More files."));
  }

  /**
   * Reads what is asked for.
   *
   * @param what what to do with it, for a message
   * @throws Failure with all mistakes, if any of it is no YAML
   */
  static Sources read(String what, ParseResult arguments, Session session) throws IOException {
    List<String> files = new ArrayList<>(List.of(Options.texts(arguments, "-f")));
    Collections.addAll(files, Options.parameters(arguments));
    if (files.isEmpty()) {
      throw Failure.usage(what + " what? -f FILE is missing");
    }
    Sources sources = new Sources(Options.has(arguments, "--prune"));
    for (String file : files) {
      sources.add(file, session.terminal());
    }
    if (!sources.mistakes.isEmpty()) {
      throw Failure.because(lines(sources.mistakes));
    }
    return sources;
  }

  private void add(String file, Terminal terminal) throws IOException {
    if (!isFolder(file)) {
      text(Input.name(file), Input.text(file, terminal));
      return;
    }
    List<String> files = below(Path.of(file));
    if (files.isEmpty()) {
      throw Failure.because(file + ": no .yaml or .yml file in this folder");
    }
    for (String each : files) {
      text(each, Input.text(each, terminal));
    }
  }

  private static boolean isFolder(String file) {
    try {
      return !file.equals("-") && Files.isDirectory(Path.of(file));
    } catch (InvalidPathException e) {
      return false;
    }
  }

  /** In order of their names; hidden ones belong to some tool. */
  private static List<String> below(Path folder) throws IOException {
    List<String> files = new ArrayList<>();
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path each, BasicFileAttributes attributes) {
            boolean hidden = !each.equals(folder) && each.getFileName().toString().startsWith(".");
            return hidden ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path each, BasicFileAttributes attributes) {
            String name = each.getFileName().toString();
            if (!name.startsWith(".") && (name.endsWith(".yaml") || name.endsWith(".yml"))) {
              files.add(each.toString());
            }
            return FileVisitResult.CONTINUE;
          }
        });
    Collections.sort(files);
    return files;
  }

  private void text(String name, String text) {
    try {
      if (text.length() > LARGEST) {
        throw Failure.because(
            name + ": is longer than " + LARGEST + " characters: divide it into several files");
      }
      List<YamlDocument> read = Yaml.read(name, text);
      if (read.isEmpty()) {
        mistakes.add(new Mistake(name, 1, 1, List.of(), "there is nothing in it"));
      }
      documents.addAll(read);
    } catch (TextException e) {
      mistakes.addAll(e.mistakes());
    }
  }

  /**
   * Gives it to stormd.
   *
   * @param dryRun whether to hear only what would change
   * @return the changes, in the order of the documents
   * @throws Failure with everything that stormd finds wrong; then nothing was changed
   */
  List<Doc> send(Session session, boolean dryRun) {
    List<Object> values = new ArrayList<>();
    for (YamlDocument document : documents) {
      values.add(document.value());
    }
    Doc body = Doc.of("documents", Arr.from(values), "prune", prune);
    try {
      Doc answer = session.client().importDocuments(body, dryRun);
      if (answer.arr("warnings") != null) {
        for (String warning : located(answer.arr("warnings")).lines().toList()) {
          session.terminal().say("stormctl: warning: " + warning);
        }
      }
      List<Doc> changes = new ArrayList<>();
      for (Object change : answer.arr("changes")) {
        changes.add((Doc) change);
      }
      return changes;
    } catch (Refused e) {
      throw e.body() instanceof Doc refusal && refusal.get("errors") instanceof Arr errors
          ? Failure.because(located(errors))
          : e;
    }
  }

  /** In the order of the files. */
  private String located(Arr errors) {
    List<Mistake> located = new ArrayList<>();
    for (Object each : errors) {
      if (each instanceof Doc error) {
        located.add(located(error));
      }
    }
    List<String> files = new ArrayList<>();
    for (YamlDocument document : documents) {
      files.add(document.file());
    }
    located.sort(
        Comparator.comparingInt((Mistake mistake) -> files.indexOf(mistake.file()))
            .thenComparingInt(Mistake::line)
            .thenComparingInt(Mistake::column));
    return lines(located);
  }

  /** A path as stormd writes it, {@code documents[2].group.query.x}, found in its file. */
  private Mistake located(Doc error) {
    String path = error.text("path") == null ? "" : error.text("path");
    String message =
        ELSEWHERE.matcher(error.text("message")).replaceAll(other -> quoted(other.group()));
    if (error.text("suggestion") != null) {
      message += " (did you mean " + error.text("suggestion") + "?)";
    }
    int close = path.indexOf(']');
    if (!path.startsWith("documents[") || close < 0) {
      return new Mistake("(import)", 1, 1, List.of(path), message);
    }
    Mistake at = place(path);
    String rest = path.substring(close + 1);
    String inner = rest.startsWith(".") ? rest.substring(1) : rest;
    // Said as stormd says it: what is missing has no place of its own.
    List<String> said = inner.isEmpty() ? List.of() : List.of(inner);
    return new Mistake(at.file(), at.line(), at.column(), said, message);
  }

  /** Where a path that begins with {@code documents[N]} is, or as much of it as there is. */
  private Mistake place(String path) {
    int close = path.indexOf(']');
    YamlDocument document =
        documents.get(Integer.parseInt(path.substring("documents[".length(), close)));
    String rest = path.substring(close + 1);
    String inner = rest.startsWith(".") ? rest.substring(1) : rest;
    return document.mistake(document.place().steps(inner), "");
  }

  private String quoted(String path) {
    Mistake at = place(path);
    return Matcher.quoteReplacement(at.file() + ":" + at.line() + ":" + at.column());
  }

  private static String lines(List<Mistake> mistakes) {
    StringBuilder text = new StringBuilder();
    for (Mistake mistake : mistakes) {
      text.append(text.isEmpty() ? "" : "\n").append(mistake);
    }
    return text.toString();
  }
}
