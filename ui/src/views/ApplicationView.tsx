import { useComputed } from '@preact/signals';
import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { Application } from '../api/types.ts';
import { lookup, rollupOf } from '../mirror/rollups.ts';
import { members, resources } from '../mirror/world.ts';
import { count } from '../model/names.ts';
import { Icon } from '../parts/icons.tsx';
import { Menu } from '../parts/Menu.tsx';
import { go, query, setQuery, to } from '../parts/router.ts';
import { LOOK_OF, Sign } from '../parts/Sign.tsx';
import { Camera, type Rect } from '../picture/camera.ts';
import { arrange } from '../picture/cells.ts';
import { save, toPng, toSvg } from '../picture/export.ts';
import { bodyOf, detailAt, scaleFor } from '../picture/geometry.ts';
import { Inspector } from '../picture/Inspector.tsx';
import { marksOf, relatedTo } from '../picture/marks.ts';
import { pictureOf, tidy } from '../picture/pictures.ts';
import { Scene } from '../picture/Scene.tsx';
import { Stage } from '../picture/Stage.tsx';
import { ApplicationTable } from './ApplicationTable.tsx';
import { appSummary } from './summaries.ts';

const ALL_AROUND = { top: 120, right: 56, bottom: 84, left: 56 };
const PHONE = 720;
/** Below this the letters of a box cannot be read. */
const SMALLEST = 0.62;

/** One application: its picture, or the same as a table. */
export function ApplicationView({ app }: { app: Application }) {
  const drawn = pictureOf(app.id).value;
  const { graph, layout } = drawn;
  const camera = useMemo(() => new Camera(), [app.id]);
  const search = useRef<HTMLInputElement>(null);
  const whole = useRef<HTMLDivElement>(null);
  const [words, setWords] = useState('');
  const selected = query.value.get('select');
  const asTable = query.value.get('view') === 'table';
  const select = (id: string | null): void => setQuery({ select: id });

  // What is found may change with any of the members.
  void (words ? resources.version.value + members.version.value : 0);
  const marked = words ? marksOf(graph, words) : relatedTo(graph, selected);
  const found = words ? (marked?.members?.size ?? 0) : 0;

  const room = (): typeof ALL_AROUND =>
    camera.width.value < PHONE
      ? { top: 96, right: 24, bottom: 72, left: 24 }
      : { ...ALL_AROUND, right: selected ? 396 : ALL_AROUND.right };
  const fitAll = (fly = true): void => {
    const { width, height, places } = layout;
    if (!width) return;
    const tops = [...places.values()].map(place => place.y);
    const left = Math.min(0, ...[...places.values()].map(place => place.x)) - 30;
    const rect = { x: left, y: Math.min(0, ...tops), width: width - left, height };
    const phone = camera.width.value < PHONE;
    camera.frame(rect, room(), 1.35, fly);
    // A narrow window begins at the users and shows what can be read.
    if (
      phone &&
      Math.min((camera.width.value - 48) / rect.width, (camera.height.value - 168) / rect.height) < SMALLEST
    ) {
      camera.frame({ ...rect, width: (camera.width.value - 48) / SMALLEST }, room(), SMALLEST, fly);
    }
    camera.fitted.value = true;
  };
  const rectOf = (id: string): Rect | null => layout.places.get(id) ?? null;
  const enter = (id: string, detail: 'names' | 'cards' = 'names'): void => {
    const place = layout.places.get(id);
    if (!place) return;
    const cells = arrange(rollupOf(id).value.units, bodyOf(place, 'near'), lookup);
    camera.fitted.value = false;
    const around = { ...room(), top: 96 };
    const wide = camera.width.value - around.left - around.right;
    const high = camera.height.value - around.top - around.bottom;
    const framed = Math.min(wide / place.width, high / place.height);
    const scale = rollupOf(id).value.units.length ? scaleFor(detail, cells) : 1;
    if (scale <= framed) {
      camera.frame(place, around);
      return;
    }
    // More than fits: from its upper left corner on.
    camera.frame({ x: place.x - 2, y: place.y - 2, width: wide / scale, height: high / scale }, around);
  };

  // All is to be seen at first, and stays so until one looks closer.
  const size = useComputed(() => `${camera.width.value} ${camera.height.value}`).value;
  const first = useRef(true);
  useEffect(() => {
    if (camera.width.value && camera.fitted.value && layout.width) {
      fitAll(!first.current && false);
      first.current = false;
    }
  }, [size, layout, camera, asTable]);

  useEffect(() => {
    const key = (event: KeyboardEvent): void => {
      const typing = (event.target as Element).closest?.('input, textarea, select, [contenteditable]');
      if (event.metaKey || event.ctrlKey || event.altKey || document.querySelector('.veil')) return;
      if (event.key === 'Escape') {
        if (typing) (event.target as HTMLElement).blur();
        if (words) setWords('');
        else if (selected) select(null);
        else fitAll();
        return;
      }
      if (typing) return;
      const act: Record<string, () => void> = {
        '/': () => search.current?.focus(),
        '0': () => fitAll(),
        '+': () => camera.zoomBy(1.6),
        '=': () => camera.zoomBy(1.6),
        '-': () => camera.zoomBy(1 / 1.6),
        t: () => setQuery({ view: asTable ? null : 'table' }),
        Enter: () =>
          selected &&
          (rectOf(selected) ? enter(selected) : resources.get(selected) && go(to('resources', selected))),
        ArrowRight: () => step(1, 0),
        ArrowLeft: () => step(-1, 0),
        ArrowDown: () => step(0, 1),
        ArrowUp: () => step(0, -1),
      };
      const wanted = act[event.key];
      if (!wanted || (event.key === 'Enter' && (event.target as Element).closest?.('a, button'))) return;
      event.preventDefault();
      wanted();
    };
    /** Selects the next box in a direction. */
    const step = (dx: number, dy: number): void => {
      const at = selected ? layout.places.get(selected) : undefined;
      const from = at ? { x: at.x, y: at.y } : { x: -1_000, y: 0 };
      const next = graph.boxes
        .filter(box => box.id !== selected)
        .flatMap(box => {
          const place = layout.places.get(box.id);
          if (!place) return [];
          const [along, across] = dx
            ? [(place.x - from.x) * dx, place.y - from.y]
            : [(place.y - from.y) * dy, place.x - from.x];
          return along > 10 ? [{ id: box.id, cost: along + Math.abs(across) * 2 }] : [];
        })
        .sort((a, b) => a.cost - b.cost)[0];
      if (next) select(next.id);
    };
    document.addEventListener('keydown', key);
    return () => document.removeEventListener('keydown', key);
  });

  const summary = appSummary(app);
  const drawing = (): string =>
    toSvg(whole.current?.querySelector('.stage') as SVGSVGElement, app.name ?? app.id);
  const level = useLevel(camera, app.id, selected);
  const nearest = (): string | undefined =>
    selected && rectOf(selected) ? selected : nearestBox(camera, app.id);

  return (
    <div class="application" ref={whole}>
      {asTable ? (
        <div class="application-table">
          <ApplicationTable graph={graph} selected={selected} select={select} words={words} />
        </div>
      ) : (
        <Stage
          camera={camera}
          label={`Picture of ${app.name ?? app.id}`}
          onNothing={() => selected && select(null)}
        >
          <Scene
            graph={graph}
            layout={layout}
            camera={camera}
            selected={selected}
            marked={marked}
            pick={{ box: select, member: select, link: select, enter }}
          />
        </Stage>
      )}
      <div class="picture-head">
        <h1>{app.name ?? app.id}</h1>
        <p class="summary">
          <Sign look={LOOK_OF[summary.condition]} />
          {summary.text}
        </p>
        {!graph.boxes.length && <p class="summary">This application has no groups yet.</p>}
      </div>
      <div class="picture-tools">
        <div class="with-icon">
          <Icon name="search" />
          <input
            ref={search}
            class="field"
            type="search"
            placeholder="Find here"
            aria-label="Find in this application"
            value={words}
            onInput={event => setWords(event.currentTarget.value)}
          />
          {words && <span class="found">{found ? count(found, 'member') : 'nothing'}</span>}
        </div>
        <button
          type="button"
          class="button icon"
          aria-label="Table"
          title="Table (t)"
          aria-pressed={asTable}
          onClick={() => setQuery({ view: asTable ? null : 'table' })}
        >
          <Icon name="table" />
        </button>
        {!asTable && (
          <Menu label="More" face={<Icon name="more" />}>
            <button
              type="button"
              onClick={() =>
                save(new Blob([drawing()], { type: 'image/svg+xml' }), `${app.name ?? app.id}.svg`)
              }
            >
              <Icon name="export" /> Save as SVG
            </button>
            <button
              type="button"
              onClick={() => void toPng(drawing()).then(png => save(png, `${app.name ?? app.id}.png`))}
            >
              <Icon name="export" /> Save as PNG
            </button>
            <button type="button" onClick={() => (tidy(app.id), (camera.fitted.value = true))}>
              <Icon name="tidy" /> Arrange anew
            </button>
          </Menu>
        )}
      </div>
      {!asTable && (
        <div class="zoomer" role="group" aria-label="How near">
          <button type="button" class="level" aria-pressed={level === 'dots'} onClick={() => fitAll()}>
            Groups
          </button>
          <button
            type="button"
            class="level"
            aria-pressed={level === 'names'}
            onClick={() => enter(nearest() ?? '')}
          >
            Members
          </button>
          <button
            type="button"
            class="level"
            aria-pressed={level === 'cards'}
            onClick={() => enter(nearest() ?? '', 'cards')}
          >
            Details
          </button>
          <hr />
          <button
            type="button"
            class="button bare small icon"
            aria-label="Smaller"
            title="Smaller (-)"
            onClick={() => camera.zoomBy(1 / 1.6)}
          >
            <Icon name="minus" />
          </button>
          <button
            type="button"
            class="button bare small icon"
            aria-label="Larger"
            title="Larger (+)"
            onClick={() => camera.zoomBy(1.6)}
          >
            <Icon name="plus" />
          </button>
          <button
            type="button"
            class="button bare small icon"
            aria-label="All"
            title="All (0)"
            onClick={() => fitAll()}
          >
            <Icon name="fit" />
          </button>
        </div>
      )}
      {selected && <Inspector graph={graph} selected={selected} select={select} />}
    </div>
  );
}

/** The box that is nearest to the middle of what is seen. */
function nearestBox(camera: Camera, app: string): string | undefined {
  const { graph, layout } = pictureOf(app).value;
  const seen = camera.seen.value;
  const [cx, cy] = [seen.x + seen.width / 2, seen.y + seen.height / 2];
  const distance = (id: string): number => {
    const place = layout.places.get(id);
    if (!place) return Infinity;
    const dx = Math.max(place.x - cx, 0, cx - place.x - place.width);
    const dy = Math.max(place.y - cy, 0, cy - place.y - place.height);
    return Math.hypot(dx, dy);
  };
  return [...graph.boxes].sort((a, b) => distance(a.id) - distance(b.id))[0]?.id;
}

/** How much can be read of the members in the middle. */
function useLevel(camera: Camera, app: string, selected: string | null): string {
  return useComputed(() => {
    void camera.step.value;
    const id =
      selected && pictureOf(app).value.layout.places.has(selected) ? selected : nearestBox(camera, app);
    const place = id ? pictureOf(app).value.layout.places.get(id) : undefined;
    if (!id || !place) return 'dots';
    return detailAt(arrange(rollupOf(id).value.units, bodyOf(place, 'near'), lookup), camera.scale.value);
  }).value;
}
