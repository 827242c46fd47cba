import { useState } from 'preact/hooks';
import { at, send } from '../api/http.ts';
import type { JsonObject } from '../api/types.ts';
import { groups, procedures } from '../mirror/world.ts';
import { Choice } from '../parts/Choice.tsx';
import { wordsOf } from '../parts/load.ts';
import { go, query, to } from '../parts/router.ts';
import { TargetSelect, targetsOf } from '../parts/TargetSelect.tsx';

/** What a subscription may listen to, and whether it does unless told. */
const CAUSES: [string, string, boolean][] = [
  ['joined', 'joins the group', false],
  ['left', 'leaves the group', true],
  ['created', 'is new, and a member', true],
  ['updated', 'is a member, and saved anew', true],
  ['deleted', 'is deleted', true],
];

/** The form for "when something happens to a member of this group, run that procedure". */
export function NewSubscription() {
  const targets = targetsOf();
  const [group, setGroup] = useState(query.value.get('group') ?? '');
  const [procedure, setProcedure] = useState(query.value.get('procedure') ?? '');
  const [target, setTarget] = useState(targets.length === 1 ? (targets[0]?.id ?? '') : '');
  const [on, setOn] = useState(CAUSES.filter(([, , usual]) => usual).map(([cause]) => cause));
  const [quiet, setQuiet] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  void groups.version.value;
  void procedures.version.value;

  const save = async (event: Event): Promise<void> => {
    event.preventDefault();
    setBusy(true);
    try {
      const body: JsonObject = { group, target, on };
      if (quiet.trim()) body['quiet'] = quiet.trim();
      await send('POST', at('/v1/procedures', procedure, 'attach'), body);
      go(to('subscriptions'));
    } catch (error) {
      setProblem(wordsOf(error));
    } finally {
      setBusy(false);
    }
  };
  return (
    <div class="page">
      <header class="page-head">
        <h1>New subscription</h1>
      </header>
      <form class="narrow-form" onSubmit={event => void save(event)}>
        <Choice
          label="When in group"
          hint="choose a group"
          value={group}
          onValue={setGroup}
          options={groups.sorted().map(named)}
        />
        <fieldset class="labelled">
          <legend>A resource</legend>
          {CAUSES.map(([cause, meaning]) => (
            <label key={cause} class="check">
              <input
                type="checkbox"
                checked={on.includes(cause)}
                onChange={() => setOn(on.includes(cause) ? on.filter(one => one !== cause) : [...on, cause])}
              />
              {meaning}
            </label>
          ))}
        </fieldset>
        <Choice
          label="Run"
          hint="choose a procedure"
          value={procedure}
          onValue={setProcedure}
          options={procedures.sorted().map(named)}
        />
        <TargetSelect value={target} onValue={setTarget} />
        <label class="labelled">
          <span>
            Once it has been quiet for <span class="quiet">(nothing: at once)</span>
          </span>
          <input
            class="field"
            type="text"
            placeholder="10s"
            value={quiet}
            onInput={event => setQuiet(event.currentTarget.value)}
          />
        </label>
        {problem && <p class="notice bad">{problem}</p>}
        <div class="actions">
          <a class="button" href={to('subscriptions')}>
            Cancel
          </a>
          <button type="submit" class="button primary" disabled={busy || !on.length}>
            Subscribe
          </button>
        </div>
      </form>
    </div>
  );
}

function named(one: { id: string; name: string | null }): [string, string] {
  return [one.id, one.name ?? one.id];
}
