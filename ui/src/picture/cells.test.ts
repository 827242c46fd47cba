import { describe, expect, it } from 'vitest';
import type { Resource } from '../api/types.ts';
import { arrange, roomFor } from './cells.ts';

const AREA = { x: 10, y: 20, width: 232, height: 70 };

function resource(id: string, host: string | null = null, name = id): Resource {
  return {
    id,
    type: 'task',
    names: [name],
    owner: 'agent',
    parent: null,
    cluster: null,
    host,
    image: 'redis:4',
    status: 'running',
    health: 'unknown',
  };
}

const lookup = (id: string | null): Resource | undefined => (id ? resource(id) : undefined);

describe('cells', () => {
  it('stand on their machines, machines and members in the order of their names', () => {
    const { lanes } = arrange(
      [resource('t10', 'n2'), resource('t2', 'n2'), resource('t1', 'n10'), resource('t0')],
      AREA,
      lookup,
    );
    expect(lanes.map(lane => [lane.host?.id ?? null, lane.cells.map(cell => cell.one.id)])).toEqual([
      ['n2', ['t2', 't10']],
      ['n10', ['t1']],
      [null, ['t0']],
    ]);
  });

  it('stay inside of their area without overlapping, however many', () => {
    for (const [machines, each] of [
      [1, 1],
      [1, 400],
      [8, 5],
      [40, 1],
      [7, 30],
      [300, 2],
    ] as const) {
      const units = Array.from({ length: machines * each }, (_, i) => resource(`t${i}`, `n${i % machines}`));
      const cells = arrange(units, AREA, lookup);
      const all = cells.lanes.flatMap(lane => lane.cells);
      expect(all).toHaveLength(units.length);
      const taken = new Set<string>();
      for (const { x, y } of all) {
        expect(x).toBeGreaterThanOrEqual(AREA.x - 0.01);
        expect(y).toBeGreaterThanOrEqual(AREA.y - 0.01);
        expect(x + cells.width).toBeLessThanOrEqual(AREA.x + AREA.width + 0.01);
        expect(y + cells.height).toBeLessThanOrEqual(AREA.y + AREA.height + 0.01);
        taken.add(`${x.toFixed(3)} ${y.toFixed(3)}`);
      }
      expect(taken.size).toBe(units.length);
    }
  });

  it('mostly do not move when one more comes', () => {
    const units = Array.from({ length: 40 }, (_, i) => resource(`t${i}`, `n${i % 8}`));
    const places = (list: Resource[]): Map<string, string> =>
      new Map(
        arrange(list, AREA, lookup).lanes.flatMap(lane =>
          lane.cells.map(cell => [cell.one.id, `${cell.x} ${cell.y}`]),
        ),
      );
    const before = places(units);
    const after = places([...units, resource('t99', 'n3')]);
    for (const [id, place] of before) expect(after.get(id)).toBe(place);
  });

  it('plan their room in steps', () => {
    expect([1, 2, 4, 5, 6, 7, 9, 13, 17, 33].map(roomFor)).toEqual([1, 2, 4, 6, 6, 8, 12, 16, 24, 48]);
  });

  it('are none where there are no members', () => {
    expect(arrange([], AREA, lookup).lanes).toEqual([]);
  });
});
