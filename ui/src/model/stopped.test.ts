import { describe, expect, it } from 'vitest';
import type { Resource, Status } from '../api/types.ts';
import { FACETS } from './search.ts';
import { countFacets, hidesStopped, withoutStopped } from './stopped.ts';

function one(id: string, type: string, status: Status): Resource {
  return {
    id,
    type,
    names: [id],
    owner: 'agent',
    parent: null,
    cluster: null,
    host: null,
    image: null,
    status,
    health: 'unknown',
  };
}

const ALL = [
  one('redis', 'swarm-service', 'stopped'),
  one('redis.1', 'swarm-task', 'stopped'),
  one('redis.2', 'swarm-task', 'stopped'),
  one('redis.3', 'swarm-task', 'error'),
  one('redis.4', 'swarm-task', 'running'),
  one('box', 'docker-container', 'stopped'),
];

describe('stopped tasks', () => {
  it('are hidden, but neither failed ones nor other things that stopped', () => {
    expect(withoutStopped(ALL).map(each => each.id)).toEqual(['redis', 'redis.3', 'redis.4', 'box']);
  });

  it('are hidden until somebody wants them, searches, or chooses a status', () => {
    const asked = { text: '', statuses: [], isStoppedShown: false };
    expect(hidesStopped(asked)).toBe(true);
    expect(hidesStopped({ ...asked, text: '  ' })).toBe(true);
    expect(hidesStopped({ ...asked, isStoppedShown: true })).toBe(false);
    expect(hidesStopped({ ...asked, text: 'redis' })).toBe(false);
    expect(hidesStopped({ ...asked, text: '{type: "swarm-task"}' })).toBe(false);
    expect(hidesStopped({ ...asked, statuses: ['running'] })).toBe(false);
  });

  it('count where choosing a value shows them', () => {
    const counts = (chosen: Record<string, string[]>, hides: boolean) => {
      const narrowed = ALL.filter(each => !chosen['type'] || chosen['type'].includes(each.type));
      const counted = countFacets(ALL, narrowed, new Map(Object.entries(chosen)), hides);
      return Object.fromEntries(FACETS.map((facet, i) => [facet.key, Object.fromEntries(counted[i] ?? [])]));
    };
    const types = { 'swarm-service': 1, 'swarm-task': 2, 'docker-container': 1 };
    expect(counts({}, true)).toMatchObject({
      type: types,
      status: { stopped: 4, error: 1, running: 1 },
      owner: { agent: 4 },
    });
    expect(counts({}, false)).toMatchObject({ type: { ...types, 'swarm-task': 4 }, owner: { agent: 6 } });
    expect(counts({ type: ['swarm-task'] }, true)).toMatchObject({
      type: types,
      status: { stopped: 2, error: 1, running: 1 },
      owner: { agent: 2 },
    });
  });
});
