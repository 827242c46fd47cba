import { computed, type ReadonlySignal, signal } from '@preact/signals';
import type { Resource } from '../api/types.ts';
import { type Rollup, rollUp, type Surroundings } from '../model/rollup.ts';
import { agents, groups, members, membersOf, resources } from './world.ts';

const around: Surroundings = {
  lookup: id => resources.get(id),
  childrenOf: id => resources.childrenOf(id),
  hasChildren: id => resources.hasChildren(id),
  isStale,
};

/** Whether a resource's agent is silent, so that it is shown as it was seen last. */
export function isStale(one: Resource): boolean {
  return agents.get(one.owner)?.status === 'offline';
}

const known = new Map<string, ReadonlySignal<Rollup>>();

/** How a group is, now and whenever that changes. */
export function rollupOf(group: string): ReadonlySignal<Rollup> {
  let rollup = known.get(group);
  if (!rollup) {
    const version = members.versionOf(group);
    rollup = computed(() => {
      void version.value;
      return rollUp(membersOf(group), around);
    });
    known.set(group, rollup);
  }
  return rollup;
}

/** Sums up any resources, as if they were a group. */
export function rollUpAll(some: Resource[]): Rollup {
  return rollUp(some, around);
}

export const lookup = around.lookup;

/** Whether all groups have been summed up once: who wants to look at all of them waits for it. */
export const allSummed = signal(false);

const SLICE_MILLIS = 12;

/** Sums up all groups, a slice at a time, so that the page answers meanwhile. */
export function sumUp(): void {
  const rest = groups.sorted();
  const slice = (): void => {
    const until = performance.now() + SLICE_MILLIS;
    while (rest.length && performance.now() < until) {
      const group = rest.pop();
      if (group) void rollupOf(group.id).value;
    }
    if (rest.length) setTimeout(slice);
    else allSummed.value = true;
  };
  setTimeout(slice);
}
