import { type Signal, signal } from '@preact/signals';

export interface Memberships {
  last: number;
  groups: Record<string, string[]>;
}

/** Who is in which group. Each group has a version, so that only what shows a changed group is drawn again. */
export class Members {
  /** The number of the last joining or leaving that is in here. */
  last = 0;
  readonly version = signal(0);
  private ofGroup = new Map<string, Set<string>>();
  private ofResource = new Map<string, string[]>();
  private readonly versions = new Map<string, Signal<number>>();

  replace(all: Memberships): void {
    this.last = all.last;
    this.ofGroup = new Map();
    this.ofResource = new Map();
    for (const [group, members] of Object.entries(all.groups)) {
      this.ofGroup.set(group, new Set(members));
      for (const member of members) this.link(group, member);
    }
  }

  join(group: string, resource: string): void {
    const members = this.ofGroup.get(group);
    if (members?.has(resource)) return;
    if (members) members.add(resource);
    else this.ofGroup.set(group, new Set([resource]));
    this.link(group, resource);
  }

  leave(group: string, resource: string): void {
    this.ofGroup.get(group)?.delete(resource);
    const groups = this.groupsOf(resource).filter(one => one !== group);
    if (groups.length) this.ofResource.set(resource, groups);
    else this.ofResource.delete(resource);
  }

  of(group: string): ReadonlySet<string> {
    return this.ofGroup.get(group) ?? NOBODY;
  }

  groupsOf(resource: string): readonly string[] {
    return this.ofResource.get(resource) ?? NO_GROUPS;
  }

  /** Changes whenever the group's members, or anything that is shown of them, change. */
  versionOf(group: string): Signal<number> {
    let version = this.versions.get(group);
    if (!version) this.versions.set(group, (version = signal(0)));
    return version;
  }

  changed(groups: Iterable<string>): void {
    for (const group of groups) {
      const version = this.versions.get(group);
      if (version) version.value++;
    }
    this.version.value++;
  }

  everythingChanged(): void {
    this.changed([...this.versions.keys()]);
  }

  private link(group: string, resource: string): void {
    const groups = this.ofResource.get(resource);
    if (groups) groups.push(group);
    else this.ofResource.set(resource, [group]);
  }
}

const NO_GROUPS: readonly string[] = [];
const NOBODY: ReadonlySet<string> = new Set();
