import { useComputed } from '@preact/signals';
import type { Resource } from '../api/types.ts';
import { fresh } from '../mirror/changes.ts';
import { lookup } from '../mirror/rollups.ts';
import { imageText, nameOf, shortName } from '../model/names.ts';
import type { Rollup } from '../model/rollup.ts';
import { type Look, lookOf, stateText } from '../model/status.ts';
import { signPath } from '../parts/Sign.tsx';
import type { Camera } from './camera.ts';
import { arrange, type Cell, type Cells } from './cells.ts';
import { bodyOf, type Detail, detailAt, letters, type Stage } from './geometry.ts';
import type { Place } from './layout.ts';
import { type Marked, type Pick, stopping } from './picking.ts';
import { fit } from './text.ts';

interface Props {
  rollup: Rollup;
  place: Place;
  camera: Camera | null;
  stage: Stage;
  selected: string | null;
  marked: Marked | null;
  pick: Pick | null;
}

/** The members of a group in its box, in as much detail as can be read. */
export function Members({ rollup, place, camera, stage, selected, marked, pick }: Props) {
  const cells = arrange(rollup.units, bodyOf(place, stage), lookup);
  const detail = useComputed((): Detail => {
    if (!camera) return 'dots';
    return isSeen(place, camera) ? detailAt(cells, camera.scale.value) : 'dots';
  }).value;
  if (!rollup.units.length) return null;
  if (detail === 'dots') return <Dots cells={cells} marked={marked} />;
  return <Names cells={cells} detail={detail} selected={selected} marked={marked} pick={pick} />;
}

function isSeen(place: Place, camera: Camera): boolean {
  const seen = camera.seen.value;
  return (
    place.x < seen.x + seen.width &&
    place.x + place.width > seen.x &&
    place.y < seen.y + seen.height &&
    place.y + place.height > seen.y
  );
}

/** All members as dots, one path for each look: thousands cost little. */
function Dots({ cells, marked }: { cells: Cells; marked: Marked | null }) {
  const r = Math.min(5, cells.height * 0.3, cells.width * 0.3);
  const paths = new Map<string, string>();
  for (const lane of cells.lanes) {
    for (const cell of lane.cells) {
      const key = `look-${lookOf(cell.one)}${marked?.members && !marked.members.has(cell.one.id) ? ' faint' : ''}`;
      const at = signPath(
        lookOf(cell.one),
        cell.x + Math.min(cells.width / 2, r + 2),
        cell.y + cells.height / 2,
        r,
      );
      paths.set(key, (paths.get(key) ?? '') + at);
    }
  }
  return (
    <g class="dots">
      {[...paths].map(([key, d]) => (
        <path key={key} class={key} d={d} />
      ))}
    </g>
  );
}

interface NamesProps {
  cells: Cells;
  detail: Detail;
  selected: string | null;
  marked: Marked | null;
  pick: Pick | null;
}

/** Members on their machines, by name or as cards. */
function Names({ cells, detail, selected, marked, pick }: NamesProps) {
  const head = cells.header * 0.62;
  return (
    <g class="lanes">
      {cells.lanes.map(lane => (
        <g key={lane.host?.id ?? ''}>
          <rect
            class="lane"
            x={lane.x}
            y={lane.y}
            width={lane.width}
            height={lane.height}
            rx={Math.min(4, lane.height * 0.06)}
          />
          <text
            class="lane-name"
            x={lane.x + cells.width * 0.05}
            y={lane.y + cells.header * 0.72}
            font-size={head}
            {...(lane.host && pick && { onClick: stopping(() => pick.member(lane.host?.id ?? '')) })}
          >
            {fit(lane.host ? nameOf(lane.host) : 'on no machine', lane.width * 0.9, head, 500)}
          </text>
          {lane.cells.map(cell => (
            <Member
              key={cell.one.id}
              cell={cell}
              width={cells.width}
              height={cells.height}
              detail={detail}
              selected={selected === cell.one.id}
              faint={Boolean(marked?.members && !marked.members.has(cell.one.id))}
              pick={pick}
            />
          ))}
        </g>
      ))}
    </g>
  );
}

interface MemberProps {
  cell: Cell;
  width: number;
  height: number;
  detail: Detail;
  selected: boolean;
  faint: boolean;
  pick: Pick | null;
}

function Member({ cell, width, height, detail, selected, faint, pick }: MemberProps) {
  const { one } = cell;
  const look = lookOf(one);
  const pad = Math.min(width, height) * 0.06;
  const [w, h] = [width - pad, height - pad];
  const size = letters({ width, height });
  const name = shortName(one, lookup);
  const common = {
    class: `member${selected ? ' selected' : ''}${faint ? ' faint' : ''}${fresh.value.has(one.id) ? ' fresh' : ''}`,
    transform: `translate(${cell.x} ${cell.y})`,
    'data-id': one.id,
    ...(pick && {
      role: 'button' as const,
      // A card says it itself.
      ...(detail === 'names' && { 'aria-label': `${name}, ${stateText(one)}` }),
      onClick: stopping(() => pick.member(one.id)),
    }),
  };
  const back = <rect class="member-back" width={w} height={h} rx={Math.min(w, h) * 0.1} />;
  if (detail === 'names') {
    const r = Math.min(size.name * 0.42, h * 0.25);
    const x = r * 2.2;
    return (
      <g {...common}>
        {back}
        <path class={`look-${look}`} d={signPath(look, x, h / 2, r)} />
        <text x={x + r * 2.1} y={h / 2 + size.name * 0.36} font-size={size.name}>
          {fit(name, w - x - r * 3, size.name)}
        </text>
      </g>
    );
  }
  return (
    <g {...common}>
      {back}
      <Card one={one} name={name} look={look} width={w} height={h} size={size.detail} />
    </g>
  );
}

function Card({
  one,
  name,
  look,
  width,
  height,
  size,
}: {
  one: Resource;
  name: string;
  look: Look;
  width: number;
  height: number;
  size: number;
}) {
  const left = width * 0.06;
  const room = width - 2 * left;
  const line = size * 1.42;
  const published = one.ports?.find(port => port.published);
  const lines = [
    stateText(one),
    imageText(one.image),
    one.addresses?.map(address => address.ip + (address.network ? ` (${address.network})` : '')).join(', ') ??
      '',
    one.ports?.length
      ? `port ${one.ports.map(port => port.port).join(', ')}${published ? ` → ${published.published}` : ''}`
      : '',
  ].filter(Boolean);
  const title = size * 1.25;
  const top = (height - title - lines.length * line) / 2 + title * 0.9;
  return (
    <>
      <path class={`look-${look}`} d={signPath(look, left + size * 0.4, top - title * 0.34, size * 0.44)} />
      <text class="card-name" x={left + size * 1.25} y={top} font-size={title}>
        {fit(name, room - size * 1.2, title, 600)}
      </text>
      {lines.map((text, i) => (
        <text
          key={i}
          class={i === 0 ? `card-state is-${look}` : 'card-line'}
          x={left}
          y={top + (i + 1) * line}
          font-size={size}
        >
          {fit(text, room, size)}
        </text>
      ))}
    </>
  );
}
