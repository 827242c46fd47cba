package org.perfectstorm.api.files;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.perfectstorm.api.schema.Field;
import org.perfectstorm.api.schema.Invalid;
import org.perfectstorm.api.schema.Schema;
import org.perfectstorm.api.schema.Schemas;
import org.perfectstorm.api.schema.World;
import org.perfectstorm.core.GroupQuery;
import org.perfectstorm.core.State;
import org.perfectstorm.core.Table;
import org.perfectstorm.core.Transaction;
import org.perfectstorm.model.Ids;
import org.perfectstorm.model.Kind;
import org.perfectstorm.mql.QueryException;
import org.perfectstorm.template.Template;
import org.perfectstorm.template.TemplateException;
import org.perfectstorm.value.Arr;
import org.perfectstorm.value.Doc;

/**
 * Brings documents into the state, in one transaction. Objects are found by name: those that are
 * there become what the documents say, the others are created. Groups come first, then procedures,
 * then applications, so that the order of the documents does not matter. For one use.
 */
public final class Importing {
  /** What hands add to a group stays: these lists change only if a document has them. */
  private static final Set<String> PINS = Set.of("include", "exclude");

  private static final Pattern SLUG = Pattern.compile("[-a-zA-Z0-9_]+");

  private final Transaction transaction;
  private final Function<Transaction, World> worlds;

  /** What the object at hand is checked against: the state with those before it. */
  private World world;

  private final State before;
  private final boolean prune;
  private final List<Defect> defects = new ArrayList<>();
  private final List<Defect> warnings = new ArrayList<>();
  private final List<Change> changes = new ArrayList<>();

  /** Where each object was described first. */
  private final Map<Named, Entry> described = new HashMap<>();

  /** Objects that are described wrongly: that others refer to them is not another mistake. */
  private final Set<Named> wrong = new HashSet<>();

  private record Named(Kind kind, String key) {}

  /** What became of an object; {@code order} is that of the documents. */
  private record Change(int order, Kind kind, Doc before, Doc after, String how) {}

  /**
   * @param worlds what is checked against, as a transaction sees it now
   * @param prune whether what an application's document no longer has is deleted
   */
  public Importing(Transaction transaction, Function<Transaction, World> worlds, boolean prune) {
    this.transaction = transaction;
    this.worlds = worlds;
    this.before = transaction.state();
    this.prune = prune;
  }

  /**
   * Does it.
   *
   * @param rehearsal whether nothing of it will be kept, so that new ids mean nothing
   * @return {@code {"changes": [..]}}, in the order of the documents, and {@code warnings} if there
   *     are any
   * @throws Unimportable with all that is wrong; nothing may be kept then
   */
  public Doc apply(Documents documents, boolean rehearsal) {
    List<Entry> entries = new Outline(defects).of(documents);
    for (Kind kind : List.of(Kind.GROUP, Kind.PROCEDURE, Kind.APPLICATION)) {
      for (int i = 0; i < entries.size(); i++) {
        if (entries.get(i).kind() == kind) {
          bring(i, entries.get(i));
        }
      }
    }
    if (!defects.isEmpty()) {
      defects.sort(Comparator.comparingInt(Defect::document).thenComparingInt(Defect::line));
      throw new Unimportable(defects);
    }
    changes.sort(Comparator.comparingInt(Change::order));
    Doc told = Doc.of("changes", changes.stream().map(change -> told(change, rehearsal)).toList());
    return warnings.isEmpty()
        ? told
        : told.with("warnings", warnings.stream().map(Defect::toDoc).toList());
  }

  private void bring(int order, Entry entry) {
    Named named = new Named(entry.kind(), entry.key());
    Entry first = entry.key() == null ? null : described.putIfAbsent(named, entry);
    int said = defects.size();
    if (first == null) {
      world = worlds.apply(transaction);
      Doc old = entry.key() == null ? null : table(entry.kind()).find(entry.key());
      if (old == null && entry.key() != null && isNameless(entry.fields())) {
        defects.add(
            entry
                .spot()
                .defect("a name is missing: no %s here has the id".formatted(entry.kind().word())));
      }
      Doc object = read(entry, old);
      if (defects.size() == said && entry.key() != null) {
        warn(entry, old, object);
        save(order, entry, old, object);
      }
    } else if (!first.fields().equals(entry.fields())) {
      defects.add(
          entry
              .spot()
              .defect(
                  "the %s \"%s\" stands in %s already, and is another one there"
                      .formatted(entry.kind().word(), entry.key(), first.spot().path())));
    }
    if (defects.size() > said) {
      wrong.add(named);
    }
  }

  private static boolean isNameless(Doc fields) {
    return fields.get("name") == null || fields.get("name").toString().isBlank();
  }

  /** The object as it will be; null, and said, if its fields are wrong. */
  private Doc read(Entry entry, Doc old) {
    Doc fields =
        switch (entry.kind()) {
          case APPLICATION -> application(entry);
          case GROUP -> group(entry);
          default -> entry.fields();
        };
    String id = old == null ? Ids.create(entry.kind()) : old.text("id");
    check(entry, id);
    Schema schema = schema(entry.kind());
    Doc whole = whole(schema, fields, old);
    try {
      return old == null ? schema.create(id, whole, world) : schema.replace(old, whole, world);
    } catch (Invalid e) {
      flatten(e.errors(), entry.spot());
      return null;
    }
  }

  /** Whoever changes what another application brought should know: the next one changes it back. */
  private void warn(Entry entry, Doc old, Doc object) {
    if (old == null || old.equals(object) || entry.kind() == Kind.APPLICATION) {
      return;
    }
    Table applications = table(Kind.APPLICATION);
    for (String id : applications.referring(entry.kind().path(), old.text("id"))) {
      Doc other = applications.get(id);
      boolean isOwn =
          entry.application() != null
              && Objects.equals(applications.find(entry.application()), other);
      if (!isOwn) {
        String called = other.text("name") == null ? id : other.text("name");
        warnings.add(
            entry
                .spot()
                .defect(
                    "this changes the %s \"%s\" of the application \"%s\", too"
                        .formatted(entry.kind().word(), entry.key(), called)));
      }
    }
  }

  private void save(int order, Entry entry, Doc old, Doc object) {
    Kind kind = entry.kind();
    boolean isSame = object.equals(old);
    if (!isSame) {
      transaction.put(kind, object);
    }
    String how = isSame ? "unchanged" : old == null ? "created" : "changed";
    changes.add(new Change(order, kind, old, object, how));
    if (old != null && kind == Kind.APPLICATION) {
      leave(order, entry, old, object);
    }
  }

  /** A document says all of an object: what it leaves out is as if it had never been there. */
  private Doc whole(Schema schema, Doc fields, Doc old) {
    Doc whole = fields.without("id");
    for (Field field : schema.fields()) {
      boolean stays = PINS.contains(field.name()) || field.name().equals("name");
      if (old != null && !whole.has(field.name()) && !stays) {
        switch (field.presence()) {
          case WHEN_SET -> whole = whole.with(field.name(), null);
          case OPTIONAL -> {
            if (!field.resets()) {
              whole = whole.with(field.name(), field.initial().apply(world));
            }
          }
          case REQUIRED, READ_ONLY, READ_ONLY_WHEN_SET -> {}
        }
      }
    }
    return whole;
  }

  /** Whether what is written in other languages has a meaning. */
  private void check(Entry entry, String id) {
    Doc fields = entry.fields();
    Spot spot = entry.spot();
    if (entry.kind() == Kind.GROUP) {
      try {
        GroupQuery.check(fields.with("id", id), transaction.state());
      } catch (QueryException e) {
        defects.add(spot.at("query").defectInside(e.path(), e.reason(), e.suggestion()));
      } catch (GroupQuery.Circle e) {
        defects.add(spot.at("query").defect(e.getMessage()));
      }
    } else if (entry.kind() == Kind.PROCEDURE && fields.get("content") instanceof String content) {
      try {
        Template.compile(content);
      } catch (TemplateException e) {
        defects.add(spot.at("content").defect(e.getMessage()));
      }
    }
  }

  /** A group's fields as the API has them: pinned resources by id. */
  private Doc group(Entry entry) {
    Doc fields = entry.fields();
    for (String list : PINS) {
      if (fields.get(list) instanceof Arr keys) {
        List<Object> ids = new ArrayList<>();
        for (int i = 0; i < keys.size(); i++) {
          ids.add(pinned(keys.get(i), entry.spot().at(list).at(i)));
        }
        fields = fields.with(list, Arr.from(ids));
      }
    }
    return fields;
  }

  private Object pinned(Object key, Spot spot) {
    if (!(key instanceof String name) || Ids.isId(name)) {
      return key;
    }
    String id = world.find(Kind.RESOURCE, name.strip());
    if (id == null) {
      warnings.add(
          spot.defect(
              "no resource has the id or name \""
                  + name
                  + "\", or several have it: it means nobody"));
    }
    return id == null ? name : id;
  }

  /** An application's fields as the API has them. */
  private Doc application(Entry entry) {
    int said = defects.size();
    Parts parts = Parts.of(entry, name -> world.find(Kind.GROUP, name) != null, defects);
    Map<String, String> components = new HashMap<>();
    parts.components().forEach((name, spot) -> components.put(name, id(Kind.GROUP, name, spot)));
    List<Doc> links = new ArrayList<>();
    for (Parts.Said link : parts.links()) {
      checkService(link, components);
      links.add(
          Doc.of(
              "src_component", name(link.arrow().source(), components),
              "dest_component", name(link.arrow().target(), components),
              "dest_service", link.arrow().service()));
    }
    List<Doc> exposed = new ArrayList<>();
    for (Parts.Said each : parts.exposed()) {
      checkService(each, components);
      exposed.add(
          Doc.of(
              "component", name(each.arrow().target(), components),
              "service", each.arrow().service()));
    }
    List<String> procedures = new ArrayList<>();
    parts.procedures().forEach((name, spot) -> procedures.add(id(Kind.PROCEDURE, name, spot)));
    if (defects.size() > said || components.containsValue(null)) {
      // What belongs together can only be checked where all of it is there.
      links.clear();
      exposed.clear();
    }
    Doc fields = entry.fields();
    for (String field : List.of("groups", "components", "links", "expose", "procedures")) {
      fields = fields.without(field);
    }
    return fields
        .with("components", ids(parts.components().keySet().stream().map(components::get).toList()))
        .with("links", links)
        .with("expose", exposed)
        .with("groups", ids(parts.groups().keySet().stream().map(components::get).toList()))
        .with("procedures", ids(procedures));
  }

  /** Without those that are missing (and said so), each once. */
  private static Arr ids(List<String> ids) {
    return Arr.from(ids.stream().filter(id -> id != null).distinct().toList());
  }

  /** The id of an object that an application names; null, and said, if there is none. */
  private String id(Kind kind, String name, Spot spot) {
    String id = world.find(kind, name);
    Named named = new Named(kind, name);
    if (id == null && !wrong.contains(named)) {
      Stream<String> here =
          described.keySet().stream().filter(each -> each.kind == kind).map(Named::key);
      Stream<String> there =
          table(kind).list().stream().flatMap(object -> kind.names(object).stream());
      List<String> known = Stream.concat(here, there).toList();
      defects.add(
          spot.defect(
              "there is no " + kind.word() + " \"" + name + "\"", Spelling.nearest(name, known)));
    }
    return wrong.contains(named) ? null : id;
  }

  private void checkService(Parts.Said said, Map<String, String> components) {
    for (String word : said.arrow().words()) {
      if (!SLUG.matcher(word).matches()) {
        defects.add(
            said.spot()
                .defect(
                    "only letters, digits, - and _ can stand in links and expose, not \"%s\""
                        .formatted(word)));
      }
    }
    Doc group = object(said.arrow().target(), components);
    if (group == null) {
      return;
    }
    List<String> services =
        group.arr("services").stream().map(service -> ((Doc) service).text("name")).toList();
    if (!services.contains(said.arrow().service())) {
      defects.add(
          said.spot()
              .defect(
                  "the group \"%s\" has no service \"%s\""
                      .formatted(said.arrow().target(), said.arrow().service()),
                  Spelling.nearest(said.arrow().service(), services)));
    }
  }

  /** Links say names, even where a document says an id. */
  private String name(String key, Map<String, String> components) {
    Doc group = object(key, components);
    return group == null || group.text("name") == null ? key : group.text("name");
  }

  private Doc object(String key, Map<String, String> components) {
    String id = components.get(key);
    return id == null ? null : table(Kind.GROUP).get(id);
  }

  /**
   * What an application brought and brings no longer is deleted, unless somebody else needs it; or
   * remembered, so that a later import can do so.
   */
  private void leave(int order, Entry entry, Doc old, Doc now) {
    Doc before = transaction.state().hidden(old.text("id"));
    Doc after = before;
    for (Kind kind : List.of(Kind.GROUP, Kind.PROCEDURE)) {
      String field = kind.path();
      Set<String> brought = new LinkedHashSet<>(before.texts(field));
      brought.addAll(old.texts(field));
      brought.removeAll(now.texts(field));
      brought.removeIf(id -> table(kind).get(id) == null || isNeeded(kind, table(kind).get(id)));
      for (String id : brought) {
        Doc left = table(kind).get(id);
        if (prune) {
          transaction.delete(kind, id);
          changes.add(new Change(order, kind, left, null, "removed"));
        } else {
          String called = left.text("name") == null ? id : left.text("name");
          warnings.add(
              entry
                  .spot()
                  .defect(
                      "the %s \"%s\", which this application brought earlier, stays; prune deletes it"
                          .formatted(kind.word(), called)));
        }
      }
      boolean isEmpty = prune || brought.isEmpty();
      after = isEmpty ? after.without(field) : after.with(field, List.copyOf(brought));
    }
    transaction.hide(Kind.APPLICATION, old.text("id"), after);
  }

  private boolean isNeeded(Kind kind, Doc object) {
    Table applications = table(Kind.APPLICATION);
    String id = object.text("id");
    return described.keySet().stream()
            .anyMatch(named -> named.kind == kind && object.equals(table(kind).find(named.key)))
        || !applications.referring(kind.path(), id).isEmpty()
        || (kind == Kind.GROUP && !applications.referring("components", id).isEmpty());
  }

  /** One defect for each error of a schema, at its place. */
  private void flatten(Object errors, Spot spot) {
    if (errors instanceof Arr messages) {
      messages.forEach(message -> defects.add(spot.defect((String) message)));
    } else if (errors instanceof Doc inside) {
      for (var error : inside) {
        boolean isHere = error.getKey().equals(Invalid.WHOLE);
        flatten(error.getValue(), isHere ? spot : spot.at(error.getKey()));
      }
    }
  }

  private Doc told(Change change, boolean rehearsal) {
    Doc one = change.after == null ? change.before : change.after;
    return Doc.of(
        "kind",
        change.kind.word(),
        "name",
        one.text("name"),
        "id",
        rehearsal && change.before == null ? null : one.text("id"),
        "change",
        change.how,
        "before",
        change.before == null ? null : FileForm.of(change.kind, change.before, before),
        "after",
        change.after == null ? null : FileForm.of(change.kind, change.after, transaction.state()));
  }

  private static Schema schema(Kind kind) {
    return switch (kind) {
      case APPLICATION -> Schemas.APPLICATION;
      case GROUP -> Schemas.GROUP;
      case PROCEDURE -> Schemas.PROCEDURE;
      default -> throw new IllegalArgumentException(kind.word());
    };
  }

  private Table table(Kind kind) {
    return transaction.state().table(kind);
  }
}
