import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { get, Problem } from '../api/http.ts';
import type { Resource } from '../api/types.ts';
import { fresh } from '../mirror/changes.ts';
import { isStale, lookup, rollUpAll } from '../mirror/rollups.ts';
import { compareNames } from '../mirror/shelf.ts';
import { agents, groups, members, resources } from '../mirror/world.ts';
import { count, imageText, nameOf, shortName, typeName } from '../model/names.ts';
import { countValues, FACETS, hasAll, parseSearch, type TreeRow, treeOf } from '../model/search.ts';
import { lookOf, stateText } from '../model/status.ts';
import { ago, now, parse } from '../parts/clock.ts';
import { Icon } from '../parts/icons.tsx';
import { Menu } from '../parts/Menu.tsx';
import { pageOf } from '../parts/ResourceLine.tsx';
import { go, query, setQuery } from '../parts/router.ts';
import { LOOK_OF, Sign } from '../parts/Sign.tsx';
import { VirtualRows } from '../parts/VirtualRows.tsx';
import { QueryBox } from './QueryBox.tsx';

const ROW = 32;
const FACET_VALUES = 8;
const DEBOUNCE_MILLIS = 180;

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
  const rows = useMemo(() => treeOf(narrowed, closed, byTypeAndName), [narrowed, closed]);
  const counted = useCounted(found, narrowed, chosen);
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
          {waiting ? '…' : count(narrowed.length, 'resource')}
        </span>
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
      <div class="resources-body">
        <aside class="facets" aria-label="Narrow down">
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
              <span role="columnheader">Name</span>
              {shownColumns.map(column => (
                <span key={column.key} role="columnheader">
                  {column.title}
                </span>
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

const COUNT_MILLIS = 120;

/** How many have each value, counted once what is found has settled. */
function useCounted(
  found: Resource[],
  narrowed: Resource[],
  chosen: Map<string, string[]>,
): [string, number][][] {
  const [counted, setCounted] = useState<[string, number][][]>([]);
  const isFirst = useRef(true);
  useEffect(() => {
    // What is chosen must not hide what could be chosen besides.
    const count = (): void =>
      setCounted(FACETS.map(facet => countValues(chosen.get(facet.key)?.length ? found : narrowed, facet)));
    const timer = setTimeout(count, isFirst.current ? 0 : COUNT_MILLIS);
    isFirst.current = false;
    return () => clearTimeout(timer);
  }, [found, narrowed]);
  return counted;
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

interface Column {
  key: string;
  title: string;
  width: string;
  of: (one: Resource) => string;
}

const COLUMNS: Column[] = [
  { key: 'type', title: 'Type', width: 'minmax(80px, 0.7fr)', of: one => typeName(one.type) },
  { key: 'state', title: 'State', width: 'minmax(110px, 0.9fr)', of: stateText },
  { key: 'image', title: 'Image', width: 'minmax(110px, 1.1fr)', of: one => imageText(one.image) },
  { key: 'host', title: 'Machine', width: 'minmax(90px, 0.8fr)', of: one => nameOr(one.host) },
  { key: 'cluster', title: 'Cluster', width: 'minmax(90px, 0.8fr)', of: one => nameOr(one.cluster) },
  {
    key: 'addresses',
    title: 'Addresses',
    width: 'minmax(100px, 1fr)',
    of: one => (one.addresses ?? []).map(a => a.ip).join(', '),
  },
  {
    key: 'ports',
    title: 'Ports',
    width: 'minmax(80px, 0.7fr)',
    of: one => (one.ports ?? []).map(p => (p.published ? `${p.published}→${p.port}` : p.port)).join(', '),
  },
  {
    key: 'groups',
    title: 'Groups',
    width: 'minmax(100px, 1fr)',
    of: one => [...members.groupsOf(one.id)].map(id => groups.get(id)?.name ?? id).join(', '),
  },
  {
    key: 'labels',
    title: 'Labels',
    width: 'minmax(100px, 1fr)',
    of: one =>
      Object.entries(one.labels ?? {})
        .map(([key, value]) => `${key}=${value}`)
        .join(', '),
  },
  {
    key: 'created',
    title: 'Created',
    width: 'minmax(90px, 0.7fr)',
    of: one => (one.created ? ago(parse(one.created), now.value) : ''),
  },
  { key: 'id', title: 'Id', width: '230px', of: one => one.id },
];

const FIRST_COLUMNS = ['type', 'state', 'image', 'host', 'groups'];

function keptColumns(): string[] {
  try {
    return (JSON.parse(localStorage.getItem('columns') ?? 'null') as string[] | null) ?? FIRST_COLUMNS;
  } catch {
    return FIRST_COLUMNS;
  }
}

function keepColumns(columns: string[]): void {
  try {
    localStorage.setItem('columns', JSON.stringify(columns));
  } catch {
    // Then the next visit begins with the first ones again.
  }
}

function nameOr(id: string | null): string {
  const one = resources.get(id);
  return one ? nameOf(one) : '';
}

const sortKeys = new WeakMap<Resource, string>();

/** As in the lists of the API: by type, then by the smallest name; by number where names have one. */
export function byTypeAndName(a: Resource, b: Resource): number {
  if (a.type !== b.type) return a.type < b.type ? -1 : 1;
  const [x, y] = [sortKey(a), sortKey(b)];
  return x === y ? (a.id < b.id ? -1 : 1) : compareNames(x, y);
}

function sortKey(one: Resource): string {
  let key = sortKeys.get(one);
  if (key === undefined) sortKeys.set(one, (key = nameOf(one)));
  return key;
}

interface FacetProps {
  title: string;
  values: [string, number][];
  chosen: string[];
  choose: (value: string) => void;
}

function FacetList({ title, values, chosen, choose }: FacetProps) {
  const [all, setAll] = useState(false);
  if (values.length < 2 && !chosen.length) return null;
  const missing = chosen
    .filter(one => !values.some(([value]) => value === one))
    .map((one): [string, number] => [one, 0]);
  const listed = [...missing, ...(all ? values.slice(0, 200) : values.slice(0, FACET_VALUES))];
  return (
    <section>
      <h2 class="section-title">{title}</h2>
      <ul>
        {listed.map(([value, n]) => (
          <li key={value}>
            <label class="facet">
              <input type="checkbox" checked={chosen.includes(value)} onChange={() => choose(value)} />
              <span class="cut" title={value}>
                {facetName(value)}
              </span>
              <span class="quiet number">{n.toLocaleString('en')}</span>
            </label>
          </li>
        ))}
      </ul>
      {values.length > FACET_VALUES && (
        <button type="button" class="text-button quiet" onClick={() => setAll(!all)}>
          {all ? 'fewer' : `all ${values.length}`}
        </button>
      )}
    </section>
  );
}

function facetName(value: string): string {
  const resource = value.startsWith('res-') ? resources.get(value) : undefined;
  if (resource) return nameOf(resource);
  const agent = value.startsWith('agt-') ? agents.get(value) : undefined;
  return agent?.name ?? value;
}

interface Found {
  found: Resource[];
  problem: string | null;
  waiting: boolean;
}

/** What a search finds: words by looking at what is here, a query by asking stormd, again whenever something changes. */
function useFound(text: string, version: number): Found {
  const search = useMemo(() => parseSearch(text), [text]);
  const [ids, setIds] = useState<ReadonlySet<string> | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const asked = useRef(0);
  useEffect(() => {
    if (search.kind !== 'query') {
      setIds(null);
      setProblem(null);
      return;
    }
    const turn = ++asked.current;
    const timer = setTimeout(() => {
      get<{ id: string }[]>(`/v1/resources?fields=id&q=${encodeURIComponent(JSON.stringify(search.query))}`)
        .then(list => {
          if (turn !== asked.current) return;
          setIds(new Set(list.map(one => one.id)));
          setProblem(null);
        })
        .catch((error: unknown) => {
          if (turn === asked.current)
            setProblem(error instanceof Problem ? (error.of('q') ?? error.message) : String(error));
        });
    }, DEBOUNCE_MILLIS);
    return () => clearTimeout(timer);
  }, [search, version]);
  return useMemo(() => {
    const all = [...resources.values()];
    if (search.kind === 'words') {
      const words = search.words.filter(word => word.text);
      if (!words.length) return { found: all, problem: null, waiting: false };
      const owner = (id: string): string => agents.get(id)?.name ?? '';
      return { found: all.filter(one => hasAll(one, words, lookup, owner)), problem: null, waiting: false };
    }
    const found = ids ? all.filter(one => ids.has(one.id)) : all;
    return {
      found,
      problem: search.kind === 'query' ? problem : null,
      waiting: search.kind === 'unfinished' || !ids,
    };
  }, [search, ids, problem, version]);
}
