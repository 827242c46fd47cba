import { useEffect, useRef, useState } from 'preact/hooks';
import { type FileChange, type FileMistake, importText, mistakeText } from '../api/files.ts';
import { count } from '../model/names.ts';
import { CodeField } from '../parts/CodeField.tsx';
import { suggestInQuery } from '../parts/completion.ts';
import { Icon } from '../parts/icons.tsx';
import { wordsOf } from '../parts/load.ts';
import { to } from '../parts/router.ts';
import { differences, type Line } from '../model/difference.ts';

const DEBOUNCE_MILLIS = 300;
const LARGEST = 8 << 20;

/** Applications, groups and procedures from text or files; what that changes is shown before it is done. */
export function ImportView() {
  const [text, setText] = useState('');
  const [changes, setChanges] = useState<FileChange[] | null>(null);
  const [done, setDone] = useState<FileChange[] | null>(null);
  const [mistakes, setMistakes] = useState<FileMistake[]>([]);
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const [over, setOver] = useState(false);
  const file = useRef<HTMLInputElement>(null);
  const turn = useRef(0);

  useEffect(() => {
    const mine = ++turn.current;
    if (!text.trim()) {
      setChanges(null);
      setMistakes([]);
      return;
    }
    const timer = setTimeout(() => {
      importText(text, true)
        .then(seen => {
          if (mine !== turn.current) return;
          setProblem(null);
          setMistakes('mistakes' in seen ? seen.mistakes : []);
          setChanges('changes' in seen ? seen.changes : null);
        })
        .catch((error: unknown) => mine === turn.current && setProblem(wordsOf(error)));
    }, DEBOUNCE_MILLIS);
    return () => clearTimeout(timer);
  }, [text]);

  const read = async (files: FileList | null | undefined): Promise<void> => {
    const texts: string[] = [];
    for (const one of files ?? []) {
      if (one.size > LARGEST) setProblem(`${one.name} is too large.`);
      else texts.push(await one.text());
    }
    if (texts.length) {
      setDone(null);
      setText(texts.join('\n---\n'));
    }
  };
  const apply = async (): Promise<void> => {
    setBusy(true);
    try {
      const saved = await importText(text, false);
      if ('mistakes' in saved) setMistakes(saved.mistakes);
      else {
        setDone(saved.changes);
        setText('');
      }
    } catch (error) {
      setProblem(wordsOf(error));
    } finally {
      setBusy(false);
    }
  };
  const real = changes?.filter(one => one.change !== 'unchanged') ?? [];
  return (
    <div
      class={`page import${over ? ' over' : ''}`}
      onDragOver={event => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={event => {
        event.preventDefault();
        setOver(false);
        void read(event.dataTransfer?.files);
      }}
    >
      <header class="page-head">
        <h1>Import</h1>
        <div class="actions">
          <input
            ref={file}
            type="file"
            multiple
            hidden
            accept=".yaml,.yml,.json"
            onChange={event => void read(event.currentTarget.files)}
          />
          <button type="button" class="button" onClick={() => file.current?.click()}>
            Choose files
          </button>
          <button
            type="button"
            class="button primary"
            disabled={busy || !real.length || mistakes.length > 0}
            onClick={() => void apply()}
          >
            {real.length ? `Apply ${count(real.length, 'change')}` : 'Apply'}
          </button>
        </div>
      </header>
      {done && (
        <p class="notice done" role="status">
          Done: {count(done.filter(one => one.change !== 'unchanged').length, 'change')}.{' '}
          {done
            .filter(one => one.kind === 'application' && one.change !== 'removed')
            .map(one => (
              <a key={one.name} href={to('apps', one.name)}>
                See {one.name}
              </a>
            ))}
        </p>
      )}
      <div class="two-columns even">
        <div>
          <CodeField
            text={text}
            onText={next => {
              setDone(null);
              setText(next);
            }}
            label="Applications, groups and procedures, as YAML or JSON"
            placeholder={'Paste YAML, or drop files here.\n\napplication:\n  name: blog\n  …'}
            rows={26}
            marks={mistakes
              .filter(one => one.line !== undefined)
              .map(one => ({ line: one.line ?? 1, column: one.column ?? 1, message: mistakeText(one) }))}
            suggest={suggestInQuery}
          />
          {mistakes.map(one => (
            <p key={one.path + one.message} class="mistake text-bad">
              {one.line !== undefined && <span class="quiet">line {one.line}: </span>}
              {mistakeText(one)}
            </p>
          ))}
          {problem && <p class="notice bad">{problem}</p>}
        </div>
        <div aria-live="polite">
          {changes?.map(one => (
            <ChangeCard key={`${one.kind} ${one.name}`} change={one} />
          ))}
          {!changes && !mistakes.length && (
            <p class="soft drop-hint">
              <Icon name="import" /> What an import changes is shown here before anything is changed.
            </p>
          )}
        </div>
      </div>
    </div>
  );
}

const SIGNS = { created: '+', changed: '±', unchanged: '=', removed: '−' };

function ChangeCard({ change }: { change: FileChange }) {
  const [open, setOpen] = useState(change.change === 'changed');
  const lines = open ? differences(change.before, change.after) : [];
  return (
    <section class={`change-card card is-${change.change}`}>
      <button type="button" class="row-button" aria-expanded={open} onClick={() => setOpen(!open)}>
        <span class="mono change-sign">{SIGNS[change.change]}</span>
        <b>{change.name}</b>
        <span class="quiet">
          {change.kind} {change.change}
        </span>
      </button>
      {open && (
        <pre class="difference">
          {lines.map((line, i) => (
            <DifferenceLine key={i} line={line} />
          ))}
        </pre>
      )}
    </section>
  );
}

function DifferenceLine({ line }: { line: Line }) {
  return (
    <div class={`line-${line.sign === '+' ? 'added' : line.sign === '-' ? 'gone' : 'same'}`}>
      {line.sign} {line.text}
    </div>
  );
}
