/**
 * Templates in Jinja's syntax: the content of procedures.
 *
 * <p>Comes in: a text with {@code {{ }}}, <code>{% %}</code>, line statements ({@code %}) and line
 * comments ({@code ##}), and the values that it may see. Goes out: the rendered text, or a {@link
 * org.perfectstorm.template.TemplateException} that says where and why. Called by the server when a
 * procedure is rendered.
 *
 * <p>Read it in the order of its flow: {@code Lexer} to tokens, {@code StatementParser} and {@code
 * ExpressionParser} to records ({@code Stmt}, {@code Expr}), {@code Renderer} and {@code Evaluator}
 * over them. Values are Python's, small and of our own: nothing of Java can be reached from a
 * template. What a template may cost is counted in {@code Run} against {@link
 * org.perfectstorm.template.Limits}. A filter, a test or a method is one line in one of the tables
 * ({@code TextFilters}, {@code Checks}, {@code StringMethods} ...).
 *
 * <p>The judge is Python's jinja2 with trim_blocks, lstrip_blocks, the {@code do} extension and
 * StrictUndefined (src/test/judge/jinja). On purpose different: an unknown name inside a printed
 * list fails too, {@code tojson} is Python's plain json.dumps (nothing escaped for HTML), values
 * given by the caller cannot be changed, there are no other templates to include.
 */
package org.perfectstorm.template;
