import { useState } from 'preact/hooks';
import { jobs, procedures } from '../mirror/world.ts';
import { ago, now, parse } from '../parts/clock.ts';
import { go, query, to } from '../parts/router.ts';
import { JobSign } from './JobSign.tsx';
import { ProcedureEditor } from './ProcedureEditor.tsx';

/** All procedures, with how each went last. */
export function ProceduresView() {
  void procedures.version.value;
  void jobs.version.value;
  const [words, setWords] = useState('');
  if (query.value.has('new'))
    return (
      <ProcedureEditor procedure={null} done={name => go(name ? to('procedures', name) : to('procedures'))} />
    );
  const all = procedures.sorted().filter(one => (one.name ?? '').toLowerCase().includes(words.toLowerCase()));
  const last = new Map<string, string>();
  for (const job of jobs.values()) {
    const known = jobs.get(last.get(job.procedure));
    if (!known || job.created > known.created) last.set(job.procedure, job.id);
  }
  return (
    <div class="page">
      <header class="page-head">
        <h1>Procedures</h1>
        <div class="actions">
          <input
            class="field"
            type="search"
            aria-label="Find a procedure"
            placeholder="Find"
            value={words}
            onInput={event => setWords(event.currentTarget.value)}
          />
          <a class="button" href={to('subscriptions')}>
            Subscriptions
          </a>
          <a class="button" href={to('import')}>
            Import
          </a>
          <a class="button primary" href={`${to('procedures')}?new=1`}>
            New procedure
          </a>
        </div>
      </header>
      {!procedures.size && (
        <p class="soft">
          There are none. A procedure is a template of commands that an agent runs; files bring them in.
        </p>
      )}
      {all.length > 0 && (
        <table class="table">
          <thead>
            <tr>
              <th scope="col">Name</th>
              <th scope="col">Type</th>
              <th scope="col">Parameters</th>
              <th scope="col">Last run</th>
            </tr>
          </thead>
          <tbody>
            {all.map(one => {
              const job = jobs.get(last.get(one.id));
              return (
                <tr key={one.id}>
                  <th scope="row">
                    <a href={to('procedures', one.name ?? one.id)}>{one.name ?? one.id}</a>
                  </th>
                  <td class="soft">{one.type}</td>
                  <td class="soft">{Object.keys(one.params).join(', ')}</td>
                  <td>
                    {job && (
                      <a class="inline" href={to('jobs', job.id)}>
                        <JobSign status={job.status} /> {job.status}, {ago(parse(job.created), now.value)}
                      </a>
                    )}
                  </td>
                </tr>
              );
            })}
          </tbody>
        </table>
      )}
    </div>
  );
}
