package org.perfectstorm.provider.docker.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.perfectstorm.agent.Eventually.eventually;

import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.perfectstorm.value.Doc;

/** With a program in the place of ssh that connects its own channels to an engine. */
@Timeout(60)
class SshTunnelTest {
  @Test
  void carriesRequestsToTheEngineOnTheOtherSide() throws Exception {
    try (CannedEngine engine = CannedEngine.onTcp()) {
      engine.says("/info", Doc.of("ID", "x".repeat(200_000)));
      int port = ((EngineAddress.Tcp) engine.address()).port();
      String dial = "exec 3<>/dev/tcp/127.0.0.1/" + port + "; cat <&3 & cat >&3; kill $!";
      Path socket;
      try (SshTunnel tunnel = new SshTunnel(List.of("bash", "-c", dial));
          HttpEngine http =
              new HttpEngine(new EngineAddress.Unix(tunnel.socket()), Duration.ofSeconds(10))) {
        socket = tunnel.socket();
        for (int i = 0; i < 3; i++) {
          assertThat(Answers.doc(http, "/info").text("ID")).hasSize(200_000);
        }
        assertThat(Files.getPosixFilePermissions(socket.getParent()))
            .as("nobody else's")
            .hasSize(3);
      }
      assertThat(socket).doesNotExist();
      assertThat(socket.getParent()).doesNotExist();
      eventually(
          () ->
              assertThat(children())
                  .as("none is left")
                  .noneMatch(line -> line.contains("/dev/tcp/127.0.0.1/" + port)));
    }
  }

  /** An ssh whose other side is gone hears nothing, and does not end by itself. */
  @Test
  void whoHangsUpEndsTheProgram() throws Exception {
    String deaf = "exec sleep 30000000";
    try (SshTunnel tunnel = new SshTunnel(List.of("bash", "-c", deaf))) {
      SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(tunnel.socket()));
      eventually(() -> assertThat(children()).anyMatch(line -> line.contains("30000000")));
      channel.close();
      eventually(() -> assertThat(children()).noneMatch(line -> line.contains("30000000")));
    }
  }

  @Test
  void aProgramThatEndsIsNoAnswer() throws Exception {
    try (SshTunnel tunnel = new SshTunnel(List.of("bash", "-c", "exit 255"));
        HttpEngine http =
            new HttpEngine(new EngineAddress.Unix(tunnel.socket()), Duration.ofSeconds(5))) {
      assertThatThrownBy(() -> Answers.doc(http, "/info"))
          .isInstanceOf(EngineException.class)
          .hasMessageContaining("does not answer");
    }
  }

  private static List<String> children() {
    try (Stream<ProcessHandle> all = ProcessHandle.current().children()) {
      return all.map(process -> process.info().commandLine().orElse("")).toList();
    }
  }
}
