package org.perfectstorm.server;

import io.javalin.Javalin;
import io.javalin.compression.CompressionStrategy;
import io.javalin.config.JavalinConfig;
import io.javalin.http.servlet.JavalinServlet;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.util.VirtualThreads;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/**
 * The listening side: Jetty with one virtual thread a request, so that a thousand waiting watchers
 * cost little, and with bounds on what a client may send.
 *
 * <p>It listens before it answers: a client that comes while the store is still being read waits
 * instead of being refused.
 */
public final class Web implements AutoCloseable {
  /** What a whole cloud's sync may weigh. */
  static final int LARGEST_BODY = 64 << 20;

  /** Queries travel in the address. */
  private static final int LARGEST_HEADERS = 64 << 10;

  private static final long IDLE_MILLIS = 60_000;
  private static final long STOP_MILLIS = 4_000;
  private static final int PLATFORM_THREADS = 32;

  private final Server server;
  private final List<Bind> listening;

  private Web(Server server, List<Bind> listening) {
    this.server = server;
    this.listening = listening;
  }

  /**
   * Takes the ports. Connections queue up until {@link #answer}.
   *
   * @throws IOException if a port cannot be taken; the message says which
   */
  public static Web listen(List<Bind> binds) throws IOException {
    QueuedThreadPool threads = new QueuedThreadPool(PLATFORM_THREADS);
    threads.setName("http");
    threads.setVirtualThreadsExecutor(
        VirtualThreads.getNamedVirtualThreadsExecutor("http-request-"));
    Server server = new Server(threads);
    server.setErrorHandler(new Complaints());
    server.setRequestLog(new RequestLine());
    server.setStopTimeout(STOP_MILLIS);
    List<Bind> listening = new ArrayList<>();
    try {
      for (Bind bind : binds) {
        ServerConnector connector =
            new ServerConnector(server, 1, 1, new HttpConnectionFactory(http()));
        connector.setHost(bind.host());
        connector.setPort(bind.port());
        connector.setIdleTimeout(IDLE_MILLIS);
        connector.setAcceptQueueSize(1_024);
        connector.setShutdownIdleTimeout(500);
        server.addConnector(connector);
        try {
          connector.open();
        } catch (IOException e) {
          Throwable reason = e.getCause() == null ? e : e.getCause();
          throw new IOException("Cannot listen at " + bind + ": " + reason.getMessage(), e);
        }
        listening.add(bind.at(connector.getLocalPort()));
      }
    } catch (IOException e) {
      for (Connector connector : server.getConnectors()) {
        ((ServerConnector) connector).close();
      }
      throw e;
    }
    return new Web(server, List.copyOf(listening));
  }

  /** Where clients can connect, with the real ports. */
  public List<Bind> listening() {
    return listening;
  }

  /** Begins to answer with these routes. */
  public void answer(Consumer<JavalinConfig> routes) {
    answer(routes, Set.of());
  }

  /**
   * Begins to answer with these routes.
   *
   * @param names further host names to answer to at the loopback address
   */
  public void answer(Consumer<JavalinConfig> routes, Set<String> names) {
    Javalin javalin =
        Javalin.create(
            config -> {
              config.startup.showJavalinBanner = false;
              config.startup.showOldJavalinVersionWarning = false;
              config.startup.startupWatcherEnabled = false;
              config.router.ignoreTrailingSlashes = false;
              config.http.maxRequestSize = LARGEST_BODY;
              // Clients ask for gzip without wanting it, and a compressed feed would be held back.
              config.http.compressionStrategy = CompressionStrategy.NONE;
              routes.accept(config);
            });
    ServletContextHandler context = new ServletContextHandler("/");
    context.addServlet(new ServletHolder(new JavalinServlet(javalin.unsafe)), "/*");
    context.getServletHandler().setDecodeAmbiguousURIs(true);
    context.setErrorHandler(new Complaints());
    server.setHandler(new GracefulHandler(new HostCheck(names, context)));
    try {
      server.start();
    } catch (Exception e) {
      throw new IllegalStateException("The web server does not start", e);
    }
  }

  /** No longer takes connections; requests that are being answered are not touched. */
  public void refuse() {
    for (Connector connector : server.getConnectors()) {
      ((ServerConnector) connector).close();
    }
  }

  /** Waits for the answers that are under way, for 4 seconds at most, and stops. */
  @Override
  public void close() {
    try {
      server.stop();
    } catch (Exception e) {
      throw new IllegalStateException("The web server does not stop", e);
    }
  }

  private static HttpConfiguration http() {
    HttpConfiguration http = new HttpConfiguration();
    http.setSendServerVersion(false);
    http.setSendXPoweredBy(false);
    http.setRequestHeaderSize(LARGEST_HEADERS);
    // Names may have any character; the API takes the path apart before it decodes.
    http.setUriCompliance(
        UriCompliance.DEFAULT.with(
            "names",
            UriCompliance.Violation.AMBIGUOUS_EMPTY_SEGMENT,
            UriCompliance.Violation.AMBIGUOUS_PATH_ENCODING,
            UriCompliance.Violation.AMBIGUOUS_PATH_SEPARATOR,
            UriCompliance.Violation.AMBIGUOUS_PATH_PARAMETER,
            UriCompliance.Violation.AMBIGUOUS_PATH_SEGMENT,
            UriCompliance.Violation.SUSPICIOUS_PATH_CHARACTERS));
    return http;
  }
}
