package org.perfectstorm.cli.output;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.perfectstorm.value.Doc;

/**
 * Resources as a tree by their parents: those without a parent in the list first to last, below
 * each its children, in the order of the list.
 */
final class Tree {
  private final Style style;
  private final Map<String, List<Doc>> children = new HashMap<>();
  private final Set<String> placed = new HashSet<>();
  private final List<Doc> docs = new ArrayList<>();
  private final List<String> prefixes = new ArrayList<>();

  /**
   * A resource that is to be placed.
   *
   * @param above what stands before the lines below its parent; null for a root
   */
  private record Place(Doc doc, String above, boolean last) {}

  Tree(Style style, List<Doc> list) {
    this.style = style;
    Set<String> ids = new HashSet<>();
    for (Doc doc : list) {
      ids.add(doc.text("id"));
    }
    List<Doc> roots = new ArrayList<>();
    for (Doc doc : list) {
      String parent = doc.text("parent");
      if (parent == null || !ids.contains(parent)) {
        roots.add(doc);
      } else {
        List<Doc> siblings = children.get(parent);
        if (siblings == null) {
          siblings = new ArrayList<>();
          children.put(parent, siblings);
        }
        siblings.add(doc);
      }
    }
    for (Doc root : roots) {
      place(root);
    }
    // Parents in a circle have no root: show them all the same.
    for (Doc doc : list) {
      if (!placed.contains(doc.text("id"))) {
        place(doc);
      }
    }
  }

  /** The resources in the tree's order. */
  List<Doc> docs() {
    return docs;
  }

  /** What stands before each. */
  List<String> prefixes() {
    return prefixes;
  }

  private void place(Doc root) {
    Deque<Place> places = new ArrayDeque<>();
    places.push(new Place(root, null, true));
    while (!places.isEmpty()) {
      Place place = places.pop();
      String id = place.doc.text("id");
      if (!placed.add(id)) {
        continue;
      }
      docs.add(place.doc);
      prefixes.add(place.above == null ? "" : place.above.concat(branch(place.last)));
      List<Doc> below = children.get(id);
      if (below != null) {
        String above = place.above == null ? "" : place.above.concat(line(place.last));
        for (int i = below.size() - 1; i >= 0; i--) {
          places.push(new Place(below.get(i), above, i == below.size() - 1));
        }
      }
    }
  }

  private String branch(boolean last) {
    return style.utf8() ? (last ? "╰─" : "├─") : (last ? "`-" : "|-");
  }

  private String line(boolean last) {
    return last ? "  " : style.utf8() ? "│ " : "| ";
  }
}
