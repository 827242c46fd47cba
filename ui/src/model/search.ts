import type { Resource } from '../api/types.ts';
import type { Lookup } from './names.ts';

/** What stands in a search field: a MongoDB query, words, or a query that is not finished. */
export type Search =
  { kind: 'query'; query: unknown } | { kind: 'unfinished'; why: string } | { kind: 'words'; words: Word[] };

/** A word, or a word about one attribute: `status:running`. */
export interface Word {
  field: string | null;
  text: string;
  not: boolean;
}

export const WORD_FIELDS = [
  'name',
  'type',
  'status',
  'health',
  'image',
  'host',
  'cluster',
  'label',
  'address',
  'owner',
];

export function parseSearch(text: string): Search {
  const trimmed = text.trim();
  if (trimmed.startsWith('{')) {
    try {
      return { kind: 'query', query: JSON.parse(loose(trimmed)) };
    } catch (error) {
      return { kind: 'unfinished', why: error instanceof Error ? error.message : String(error) };
    }
  }
  const words = (trimmed.match(/(?:[^\s"]|"[^"]*")+/g) ?? []).map((raw): Word => {
    const not = raw.length > 1 && raw.startsWith('-');
    const word = (not ? raw.slice(1) : raw).replaceAll('"', '');
    const colon = word.indexOf(':');
    const field = word.slice(0, colon).toLowerCase();
    if (colon > 0 && WORD_FIELDS.includes(field))
      return { field, text: word.slice(colon + 1).toLowerCase(), not };
    return { field: null, text: word.toLowerCase(), not };
  });
  return { kind: 'words', words };
}

/** JSON as people type it: keys without quotes, and single quotes. */
export function loose(text: string): string {
  let out = '';
  let i = 0;
  while (i < text.length) {
    const c = text[i] ?? '';
    if (c === '"' || c === "'") {
      let end = i + 1;
      while (end < text.length && text[end] !== c) end += text[end] === '\\' ? 2 : 1;
      const inner = text.slice(i + 1, end);
      out +=
        c === '"'
          ? text.slice(i, end + 1)
          : `"${inner.replaceAll("\\'", "'").replaceAll(/(?<!\\)"/g, '\\"')}"`;
      i = end + 1;
    } else if (/[A-Za-z_$]/.test(c)) {
      const word = /^[\w$.-]+/.exec(text.slice(i))?.[0] ?? c;
      const after = /^\s*:/.test(text.slice(i + word.length));
      const literal = word === 'true' || word === 'false' || word === 'null';
      out += after || !literal ? JSON.stringify(word) : word;
      i += word.length;
    } else {
      out += c;
      i++;
    }
  }
  return out;
}

/** Whether a resource has all the words. */
export function hasAll(
  one: Resource,
  words: Word[],
  lookup: Lookup,
  ownerName: (id: string) => string,
): boolean {
  return words.every(word => has(one, word, lookup, ownerName) !== word.not);
}

function has(
  one: Resource,
  { field, text }: Word,
  lookup: Lookup,
  ownerName: (id: string) => string,
): boolean {
  const includes = (value: string | null | undefined): boolean =>
    Boolean(value?.toLowerCase().includes(text));
  const named = (id: string | null): boolean => {
    const other = lookup(id);
    return other ? other.id.toLowerCase() === text || other.names.some(includes) : false;
  };
  switch (field) {
    case 'name':
      return one.names.some(includes);
    case 'type':
      return includes(one.type);
    case 'status':
      return one.status === text;
    case 'health':
      return one.health === text;
    case 'image':
      return includes(one.image);
    case 'host':
      return named(one.host);
    case 'cluster':
      return named(one.cluster);
    case 'owner':
      return one.owner.toLowerCase() === text || includes(ownerName(one.owner));
    case 'label':
      return Object.entries(one.labels ?? {}).some(([key, value]) => includes(`${key}=${value}`));
    case 'address':
      return (one.addresses ?? []).some(address => includes(address.ip) || includes(address.network));
    default:
      return (
        lettersOf(one).includes(text) ||
        one.status === text ||
        one.health === text ||
        one.id.toLowerCase() === text ||
        named(one.host) ||
        (one.addresses ?? []).some(address => includes(address.ip))
      );
  }
}

const letters = new WeakMap<Resource, string>();

/** Names, image and type in small letters, made once: searching goes over all of them with each key. */
function lettersOf(one: Resource): string {
  let text = letters.get(one);
  if (text === undefined)
    letters.set(one, (text = [...one.names, one.image ?? '', one.type].join('\n').toLowerCase()));
  return text;
}

export interface TreeRow {
  one: Resource;
  depth: number;
  children: number;
  isOpen: boolean;
}

/** Resources as a tree by parent: what has no parent among them comes first, children under theirs. */
export function treeOf(
  list: Resource[],
  closed: ReadonlySet<string>,
  compare: (a: Resource, b: Resource) => number,
): TreeRow[] {
  const here = new Set(list.map(one => one.id));
  const children = new Map<string, Resource[]>();
  const roots: Resource[] = [];
  for (const one of list) {
    if (one.parent && here.has(one.parent)) {
      const known = children.get(one.parent);
      if (known) known.push(one);
      else children.set(one.parent, [one]);
    } else roots.push(one);
  }
  const rows: TreeRow[] = [];
  const seen = new Set<string>();
  const add = (some: Resource[], depth: number): void => {
    for (const one of some.sort(compare)) {
      if (seen.has(one.id)) continue;
      seen.add(one.id);
      const below = children.get(one.id) ?? [];
      const isOpen = below.length > 0 && !closed.has(one.id);
      rows.push({ one, depth, children: below.length, isOpen });
      if (isOpen) add(below, depth + 1);
    }
  };
  add(roots, 0);
  // Parents in a circle are nobody's children.
  if (!roots.length && list.length) add(list, 0);
  return rows;
}

export interface Facet {
  key: string;
  title: string;
  of: (one: Resource) => string[];
}

export const FACETS: Facet[] = [
  { key: 'type', title: 'Type', of: one => [one.type] },
  { key: 'status', title: 'Status', of: one => [one.status] },
  { key: 'health', title: 'Health', of: one => [one.health] },
  { key: 'cluster', title: 'Cluster', of: one => (one.cluster ? [one.cluster] : []) },
  { key: 'host', title: 'Machine', of: one => (one.host ? [one.host] : []) },
  { key: 'image', title: 'Image', of: one => (one.image ? [one.image.split('@')[0] ?? one.image] : []) },
  {
    key: 'label',
    title: 'Label',
    of: one => Object.entries(one.labels ?? {}).map(([key, value]) => `${key}=${value}`),
  },
  { key: 'owner', title: 'Agent', of: one => [one.owner] },
];

/** Values with how many have each, the most frequent first. */
export function countValues(list: Resource[], facet: Facet): [string, number][] {
  const counts = new Map<string, number>();
  for (const one of list) for (const value of facet.of(one)) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
}
