import type { Resource } from '../api/types.ts';
import { compareNames } from '../mirror/shelf.ts';
import { count, imageOf, type Lookup, shortName } from './names.ts';
import { LOOKS, type Look, lookOf } from './status.ts';

/** How a group is: `down` if nothing of it works, `trouble` if something does not, else as its members are. */
export type Condition = 'ok' | 'busy' | 'trouble' | 'down' | 'off' | 'unknown' | 'empty';

export interface Version {
  /** `redis`, the end of the image's path. */
  name: string;
  tags: { tag: string; count: number }[];
}

export interface Rollup {
  condition: Condition;
  /** Why it is not well, in a few words; empty if it is. */
  reason: string;
  /** All members. */
  total: number;
  /** Members that count: what others have replaced does not, nor what only holds others. */
  units: Resource[];
  counts: Record<Look, number>;
  versions: Version[];
  /** Members whose agent is silent: they are shown as they were seen last. */
  stale: number;
}

export interface Surroundings {
  lookup: Lookup;
  childrenOf: (id: string) => Resource[];
  hasChildren: (id: string) => boolean;
  /** Whether the agent of a resource is silent. */
  isStale: (one: Resource) => boolean;
}

/**
 * Sums up members.
 *
 * A swarm keeps tasks that failed or were replaced beside those that took their place; a task whose place another one has taken is
 * history, no trouble. A service says `running` whatever becomes of its tasks, so tasks speak for it: those in the group, or else
 * its own.
 */
export function rollUp(members: Resource[], around: Surroundings): Rollup {
  const units = current(unitsOf(members, around));
  const counts = { ok: 0, busy: 0, bad: 0, off: 0, unknown: 0 };
  let stale = 0;
  for (const unit of units) {
    counts[lookOf(unit)]++;
    if (around.isStale(unit)) stale++;
  }
  const rollup = { total: members.length, units, counts, versions: versionsOf(units), stale };
  return { ...rollup, ...judge(rollup, around.lookup) };
}

function unitsOf(members: Resource[], around: Surroundings): Resource[] {
  // Only what has an image is made of what runs it; a cluster is more than its nodes and services.
  const isWhole = (one: Resource): boolean => one.image !== null && around.hasChildren(one.id);
  if (!members.some(isWhole)) return members;
  const here = new Set(members.map(one => one.id));
  const units = new Map<string, Resource>();
  for (const member of members) {
    const children = isWhole(member) ? around.childrenOf(member.id) : [];
    if (!children.length) units.set(member.id, member);
    else if (!children.some(child => here.has(child.id)))
      for (const child of children) units.set(child.id, child);
  }
  return [...units.values()];
}

/** Without those whose place another one has taken. */
function current(units: Resource[]): Resource[] {
  const places = units.map(placeOf);
  const taken = new Map<string, { newest: Resource; isAlive: boolean; several: boolean }>();
  let several = false;
  units.forEach((unit, i) => {
    const place = places[i];
    if (!place) return;
    const look = lookOf(unit);
    const isAlive = look === 'ok' || look === 'busy';
    const known = taken.get(place);
    if (!known) {
      taken.set(place, { newest: unit, isAlive, several: false });
      return;
    }
    several = known.several = true;
    known.isAlive ||= isAlive;
    if ((unit.created ?? '') > (known.newest.created ?? '')) known.newest = unit;
  });
  if (!several) return units;
  return units.filter((unit, i) => {
    const place = taken.get(places[i] ?? '');
    if (!place?.several) return true;
    const look = lookOf(unit);
    if (!place.isAlive) return place.newest === unit;
    return look === 'ok' || look === 'busy' || (unit.health === 'unhealthy' && unit.status === 'running');
  });
}

/** The place that something fills in what it belongs to: a slot of a service. */
function placeOf(one: Resource): string | null {
  return one.parent && one.image && one.names.length > 1 ? one.parent + one.names[0] : null;
}

function versionsOf(units: Resource[]): Version[] {
  const images = new Map<string, number>();
  for (const { image } of units) if (image) images.set(image, (images.get(image) ?? 0) + 1);
  const byName = new Map<string, Map<string, number>>();
  for (const [image, n] of images) {
    const { name, tag } = imageOf(image);
    const short = name.slice(name.lastIndexOf('/') + 1);
    const tags = byName.get(short) ?? new Map<string, number>();
    byName.set(short, tags.set(tag, (tags.get(tag) ?? 0) + n));
  }
  return [...byName]
    .map(([name, tags]) => ({
      name,
      tags: [...tags]
        .map(([tag, n]) => ({ tag, count: n }))
        .sort((a, b) => b.count - a.count || compareNames(a.tag, b.tag)),
    }))
    .sort((a, b) => compareNames(a.name, b.name));
}

function judge(
  { units, counts, stale }: Pick<Rollup, 'units' | 'counts' | 'stale'>,
  lookup: Lookup,
): Pick<Rollup, 'condition' | 'reason'> {
  const all = units.length;
  if (!all) return { condition: 'empty', reason: 'no members' };
  const agent = stale
    ? `${stale === all ? 'seen last' : count(stale, 'member') + ' seen last'} before the agent went silent`
    : '';
  if (counts.bad) {
    const bad = units.filter(one => lookOf(one) === 'bad');
    const first = bad.map(one => shortName(one, lookup)).sort(compareNames)[0];
    const what = bad.every(one => one.health === 'unhealthy' && one.status === 'running')
      ? 'unhealthy'
      : 'failing';
    const who = bad.length === 1 ? `${first} is ${what}` : `${bad.length} of ${all} ${what}: ${first}, …`;
    return { condition: counts.ok ? 'trouble' : 'down', reason: who };
  }
  if (counts.busy) {
    const busy = units.filter(one => lookOf(one) === 'busy');
    const words = [...new Set(busy.map(one => one.status))].sort().join(', ');
    return {
      condition: 'busy',
      reason:
        busy.length === 1 ? `${nameShort(busy[0], lookup)} is ${words}` : `${busy.length} of ${all} ${words}`,
    };
  }
  if (stale) return { condition: 'unknown', reason: agent };
  if (counts.ok) return { condition: 'ok', reason: '' };
  if (counts.off === all) return { condition: 'off', reason: 'nothing is running' };
  return { condition: 'unknown', reason: 'nobody knows how it is' };
}

function nameShort(one: Resource | undefined, lookup: Lookup): string {
  return one ? shortName(one, lookup) : '';
}

/** `redis 3.2.12, 4.0.14`: what runs, in one line. */
export function versionsText(versions: Version[]): string {
  return versions
    .map(({ name, tags }) => {
      const known = tags.filter(one => one.tag);
      return known.length ? `${name} ${known.map(one => one.tag).join(', ')}` : name;
    })
    .join(' · ');
}

/** `4 running, 1 failing`. */
export function countsText(counts: Record<Look, number>): string {
  const words: Record<Look, string> = {
    ok: 'running',
    busy: 'changing',
    bad: 'in trouble',
    off: 'stopped',
    unknown: 'unknown',
  };
  return LOOKS.filter(look => counts[look])
    .map(look => `${counts[look]} ${words[look]}`)
    .join(', ');
}

/** Worse is larger. */
export const SEVERITY: Record<Condition, number> = {
  ok: 0,
  off: 1,
  empty: 1,
  unknown: 2,
  busy: 3,
  trouble: 4,
  down: 5,
};
