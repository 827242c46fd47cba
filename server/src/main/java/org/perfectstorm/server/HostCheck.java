package org.perfectstorm.server;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Answers at the loopback address only under names that can mean this machine.
 *
 * <p>A page of any site may let its own name point to 127.0.0.1 (DNS rebinding) and then ask in its
 * visitor's browser what only this machine's people should see: for the browser it is the same
 * site. The name in the request gives it away. Names without a dot are nobody's on the internet, so
 * those of machines and containers go on working, and so do addresses.
 */
final class HostCheck extends Handler.Wrapper {
  private final Set<String> names = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);

  /**
   * @param names further names to answer to, such as that of a proxy on this machine
   */
  HostCheck(Set<String> names, Handler next) {
    super(next);
    this.names.addAll(names);
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    String host = request.getHttpURI().getHost();
    if (host == null || !isLocal(request) || isOwn(host)) {
      return super.handle(request, response, callback);
    }
    Response.writeError(
        request,
        response,
        callback,
        HttpStatus.MISDIRECTED_REQUEST_421,
        "stormd does not answer to the name %s here; if it should, start it with --host-name %s"
            .formatted(host, host));
    return true;
  }

  private static boolean isLocal(Request request) {
    return request.getConnectionMetaData().getLocalSocketAddress() instanceof InetSocketAddress at
        && at.getAddress().isLoopbackAddress();
  }

  private boolean isOwn(String host) {
    return host.indexOf('.') < 0
        || host.toLowerCase(Locale.ROOT).endsWith(".localhost")
        || names.contains(host)
        || isAddress(host);
  }

  private static boolean isAddress(String host) {
    try {
      InetAddress.ofLiteral(host);
      return true;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
