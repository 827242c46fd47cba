import { describe, expect, it } from 'vitest';
import { type Graph, graphOf, reach, USERS } from './graph.ts';
import { BOX_WIDTH, type Layout, layOut, remember } from './layout.ts';
import { routes } from './routes.ts';

/** An application from lines like `users > web[http]`, `web > db[sql]`, `lonely`. */
function picture(...lines: string[]): Graph {
  const names = new Set<string>();
  const services = new Map<string, Set<string>>();
  const links: [string, string, string][] = [];
  for (const line of lines) {
    const match = /^(\S+)(?: > (\S+)\[(\w+)\])?$/.exec(line);
    if (!match) throw new Error(line);
    const [, from = '', to, service] = match;
    if (from !== 'users') names.add(from);
    if (to && service) {
      names.add(to);
      services.set(to, (services.get(to) ?? new Set()).add(service));
      links.push([from, to, service]);
    }
  }
  const groups = new Map(
    [...names].map(name => [
      name,
      {
        id: name,
        name,
        query: {},
        include: [],
        exclude: [],
        services: [...(services.get(name) ?? [])].map((service, i) => ({
          name: service,
          protocol: 'tcp',
          port: 80 + i,
        })),
      },
    ]),
  );
  return graphOf(
    {
      id: 'app',
      name: 'app',
      components: [...names],
      expose: links
        .filter(([from]) => from === 'users')
        .map(([, component, service]) => ({ component, service })),
      links: links
        .filter(([from]) => from !== 'users')
        .map(([src_component, dest_component, dest_service]) => ({
          src_component,
          dest_component,
          dest_service,
        })),
    },
    id => groups.get(id),
  );
}

const BLOG = ['users > frontend[http]', 'frontend > database[postgres]', 'frontend > cache[redis]'];

/** A random application, the same for the same seed. */
function wild(seed: number, size: number): string[] {
  let state = seed;
  const random = (n: number): number => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return Math.floor((state / 2_147_483_648) * n);
  };
  const lines = ['users > g0[s0]'];
  for (let i = 1; i < size; i++) {
    lines.push(`g${random(i)} > g${i}[s${random(2)}]`);
    if (random(3) === 0) lines.push(`g${random(size)} > g${random(size)}[s0]`);
    if (random(6) === 0) lines.push(`lone${i}`);
  }
  return lines.filter(line => !/^(g\d+) > \1\[/.test(line));
}

function overlaps(layout: Layout): string[] {
  const all = [...layout.places];
  return all.flatMap(([a, p], i) =>
    all
      .slice(i + 1)
      .filter(
        ([, q]) =>
          p.x < q.x + q.width &&
          q.x < p.x + p.width &&
          p.y < q.y + q.height - 0.5 &&
          q.y < p.y + p.height - 0.5,
      )
      .map(([b]) => `${a} ${b}`),
  );
}

describe('a layout', () => {
  it('goes from the users to the right', () => {
    const { places } = layOut(picture(...BLOG));
    const x = (id: string): number => places.get(id)?.x ?? NaN;
    expect(x(USERS)).toBeLessThan(x('frontend'));
    expect(x('frontend')).toBeLessThan(x('database'));
    expect(x('database')).toBe(x('cache'));
  });

  it('puts a box in the middle of those that it is linked with', () => {
    const { places } = layOut(picture(...BLOG));
    const middle = (id: string): number => (places.get(id)?.y ?? NaN) + (places.get(id)?.height ?? NaN) / 2;
    expect(middle('frontend')).toBeCloseTo((middle('database') + middle('cache')) / 2, 0);
    expect(middle(USERS)).toBeCloseTo(middle('frontend'), 0);
  });

  it('is the same for the same application, in whatever order it is written', () => {
    expect(layOut(picture(...[...BLOG].reverse()))).toEqual(layOut(picture(...BLOG)));
  });

  it('lets no two boxes overlap', () => {
    for (let seed = 1; seed <= 24; seed++) {
      expect(overlaps(layOut(picture(...wild(seed, 4 + (seed % 40))))), `seed ${seed}`).toEqual([]);
    }
  });

  it('leaves what is there where it is when something is added', () => {
    const before = layOut(picture(...BLOG));
    const after = layOut(picture(...BLOG, 'frontend > search[http]', 'lonely'), remember(before));
    for (const [id, place] of before.places) expect(after.places.get(id), id).toEqual(place);
    expect(overlaps(after)).toEqual([]);
  });

  it('moves nothing but what changed its column, in wild applications too', () => {
    for (let seed = 1; seed <= 14; seed++) {
      const lines = wild(seed, 20);
      const before = layOut(picture(...lines));
      const after = layOut(picture(...lines, 'g3 > new[http]'), remember(before));
      expect(overlaps(after), `seed ${seed}`).toEqual([]);
      for (const [id, place] of before.places) {
        const now = after.places.get(id);
        if (now?.column === place.column) expect(now.y, `seed ${seed}: ${id}`).toBeCloseTo(place.y, 5);
      }
    }
  });

  it('survives circles, links to oneself by two ways, and nothing at all', () => {
    expect(overlaps(layOut(picture('a > b[x]', 'b > a[x]', 'b > c[x]', 'c > a[y]')))).toEqual([]);
    expect(layOut(picture()).places.size).toBe(0);
  });

  it('takes 50 groups in well under a frame or two', () => {
    const graph = picture(...wild(7, 50));
    layOut(graph);
    const began = performance.now();
    layOut(graph);
    // Ten times what it takes on a slow machine: only to notice when it explodes.
    expect(performance.now() - began).toBeLessThan(1_500);
  });
});

describe('routes', () => {
  it('pass beside the boxes between their ends', () => {
    for (let seed = 1; seed <= 14; seed++) {
      const graph = picture(...wild(seed, 24));
      const layout = layOut(graph);
      for (const route of routes(graph, layout, () => 80)) {
        const points = [...route.path.matchAll(/(-?[\d.]+) (-?[\d.]+)(?=[MLC]|$)/g)].map(([, x, y]) => [
          Number(x),
          Number(y),
        ]);
        for (const [x = 0, y = 0] of points) {
          for (const [id, place] of layout.places) {
            const inside =
              x > place.x + 1 &&
              x < place.x + BOX_WIDTH - 1 &&
              y > place.y + 1 &&
              y < place.y + place.height - 1;
            expect(inside && id !== USERS, `seed ${seed}: ${route.id} through ${id}`).toBe(false);
          }
        }
      }
    }
  });

  it('lead every link from its source to its door', () => {
    const graph = picture(...BLOG, 'cache > frontend[http]');
    const layout = layOut(graph);
    const drawn = routes(graph, layout, () => 0);
    expect(drawn.map(route => route.id).sort()).toEqual(graph.links.map(link => link.id).sort());
    for (const route of drawn) {
      const link = graph.links.find(one => one.id === route.id);
      const from = layout.places.get(link?.from ?? '');
      const to = layout.places.get(link?.to ?? '');
      expect(route.path.startsWith(`M${(from?.x ?? 0) + (from?.width ?? 0)} `)).toBe(true);
      expect(route.path).toMatch(new RegExp(` ${to?.x ?? ''} [\\d.-]+$`));
    }
  });
});

describe('a graph', () => {
  it('knows who depends on whom, also in circles', () => {
    const { links } = picture(...BLOG, 'cache > store[s3]', 'store > frontend[http]');
    expect([...reach(links, 'database', 'up')].sort()).toEqual(['cache', 'frontend', 'store', 'users']);
    expect([...reach(links, 'cache', 'down')].sort()).toEqual(['database', 'frontend', 'store']);
  });

  it('keeps a door whose service the group has lost, without a port', () => {
    const graph = graphOf(
      {
        id: 'a',
        name: 'a',
        components: ['g'],
        expose: [{ component: 'g', service: 'gone' }],
        links: [],
      },
      () => ({ id: 'g', name: 'g', query: {}, include: [], exclude: [], services: [] }),
    );
    expect(graph.boxes[0]?.doors).toEqual([{ service: 'gone' }]);
  });
});
