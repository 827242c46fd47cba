import type { Resource } from '../api/types.ts';
import { isStale, lookup } from '../mirror/rollups.ts';
import { resources } from '../mirror/world.ts';
import { nameOf, shortName } from '../model/names.ts';
import { lookOf, stateText } from '../model/status.ts';
import { to } from './router.ts';
import { Sign } from './Sign.tsx';

/** The address of a resource's page: by id, since its names may be others' as well. */
export function pageOf(one: Resource): string {
  return to('resources', one.id);
}

/** A resource in one line: how it is, its name, the machine that it is on. */
export function ResourceLine({ one, end }: { one: Resource; end?: string }) {
  const host = resources.get(one.host);
  return (
    <a class="plain-link" href={pageOf(one)}>
      <Sign
        look={lookOf(one)}
        title={stateText(one) + (isStale(one) ? ' (seen last before its agent went silent)' : '')}
      />
      <span class="cut">{shortName(one, lookup)}</span>
      <span class="end">{end ?? (host ? nameOf(host) : one.status)}</span>
    </a>
  );
}
