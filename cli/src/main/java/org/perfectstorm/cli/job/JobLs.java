package org.perfectstorm.cli.job;

import java.util.List;
import org.perfectstorm.cli.command.Filter;
import org.perfectstorm.cli.command.ListCommand;
import org.perfectstorm.cli.command.Listing;
import org.perfectstorm.cli.command.Names;
import org.perfectstorm.cli.command.Objects;
import org.perfectstorm.cli.command.Options;
import org.perfectstorm.cli.output.Format;
import org.perfectstorm.cli.output.Look;
import org.perfectstorm.client.Client;
import org.perfectstorm.client.LiveView;
import org.perfectstorm.model.Kind;
import org.perfectstorm.value.Doc;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code stormctl job ls}. */
public final class JobLs extends ListCommand {
  /** The command. */
  public JobLs() {
    super("ls", Look.JOB);
  }

  @Override
  public void declare(CommandSpec spec) {
    super.declare(spec);
    Filter.declare(spec, "jobs", "type", "status");
    spec.addOption(Options.flag("Show what runs, where and by whom, too.", "-l", "--long"));
    Options.help(
        spec,
        "Lists jobs, the oldest first.",
        "stormctl job ls --long",
        "stormctl job ls --status pending,running --watch",
        "stormctl job ls -Q '{procedure: mysql, status: error}' -q");
  }

  @Override
  protected Look look(ParseResult arguments) {
    return Options.has(arguments, "-l") ? Look.LONG_JOB : Look.JOB;
  }

  @Override
  protected Listing listing(ParseResult arguments) {
    Doc query = Filter.query(Kind.JOB, arguments);
    boolean named = Options.has(arguments, "-l") && format(arguments) == Format.TABLE;
    return named ? new LongList(query) : new Objects(Kind.JOB, query);
  }

  /** Jobs with names instead of ids. */
  private record LongList(Doc query) implements Listing {
    @Override
    public String title() {
      return "jobs";
    }

    @Override
    public List<Doc> read(Client client, List<String> fields) {
      return Names.in(client.list(Kind.JOB, query, fields), Kind.JOB, client);
    }

    @Override
    public LiveView watch(Client client, List<String> fields) {
      return new LiveView(
          client, () -> read(client, fields), change -> change.entity().equals("job"));
    }
  }
}
