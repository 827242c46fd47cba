package org.perfectstorm.cli.past;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.perfectstorm.cli.command.Failure;
import org.perfectstorm.cli.command.Listing;
import org.perfectstorm.cli.command.Session;
import org.perfectstorm.cli.output.Look;
import org.perfectstorm.cli.terminal.Plain;
import org.perfectstorm.client.Client;
import org.perfectstorm.client.LiveView;
import org.perfectstorm.client.NotFound;
import org.perfectstorm.model.Kind;
import org.perfectstorm.value.Doc;

/**
 * The members that a group had at a moment.
 *
 * @param at the moment, as people say it
 */
public record MembersThen(String group, Doc query, String at) implements Listing {
  @Override
  public String title() {
    return "group " + group + " at " + at;
  }

  @Override
  public List<Doc> read(Client client, List<String> fields) {
    try {
      return client.members(group, query, fields, at);
    } catch (NotFound e) {
      // Throws by itself if there was none ever.
      client.history(Kind.GROUP, group, 1);
      throw Failure.because("there was no group " + group + " then (at " + at + ")");
    }
  }

  @Override
  public LiveView watch(Client client, List<String> fields) {
    throw Failure.usage("--watch shows what comes, --at what was: give one of them");
  }

  /** Prints who left since then, who joined, and who changed. */
  public int printDifference(Session session) {
    List<Doc> then = read(session.client(), List.of());
    Map<String, Doc> now = new LinkedHashMap<>();
    try {
      // It may be called otherwise now.
      String id = session.client().get(Kind.GROUP, group, at).text("id");
      session.client().members(id, query).forEach(member -> now.put(member.text("id"), member));
    } catch (NotFound gone) {
      // Then all have left.
    }
    StringBuilder lines = new StringBuilder();
    StringBuilder changed = new StringBuilder();
    for (Doc member : then) {
      Doc present = now.remove(member.text("id"));
      if (present == null) {
        lines.append(line('-', member));
      } else if (!present.equals(member)) {
        changed.append(
            "~ %s   %s%n".formatted(Look.name(member), Differences.text(member, present)));
      }
    }
    now.values().forEach(member -> lines.append(line('+', member)));
    session.terminal().print(lines.append(changed).toString());
    return 0;
  }

  private static String line(char sign, Doc member) {
    return "%c %s   %s   %s%n"
        .formatted(
            sign,
            Look.name(member),
            Plain.line(member.text("type")),
            Plain.line(member.text("status")));
  }
}
