import { signal } from '@preact/signals';

interface Named {
  id: string;
  name?: string | null;
  names?: string[];
}

/** All objects of one kind, by id. `version` changes whenever any of them does. */
export class Shelf<T extends Named> {
  readonly version = signal(0);
  protected all = new Map<string, T>();

  get size(): number {
    return this.all.size;
  }

  get(id: string | null | undefined): T | undefined {
    return id ? this.all.get(id) : undefined;
  }

  values(): IterableIterator<T> {
    return this.all.values();
  }

  /** The objects in the order of the API's lists: by name, then id. */
  sorted(): T[] {
    return [...this.all.values()].sort((a, b) => compare(a.name ?? '', b.name ?? '') || compare(a.id, b.id));
  }

  /** By id, or by a name that only one object has, as in the API's addresses. */
  find(key: string): T | undefined {
    const byId = this.all.get(key);
    if (byId) return byId;
    let found: T | undefined;
    for (const one of this.all.values()) {
      if (one.name === key || one.names?.includes(key)) {
        if (found) return undefined;
        found = one;
      }
    }
    return found;
  }

  put(object: T): void {
    this.all.set(object.id, object);
  }

  remove(id: string): void {
    this.all.delete(id);
  }

  /** Makes these the objects, all of them. */
  replace(objects: T[]): void {
    this.all = new Map(objects.map(one => [one.id, one]));
  }

  changed(): void {
    this.version.value++;
  }
}

export function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

const collator = new Intl.Collator('en', { numeric: true });

/** As people order names: `task.2` before `task.10`. */
export function compareNames(a: string, b: string): number {
  return collator.compare(a, b);
}
