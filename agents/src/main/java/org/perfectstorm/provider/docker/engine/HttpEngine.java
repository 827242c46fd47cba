package org.perfectstorm.provider.docker.engine;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.client.BytesRequestContent;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.InputStreamResponseListener;
import org.eclipse.jetty.client.Request;
import org.eclipse.jetty.client.Response;
import org.eclipse.jetty.client.transport.HttpClientTransportOverHTTP;
import org.eclipse.jetty.http.HttpCookieStore;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.io.ClientConnector;
import org.eclipse.jetty.io.Transport;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.eclipse.jetty.util.thread.ScheduledExecutorScheduler;
import org.perfectstorm.value.Doc;
import org.perfectstorm.value.Json;
import org.perfectstorm.value.JsonException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A real engine over HTTP, by a unix socket, TCP, TLS or ssh. Keeps one connection for lists and
 * one for events. Whoever interrupts a call ends it.
 */
public final class HttpEngine implements Engine {
  private static final Logger log = LoggerFactory.getLogger(HttpEngine.class);

  /** No list of Docker's is larger than this. */
  private static final long LARGEST = 1L << 29;

  private static final int LARGEST_ERROR = 1 << 14;

  private final EngineAddress address;
  private final Duration deadline;
  private final HttpClient client;

  /** Null unless it is by ssh. */
  private final SshTunnel tunnel;

  /** Null until it is agreed, and again when the engine was away: it may come back as another. */
  private volatile ApiVersion version;

  /** As below, with as many connections as one who discovers needs. */
  public HttpEngine(EngineAddress address, Duration deadline) {
    this(address, deadline, 3);
  }

  /**
   * @param deadline for each call, from sending it to its last byte
   * @param connections the most that there may be; calls beyond it wait
   */
  public HttpEngine(EngineAddress address, Duration deadline, int connections) {
    this.address = address;
    this.deadline = deadline;
    QueuedThreadPool threads = new QueuedThreadPool(6, 1, 30_000, 0, null, null);
    threads.setName("engine");
    threads.setDaemon(true);
    tunnel = tunnel(address);
    ClientConnector connector = new ClientConnector();
    if (address instanceof EngineAddress.Tcp tcp && tcp.tls() != null) {
      connector.setSslContextFactory(tcp.tls().factory());
    }
    connector.setSelectors(1);
    connector.setExecutor(threads);
    connector.setScheduler(new ScheduledExecutorScheduler("engine-timer", true));
    connector.setConnectTimeout(Duration.ofSeconds(5));
    client = new HttpClient(new HttpClientTransportOverHTTP(connector));
    client.setFollowRedirects(false);
    client.setHttpCookieStore(new HttpCookieStore.Empty());
    // One for events, one for all other calls, which are short and take turns, and one to ask
    // beside a call that is not answered.
    client.setMaxConnectionsPerDestination(connections);
    client.setResponseBufferSize(1 << 16);
    client.setUserAgentField(null);
    // Events may be hours apart; every other call has its deadline.
    client.setIdleTimeout(0);
    try {
      client.start();
    } catch (Exception e) {
      throw new IllegalStateException("cannot start the HTTP client", e);
    }
  }

  private static SshTunnel tunnel(EngineAddress address) {
    try {
      return address instanceof EngineAddress.Ssh ssh ? new SshTunnel(ssh.command()) : null;
    } catch (IOException e) {
      throw new IllegalStateException("cannot listen on a socket in a temporary folder", e);
    }
  }

  @Override
  public InputStream get(String path) throws EngineException, InterruptedException {
    try {
      return ask("/v" + version() + path);
    } catch (EngineException e) {
      failed(e);
      throw e;
    }
  }

  @Override
  public InputStream follow(String path) throws EngineException, InterruptedException {
    String target = "/v" + version() + path;
    return send(request(target), target);
  }

  @Override
  public byte[] post(String path, Doc body) throws EngineException, InterruptedException {
    return change(HttpMethod.POST, path, Json.bytes(body));
  }

  @Override
  public void delete(String path) throws EngineException, InterruptedException {
    change(HttpMethod.DELETE, path, null);
  }

  private byte[] change(HttpMethod method, String path, byte[] body)
      throws EngineException, InterruptedException {
    String target = "/v" + version() + path;
    Request request = request(target).method(method);
    if (body != null) {
      request.body(new BytesRequestContent("application/json", body));
    }
    try (InputStream in = ask(request, target)) {
      return in.readAllBytes();
    } catch (EngineException e) {
      failed(e);
      throw e;
    } catch (InterruptedIOException e) {
      throw Answers.interrupted(e);
    } catch (IOException e) {
      throw new EngineException(this + " does not answer: " + Reason.of(e), e);
    }
  }

  private void failed(EngineException e) {
    // An engine that was replaced by an older one says 400 to the version.
    if (!e.isRefused() || e.status() == 400) {
      version = null;
    }
  }

  private ApiVersion version() throws EngineException, InterruptedException {
    ApiVersion known = version;
    if (known == null) {
      known = agree();
      version = known;
      log.info("{} speaks API {}", this, known);
    }
    return known;
  }

  private ApiVersion agree() throws EngineException, InterruptedException {
    Doc said;
    try (InputStream in = ask("/version")) {
      said = Json.readDoc(in.readAllBytes());
    } catch (IOException e) {
      throw new EngineException(this + " does not answer: " + Reason.of(e), e);
    } catch (JsonException e) {
      throw new EngineException("what answers at " + address + " is no Docker Engine", e);
    }
    ApiVersion newest = ApiVersion.parse(said.text("ApiVersion"));
    if (newest == null) {
      throw new EngineException("what answers at " + address + " is no Docker Engine");
    }
    return ApiVersion.between(newest, ApiVersion.parse(said.text("MinAPIVersion")));
  }

  private InputStream ask(String target) throws EngineException, InterruptedException {
    return ask(request(target), target);
  }

  private InputStream ask(Request request, String target)
      throws EngineException, InterruptedException {
    return send(request.timeout(deadline.toMillis(), TimeUnit.MILLISECONDS), target);
  }

  private InputStream send(Request request, String target)
      throws EngineException, InterruptedException {
    InputStreamResponseListener answer = new InputStreamResponseListener();
    request.send(answer);
    Response head = head(request, answer, target);
    InputStream body =
        new Abandoned(
            new Bounded(answer.getInputStream(), LARGEST),
            () -> abort(request, new IOException("closed")));
    if (head.getStatus() / 100 == 2) {
      return body;
    }
    throw EngineException.refused(head.getStatus(), refusal(target, head.getStatus(), body));
  }

  private Request request(String target) {
    Request request =
        switch (address) {
          case EngineAddress.Unix unix ->
              client.newRequest("localhost", 80).transport(new Transport.TCPUnix(unix.path()));
          case EngineAddress.Tcp tcp ->
              client
                  .newRequest(tcp.host(), tcp.port())
                  .scheme(tcp.tls() == null ? "http" : "https");
          case EngineAddress.Ssh _ ->
              client.newRequest("localhost", 80).transport(new Transport.TCPUnix(tunnel.socket()));
        };
    int query = target.indexOf('?');
    request.path(query < 0 ? target : target.substring(0, query));
    if (query >= 0) {
      for (String part : target.substring(query + 1).split("&")) {
        String[] pair = part.split("=", 2);
        request.param(pair[0], pair[1]);
      }
    }
    return request;
  }

  private Response head(Request request, InputStreamResponseListener answer, String target)
      throws EngineException, InterruptedException {
    try {
      return answer.get(deadline.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      abort(request, e); // it would keep the next one from its connection
      throw new EngineException(this + " does not answer: no answer in time to " + target, e);
    } catch (InterruptedException e) {
      abort(request, e);
      throw e;
    } catch (ExecutionException e) {
      throw new EngineException(this + " does not answer: " + Reason.of(e.getCause()), e);
    }
  }

  private String refusal(String target, int status, InputStream body) {
    String why = "HTTP status " + status;
    try (body) {
      Doc said = Json.readDoc(body.readNBytes(LARGEST_ERROR));
      why = said.text("message") == null ? why : said.text("message");
    } catch (IOException | JsonException e) {
      // The status has to do.
    }
    return this + " refuses " + target + ": " + why;
  }

  @Override
  public Listening listen(Doc filters, Listener listener)
      throws EngineException, InterruptedException {
    String target = "/v" + version() + "/events?filters=" + Json.text(filters);
    EventStream stream = new EventStream(this.toString(), listener);
    Request request = request(target);
    request.send(stream);
    try {
      stream.begun(deadline);
    } catch (InterruptedException e) {
      abort(request, e);
      throw e;
    } catch (EngineException e) {
      abort(request, e);
      failed(e);
      throw e;
    }
    return () -> abort(request, new IOException("closed"));
  }

  private static void abort(Request request, Throwable why) {
    // Whether it still could is of no matter: it is over either way.
    var _ = request.abort(why);
  }

  @Override
  public void close() {
    try {
      client.stop();
    } catch (Exception e) {
      log.debug("Stopping the HTTP client", e);
    }
    if (tunnel != null) {
      tunnel.close();
    }
  }

  @Override
  public String toString() {
    return "Docker Engine at " + address;
  }
}
