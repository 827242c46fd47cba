package org.perfectstorm.mql;

import java.util.List;
import org.perfectstorm.mql.bson.Missing;
import org.perfectstorm.value.Arr;
import org.perfectstorm.value.Doc;
import org.perfectstorm.value.DocBuilder;
import org.perfectstorm.value.Json;

/**
 * Why a document matches a query, or not: the query's clauses as a tree, each with its verdict and
 * the value that it saw.
 *
 * @param clause what it asks, in the query's words: {@code image $regex "^nginx:"}, or {@code all
 *     of}, {@code any of}, {@code none of} for what joins others
 * @param matches whether it holds
 * @param path where it looks; null if it looks at no single path
 * @param saw what it found there: a value, several ones as an array if the path leads through an
 *     array, {@link Missing} if nothing is there
 * @param error why it could not be evaluated, or null
 * @param parts the clauses that it joins; for {@code $elemMatch} one for each element
 */
public record Explanation(
    String clause,
    boolean matches,
    String path,
    Object saw,
    String error,
    List<Explanation> parts) {
  private static final int LONGEST = 80;

  /**
   * As JSON: {@code clause}, {@code matches}, and where there are such {@code path}, {@code value}
   * or {@code missing: true}, {@code error} and {@code parts}.
   */
  public Doc toDoc() {
    DocBuilder doc = new DocBuilder().put("clause", clause).put("matches", matches);
    if (path != null) {
      doc.put("path", path);
      if (saw == Missing.MISSING) {
        doc.put("missing", true);
      } else {
        doc.put("value", ExtendedJson.encode(saw));
      }
    }
    doc.putIfPresent("error", error);
    if (!parts.isEmpty()) {
      doc.put("parts", Arr.of(parts.stream().map(Explanation::toDoc).toArray()));
    }
    return doc.build();
  }

  /** As an indented text, a line for each clause that begins with {@code yes} or {@code no}. */
  @Override
  public String toString() {
    StringBuilder out = new StringBuilder();
    write(out, "");
    return out.toString();
  }

  private void write(StringBuilder out, String indent) {
    out.append(matches ? "yes  " : "no   ").append(indent).append(clause);
    if (error != null) {
      out.append("   ").append(error);
    } else if (path != null) {
      out.append(saw == Missing.MISSING ? "   nothing there" : "   is " + shown(saw));
    }
    out.append('\n');
    parts.forEach(part -> part.write(out, indent + "  "));
  }

  static String shown(Object value) {
    String json = Json.text(ExtendedJson.encode(value));
    return json.length() <= LONGEST ? json : json.substring(0, LONGEST - 3) + "...";
  }
}
