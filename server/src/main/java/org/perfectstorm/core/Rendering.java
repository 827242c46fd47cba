package org.perfectstorm.core;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.perfectstorm.model.Kind;
import org.perfectstorm.model.Masking;
import org.perfectstorm.model.Secrets;
import org.perfectstorm.template.Template;
import org.perfectstorm.template.TemplateException;
import org.perfectstorm.value.Doc;
import org.perfectstorm.value.DocBuilder;

/**
 * Fills in the templates of procedures. They see {@code target}, {@code resources}, {@code groups}
 * and all parameters, which may hide these; a subscription's also {@code event}.
 *
 * <p>A parameter that a procedure declares as {@code {"secret": true}} has no value there: it comes
 * with the request, and is shown to nobody but the agent that does the job.
 */
public final class Rendering {
  private static final String EVENT = "event";

  /** What queries of a template may take of the processor. */
  public static final Duration PATIENCE = Duration.ofSeconds(2);

  /** The same on the committing thread, where everybody waits. */
  public static final Duration IN_COMMIT = Duration.ofMillis(200);

  private final Budget budget;
  private final State state;
  private final Doc procedure;
  private final Doc target;
  private final Doc params;
  private final Set<String> secrets;
  private final Set<String> missing = new TreeSet<>();

  private Rendering(State state, Doc procedure, Doc target, Doc params, Duration time) {
    this.budget = new Budget(time);
    this.state = state;
    this.procedure = procedure;
    this.target = target;
    this.params = params;
    this.secrets = Secrets.names(procedure.doc("params"));
    for (String secret : secrets) {
      if (!Secrets.isGiven(params, secret)) {
        missing.add(secret);
      }
    }
  }

  /**
   * Renders a procedure for a job.
   *
   * @param options the request's; they win over the procedure's, as do the parameters
   * @param event the event that caused it, which becomes the parameter {@code event} if there is
   *     none; null if nothing did
   * @throws Impossible if a parameter is missing, or the template fails
   */
  public static Rendered render(
      State state, Doc procedure, Doc target, Doc options, Doc params, Doc event) {
    return render(state, procedure, target, options, params, event, IN_COMMIT);
  }

  /**
   * The same, not on the committing thread.
   *
   * @param time what its queries may take of the processor
   */
  public static Rendered render(
      State state, Doc procedure, Doc target, Doc options, Doc params, Doc event, Duration time) {
    Rendering rendering =
        new Rendering(state, procedure, target, merged(procedure, params, event), time);
    return rendering.rendered(
        rendering.content(rendering.params), merged(procedure.doc("options"), options));
  }

  /**
   * The same to look at: nothing of it is in the clear, and secrets need not be given.
   *
   * @throws Impossible if a parameter is missing, or the template fails
   */
  public static Rendered preview(
      State state, Doc procedure, Doc target, Doc options, Doc params, Doc event) {
    Doc merged =
        Secrets.shown(merged(procedure, params, event), Secrets.names(procedure.doc("params")));
    Rendering rendering = new Rendering(state, procedure, target, merged, PATIENCE);
    return rendering.rendered(rendering.content(merged), merged(procedure.doc("options"), options));
  }

  private Rendered rendered(String content, Doc options) {
    Doc shown = Secrets.shown(params, secrets);
    return new Rendered(
        content,
        options,
        params,
        Set.copyOf(secrets),
        shown.equals(params) ? content : masked(shown),
        shown);
  }

  /** The text without secrets. Where it is only a text with them, nothing is shown of it. */
  private String masked(Doc shown) {
    try {
      return template().render(variables(shown));
    } catch (TemplateException e) {
      return Masking.MASK;
    }
  }

  private String content(Doc given) {
    Map<String, Object> variables = variables(given);
    Template template = template();
    String content;
    try {
      content = template.render(variables);
    } catch (TemplateException e) {
      boolean isSecret = missing.stream().anyMatch(name -> isWhy(name, e));
      if (template.names().stream().anyMatch(name -> isWhy(name, e))) {
        // Then all that are missing, at once.
        template.names().stream()
            .filter(name -> !variables.containsKey(name))
            .forEach(missing::add);
      }
      // A template may have put a secret into a name.
      String message = Masking.of(params, secrets).mask(e.getMessage());
      throw new Impossible(isSecret ? null : message, missing);
    }
    if (!missing.isEmpty()) {
      throw new Impossible(null, missing);
    }
    return content;
  }

  private static boolean isWhy(String name, TemplateException e) {
    return e.reason().startsWith("'" + name + "' is undefined");
  }

  private Template template() {
    try {
      return Template.compile(procedure.get("content") instanceof String text ? text : "");
    } catch (TemplateException e) {
      throw new Impossible(e.getMessage(), Set.of());
    }
  }

  private Map<String, Object> variables(Doc given) {
    Map<String, Object> variables = new HashMap<>();
    variables.put("target", target);
    variables.put("resources", LiveList.of(Kind.RESOURCE, state, budget));
    variables.put("groups", LiveList.of(Kind.GROUP, state, budget));
    for (var param : given) {
      if (!missing.contains(param.getKey())) {
        variables.put(param.getKey(), param.getValue());
      }
    }
    return variables;
  }

  private static Doc merged(Doc procedure, Doc params, Doc event) {
    Doc merged = merged(procedure.doc("params"), params);
    return event == null || merged.has(EVENT) ? merged : merged.with(EVENT, event);
  }

  private static Doc merged(Doc below, Doc above) {
    DocBuilder merged = below.toBuilder();
    above.forEach(entry -> merged.put(entry.getKey(), entry.getValue()));
    return merged.build();
  }

  /** A procedure that cannot be rendered so. Says what is wrong without any secret. */
  public static final class Impossible extends RuntimeException {
    private final String content;
    private final List<String> params;

    Impossible(String content, Set<String> params) {
      super(sentence(content, params), null, false, false);
      this.content = content;
      this.params = List.copyOf(params);
    }

    /** What is wrong with the template, with line and column; null if nothing is. */
    public String content() {
      return content;
    }

    /** The names of the parameters that are missing; maybe none. */
    public List<String> params() {
      return params;
    }

    private static String sentence(String content, Set<String> params) {
      List<String> parts = new ArrayList<>();
      if (content != null) {
        parts.add(content);
      }
      if (!params.isEmpty()) {
        parts.add("missing parameters: " + String.join(", ", params));
      }
      return String.join("; ", parts);
    }
  }
}
