package org.perfectstorm.ui;

import io.javalin.http.Context;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Locale;
import java.util.Map;

/** The answer with one file: headers, and the smallest form that the browser takes. */
final class Sending {
  private static final Map<String, String> TYPES =
      Map.of(
          "html", "text/html; charset=utf-8",
          "js", "text/javascript; charset=utf-8",
          "css", "text/css; charset=utf-8",
          "svg", "image/svg+xml",
          "png", "image/png",
          "woff2", "font/woff2",
          "json", "application/json",
          "webmanifest", "application/manifest+json",
          "txt", "text/plain; charset=utf-8");

  private final Context context;
  private final HttpServletResponse response;
  private boolean known;

  Sending(Context context) {
    this.context = context;
    this.response = context.res();
    response.setHeader("Content-Security-Policy", Page.POLICY);
    response.setHeader("X-Content-Type-Options", "nosniff");
    response.setHeader("Referrer-Policy", "no-referrer");
    response.setHeader("Cross-Origin-Opener-Policy", "same-origin");
    response.setHeader("Cross-Origin-Resource-Policy", "same-origin");
  }

  /** The file never changes: its name does. */
  void keep() {
    response.setHeader("Cache-Control", "public, max-age=31536000, immutable");
  }

  /** The browser asks each time whether the file is still the same. */
  void ask(String tag) {
    // One tag for all encodings: it is for the content.
    String etag = "W/\"" + tag + "\"";
    response.setHeader("Cache-Control", "no-cache");
    response.setHeader("ETag", etag);
    String asked = context.req().getHeader("If-None-Match");
    known = asked != null && asked.contains(etag);
  }

  void send(String path, Files files) throws IOException {
    response.setHeader("Vary", "Accept-Encoding");
    if (known) {
      response.setStatus(304);
      return;
    }
    String encoding = "";
    for (String one : new String[] {"br", "gzip"}) {
      if (encoding.isEmpty() && files.has(path, one) && takes(one)) {
        encoding = one;
        response.setHeader("Content-Encoding", one);
      }
    }
    write(200, TYPES.get(path.substring(path.lastIndexOf('.') + 1)), files.read(path, encoding));
  }

  /** Says that this server has no page. */
  void absent(byte[] html) throws IOException {
    response.setHeader("Cache-Control", "no-store");
    write(200, TYPES.get("html"), html);
  }

  private void write(int status, String type, byte[] bytes) throws IOException {
    response.setStatus(status);
    response.setContentType(type == null ? "application/octet-stream" : type);
    response.setContentLength(bytes.length);
    if (!context.req().getMethod().equals("HEAD")) {
      response.getOutputStream().write(bytes);
    }
  }

  /** Whether {@code Accept-Encoding} names an encoding, and not with {@code q=0}. */
  private boolean takes(String encoding) {
    String accepted = context.req().getHeader("Accept-Encoding");
    if (accepted == null) {
      return false;
    }
    for (String one : accepted.toLowerCase(Locale.ROOT).split(",")) {
      String[] parts = one.strip().split(";", 2);
      if (parts[0].strip().equals(encoding)) {
        return parts.length == 1 || !parts[1].strip().matches("q=0(\\.0*)?");
      }
    }
    return false;
  }
}
