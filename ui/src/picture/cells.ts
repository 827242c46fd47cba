import type { Resource } from '../api/types.ts';
import { compareNames } from '../mirror/shelf.ts';
import { type Lookup, nameOf } from '../model/names.ts';

/** A member's place inside of its group's box. */
export interface Cell {
  one: Resource;
  x: number;
  y: number;
}

/** A machine, and those of the members that are on it. */
export interface Lane {
  /** The machine; null for what is on none. */
  host: Resource | null;
  x: number;
  y: number;
  width: number;
  height: number;
  cells: Cell[];
}

export interface Cells {
  lanes: Lane[];
  /** All cells are of one size. */
  width: number;
  height: number;
  /** Room for a machine's name at the top of its lane. */
  header: number;
}

export interface Area {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** A cell looks best when it is so many times as wide as high. */
const SHAPE = 2.6;
const HEADER = 0.2;
const GAP = 0.06;
/** A few members do not grow to fill the room of many. */
const LARGEST = { width: 116, height: 36 };

/**
 * Arranges members by the machine that they are on, in an area of fixed size: lanes in a grid, cells in a grid in each lane. Room is
 * planned in steps, so that one more or less mostly moves nobody.
 */
export function arrange(units: Resource[], area: Area, lookup: Lookup): Cells {
  const byHost = new Map<string, Resource[]>();
  for (const unit of units) {
    const host = unit.host ?? '';
    byHost.set(host, [...(byHost.get(host) ?? []), unit]);
  }
  const hosts = [...byHost.keys()]
    .map(id => ({ id, host: lookup(id) ?? null }))
    .sort((a, b) => compareNames(a.host ? nameOf(a.host) : '￿', b.host ? nameOf(b.host) : '￿'));
  const most = roomFor(Math.max(1, ...[...byHost.values()].map(list => list.length)));
  const places = Math.max(1, roomFor(hosts.length));
  const best = bestGrid(places, most, area);

  const lanes = hosts.map(({ id, host }, i): Lane => {
    const x = area.x + (i % best.columns) * best.laneWidth;
    const y = area.y + Math.floor(i / best.columns) * best.laneHeight;
    const inside = (byHost.get(id) ?? []).sort(
      (a, b) => compareNames(nameOf(a), nameOf(b)) || (a.id < b.id ? -1 : 1),
    );
    return {
      host,
      x: x + best.gap / 2,
      y: y + best.gap / 2,
      width: best.laneWidth - best.gap,
      height: best.laneHeight - best.gap,
      cells: inside.map((one, j) => ({
        one,
        x: x + best.gap + (j % best.cellColumns) * best.cellWidth,
        y: y + best.gap / 2 + best.header + Math.floor(j / best.cellColumns) * best.cellHeight,
      })),
    };
  });
  return { lanes, width: best.cellWidth, height: best.cellHeight, header: best.header };
}

interface Grid {
  columns: number;
  laneWidth: number;
  laneHeight: number;
  gap: number;
  header: number;
  cellColumns: number;
  cellWidth: number;
  cellHeight: number;
}

const grids = new Map<string, Grid>();

/** There are few areas and few steps of room: each is thought about once. */
function bestGrid(lanes: number, cells: number, area: Area): Grid {
  const key = `${lanes} ${cells} ${area.width} ${area.height}`;
  let grid = grids.get(key);
  if (!grid) grids.set(key, (grid = findGrid(lanes, cells, area)));
  return grid;
}

function findGrid(lanes: number, cells: number, area: Area): Grid {
  let best: Grid | null = null;
  let bestScore = 0;
  for (let columns = 1; columns <= lanes; columns++) {
    const laneWidth = area.width / columns;
    const laneHeight = area.height / Math.ceil(lanes / columns);
    const gap = Math.min(laneWidth, laneHeight) * GAP;
    const header = laneHeight * HEADER;
    const width = laneWidth - 2 * gap;
    const height = laneHeight - header - 1.5 * gap;
    for (let cellColumns = 1; cellColumns <= cells; cellColumns++) {
      const cellWidth = Math.min(LARGEST.width, width / cellColumns);
      const cellHeight = Math.min(LARGEST.height, height / Math.ceil(cells / cellColumns));
      const score = Math.min(cellWidth / SHAPE, cellHeight);
      if (score > bestScore) {
        bestScore = score;
        best = { columns, laneWidth, laneHeight, gap, header, cellColumns, cellWidth, cellHeight };
      }
    }
  }
  if (!best) throw new Error('an area without room');
  return best;
}

/** The next of 1, 2, 3, 4, 6, 8, 12, 16, 24, 32, ... */
export function roomFor(n: number): number {
  if (n <= 4) return n;
  let step = 4;
  while (step < n) {
    if (step * 1.5 >= n) return step * 1.5;
    step *= 2;
  }
  return step;
}
