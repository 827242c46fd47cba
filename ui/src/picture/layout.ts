import { Graph as Dagre, layout as dagre } from '@dagrejs/dagre';
import { type Graph, type Link, USERS } from './graph.ts';

export const BOX_WIDTH = 268;
export const BOX_HEIGHT = 156;
export const USERS_WIDTH = 64;
export const USERS_HEIGHT = 84;
export const DOOR_HEIGHT = 22;
const DOOR_GAP = 6;

/** Room between columns: for the doors of the next one and the links' curves. */
const COLUMN_GAP = 168;
export const ROW_GAP = 44;

export interface Place {
  /** The left upper corner. */
  x: number;
  y: number;
  width: number;
  height: number;
  /** How many links it is from the left. */
  column: number;
}

export interface Layout {
  places: Map<string, Place>;
  width: number;
  height: number;
}

/** Where things were before, by id: their middle. */
export type Before = Record<string, { column: number; y: number }>;

interface Spot {
  id: string;
  column: number;
  /** Its middle. */
  y: number;
  height: number;
}

/**
 * Lays boxes out in columns from the users to the right. What was there before, in the same column, stays at its place; what is new
 * takes the nearest free one to where it would be in a layout made from nothing.
 */
export function layOut(graph: Graph, before: Before = {}): Layout {
  const spots = stabilised(fresh(graph), before);
  return toLayout(spots);
}

function boxHeight(doors: number): number {
  return Math.max(BOX_HEIGHT, doors * (DOOR_HEIGHT + DOOR_GAP) + 40);
}

function fresh({ boxes, links }: Graph): Spot[] {
  const linked = new Set(links.flatMap(link => [link.from, link.to]));
  const heights = new Map(boxes.map(box => [box.id, boxHeight(box.doors.length)]));
  const spots: Spot[] = [];
  if (linked.size) {
    const graph = new Dagre({ multigraph: true })
      .setGraph({ rankdir: 'LR', nodesep: ROW_GAP, ranksep: COLUMN_GAP, ranker: 'network-simplex' })
      .setDefaultEdgeLabel(() => ({}));
    if (linked.has(USERS)) graph.setNode(USERS, { width: BOX_WIDTH, height: USERS_HEIGHT });
    for (const box of boxes) {
      if (linked.has(box.id))
        graph.setNode(box.id, { width: BOX_WIDTH, height: heights.get(box.id) ?? BOX_HEIGHT });
    }
    for (const link of links)
      graph.setEdge(link.from, link.to, { weight: link.from === USERS ? 2 : 1 }, link.id);
    // The users are on the left of everything, also of what nobody uses.
    if (linked.has(USERS)) {
      const used = new Set(links.map(link => link.to));
      for (const box of boxes) {
        if (linked.has(box.id) && !used.has(box.id))
          graph.setEdge(USERS, box.id, { weight: 0 }, `before ${box.id}`);
      }
    }
    dagre(graph);
    const xs = [...new Set(graph.nodes().map(id => Math.round(graph.node(id).x ?? 0)))].sort((a, b) => a - b);
    for (const id of graph.nodes()) {
      const node = graph.node(id);
      spots.push({
        id,
        column: xs.indexOf(Math.round(node.x ?? 0)),
        y: node.y ?? 0,
        height: id === USERS ? USERS_HEIGHT : (heights.get(id) ?? BOX_HEIGHT),
      });
    }
  }
  settle(spots, links);
  return [
    ...spots,
    ...lone(
      boxes.filter(box => !linked.has(box.id)).map(box => box.id),
      spots,
      heights,
    ),
  ];
}

const SWEEPS = 12;

/** Moves each box towards the middle of those that it is linked with, as far as its neighbours in the column let it. */
function settle(spots: Spot[], links: Link[]): void {
  const byId = new Map(spots.map(spot => [spot.id, spot]));
  const columns = new Map<number, Spot[]>();
  for (const spot of spots) columns.set(spot.column, [...(columns.get(spot.column) ?? []), spot]);
  for (const column of columns.values()) column.sort((a, b) => a.y - b.y);
  for (let sweep = 0; sweep < SWEEPS; sweep++) {
    for (const column of columns.values()) {
      const wanted = column.map(spot => {
        const linked = links.flatMap(link =>
          link.from === spot.id ? [link.to] : link.to === spot.id ? [link.from] : [],
        );
        const ys = linked.flatMap(id => byId.get(id)?.y ?? []);
        return ys.length ? ys.reduce((sum, y) => sum + y, 0) / ys.length : spot.y;
      });
      const ys = spread(
        wanted,
        column.map(spot => spot.height),
      );
      column.forEach((spot, i) => (spot.y = ys[i] ?? spot.y));
    }
  }
}

/** The places nearest to the wanted ones, in the same order, that leave room between boxes of these heights. */
function spread(wanted: number[], heights: number[]): number[] {
  // What each place would be if all boxes had no height; neighbours that want to pass each other meet in the middle.
  const offsets: number[] = [];
  heights.forEach((height, i) => {
    offsets.push(i === 0 ? 0 : (offsets[i - 1] ?? 0) + ((heights[i - 1] ?? 0) + height) / 2 + ROW_GAP);
  });
  const blocks: { sum: number; size: number }[] = [];
  wanted.forEach((y, i) => {
    blocks.push({ sum: y - (offsets[i] ?? 0), size: 1 });
    while (blocks.length > 1) {
      const [a, b] = [blocks.at(-2), blocks.at(-1)];
      if (!a || !b || a.sum / a.size <= b.sum / b.size) break;
      blocks.splice(-2, 2, { sum: a.sum + b.sum, size: a.size + b.size });
    }
  });
  return blocks
    .flatMap(block => Array<number>(block.size).fill(block.sum / block.size))
    .map((y, i) => y + (offsets[i] ?? 0));
}

/** What has no link stands in rows below the rest. */
function lone(ids: string[], spots: Spot[], heights: Map<string, number>): Spot[] {
  if (!ids.length) return [];
  const columns = Math.max(2, ...spots.map(spot => spot.column + 1), Math.ceil(Math.sqrt(ids.length * 0.8)));
  // The users' column is theirs.
  const first = spots.some(spot => spot.id === USERS) ? 1 : 0;
  const bottom = spots.length ? Math.max(...spots.map(spot => spot.y + spot.height / 2)) + ROW_GAP : 0;
  return ids.map((id, i) => ({
    id,
    column: first + (i % columns),
    y: bottom + BOX_HEIGHT / 2 + Math.floor(i / columns) * (BOX_HEIGHT + ROW_GAP),
    height: heights.get(id) ?? BOX_HEIGHT,
  }));
}

function stabilised(spots: Spot[], before: Before): Spot[] {
  const known = spots.filter(spot => before[spot.id]?.column === spot.column);
  if (!known.length) return spots;
  const kept = known.map(spot => ({ ...spot, y: before[spot.id]?.y ?? spot.y }));
  // How far what stays is from where it would be now; what is new moves along.
  const shifts = kept.map((spot, i) => spot.y - (known[i]?.y ?? spot.y)).sort((a, b) => a - b);
  const shift = shifts[Math.floor(shifts.length / 2)] ?? 0;
  // Two that grew towards each other: the lower one gives way like something new.
  const placed: Spot[] = [];
  const moving = spots.filter(spot => !known.includes(spot)).map(spot => ({ ...spot, y: spot.y + shift }));
  for (const spot of kept.sort((a, b) => a.y - b.y)) {
    if (isFree(spot, spot.y, placed)) placed.push(spot);
    else moving.push(spot);
  }
  for (const spot of moving.sort((a, b) => a.y - b.y)) placed.push({ ...spot, y: nearestFree(spot, placed) });
  return placed;
}

function isFree(spot: Spot, y: number, placed: Spot[]): boolean {
  return placed.every(
    other =>
      other.column !== spot.column ||
      Math.abs(other.y - y) >= (other.height + spot.height) / 2 + ROW_GAP - 0.5,
  );
}

function nearestFree(spot: Spot, placed: Spot[]): number {
  const candidates = [spot.y];
  for (const other of placed) {
    if (other.column !== spot.column) continue;
    const distance = (other.height + spot.height) / 2 + ROW_GAP;
    candidates.push(other.y - distance, other.y + distance);
  }
  const free = candidates.filter(y => isFree(spot, y, placed));
  return free.sort((a, b) => Math.abs(a - spot.y) - Math.abs(b - spot.y) || a - b)[0] ?? spot.y;
}

/** Columns begin right of the widest thing on their left; the users are narrower than a box. */
function toLayout(spots: Spot[]): Layout {
  const places = new Map<string, Place>();
  const usersAlone =
    spots.some(spot => spot.id === USERS) && !spots.some(spot => spot.column === 0 && spot.id !== USERS);
  const left = (column: number): number => {
    const step = BOX_WIDTH + COLUMN_GAP;
    return usersAlone && column > 0 ? column * step - (BOX_WIDTH - USERS_WIDTH) : column * step;
  };
  const top = Math.min(0, ...spots.map(spot => spot.y - spot.height / 2));
  let width = 0;
  let height = 0;
  for (const { id, column, y, height: boxHigh } of spots) {
    const wide = id === USERS ? USERS_WIDTH : BOX_WIDTH;
    const x = id === USERS && !usersAlone ? left(column) + BOX_WIDTH - USERS_WIDTH : left(column);
    places.set(id, { x, y: y - boxHigh / 2, width: wide, height: boxHigh, column });
    width = Math.max(width, x + wide);
    height = Math.max(height, y + boxHigh / 2);
  }
  return { places, width, height: height - top };
}

/** What to remember of a layout, so that the next one of the same picture is like it. */
export function remember(layout: Layout): Before {
  const before: Before = {};
  for (const [id, place] of layout.places)
    before[id] = { column: place.column, y: place.y + place.height / 2 };
  return before;
}

/** Where a door is: the middle of its left end. */
export function doorAt(place: Place, index: number, doors: number): { x: number; y: number } {
  const step = DOOR_HEIGHT + DOOR_GAP;
  return { x: place.x, y: place.y + place.height / 2 + (index - (doors - 1) / 2) * step };
}
