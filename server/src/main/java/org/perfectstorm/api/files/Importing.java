package org.perfectstorm.api.files;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
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
  private final Transaction transaction;
  private final Function<Transaction, World> worlds;

  /** What the object at hand is checked against: the state with those before it. */
  private World world;

  private final State before;
  private final boolean prune;
  private final List<Defect> defects = new ArrayList<>();
  private final List<Defect> warnings = new ArrayList<>();
  private final List<Brought> changes = new ArrayList<>();
  private final Described described;

  /**
   * @param worlds what is checked against, as a transaction sees it now
   * @param prune whether what an application's document no longer has is deleted
   */
  public Importing(Transaction transaction, Function<Transaction, World> worlds, boolean prune) {
    this.transaction = transaction;
    this.worlds = worlds;
    this.before = transaction.state();
    this.prune = prune;
    this.described = new Described(transaction, defects);
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
    for (Kind kind : Kind.IN_FILES) {
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
    changes.sort(Comparator.comparingInt(Brought::order));
    State after = transaction.state();
    Doc told =
        Doc.of(
            "changes",
            changes.stream().map(change -> change.toDoc(before, after, rehearsal)).toList());
    return warnings.isEmpty()
        ? told
        : told.with("warnings", warnings.stream().map(Defect::toDoc).toList());
  }

  private void bring(int order, Entry entry) {
    Entry first = described.add(entry);
    int said = defects.size();
    if (first == null) {
      world = worlds.apply(transaction);
      Doc old = entry.key() == null ? null : described.table(entry.kind()).find(entry.key());
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
      described.isWrong(entry);
    }
  }

  private static boolean isNameless(Doc fields) {
    return fields.get("name") == null || fields.get("name").toString().isBlank();
  }

  /** The object as it will be; null, and said, if its fields are wrong. */
  private Doc read(Entry entry, Doc old) {
    Doc fields = new ApiForm(described, defects, warnings).of(entry);
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
    Table applications = described.table(Kind.APPLICATION);
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
    changes.add(new Brought(order, kind, old, object, how));
    if (old != null && kind == Kind.APPLICATION) {
      for (var left :
          new Leftovers(transaction, described, prune, warnings).of(entry, old, object)) {
        changes.add(new Brought(order, left.kind(), left.object(), null, "removed"));
      }
    }
  }

  /** A document says all of an object: what it leaves out is as if it had never been there. */
  private Doc whole(Schema schema, Doc fields, Doc old) {
    Doc whole = fields.without("id");
    for (Field field : schema.fields()) {
      boolean stays = ApiForm.PINS.contains(field.name()) || field.name().equals("name");
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

  private static Schema schema(Kind kind) {
    return switch (kind) {
      case APPLICATION -> Schemas.APPLICATION;
      case GROUP -> Schemas.GROUP;
      case PROCEDURE -> Schemas.PROCEDURE;
      default -> throw new IllegalArgumentException(kind.word());
    };
  }
}
