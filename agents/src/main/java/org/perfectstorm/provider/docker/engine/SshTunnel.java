package org.perfectstorm.provider.docker.engine;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An engine on another machine as a socket on this one: each connection is a process {@code ssh
 * HOST docker system dial-stdio}, as docker's own command line does it. Whatever ssh asks for
 * (passwords, unknown hosts) must be settled before: there is nobody to answer.
 */
final class SshTunnel implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(SshTunnel.class);
  private static final int PIECE = 64 << 10;

  private final List<String> command;
  private final Path folder;
  private final ServerSocketChannel server;
  private final Set<Process> open = ConcurrentHashMap.newKeySet();

  /** Listens; runs this command for each connection. */
  SshTunnel(List<String> command) throws IOException {
    this.command = command;
    this.folder = Files.createTempDirectory("storm-ssh");
    this.server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    server.bind(UnixDomainSocketAddress.of(socket()));
    Thread.ofVirtual().name("ssh-tunnel").start(this::accept);
  }

  /** Where it listens; nobody else may go there. */
  Path socket() {
    return folder.resolve("socket");
  }

  private void accept() {
    try {
      while (true) {
        SocketChannel channel = server.accept();
        Thread.ofVirtual().start(() -> serve(channel));
      }
    } catch (IOException e) {
      log.debug("The tunnel is closed", e);
    }
  }

  private void serve(SocketChannel channel) {
    Process process = null;
    try (channel) {
      process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
      open.add(process);
      Process ssh = process;
      Thread.ofVirtual()
          .start(
              () -> {
                pump(Channels.newInputStream(channel), ssh.getOutputStream());
                // Who hung up wants no answer, and the other side may not notice.
                ssh.destroy();
              });
      pump(process.getInputStream(), Channels.newOutputStream(channel));
    } catch (IOException e) {
      log.debug("A connection by ssh ended", e);
    } finally {
      if (process != null) {
        process.destroy();
        open.remove(process);
      }
    }
  }

  private static void pump(InputStream from, OutputStream to) {
    byte[] piece = new byte[PIECE];
    try (to) {
      for (int count = from.read(piece); count >= 0; count = from.read(piece)) {
        to.write(piece, 0, count);
        to.flush();
      }
    } catch (IOException e) {
      log.debug("A connection by ssh ended", e);
    }
  }

  @Override
  public void close() {
    try {
      server.close();
      open.forEach(Process::destroy);
      Files.deleteIfExists(socket());
      Files.deleteIfExists(folder);
    } catch (IOException e) {
      log.debug("Closing a tunnel", e);
    }
  }
}
