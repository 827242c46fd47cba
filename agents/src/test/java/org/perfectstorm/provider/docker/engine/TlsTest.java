package org.perfectstorm.provider.docker.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.perfectstorm.value.Doc;

/** An engine behind TLS that wants to see a certificate, as docker's documentation sets it up. */
@Timeout(60)
class TlsTest {
  private static final char[] PASSWORD = "password".toCharArray();

  /** Making keys takes its time: once is enough. */
  @TempDir private static Path folder;

  private static KeyStore own;
  private static KeyStore client;
  private CannedEngine engine;
  private SSLServerSocket server;
  private Path serverCertificate;
  private Path certificate;
  private Path key;

  @BeforeAll
  static void keys() throws Exception {
    own = store("server", "-ext", "san=ip:127.0.0.1");
    client = store("client");
  }

  @BeforeEach
  void start() throws Exception {
    engine = CannedEngine.onTcp();
    engine.says("/info", Doc.of("ID", "x"));
    serverCertificate = certificate(own, "server");
    certificate = certificate(client, "client");
    PrivateKey secret = (PrivateKey) client.getKey("client", PASSWORD);
    key = pem("key.pem", "PRIVATE KEY", secret.getEncoded());

    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    trusted.setCertificateEntry("client", client.getCertificate("client"));
    KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
    keys.init(own, PASSWORD);
    TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
    trust.init(trusted);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
    server =
        (SSLServerSocket)
            context
                .getServerSocketFactory()
                .createServerSocket(0, 10, InetAddress.getLoopbackAddress());
    server.setNeedClientAuth(true);
    Thread.ofPlatform().daemon().start(this::serve);
  }

  @AfterEach
  void stop() throws IOException {
    server.close();
    engine.close();
  }

  private void serve() {
    int port = ((EngineAddress.Tcp) engine.address()).port();
    try {
      while (true) {
        SSLSocket in = (SSLSocket) server.accept();
        Socket out = new Socket(InetAddress.getLoopbackAddress(), port);
        Thread.ofPlatform().daemon().start(() -> pump(in, out));
        Thread.ofPlatform().daemon().start(() -> pump(out, in));
      }
    } catch (IOException e) {
      // Closed.
    }
  }

  private static void pump(Socket from, Socket to) {
    try (from;
        to;
        InputStream in = from.getInputStream();
        OutputStream out = to.getOutputStream()) {
      byte[] piece = new byte[8192];
      for (int count = in.read(piece); count >= 0; count = in.read(piece)) {
        out.write(piece, 0, count);
        out.flush();
      }
    } catch (IOException e) {
      // They hung up.
    }
  }

  private static KeyStore store(String name, String... more) throws Exception {
    Path file = folder.resolve(name + ".p12");
    List<String> command =
        new java.util.ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                name,
                "-dname",
                "cn=" + name,
                "-keyalg",
                "RSA",
                "-keystore",
                file.toString(),
                "-storetype",
                "PKCS12",
                "-storepass",
                new String(PASSWORD)));
    command.addAll(Arrays.asList(more));
    Process keytool =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("keytool.log").toFile())
            .start();
    assertThat(keytool.waitFor()).isZero();
    try (InputStream in = Files.newInputStream(file)) {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(in, PASSWORD);
      return store;
    }
  }

  private static Path certificate(KeyStore store, String name) throws Exception {
    return pem(name + ".pem", "CERTIFICATE", store.getCertificate(name).getEncoded());
  }

  private static Path pem(String name, String what, byte[] content) throws IOException {
    String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
    return Files.writeString(
        folder.resolve(name),
        "some text before\n-----BEGIN "
            + what
            + "-----\n"
            + body
            + "\n-----END "
            + what
            + "-----\n");
  }

  private Doc ask(Tls tls) throws EngineException, InterruptedException {
    EngineAddress address = EngineAddress.parse("tcp://127.0.0.1:" + server.getLocalPort(), tls);
    try (HttpEngine http = new HttpEngine(address, Duration.ofSeconds(5))) {
      return Answers.doc(http, "/info");
    }
  }

  @Test
  void bothSidesShowTheirCertificate() throws Exception {
    assertThat(ask(new Tls(serverCertificate, certificate, key, true)))
        .isEqualTo(Doc.of("ID", "x"));
  }

  @Test
  void anEngineThatNobodyVouchesForIsNotTalkedTo() {
    assertThatThrownBy(() -> ask(new Tls(certificate, certificate, key, true)))
        .isInstanceOf(EngineException.class)
        .hasMessageContaining("does not answer");
    assertThatThrownBy(() -> ask(new Tls(null, certificate, key, true)))
        .isInstanceOf(EngineException.class);
    assertThat(engine.requests()).isEmpty();
  }

  @Test
  void withoutLookingAnyEngineIsTalkedTo() throws Exception {
    assertThat(ask(new Tls(null, certificate, key, false))).isEqualTo(Doc.of("ID", "x"));
  }

  @Test
  void whoShowsNoCertificateIsRefused() {
    assertThatThrownBy(() -> ask(new Tls(serverCertificate, null, null, true)))
        .isInstanceOf(EngineException.class);
    assertThat(engine.requests()).isEmpty();
  }

  @Test
  void keysOfOlderToolsAreReadToo() throws Exception {
    PrivateKey known = PemKey.read(key);
    // Inside of PKCS#8, behind what says that it is RSA.
    byte[] inner = Arrays.copyOfRange(known.getEncoded(), 26, known.getEncoded().length);
    assertThat(PemKey.read(pem("old.pem", "RSA PRIVATE KEY", inner))).isEqualTo(known);
    Path curve = pem("ec.pem", "EC PRIVATE KEY", new byte[] {1, 2, 3});
    assertThatThrownBy(() -> PemKey.read(curve)).hasMessageContaining("openssl pkcs8 -topk8");
    Path damaged = pem("damaged.pem", "PRIVATE KEY", new byte[] {1, 2, 3});
    assertThatThrownBy(() -> PemKey.read(damaged)).hasMessageContaining("damaged");
    assertThatThrownBy(() -> PemKey.read(certificate)).hasMessageContaining("no private key");
  }

  @Test
  void filesThatCannotBeReadAreNamed() {
    Path missing = folder.resolve("missing.pem");
    assertThatThrownBy(() -> new Tls(missing, null, null, true).check())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(missing + ": there is no such file");
    assertThatThrownBy(() -> new Tls(serverCertificate, certificate, certificate, true).check())
        .hasMessageStartingWith(certificate + ": ");
  }

  @Test
  void dockerIsToldTheSame() {
    EngineAddress address =
        EngineAddress.parse("https://manager", new Tls(serverCertificate, certificate, key, true));
    assertThat(address.options())
        .containsExactly(
            "--host",
            "tcp://manager:2376",
            "--tlsverify",
            "--tlscacert",
            serverCertificate.toString(),
            "--tlscert",
            certificate.toString(),
            "--tlskey",
            key.toString());
  }
}
