import { signal } from '@preact/signals';
import { get } from '../api/http.ts';
import type { Job, Kind, MemberEvent, Resource, StormEvent } from '../api/types.ts';

/** Something that happened, in words. */
export interface Change {
  /** Unlike any other change's. */
  key: string;
  /** Milliseconds. */
  at: number;
  kind: Kind;
  id: string;
  name: string;
  what: 'created' | 'updated' | 'deleted' | 'joined' | 'left';
  /** What is different now: `running → stopped`. Empty if it is not known. */
  detail: string;
  /** Of who joined or left: the group. */
  group?: { id: string; name: string };
}

const KEPT = 400;

/** The newest first. */
export const changes = signal<Change[]>([]);

/** What changed in the last seconds, for a glimpse of colour. */
export const fresh = signal<ReadonlySet<string>>(new Set());
const FRESH_MILLIS = 2_500;

export function add(latest: Change[]): void {
  if (!latest.length) return;
  changes.value = [...latest.reverse(), ...changes.value].slice(0, KEPT);
  const ids = latest.map(one => one.id);
  fresh.value = new Set([...fresh.value, ...ids]);
  setTimeout(() => {
    const rest = new Set(fresh.value);
    for (const id of ids) rest.delete(id);
    fresh.value = rest;
  }, FRESH_MILLIS);
}

/** An event as a change; null if nothing worth telling changed. */
export function toChange(event: StormEvent, before: unknown, after: unknown): Change | null {
  const detail =
    event.event_type === 'updated' && before && after ? difference(event.entity_type, before, after) : '';
  if (detail === null) return null;
  return {
    key: `e${event.id}`,
    at: event.date ? Date.parse(event.date) : Date.now(),
    kind: event.entity_type,
    id: event.entity_id,
    name: event.entity_names[0] ?? event.entity_id,
    what: event.event_type,
    detail,
  };
}

export function memberChange(event: MemberEvent): Change {
  return {
    key: `m${event.id}`,
    at: event.date ? Date.parse(event.date) : Date.now(),
    kind: 'resource',
    id: event.resource,
    name: event.resource_names[0] ?? event.resource,
    what: event.event_type,
    detail: '',
    group: { id: event.group, name: event.group_name ?? event.group },
  };
}

/** What is different, in a few words; null if nothing that people would want to know. */
function difference(kind: Kind, before: unknown, after: unknown): string | null {
  if (kind === 'resource') {
    const [a, b] = [before as Resource, after as Resource];
    const parts: string[] = [];
    if (a.status !== b.status) parts.push(`${a.status} → ${b.status}`);
    if (a.health !== b.health) parts.push(b.health === 'unknown' ? 'health unknown' : b.health);
    if (a.image !== b.image) parts.push(`image ${shortImage(b.image)}`);
    if (a.host !== b.host) parts.push('moved');
    if (parts.length) return parts.join(', ');
  } else if (kind === 'job') {
    const [a, b] = [before as Job, after as Job];
    if (a.status !== b.status) return `${a.status} → ${b.status}`;
  }
  const changed = changedFields(before as Record<string, unknown>, after as Record<string, unknown>);
  // A heartbeat is no news, and neither is a save that changes nothing.
  const told = changed.filter(field => field !== 'heartbeat');
  return told.length ? told.join(', ') : null;
}

function changedFields(a: Record<string, unknown>, b: Record<string, unknown>): string[] {
  return [...new Set([...Object.keys(a), ...Object.keys(b)])].filter(
    field => JSON.stringify(a[field]) !== JSON.stringify(b[field]),
  );
}

function shortImage(image: string | null): string {
  return image?.split('@')[0] ?? 'none';
}

/** Reads what happened before the page was opened. */
export async function loadChanges(): Promise<void> {
  const [events, memberEvents] = await Promise.all([
    get<StormEvent[]>('/v1/events?count=200&date=true'),
    get<MemberEvent[]>('/v1/memberships/events?count=100&date=true'),
  ]);
  const before = [
    // What was different in an update that the page has not seen, nobody knows any more.
    ...events.filter(one => one.event_type !== 'updated').map(one => toChange(one, null, null)),
    ...memberEvents.map(memberChange),
  ].filter(one => one !== null);
  const known = new Set(changes.value.map(one => one.key));
  changes.value = [...changes.value, ...before.filter(one => !known.has(one.key))]
    .sort((a, b) => b.at - a.at)
    .slice(0, KEPT);
}
