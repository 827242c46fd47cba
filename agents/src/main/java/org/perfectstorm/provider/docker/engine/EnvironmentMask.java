package org.perfectstorm.provider.docker.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.perfectstorm.value.Arr;
import org.perfectstorm.value.Doc;

/**
 * Takes the values of secret environment variables out of what Docker says of services, tasks and
 * containers, before it leaves the agent; and those of secret options of drivers. Pure.
 */
public final class EnvironmentMask {
  /** What stands for a value. */
  static final String MASK = "******";

  /** Names that are likely to be secret, and hardly ever anything else. */
  public static final List<String> USUAL =
      List.of(
          "*PASSWORD*",
          "*PASSWD*",
          "*PASSPHRASE*",
          "*SECRET*",
          "*TOKEN*",
          "*CREDENTIAL*",
          "*APIKEY*",
          "*_KEY",
          "KEY",
          "*_PASS",
          "PASS",
          "*_PW",
          "PW",
          "*_PWD",
          "*_AUTH");

  /** Everything is shown. */
  public static final EnvironmentMask NONE = new EnvironmentMask(null);

  /** {@code postgres://user:password@host}: the password. */
  private static final Pattern IN_ADDRESS = Pattern.compile("(://[^/:@\\s]*:)[^/@\\s]+(@)");

  /** What a service or a task runs, of which there is one. */
  private static final List<String> RUNNERS = List.of("ContainerSpec", "PluginSpec");

  /** Docker writes it small in what runs a plugin. */
  private static final List<String> KEYS = List.of("Env", "env");

  /** Null if nothing is masked. */
  private final Pattern names;

  private EnvironmentMask(Pattern names) {
    this.names = names;
  }

  /**
   * Masks variables whose name matches one of the patterns, {@code *} being any characters, capital
   * or small; and passwords in addresses, whatever the name. No patterns mask nothing.
   */
  public static EnvironmentMask of(List<String> patterns) {
    if (patterns.isEmpty()) {
      return NONE;
    }
    String any =
        patterns.stream()
            .map(pattern -> Pattern.quote(pattern).replace("*", "\\E.*\\Q"))
            .collect(Collectors.joining("|"));
    return new EnvironmentMask(
        Pattern.compile(any, Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE | Pattern.DOTALL));
  }

  /** A service, as it may be shown; the same object if nothing in it is secret. */
  public Doc service(Doc service) {
    Doc masked = service;
    for (String runner : RUNNERS) {
      masked = within(masked, "Spec", "TaskTemplate", runner);
      masked = within(masked, "PreviousSpec", "TaskTemplate", runner);
    }
    return masked;
  }

  /** A task, as it may be shown; the same object if nothing in it is secret. */
  public Doc task(Doc task) {
    Doc masked = task;
    for (String runner : RUNNERS) {
      masked = within(masked, "Spec", runner);
    }
    return masked;
  }

  /** A container as it was inspected, as it may be shown. */
  public Doc container(Doc container) {
    if (names == null) {
      return container;
    }
    Doc masked = within(container, "Config");
    masked = options(masked, List.of("HostConfig", "LogConfig", "Config"));
    Arr mounts = masked.doc("HostConfig").arr("Mounts");
    Arr shown =
        Arr.from(
            mounts.stream()
                .map(
                    mount ->
                        mount instanceof Doc doc
                            ? options(doc, List.of("VolumeOptions", "DriverConfig", "Options"))
                            : mount)
                .toList());
    return shown.equals(mounts)
        ? masked
        : masked.with("HostConfig", masked.doc("HostConfig").with("Mounts", shown));
  }

  /** A volume, as it may be shown: a driver may have been told a password. */
  public Doc volume(Doc volume) {
    return names == null ? volume : options(volume, List.of("Options"));
  }

  private Doc options(Doc doc, List<String> path) {
    if (!(doc.get(path.getFirst()) instanceof Doc inner)) {
      return doc;
    }
    Doc masked = path.size() == 1 ? options(inner) : options(inner, path.subList(1, path.size()));
    return masked.equals(inner) ? doc : doc.with(path.getFirst(), masked);
  }

  /** Each by its name; and where a value is {@code addr=there,password=x}, each part of it. */
  private Doc options(Doc options) {
    Doc shown = options;
    for (Map.Entry<String, Object> option : options) {
      if (option.getValue() instanceof String value) {
        String whole = masked(option.getKey() + "=" + value);
        String parts =
            Stream.of(value.split(",", -1)).map(this::masked).collect(Collectors.joining(","));
        String now = whole.endsWith("=" + MASK) ? MASK : parts;
        shown = now.equals(value) ? shown : shown.with(option.getKey(), now);
      }
    }
    return shown;
  }

  private Doc within(Doc doc, String... path) {
    return names == null ? doc : within(doc, List.of(path));
  }

  private Doc within(Doc doc, List<String> path) {
    if (path.isEmpty()) {
      Doc whole = doc;
      for (String key : KEYS) {
        Arr environment = whole.arr(key);
        Arr masked = masked(environment);
        whole = masked.equals(environment) ? whole : whole.with(key, masked);
      }
      return whole;
    }
    if (!(doc.get(path.getFirst()) instanceof Doc inner)) {
      return doc;
    }
    Doc masked = within(inner, path.subList(1, path.size()));
    return masked.equals(inner) ? doc : doc.with(path.getFirst(), masked);
  }

  private Arr masked(Arr environment) {
    List<Object> masked = new ArrayList<>();
    for (Object variable : environment) {
      masked.add(variable instanceof String text ? masked(text) : variable);
    }
    return Arr.from(masked);
  }

  private String masked(String variable) {
    int equals = variable.indexOf('=');
    if (equals < 0) {
      return variable;
    }
    String name = variable.substring(0, equals);
    String value = variable.substring(equals + 1);
    if (!value.isEmpty() && names.matcher(name).matches()) {
      return name + "=" + MASK;
    }
    return name + "=" + IN_ADDRESS.matcher(value).replaceAll("$1" + MASK + "$2");
  }
}
