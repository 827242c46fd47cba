import { useEffect, useRef, useState } from 'preact/hooks';
import { type FileMistake, importText, mistakeText } from '../api/files.ts';
import { getText, send } from '../api/http.ts';
import type { Group, JsonObject, Resource } from '../api/types.ts';
import { groups, resources } from '../mirror/world.ts';
import { count, nameOf } from '../model/names.ts';
import { loose } from '../model/search.ts';
import { lookOf, stateText } from '../model/status.ts';
import { CodeField, type Mark } from '../parts/CodeField.tsx';
import { suggestInQuery } from '../parts/completion.ts';
import { wordsOf } from '../parts/load.ts';
import { pageOf } from '../parts/ResourceLine.tsx';
import { Sign } from '../parts/Sign.tsx';

interface Props {
  /** Null for a new one. */
  group: Group | null;
  /** What a new one begins with. */
  query?: string;
  done: (name: string | null) => void;
}

interface Preview {
  members: number;
  joined: Brief[];
  left: Brief[];
}

type Brief = Pick<Resource, 'id' | 'type' | 'names' | 'parent' | 'status' | 'health'>;

const DEBOUNCE_MILLIS = 250;
const SHOWN = 200;
/** The lines that are put before what is typed: `group:` and its name. */
const LINES_BEFORE = 2;
const INDENT = 2;

const EXAMPLE = `query:
  type: swarm-task
  image: {$regex: '^redis:'}
services:
  - {name: redis, port: 6379}
`;

/** A group as text, with who would join and leave, and mistakes at their place, while one types. */
export function GroupEditor({ group, query = '', done }: Props) {
  const [name, setName] = useState(group?.name ?? '');
  const [text, setText] = useState<string | null>(
    group ? null : query ? `query: ${normal(query)}\n` : EXAMPLE,
  );
  const [mistakes, setMistakes] = useState<FileMistake[]>([]);
  const [problem, setProblem] = useState<string | null>(null);
  const [preview, setPreview] = useState<Preview | null>(null);
  const [busy, setBusy] = useState(false);
  const turn = useRef(0);

  useEffect(() => {
    if (group) {
      getText(`/v1/export?kind=group&name=${encodeURIComponent(group.name ?? group.id)}`, 'application/yaml')
        .then(yaml => setText(bodyOf(yaml)))
        .catch((error: unknown) => setProblem(wordsOf(error)));
    }
  }, [group?.id]);

  const taken = name.trim() !== (group?.name ?? '') && groups.find(name.trim()) !== undefined;
  const key = group?.name ?? name.trim();
  const file = (): string => fileOf(key || 'unnamed', text ?? '');

  useEffect(() => {
    if (text === null) return;
    const mine = ++turn.current;
    const timer = setTimeout(() => {
      look(file())
        .then(seen => {
          if (mine !== turn.current) return;
          setMistakes('mistakes' in seen ? seen.mistakes : []);
          if ('preview' in seen) setPreview(seen.preview);
          setProblem(null);
        })
        .catch((error: unknown) => mine === turn.current && setProblem(wordsOf(error)));
    }, DEBOUNCE_MILLIS);
    return () => clearTimeout(timer);
  }, [text, key, resources.version.value]);

  const save = async (): Promise<void> => {
    if (!name.trim() || taken || busy) return;
    setBusy(true);
    try {
      const saved = await importText(file(), false);
      if ('mistakes' in saved) setMistakes(saved.mistakes);
      else {
        if (group && name.trim() !== group.name)
          await send('PATCH', `/v1/groups/${group.id}`, { name: name.trim() });
        done(name.trim());
      }
    } catch (error) {
      setProblem(wordsOf(error));
    } finally {
      setBusy(false);
    }
  };

  const marks: Mark[] = mistakes
    .filter(one => one.line !== undefined)
    .map(one => ({
      line: Math.max(1, (one.line ?? 1) - LINES_BEFORE),
      column: Math.max(1, (one.column ?? 1) - INDENT),
      message: mistakeText(one),
    }));
  return (
    <div class="page">
      <header class="page-head">
        <h1>{group ? `Change ${group.name ?? 'group'}` : 'New group'}</h1>
        <div class="actions">
          <button type="button" class="button" onClick={() => done(group?.name ?? null)}>
            Cancel
          </button>
          <button
            type="button"
            class="button primary"
            disabled={busy || !name.trim() || taken || mistakes.length > 0 || text === null}
            onClick={() => void save()}
          >
            Save
          </button>
        </div>
      </header>
      <div class="two-columns even">
        <div>
          <label class="labelled">
            <span>Name</span>
            <input
              class="field"
              type="text"
              value={name}
              aria-invalid={taken}
              onInput={event => setName(event.currentTarget.value)}
            />
          </label>
          {taken && <p class="text-bad">There is a group of this name already.</p>}
          {text !== null && (
            <CodeField
              text={text}
              onText={setText}
              label="Query, services, include and exclude, as YAML"
              marks={marks}
              rows={18}
              suggest={suggestInQuery}
              onSave={() => void save()}
            />
          )}
          {mistakes.map(one => (
            <p key={one.path + one.message} class="mistake text-bad">
              {one.line !== undefined && (
                <span class="quiet">line {Math.max(1, one.line - LINES_BEFORE)}: </span>
              )}
              {mistakeText({ ...one, path: one.path.replace('documents[0].group.', '') })}
            </p>
          ))}
          {problem && <p class="notice bad">{problem}</p>}
          <p class="quiet block-hint">
            A query in MongoDB’s language, written as YAML or JSON; also <code>services</code>,{' '}
            <code>include</code> and <code>exclude</code>. Ctrl+Space completes, Ctrl+S saves.
          </p>
        </div>
        <div aria-live="polite">
          {preview && <Outcome preview={preview} isNew={!group} isOld={mistakes.length > 0} />}
        </div>
      </div>
    </div>
  );
}

function Outcome({ preview, isNew, isOld }: { preview: Preview; isNew: boolean; isOld: boolean }) {
  return (
    <div class={isOld ? 'outcome old' : 'outcome'}>
      <p class="outcome-count">
        <span class="number">{preview.members.toLocaleString('en')}</span>{' '}
        {preview.members === 1 ? 'member' : 'members'}
      </p>
      <Who title={isNew ? 'Members' : 'Would join'} sign="+" list={preview.joined} />
      <Who title="Would leave" sign="−" list={preview.left} />
      {!isNew && !preview.joined.length && !preview.left.length && (
        <p class="soft">Nobody would join or leave.</p>
      )}
    </div>
  );
}

function Who({ title, sign, list }: { title: string; sign: string; list: Brief[] }) {
  if (!list.length) return null;
  return (
    <section class="block">
      <h2>
        {title} <span class="quiet number">{list.length}</span>
      </h2>
      <ul class="rows">
        {list.slice(0, SHOWN).map(one => (
          <li key={one.id}>
            <span class={`mono ${sign === '+' ? 'text-ok' : 'text-bad'}`} aria-hidden="true">
              {sign}
            </span>
            <Sign look={lookOf(one)} title={stateText(one)} />
            <a class="cut" href={pageOf(one as Resource)}>
              {nameOf(one as Resource)}
            </a>
            <span class="end">{one.type}</span>
          </li>
        ))}
      </ul>
      {list.length > SHOWN && <p class="quiet">and {count(list.length - SHOWN, 'more', 'more')}</p>}
    </section>
  );
}

/** What saving a file with one group would do. */
async function look(
  file: string,
): Promise<{ mistakes: FileMistake[] } | { preview: Preview } | Record<string, never>> {
  const seen = await importText(file, true);
  if ('mistakes' in seen) return seen;
  const after = seen.changes.find(change => change.kind === 'group')?.after;
  return after
    ? { preview: await send<Preview>('POST', '/v1/groups/preview', after satisfies JsonObject) }
    : {};
}

/** A group's text as the file that `POST /v1/import` takes. */
export function fileOf(name: string, text: string): string {
  const inner = text
    .split('\n')
    .map(line => (line.trim() ? '  ' + line : line))
    .join('\n');
  return `group:\n  name: ${JSON.stringify(name)}\n${inner}`;
}

/** What stands in an exported file below a group's name. */
export function bodyOf(yaml: string): string {
  return yaml
    .split('\n')
    .filter(line => !/^---/.test(line) && !/^group:/.test(line) && !/^ {2}name:/.test(line))
    .map(line => line.replace(/^ {2}/, ''))
    .join('\n');
}

function normal(query: string): string {
  try {
    return JSON.stringify(JSON.parse(loose(query)));
  } catch {
    return query;
  }
}
