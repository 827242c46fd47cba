import { useEffect, useRef, useState } from 'preact/hooks';
import { at, Problem, send } from '../api/http.ts';
import type { Job, Json, JsonObject, Procedure } from '../api/types.ts';
import { resources } from '../mirror/world.ts';
import { wordsOf } from '../parts/load.ts';
import { go, to } from '../parts/router.ts';
import { TargetSelect, targetsOf } from '../parts/TargetSelect.tsx';

const DEBOUNCE_MILLIS = 250;

interface Rendering {
  content: string;
}

function isSecret(value: Json): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && value['secret'] === true;
}

/** The form that runs a procedure: a target, the parameters, what would be run, and the button. */
export function RunForm({ procedure }: { procedure: Procedure }) {
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
      <TargetSelect value={target} onValue={setTarget} />
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
