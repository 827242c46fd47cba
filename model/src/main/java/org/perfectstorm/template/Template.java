package org.perfectstorm.template;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A compiled template in Jinja's syntax. Immutable: any number of threads may render it at once.
 *
 * <p>Blocks <code>{% %}</code>, expressions {@code {{ }}}, line statements that begin with {@code
 * %}, line comments {@code ##}, {@code trim_blocks}, {@code lstrip_blocks}, the extension {@code
 * do}; one newline at the end is dropped; nothing is escaped. Values print as in Python.
 */
public final class Template {
  private final Source source;
  private final List<Stmt> statements;
  private final Set<String> names;

  private Template(Source source, List<Stmt> statements) {
    this.source = source;
    this.statements = statements;
    this.names = Set.copyOf(FreeNames.of(statements).needed);
  }

  /** The reason given where the engine itself is at fault: nobody should ever read it. */
  static final String OWN_FAULT = "the template engine failed: ";

  /**
   * Compiles a template.
   *
   * @throws TemplateException if it is no template, or is longer than a million characters
   */
  public static Template compile(String text) {
    if (text.length() > Source.LONGEST) {
      throw new TemplateException(
          1, 1, "this template is longer than " + Source.LONGEST + " characters", null);
    }
    Source source = new Source(text);
    try {
      return new Template(source, new StatementParser(Lexer.tokens(source.text)).template());
    } catch (Fault e) {
      throw source.failure(e.at, e.getMessage(), e.getCause());
    } catch (StackOverflowError | RuntimeException e) {
      throw source.failure(0, OWN_FAULT + e, e);
    }
  }

  /**
   * The names that it takes from the variables and cannot do without, wherever they stand: also in
   * parts that a condition may skip. Not those that it asks about ({@code is defined}) or that it
   * has a {@code default} for.
   */
  public Set<String> names() {
    return names;
  }

  /** Renders within {@link Limits#DEFAULTS}; see {@link #render(Map, Limits)}. */
  public String render(Map<String, ?> variables) {
    return render(variables, Limits.DEFAULTS);
  }

  /**
   * Renders.
   *
   * @param variables by name, of the kinds that {@link TemplateObject} lists; they are not changed
   * @throws TemplateException if something is missing, wrong, or more than the limits allow
   */
  public String render(Map<String, ?> variables, Limits limits) {
    Run run = new Run(limits);
    try {
      Scope given = new Scope(Globals.scope());
      variables.forEach((name, value) -> given.set(name, Host.in(value)));
      Output out = new Output(run, true);
      new Renderer(run).render(statements, new Scope(given), out);
      return out.text();
    } catch (Fault e) {
      throw source.failure(e.at < 0 ? run.at : e.at, e.getMessage(), e.getCause());
    } catch (StackOverflowError | RuntimeException e) {
      throw source.failure(run.at, OWN_FAULT + e, e);
    }
  }
}
