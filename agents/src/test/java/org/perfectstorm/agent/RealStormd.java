package org.perfectstorm.agent;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.perfectstorm.api.Api;
import org.perfectstorm.client.Address;
import org.perfectstorm.client.Client;
import org.perfectstorm.client.Servers;
import org.perfectstorm.core.Core;
import org.perfectstorm.model.Kind;
import org.perfectstorm.server.Bind;
import org.perfectstorm.server.Web;
import org.perfectstorm.store.EmbeddedStore;
import org.perfectstorm.value.Doc;

/** A real stormd in this process, that can be away and come back with what it kept. */
public final class RealStormd implements AutoCloseable {
  private final Path folder;
  private int port;
  private Core core;
  private Web web;
  private Client client;

  /** Starts one. */
  public RealStormd(Path folder) {
    this.folder = folder;
    start();
    client = new Client(address());
  }

  /** Starts it again, where it was. */
  public void start() {
    core = Core.open(EmbeddedStore.open(folder, 10_000), Clock.systemUTC(), 10_000);
    try {
      web = Web.listen(List.of(new Bind("127.0.0.1", port)));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    web.answer(config -> Api.configure(config, core));
    port = web.listening().getFirst().port();
  }

  /** Stops it. */
  public void stop() {
    web.refuse();
    core.close();
    web.close();
  }

  /** Where it listens. */
  public Address address() {
    return Address.parse("127.0.0.1:" + port);
  }

  /** It alone. */
  public Servers servers() {
    return Servers.of(address());
  }

  /** To talk to it. */
  public Client client() {
    return client;
  }

  /** A procedure of type {@code test}, with parameters as in the API. */
  public void procedure(String name, String content, Doc params) {
    client.create(
        Kind.PROCEDURE, Doc.of("type", "test", "name", name, "content", content, "params", params));
  }

  /** A job of such a procedure, by its id. */
  public String exec(String procedure, String target, Doc fields) {
    Doc body = Doc.of("target", target);
    for (var field : fields) {
      body = body.with(field.getKey(), field.getValue());
    }
    return client.act(Kind.PROCEDURE, procedure, "exec", body).text("id");
  }

  /** A job's status and result: {@code done {}}. */
  public String outcome(String job) {
    Doc doc = client.get(Kind.JOB, job);
    return doc.text("status") + " " + doc.doc("result");
  }

  /** What a job has put out. */
  public String log(String job) {
    return new String(client.log(job), java.nio.charset.StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    client.close();
    stop();
  }
}
