import type { Resource } from '../api/types.ts';
import { membersOf, resources } from '../mirror/world.ts';
import { nameOf } from '../model/names.ts';
import type { Marked } from './picking.ts';
import { type Graph, reach, USERS } from './graph.ts';

/** Whether a resource has all the words in its names, image, status, addresses or machine. */
export function hasWords(one: Resource, words: string[]): boolean {
  const host = resources.get(one.host);
  const text = [
    ...one.names,
    one.type,
    one.image ?? '',
    one.status,
    one.health === 'unknown' ? '' : one.health,
    host ? nameOf(host) : '',
    ...(one.addresses ?? []).map(address => address.ip),
  ]
    .join(' ')
    .toLowerCase();
  return words.every(word => text.includes(word));
}

/** What a search finds: groups by their name, members by what is known of them, and the groups of these. */
export function marksOf(graph: Graph, search: string): Marked | null {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  if (!words.length) return null;
  const marked: Marked = { boxes: new Set(), members: new Set() };
  for (const box of graph.boxes) {
    const byName = words.every(word => box.name.toLowerCase().includes(word));
    for (const member of membersOf(box.id)) {
      if (byName || hasWords(member, words)) {
        marked.boxes.add(box.id);
        marked.members?.add(member.id);
      }
    }
    if (byName) marked.boxes.add(box.id);
  }
  return marked;
}

/** What has to do with what is selected: who depends on a group and what it depends on; who shares a machine. */
export function relatedTo(graph: Graph, selected: string | null): Marked | null {
  if (!selected) return null;
  if (graph.boxes.some(box => box.id === selected)) {
    const boxes = new Set([
      selected,
      ...reach(graph.links, selected, 'up'),
      ...reach(graph.links, selected, 'down'),
    ]);
    return { boxes, members: null };
  }
  const link = graph.links.find(one => one.id === selected);
  if (link) return { boxes: new Set([link.from, link.to]), members: null };
  // A machine: what is on it.
  const hosted = resources.hostedBy(selected);
  if (hosted.length) {
    const members = new Set(hosted.map(one => one.id));
    const boxes = graph.boxes
      .filter(box => membersOf(box.id).some(one => members.has(one.id)))
      .map(box => box.id);
    return { boxes: new Set([...boxes, USERS]), members };
  }
  return null;
}
