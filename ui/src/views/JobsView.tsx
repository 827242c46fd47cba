import type { Job, JobStatus } from '../api/types.ts';
import { agents, jobs, procedures, resources } from '../mirror/world.ts';
import { count, nameOf } from '../model/names.ts';
import { age, ago, now, parse } from '../parts/clock.ts';
import { query, setQuery, to } from '../parts/router.ts';
import { JobSign } from './JobSign.tsx';

const STATUSES: JobStatus[] = ['running', 'pending', 'error', 'done'];
const MOST = 300;

/** All jobs, the newest first. */
export function JobsView() {
  void jobs.version.value;
  const status = query.value.get('status');
  const list = [...jobs.values()].filter(job => !status || job.status === status);
  return (
    <div class="page">
      <header class="page-head">
        <h1>Jobs</h1>
        <div class="actions">
          <select
            class="select"
            aria-label="Status"
            value={status ?? ''}
            onChange={event => setQuery({ status: event.currentTarget.value })}
          >
            <option value="">all</option>
            {STATUSES.map(one => (
              <option key={one}>{one}</option>
            ))}
          </select>
          <a class="button" href={to('subscriptions')}>
            Subscriptions
          </a>
        </div>
      </header>
      {list.length ? <JobTable list={list} /> : <p class="soft">There are none.</p>}
    </div>
  );
}

export function JobTable({ list }: { list: Job[] }) {
  void procedures.version.value;
  const sorted = [...list].sort((a, b) => (a.created < b.created ? 1 : -1));
  return (
    <>
      <table class="table">
        <thead>
          <tr>
            <th scope="col">Job</th>
            <th scope="col">Status</th>
            <th scope="col">Target</th>
            <th scope="col">Agent</th>
            <th scope="col">Created</th>
            <th scope="col">Took</th>
          </tr>
        </thead>
        <tbody>
          {sorted.slice(0, MOST).map(job => {
            const target = resources.get(job.target);
            return (
              <tr key={job.id}>
                <th scope="row">
                  <a class="inline" href={to('jobs', job.id)}>
                    <JobSign status={job.status} /> {procedures.get(job.procedure)?.name ?? job.id}
                  </a>
                </th>
                <td class="soft">{job.cancel && job.status === 'running' ? 'stopping' : job.status}</td>
                <td class="soft">{target && nameOf(target)}</td>
                <td class="soft">{agents.get(job.owner)?.name}</td>
                <td class="soft number">{ago(parse(job.created), now.value)}</td>
                <td class="soft number">{took(job, now.value)}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
      {sorted.length > MOST && <p class="quiet">and {count(sorted.length - MOST, 'older one')}</p>}
    </>
  );
}

export function took(job: Job, at: number): string {
  if (!job.started) return '';
  const end = job.ended ? parse(job.ended) : at;
  const seconds = (end - parse(job.started)) / 1_000;
  return seconds < 5 ? `${Math.max(0, seconds).toFixed(1)} s` : age(parse(job.started), end);
}
