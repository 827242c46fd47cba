package org.perfectstorm.template;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.perfectstorm.value.Doc;
import org.perfectstorm.value.Json;

/**
 * A developer's tool: compares the engine with answers of jinja2, one JSON document a line on
 * standard input ({@code judge.py random SEED COUNT}). Prints what differs, and the numbers. See
 * src/test/judge/jinja/README.md.
 */
final class Differential {
  private static final int SHOWN = 25;

  /** Undefined elements, addresses of Python's objects, complex numbers, escaped texts. */
  private static final Pattern PRINTS_WHAT_WE_REFUSE =
      Pattern.compile("ndefine|at 0x[0-9a-f]{6,}|[0-9]j\\)|Markup\\(");

  private final PrintStream out;
  private final Map<String, Integer> counts = new LinkedHashMap<>();
  private int shown;

  private Differential(PrintStream out) {
    this.out = out;
    for (String kind :
        new String[] {
          "same output",
          "both fail",
          "output differs",
          "only we fail",
          "only jinja2 fails",
          "refused on purpose"
        }) {
      counts.put(kind, 0);
    }
  }

  public static void main(String[] args) throws IOException {
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    Differential differential = new Differential(out);
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        differential.compare(Json.readDoc(line));
      }
    }
    out.println(differential.counts);
  }

  private static boolean refused(String theirs, String error) {
    return PRINTS_WHAT_WE_REFUSE.matcher(theirs).find()
        || (error != null && error.contains("No filter named"));
  }

  private void compare(Doc answer) {
    Map<String, Object> variables = new LinkedHashMap<>();
    answer.doc("vars").forEach(entry -> variables.put(entry.getKey(), entry.getValue()));
    String ours = null;
    String error = null;
    try {
      ours = Template.compile(answer.text("template")).render(variables);
    } catch (TemplateException e) {
      error = e.getMessage();
    }
    String theirs = answer.text("output");
    String kind;
    if (theirs != null && refused(theirs, error)) {
      kind = "refused on purpose";
    } else if (theirs == null) {
      kind = error == null ? "only jinja2 fails" : "both fail";
      kind = error != null && error.contains(Template.OWN_FAULT) ? "only we fail" : kind;
    } else if (error != null) {
      kind = "only we fail";
    } else {
      kind = ours.equals(theirs) ? "same output" : "output differs";
    }
    counts.merge(kind, 1, Integer::sum);
    if (!kind.equals("same output")
        && !kind.equals("both fail")
        && !kind.equals("refused on purpose")
        && shown++ < SHOWN) {
      out.println("--- " + kind + ": " + answer.get("name"));
      out.println(answer.text("template"));
      out.println("vars:   " + answer.doc("vars"));
      out.println("jinja2: " + Json.text(theirs == null ? answer.text("error") : theirs));
      out.println("ours:   " + Json.text(error == null ? ours : error));
    }
  }
}
