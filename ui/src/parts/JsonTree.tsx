import { useMemo, useState } from 'preact/hooks';
import type { Json } from '../api/types.ts';
import { Icon } from './icons.tsx';
import { VirtualRows } from './VirtualRows.tsx';

interface Props {
  value: Json;
  /** What the path of the value itself is: `snapshot`. */
  path: string;
}

interface Row {
  path: string;
  key: string;
  depth: number;
  value: Json;
  size: number;
  isOpen: boolean;
}

const ROW = 26;
const OPEN_DEPTH = 2;

/** A JSON value as a tree that can be searched; each value can be copied as a clause of a query. */
export function JsonTree({ value, path }: Props) {
  const [words, setWords] = useState('');
  const [toggled, setToggled] = useState<ReadonlySet<string>>(new Set());
  const [copied, setCopied] = useState('');
  const rows = useMemo(() => flat(value, path, words.toLowerCase(), toggled), [value, path, words, toggled]);
  const toggle = (row: Row): void => {
    const next = new Set(toggled);
    if (!next.delete(row.path)) next.add(row.path);
    setToggled(next);
  };
  const copy = (row: Row): void => {
    const clause = clauseOf(row.path, row.value);
    void navigator.clipboard?.writeText(clause);
    setCopied(clause);
    setTimeout(() => setCopied(now => (now === clause ? '' : now)), 4_000);
  };
  return (
    <div class="json-tree">
      <div class="json-head">
        <div class="with-icon">
          <Icon name="search" />
          <input
            class="field"
            type="search"
            placeholder="Find a key or value"
            aria-label="Find in the snapshot"
            value={words}
            onInput={event => setWords(event.currentTarget.value)}
          />
        </div>
        <span class="quiet" role="status">
          {copied ? `Copied ${copied}` : words ? `${rows.length} lines` : ''}
        </span>
      </div>
      <VirtualRows<Row>
        rows={rows}
        height={ROW}
        label="Snapshot"
        role="treegrid"
        onOpen={copy}
        onKey={(event, row) => {
          const turns =
            row.size > 0 &&
            ((event.key === 'ArrowRight' && !row.isOpen) || (event.key === 'ArrowLeft' && row.isOpen));
          if (turns) toggle(row);
          return turns;
        }}
        render={row => (
          <div
            class="json-row mono"
            role="row"
            aria-level={row.depth + 1}
            {...(row.size > 0 && { 'aria-expanded': row.isOpen })}
            style={{ paddingLeft: `${row.depth * 16}px` }}
          >
            <span role="gridcell" class="json-cell">
              {row.size > 0 ? (
                <button
                  type="button"
                  class={`fold${row.isOpen ? ' open' : ''}`}
                  tabIndex={-1}
                  aria-label={row.isOpen ? 'Fold' : 'Unfold'}
                  onClick={() => toggle(row)}
                >
                  <Icon name="right" />
                </button>
              ) : (
                <span class="fold" />
              )}
              <span class="json-key">{row.key}</span>
              <span class={`cut json-value is-${typeof row.value}`}>
                {row.isOpen ? '' : shown(row.value)}
              </span>
              <button
                type="button"
                class="button bare small icon json-copy"
                tabIndex={-1}
                title={`Copy ${clauseOf(row.path, row.value)}`}
                aria-label={`Copy ${row.path} as a clause of a query`}
                onClick={() => copy(row)}
              >
                <Icon name="copy" />
              </button>
            </span>
          </div>
        )}
      />
    </div>
  );
}

function flat(value: Json, path: string, words: string, toggled: ReadonlySet<string>): Row[] {
  const rows: Row[] = [];
  const add = (key: string, at: string, inner: Json, depth: number): boolean => {
    const entries: [string, Json][] =
      inner !== null && typeof inner === 'object'
        ? Array.isArray(inner)
          ? inner.map((one, i) => [String(i), one])
          : Object.entries(inner)
        : [];
    const fits =
      words !== '' &&
      (key.toLowerCase().includes(words) || (!entries.length && shown(inner).toLowerCase().includes(words)));
    const open = words ? !toggled.has(at) : depth < OPEN_DEPTH !== toggled.has(at);
    const place = rows.length;
    rows.push({
      path: at,
      key,
      depth,
      value: inner,
      size: entries.length,
      isOpen: open && entries.length > 0,
    });
    let inside = false;
    const inList = Array.isArray(inner);
    if (open || words) {
      for (const [name, one] of entries) {
        // A query looks at all elements of a list; their numbers are no part of the path.
        if (add(name, inList ? at : `${at}.${name}`, one, depth + 1)) inside = true;
      }
    }
    if (words && !fits && !inside) rows.length = place;
    else if (words && !open) rows.length = place + 1;
    return fits || inside;
  };
  if (value !== null && typeof value === 'object') {
    for (const [key, inner] of Object.entries(value)) add(key, `${path}.${key}`, inner as Json, 0);
  }
  return rows;
}

function shown(value: Json): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return value.length ? `[ ${value.length} ]` : '[ ]';
  if (typeof value === 'object')
    return Object.keys(value).length ? `{ ${Object.keys(value).length} }` : '{ }';
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** What finds resources with this value: `{"snapshot.Spec.Mode": "global"}`; of objects, that they are there. */
export function clauseOf(path: string, value: Json): string {
  const plain = value === null || typeof value !== 'object';
  return JSON.stringify({ [path]: plain ? value : { $exists: true } });
}
