import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { at, get } from '../api/http.ts';
import type { Resource, StormEvent, WholeResource } from '../api/types.ts';
import { changes } from '../mirror/changes.ts';
import { isStale } from '../mirror/rollups.ts';
import { agents, groups, members, resources } from '../mirror/world.ts';
import { count, imageOf, nameOf, typeName } from '../model/names.ts';
import { lookOf, stateText } from '../model/status.ts';
import { ago, now, parse } from '../parts/clock.ts';
import { JsonTree } from '../parts/JsonTree.tsx';
import { useLoad } from '../parts/load.ts';
import { pageOf, ResourceLine } from '../parts/ResourceLine.tsx';
import { to } from '../parts/router.ts';
import { Sign } from '../parts/Sign.tsx';
import { byTypeAndName } from './order.ts';
import { Why } from './Why.tsx';

const LISTED = 200;

/** All about one resource. */
export function ResourceView({ one }: { one: Resource }) {
  // The mirror has a new object whenever it has changed.
  const { value: whole, problem } = useLoad<WholeResource>(
    signal => get(at('/v1/resources', one.id), signal),
    [one],
  );
  const ancestors = ancestorsOf(one);
  const children = resources.childrenOf(one.id).sort(byTypeAndName);
  const hosted = resources.hostedBy(one.id).sort(byTypeAndName);
  return (
    <div class="page">
      {ancestors.length > 0 && (
        <nav class="crumbs" aria-label="Part of">
          {ancestors.map(each => (
            <span key={each.id}>
              <a href={pageOf(each)}>{nameOf(each)}</a> ›
            </span>
          ))}
        </nav>
      )}
      <header class="page-head">
        <div>
          <h1>{nameOf(one)}</h1>
          <p class="summary">
            <Sign look={lookOf(one)} /> {stateText(one)} <span class="quiet">{typeName(one.type)}</span>
          </p>
        </div>
      </header>
      {isStale(one) && (
        <p class="notice">
          This is how it was seen last: its agent {agents.get(one.owner)?.name ?? one.owner} is silent since{' '}
          {ago(parse(agents.get(one.owner)?.heartbeat ?? ''), now.value)}.
        </p>
      )}
      <div class="two-columns">
        <div>
          <Facts one={one} />
          <Groups one={one} />
          <section class="block">
            <h2>Snapshot</h2>
            <p class="quiet block-hint">
              What the cloud itself says. Copy a value as a clause of a query with its button or Enter.
            </p>
            {problem && <p class="notice bad">{problem}</p>}
            {whole &&
              (Object.keys(whole.snapshot).length ? (
                <JsonTree value={whole.snapshot} path="snapshot" />
              ) : (
                <p class="soft">It is empty.</p>
              ))}
          </section>
        </div>
        <aside>
          <Lines title="Parts" list={children} end={each => each.status} />
          {hosted.some(each => each.parent !== one.id) && (
            <Lines title="Runs here" list={hosted} end={each => each.status} />
          )}
          <History one={one} />
        </aside>
      </div>
    </div>
  );
}

function ancestorsOf(one: Resource): Resource[] {
  const found: Resource[] = [];
  let at = resources.get(one.parent);
  while (at && !found.includes(at) && at !== one) {
    found.unshift(at);
    at = resources.get(at.parent);
  }
  return found;
}

function Facts({ one }: { one: Resource }) {
  const reference = (id: string | null): ComponentChildren => {
    const other = resources.get(id);
    return other && <a href={pageOf(other)}>{nameOf(other)}</a>;
  };
  const agent = agents.get(one.owner);
  const image = one.image ? imageOf(one.image) : null;
  const facts: [string, ComponentChildren][] = [
    ['Names', one.names.length > 1 && one.names.map(name => <div key={name}>{name}</div>)],
    [
      'Image',
      image && <span title={one.image ?? ''}>{image.name + (image.tag ? `:${image.tag}` : '')}</span>,
    ],
    ['Machine', reference(one.host)],
    ['Cluster', reference(one.cluster)],
    [
      'Addresses',
      one.addresses?.map(each => (
        <div key={each.ip}>{each.ip + (each.network ? ` in ${each.network}` : '')}</div>
      )),
    ],
    [
      'Ports',
      one.ports?.map(each => (
        <div key={`${each.port} ${each.protocol} ${each.published}`}>
          {each.port}/{each.protocol}
          {each.published !== undefined &&
            ` published as ${each.address ? `${each.address}:` : ''}${each.published}`}
        </div>
      )),
    ],
    [
      'Labels',
      one.labels &&
        Object.entries(one.labels).map(([key, value]) => (
          <div key={key}>
            {key}={value}
          </div>
        )),
    ],
    ['Region', one.region],
    ['Created', one.created && <span title={one.created}>{ago(parse(one.created), now.value)}</span>],
    [
      'Seen by',
      agent && (
        <a href={`${to('resources')}?owner=${encodeURIComponent(agent.id)}`}>{agent.name ?? agent.id}</a>
      ),
    ],
    ['Native id', one.native_id && <span class="mono">{one.native_id}</span>],
    ['Id', <span class="mono">{one.id}</span>],
  ];
  return (
    <section class="block">
      <dl class="facts">
        {facts.map(
          ([title, value]) =>
            value && (
              <div key={title} class="fact">
                <dt>{title}</dt>
                <dd>{value}</dd>
              </div>
            ),
        )}
      </dl>
    </section>
  );
}

function Groups({ one }: { one: Resource }) {
  void members.version.value;
  const [open, setOpen] = useState<string | null>(null);
  const [other, setOther] = useState('');
  const inside = [...members.groupsOf(one.id)].flatMap(id => groups.get(id) ?? []);
  const outside = groups.sorted().filter(group => !members.groupsOf(one.id).includes(group.id));
  return (
    <section class="block">
      <h2>Groups</h2>
      {!inside.length && <p class="soft">It is in no group.</p>}
      <ul>
        {inside.map(group => (
          <li key={group.id} class="why-line">
            <a href={to('groups', group.name ?? group.id)}>{group.name ?? group.id}</a>
            <button
              type="button"
              class="button small bare"
              aria-expanded={open === group.id}
              onClick={() => setOpen(open === group.id ? null : group.id)}
            >
              Why?
            </button>
            {open === group.id && <Why group={group.id} resource={one.id} />}
          </li>
        ))}
      </ul>
      {outside.length > 0 && (
        <p class="why-not">
          <label>
            <span class="quiet">Why is it not in</span>{' '}
            <select class="select" value={other} onChange={event => setOther(event.currentTarget.value)}>
              <option value="">choose a group</option>
              {outside.map(group => (
                <option key={group.id} value={group.id}>
                  {group.name ?? group.id}
                </option>
              ))}
            </select>
          </label>
        </p>
      )}
      {other && groups.get(other) && !members.groupsOf(one.id).includes(other) && (
        <Why group={other} resource={one.id} />
      )}
    </section>
  );
}

function Lines({ title, list, end }: { title: string; list: Resource[]; end: (one: Resource) => string }) {
  if (!list.length) return null;
  return (
    <section class="block">
      <h2>
        {title} <span class="quiet number">{list.length}</span>
      </h2>
      <ul class="rows">
        {list.slice(0, LISTED).map(each => (
          <li key={each.id}>
            <ResourceLine one={each} end={end(each)} />
          </li>
        ))}
      </ul>
      {list.length > LISTED && <p class="quiet">and {count(list.length - LISTED, 'more', 'more')}</p>}
    </section>
  );
}

function History({ one }: { one: Resource }) {
  const live = changes.value.filter(change => change.id === one.id);
  const { value } = useLoad<StormEvent[]>(
    signal => get(`/v1/events?entity_id=${encodeURIComponent(one.id)}&count=50&date=true`, signal),
    [one.id],
  );
  const known = new Set(live.map(change => change.key));
  const lines = [
    ...live.map(change => ({
      key: change.key,
      at: change.at,
      text: change.group ? `${change.what} ${change.group.name}` : change.detail || change.what,
    })),
    ...(value ?? [])
      .filter(event => !known.has(`e${event.id}`))
      .map(event => ({ key: `e${event.id}`, at: Date.parse(event.date ?? ''), text: event.event_type })),
  ].sort((a, b) => b.at - a.at);
  if (!lines.length) return null;
  return (
    <section class="block">
      <h2>History</h2>
      <ul class="rows">
        {lines.slice(0, 40).map(line => (
          <li key={line.key}>
            <span class="cut">{line.text}</span>
            <time class="end" title={new Date(line.at).toLocaleString()}>
              {ago(line.at, now.value)}
            </time>
          </li>
        ))}
      </ul>
    </section>
  );
}
