package org.perfectstorm.server;

import java.util.List;
import org.perfectstorm.store.StoreException;
import org.perfectstorm.store.mongodb.MongoAddress;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The option that says which MongoDB is the store. */
final class MongoOption {
  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  @Option(
      names = {"--mongodb", "--mongo"},
      paramLabel = "HOST[:PORT]",
      description =
          "A MongoDB as the store, which any number of stormd may share, or a mongodb:// URI"
              + " (STORM_MONGODB, which keeps a password out of the list of processes).")
  private String mongodb;

  /** Whether the option was given. */
  boolean isGiven() {
    return mongodb != null;
  }

  /** The address: of the option, or the environment; null if there is none. */
  MongoAddress address() {
    if (mongodb != null) {
      return parse("--mongodb", mongodb);
    }
    for (String variable : List.of("STORM_MONGODB", "STORM_MONGO")) {
      if (Environment.get(variable) != null) {
        return parse(variable, Environment.get(variable));
      }
    }
    return null;
  }

  /** For what works on a folder only. */
  void expectNone(String verb) {
    MongoAddress address = address();
    if (address != null) {
      throw new StoreException(
          "The store is in MongoDB (%s): %s it with mongodump and mongorestore, or name a folder (--data)."
              .formatted(address, verb),
          null);
    }
  }

  private MongoAddress parse(String option, String text) {
    try {
      return MongoAddress.parse(text.strip());
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), option + ": " + e.getMessage());
    }
  }
}
