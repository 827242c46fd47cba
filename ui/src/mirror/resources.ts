import type { Resource } from '../api/types.ts';
import { Shelf } from './shelf.ts';

/** Resources, with what hangs on each. */
export class Resources extends Shelf<Resource> {
  private children = new Map<string, Set<string>>();
  private hosted = new Map<string, Set<string>>();

  override put(object: Resource): void {
    const before = this.get(object.id);
    if (before?.parent !== object.parent) {
      unlink(this.children, before?.parent, object.id);
      link(this.children, object.parent, object.id);
    }
    if (before?.host !== object.host) {
      unlink(this.hosted, before?.host, object.id);
      link(this.hosted, object.host, object.id);
    }
    super.put(object);
  }

  override remove(id: string): void {
    const before = this.get(id);
    unlink(this.children, before?.parent, id);
    unlink(this.hosted, before?.host, id);
    super.remove(id);
  }

  override replace(objects: Resource[]): void {
    super.replace(objects);
    this.children = new Map();
    this.hosted = new Map();
    for (const one of objects) {
      link(this.children, one.parent, one.id);
      link(this.hosted, one.host, one.id);
    }
  }

  /** Those that have this one as their parent. */
  childrenOf(id: string): Resource[] {
    return this.each(this.children.get(id));
  }

  hasChildren(id: string): boolean {
    return this.children.has(id);
  }

  /** Those that run on this one. */
  hostedBy(id: string): Resource[] {
    return this.each(this.hosted.get(id));
  }

  private each(ids: Set<string> | undefined): Resource[] {
    const found: Resource[] = [];
    for (const id of ids ?? []) {
      const one = this.get(id);
      if (one) found.push(one);
    }
    return found;
  }
}

function link(index: Map<string, Set<string>>, to: string | null, id: string): void {
  if (to === null) return;
  const known = index.get(to);
  if (known) known.add(id);
  else index.set(to, new Set([id]));
}

function unlink(index: Map<string, Set<string>>, from: string | null | undefined, id: string): void {
  if (!from) return;
  const known = index.get(from);
  if (known?.delete(id) && known.size === 0) index.delete(from);
}
