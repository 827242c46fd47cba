import { useEffect, useRef, useState } from 'preact/hooks';
import { at, Problem, send } from '../api/http.ts';
import type { Job, Json, JsonObject, Procedure } from '../api/types.ts';
import { compareNames } from '../mirror/shelf.ts';
import { jobs, resources } from '../mirror/world.ts';
import { nameOf, typeName } from '../model/names.ts';
import { ask } from '../parts/dialog.tsx';
import { wordsOf } from '../parts/load.ts';
import { go, to } from '../parts/router.ts';
import { JobTable } from './JobsView.tsx';

const DEBOUNCE_MILLIS = 250;

/** A procedure: what it does, and a form to run it that shows the commands before. */
export function ProcedureView({ procedure }: { procedure: Procedure }) {
  void jobs.version.value;
  const mine = [...jobs.values()].filter(job => job.procedure === procedure.id);
  const name = procedure.name ?? procedure.id;
  const remove = async (): Promise<void> => {
    if (await ask(`Delete the procedure ${name}?`, 'Its jobs and subscriptions go with it.', 'Delete')) {
      await send('DELETE', at('/v1/procedures', procedure.id));
      go(to('procedures'));
    }
  };
  return (
    <div class="page">
      <header class="page-head">
        <div>
          <h1>{name}</h1>
          <p class="summary quiet">
            runs on agents of type {procedure.type}
            {procedure.timeout !== undefined &&
              `, for at most ${procedure.timeout}${typeof procedure.timeout === 'number' ? ' s' : ''}`}
          </p>
        </div>
        <div class="actions">
          <button type="button" class="button danger" onClick={() => void remove()}>
            Delete
          </button>
        </div>
      </header>
      <div class="two-columns even">
        <section class="block">
          <h2>What it does</h2>
          <pre class="sample">{procedure.content || '(nothing)'}</pre>
        </section>
        <Run procedure={procedure} />
      </div>
      {mine.length > 0 && (
        <section class="block">
          <h2>Jobs</h2>
          <JobTable list={mine} />
        </section>
      )}
    </div>
  );
}

interface Rendering {
  content: string;
}

function isSecret(value: Json): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && value['secret'] === true;
}

/** The form: a target, the parameters, what would be run, and the button. */
function Run({ procedure }: { procedure: Procedure }) {
  const targets = targetsOf();
  const [target, setTarget] = useState(targets.length === 1 ? (targets[0]?.id ?? '') : '');
  const [values, setValues] = useState<Record<string, string>>({});
  const [asked, setAsked] = useState<string[]>([]);
  const [rendered, setRendered] = useState<Rendering | null>(null);
  const [problem, setProblem] = useState<Problem | string | null>(null);
  const [busy, setBusy] = useState(false);
  const turn = useRef(0);
  const names = [...new Set([...Object.keys(procedure.params), ...asked])];
  const body = (): JsonObject => {
    const params: JsonObject = {};
    for (const [name, value] of Object.entries(values)) {
      if (value !== '')
        params[name] = isSecret(procedure.params[name] ?? null)
          ? value
          : valueOf(value, procedure.params[name]);
    }
    return { target, params };
  };
  useEffect(() => {
    if (!target) return;
    const mine = ++turn.current;
    const timer = setTimeout(() => {
      send<Rendering>('POST', at('/v1/procedures', procedure.id, 'render'), body())
        .then(seen => {
          if (mine !== turn.current) return;
          setRendered(seen);
          setProblem(null);
        })
        .catch((error: unknown) => {
          if (mine !== turn.current) return;
          setProblem(error instanceof Problem ? error : wordsOf(error));
          setAsked(before => [...new Set([...before, ...missingOf(error)])]);
        });
    }, DEBOUNCE_MILLIS);
    return () => clearTimeout(timer);
  }, [target, values, procedure, resources.version.value]);

  const run = async (event: Event): Promise<void> => {
    event.preventDefault();
    setBusy(true);
    try {
      const job = await send<Job>('POST', at('/v1/procedures', procedure.id, 'exec'), body());
      go(to('jobs', job.id));
    } catch (error) {
      setProblem(error instanceof Problem ? error : wordsOf(error));
      setAsked(before => [...new Set([...before, ...missingOf(error)])]);
    } finally {
      setBusy(false);
    }
  };
  return (
    <form class="block run" onSubmit={event => void run(event)}>
      <h2>Run it</h2>
      <label class="labelled">
        <span>Target</span>
        <select
          class="select"
          required
          value={target}
          onChange={event => setTarget(event.currentTarget.value)}
        >
          <option value="">choose where it runs</option>
          {targets.map(one => (
            <option key={one.id} value={one.id}>
              {nameOf(one)} ({typeName(one.type)})
            </option>
          ))}
        </select>
      </label>
      {names.map(name => {
        const preset = procedure.params[name];
        const secret = isSecret(preset ?? null);
        const wrong = missingOf(problem).includes(name);
        return (
          <label key={name} class="labelled">
            <span>
              {name}
              {secret && <span class="quiet"> secret</span>}
            </span>
            <input
              class="field"
              {...(secret ? { type: 'password' as const } : { type: 'text' as const })}
              autocomplete="off"
              aria-invalid={wrong}
              placeholder={preset === undefined || secret ? 'needed' : shown(preset)}
              value={values[name] ?? ''}
              onInput={event => setValues({ ...values, [name]: event.currentTarget.value })}
            />
          </label>
        );
      })}
      {problem && <p class="notice bad">{typeof problem === 'string' ? problem : problem.message}</p>}
      {target && rendered && !problem && (
        <>
          <p class="section-title">What would be run</p>
          <pre class="sample">{rendered.content}</pre>
        </>
      )}
      <button type="submit" class="button primary" disabled={busy || !target || problem !== null}>
        Run
      </button>
    </form>
  );
}

/** Clusters and other roots first: that is what procedures mostly run on. */
function targetsOf() {
  void resources.version.value;
  const roots = [...resources.values()].filter(one => !one.parent);
  return roots.sort((a, b) => compareNames(nameOf(a), nameOf(b))).slice(0, 500);
}

/** The parameters that an error says are missing. */
function missingOf(error: unknown): string[] {
  if (!(error instanceof Problem)) return [];
  const body = error.body as JsonObject | null;
  const params = body?.['params'];
  return params !== null && typeof params === 'object' && !Array.isArray(params) ? Object.keys(params) : [];
}

/** What is typed, as the value that it looks like; as text where the preset is text. */
function valueOf(text: string, preset: Json | undefined): Json {
  if (typeof preset === 'string') return text;
  try {
    return JSON.parse(text) as Json;
  } catch {
    return text;
  }
}

function shown(value: Json): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
