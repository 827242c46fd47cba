import type { Resource } from '../api/types.ts';
import { countValues, FACETS } from './search.ts';

/** What somebody asks of the list of resources. */
export interface Asked {
  /** What stands in the search field. */
  text: string;
  /** The status that it is narrowed down to; none is any. */
  statuses: string[];
  /** Whether stopped tasks are wanted: `stopped=show` in the address. */
  isStoppedShown: boolean;
}

/** Whether the list leaves out stopped tasks: it does until somebody wants them, searches, or chooses a status. */
export function hidesStopped({ text, statuses, isStoppedShown }: Asked): boolean {
  return !isStoppedShown && !isAskedFor({ text, statuses });
}

/** Whether somebody searches or chooses a status, and so gets all that is found. */
export function isAskedFor({ text, statuses }: Pick<Asked, 'text' | 'statuses'>): boolean {
  return text.trim() !== '' || statuses.length > 0;
}

/** A task that has ended, of which a swarm keeps some. One that failed is not among them: it is what people look for. */
export function isStoppedTask(one: Resource): boolean {
  return one.type === 'swarm-task' && one.status === 'stopped';
}

export function withoutStopped(list: Resource[]): Resource[] {
  return list.filter(one => !isStoppedTask(one));
}

/**
 * How many have each value of each facet, as many as the list has when it is chosen: without stopped tasks where they are hidden, but
 * with them for a status, as choosing one shows them.
 */
export function countFacets(
  found: Resource[],
  narrowed: Resource[],
  chosen: ReadonlyMap<string, string[]>,
  hides: boolean,
): [string, number][][] {
  const shownFound = hides ? withoutStopped(found) : found;
  const shownNarrowed = hides ? withoutStopped(narrowed) : narrowed;
  return FACETS.map(facet => {
    if (facet.key === 'status') return countValues(chosen.get(facet.key)?.length ? found : narrowed, facet);
    // What is chosen must not hide what could be chosen besides.
    return countValues(chosen.get(facet.key)?.length ? shownFound : shownNarrowed, facet);
  });
}
