import { useState } from 'preact/hooks';
import { at, get, send } from '../api/http.ts';
import type { Group, MemberEvent, Resource } from '../api/types.ts';
import { rollupOf } from '../mirror/rollups.ts';
import { apps, members, membersOf, resources } from '../mirror/world.ts';
import { count, imageText, nameOf, typeName } from '../model/names.ts';
import { countsText, SEVERITY, versionsText } from '../model/rollup.ts';
import { treeOf } from '../model/search.ts';
import { lookOf, stateText } from '../model/status.ts';
import { ago, now } from '../parts/clock.ts';
import { ask } from '../parts/dialog.tsx';
import { Icon } from '../parts/icons.tsx';
import { useLoad, wordsOf } from '../parts/load.ts';
import { Menu } from '../parts/Menu.tsx';
import { pageOf } from '../parts/ResourceLine.tsx';
import { go, query, setQuery, to } from '../parts/router.ts';
import { LOOK_OF, Sign } from '../parts/Sign.tsx';
import { GroupEditor } from './GroupEditor.tsx';
import { byTypeAndName } from './order.ts';
import { Why } from './Why.tsx';

/** A group: who is in it, why, and who came and went. */
export function GroupView({ group }: { group: Group }) {
  const rollup = rollupOf(group.id).value;
  const [problem, setProblem] = useState<string | null>(null);
  const name = group.name ?? group.id;
  if (query.value.has('edit')) {
    return <GroupEditor group={group} done={saved => go(to('groups', saved ?? name))} />;
  }
  const tab = query.value.get('tab') ?? 'members';
  const used = apps.sorted().filter(app => app.components.includes(group.id));
  const change = (work: Promise<unknown>): void => {
    setProblem(null);
    work.catch((error: unknown) => setProblem(wordsOf(error)));
  };
  const remove = async (): Promise<void> => {
    const warning = used.length
      ? ` The ${count(used.length, 'application')} with it (${used.map(app => app.name).join(', ')}) would go, too.`
      : '';
    if (await ask(`Delete the group ${name}?`, `Its members stay.${warning}`, 'Delete')) {
      change(send('DELETE', at('/v1/groups', group.id)).then(() => go(to('groups'))));
    }
  };
  return (
    <div class="page">
      <header class="page-head">
        <div>
          <h1>{name}</h1>
          <p class="summary">
            <Sign look={LOOK_OF[rollup.condition]} />
            <span class={SEVERITY[rollup.condition] >= 4 ? 'text-bad' : ''}>
              {rollup.reason || countsText(rollup.counts)}
            </span>
            {rollup.versions.length > 0 && <span class="quiet">{versionsText(rollup.versions)}</span>}
          </p>
        </div>
        <div class="actions">
          {used.map(app => (
            <a
              key={app.id}
              class="button"
              href={`${to('apps', app.name ?? app.id)}?select=${encodeURIComponent(group.id)}`}
            >
              <Icon name="picture" /> {app.name ?? app.id}
            </a>
          ))}
          <a class="button" href={`${to('groups', name)}?edit=1`}>
            <Icon name="edit" /> Change
          </a>
          <Menu label="More" face={<Icon name="more" />}>
            <button type="button" class="danger" onClick={() => void remove()}>
              Delete the group
            </button>
          </Menu>
        </div>
      </header>
      {problem && <p class="notice bad">{problem}</p>}
      <div class="tabs" role="tablist">
        {[
          ['members', `Members ${rollup.total}`],
          ['query', 'Query'],
          ['timeline', 'Joined and left'],
        ].map(([key = '', title]) => (
          <button
            key={key}
            type="button"
            role="tab"
            class="tab"
            aria-selected={tab === key}
            onClick={() => setQuery({ tab: key === 'members' ? null : key })}
          >
            {title}
          </button>
        ))}
      </div>
      {tab === 'members' && <Members group={group} change={change} />}
      {tab === 'query' && <Query group={group} />}
      {tab === 'timeline' && <Timeline group={group} />}
    </div>
  );
}

function Members({ group, change }: { group: Group; change: (work: Promise<unknown>) => void }) {
  void members.versionOf(group.id).value;
  const [why, setWhy] = useState<string | null>(null);
  const rows = treeOf(membersOf(group.id), new Set(), byTypeAndName).slice(0, MOST);
  const total = members.of(group.id).size;
  const path = at('/v1/groups', group.id);
  const excluded = group.exclude.flatMap(id => resources.get(id) ?? []);
  return (
    <>
      <PinField group={group} change={change} />
      <table class="table">
        <thead>
          <tr>
            <th scope="col">Name</th>
            <th scope="col">Type</th>
            <th scope="col">State</th>
            <th scope="col">Image</th>
            <th scope="col">Machine</th>
            <th scope="col">
              <span class="visually-hidden">Do</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ one, depth }) => {
            const host = resources.get(one.host);
            const isPinned = group.include.includes(one.id);
            return [
              <tr key={one.id}>
                <td>
                  <span class="row-button" style={{ paddingLeft: `${depth * 18}px` }}>
                    <Sign look={lookOf(one)} title={stateText(one)} />
                    <a href={pageOf(one)}>{nameOf(one)}</a>
                    {isPinned && <span class="badge">pinned</span>}
                  </span>
                </td>
                <td class="soft">{typeName(one.type)}</td>
                <td class="soft">{stateText(one)}</td>
                <td class="soft">{imageText(one.image)}</td>
                <td class="soft">{host && nameOf(host)}</td>
                <td class="row-actions">
                  <button
                    type="button"
                    class="button bare small"
                    aria-expanded={why === one.id}
                    onClick={() => setWhy(why === one.id ? null : one.id)}
                  >
                    Why?
                  </button>
                  {isPinned ? (
                    <button
                      type="button"
                      class="button bare small"
                      onClick={() =>
                        change(send('PATCH', path, { include: group.include.filter(id => id !== one.id) }))
                      }
                    >
                      Unpin
                    </button>
                  ) : (
                    <button
                      type="button"
                      class="button bare small"
                      onClick={() => change(send('PATCH', path, { exclude: [...group.exclude, one.id] }))}
                    >
                      Exclude
                    </button>
                  )}
                </td>
              </tr>,
              why === one.id && (
                <tr key={`${one.id} why`}>
                  <td colSpan={6}>
                    <Why group={group.id} resource={one.id} />
                  </td>
                </tr>
              ),
            ];
          })}
        </tbody>
      </table>
      {total > MOST && (
        <p class="quiet">
          and {count(total - MOST, 'more', 'more')}:{' '}
          <a
            href={`${to('resources')}?q=${encodeURIComponent(JSON.stringify({ $group: group.name ?? group.id }))}`}
          >
            all as resources
          </a>
        </p>
      )}
      {!total && <p class="soft empty-view">Nobody is in this group.</p>}
      {excluded.length > 0 && (
        <section class="block">
          <h2>Excluded by hand</h2>
          <ul class="rows">
            {excluded.map(one => (
              <li key={one.id}>
                <Sign look={lookOf(one)} />
                <a href={pageOf(one)}>{nameOf(one)}</a>
                <button
                  type="button"
                  class="button bare small"
                  onClick={() =>
                    change(send('PATCH', path, { exclude: group.exclude.filter(id => id !== one.id) }))
                  }
                >
                  No longer
                </button>
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  );
}

const MOST = 500;

/** Puts a resource into the group by hand. */
function PinField({ group, change }: { group: Group; change: (work: Promise<unknown>) => void }) {
  const [words, setWords] = useState('');
  const wanted = words.toLowerCase();
  const found: Resource[] = [];
  if (wanted.length > 1) {
    for (const one of resources.values()) {
      if (found.length >= 8) break;
      if (!group.include.includes(one.id) && one.names.some(name => name.toLowerCase().includes(wanted)))
        found.push(one);
    }
  }
  return (
    <div class="pin with-icon">
      <Icon name="pin" />
      <input
        class="field"
        type="text"
        placeholder="Pin a resource by its name"
        aria-label="Pin a resource to the group"
        value={words}
        onInput={event => setWords(event.currentTarget.value)}
      />
      {found.length > 0 && (
        <ul class="suggestions">
          {found.map(one => (
            <li key={one.id}>
              <button
                type="button"
                class="row-button"
                onClick={() => {
                  setWords('');
                  change(
                    send('PATCH', at('/v1/groups', group.id), {
                      include: [...group.include, one.id],
                      exclude: group.exclude.filter(id => id !== one.id),
                    }),
                  );
                }}
              >
                <Sign look={lookOf(one)} />
                <span class="cut">{nameOf(one)}</span>
                <span class="quiet">{typeName(one.type)}</span>
              </button>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

function Query({ group }: { group: Group }) {
  return (
    <>
      <pre class="sample">{JSON.stringify(group.query, null, 2)}</pre>
      {group.services.length > 0 && (
        <section class="block">
          <h2>Services</h2>
          <ul>
            {group.services.map(one => (
              <li key={one.name}>
                {one.name}{' '}
                <span class="soft number">
                  {one.port}/{one.protocol}
                </span>
              </li>
            ))}
          </ul>
        </section>
      )}
      <p class="block-hint">
        <a class="button" href={`${to('resources')}?q=${encodeURIComponent(JSON.stringify(group.query))}`}>
          Open the query in resources
        </a>
      </p>
    </>
  );
}

function Timeline({ group }: { group: Group }) {
  const version = members.versionOf(group.id).value;
  const { value, problem } = useLoad<MemberEvent[]>(
    signal => get(`${at('/v1/groups', group.id, 'events')}?count=300&date=true`, signal),
    [group.id, version],
  );
  if (problem) return <p class="notice bad">{problem}</p>;
  if (value && !value.length) return <p class="soft">Nobody has joined or left.</p>;
  return (
    <ol class="timeline">
      {[...(value ?? [])].reverse().map(event => {
        const when = Date.parse(event.date ?? '');
        const known = resources.get(event.resource);
        const name = event.resource_names[0] ?? event.resource;
        return (
          <li key={event.id} class={event.event_type}>
            <time title={new Date(when).toLocaleString()}>{ago(when, now.value)}</time>
            <span class="bullet" aria-hidden="true" />
            <span class="cut">
              {known ? <a href={pageOf(known)}>{name}</a> : name} <span class="soft">{event.event_type}</span>
            </span>
          </li>
        );
      })}
    </ol>
  );
}
