import type { Resource } from '../api/types.ts';

export type Lookup = (id: string | null) => Resource | undefined;

/** What people call a resource: its first name. */
export function nameOf(one: Resource): string {
  return one.names[0] ?? one.native_id ?? one.id;
}

/**
 * A short name. A task of a global service is called after its node's id, which nobody can read: that part is left out, as the node
 * is shown beside it.
 */
export function shortName(one: Resource, lookup: Lookup): string {
  const name = nameOf(one);
  const dot = name.lastIndexOf('.');
  const suffix = name.slice(dot + 1);
  if (dot > 0 && suffix.length > 8 && lookup(one.host)?.names.includes(suffix)) return name.slice(0, dot);
  return name;
}

/** `swarm-task` is a `task`, wherever the cloud is clear. */
export function typeName(type: string): string {
  return type.replace(/^(swarm|docker|ec2|openstack|kubernetes|k8s|nova)-/, '');
}

export interface Image {
  name: string;
  tag: string;
}

/** `registry:5000/team/app:1.2@sha256:..` is `registry:5000/team/app` and `1.2`. */
export function imageOf(image: string): Image {
  const plain = image.split('@')[0] ?? image;
  const colon = plain.lastIndexOf(':');
  if (colon > plain.lastIndexOf('/')) return { name: plain.slice(0, colon), tag: plain.slice(colon + 1) };
  return { name: plain, tag: image.includes('@') ? '' : 'latest' };
}

/** `app:1.2`: the end of the image's path, with its tag. */
export function imageText(image: string | null): string {
  if (!image) return '';
  const { name, tag } = imageOf(image);
  return name.slice(name.lastIndexOf('/') + 1) + (tag ? `:${tag}` : '');
}

/** `1 member`, `2 members`. */
export function count(n: number, one: string, many = one + 's'): string {
  return `${n.toLocaleString('en')} ${n === 1 ? one : many}`;
}
