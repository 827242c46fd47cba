import { at, send } from '../api/http.ts';
import type { Procedure } from '../api/types.ts';
import { jobs } from '../mirror/world.ts';
import { ask } from '../parts/dialog.tsx';
import { Icon } from '../parts/icons.tsx';
import { go, query, to } from '../parts/router.ts';
import { JobTable } from './JobsView.tsx';
import { ProcedureEditor } from './ProcedureEditor.tsx';
import { RunForm } from './RunForm.tsx';

/** A procedure: what it does, and a form to run it that shows the commands before. */
export function ProcedureView({ procedure }: { procedure: Procedure }) {
  void jobs.version.value;
  const mine = [...jobs.values()].filter(job => job.procedure === procedure.id);
  const name = procedure.name ?? procedure.id;
  if (query.value.has('edit')) {
    return <ProcedureEditor procedure={procedure} done={saved => go(to('procedures', saved ?? name))} />;
  }
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
          <a class="button" href={`${to('subscriptions')}?new=1&procedure=${procedure.id}`}>
            Subscribe
          </a>
          <a class="button" href={`${to('procedures', name)}?edit=1`}>
            <Icon name="edit" /> Change
          </a>
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
        <RunForm procedure={procedure} />
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
