import { type Graph, USERS } from './graph.ts';
import { doorAt, type Layout, type Place, ROW_GAP } from './layout.ts';

export interface Route {
  id: string;
  /** An SVG path, from the right side of where the link begins to the door at which it ends. */
  path: string;
}

interface Point {
  x: number;
  y: number;
}

const LANE = 7;
const TURN = 46;

/**
 * The links' curves. They begin spread over the right side, in the order of where they go, and pass through the gaps between the
 * boxes of the columns on their way, each in a lane of its own.
 *
 * @param doorWidth how far the door of a service stands out to the left of its box
 */
export function routes(
  graph: Graph,
  layout: Layout,
  doorWidth: (box: string, service: string) => number,
): Route[] {
  const ends = new Map<string, Point>();
  for (const box of graph.boxes) {
    const place = layout.places.get(box.id);
    if (!place) continue;
    box.doors.forEach((door, i) => {
      const at = doorAt(place, i, box.doors.length);
      ends.set(`${box.id} ${door.service}`, { x: at.x - doorWidth(box.id, door.service), y: at.y });
    });
  }
  const columns = columnsOf(layout);
  const lanes = new Map<string, number>();
  const starts = startsOf(graph, layout, ends);
  return graph.links.flatMap(link => {
    const from = layout.places.get(link.from);
    const to = layout.places.get(link.to);
    const end = ends.get(`${link.to} ${link.service}`);
    const start = starts.get(link.id);
    if (!from || !to || !end || !start) return [];
    const between: number[] = [];
    if (to.column > from.column) for (let c = from.column + 1; c < to.column; c++) between.push(c);
    else for (let c = from.column; c >= to.column; c--) between.push(c);
    const points: Point[] = [start];
    between.forEach((column, i) => {
      const boxes = columns.get(column) ?? [];
      if (!boxes.length) return;
      const along = (i + 1) / (between.length + 1);
      const wanted = start.y + (end.y - start.y) * along;
      const y = gapNear(boxes, wanted, column, lanes);
      const left = Math.min(...boxes.map(box => box.x));
      const right = Math.max(...boxes.map(box => box.x + box.width));
      if (to.column > from.column) points.push({ x: left - 20, y }, { x: right + 20, y });
      else points.push({ x: right + 20, y }, { x: left - 20, y });
    });
    points.push(end);
    return [{ id: link.id, path: curve(points) }];
  });
}

/** Where links begin: on the right side, the topmost where the topmost goes. */
function startsOf(graph: Graph, layout: Layout, ends: Map<string, Point>): Map<string, Point> {
  const starts = new Map<string, Point>();
  const bySource = new Map<string, typeof graph.links>();
  for (const link of graph.links) bySource.set(link.from, [...(bySource.get(link.from) ?? []), link]);
  for (const [id, links] of bySource) {
    const place = layout.places.get(id);
    if (!place) continue;
    const sorted = [...links].sort(
      (a, b) => (ends.get(`${a.to} ${a.service}`)?.y ?? 0) - (ends.get(`${b.to} ${b.service}`)?.y ?? 0),
    );
    const room = place.height - (id === USERS ? 40 : 56);
    const step = sorted.length > 1 ? Math.min(18, room / (sorted.length - 1)) : 0;
    sorted.forEach((link, i) =>
      starts.set(link.id, {
        x: place.x + place.width,
        y: place.y + place.height / 2 + (i - (sorted.length - 1) / 2) * step,
      }),
    );
  }
  return starts;
}

function columnsOf(layout: Layout): Map<number, Place[]> {
  const columns = new Map<number, Place[]>();
  for (const place of layout.places.values())
    columns.set(place.column, [...(columns.get(place.column) ?? []), place]);
  for (const boxes of columns.values()) boxes.sort((a, b) => a.y - b.y);
  return columns;
}

/** A height at which one can pass a column without touching a box, near the one that is wanted. */
function gapNear(boxes: Place[], wanted: number, column: number, lanes: Map<string, number>): number {
  const edges = [-Infinity, ...boxes.flatMap(box => [box.y, box.y + box.height]), Infinity];
  let best = { distance: Infinity, y: wanted, gap: 0, low: 0, high: 0 };
  for (let i = 0; i < edges.length; i += 2) {
    const low = (edges[i] ?? 0) + ROW_GAP / 4;
    const high = (edges[i + 1] ?? 0) - ROW_GAP / 4;
    if (high < low) continue;
    const y = Math.min(Math.max(wanted, low), high);
    const distance = Math.abs(y - wanted);
    if (distance < best.distance) best = { distance, y, gap: i, low, high };
  }
  const key = `${column} ${best.gap} ${Math.round(best.y / LANE)}`;
  const used = lanes.get(key) ?? 0;
  lanes.set(key, used + 1);
  // Neighbouring lanes go to the middle of the gap first, then to its other side.
  const inward = best.y - best.low < best.high - best.y ? 1 : -1;
  return Math.min(Math.max(best.y + inward * used * LANE, best.low), best.high);
}

/** A smooth line through points; it leaves and arrives to the right. */
function curve(points: Point[]): string {
  const [first, ...rest] = points;
  if (!first) return '';
  let path = `M${n(first.x)} ${n(first.y)}`;
  let at = first;
  let heading = 1;
  rest.forEach((point, i) => {
    const last = i === rest.length - 1;
    const next = rest[i + 1];
    const leaving = last ? 1 : next && next.x < point.x ? -1 : 1;
    if (at.y === point.y && heading === leaving && Math.sign(point.x - at.x) === heading) {
      path += `L${n(point.x)} ${n(point.y)}`;
    } else {
      const turns = heading !== leaving || Math.sign(point.x - at.x) !== heading;
      const pull = turns ? TURN : Math.max(24, Math.abs(point.x - at.x) * 0.5);
      path += `C${n(at.x + heading * pull)} ${n(at.y)} ${n(point.x - leaving * pull)} ${n(point.y)} ${n(point.x)} ${n(point.y)}`;
    }
    at = point;
    heading = leaving;
  });
  return path;
}

function n(value: number): string {
  return String(Math.round(value * 10) / 10);
}
