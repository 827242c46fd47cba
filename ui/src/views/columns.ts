import type { Resource } from '../api/types.ts';
import { groups, members, resources } from '../mirror/world.ts';
import { imageText, nameOf, typeName } from '../model/names.ts';
import { stateText } from '../model/status.ts';
import { ago, now, parse } from '../parts/clock.ts';

/** What the table of resources can show beside their names. */
export interface Column {
  key: string;
  title: string;
  width: string;
  of: (one: Resource) => string;
  /** What it is sorted by, if not by what it shows. */
  by?: (one: Resource) => string;
}

export const COLUMNS: Column[] = [
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
    by: one => one.created ?? '',
  },
  { key: 'id', title: 'Id', width: '230px', of: one => one.id },
];

const FIRST_COLUMNS = ['type', 'state', 'image', 'host', 'groups'];

export function keptColumns(): string[] {
  try {
    return (JSON.parse(localStorage.getItem('columns') ?? 'null') as string[] | null) ?? FIRST_COLUMNS;
  } catch {
    return FIRST_COLUMNS;
  }
}

export function keepColumns(columns: string[]): void {
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
