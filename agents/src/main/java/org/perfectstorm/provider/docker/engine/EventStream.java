package org.perfectstorm.provider.docker.engine;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.client.Response;
import org.eclipse.jetty.client.Result;
import org.perfectstorm.value.Json;
import org.perfectstorm.value.JsonException;

/**
 * The answer of {@code GET /events}: one JSON object a line, for as long as the engine lives. Fed
 * by the HTTP client's threads, one at a time, so that no thread waits for events.
 */
final class EventStream implements Response.Listener {
  private static final int LONGEST = 1 << 20;

  private final String engine;
  private final Engine.Listener listener;
  private final CompletableFuture<Response> head = new CompletableFuture<>();
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();

  EventStream(String engine, Engine.Listener listener) {
    this.engine = engine;
    this.listener = listener;
  }

  /** Waits until the engine has answered. */
  void begun(Duration deadline) throws EngineException, InterruptedException {
    try {
      int status = head.get(deadline.toMillis(), TimeUnit.MILLISECONDS).getStatus();
      if (status != 200) {
        throw EngineException.refused(status, engine + " refuses /events: HTTP status " + status);
      }
    } catch (TimeoutException e) {
      throw new EngineException(engine + " does not answer: no answer in time to /events", e);
    } catch (ExecutionException e) {
      throw new EngineException(engine + " does not answer: " + Reason.of(e.getCause()), e);
    }
  }

  @Override
  public void onHeaders(Response response) {
    head.complete(response);
  }

  @Override
  public void onContent(Response response, ByteBuffer content) {
    while (content.hasRemaining()) {
      byte b = content.get();
      if (b == '\n') {
        event();
      } else if (line.size() < LONGEST) {
        line.write(b);
      }
    }
  }

  private void event() {
    try {
      listener.happened(
          line.size() == 0 ? Event.UNKNOWN : Event.of(Json.readDoc(line.toByteArray())));
    } catch (JsonException e) {
      // A hint that cannot be read is a hint still.
      listener.happened(Event.UNKNOWN);
    } finally {
      line.reset();
    }
  }

  @Override
  public void onComplete(Result result) {
    Throwable failure = result.getFailure();
    head.completeExceptionally(failure == null ? new IOException("the stream ended") : failure);
    listener.ended();
  }
}
