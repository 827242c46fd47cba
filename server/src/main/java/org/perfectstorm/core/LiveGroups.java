package org.perfectstorm.core;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.perfectstorm.model.Durations;
import org.perfectstorm.model.Kind;
import org.perfectstorm.model.MemberEvent;
import org.perfectstorm.mql.Membership;
import org.perfectstorm.store.Change;
import org.perfectstorm.value.Doc;
import org.roaringbitmap.RoaringBitmap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the members of every group: the reaction of groups to what a transaction changed.
 *
 * <p>The members themselves are in the {@link State}; what is kept beside it are only the {@link
 * CompiledGroups}, which follow from it. Used by the committing thread alone.
 */
final class LiveGroups {
  private static final Logger LOG = LoggerFactory.getLogger(LiveGroups.class);

  /**
   * At start things may take so many times longer: a server that comes late is better than groups
   * without their members. Not for ever, since one that never comes is no better.
   */
  private static final int AT_START = 100;

  private final Patience patience;
  private final CompiledGroups groups;

  /** What the queries see of other groups. */
  private State seen = State.empty();

  private final Membership membership =
      (name, resource) -> {
        Doc group = seen.table(Kind.GROUP).find(name);
        return group != null && seen.isMember(group.text("id"), resource);
      };

  LiveGroups() {
    this(new Patience());
  }

  LiveGroups(Patience patience) {
    this.patience = patience;
    this.groups = new CompiledGroups(patience, membership);
  }

  /**
   * Collects who joined and left in one commit.
   *
   * @param causes the numbers of the last events of what changed, by id
   * @param last the number of the commit's last event
   */
  private record Told(Instant date, List<MemberEvent> events, Map<String, Long> causes, long last) {
    /** The number of the event that changed an object, or of the last one if none says so. */
    long causeOf(Doc object) {
      return causes.getOrDefault(object.text("id"), last);
    }

    void add(boolean joined, Doc group, Doc resource, State state, long cause) {
      events.add(
          new MemberEvent(
              state.memberEvent() + events.size() + 1,
              date,
              joined ? MemberEvent.Type.JOINED : MemberEvent.Type.LEFT,
              group.text("id"),
              group.text("name"),
              resource.text("id"),
              resource.texts("names"),
              cause));
    }
  }

  /** Compiles every group of a state and finds its members: at start. */
  State reset(State state) {
    groups.compileAll(state);
    patience.begin(AT_START, this::sayWaits);
    State filled = state;
    for (Map.Entry<String, RoaringBitmap> group : fromNothing(groups.ids(), state).entrySet()) {
      filled = filled.withMembers(group.getKey(), group.getValue());
    }
    Questions asking = new Questions(groups.depths());
    for (String id : groups.ids()) {
      if (groups.get(id).asksOthers()) {
        asking.to(id).aboutEverybody(0);
      }
    }
    filled = suspend(filled, Set.of());
    Told nobody = new Told(Instant.EPOCH, new ArrayList<>(), Map.of(), 0);
    State answered = answer(asking, filled, filled, nobody, Set.of());
    groups.settle();
    return answered;
  }

  /**
   * The state with the members that follow from what changed.
   *
   * @param before the state before the transaction
   * @param done the transaction
   * @param events gets who joined and left; numbers go on from the state's
   * @throws Patience.Lost if it takes too long to find the members of a group that was saved
   */
  State react(State before, Transaction done, List<MemberEvent> events) {
    State after = done.state();
    Collection<Change> changes = done.changes();
    patience.begin();
    Map<String, Long> causes = new HashMap<>();
    done.events().forEach(event -> causes.put(event.id(), event.number()));
    Told told = new Told(done.date(), events, causes, after.event());
    State state = after;
    Set<String> renamed = new HashSet<>();
    Map<String, Long> recompiled = new LinkedHashMap<>();
    for (Change change : changes) {
      CompiledGroups.addMeanings(change, renamed);
      if (change.kind() == Kind.GROUP) {
        long cause = causes.getOrDefault(change.id(), after.event());
        if (change.after() == null) {
          state = gone(change.before(), state, before, after, cause, told);
        } else {
          boolean isNew = groups.get(change.id()) == null || !CompiledGroups.sameMembership(change);
          if (isNew) {
            recompiled.put(change.id(), cause);
            state = state.suspending(change.id(), false);
          }
          groups.compile(change.after(), state);
        }
      }
    }
    Set<String> saved = Set.copyOf(recompiled.keySet());
    for (String name : renamed) {
      for (String group : groups.referringTo(name)) {
        if (!recompiled.containsKey(group)) {
          groups.compile(groups.get(group).group(), state);
          if (!state.isSuspended(group)) {
            recompiled.put(group, after.event());
          }
        }
      }
    }
    if (!recompiled.isEmpty() || state != after) {
      groups.findDepths(after);
    }
    Questions questions = new Questions(groups.depths());
    askAnew(recompiled, state, questions);
    state = suspend(state, saved);
    for (Change change : changes) {
      if (change.kind() == Kind.RESOURCE) {
        long cause = causes.getOrDefault(change.id(), after.event());
        askWhomItConcerns(change, before, state, questions, cause);
        if (change.after() == null) {
          // A group that was compiled anew no longer says whom it had, nor does one that rests.
          recompiled.keySet().forEach(group -> questions.to(group).about(change.id(), cause));
          state.suspended().forEach(group -> questions.to(group).about(change.id(), cause));
        }
        state = suspend(state, saved);
      }
    }
    return answer(questions, before, state, told, saved);
  }

  /**
   * The state with the members that another server found: whoever follows asks no queries, so all
   * agree, whatever each would have had the patience for.
   *
   * @param before the state before the other one's commit
   * @param done what it did
   * @param told who joined and left
   */
  State follow(State before, Transaction done, List<MemberEvent> told) {
    State state = done.state();
    Set<String> renamed = new HashSet<>();
    for (Change change : done.changes()) {
      CompiledGroups.addMeanings(change, renamed);
      if (change.kind() == Kind.GROUP) {
        if (change.after() == null) {
          groups.remove(change.id());
          state = state.withMembers(change.id(), null).suspending(change.id(), false);
        } else {
          state =
              CompiledGroups.sameMembership(change) ? state : state.suspending(change.id(), false);
          groups.compile(change.after(), state);
        }
      }
    }
    for (String name : renamed) {
      for (String group : groups.referringTo(name)) {
        groups.compile(groups.get(group).group(), state);
      }
    }
    if (groups.isUnsettled()) {
      groups.findDepths(state);
    }
    seen = Crossings.apply(told, before, state.withoutMembers(gone(done, before)));
    return seen;
  }

  /**
   * The resources that are gone, by ordinal. They are no members any more, even if nobody says that
   * they left: who deleted them may have known other members.
   */
  private static RoaringBitmap gone(Transaction done, State before) {
    RoaringBitmap gone = new RoaringBitmap();
    for (Change change : done.changes()) {
      if (change.kind() == Kind.RESOURCE && change.after() == null) {
        gone.add(before.ordinals().of(change.id()));
      }
    }
    return gone;
  }

  /** Asks the groups that a changed resource may join or leave; most others are not looked at. */
  private void askWhomItConcerns(
      Change change, State before, State state, Questions questions, long cause) {
    boolean gone = change.after() == null;
    int number = (gone ? before : state).ordinals().of(change.id());
    groups
        .index()
        .verdicts(
            change.before(),
            change.after(),
            // Who asks others is asked once those have answered.
            id -> !groups.get(id).asksOthers(),
            (id, matches) -> {
              LiveGroup group = groups.get(id);
              boolean is = !gone && group.has(change.id(), matches);
              if (group.asksOthers()) {
                questions.to(id).about(change.id(), cause);
              } else if (is != state.bits(id).contains(number)) {
                questions.to(id).answered(number);
              }
            });
    groups.pinning(change.id()).forEach(group -> questions.to(group).about(change.id(), cause));
  }

  /**
   * No longer asks groups whose queries took too long.
   *
   * @param saved the groups for which that is a reason to refuse the commit
   */
  private State suspend(State state, Set<String> saved) {
    State changed = state;
    for (String id : patience.over()) {
      LiveGroup group = groups.get(id);
      if (saved.contains(id)) {
        throw new Patience.Lost(group);
      }
      if (!changed.isSuspended(id)) {
        groups.suspend(id);
        changed = changed.suspending(id, true);
        if (patience.times() == AT_START) {
          LOG.warn(
              "The query of the group {} takes too long, also for a start. It has only the members"
                  + " that it includes until it is saved with another query, or stormd starts"
                  + " again.",
              group.called());
        } else {
          LOG.warn(
              "The query of the group {} takes too long. Its members stay as they are until it is"
                  + " saved with another query, or stormd starts again.",
              group.called());
        }
      }
    }
    return changed;
  }

  private void sayWaits(String id) {
    LOG.warn(
        "The query of the group {} takes long; the start waits for it, up to {}.",
        groups.get(id).called(),
        Durations.text(Patience.FOR_ONE.multipliedBy(AT_START)));
  }

  /**
   * Asks groups that were compiled anew: whose members follow from resources alone, about those
   * that make a difference, else about everybody.
   *
   * @param causes the groups, each with the number of the event behind it
   */
  private void askAnew(Map<String, Long> causes, State state, Questions questions) {
    Map<String, RoaringBitmap> now = fromNothing(causes.keySet(), state);
    causes.forEach(
        (id, cause) -> {
          if (groups.get(id).asksOthers()) {
            questions.to(id).aboutEverybody(cause);
          } else if (!patience.isOver(id)) {
            questions.to(id).answered(RoaringBitmap.xor(state.bits(id), now.get(id)), cause);
          }
        });
  }

  /** The members of those of some groups that ask no others. */
  private Map<String, RoaringBitmap> fromNothing(Set<String> asked, State state) {
    return FullEvaluation.of(
        asked.stream().map(groups::get).filter(group -> !group.asksOthers()).toList(),
        state,
        patience);
  }

  /** What was reacted to is durable. */
  void settle() {
    groups.settle();
  }

  /**
   * Some of what was reacted to since the last {@link #settle} never happened: back to a state,
   * which need not be durable.
   */
  void restore(State state) {
    groups.restore(state);
  }

  private State answer(
      Questions questions, State before, State after, Told told, Set<String> saved) {
    State state = after;
    for (Question next = questions.next(); next != null; next = questions.next()) {
      seen = state;
      LiveGroup group = groups.get(next.group());
      if (group != null) {
        state = suspend(answer(group, next, questions, before, state, told), saved);
      }
    }
    seen = state;
    return state;
  }

  private State answer(
      LiveGroup group,
      Question question,
      Questions questions,
      State before,
      State state,
      Told told) {
    RoaringBitmap old = state.bits(group.id());
    RoaringBitmap bits = old.clone();
    Set<String> dependents = groups.dependents(group);
    Crossing crossing =
        (number, resource, cause) -> {
          bits.flip(number);
          told.add(!old.contains(number), group.group(), resource, state, cause);
          dependents.forEach(other -> questions.to(other).about(resource.text("id"), cause));
        };
    RoaringBitmap changed = question.changed();
    changed.forEach(
        (int number) -> {
          Doc resource = state.ordinals().resource(number);
          if (resource != null) {
            crossing.by(number, resource, question.causeOfChanged());
          }
        });
    RoaringBitmap known = question.known();
    known.forEach(
        (int number) -> {
          Doc resource = state.ordinals().resource(number);
          if (resource == null || !changed.contains(number)) {
            Doc named = resource == null ? before.ordinals().resource(number) : resource;
            crossing.by(number, named, told.causeOf(named));
          }
        });
    question
        .about(state)
        .forEach(
            (id, cause) -> {
              Doc resource = state.table(Kind.RESOURCE).get(id);
              int number = (resource == null ? before : state).ordinals().of(id);
              boolean isDone = resource != null && changed.contains(number);
              if (number < 0 || isDone || known.contains(number)) {
                return;
              }
              boolean was = old.contains(number);
              if (was != isMember(group, resource, was, state)) {
                Doc named = resource == null ? before.table(Kind.RESOURCE).get(id) : resource;
                crossing.by(number, named, cause);
              }
            });
    return bits.equals(old) ? state : state.withMembers(group.id(), bits);
  }

  /** A resource that joins or leaves. */
  private interface Crossing {
    void by(int number, Doc resource, long cause);
  }

  /** Whether a resource, null if it is gone, is a member now. */
  private boolean isMember(LiveGroup group, Doc resource, boolean was, State state) {
    if (state.isSuspended(group.id()) || patience.isOver(group.id())) {
      return was && resource != null;
    }
    return resource != null && has(group, resource);
  }

  private boolean has(LiveGroup group, Doc resource) {
    if (group.query() == null || !group.query().isCostly()) {
      return group.has(resource);
    }
    return patience.measured(group.id(), () -> group.has(resource));
  }

  /** A group is gone: its members leave it. */
  private State gone(Doc group, State state, State before, State after, long cause, Told told) {
    groups.remove(group.text("id"));
    for (Doc member : before.members(group.text("id"))) {
      told.add(false, group, member, after, cause);
    }
    return state.withMembers(group.text("id"), null).suspending(group.text("id"), false);
  }
}
