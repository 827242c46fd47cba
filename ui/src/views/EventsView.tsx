import { useState } from 'preact/hooks';
import { type Change, changes } from '../mirror/changes.ts';
import { query, setQuery } from '../parts/router.ts';
import { VirtualRows } from '../parts/VirtualRows.tsx';
import { ChangeLine } from './ChangeLine.tsx';

const ROW = 30;
const KINDS = ['resource', 'group', 'application', 'procedure', 'job', 'subscription', 'agent'];
const WHATS = ['created', 'updated', 'deleted', 'joined', 'left'];

/** What happened, the newest first, as it happens. */
export function EventsView() {
  const [held, setHeld] = useState<Change[] | null>(null);
  const kind = query.value.get('kind') ?? '';
  const what = query.value.get('what') ?? '';
  const words = (query.value.get('q') ?? '').toLowerCase();
  const rows = (held ?? changes.value).filter(
    one =>
      (!kind || one.kind === kind) &&
      (!what || one.what === what) &&
      (!words ||
        `${one.name} ${one.detail} ${one.group?.name ?? ''} ${one.id}`.toLowerCase().includes(words)),
  );
  return (
    <div class="resources">
      <header class="resources-head">
        <h1>Events</h1>
        <input
          class="field grow"
          type="search"
          aria-label="Find events by a name"
          placeholder="Find by a name"
          value={query.value.get('q') ?? ''}
          onInput={event => setQuery({ q: event.currentTarget.value })}
        />
        <select
          class="select"
          aria-label="Of what"
          value={kind}
          onChange={event => setQuery({ kind: event.currentTarget.value })}
        >
          <option value="">everything</option>
          {KINDS.map(one => (
            <option key={one}>{one}</option>
          ))}
        </select>
        <select
          class="select"
          aria-label="What happened"
          value={what}
          onChange={event => setQuery({ what: event.currentTarget.value })}
        >
          <option value="">whatever happened</option>
          {WHATS.map(one => (
            <option key={one}>{one}</option>
          ))}
        </select>
        <button
          type="button"
          class="button"
          aria-pressed={held !== null}
          onClick={() => setHeld(held ? null : changes.value)}
        >
          {held ? 'Go on' : 'Hold'}
        </button>
      </header>
      <div class="resources-body single">
        {rows.length ? (
          <VirtualRows<Change>
            rows={rows}
            height={ROW}
            label="Events"
            render={one => (
              <div role="row">
                <div role="cell">
                  <ChangeLine change={one} />
                </div>
              </div>
            )}
          />
        ) : (
          <p class="soft empty-view">Nothing of the kind has happened lately.</p>
        )}
      </div>
    </div>
  );
}
