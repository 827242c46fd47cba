package org.perfectstorm.provider.docker.engine;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.eclipse.jetty.util.ssl.SslContextFactory;

/**
 * How an engine is spoken to over TLS: files in PEM, as docker's command line has them.
 *
 * @param authorities who may sign the engine's certificate; null for those that Java trusts
 * @param certificate ours, null for none; if there is one there is a key
 * @param key of our certificate, null for none
 * @param verify whether the engine's certificate is looked at
 */
public record Tls(Path authorities, Path certificate, Path key, boolean verify) {
  /** Of no use to anybody: the key store never leaves the memory. */
  private static final char[] PASSWORD = "memory".toCharArray();

  /**
   * Reads the files.
   *
   * @throws IllegalArgumentException if one cannot be read; the message is for people and names it
   */
  SslContextFactory.Client factory() {
    SslContextFactory.Client factory = new SslContextFactory.Client();
    factory.setEndpointIdentificationAlgorithm(verify ? "HTTPS" : null);
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(certificate == null ? null : own(), trusted(), null);
      factory.setSslContext(context);
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("TLS: " + e.getMessage(), e);
    }
    return factory;
  }

  /**
   * Reads the files, to see whether they can be.
   *
   * @throws IllegalArgumentException if one cannot; the message is for people and names it
   */
  public void check() {
    factory();
  }

  /** The options that docker's command line has for it. */
  List<String> options() {
    List<String> options = new ArrayList<>(List.of(verify ? "--tlsverify" : "--tls"));
    if (authorities != null) {
      options.addAll(List.of("--tlscacert", authorities.toString()));
    }
    if (certificate != null) {
      options.addAll(List.of("--tlscert", certificate.toString(), "--tlskey", key.toString()));
    }
    return List.copyOf(options);
  }

  /** Null for those that Java trusts. */
  private TrustManager[] trusted() {
    if (!verify) {
      return SslContextFactory.TRUST_ALL_CERTS;
    }
    if (authorities == null) {
      return null;
    }
    try {
      KeyStore store = empty();
      int number = 0;
      for (Certificate one : certificates(authorities)) {
        store.setCertificateEntry("authority" + number++, one);
      }
      TrustManagerFactory managers = TrustManagerFactory.getInstance("PKIX");
      managers.init(store);
      return managers.getTrustManagers();
    } catch (GeneralSecurityException | IOException e) {
      throw unreadable(authorities, e);
    }
  }

  private KeyManager[] own() {
    PrivateKey secret;
    try {
      secret = PemKey.read(key);
    } catch (GeneralSecurityException | IOException e) {
      throw unreadable(key, e);
    }
    try {
      KeyStore store = empty();
      Certificate[] chain = certificates(certificate).toArray(Certificate[]::new);
      store.setKeyEntry("own", secret, PASSWORD, chain);
      KeyManagerFactory managers = KeyManagerFactory.getInstance("PKIX");
      managers.init(store, PASSWORD);
      return managers.getKeyManagers();
    } catch (GeneralSecurityException | IOException e) {
      throw unreadable(certificate, e);
    }
  }

  private static KeyStore empty() throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    return store;
  }

  private static Collection<? extends Certificate> certificates(Path file)
      throws GeneralSecurityException, IOException {
    try (InputStream in = Files.newInputStream(file)) {
      Collection<? extends Certificate> all =
          CertificateFactory.getInstance("X.509").generateCertificates(in);
      if (all.isEmpty()) {
        throw new IOException("there is no certificate in it");
      }
      return all;
    }
  }

  private static IllegalArgumentException unreadable(Path file, Exception e) {
    boolean missing = e instanceof java.nio.file.NoSuchFileException;
    return new IllegalArgumentException(
        file + ": " + (missing ? "there is no such file" : e.getMessage()), e);
  }
}
