import type { ComponentChildren } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { type FileChange, type FileMistake, importText, mistakeText } from '../api/files.ts';
import { at, getText, send } from '../api/http.ts';
import { CodeField, type Mark, type Suggest } from '../parts/CodeField.tsx';
import { wordsOf } from '../parts/load.ts';

/** What can be written as a document of a file with a name of its own. */
interface Named {
  id: string;
  name: string | null;
}

interface Props {
  kind: 'group' | 'procedure';
  /** The API's path of this kind. */
  list: string;
  /** Null for a new one. */
  object: Named | null;
  /** What a new one begins with. */
  start: string;
  /** Whether another one has this name. */
  isTaken: (name: string) => boolean;
  label: string;
  hint: ComponentChildren;
  suggest?: Suggest;
  /** Whenever what is written may mean something else: what saving would change, or null while it cannot be saved. */
  onSeen?: (change: FileChange | null) => void;
  /** Changes when `onSeen` has to be told anew. */
  version?: number;
  /** With the name under which it was saved, or null. */
  done: (name: string | null) => void;
  children?: ComponentChildren;
}

const DEBOUNCE_MILLIS = 250;
/** The lines that are put before what is typed: the kind, and the name. */
const LINES_BEFORE = 2;
const INDENT = 2;

/** One object as the text that files have, with its mistakes at their place while one types. */
export function FileEditor(props: Props) {
  const { kind, object, label, hint, suggest, onSeen, done, children } = props;
  const [name, setName] = useState(object?.name ?? '');
  const [text, setText] = useState<string | null>(object ? null : props.start);
  const [mistakes, setMistakes] = useState<FileMistake[]>([]);
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const turn = useRef(0);

  useEffect(() => {
    if (object) {
      getText(
        `/v1/export?kind=${kind}&name=${encodeURIComponent(object.name ?? object.id)}`,
        'application/yaml',
      )
        .then(yaml => setText(bodyOf(yaml, kind)))
        .catch((error: unknown) => setProblem(wordsOf(error)));
    }
  }, [object?.id]);

  const taken = name.trim() !== (object?.name ?? '') && props.isTaken(name.trim());
  const key = object?.name ?? name.trim();
  const file = (): string => fileOf(kind, key || 'unnamed', text ?? '');

  useEffect(() => {
    if (text === null) return;
    const mine = ++turn.current;
    const timer = setTimeout(() => {
      importText(file(), true)
        .then(seen => {
          if (mine !== turn.current) return;
          setMistakes('mistakes' in seen ? seen.mistakes : []);
          onSeen?.('changes' in seen ? (seen.changes.find(one => one.kind === kind) ?? null) : null);
          setProblem(null);
        })
        .catch((error: unknown) => mine === turn.current && setProblem(wordsOf(error)));
    }, DEBOUNCE_MILLIS);
    return () => clearTimeout(timer);
  }, [text, key, props.version]);

  const cannotSave = busy || !name.trim() || taken || mistakes.length > 0 || text === null;
  const save = async (): Promise<void> => {
    if (cannotSave) return;
    setBusy(true);
    try {
      const saved = await importText(file(), false);
      if ('mistakes' in saved) setMistakes(saved.mistakes);
      else {
        if (object && name.trim() !== object.name)
          await send('PATCH', at(props.list, object.id), { name: name.trim() });
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
        <h1>{object ? `Change ${object.name ?? kind}` : `New ${kind}`}</h1>
        <div class="actions">
          <button type="button" class="button" onClick={() => done(object?.name ?? null)}>
            Cancel
          </button>
          <button type="button" class="button primary" disabled={cannotSave} onClick={() => void save()}>
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
          {taken && <p class="text-bad">There is a {kind} of this name already.</p>}
          {text !== null && (
            <CodeField
              text={text}
              onText={setText}
              label={label}
              marks={marks}
              rows={18}
              {...(suggest && { suggest })}
              onSave={() => void save()}
            />
          )}
          {mistakes.map(one => (
            <p key={one.path + one.message} class="mistake text-bad">
              {one.line !== undefined && (
                <span class="quiet">line {Math.max(1, one.line - LINES_BEFORE)}: </span>
              )}
              {mistakeText({ ...one, path: one.path.replace(`documents[0].${kind}.`, '') })}
            </p>
          ))}
          {problem && <p class="notice bad">{problem}</p>}
          <p class="quiet block-hint">{hint}</p>
        </div>
        <div aria-live="polite" class={mistakes.length > 0 ? 'outcome old' : 'outcome'}>
          {children}
        </div>
      </div>
    </div>
  );
}

/** An object's text as the file that `POST /v1/import` takes. */
export function fileOf(kind: string, name: string, text: string): string {
  const inner = text
    .split('\n')
    .map(line => (line.trim() ? '  ' + line : line))
    .join('\n');
  return `${kind}:\n  name: ${JSON.stringify(name)}\n${inner}`;
}

/** What stands in an exported file below an object's name. */
export function bodyOf(yaml: string, kind: string): string {
  return yaml
    .split('\n')
    .filter(line => !/^---/.test(line) && !line.startsWith(`${kind}:`) && !/^ {2}name:/.test(line))
    .map(line => line.replace(/^ {2}/, ''))
    .join('\n');
}
