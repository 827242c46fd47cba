import { batch } from '@preact/signals';
import { get, getAll, Problem } from '../api/http.ts';
import type { Kind, Resource } from '../api/types.ts';
import { PATHS } from '../api/types.ts';
import type { Memberships } from './members.ts';
import { members, resources, shelves } from './world.ts';

/** Of resources everything but the snapshot, which is nine tenths of them. */
export const RESOURCE_FIELDS =
  'type,names,owner,parent,cluster,host,image,status,health,native_id,labels,addresses,ports,created,region';

/** Jobs have outputs and texts of any size: lists leave them out. */
export const JOB_FIELDS =
  'type,owner,target,procedure,status,created,started,ended,attempt,cancel,subscription,timeout';

/** Large enough that reading takes few ways to and fro, small enough that none of them holds the page up. */
const PAGE = 5_000;

/** The list of a kind, as the mirror keeps it. */
export function listOf(kind: Kind): string {
  const path = `/v1/${PATHS[kind]}`;
  if (kind === 'resource') return `${path}?fields=${RESOURCE_FIELDS}`;
  if (kind === 'job') return `${path}?fields=${JOB_FIELDS}`;
  return path;
}

async function readList(kind: Kind): Promise<never[]> {
  const all: never[] = [];
  try {
    await getAll<never>(listOf(kind), PAGE, part => void all.push(...part));
  } catch (error) {
    // A server that does not know this kind has none of it.
    if (!(error instanceof Problem && error.status === 404)) throw error;
  }
  return all;
}

/** Reads all objects of one kind again. */
export async function reload(kind: Kind): Promise<void> {
  const all = await readList(kind);
  shelves[kind].replace(all);
}

/** Reads who is in which group again. */
export async function reloadMembers(): Promise<void> {
  members.replace(await get<Memberships>('/v1/memberships'));
}

/**
 * Reads everything, then shows it at once. Call it only after the feed is open, so that what changes meanwhile is told.
 *
 * @throws Problem if a part of it cannot be had; then nothing has changed
 */
export async function loadAll(): Promise<void> {
  const kinds = Object.keys(PATHS) as Kind[];
  const [memberships, ...lists] = await Promise.all([
    get<Memberships>('/v1/memberships'),
    ...kinds.map(kind => readList(kind)),
  ]);
  batch(() => {
    kinds.forEach((kind, i) => {
      if (kind === 'resource') resources.replace(lists[i] as unknown as Resource[]);
      else shelves[kind].replace(lists[i] ?? []);
      shelves[kind].changed();
    });
    members.replace(memberships);
    members.everythingChanged();
  });
}
