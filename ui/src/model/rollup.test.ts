import { describe, expect, it } from 'vitest';
import type { Resource } from '../api/types.ts';
import { imageOf, imageText, shortName } from './names.ts';
import { rollUp, versionsText } from './rollup.ts';
import { lookOf } from './status.ts';

function task(id: string, more: Partial<Resource> = {}): Resource {
  return {
    id,
    type: 'swarm-task',
    names: [id, `${id}.long`],
    owner: 'agent',
    parent: 'service',
    cluster: null,
    host: null,
    image: 'redis:4.0.14@sha256:abc',
    status: 'running',
    health: 'unknown',
    ...more,
  };
}

const service = task('redis', { id: 'service', type: 'swarm-service', parent: 'cluster' });

function sum(members: Resource[], all: Resource[] = members, stale = false) {
  return rollUp(members, {
    lookup: id => all.find(one => one.id === id),
    childrenOf: id => all.filter(one => one.parent === id),
    hasChildren: id => all.some(one => one.parent === id),
    isStale: () => stale,
  });
}

describe('a group', () => {
  it('is well when its members run', () => {
    expect(sum([task('a'), task('b', { health: 'healthy' })])).toMatchObject({
      condition: 'ok',
      reason: '',
      total: 2,
    });
  });

  it('without members is empty', () => {
    expect(sum([])).toMatchObject({ condition: 'empty', reason: 'no members' });
  });

  it('is in trouble when one member is, and says which', () => {
    expect(sum([task('a'), task('b', { health: 'unhealthy' })])).toMatchObject({
      condition: 'trouble',
      reason: 'b is unhealthy',
    });
    expect(sum([task('a'), task('b', { status: 'error' }), task('c', { status: 'error' })])).toMatchObject({
      condition: 'trouble',
      reason: '2 of 3 failing: b, …',
    });
  });

  it('is down when nothing in it works', () => {
    expect(sum([task('a', { status: 'error' })])).toMatchObject({
      condition: 'down',
      reason: 'a is failing',
    });
  });

  it('does not count a task whose place another one has taken', () => {
    const rollup = sum([
      task('old', { names: ['redis.1'], status: 'error' }),
      task('a', { names: ['redis.1', 'redis.1.a'], status: 'error', created: '2026-01-01T00:00:00Z' }),
      task('b', { names: ['redis.1', 'redis.1.b'], created: '2026-01-02T00:00:00Z' }),
    ]);
    expect(rollup.units.map(one => one.id)).toEqual(['old', 'b']);
    expect(
      sum([task('a', { names: ['r.1', 'x'], status: 'error' }), task('b', { names: ['r.1', 'y'] })])
        .condition,
    ).toBe('ok');
  });

  it('counts a task that failed last, once, while nothing takes its place', () => {
    const rollup = sum([
      task('a', { names: ['redis.1', 'a'], status: 'stopped', created: '2026-01-01T00:00:00Z' }),
      task('b', { names: ['redis.1', 'b'], status: 'error', created: '2026-01-02T00:00:00Z' }),
    ]);
    expect(rollup.units.map(one => one.id)).toEqual(['b']);
    expect(rollup.condition).toBe('down');
  });

  it('counts an unhealthy task beside the one that is to replace it', () => {
    const rollup = sum([
      task('a', { names: ['redis.1', 'a'], health: 'unhealthy' }),
      task('b', { names: ['redis.1', 'b'], status: 'starting' }),
    ]);
    expect(rollup.units).toHaveLength(2);
  });

  it('of a service is as its tasks are, in the group or not', () => {
    const failing = task('redis.1', { status: 'error' });
    expect(sum([service], [service, failing]).condition).toBe('down');
    expect(sum([service, failing], [service, failing]).units).toEqual([failing]);
    expect(sum([service], [service]).condition).toBe('ok');
  });

  it('that is seen by nobody any more is not said to be well', () => {
    expect(sum([task('a')], [task('a')], true)).toMatchObject({
      condition: 'unknown',
      reason: 'seen last before the agent went silent',
      stale: 1,
    });
  });

  it('says what versions run', () => {
    const { versions } = sum([task('a'), task('b'), task('c', { image: 'registry:5000/team/redis:3.2.12' })]);
    expect(versionsText(versions)).toBe('redis 4.0.14, 3.2.12');
  });
});

describe('names', () => {
  it('take images apart', () => {
    expect(imageOf('registry:5000/team/app:1@sha256:0')).toEqual({
      name: 'registry:5000/team/app',
      tag: '1',
    });
    expect(imageOf('registry:5000/team/app')).toEqual({ name: 'registry:5000/team/app', tag: 'latest' });
    expect(imageOf('app@sha256:0')).toEqual({ name: 'app', tag: '' });
    expect(imageText('registry:5000/team/app:1')).toBe('app:1');
  });

  it("leave out a machine's id, which stands beside them", () => {
    const host = task('host', { id: 'host', names: ['swarm-1', 'v6ggqosjauvdc384op9ooeoeo'] });
    const one = task('x', { names: ['lucid.v6ggqosjauvdc384op9ooeoeo'], host: 'host' });
    expect(shortName(one, id => (id === 'host' ? host : undefined))).toBe('lucid');
    expect(shortName(one, () => undefined)).toBe('lucid.v6ggqosjauvdc384op9ooeoeo');
  });
});

describe('a look', () => {
  it('counts health only of what is not stopped', () => {
    expect(lookOf({ status: 'running', health: 'unhealthy' })).toBe('bad');
    expect(lookOf({ status: 'stopped', health: 'unhealthy' })).toBe('off');
  });
});
