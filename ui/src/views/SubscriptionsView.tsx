import { useState } from 'preact/hooks';
import { at, send } from '../api/http.ts';
import type { Subscription } from '../api/types.ts';
import { groups, procedures, resources, subscriptions } from '../mirror/world.ts';
import { count, nameOf } from '../model/names.ts';
import { ago, now, parse } from '../parts/clock.ts';
import { ask } from '../parts/dialog.tsx';
import { wordsOf } from '../parts/load.ts';
import { query, to } from '../parts/router.ts';
import { Sign } from '../parts/Sign.tsx';
import { NewSubscription } from './NewSubscription.tsx';

/** "When something happens to a member of this group, run that procedure." */
export function SubscriptionsView() {
  void subscriptions.version.value;
  const [problem, setProblem] = useState<string | null>(null);
  if (query.value.has('new')) return <NewSubscription />;
  const all = [...subscriptions.values()];
  const remove = async (one: Subscription): Promise<void> => {
    if (!(await ask('Delete the subscription?', 'Its procedure no longer runs by itself.', 'Delete'))) return;
    send('DELETE', at('/v1/subscriptions', one.id)).catch((error: unknown) => setProblem(wordsOf(error)));
  };
  return (
    <div class="page">
      <header class="page-head">
        <h1>Subscriptions</h1>
        <div class="actions">
          <a class="button primary" href={`${to('subscriptions')}?new=1`}>
            New subscription
          </a>
        </div>
      </header>
      {problem && <p class="notice bad">{problem}</p>}
      {!all.length && <p class="soft">There are none: no procedure runs by itself.</p>}
      {all.length > 0 && (
        <table class="table">
          <thead>
            <tr>
              <th scope="col">When in group</th>
              <th scope="col">Something is</th>
              <th scope="col">Run</th>
              <th scope="col">On</th>
              <th scope="col">State</th>
              <th scope="col">
                <span class="visually-hidden">Do</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {all.map(one => {
              const group = groups.get(one.group);
              const procedure = procedures.get(one.procedure);
              const target = resources.get(one.target);
              return (
                <tr key={one.id}>
                  <th scope="row">
                    {group && <a href={to('groups', group.name ?? group.id)}>{group.name ?? group.id}</a>}
                  </th>
                  <td class="soft">{one.on?.join(', ') ?? 'created, updated, deleted or leaves'}</td>
                  <td>
                    {procedure && (
                      <a href={to('procedures', procedure.name ?? procedure.id)}>
                        {procedure.name ?? procedure.id}
                      </a>
                    )}
                  </td>
                  <td class="soft">{target && nameOf(target)}</td>
                  <td>
                    {one.held ? (
                      <span class="inline text-warn">
                        <Sign look="warn" /> {count(one.held, 'firing')} held back
                        {one.held_since && ` since ${ago(parse(one.held_since), now.value)}`}: it fires too
                        often
                      </span>
                    ) : (
                      <span class="quiet">{one.quiet ? `waits for quiet of ${one.quiet}` : 'waits'}</span>
                    )}
                  </td>
                  <td class="row-actions">
                    <button type="button" class="button bare small" onClick={() => void remove(one)}>
                      Delete
                    </button>
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
