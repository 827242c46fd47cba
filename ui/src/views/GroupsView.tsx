import { useState } from 'preact/hooks';
import { rollupOf } from '../mirror/rollups.ts';
import { apps, groups, members } from '../mirror/world.ts';
import { countsText, SEVERITY, versionsText } from '../model/rollup.ts';
import { Icon } from '../parts/icons.tsx';
import { go, query, to } from '../parts/router.ts';
import { LOOK_OF, Sign } from '../parts/Sign.tsx';
import { VirtualRows } from '../parts/VirtualRows.tsx';
import type { Group } from '../api/types.ts';
import { GroupEditor } from './GroupEditor.tsx';

const ROW = 36;
const COLUMNS =
  'minmax(180px, 1.2fr) minmax(80px, 0.4fr) minmax(160px, 1.2fr) minmax(140px, 1fr) minmax(120px, 0.8fr)';

/** All groups; those with trouble first. */
export function GroupsView() {
  void groups.version.value;
  void members.version.value;
  const [words, setWords] = useState('');
  if (query.value.has('new'))
    return (
      <GroupEditor
        group={null}
        query={query.value.get('query') ?? ''}
        done={name => go(name ? to('groups', name) : to('groups'))}
      />
    );
  const wanted = words.toLowerCase().split(/\s+/).filter(Boolean);
  const rows = groups
    .sorted()
    .filter(group =>
      wanted.every(word => `${group.name ?? ''} ${JSON.stringify(group.query)}`.toLowerCase().includes(word)),
    )
    .map(group => ({ group, severity: SEVERITY[rollupOf(group.id).value.condition] >= 4 ? 1 : 0 }))
    .sort((a, b) => b.severity - a.severity)
    .map(({ group }) => group);
  return (
    <div class="resources">
      <header class="resources-head">
        <h1>Groups</h1>
        <div class="query-box with-icon">
          <Icon name="search" />
          <input
            class="field"
            type="search"
            aria-label="Find groups by their name or query"
            placeholder="Find groups"
            value={words}
            onInput={event => setWords(event.currentTarget.value)}
          />
        </div>
        <a class="button primary" href={`${to('groups')}?new=1`}>
          <Icon name="plus" /> New group
        </a>
      </header>
      {groups.size ? (
        <div class="resources-body single">
          <VirtualRows<Group>
            rows={rows}
            height={ROW}
            label="Groups"
            onOpen={group => go(to('groups', group.name ?? group.id))}
            head={
              <div class="rows-head" role="row" style={{ gridTemplateColumns: COLUMNS }}>
                {['Name', 'Members', 'State', 'Runs', 'In applications'].map(title => (
                  <span key={title} role="columnheader">
                    {title}
                  </span>
                ))}
              </div>
            }
            render={group => <GroupRow group={group} />}
          />
        </div>
      ) : (
        <p class="soft empty-view">
          There are no groups yet. A group is a saved query; its members come and go by themselves.
        </p>
      )}
    </div>
  );
}

function GroupRow({ group }: { group: Group }) {
  const rollup = rollupOf(group.id).value;
  const used = apps.sorted().filter(app => app.components.includes(group.id));
  return (
    <div class="tree-row" role="row" style={{ gridTemplateColumns: COLUMNS }}>
      <span role="cell" class="name-cell">
        <Sign look={LOOK_OF[rollup.condition]} title={rollup.condition} />
        <a class="cut" href={to('groups', group.name ?? group.id)} tabIndex={-1}>
          {group.name ?? group.id}
        </a>
      </span>
      <span role="cell" class="number">
        {rollup.total.toLocaleString('en')}
      </span>
      <span
        role="cell"
        class={`cut ${SEVERITY[rollup.condition] >= 4 ? (rollup.condition === 'down' ? 'text-bad' : 'text-warn') : 'soft'}`}
      >
        {rollup.reason || countsText(rollup.counts)}
      </span>
      <span role="cell" class="cut soft">
        {versionsText(rollup.versions)}
      </span>
      <span role="cell" class="cut soft">
        {used.map(app => app.name ?? app.id).join(', ')}
      </span>
    </div>
  );
}
