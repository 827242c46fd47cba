package org.perfectstorm.agent;

import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.perfectstorm.client.Client;
import org.perfectstorm.client.ClientException;
import org.perfectstorm.client.Deadlines;
import org.perfectstorm.client.NotFound;
import org.perfectstorm.client.Refused;
import org.perfectstorm.client.Servers;
import org.perfectstorm.model.Kind;
import org.perfectstorm.value.Doc;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A real stormd, or several on one store, over the API. */
public final class HttpStormd implements Stormd, AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(HttpStormd.class);

  /** A first sync of a large cloud takes its time. */
  private static final Deadlines SYNC =
      new Deadlines(Duration.ofSeconds(5), Duration.ofSeconds(120), Duration.ofSeconds(30));

  /** The rest answers at once, or stormd is not well. */
  private static final Deadlines QUICK =
      new Deadlines(Duration.ofSeconds(2), Duration.ofSeconds(5), Duration.ofSeconds(30));

  private final Servers servers;

  /** Which of the processes that could act for an agent this is. */
  private final String instance = Instance.own().toString();

  private final Client quick;
  private final Client patient;

  /** Calls these servers; they need not be there yet. */
  public HttpStormd(Servers servers) {
    this.servers = servers;
    this.quick = new Client(servers, QUICK);
    this.patient = new Client(servers, SYNC);
    servers.whenMoved(address -> log.info("From now on at stormd {}", address));
  }

  @Override
  public String register(Identity agent) throws StormdException {
    Doc saved = call(() -> quick.save(Kind.AGENT, agent.name(), doc(agent, "online", instance)));
    return saved.text("id");
  }

  private static Doc doc(Identity agent, String status, String instance) {
    return agent.doc(status).with("instance", instance);
  }

  @Override
  public Doc known(String name) throws StormdException {
    return call(
        () -> {
          try {
            return quick.get(Kind.AGENT, name);
          } catch (NotFound e) {
            return Doc.EMPTY;
          }
        });
  }

  @Override
  public void release(Identity agent, String other) throws StormdException {
    call(() -> quick.put(Kind.AGENT, agent.name(), doc(agent, "offline", other)));
  }

  @Override
  public void heartbeat(String key, String message) throws StormdException {
    call(
        () -> {
          quick.heartbeat(key, message, instance);
          return null;
        });
  }

  @Override
  public Doc sync(String key, Doc difference) throws StormdException {
    return call(() -> patient.sync(key, difference));
  }

  @Override
  public void offline(String key, Identity agent) throws StormdException {
    call(() -> quick.put(Kind.AGENT, key, doc(agent, "offline", instance)));
  }

  private <T> T call(Supplier<T> call) throws StormdException {
    try {
      return call.get();
    } catch (NotFound e) {
      throw StormdException.unknownAgent(this + " does not know this agent", e);
    } catch (Refused e) {
      if (e.status() == 409 && e.problems().getFirst().path().equals(List.of("instance"))) {
        throw StormdException.anotherActs(e.getMessage(), e);
      }
      throw new StormdException(this + " refuses what we send: " + e.getMessage(), e);
    } catch (ClientException e) {
      throw new StormdException(e.getMessage(), e);
    }
  }

  @Override
  public void close() {
    quick.close();
    patient.close();
  }

  @Override
  public String toString() {
    return "stormd at " + servers.address();
  }
}
