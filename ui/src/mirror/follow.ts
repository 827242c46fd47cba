import { batch } from '@preact/signals';
import { connect } from '../api/connect.ts';
import type { News } from '../api/feed.ts';
import { get, Problem } from '../api/http.ts';
import type { Kind, MemberEvent, StormEvent } from '../api/types.ts';
import { add, loadChanges, memberChange, toChange, type Change } from './changes.ts';
import { listOf, loadAll, reload, reloadMembers } from './load.ts';
import { sumUp } from './rollups.ts';
import { connection, loadError, loaded, members, resources, shelves } from './world.ts';

/** Events that come this close together are handled together. */
const GATHER_MILLIS = 15;
/** More changed objects than this are read as a whole list; their ids would make too long an address. */
const MANY = 400;
const RETRY_MILLIS = 2_000;

let waiting: StormEvent[] = [];
let working = false;
let stale = true;
let hurry = (): void => {};

/** Begins to follow stormd, for as long as the page is open. */
export function follow(): void {
  hurry = connect(take);
  addEventListener('online', () => hurry());
  document.addEventListener('visibilitychange', () => {
    if (!document.hidden) hurry();
  });
}

/** Tries to connect at once. */
export function reconnect(): void {
  hurry();
}

function take(news: News): void {
  switch (news.kind) {
    case 'open':
      connection.value = { state: 'live' };
      schedule();
      break;
    case 'alive':
      if (connection.value.state !== 'live') connection.value = { state: 'live' };
      break;
    case 'gone':
      stale = true;
      break;
    case 'lost':
      if (connection.value.state !== 'lost') connection.value = { state: 'lost', since: Date.now() };
      break;
    case 'events':
      waiting.push(...news.events);
      schedule();
  }
}

function schedule(): void {
  if (working) return;
  working = true;
  setTimeout(() => void work(), stale ? 0 : GATHER_MILLIS);
}

async function work(): Promise<void> {
  const events = waiting;
  waiting = [];
  try {
    if (stale) {
      await loadAll();
      stale = false;
      loaded.value = true;
      sumUp();
      loadError.value = null;
      void loadChanges().catch(() => {});
    } else {
      await apply(events);
    }
  } catch (error) {
    // What was told is lost with it, so everything is read again.
    stale = true;
    loadError.value = error instanceof Problem ? error.message : String(error);
    setTimeout(() => void work(), RETRY_MILLIS);
    return;
  }
  working = false;
  if (waiting.length || stale) schedule();
}

/** Reads what the events are about, then shows all of it in one step. */
async function apply(events: StormEvent[]): Promise<void> {
  const last = new Map<string, StormEvent>();
  for (const event of events) last.set(event.entity_id, event);
  const deleted: StormEvent[] = [];
  const wanted = new Map<Kind, string[]>();
  for (const event of last.values()) {
    if (event.event_type === 'deleted') deleted.push(event);
    else wanted.set(event.entity_type, [...(wanted.get(event.entity_type) ?? []), event.entity_id]);
  }
  const before = new Map<string, unknown>();
  for (const event of last.values()) {
    const known = shelves[event.entity_type]?.get(event.entity_id);
    if (known) before.set(event.entity_id, known);
  }

  const touchesGroups = events.some(one => one.entity_type === 'resource' || one.entity_type === 'group');
  const [memberEvents] = await Promise.all([
    touchesGroups
      ? get<MemberEvent[]>(
          `/v1/memberships/events?start=${members.last + 1}&count=${Number.MAX_SAFE_INTEGER}&date=true`,
        )
      : [],
    ...[...wanted].filter(([, ids]) => ids.length > MANY).map(([kind]) => reload(kind)),
  ]);
  const read = await Promise.all(
    [...wanted]
      .filter(([, ids]) => ids.length <= MANY)
      .map(async ([kind, ids]) => ({ kind, ids, found: await readSome(kind, ids) })),
  );
  const missed = memberEvents.length > 0 && memberEvents[0]?.id !== members.last + 1;
  if (missed) await reloadMembers();

  batch(() => {
    const dirty = new Set<string>();
    const kinds = new Set<Kind>(wanted.keys());
    for (const event of deleted) {
      kinds.add(event.entity_type);
      if (event.entity_type === 'resource') touch(event.entity_id, dirty);
      shelves[event.entity_type]?.remove(event.entity_id);
    }
    for (const { kind, ids, found } of read) {
      const missing = new Set(ids);
      for (const object of found) {
        missing.delete(object.id);
        shelves[kind].put(object as never);
        if (kind === 'resource') touch(object.id, dirty);
        if (kind === 'group') dirty.add(object.id);
      }
      // Deleted since, which another event is about to tell.
      for (const id of missing) shelves[kind].remove(id);
    }
    for (const event of memberEvents) {
      if (event.event_type === 'joined') members.join(event.group, event.resource);
      else members.leave(event.group, event.resource);
      members.last = Math.max(members.last, event.id);
      dirty.add(event.group);
    }
    for (const kind of kinds) shelves[kind]?.changed();
    if (missed || kinds.has('agent') || (wanted.get('resource')?.length ?? 0) > MANY)
      members.everythingChanged();
    else if (dirty.size) members.changed(dirty);

    const told: Change[] = [];
    for (const event of events) {
      // Of several events of one object only the last can say what is different.
      const isLast = last.get(event.entity_id) === event;
      const after = isLast ? shelves[event.entity_type]?.get(event.entity_id) : undefined;
      const change = toChange(event, isLast ? before.get(event.entity_id) : null, after);
      if (change && (isLast || event.event_type !== 'updated')) told.push(change);
    }
    add([...told, ...memberEvents.map(memberChange)]);
  });
}

/** The groups that show a resource, itself or inside of what it belongs to. */
function touch(resource: string, dirty: Set<string>): void {
  for (const group of members.groupsOf(resource)) dirty.add(group);
  const parent = resources.get(resource)?.parent;
  if (parent) for (const group of members.groupsOf(parent)) dirty.add(group);
}

function readSome(kind: Kind, ids: string[]): Promise<{ id: string }[]> {
  const query = encodeURIComponent(JSON.stringify({ id: { $in: ids } }));
  const list = listOf(kind);
  return get(`${list}${list.includes('?') ? '&' : '?'}q=${query}`);
}
