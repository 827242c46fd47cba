package org.perfectstorm.cli.completion;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import org.perfectstorm.cli.config.Server;
import org.perfectstorm.cli.terminal.Terminal;
import org.perfectstorm.client.Client;
import org.perfectstorm.client.ClientException;
import org.perfectstorm.client.Deadlines;
import org.perfectstorm.model.Kind;
import org.perfectstorm.value.Doc;

/**
 * What stormd has that could be completed. Answers nothing where there is no answer soon: somebody
 * waits with a finger on the key.
 */
public final class Known {
  private static final Deadlines SHORT =
      new Deadlines(Duration.ofMillis(500), Duration.ofSeconds(2), Duration.ofSeconds(2));

  private final Terminal terminal;
  private final String connect;
  private final String context;

  /**
   * @param connect the value of {@code -C} that was typed, or null
   * @param context the value of {@code --context} that was typed, or null
   */
  public Known(Terminal terminal, String connect, String context) {
    this.terminal = terminal;
    this.connect = connect;
    this.context = context;
  }

  private interface Question<T> {
    Collection<T> ask(Client client);
  }

  private <T> Collection<T> ask(Question<T> question) {
    try (Client client = new Client(Server.of(terminal, connect, context).servers(), SHORT)) {
      return question.ask(client);
    } catch (ClientException | IllegalArgumentException | IOException e) {
      return List.of();
    }
  }

  /** The names of objects, or their ids where they have none, that begin with a text. */
  public List<String> names(Kind kind, String prefix) {
    TreeSet<String> names = new TreeSet<>();
    Doc query =
        kind == Kind.RESOURCE && !prefix.isEmpty()
            ? Doc.of("names", Doc.of("$regex", "^" + prefix.replaceAll("[^A-Za-z0-9_]", "\\\\$0")))
            : Doc.EMPTY;
    for (Doc doc : ask(client -> client.list(kind, query, List.of("name", "names")))) {
      List<String> known = kind.names(doc);
      names.addAll(known.isEmpty() && kind != Kind.RESOURCE ? List.of(doc.text("id")) : known);
    }
    return List.copyOf(names);
  }

  /** The resources that are nobody's child: what procedures mostly run on. */
  public List<String> roots() {
    TreeSet<String> names = new TreeSet<>();
    Doc query = Doc.of("parent", null);
    for (Doc doc : ask(client -> client.list(Kind.RESOURCE, query, List.of("names")))) {
      names.addAll(doc.texts("names"));
    }
    return List.copyOf(names);
  }

  /** The types that objects of a kind have. */
  public List<String> types(Kind kind) {
    TreeSet<String> types = new TreeSet<>();
    for (Doc doc : ask(client -> client.list(kind, Doc.EMPTY, List.of("type")))) {
      types.add(doc.text("type"));
    }
    return List.copyOf(types);
  }

  /** The parameters or options that a procedure names. */
  public List<String> keys(String procedure, String field) {
    List<String> keys = new ArrayList<>();
    for (Doc doc : ask(client -> List.of(client.get(Kind.PROCEDURE, procedure)))) {
      Doc values = doc.doc(field);
      for (int i = 0; i < values.size(); i++) {
        keys.add(values.key(i));
      }
    }
    return keys;
  }

  /** The paths of resources that begin with a text, and their values. */
  Collection<Doc> fields(String prefix, int limit) {
    return ask(client -> client.fields(prefix, limit));
  }
}
