package org.perfectstorm.core;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.perfectstorm.model.Kind;
import org.perfectstorm.model.PointInTime;
import org.perfectstorm.store.History;
import org.perfectstorm.store.MemberVersion;
import org.perfectstorm.store.StoreException;
import org.perfectstorm.store.Version;
import org.perfectstorm.value.Doc;

/**
 * What resources and groups were, and who was a member. Any thread may ask; answers come from the
 * store, beside the commits. Every method throws {@link Core.Unavailable} if the store cannot be
 * read now.
 */
public final class Past {
  private final Core core;
  private final History history;

  Past(Core core, History history) {
    this.core = core;
    this.history = history;
  }

  /** A moment that is not kept, or no longer. */
  public static final class Gone extends RuntimeException {
    private final History.Begin begin;

    Gone(History.Begin begin) {
      super(
          begin == null
              ? "No history is kept (stormd's option --keep-history)."
              : "History begins at %s, after event %d.".formatted(begin.date(), begin.event()));
      this.begin = begin;
    }

    /** The number of the event from which on history is kept; -1 if none is. */
    public long oldest() {
      return begin == null ? -1 : begin.event();
    }
  }

  /**
   * A change of an object, or of who is in a group.
   *
   * @param event the number of the event; 0 if it is not known
   * @param date when it was; null if that is not known
   * @param object what it was from then on; null if it was deleted, or if only members changed
   * @param resource the id of who joined or left; null if the object itself changed
   * @param names the names that it had
   */
  public record Entry(
      Happening type, long event, Instant date, Doc object, String resource, List<String> names) {
    private static Entry of(Version version) {
      return new Entry(
          version.isFirst() ? Happening.CREATED : Happening.UPDATED,
          version.since(),
          version.sinceDate(),
          shown(version.object()),
          null,
          List.of());
    }

    private static Entry of(MemberVersion change, List<String> names) {
      return new Entry(
          change.joined() ? Happening.JOINED : Happening.LEFT,
          change.event(),
          change.date(),
          null,
          change.resource(),
          names);
    }

    private static Entry end(Version last) {
      return new Entry(Happening.DELETED, last.until(), last.untilDate(), null, null, List.of());
    }
  }

  /**
   * An object as it was; null if there was none, or several had the name.
   *
   * @param key its id, or a name that it had then, or has now, or had last
   * @throws Gone if the moment is not kept
   */
  public Doc object(Kind kind, String key, PointInTime moment) {
    return asked(
        () -> {
          expectKept(moment);
          String id = id(kind, key, moment, core.state());
          return id == null ? null : shown(history.at(List.of(id), moment).get(id));
        });
  }

  /**
   * The resources that were members of a group, as they were, in list order; null if there was no
   * such group.
   *
   * @param key as for {@link #object}
   * @throws Gone if the moment is not kept
   */
  public List<Doc> members(String key, PointInTime moment) {
    return asked(
        () -> {
          expectKept(moment);
          State now = core.state();
          String group = id(Kind.GROUP, key, moment, now);
          if (group == null || history.at(List.of(group), moment).isEmpty()) {
            return null;
          }
          Set<String> ids = new HashSet<>();
          now.members(group).forEach(member -> ids.add(member.text("id")));
          for (MemberVersion change :
              history.members(group, moment, now.event(), Integer.MAX_VALUE)) {
            if (change.joined()) {
              ids.remove(change.resource());
            } else {
              ids.add(change.resource());
            }
          }
          List<Doc> members = new ArrayList<>();
          history.at(ids, moment).values().forEach(member -> members.add(shown(member)));
          Kind.RESOURCE.sort(members);
          return members;
        });
  }

  /**
   * The newest changes of an object, and of a group's members, oldest first; null if there is no
   * such object and was none.
   *
   * @param most how many at most
   * @throws Gone if no history is kept at all
   */
  public List<Entry> changes(Kind kind, String key, int most) {
    return asked(
        () -> {
          if (history == null || history.begin() == null) {
            throw new Gone(null);
          }
          State now = core.state();
          Doc known = now.table(kind).find(key);
          String id = known == null ? gone(kind, key) : known.text("id");
          List<Version> versions = id == null ? List.of() : history.versions(id, most);
          if (versions.isEmpty()) {
            return null;
          }
          List<Entry> entries = new ArrayList<>();
          if (versions.getFirst().until() >= 0) {
            entries.add(Entry.end(versions.getFirst()));
          }
          versions.forEach(version -> entries.add(Entry.of(version)));
          if (kind == Kind.GROUP) {
            List<MemberVersion> crossings = history.members(id, null, Long.MAX_VALUE, most);
            List<List<String>> names = history.names(crossings);
            for (int i = 0; i < names.size(); i++) {
              entries.add(Entry.of(crossings.get(i), names.get(i)));
            }
          }
          // Sorting is stable: what a group became stands before who joined by it.
          List<Entry> ordered = new ArrayList<>(entries.reversed());
          ordered.sort(
              Comparator.comparingLong(Entry::event)
                  .thenComparing(entry -> entry.type().isOfMember()));
          return ordered.subList(Math.max(0, ordered.size() - most), ordered.size());
        });
  }

  private String gone(Kind kind, String key) {
    return isId(kind, key) && !history.versions(key, 1).isEmpty()
        ? key
        : history.lastNamed(kind, key);
  }

  /** Who had the name then; else who has it now, else who had it last. */
  private String id(Kind kind, String key, PointInTime moment, State now) {
    if (isId(kind, key) && !history.at(List.of(key), moment).isEmpty()) {
      return key;
    }
    Set<String> candidates = new HashSet<>(now.table(kind).named(key));
    candidates.addAll(history.lost(kind, key, moment));
    List<String> named = new ArrayList<>();
    for (Map.Entry<String, Doc> then : history.at(candidates, moment).entrySet()) {
      if (kind.names(then.getValue()).contains(key)) {
        named.add(then.getKey());
      }
    }
    if (!named.isEmpty()) {
      return named.size() == 1 ? named.getFirst() : null;
    }
    Doc present = now.table(kind).find(key);
    return present == null ? history.lastNamed(kind, key) : present.text("id");
  }

  private static boolean isId(Kind kind, String key) {
    return key.startsWith(kind.prefix() + "-");
  }

  private void expectKept(PointInTime moment) {
    History.Begin begin = history == null ? null : history.begin();
    if (begin == null
        || (moment.isDate()
            ? moment.date().isBefore(begin.date())
            : moment.event() < begin.event())) {
      throw new Gone(begin);
    }
  }

  private static Doc shown(Doc stored) {
    return stored == null ? null : Hidden.without(stored);
  }

  private interface Question<T> {
    T ask();
  }

  private static <T> T asked(Question<T> question) {
    try {
      return question.ask();
    } catch (StoreException e) {
      throw new Core.Unavailable(e.getMessage(), e);
    }
  }
}
