import type { ComponentChildren } from 'preact';
import type { Resource } from '../api/types.ts';
import { changes } from '../mirror/changes.ts';
import { isStale, lookup, rollupOf } from '../mirror/rollups.ts';
import { agents, members, membersOf, resources } from '../mirror/world.ts';
import { count, imageText, nameOf, shortName, typeName } from '../model/names.ts';
import { countsText, SEVERITY, versionsText } from '../model/rollup.ts';
import { lookOf, stateText } from '../model/status.ts';
import { ago, now, parse } from '../parts/clock.ts';
import { Icon } from '../parts/icons.tsx';
import { pageOf, ResourceLine } from '../parts/ResourceLine.tsx';
import { to } from '../parts/router.ts';
import { LOOK_OF, Sign } from '../parts/Sign.tsx';
import { type Graph, type Link, reach, USERS } from './graph.ts';

interface Props {
  graph: Graph;
  selected: string;
  select: (id: string | null) => void;
}

/** The sheet about what is selected in a picture. */
export function Inspector({ graph, selected, select }: Props) {
  void resources.version.value;
  const box = graph.boxes.find(one => one.id === selected);
  if (box) return <GroupSheet graph={graph} id={selected} select={select} />;
  const link = graph.links.find(one => one.id === selected);
  if (link) return <LinkSheet graph={graph} link={link} select={select} />;
  const one = resources.get(selected);
  return one ? <ResourceSheet one={one} graph={graph} select={select} /> : null;
}

function Sheet({
  title,
  sign,
  select,
  children,
}: {
  title: ComponentChildren;
  sign: ComponentChildren;
  select: Props['select'];
  children: ComponentChildren;
}) {
  return (
    <aside class="inspector" aria-label="About what is selected">
      <header>
        {sign}
        <h2>{title}</h2>
        <button type="button" class="button bare small icon" aria-label="Close" onClick={() => select(null)}>
          <Icon name="close" />
        </button>
      </header>
      {children}
    </aside>
  );
}

const SHOWN = 8;

function GroupSheet({ graph, id, select }: { graph: Graph; id: string; select: Props['select'] }) {
  const box = graph.boxes.find(one => one.id === id);
  const rollup = rollupOf(id).value;
  if (!box) return null;
  const machines = new Set(rollup.units.map(one => one.host).filter(Boolean));
  const recent = changes.value
    .filter(
      one => one.group?.id === id || (one.kind === 'resource' && members.of(id).has(one.id) && one.detail),
    )
    .slice(0, 5);
  const inTrouble = rollup.units.filter(one => lookOf(one) === 'bad' || lookOf(one) === 'busy');
  const listed = (inTrouble.length ? inTrouble : rollup.units).slice(0, SHOWN);
  return (
    <Sheet
      title={<a href={to('groups', box.name)}>{box.name}</a>}
      sign={<Sign look={LOOK_OF[rollup.condition]} />}
      select={select}
    >
      <section>
        {rollup.reason && <p class={TEXT_OF[rollup.condition] ?? ''}>{rollup.reason}</p>}
        <dl class="facts">
          <dt>Members</dt>
          <dd>{rollup.units.length ? countsText(rollup.counts) : 'none'}</dd>
          {machines.size > 0 && (
            <>
              <dt>Machines</dt>
              <dd>{machines.size}</dd>
            </>
          )}
          {rollup.versions.length > 0 && (
            <>
              <dt>Runs</dt>
              <dd>{versionsText(rollup.versions)}</dd>
            </>
          )}
          {box.group.services.length > 0 && (
            <>
              <dt>Services</dt>
              <dd>{box.group.services.map(one => `${one.name} ${one.port}/${one.protocol}`).join(', ')}</dd>
            </>
          )}
        </dl>
      </section>
      <Neighbours graph={graph} id={id} select={select} />
      {listed.length > 0 && (
        <section>
          <h3>{inTrouble.length ? 'Changing or in trouble' : 'Members'}</h3>
          <ul class="rows">
            {listed.map(one => (
              <li key={one.id}>
                <button type="button" class="row-button" onClick={() => select(one.id)}>
                  <MemberRow one={one} />
                </button>
              </li>
            ))}
          </ul>
          {membersOf(id).length > listed.length && (
            <p>
              <a href={to('groups', box.name)}>All {count(membersOf(id).length, 'member')}</a>
            </p>
          )}
        </section>
      )}
      {recent.length > 0 && (
        <section>
          <h3>Lately</h3>
          <ul class="rows">
            {recent.map(one => (
              <li key={one.key}>
                <span class="cut">
                  {one.name} <span class="soft">{one.detail || one.what}</span>
                </span>
                <span class="end">{ago(one.at, now.value)}</span>
              </li>
            ))}
          </ul>
        </section>
      )}
    </Sheet>
  );
}

function MemberRow({ one }: { one: Resource }) {
  const host = resources.get(one.host);
  return (
    <>
      <Sign look={lookOf(one)} title={stateText(one)} />
      <span class="cut">{shortName(one, lookup)}</span>
      <span class="end">{host ? nameOf(host) : one.status}</span>
    </>
  );
}

const TEXT_OF: Record<string, string> = { trouble: 'text-warn', down: 'text-bad', busy: 'text-busy' };

/** Who would notice if it failed, and what it needs itself. */
function Neighbours({ graph, id, select }: { graph: Graph; id: string; select: Props['select'] }) {
  const up = reach(graph.links, id, 'up');
  const down = reach(graph.links, id, 'down');
  if (!up.size && !down.size) return null;
  const direct = (direction: 'from' | 'to'): Set<string> =>
    new Set(
      graph.links
        .filter(link => link[direction === 'from' ? 'to' : 'from'] === id)
        .map(link => link[direction]),
    );
  return (
    <section>
      <Side title="Needed by" ids={up} direct={direct('from')} graph={graph} select={select} />
      <Side title="Needs" ids={down} direct={direct('to')} graph={graph} select={select} />
    </section>
  );
}

function Side({
  title,
  ids,
  direct,
  graph,
  select,
}: {
  title: string;
  ids: Set<string>;
  direct: Set<string>;
  graph: Graph;
  select: Props['select'];
}) {
  if (!ids.size) return null;
  const named = [...ids]
    .map(id => ({
      id,
      name: id === USERS ? 'the users' : (graph.boxes.find(box => box.id === id)?.name ?? id),
    }))
    .sort((a, b) => Number(direct.has(b.id)) - Number(direct.has(a.id)));
  return (
    <p class="side">
      <span class="quiet">{title} </span>
      {named.map(({ id, name }, i) => (
        <span key={id} class={direct.has(id) ? '' : 'quiet'}>
          {i > 0 && ', '}
          {id === USERS ? name : <Worst id={id} name={name} select={select} />}
        </span>
      ))}
    </p>
  );
}

function Worst({ id, name, select }: { id: string; name: string; select: Props['select'] }) {
  const { condition } = rollupOf(id).value;
  return (
    <button
      type="button"
      class={`text-button ${SEVERITY[condition] >= 4 ? (TEXT_OF[condition] ?? '') : ''}`}
      onClick={() => select(id)}
    >
      {name}
    </button>
  );
}

function LinkSheet({ graph, link, select }: { graph: Graph; link: Link; select: Props['select'] }) {
  const target = graph.boxes.find(box => box.id === link.to);
  const source = graph.boxes.find(box => box.id === link.from);
  const service = target?.group.services.find(one => one.name === link.service);
  const { condition, reason } = rollupOf(link.to).value;
  return (
    <Sheet
      title={`${source?.name ?? 'Users'} → ${target?.name ?? ''}`}
      sign={<Sign look={LOOK_OF[condition]} />}
      select={select}
    >
      <section>
        <dl class="facts">
          <dt>Service</dt>
          <dd>{link.service}</dd>
          <dt>Port</dt>
          <dd>
            {service
              ? `${service.port}/${service.protocol}`
              : `${target?.name ?? 'The group'} has no service of this name`}
          </dd>
        </dl>
        {reason && (
          <p class={TEXT_OF[condition] ?? 'soft'}>
            {target?.name}: {reason}
          </p>
        )}
      </section>
      <section class="rows">
        {[source, target].map(
          box =>
            box && (
              <button key={box.id} type="button" class="row-button" onClick={() => select(box.id)}>
                <Sign look={LOOK_OF[rollupOf(box.id).value.condition]} />
                <span class="cut">{box.name}</span>
              </button>
            ),
        )}
      </section>
    </Sheet>
  );
}

function ResourceSheet({ one, graph, select }: { one: Resource; graph: Graph; select: Props['select'] }) {
  const agent = agents.get(one.owner);
  const host = resources.get(one.host);
  const parent = resources.get(one.parent);
  const hosted = resources.hostedBy(one.id);
  const shared = hosted.filter(each => graph.boxes.some(box => members.of(box.id).has(each.id)));
  return (
    <Sheet title={<a href={pageOf(one)}>{nameOf(one)}</a>} sign={<Sign look={lookOf(one)} />} select={select}>
      <section>
        <dl class="facts">
          <dt>Is</dt>
          <dd>
            {typeName(one.type)}, {stateText(one)}
          </dd>
          {one.image && (
            <>
              <dt>Image</dt>
              <dd>{imageText(one.image)}</dd>
            </>
          )}
          {host && (
            <>
              <dt>Machine</dt>
              <dd>
                <button type="button" class="text-button" onClick={() => select(host.id)}>
                  {nameOf(host)}
                </button>
              </dd>
            </>
          )}
          {parent && (
            <>
              <dt>Part of</dt>
              <dd>
                <a href={pageOf(parent)}>{nameOf(parent)}</a>
              </dd>
            </>
          )}
          {one.addresses && (
            <>
              <dt>Addresses</dt>
              <dd>
                {one.addresses
                  .map(address => address.ip + (address.network ? ` in ${address.network}` : ''))
                  .join(', ')}
              </dd>
            </>
          )}
          {one.ports && (
            <>
              <dt>Ports</dt>
              <dd>
                {one.ports
                  .map(port => `${port.port}/${port.protocol}${port.published ? ` → ${port.published}` : ''}`)
                  .join(', ')}
              </dd>
            </>
          )}
          {one.created && (
            <>
              <dt>Created</dt>
              <dd>{ago(parse(one.created), now.value)}</dd>
            </>
          )}
          {agent && (
            <>
              <dt>Seen by</dt>
              <dd class={isStale(one) ? 'text-warn' : ''}>
                {agent.name ?? agent.id}
                {isStale(one) && `, silent: last sign ${ago(parse(agent.heartbeat), now.value)}`}
              </dd>
            </>
          )}
        </dl>
      </section>
      {shared.length > 0 && (
        <section>
          <h3>Here, of this application</h3>
          <ul class="rows">
            {shared.slice(0, 12).map(each => (
              <li key={each.id}>
                <ResourceLine one={each} end={each.status} />
              </li>
            ))}
          </ul>
        </section>
      )}
      <section>
        <a class="button" href={pageOf(one)}>
          All about it
        </a>
      </section>
    </Sheet>
  );
}
