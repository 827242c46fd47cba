import { useEffect, useRef, useState } from 'preact/hooks';
import type { FileChange } from '../api/files.ts';
import { send } from '../api/http.ts';
import type { Group, Resource } from '../api/types.ts';
import { groups, resources } from '../mirror/world.ts';
import { count, nameOf } from '../model/names.ts';
import { loose } from '../model/search.ts';
import { lookOf, stateText } from '../model/status.ts';
import { suggestInQuery } from '../parts/completion.ts';
import { wordsOf } from '../parts/load.ts';
import { pageOf } from '../parts/ResourceLine.tsx';
import { Sign } from '../parts/Sign.tsx';
import { FileEditor } from './FileEditor.tsx';

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

const SHOWN = 200;

const EXAMPLE = `query:
  type: swarm-task
  image: {$regex: '^redis:'}
services:
  - {name: redis, port: 6379}
`;

/** A group as text, with who would join and leave while one types. */
export function GroupEditor({ group, query = '', done }: Props) {
  const [preview, setPreview] = useState<Preview | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const turn = useRef(0);
  useEffect(() => () => void ++turn.current, []);
  const look = (change: FileChange | null): void => {
    if (!change?.after) return;
    const mine = ++turn.current;
    send<Preview>('POST', '/v1/groups/preview', change.after)
      .then(seen => {
        if (mine !== turn.current) return;
        setPreview(seen);
        setProblem(null);
      })
      .catch((error: unknown) => mine === turn.current && setProblem(wordsOf(error)));
  };
  return (
    <FileEditor
      kind="group"
      list="/v1/groups"
      object={group}
      start={query ? `query: ${normal(query)}\n` : EXAMPLE}
      isTaken={name => groups.find(name) !== undefined}
      label="Query, services, include and exclude, as YAML"
      hint={
        <>
          A query in MongoDB’s language, written as YAML or JSON; also <code>services</code>,{' '}
          <code>include</code> and <code>exclude</code>. Ctrl+Space completes, Ctrl+S saves.
        </>
      }
      suggest={suggestInQuery}
      onSeen={look}
      version={resources.version.value}
      done={done}
    >
      {preview && <Outcome preview={preview} isNew={!group} />}
      {problem && <p class="notice bad">{problem}</p>}
    </FileEditor>
  );
}

function Outcome({ preview, isNew }: { preview: Preview; isNew: boolean }) {
  return (
    <>
      <p class="outcome-count">
        <span class="number">{preview.members.toLocaleString('en')}</span>{' '}
        {preview.members === 1 ? 'member' : 'members'}
      </p>
      <Who title={isNew ? 'Members' : 'Would join'} sign="+" list={preview.joined} />
      <Who title="Would leave" sign="−" list={preview.left} />
      {!isNew && !preview.joined.length && !preview.left.length && (
        <p class="soft">Nobody would join or leave.</p>
      )}
    </>
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

function normal(query: string): string {
  try {
    return JSON.stringify(JSON.parse(loose(query)));
  } catch {
    return query;
  }
}
