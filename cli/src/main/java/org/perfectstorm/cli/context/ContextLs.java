package org.perfectstorm.cli.context;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.perfectstorm.cli.command.Command;
import org.perfectstorm.cli.command.Options;
import org.perfectstorm.cli.command.Session;
import org.perfectstorm.cli.config.Contexts;
import org.perfectstorm.cli.output.Format;
import org.perfectstorm.cli.output.Look;
import org.perfectstorm.client.Address;
import org.perfectstorm.value.Doc;
import org.perfectstorm.value.DocBuilder;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code stormctl context ls}. */
public final class ContextLs implements Command {
  @Override
  public String name() {
    return "ls";
  }

  @Override
  public void declare(CommandSpec spec) {
    spec.addOption(Options.flag("Print names only, one a line.", "-q", "--quiet"));
    spec.addOption(Options.format());
    Options.help(
        spec,
        "Lists the servers that you work with, a star before the one in use. -C, --context and"
            + " STORMD_HOST go before it.",
        "stormctl context ls");
  }

  @Override
  public int run(ParseResult arguments, Session session) throws IOException {
    Format format =
        Options.has(arguments, "-q") ? Format.NAME : Options.format(arguments, Format.TABLE);
    Contexts contexts = Contexts.of(session.terminal());
    List<Doc> docs = new ArrayList<>();
    docs.add(doc(Contexts.DEFAULT, Address.DEFAULT.toString(), contexts.current() == null));
    for (Map.Entry<String, String> entry : contexts.addresses().entrySet()) {
      docs.add(doc(entry.getKey(), entry.getValue(), entry.getKey().equals(contexts.current())));
    }
    session.terminal().print(format.list(docs, Look.CONTEXT, session.style()));
    ContextUse.warn(session);
    return 0;
  }

  private static Doc doc(String name, String address, boolean current) {
    DocBuilder doc = new DocBuilder().put("name", name).put("address", address);
    return current ? doc.put("current", "*").build() : doc.build();
  }
}
