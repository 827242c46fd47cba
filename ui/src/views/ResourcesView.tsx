import { useMemo, useState } from 'preact/hooks';
import { fresh } from '../mirror/changes.ts';
import { isStale, lookup, rollUpAll } from '../mirror/rollups.ts';
import { agents, resources } from '../mirror/world.ts';
import { count, shortName } from '../model/names.ts';
import { FACETS, type TreeRow, treeOf } from '../model/search.ts';
import { lookOf, stateText } from '../model/status.ts';
import { hidesStopped, isAskedFor, withoutStopped } from '../model/stopped.ts';
import { Icon } from '../parts/icons.tsx';
import { Menu } from '../parts/Menu.tsx';
import { pageOf } from '../parts/ResourceLine.tsx';
import { go, query, setQuery } from '../parts/router.ts';
import { LOOK_OF, Sign } from '../parts/Sign.tsx';
import { VirtualRows } from '../parts/VirtualRows.tsx';
import { type Column, COLUMNS, keepColumns, keptColumns } from './columns.ts';
import { FacetList, useCounted } from './Facets.tsx';
import { useFound } from './found.ts';
import { comparing, nextOrder, type Order, parseOrder } from './order.ts';
import { QueryBox } from './QueryBox.tsx';

const ROW = 32;

/** All resources: found by words or a query, narrowed by facets, as a tree. */
export function ResourcesView() {
  const version = resources.version.value;
  void agents.version.value;
  const text = query.value.get('q') ?? '';
  const { found, problem, waiting } = useFound(text, version);
  const chosen = new Map(
    FACETS.map(facet => [facet.key, query.value.getAll(facet.key).flatMap(one => one.split('|'))]),
  );
  const chosenKey = [...chosen].map(([key, values]) => `${key}=${values.join('|')}`).join('&');
  const [closed, setClosed] = useState<ReadonlySet<string>>(new Set());
  const [columns, setColumns] = useState(keptColumns);
  const [narrowing, setNarrowing] = useState(false);

  const narrowed = useMemo(
    () =>
      found.filter(one =>
        FACETS.every(facet => {
          const values = chosen.get(facet.key) ?? [];
          return !values.length || facet.of(one).some(value => values.includes(value));
        }),
      ),
    [found, chosenKey],
  );
  const asked = { text, statuses: chosen.get('status') ?? [] };
  const isStoppedShown = query.value.get('stopped') === 'show';
  const hides = hidesStopped({ ...asked, isStoppedShown });
  const others = useMemo(() => withoutStopped(narrowed), [narrowed]);
  const shown = hides ? others : narrowed;
  const stopped = isAskedFor(asked) ? 0 : narrowed.length - others.length;
  const ordered = query.value.get('sort');
  const order = parseOrder(ordered);
  const rows = useMemo(() => treeOf(shown, closed, comparing(order)), [shown, closed, ordered]);
  const counted = useCounted(found, narrowed, chosen, hides);
  const toggle = (id: string): void => {
    const next = new Set(closed);
    if (!next.delete(id)) next.add(id);
    setClosed(next);
  };
  const choose = (key: string, value: string): void => {
    const values = chosen.get(key) ?? [];
    const next = values.includes(value) ? values.filter(one => one !== value) : [...values, value];
    setQuery({ [key]: next.join('|') }, 'push');
  };
  const shownColumns = COLUMNS.filter(column => columns.includes(column.key));
  const template = `minmax(240px, 2fr) ${shownColumns.map(column => column.width).join(' ')}`;

  return (
    <div class="resources">
      <header class="resources-head">
        <h1>Resources</h1>
        <QueryBox text={text} onText={next => setQuery({ q: next })} />
        <span class="quiet number" role="status">
          {waiting ? '…' : count(shown.length, 'resource')}
        </span>
        <button
          type="button"
          class="button only-narrow"
          aria-expanded={narrowing}
          aria-controls="facets"
          onClick={() => setNarrowing(!narrowing)}
        >
          Narrow down
        </button>
        <Menu label="Columns" face={<Icon name="table" />}>
          <div class="menu-checks" onClick={event => event.stopPropagation()}>
            {COLUMNS.map(column => (
              <label key={column.key}>
                <input
                  type="checkbox"
                  checked={columns.includes(column.key)}
                  onChange={() => {
                    const next = columns.includes(column.key)
                      ? columns.filter(one => one !== column.key)
                      : [...columns, column.key];
                    setColumns(next);
                    keepColumns(next);
                  }}
                />
                {column.title}
              </label>
            ))}
          </div>
        </Menu>
      </header>
      {problem && <p class="notice bad resources-problem">{problem}</p>}
      {stopped > 0 && <StoppedLine count={stopped} areHidden={hides} />}
      <div class="resources-body">
        <aside id="facets" class={narrowing ? 'facets open' : 'facets'} aria-label="Narrow down">
          {FACETS.map((facet, i) => (
            <FacetList
              key={facet.key}
              title={facet.title}
              values={counted[i] ?? []}
              chosen={chosen.get(facet.key) ?? []}
              choose={value => choose(facet.key, value)}
            />
          ))}
        </aside>
        <VirtualRows<TreeRow>
          rows={rows}
          height={ROW}
          label="Resources"
          role="treegrid"
          onOpen={row => go(pageOf(row.one))}
          onKey={(event, row) => {
            const opens = event.key === 'ArrowRight' && row.children > 0 && !row.isOpen;
            const closes = event.key === 'ArrowLeft' && row.isOpen;
            if (opens || closes) toggle(row.one.id);
            return opens || closes;
          }}
          head={
            <div class="rows-head" role="row" style={{ gridTemplateColumns: template }}>
              <Head column={{ key: 'name', title: 'Name' }} order={order} />
              {shownColumns.map(column => (
                <Head key={column.key} column={column} order={order} />
              ))}
            </div>
          }
          render={(row, index) => (
            <Row row={row} index={index} template={template} columns={shownColumns} toggle={toggle} />
          )}
        />
      </div>
    </div>
  );
}

/** Says how many stopped tasks the list leaves out, or would without the switch beside it. */
function StoppedLine({ count: n, areHidden }: { count: number; areHidden: boolean }) {
  return (
    <p class="quiet resources-stopped">
      {count(n, 'stopped task')} {n === 1 ? 'is' : 'are'} {areHidden ? 'hidden' : 'shown'} ·{' '}
      <button
        type="button"
        class="text-button"
        aria-label={`${areHidden ? 'show' : 'hide'} stopped tasks`}
        onClick={() => setQuery({ stopped: areHidden ? 'show' : null }, 'push')}
      >
        {areHidden ? 'show' : 'hide'}
      </button>
    </p>
  );
}

/** A column's head, by which the rows can be sorted. */
function Head({
  column: { key, title },
  order,
}: {
  column: Pick<Column, 'key' | 'title'>;
  order: Order | null;
}) {
  const mine = order?.key === key ? order : null;
  return (
    <span role="columnheader" aria-sort={mine ? (mine.isDown ? 'descending' : 'ascending') : 'none'}>
      <button
        type="button"
        class="text-button sort"
        onClick={() => setQuery({ sort: nextOrder(order, key) })}
      >
        {title}
        {mine && <Icon name={mine.isDown ? 'down' : 'up'} />}
      </button>
    </span>
  );
}

interface RowProps {
  row: TreeRow;
  index: number;
  template: string;
  columns: Column[];
  toggle: (id: string) => void;
}

function Row({ row: { one, depth, children, isOpen }, index, template, columns, toggle }: RowProps) {
  return (
    <div
      class={`tree-row${fresh.value.has(one.id) ? ' fresh' : ''}${isStale(one) ? ' stale' : ''}`}
      role="row"
      aria-level={depth + 1}
      aria-rowindex={index + 2}
      {...(children > 0 && { 'aria-expanded': isOpen })}
      style={{ gridTemplateColumns: template }}
    >
      <span role="gridcell" class="name-cell" style={{ paddingLeft: `${depth * 18}px` }}>
        {children > 0 ? (
          <button
            type="button"
            class={`fold${isOpen ? ' open' : ''}`}
            tabIndex={-1}
            aria-label={isOpen ? 'Fold' : 'Unfold'}
            onClick={() => toggle(one.id)}
          >
            <Icon name="right" />
          </button>
        ) : (
          <span class="fold" />
        )}
        <Sign
          look={children > 0 && one.image ? LOOK_OF[rollUpAll([one]).condition] : lookOf(one)}
          title={stateText(one)}
        />
        <a class="cut" href={pageOf(one)} tabIndex={-1} title={one.names.join('\n')}>
          {shortName(one, lookup)}
        </a>
        {children > 0 && !isOpen && <span class="quiet number">{children}</span>}
      </span>
      {columns.map(column => (
        <span key={column.key} role="gridcell" class="cut soft">
          {column.of(one)}
        </span>
      ))}
    </div>
  );
}
