import type { Application, Group } from '../api/types.ts';
import { compareNames } from '../mirror/shelf.ts';

/** Who uses an application: not an object, but drawn like one. */
export const USERS = 'users';

export interface Box {
  /** The group's id. */
  id: string;
  name: string;
  group: Group;
  /** The services that somebody uses, in the order in which they are drawn. */
  doors: Door[];
}

/** A service as the links see it. */
export interface Door {
  service: string;
  /** Missing if the group no longer has a service of this name. */
  port?: number;
  protocol?: string;
}

export interface Link {
  id: string;
  /** The id of a box, or {@link USERS}. */
  from: string;
  to: string;
  service: string;
}

export interface Graph {
  boxes: Box[];
  links: Link[];
}

/** An application as boxes and links, the same for the same application whatever the order in which it was written. */
export function graphOf(app: Application, group: (id: string) => Group | undefined): Graph {
  const boxes = new Map<string, Box>();
  for (const id of app.components) {
    const found = group(id);
    if (found)
      boxes.set(found.name ?? found.id, {
        id: found.id,
        name: found.name ?? found.id,
        group: found,
        doors: [],
      });
  }
  const links: Link[] = [];
  const add = (from: string, to: Box | undefined, service: string): void => {
    if (!to) return;
    const id = `${from} ${to.id} ${service}`;
    if (links.some(one => one.id === id)) return;
    links.push({ id, from, to: to.id, service });
    if (to.doors.some(door => door.service === service)) return;
    const known = to.group.services.find(one => one.name === service);
    to.doors.push(known ? { service, port: known.port, protocol: known.protocol } : { service });
  };
  for (const { component, service } of app.expose) add(USERS, boxes.get(component), service);
  for (const { src_component, dest_component, dest_service } of app.links) {
    const from = boxes.get(src_component);
    if (from) add(from.id, boxes.get(dest_component), dest_service);
  }
  for (const box of boxes.values())
    box.doors.sort((a, b) => (a.port ?? 0) - (b.port ?? 0) || compareNames(a.service, b.service));
  return {
    boxes: [...boxes.values()].sort((a, b) => compareNames(a.name, b.name)),
    links: links.sort((a, b) => (a.id < b.id ? -1 : 1)),
  };
}

/** All boxes from which a box can be reached (who depends on it), or which can be reached from it; without itself. */
export function reach(links: Link[], start: string, direction: 'up' | 'down'): Set<string> {
  const found = new Set<string>();
  const todo = [start];
  while (todo.length) {
    const at = todo.pop();
    for (const link of links) {
      const [here, there] = direction === 'up' ? [link.to, link.from] : [link.from, link.to];
      if (here === at && there !== start && !found.has(there)) {
        found.add(there);
        todo.push(there);
      }
    }
  }
  return found;
}
