import { signal } from '@preact/signals';
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { rollupOf } from '../mirror/rollups.ts';
import { agents, apps, groups, jobs, procedures, resources } from '../mirror/world.ts';
import { nameOf, typeName } from '../model/names.ts';
import { lookOf } from '../model/status.ts';
import { go, to } from '../parts/router.ts';
import { LOOK_OF, Sign } from '../parts/Sign.tsx';
import { nextTheme } from '../parts/theme.ts';
import { appSummary } from './summaries.ts';

export const paletteOpen = signal(false);

interface Entry {
  key: string;
  name: string;
  kind: string;
  sign?: Parameters<typeof Sign>[0]['look'];
  act: () => void;
}

const MOST = 40;

/** Everything that can be gone to or done, by typing a part of its name. */
export function Palette() {
  const [words, setWords] = useState('');
  const [at, setAt] = useState(0);
  const input = useRef<HTMLInputElement>(null);
  const list = useRef<HTMLDivElement>(null);
  // Before the next key, which may follow at once.
  useLayoutEffect(() => {
    const before = document.activeElement as HTMLElement | null;
    input.current?.focus();
    return () => before?.focus?.();
  }, []);
  useEffect(() => {
    list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' });
  }, [at, words]);
  const entries = find(words);
  const chosen = Math.min(at, entries.length - 1);
  const close = (): void => {
    paletteOpen.value = false;
  };
  const take = (entry: Entry | undefined): void => {
    if (!entry) return;
    close();
    entry.act();
  };
  const key = (event: KeyboardEvent): void => {
    if (event.key === 'Escape') close();
    else if (event.key === 'ArrowDown') setAt(Math.min(chosen + 1, entries.length - 1));
    else if (event.key === 'ArrowUp') setAt(Math.max(chosen - 1, 0));
    else if (event.key === 'Enter') take(entries[chosen]);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <div class="veil" onClick={event => event.target === event.currentTarget && close()} onKeyDown={key}>
      <div class="palette" role="dialog" aria-modal="true" aria-label="Go to">
        <input
          ref={input}
          type="text"
          role="combobox"
          aria-expanded="true"
          aria-controls="palette-list"
          aria-activedescendant={entries[chosen] ? `palette-${chosen}` : undefined}
          aria-label="Go to an application, group, resource or view"
          placeholder="Go to an application, group, resource, view…"
          value={words}
          onInput={event => {
            setWords(event.currentTarget.value);
            setAt(0);
          }}
        />
        <div ref={list} role="listbox" id="palette-list" aria-label="Found">
          {entries.map((entry, i) => (
            <div
              key={entry.key}
              id={`palette-${i}`}
              role="option"
              aria-selected={i === chosen}
              onClick={() => take(entry)}
              onPointerMove={() => setAt(i)}
            >
              {entry.sign && <Sign look={entry.sign} />}
              <span class="cut">{entry.name}</span>
              <span class="kind">{entry.kind}</span>
            </div>
          ))}
        </div>
        {!entries.length && <p class="none">Nothing has “{words}” in its name.</p>}
      </div>
    </div>
  );
}

function find(text: string): Entry[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  const fits = (name: string): boolean => {
    const low = name.toLowerCase();
    return words.every(word => low.includes(word));
  };
  const found: Entry[] = [];
  const add = (entry: Entry, searched = entry.name): void => {
    if (found.length < MOST && fits(`${searched} ${entry.kind}`)) found.push(entry);
  };
  for (const app of apps.sorted()) {
    const name = app.name ?? app.id;
    add({
      key: app.id,
      name,
      kind: 'application',
      sign: LOOK_OF[appSummary(app).condition],
      act: () => go(to('apps', name)),
    });
  }
  for (const [name, path] of VIEWS) add({ key: path, name, kind: 'view', act: () => go(path) });
  add({ key: 'theme', name: 'Light or dark', kind: 'action', act: nextTheme });
  if (!words.length) return found;
  for (const group of groups.sorted()) {
    const name = group.name ?? group.id;
    add({
      key: group.id,
      name,
      kind: 'group',
      sign: LOOK_OF[rollupOf(group.id).value.condition],
      act: () => go(to('groups', name)),
    });
  }
  for (const one of procedures.sorted()) {
    const name = one.name ?? one.id;
    add({ key: one.id, name, kind: 'procedure', act: () => go(to('procedures', name)) });
  }
  for (const agent of agents.sorted()) {
    add({
      key: agent.id,
      name: agent.name ?? agent.id,
      kind: 'agent',
      act: () => go(`${to('resources')}?owner=${encodeURIComponent(agent.id)}`),
    });
  }
  for (const one of resources.values()) {
    if (found.length >= MOST) break;
    add(
      {
        key: one.id,
        name: nameOf(one),
        kind: typeName(one.type),
        sign: lookOf(one),
        act: () => go(to('resources', one.id)),
      },
      `${one.names.join(' ')} ${one.id} ${one.image ?? ''}`,
    );
  }
  for (const job of jobs.values())
    if (words.length === 1 && job.id === text)
      add({ key: job.id, name: job.id, kind: 'job', act: () => go(to('jobs', job.id)) }, job.id);
  return found;
}

const VIEWS: [string, string][] = [
  ['Home', '/ui/'],
  ['Resources', to('resources')],
  ['Groups', to('groups')],
  ['New group', `${to('groups')}?new=1`],
  ['Procedures', to('procedures')],
  ['Jobs', to('jobs')],
  ['Subscriptions', to('subscriptions')],
  ['Events', to('events')],
  ['Import', to('import')],
];
