package org.perfectstorm.cli.completion;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.perfectstorm.cli.command.Command;
import org.perfectstorm.cli.command.Failure;
import org.perfectstorm.cli.command.Options;
import org.perfectstorm.cli.command.Session;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code stormctl completion bash}: prints a shell's script. */
public final class Completion implements Command {
  @Override
  public String name() {
    return "completion";
  }

  @Override
  public void declare(CommandSpec spec) {
    spec.addPositional(Options.parameter("SHELL", "bash, zsh or fish."));
    Options.help(
        spec,
        "Prints a script that lets your shell complete commands, options and names.",
        "source <(stormctl completion bash)",
        "stormctl completion zsh > ~/.zfunc/_stormctl",
        "stormctl completion fish > ~/.config/fish/completions/stormctl.fish");
  }

  @Override
  public int run(ParseResult arguments, Session session) throws IOException {
    String shell = Options.parameter(arguments);
    switch (shell) {
      case "bash", "zsh", "fish" -> {
        try (InputStream script = Completion.class.getResourceAsStream("stormctl." + shell)) {
          session.terminal().print(new String(script.readAllBytes(), StandardCharsets.UTF_8));
        }
      }
      default -> throw Failure.usage("there is no completion for " + shell + ": bash, zsh, fish");
    }
    return 0;
  }
}
