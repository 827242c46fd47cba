import type { Resource } from '../api/types.ts';
import { compareNames } from '../mirror/shelf.ts';
import { nameOf } from '../model/names.ts';
import { COLUMNS } from './columns.ts';

export type Compare = (a: Resource, b: Resource) => number;

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

/** What is sorted by, as it stands in the address: `image`, or `-image` for the other way round. */
export interface Order {
  key: string;
  isDown: boolean;
}

export function parseOrder(text: string | null): Order | null {
  const isDown = text?.startsWith('-') ?? false;
  const key = isDown ? text?.slice(1) : text;
  return key === 'name' || COLUMNS.some(column => column.key === key) ? { key: key as string, isDown } : null;
}

/** What a click on a column's head makes of the order: up, down, and back to the usual one. */
export function nextOrder(order: Order | null, key: string): string {
  if (order?.key !== key) return key;
  return order.isDown ? '' : `-${key}`;
}

/** How brothers and sisters in the tree are sorted; those without a value come last, either way. */
export function comparing(order: Order | null): Compare {
  if (!order) return byTypeAndName;
  const column = COLUMNS.find(one => one.key === order.key);
  const of = column ? (column.by ?? column.of) : nameOf;
  const values = new Map<string, string>();
  const value = (one: Resource): string => {
    let known = values.get(one.id);
    if (known === undefined) values.set(one.id, (known = of(one)));
    return known;
  };
  return (a, b) => {
    const [x, y] = [value(a), value(b)];
    if (x === y) return byTypeAndName(a, b);
    if (!x || !y) return x ? -1 : 1;
    return order.isDown ? compareNames(y, x) : compareNames(x, y);
  };
}
