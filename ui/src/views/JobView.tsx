import { useEffect, useRef, useState } from 'preact/hooks';
import { at, get, send } from '../api/http.ts';
import type { Job } from '../api/types.ts';
import { agents, procedures, resources } from '../mirror/world.ts';
import { nameOf } from '../model/names.ts';
import { ago, now, parse } from '../parts/clock.ts';
import { useLoad, wordsOf } from '../parts/load.ts';
import { pageOf } from '../parts/ResourceLine.tsx';
import { go, to } from '../parts/router.ts';
import { JobSign } from './JobSign.tsx';
import { took } from './JobsView.tsx';

/** A job: how it goes, what it prints while it runs, what it was told to do. */
export function JobView({ job }: { job: Job }) {
  const { value: whole, problem } = useLoad<Job>(signal => get(at('/v1/jobs', job.id), signal), [job]);
  const [said, setSaid] = useState<string | null>(null);
  const target = resources.get(job.target);
  const procedure = procedures.get(job.procedure);
  const ended = job.status === 'done' || job.status === 'error';
  const act = (what: 'cancel' | 'retry'): void => {
    setSaid(null);
    send<Job>('POST', at('/v1/jobs', job.id, what), {})
      .then(answer => what === 'retry' && go(to('jobs', answer.id)))
      .catch((error: unknown) => setSaid(wordsOf(error)));
  };
  return (
    <div class="page">
      <header class="page-head">
        <div>
          <h1>{procedure?.name ?? 'Job'}</h1>
          <p class="summary">
            <JobSign status={job.status} /> {job.cancel && !ended ? 'stopping' : job.status}
            <span class="quiet">
              {target && (
                <>
                  on <a href={pageOf(target)}>{nameOf(target)}</a>,{' '}
                </>
              )}
              {ago(parse(job.created), now.value)}
              {job.started && `, took ${took(job, now.value)}`}
              {job.attempt && `, attempt ${job.attempt}`}
            </span>
          </p>
        </div>
        <div class="actions">
          {procedure && (
            <a class="button" href={to('procedures', procedure.name ?? procedure.id)}>
              Procedure
            </a>
          )}
          {ended ? (
            <button type="button" class="button" onClick={() => act('retry')}>
              Run again
            </button>
          ) : (
            <button type="button" class="button danger" disabled={job.cancel} onClick={() => act('cancel')}>
              Stop
            </button>
          )}
        </div>
      </header>
      {said && <p class="notice bad">{said}</p>}
      {problem && <p class="notice bad">{problem}</p>}
      {job.status === 'pending' && (
        <p class="soft">It waits for an agent that takes jobs of type {job.type}.</p>
      )}
      <Output job={job} />
      {whole && Object.keys(whole.result).length > 0 && (
        <section class="block">
          <h2>Result</h2>
          <pre class="sample">{resultText(whole.result)}</pre>
        </section>
      )}
      {whole && (
        <section class="block">
          <h2>What it was told</h2>
          <pre class="sample">{whole.content}</pre>
        </section>
      )}
      <dl class="facts">
        <dt>Id</dt>
        <dd class="mono">{job.id}</dd>
        {job.owner && (
          <>
            <dt>Agent</dt>
            <dd>{agents.get(job.owner)?.name ?? job.owner}</dd>
          </>
        )}
      </dl>
    </div>
  );
}

function resultText(result: Job['result']): string {
  const outputs = result['outputs'];
  if (Array.isArray(outputs)) return outputs.map(String).join('\n');
  const error = result['error'];
  return typeof error === 'string' ? error : JSON.stringify(result, null, 2);
}

/** What a job prints, as it prints it; goes on where it was after a break. */
function Output({ job }: { job: Job }) {
  const [text, setText] = useState('');
  const box = useRef<HTMLPreElement>(null);
  const waits = job.status === 'pending';
  useEffect(() => {
    if (waits) return;
    const abort = new AbortController();
    let offset = 0;
    const decoder = new TextDecoder();
    const follow = async (): Promise<void> => {
      while (!abort.signal.aborted) {
        try {
          const response = await fetch(`${at('/v1/jobs', job.id, 'log')}?stream=1&start=${offset}`, {
            signal: abort.signal,
          });
          if (!response.ok || !response.body) return;
          const reader = response.body.getReader();
          while (true) {
            const { done, value } = await reader.read();
            if (done) return;
            offset += value.length;
            const piece = decoder.decode(value, { stream: true });
            setText(before => before + piece);
          }
        } catch {
          if (!abort.signal.aborted) await new Promise(resolve => setTimeout(resolve, 1_000));
        }
      }
    };
    void follow();
    return () => abort.abort();
  }, [job.id, waits]);
  useEffect(() => {
    const element = box.current;
    // Who has scrolled up wants to read there.
    if (element && element.scrollHeight - element.scrollTop - element.clientHeight < 120)
      element.scrollTop = element.scrollHeight;
  }, [text]);
  if (!text) return null;
  return (
    <section class="block">
      <h2>Output</h2>
      <pre ref={box} class="output" role="log" tabIndex={0} aria-label="Output">
        {text}
      </pre>
    </section>
  );
}
