package org.perfectstorm.model;

import static org.perfectstorm.model.Reference.Deletion.CASCADE;
import static org.perfectstorm.model.Reference.Deletion.CLEAR;
import static org.perfectstorm.model.Reference.Deletion.UNSET;

import java.util.Comparator;
import java.util.List;
import org.perfectstorm.value.Doc;

/** The kinds of objects, as the API knows them. */
public enum Kind {
  AGENT("agent", "agents", "agt"),
  RESOURCE("resource", "resources", "res"),
  GROUP("group", "groups", "grp"),
  APPLICATION("application", "apps", "app"),
  PROCEDURE("procedure", "procedures", "prc"),
  SUBSCRIPTION("subscription", "subscriptions", "sub"),
  JOB("job", "jobs", "job");

  /** What people write in files; what others need comes first. */
  public static final List<Kind> IN_FILES = List.of(GROUP, PROCEDURE, APPLICATION);

  private final String word;
  private final String path;
  private final String prefix;

  Kind(String word, String path, String prefix) {
    this.word = word;
    this.path = path;
    this.prefix = prefix;
  }

  /** The noun, as events and messages say it: {@code application}. */
  public String word() {
    return word;
  }

  /** The collection's place under {@code /v1/}: {@code apps}. */
  public String path() {
    return path;
  }

  /** What ids begin with, before the dash: {@code app}. */
  public String prefix() {
    return prefix;
  }

  /**
   * What the field {@code status} may say, the same on every cloud; empty for kinds without one.
   */
  public List<String> statuses() {
    return switch (this) {
      case AGENT -> List.of("online", "offline");
      case RESOURCE ->
          List.of(
              "unknown",
              "creating",
              "created",
              "starting",
              "running",
              "updating",
              "updated",
              "stopping",
              "stopped",
              "removing",
              "error");
      case JOB -> List.of("pending", "running", "done", "error");
      default -> List.of();
    };
  }

  /**
   * The names by which people may call an object of this kind; jobs and subscriptions have none.
   */
  public List<String> names(Doc object) {
    return switch (this) {
      case RESOURCE -> object.texts("names");
      case JOB, SUBSCRIPTION -> List.of();
      default -> object.text("name") == null ? List.of() : List.of(object.text("name"));
    };
  }

  /**
   * The fields of this kind that name another object, and what becomes of it when that one goes.
   */
  public List<Reference> references() {
    return switch (this) {
      case RESOURCE ->
          List.of(
              new Reference("owner", AGENT, CASCADE),
              new Reference("parent", RESOURCE, CASCADE),
              new Reference("cluster", RESOURCE, CASCADE),
              new Reference("host", RESOURCE, CASCADE));
      case APPLICATION ->
          List.of(
              new Reference("components", GROUP, CASCADE),
              new Reference("groups", GROUP, CLEAR),
              new Reference("procedures", PROCEDURE, CLEAR));
      case SUBSCRIPTION ->
          List.of(
              new Reference("group", GROUP, CASCADE),
              new Reference("procedure", PROCEDURE, CASCADE),
              new Reference("target", RESOURCE, CASCADE));
      case JOB ->
          List.of(
              new Reference("owner", AGENT, CLEAR),
              new Reference("target", RESOURCE, CASCADE),
              new Reference("procedure", PROCEDURE, CASCADE),
              new Reference("subscription", SUBSCRIPTION, UNSET));
      default -> List.of();
    };
  }

  /** Puts objects of this kind into list order. */
  public void sort(List<Doc> objects) {
    objects.sort(Comparator.comparing(this::position));
  }

  /** Where an object stands in lists; see {@link Position}. */
  public Position position(Doc object) {
    String id = object.text("id");
    return switch (this) {
      case RESOURCE ->
          new Position(
              object.text("type"),
              object.texts("names").stream().min(String::compareTo).orElse(null),
              id);
      case JOB -> new Position(object.text("created"), null, id);
      case SUBSCRIPTION -> new Position(null, null, id);
      default -> new Position(object.text("name"), null, id);
    };
  }
}
