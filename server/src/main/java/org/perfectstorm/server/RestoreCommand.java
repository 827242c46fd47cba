package org.perfectstorm.server;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.perfectstorm.store.Backup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code stormd restore FILE}. */
@Command(
    name = "restore",
    description = {
      "Makes a folder's store what a backup holds. Stop the stormd that uses the folder first.",
      "",
      "The backup is checked before anything is changed. Event numbers go on from those of the"
          + " backup; clients that know later ones read everything again."
    },
    footer = {
      "",
      "Examples:",
      "  stormd restore /backup/storm.db",
      "  stormd restore --data /var/lib/stormd storm.db",
      "  stormd restore --force storm.db                in the place of the store that is there"
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false,
    usageHelpAutoWidth = true)
final class RestoreCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private DataFolder data;
  @Mixin private MongoOption mongo;

  @Option(names = "--force", description = "Replace the store that is there; it is lost.")
  private boolean force;

  @Parameters(paramLabel = "FILE", description = "A file that `stormd backup` made.")
  private Path file;

  @Override
  public Integer call() {
    if (!data.isGiven()) {
      mongo.expectNone("restore");
    }
    Path folder = data.path();
    Backup backup = Backup.restore(file, folder, force);
    spec.commandLine()
        .getOut()
        .println("Restored " + BackupCommand.described(backup) + " to " + folder);
    return 0;
  }
}
