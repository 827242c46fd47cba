package org.perfectstorm.server;

import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;
import org.perfectstorm.value.Doc;
import org.perfectstorm.value.Json;

/**
 * Answers what never reaches the API, such as a request that is no HTTP: JSON like everything else,
 * without a page, a stack trace or the server's make.
 */
final class Complaints extends ErrorHandler {
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
    byte[] body = body(code, message);
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/json");
    response.getHeaders().put(HttpHeader.CONTENT_LENGTH, body.length);
    if ("HEAD".equals(request.getMethod())) {
      callback.succeeded();
    } else {
      response.write(true, ByteBuffer.wrap(body), callback);
    }
  }

  private static byte[] body(int status, String message) {
    String standard = HttpStatus.getMessage(status);
    // What went wrong inside is for the log; what is wrong with the request is for its sender.
    String detail = status >= 500 || message == null || message.isBlank() ? standard : message;
    return Json.bytes(Doc.of("detail", detail.endsWith(".") ? detail : detail + "."));
  }
}
