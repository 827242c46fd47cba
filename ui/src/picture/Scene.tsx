import { useMemo } from 'preact/hooks';
import { rollupOf } from '../mirror/rollups.ts';
import type { Camera } from './camera.ts';
import { Doors, doorSize } from './Doors.tsx';
import { DOOR_INSIDE, type Stage } from './geometry.ts';
import { type Graph, type Link, USERS } from './graph.ts';
import { type Layout, type Place, USERS_HEIGHT, USERS_WIDTH } from './layout.ts';
import { GroupBox } from './GroupBox.tsx';
import type { Marked, Pick } from './picking.ts';
import { type Route, routes } from './routes.ts';
import { lettersVersion } from './text.ts';

interface Props {
  graph: Graph;
  layout: Layout;
  camera: Camera | null;
  /** How boxes are drawn where there is no camera. */
  stage?: Stage;
  selected: string | null;
  marked: Marked | null;
  pick: (Pick & { link(id: string): void }) | null;
}

/** An application: links below, then the users, the groups, and the doors at which links end. */
export function Scene({ graph, layout, camera, stage = 'middle', selected, marked, pick }: Props) {
  const letters = lettersVersion.value;
  const curves = useMemo(() => {
    const doors = new Map(
      graph.boxes.flatMap(box => box.doors.map(door => [`${box.id} ${door.service}`, door] as const)),
    );
    return routes(graph, layout, (box, service) => {
      const door = doors.get(`${box} ${service}`);
      return door ? doorSize(door) - DOOR_INSIDE + 3 : 0;
    });
  }, [graph, layout, letters]);
  const byId = new Map(graph.links.map(link => [link.id, link]));
  const names = new Map(graph.boxes.map(box => [box.id, box.name]));
  const users = layout.places.get(USERS);
  const isFaint = (id: string): boolean => marked !== null && !marked.boxes.has(id);
  return (
    <>
      <g class="links">
        {curves.map(route => {
          const link = byId.get(route.id);
          if (!link) return null;
          const faint = isFaint(link.from) || isFaint(link.to);
          const label = `${names.get(link.from) ?? 'users'} to ${names.get(link.to) ?? ''}, ${link.service}`;
          return (
            <LinkLine
              key={route.id}
              link={link}
              route={route}
              faint={faint}
              selected={selected === link.id}
              label={label}
              pick={pick}
            />
          );
        })}
      </g>
      {users && <Users place={users} faint={isFaint(USERS)} />}
      {graph.boxes.map(box => {
        const place = layout.places.get(box.id);
        if (!place) return null;
        return (
          <g key={box.id}>
            <GroupBox
              box={box}
              place={place}
              camera={camera}
              stage={stage}
              selected={selected}
              marked={marked}
              pick={pick}
            />
            <Doors box={box} place={place} camera={camera} stage={stage} faint={isFaint(box.id)} />
          </g>
        );
      })}
    </>
  );
}

interface LineProps {
  link: Link;
  route: Route;
  faint: boolean;
  selected: boolean;
  label: string;
  pick: Props['pick'];
}

/** A link takes on how the group is that it leads to. */
function LinkLine({ link, route, faint, selected, label, pick }: LineProps) {
  const condition = rollupOf(link.to).value.condition;
  const end = / (-?[\d.]+) (-?[\d.]+)$/.exec(route.path.replace(/[CL]/g, ' '));
  const [x, y] = [Number(end?.[1] ?? 0), Number(end?.[2] ?? 0)];
  return (
    <g
      class={`link is-${condition}${faint ? ' faint' : ''}${selected ? ' selected' : ''}`}
      {...(pick && { onClick: (event: Event) => (event.stopPropagation(), pick.link(link.id)) })}
    >
      {pick && (
        <path class="link-reach" d={route.path}>
          <title>{label}</title>
        </path>
      )}
      <path class="link-line" d={route.path} />
      <path class="link-head" d={`M${x - 7} ${y - 4.5}L${x} ${y}L${x - 7} ${y + 4.5}`} />
    </g>
  );
}

function Users({ place, faint }: { place: Place; faint: boolean }) {
  return (
    <g class={`users${faint ? ' faint' : ''}`} transform={`translate(${place.x} ${place.y})`}>
      <circle cx={USERS_WIDTH / 2} cy={USERS_WIDTH / 2} r={USERS_WIDTH / 2} />
      <path d="M21 44c.6-6.4 5-9.6 11-9.6s10.400 3.200 11 9.600M32 30.500a6.200 6.200 0 1 0 0-12.400 6.200 6.200 0 0 0 0 12.400zM14.500 41c.4-4 2.600-6.600 5.700-7.600M18.600 29.400a4.600 4.600 0 1 1 2.600-8.400M49.500 41c-.4-4-2.600-6.600-5.700-7.600M45.400 29.400a4.600 4.600 0 1 0-2.600-8.400" />
      <text x={USERS_WIDTH / 2} y={USERS_HEIGHT - 1} text-anchor="middle" font-size={13}>
        Users
      </text>
    </g>
  );
}
