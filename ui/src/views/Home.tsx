import type { Agent, Resource } from '../api/types.ts';
import { changes } from '../mirror/changes.ts';
import { allSummed, lookup, rollupOf, rollUpAll } from '../mirror/rollups.ts';
import { compareNames } from '../mirror/shelf.ts';
import { agents, apps, groups, members, resources } from '../mirror/world.ts';
import { count, nameOf, shortName } from '../model/names.ts';
import { countsText, SEVERITY } from '../model/rollup.ts';
import { LOOKS, lookOf, stateText } from '../model/status.ts';
import { ago, age, now, parse } from '../parts/clock.ts';
import { Icon } from '../parts/icons.tsx';
import { pageOf } from '../parts/ResourceLine.tsx';
import { to } from '../parts/router.ts';
import { LOOK_OF, Sign, signPath } from '../parts/Sign.tsx';
import { ChangeLine } from './ChangeLine.tsx';
import { MiniPicture } from './MiniPicture.tsx';

/** What runs, what does not, and what changed. */
export function Home() {
  void apps.version.value;
  void groups.version.value;
  const all = apps.sorted();
  return (
    <div class="page home">
      <Headline />
      <div class="home-grid">
        <div class="home-main">
          {all.length ? (
            <section class={`pictures${all.length === 1 ? ' single' : ''}`} aria-label="Applications">
              {all.map(app => (
                <MiniPicture key={app.id} app={app} />
              ))}
            </section>
          ) : (
            <NoApplications />
          )}
          <Clusters />
        </div>
        <aside class="home-side">
          <Attention />
          <Agents />
          <Lately />
        </aside>
      </div>
    </div>
  );
}

function Headline() {
  void members.version.value;
  void resources.version.value;
  if (!allSummed.value) return <header class="page-head headline" />;
  const troubled = groups.sorted().filter(group => SEVERITY[rollupOf(group.id).value.condition] >= 4);
  const { counts } = rollUpAll([...resources.values()].filter(one => one.image));
  const text = troubled.length
    ? `${count(troubled.length, 'group needs', 'groups need')} attention`
    : resources.size
      ? counts.bad
        ? `${count(counts.bad, 'resource is', 'resources are')} in trouble`
        : 'Everything runs'
      : 'Nothing is known yet';
  return (
    <header class="page-head">
      <div>
        <h1>{text}</h1>
        <p class="soft headline-counts">
          {countsText(counts) && <>{countsText(counts)}, of </>}
          <a href={to('resources')}>{count(resources.size, 'resource')}</a>
        </p>
      </div>
      <div class="actions">
        <a class="button" href={to('import')}>
          <Icon name="import" /> Import
        </a>
      </div>
    </header>
  );
}

function NoApplications() {
  return (
    <section class="card invitation">
      <h2>Draw your first application</h2>
      <p class="soft">
        An application says which groups there are, which services they expose, and who uses whom:
      </p>
      <pre class="sample">{SAMPLE}</pre>
      <p>
        <a class="button primary" href={to('import')}>
          <Icon name="import" /> Write or import one
        </a>
      </p>
    </section>
  );
}

const SAMPLE = `application:
  name: blog
  groups:
    - name: frontend
      query: {image: {$regex: '^wordpress:'}}
      services: [{name: http, port: 80}]
    - name: database
      query: {image: {$regex: '^mysql:'}}
      services: [{name: mysql, port: 3306}]
  expose: ['frontend[http]']
  links: ['frontend => database[mysql]']`;

function Attention() {
  void members.version.value;
  if (!allSummed.value) return null;
  const troubled = groups
    .sorted()
    .map(group => ({ group, rollup: rollupOf(group.id).value }))
    .filter(({ rollup }) => SEVERITY[rollup.condition] >= 3 || rollup.stale > 0)
    .sort((a, b) => SEVERITY[b.rollup.condition] - SEVERITY[a.rollup.condition]);
  if (!troubled.length) return null;
  return (
    <section aria-label="Groups with trouble">
      <h2>Groups with trouble</h2>
      <ul class="list">
        {troubled.slice(0, 12).map(({ group, rollup }) => (
          <li key={group.id}>
            <a class="two-lines plain-link" href={to('groups', group.name ?? group.id)}>
              <Sign look={LOOK_OF[rollup.condition]} title={rollup.condition} />
              <span>
                <b>{group.name ?? group.id}</b>
                <span class="soft">{rollup.reason}</span>
              </span>
            </a>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Agents() {
  void agents.version.value;
  const all = agents.sorted();
  return (
    <section aria-label="Agents">
      <h2>Agents</h2>
      {!all.length && <p class="soft">None has registered: nothing is seen.</p>}
      <ul class="list">
        {all.map(agent => (
          <li key={agent.id}>
            <AgentLine agent={agent} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function AgentLine({ agent }: { agent: Agent }) {
  const beat = parse(agent.heartbeat);
  const online = agent.status === 'online';
  return (
    <a class="two-lines plain-link" href={`${to('resources')}?owner=${encodeURIComponent(agent.id)}`}>
      <Sign look={online ? (agent.message ? 'warn' : 'ok') : 'bad'} title={agent.status} />
      <span>
        <b>{agent.name ?? agent.id}</b>
        <span class={online ? 'soft' : 'text-bad'}>
          {agent.type},{' '}
          {online ? `last sign ${ago(beat, now.value)}` : `silent; its data is ${age(beat, now.value)} old`}
        </span>
        {agent.message && <span class="text-warn">{agent.message}</span>}
      </span>
    </a>
  );
}

const LATELY = 14;

function Lately() {
  // Of what changes again and again, the last is enough here.
  const seen = new Set<string>();
  const latest = changes.value.filter(one => !seen.has(one.id) && seen.add(one.id)).slice(0, LATELY);
  return (
    <section aria-label="Lately">
      <h2>
        Lately <a href={to('events')}>all</a>
      </h2>
      {!latest.length && <p class="soft">Nothing has happened yet.</p>}
      <ul class="list">
        {latest.map(change => (
          <li key={change.key}>
            <ChangeLine change={change} />
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Each cluster with its machines, and on each what runs there. */
function Clusters() {
  void resources.version.value;
  const machines = new Map<string, Resource[]>();
  for (const one of resources.values()) {
    const isMachine =
      resources.hostedBy(one.id).length > 0 || /-(node|vm|server|instance|host)$/.test(one.type);
    if (!isMachine) continue;
    const cluster = one.cluster ?? '';
    machines.set(cluster, [...(machines.get(cluster) ?? []), one]);
  }
  const clusters = [...machines].map(([id, nodes]) => ({ id, cluster: resources.get(id), nodes }));
  if (!clusters.length) return null;
  return (
    <section aria-label="Machines" class="clusters">
      {clusters
        .sort((a, b) =>
          compareNames(a.cluster ? nameOf(a.cluster) : '￿', b.cluster ? nameOf(b.cluster) : '￿'),
        )
        .map(({ id, cluster, nodes }) => (
          <div key={id}>
            <h2>
              {cluster ? <a href={pageOf(cluster)}>{nameOf(cluster)}</a> : 'Machines'}{' '}
              <span class="quiet">{count(nodes.length, 'machine')}</span>
            </h2>
            <div class="machines">
              {nodes
                .sort((a, b) => compareNames(nameOf(a), nameOf(b)))
                .slice(0, MACHINES)
                .map(node => (
                  <Machine key={node.id} node={node} />
                ))}
            </div>
            {nodes.length > MACHINES && (
              <p class="soft">
                <a href={`${to('resources')}?cluster=${encodeURIComponent(id)}`}>
                  and {count(nodes.length - MACHINES, 'more machine')}
                </a>
              </p>
            )}
          </div>
        ))}
    </section>
  );
}

const MACHINES = 120;
const DOT = 12;
const PER_ROW = 11;
const DOTS = 66;

function Machine({ node }: { node: Resource }) {
  // Like beside like; what is in which order besides, nobody can see.
  const units = rollUpAll(resources.hostedBy(node.id)).units;
  const carried = LOOKS.flatMap(look => units.filter(one => lookOf(one) === look));
  const shown = carried.slice(0, DOTS);
  const zone = node.labels?.['zone'] ?? node.region;
  return (
    <a
      class="machine card plain-link"
      href={pageOf(node)}
      title={shown.map(one => `${shortName(one, lookup)}: ${stateText(one)}`).join('\n')}
    >
      <span class="machine-name">
        <Sign look={lookOf(node)} title={stateText(node)} />
        <span class="cut">{nameOf(node)}</span>
        {zone && <span class="quiet zone">{zone}</span>}
      </span>
      <svg
        width={PER_ROW * DOT}
        height={Math.max(1, Math.ceil(shown.length / PER_ROW)) * DOT}
        role="img"
        aria-label={`carries ${carried.length}`}
      >
        {LOOKS.map(look => {
          const d = shown
            .map((one, i) =>
              lookOf(one) === look
                ? signPath(look, (i % PER_ROW) * DOT + 6, Math.floor(i / PER_ROW) * DOT + 6, 3.6)
                : '',
            )
            .join('');
          return d && <path key={look} class={`look-${look}`} d={d} />;
        })}
      </svg>
      {carried.length > DOTS && <span class="quiet">and {carried.length - DOTS} more</span>}
    </a>
  );
}
