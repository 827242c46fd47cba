package org.perfectstorm.ui;

import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import io.javalin.http.NotFoundResponse;
import java.io.IOException;
import java.util.List;

/**
 * The routes of the web page. What is below {@code /ui/} and no file of it is a view of the page,
 * so it answers with the page, which then shows that view: every address can be kept and sent.
 */
public final class Page {
  /** Files whose names change with their content. */
  private static final String ASSETS = "assets/";

  private static final String INDEX = "index.html";

  /**
   * A browser runs scripts and takes styles from this server's files only, never from what is in
   * the data; it sends nothing elsewhere, and nobody can put the page into a frame.
   */
  static final String POLICY =
      String.join(
          "; ",
          "default-src 'none'",
          "script-src 'self'",
          "style-src 'self'",
          "font-src 'self'",
          // Pictures that are exported are drawn from a blob.
          "img-src 'self' blob: data:",
          "connect-src 'self'",
          "worker-src 'self'",
          "manifest-src 'self'",
          "base-uri 'none'",
          "form-action 'none'",
          "frame-ancestors 'none'");

  private final Files files;

  Page(Files files) {
    this.files = files;
  }

  /** Adds the page to a server's routes. */
  public static void configure(JavalinConfig config) {
    new Page(new Files("web/")).addTo(config);
  }

  void addTo(JavalinConfig config) {
    for (HandlerType method : List.of(HandlerType.GET, HandlerType.HEAD)) {
      config.routes.addHttpHandler(method, "/", context -> view(context));
      config.routes.addHttpHandler(method, "/ui", context -> context.redirect("/ui/"));
      config.routes.addHttpHandler(method, "/ui/", context -> view(context));
      config.routes.addHttpHandler(
          method, "/ui/<path>", context -> answer(context, context.pathParam("path")));
    }
  }

  private void answer(Context context, String path) throws IOException {
    if (files.has(path)) {
      send(context, path);
    } else if (path.startsWith(ASSETS)) {
      throw new NotFoundResponse();
    } else {
      view(context);
    }
  }

  private void view(Context context) throws IOException {
    if (files.has(INDEX)) {
      send(context, INDEX);
    } else {
      new Sending(context).absent(Files.absent());
    }
  }

  private void send(Context context, String path) throws IOException {
    Sending sending = new Sending(context);
    if (path.startsWith(ASSETS)) {
      sending.keep();
    } else {
      sending.ask(files.tag(path));
    }
    sending.send(path, files);
  }
}
