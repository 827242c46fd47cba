package org.perfectstorm.cli.completion;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.TreeSet;
import org.perfectstorm.model.Kind;
import org.perfectstorm.mql.Query;
import org.perfectstorm.value.Doc;

/**
 * What could come next in a MongoDB query about resources that is being typed, as YAML or JSON:
 * paths that resources really have, operators, frequent values. For one use.
 */
public final class QueryCompletion {
  /** More paths than this nobody reads. */
  private static final int MOST_PATHS = 2_000;

  private final Known known;
  private final Deque<Level> levels = new ArrayDeque<>();

  /** Where the word that is being typed begins. */
  private int begin;

  private boolean quoted;

  /** A mapping or list that is open. */
  private static final class Level {
    final boolean mapping;
    String key;
    boolean valued;

    Level(boolean mapping) {
      this.mapping = mapping;
    }
  }

  /** Completes with what a stormd knows. */
  public QueryCompletion(Known known) {
    this.known = known;
  }

  /** The query continued, in each way that makes sense. */
  public List<String> candidates(String text) {
    scan(text);
    String head = text.substring(0, begin);
    String word = text.substring(begin);
    List<String> next = words(word).stream().filter(each -> each.startsWith(word)).toList();
    if (next.size() == 1) {
      // Two of them, so that the shell does not take the word for finished.
      next = continued(next.getFirst());
    }
    return next.stream().map(head::concat).toList();
  }

  private void scan(String text) {
    char quote = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      Level level = levels.peek();
      if (quote != 0) {
        quote = c == quote ? 0 : quote;
        continue;
      }
      switch (c) {
        case '"', '\'' -> {
          quote = c;
          begin = i + 1;
        }
        case '{', '[' -> {
          levels.push(new Level(c == '{'));
          begin = i + 1;
        }
        case '}', ']' -> {
          levels.poll();
          begin = i + 1;
        }
        case ',' -> {
          if (level != null && level.mapping) {
            level.valued = false;
          }
          begin = i + 1;
        }
        case ':' -> {
          // In YAML a colon within a word is part of it.
          boolean ends = i + 1 == text.length() || " \t\"'{[".indexOf(text.charAt(i + 1)) >= 0;
          if (level != null && level.mapping && !level.valued && ends) {
            level.key = unquoted(text.substring(begin, i));
            level.valued = true;
            begin = i + 1;
          }
        }
        case ' ', '\t' -> begin = i + 1;
        default -> {}
      }
    }
    quoted = quote != 0;
  }

  private static String unquoted(String key) {
    String bare = key.strip();
    return bare.endsWith("\"") || bare.endsWith("'") ? bare.substring(0, bare.length() - 1) : bare;
  }

  private List<String> words(String word) {
    Level level = levels.peek();
    if (level == null) {
      return List.of("{");
    }
    if (level.mapping && !level.valued) {
      return keys(word);
    }
    return values();
  }

  private List<String> keys(String word) {
    Level above = above();
    boolean ofField = above != null && above.key != null && !above.key.startsWith("$");
    if (ofField) {
      return List.copyOf(Query.operators());
    }
    if (word.startsWith("$")) {
      return List.copyOf(Query.connectives());
    }
    TreeSet<String> paths = new TreeSet<>();
    for (Doc field : known.fields(word, MOST_PATHS)) {
      String path = field.text("path");
      int dot = path.indexOf('.', word.length());
      paths.add(dot < 0 ? path : path.substring(0, dot));
    }
    return List.copyOf(paths);
  }

  /** The mapping around the one that is being typed. */
  private Level above() {
    boolean first = true;
    for (Level level : levels) {
      if (!first && level.mapping) {
        return level;
      }
      first = false;
    }
    return null;
  }

  private List<String> values() {
    String operator = null;
    for (Level level : levels) {
      if (level.mapping && level.key != null) {
        if (!level.key.startsWith("$")) {
          return "$exists".equals(operator) ? List.of("true", "false") : values(level.key);
        }
        operator = operator == null ? level.key : operator;
      }
    }
    return "$group".equals(operator) ? known.names(Kind.GROUP, "") : List.of();
  }

  private List<String> values(String path) {
    List<String> values = new ArrayList<>();
    for (Doc field : known.fields(path, MOST_PATHS)) {
      if (field.text("path").equals(path)) {
        for (Object each : field.arr("values")) {
          String value = ((Doc) each).get("value").toString();
          boolean plain = quoted || value.matches("[A-Za-z][A-Za-z0-9_./@-]*");
          values.add(
              plain || !(((Doc) each).get("value") instanceof String) ? value : '"' + value + '"');
        }
      }
    }
    return values;
  }

  private List<String> continued(String only) {
    if (quoted) {
      return List.of(only + "\"", only + "\",");
    }
    Level level = levels.peek();
    if (level == null || (level.mapping && level.valued) || !level.mapping) {
      return level == null
          ? List.of(only)
          : List.of(only + (level.mapping ? "}" : "]"), only + ",");
    }
    boolean deeper =
        !only.startsWith("$")
            && known.fields(only + ".", 1).stream()
                .anyMatch(field -> field.text("path").startsWith(only + "."));
    return deeper
        ? List.of(only, only + ".")
        : only.startsWith("$")
            ? List.of(only + ": ", only + ": {")
            : List.of(only + ": ", only + ": {$");
  }
}
