package org.perfectstorm.provider.swarm;

import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.zip.GZIPInputStream;
import org.perfectstorm.provider.docker.engine.Engine;
import org.perfectstorm.provider.docker.engine.EngineException;
import org.perfectstorm.provider.docker.engine.Event;
import org.perfectstorm.provider.docker.engine.Reason;
import org.perfectstorm.value.Doc;
import org.perfectstorm.value.Json;
import org.perfectstorm.value.JsonException;

/**
 * The demonstration: replays what a real engine answered, in the time it took, over and over.
 *
 * <p>A recording is gzipped JSON lines: a header {@code {"format":1,..}}, then frames {@code
 * {"at":ms,"path":"/tasks","body":[..]}}; a path answers with its body until its next frame.
 */
final class RecordedEngine implements Engine {
  /** What the last frame shows stays for so long before all begins again. */
  private static final long REST_MS = 5_000;

  private final Source source;
  private final LongSupplier clockMs;
  private final Map<String, byte[]> answers = new HashMap<>();
  private Listener listener;
  private BufferedReader frames;
  private Doc next;
  private long began;
  private long lastAt;

  /** Opens the recording, from its beginning. */
  interface Source {
    InputStream open() throws IOException;
  }

  RecordedEngine(Source source, LongSupplier clockMs) {
    this.source = source;
    this.clockMs = clockMs;
  }

  /** The recording that storm-swarm brings along: ninety seconds of a swarm of eight nodes. */
  static RecordedEngine demo() {
    return new RecordedEngine(
        () -> RecordedEngine.class.getResourceAsStream("demo.jsonl.gz"),
        () -> System.nanoTime() / 1_000_000);
  }

  @Override
  public InputStream get(String path) throws EngineException {
    try {
      advance();
    } catch (IOException | JsonException e) {
      throw new EngineException(this + " cannot be read: " + Reason.of(e), e);
    }
    int query = path.indexOf('?');
    String asked = query < 0 ? path : path.substring(0, query);
    byte[] answer = answers.get(asked);
    if (answer == null) {
      throw EngineException.refused(404, this + " has no " + asked);
    }
    return new ByteArrayInputStream(answer);
  }

  @Override
  public InputStream follow(String path) throws EngineException {
    throw EngineException.refused(404, this + " has no " + path);
  }

  @Override
  public byte[] post(String path, Doc body) throws EngineException {
    throw EngineException.refused(405, this + " cannot be changed");
  }

  @Override
  public void delete(String path) throws EngineException {
    throw EngineException.refused(405, this + " cannot be changed");
  }

  private void advance() throws IOException {
    long now = clockMs.getAsLong();
    if (frames == null || (next == null && now - began > lastAt + REST_MS)) {
      rewind(now);
    }
    while (next != null && at(next) <= now - began) {
      String path = next.text("path");
      answers.put(path, Json.bytes(next.get("body")));
      if (listener != null) {
        // "/services" changed: as its event would say, "service".
        listener.happened(new Event(path.substring(1).replaceFirst("s$", ""), "", ""));
      }
      lastAt = at(next);
      next = frame();
    }
  }

  private void rewind(long now) throws IOException {
    close();
    frames =
        new BufferedReader(
            new InputStreamReader(new GZIPInputStream(source.open()), StandardCharsets.UTF_8));
    Doc header = frame();
    if (header == null || !Integer.valueOf(1).equals(header.get("format"))) {
      throw new IOException("not a recording of format 1");
    }
    next = frame();
    // The first frame is there at once.
    began = now - (next == null ? 0 : at(next));
    while (next != null && at(next) == now - began) {
      answers.put(next.text("path"), Json.bytes(next.get("body")));
      next = frame();
    }
  }

  private Doc frame() throws IOException {
    String line = frames.readLine();
    return line == null ? null : Json.readDoc(line);
  }

  private static long at(Doc frame) {
    return frame.get("at") instanceof Number at ? at.longValue() : 0;
  }

  @Override
  public Listening listen(Doc filters, Listener listener) {
    this.listener = listener;
    return () -> {};
  }

  @Override
  public void close() {
    if (frames != null) {
      try {
        frames.close();
      } catch (IOException e) {
        // It was only read.
      }
    }
  }

  @Override
  public String toString() {
    return "recorded engine (a demonstration, nothing real)";
  }
}
