import { computed, type ReadonlySignal } from '@preact/signals';
import { apps, groups } from '../mirror/world.ts';
import { type Graph, graphOf } from './graph.ts';
import { type Before, type Layout, layOut, remember } from './layout.ts';

export interface Drawn {
  graph: Graph;
  layout: Layout;
}

const NOTHING: Drawn = {
  graph: { boxes: [], links: [] },
  layout: { places: new Map(), width: 0, height: 0 },
};
const known = new Map<string, ReadonlySignal<Drawn>>();
const before = new Map<string, Before>();
const tidied = new Map<string, number>();

/** An application's picture: changes only when its groups, links or services do, and then as little as can be. */
export function pictureOf(app: string): ReadonlySignal<Drawn> {
  let picture = known.get(app);
  if (!picture) {
    let drawn = NOTHING;
    let shape = '';
    picture = computed(() => {
      void apps.version.value;
      void groups.version.value;
      const object = apps.get(app);
      if (!object) return NOTHING;
      const graph = graphOf(object, id => groups.get(id));
      const same = JSON.stringify([
        graph.links,
        graph.boxes.map(box => [box.id, box.name, box.doors]),
        tidied.get(app),
      ]);
      if (same === shape) {
        // Only the groups themselves have changed (a query, say): the picture stays, with the new groups.
        if (graph.boxes.some((box, i) => box.group !== drawn.graph.boxes[i]?.group))
          drawn = { graph, layout: drawn.layout };
        return drawn;
      }
      shape = same;
      const layout = layOut(graph, before.get(app) ?? kept(app));
      before.set(app, remember(layout));
      keep(app, remember(layout));
      drawn = { graph, layout };
      return drawn;
    });
    known.set(app, picture);
  }
  return picture;
}

/** Makes the layout from nothing, whatever was where. */
export function tidy(app: string): void {
  before.set(app, {});
  tidied.set(app, (tidied.get(app) ?? 0) + 1);
  apps.changed();
}

function kept(app: string): Before {
  try {
    return JSON.parse(localStorage.getItem(`layout ${app}`) ?? '{}') as Before;
  } catch {
    return {};
  }
}

function keep(app: string, layout: Before): void {
  try {
    localStorage.setItem(`layout ${app}`, JSON.stringify(layout));
  } catch {
    // Then the next visit's picture is made from nothing.
  }
}
