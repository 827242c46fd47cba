// The page's copy of what stormd knows. Read it anywhere; only `load.ts` and `follow.ts` change it.
import { signal } from '@preact/signals';
import type {
  Agent,
  Application,
  Group,
  Job,
  Kind,
  Procedure,
  Resource,
  Subscription,
} from '../api/types.ts';
import { Members } from './members.ts';
import { Resources } from './resources.ts';
import { Shelf } from './shelf.ts';

export const resources = new Resources();
export const agents = new Shelf<Agent>();
export const groups = new Shelf<Group>();
export const apps = new Shelf<Application>();
export const procedures = new Shelf<Procedure>();
export const jobs = new Shelf<Job>();
export const subscriptions = new Shelf<Subscription>();
export const members = new Members();

export const shelves: Record<Kind, Shelf<never>> = {
  agent: agents as unknown as Shelf<never>,
  resource: resources as unknown as Shelf<never>,
  group: groups as unknown as Shelf<never>,
  application: apps as unknown as Shelf<never>,
  procedure: procedures as unknown as Shelf<never>,
  subscription: subscriptions as unknown as Shelf<never>,
  job: jobs as unknown as Shelf<never>,
};

/** Whether everything has been read once; before that there is nothing to show. */
export const loaded = signal(false);

/** How the connection is: `live`, or `lost` since a moment (milliseconds), when what is shown may be old. */
export const connection = signal<{ state: 'connecting' | 'live' } | { state: 'lost'; since: number }>({
  state: 'connecting',
});

/** Why reading everything failed last; it is tried again. */
export const loadError = signal<string | null>(null);

/** The members of a group that are here, by id. */
export function membersOf(group: string): Resource[] {
  const found: Resource[] = [];
  for (const id of members.of(group)) {
    const one = resources.get(id);
    if (one) found.push(one);
  }
  return found;
}
