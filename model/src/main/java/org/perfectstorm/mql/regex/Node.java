package org.perfectstorm.mql.regex;

import java.util.List;

/** A parsed pattern. Options are worked in already: case is in the sets, lines in the anchors. */
sealed interface Node {
  /** So many times at most is as often as one likes. */
  int UNLIMITED = -1;

  /** Nothing, found everywhere. */
  record Empty() implements Node {}

  /** One character out of a set. */
  record One(CodeSet set) implements Node {}

  /** One after the other. */
  record Sequence(List<Node> parts) implements Node {}

  /** The first that leads to a match. */
  record Choice(List<Node> parts) implements Node {}

  /** Again and again. */
  record Repeat(Node part, int min, int max, Style style) implements Node {}

  /** A group whose text may be referred to. */
  record Group(Node part, int index) implements Node {}

  /** What follows or precedes, without consuming it. */
  record Look(Node part, boolean ahead, boolean negative) implements Node {}

  /** A group that is not tried again once it matched. */
  record Atomic(Node part) implements Node {}

  /** The text that a group matched. */
  record Back(int group, boolean anyCase) implements Node {}

  /** A place in the text. */
  record At(Place place) implements Node {}

  /** How a repetition tries. */
  enum Style {
    GREEDY,
    LAZY,
    POSSESSIVE
  }

  /** The places that can be asked for. */
  enum Place {
    START,
    LINE_START,
    /** The end, or before a newline that ends the text. */
    END,
    LINE_END,
    VERY_END,
    WORD_BOUNDARY,
    NO_WORD_BOUNDARY
  }

  /** How many characters' worth of instructions it takes when repetitions are written out. */
  default long size() {
    return switch (this) {
      case Empty _, One _, Back _, At _ -> 1;
      case Sequence sequence -> 1 + sum(sequence.parts());
      case Choice choice -> choice.parts().size() + sum(choice.parts());
      case Repeat repeat ->
          Math.min(
              1L << 40,
              1 + Math.max(1, Math.max(repeat.min(), repeat.max())) * repeat.part().size());
      case Group group -> 1 + group.part().size();
      case Look look -> 1 + look.part().size();
      case Atomic atomic -> 1 + atomic.part().size();
    };
  }

  private static long sum(List<Node> parts) {
    long sum = 0;
    for (Node part : parts) {
      sum = Math.min(1L << 40, sum + part.size());
    }
    return sum;
  }

  /** The fewest characters that it matches; not more than it really is where parts repeat. */
  default int shortest() {
    return switch (this) {
      case Empty _, Look _, Back _, At _ -> 0;
      case One _ -> 1;
      case Sequence sequence -> sequence.parts().stream().mapToInt(Node::shortest).sum();
      case Choice choice -> choice.parts().stream().mapToInt(Node::shortest).min().orElse(0);
      case Repeat repeat -> repeat.min() == 0 ? 0 : repeat.part().shortest();
      case Group group -> group.part().shortest();
      case Atomic atomic -> atomic.part().shortest();
    };
  }

  /** How many characters it always matches, or -1 if that varies. */
  default int width() {
    return switch (this) {
      case Empty _, Look _, At _ -> 0;
      case Back _ -> -1;
      case One _ -> 1;
      case Sequence sequence -> {
        int width = 0;
        for (Node part : sequence.parts()) {
          int more = part.width();
          if (more < 0) {
            yield -1;
          }
          width += more;
        }
        yield width;
      }
      case Choice choice -> {
        int[] widths = choice.parts().stream().mapToInt(Node::width).distinct().toArray();
        yield widths.length == 1 ? widths[0] : -1;
      }
      case Repeat repeat -> {
        int width = repeat.part().width();
        yield repeat.min() != repeat.max() || width < 0 ? -1 : repeat.min() * width;
      }
      case Group group -> group.part().width();
      case Atomic atomic -> atomic.part().width();
    };
  }
}
