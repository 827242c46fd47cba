import type { Change } from '../mirror/changes.ts';
import { jobs, resources, shelves } from '../mirror/world.ts';
import { shortName } from '../model/names.ts';
import { lookup } from '../mirror/rollups.ts';
import { lookOf } from '../model/status.ts';
import { ago, now } from '../parts/clock.ts';
import { to } from '../parts/router.ts';
import { Sign } from '../parts/Sign.tsx';

const PLACES = {
  agent: 'resources',
  resource: 'resources',
  group: 'groups',
  application: 'apps',
  procedure: 'procedures',
  subscription: 'subscriptions',
  job: 'jobs',
} as const;

/** Where one can read about what changed; null if it is gone. */
export function addressOf(change: Change): string | null {
  if (!shelves[change.kind]?.get(change.id)) return null;
  if (change.kind === 'agent') return `${to('resources')}?owner=${encodeURIComponent(change.id)}`;
  if (change.kind === 'subscription') return to('subscriptions');
  return to(PLACES[change.kind], change.id);
}

/** Something that happened, in one line. */
export function ChangeLine({ change }: { change: Change }) {
  const resource = change.kind === 'resource' ? resources.get(change.id) : undefined;
  const address = addressOf(change);
  const name = resource ? shortName(resource, lookup) : change.kind === 'job' ? jobName(change) : change.name;
  return (
    <div class="change" title={new Date(change.at).toLocaleString()}>
      <span class={`what what-${change.what}`} aria-hidden="true">
        {resource ? <Sign look={lookOf(resource)} /> : null}
      </span>
      <span class="cut">
        {address ? <a href={address}>{name}</a> : name} <span class="soft">{textOf(change)}</span>
      </span>
      <time class="quiet">{ago(change.at, now.value)}</time>
    </div>
  );
}

function jobName(change: Change): string {
  const job = jobs.get(change.id);
  const procedure = job && shelves.procedure.get(job.procedure);
  return procedure ? `job of ${(procedure as { name?: string }).name ?? 'a procedure'}` : 'job';
}

function textOf(change: Change): string {
  if (change.group) return `${change.what} ${change.group.name}`;
  if (change.detail) return change.detail;
  if (change.what === 'created') return change.kind === 'resource' ? 'appeared' : `${change.kind} created`;
  if (change.what === 'deleted') return change.kind === 'resource' ? 'is gone' : `${change.kind} deleted`;
  return change.kind === 'resource' ? 'changed' : `${change.kind} changed`;
}
