package org.perfectstorm.api;

import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;
import org.perfectstorm.value.Doc;
import org.perfectstorm.value.Json;

/** Answers in JSON what Jetty refuses before a route sees it: a request that is no HTTP. */
final class JettyErrors extends ErrorHandler {
  @Override
  public boolean errorPageForMethod(String method) {
    return true;
  }

  @Override
  protected void generateResponse(
      Request request,
      Response response,
      int code,
      String message,
      Throwable cause,
      Callback callback) {
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/json");
    byte[] json = Json.bytes(Doc.of("detail", text(code, message)));
    response.write(true, ByteBuffer.wrap(json), callback);
  }

  private static String text(int code, String message) {
    if (code == HttpStatus.NOT_FOUND_404) {
      return "Not found.";
    }
    String said = HttpStatus.getMessage(code);
    return message == null || message.equals(said) || code >= 500
        ? said + "."
        : said + ": " + message + ".";
  }
}
