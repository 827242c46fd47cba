package org.perfectstorm.cli.importing;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.perfectstorm.model.Kind;
import org.perfectstorm.text.Mistake;
import org.perfectstorm.text.TextException;
import org.perfectstorm.text.Yaml;
import org.perfectstorm.text.YamlDocument;
import org.perfectstorm.value.Arr;
import org.perfectstorm.value.Doc;

/**
 * What a number of files say: the objects, all mistakes, and what is said in vain because it is not
 * supported yet. Filled file by file, then read.
 */
final class Specification {
  private final List<Item> items = new ArrayList<>();
  private final List<Mistake> mistakes = new ArrayList<>();
  private final List<Mistake> notes = new ArrayList<>();
  private final Map<String, Item> names = new HashMap<>();

  /** Everything to import, in the order of the files. */
  List<Item> items() {
    return items;
  }

  /** Everything that is wrong. */
  List<Mistake> mistakes() {
    return mistakes;
  }

  /** What was left out. */
  List<Mistake> notes() {
    return notes;
  }

  /** Adds what a file says. */
  void add(String file, String text) {
    List<YamlDocument> documents;
    try {
      documents = Yaml.read(file, text);
    } catch (TextException e) {
      mistakes.addAll(e.mistakes());
      return;
    }
    if (documents.isEmpty()) {
      mistakes.add(new Mistake(file, 1, 1, List.of(), "there is nothing in it"));
    }
    for (YamlDocument document : documents) {
      if (document.value() instanceof Arr entries) {
        for (int i = 0; i < entries.size(); i++) {
          entry(document, List.of(Integer.toString(i)), entries.get(i));
        }
      } else {
        entry(document, List.of(), document.value());
      }
    }
  }

  private void entry(YamlDocument document, List<String> path, Object value) {
    if (!(value instanceof Doc entry)) {
      wrong(document, path, "expected a mapping such as \"group:\" with a group under it");
      return;
    }
    if (entry.has("query") && entry.has("name")) {
      group(document, path, entry);
      return;
    }
    if (entry.size() != 1) {
      wrong(
          document,
          path,
          "expected exactly one of the keys group, application or procedure; here are "
              + String.join(", ", entry.shape().keys()));
      return;
    }
    String noun = entry.key(0);
    List<String> inner = plus(path, noun);
    switch (noun) {
      case "group", "application", "procedure" -> {
        if (!(entry.at(0) instanceof Doc object)) {
          wrong(document, inner, "expected a mapping with the " + noun + "'s fields");
        } else if (noun.equals("group")) {
          group(document, inner, object);
        } else if (noun.equals("application")) {
          application(document, inner, object);
        } else {
          note(document, inner, "procedures are not supported yet: left out");
        }
      }
      default -> wrong(document, inner, "unknown: expected group, application or procedure");
    }
  }

  private void application(YamlDocument document, List<String> path, Doc application) {
    for (Map.Entry<String, Object> field : application) {
      List<String> inner = plus(path, field.getKey());
      switch (field.getKey()) {
        case "id", "name" -> {}
        case "groups" -> {
          if (!(field.getValue() instanceof Arr groups)) {
            wrong(document, inner, "expected a list of groups");
            continue;
          }
          for (int i = 0; i < groups.size(); i++) {
            List<String> place = plus(inner, Integer.toString(i));
            if (groups.get(i) instanceof Doc group) {
              group(document, place, group);
            } else {
              wrong(document, place, "expected a mapping with the group's fields");
            }
          }
        }
        case "components", "links", "expose", "procedures" ->
            note(document, inner, "not supported yet: left out, only groups are imported");
        default ->
            wrong(
                document,
                inner,
                "an application has no such field: it has name, groups, links, expose, procedures");
      }
    }
  }

  private void group(YamlDocument document, List<String> path, Doc group) {
    new GroupCheck(document, path, mistakes).check(group);
    String name = group.text("name");
    String key = group.text("id") == null ? name : group.text("id");
    if (key == null || key.isBlank()) {
      return;
    }
    Item item = new Item(Kind.GROUP, key, group, document, path);
    Item before = names.putIfAbsent(key, item);
    if (before != null) {
      Mistake first = before.document().mistake(before.path(), "");
      wrong(
          document,
          path,
          "the group " + key + " stands in " + first.file() + ":" + first.line() + " already");
    }
    items.add(item);
  }

  private void wrong(YamlDocument document, List<String> path, String message) {
    mistakes.add(document.mistake(path, message));
  }

  private void note(YamlDocument document, List<String> path, String message) {
    notes.add(document.mistake(path, message));
  }

  static List<String> plus(List<String> path, String step) {
    List<String> longer = new ArrayList<>(path);
    longer.add(step);
    return longer;
  }
}
