package org.perfectstorm.cli.output;

import java.util.List;
import org.perfectstorm.text.Paint;
import org.perfectstorm.text.Yaml;
import org.perfectstorm.value.Arr;
import org.perfectstorm.value.Doc;

/** The forms in which objects can be printed. */
public enum Format {
  TABLE,
  JSON,
  YAML,
  NAME,
  /** Ids, one a line. */
  ID;

  private static final Paint COLORS =
      new Paint("\u001b[34m", "\u001b[0m", "\u001b[31m", "\u001b[0m");

  /**
   * The form with a name.
   *
   * @return null if there is none
   */
  public static Format named(String name) {
    return switch (name) {
      case "table" -> TABLE;
      case "json" -> JSON;
      case "yaml" -> YAML;
      case "name" -> NAME;
      default -> null;
    };
  }

  /** The fields of each object that this form of a list needs; none for all of them. */
  public List<String> fields(Look look) {
    return switch (this) {
      case TABLE -> look.fields();
      case NAME -> List.of("name", "names");
      case ID -> List.of("id");
      case JSON, YAML -> List.of();
    };
  }

  /** A list of objects. */
  public String list(List<Doc> docs, Look look, Style style) {
    return switch (this) {
      case TABLE -> look.table(docs, style);
      case JSON -> PrettyJson.of(Arr.from(docs));
      case YAML -> yaml(Arr.from(docs), style);
      case NAME -> lines(docs, true);
      case ID -> lines(docs, false);
    };
  }

  /** One object. */
  public String one(Doc doc, Look look, Style style) {
    return switch (this) {
      case JSON -> PrettyJson.of(doc);
      case YAML -> yaml(doc, style);
      default -> list(List.of(doc), look, style);
    };
  }

  private static String yaml(Object value, Style style) {
    return Yaml.write(value, style.colors() ? COLORS : Paint.NONE);
  }

  private static String lines(List<Doc> docs, boolean names) {
    StringBuilder out = new StringBuilder();
    for (Doc doc : docs) {
      out.append(names ? Look.name(doc) : doc.text("id")).append('\n');
    }
    return out.toString();
  }
}
