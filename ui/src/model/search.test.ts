import { describe, expect, it } from 'vitest';
import type { Resource } from '../api/types.ts';
import { hasAll, loose, parseSearch, treeOf } from './search.ts';

function one(id: string, more: Partial<Resource> = {}): Resource {
  return {
    id,
    type: 'swarm-task',
    names: [id],
    owner: 'agent',
    parent: null,
    cluster: null,
    host: null,
    image: 'redis:4',
    status: 'running',
    health: 'unknown',
    ...more,
  };
}

describe('a search', () => {
  it('is a query when it begins with a brace', () => {
    expect(parseSearch(' {"a": 1}')).toEqual({ kind: 'query', query: { a: 1 } });
    expect(parseSearch("{image: {$regex: '^redis:'}, $or: [{a.b: true}, {c: null}]}")).toEqual({
      kind: 'query',
      query: { image: { $regex: '^redis:' }, $or: [{ 'a.b': true }, { c: null }] },
    });
    expect(parseSearch('{"a": ')).toMatchObject({ kind: 'unfinished' });
  });

  it('keeps what is inside of quotes', () => {
    expect(JSON.parse(loose(`{a: 'it\\'s "x": 1'}`))).toEqual({ a: 'it\'s "x": 1' });
    expect(JSON.parse(loose('{"a: b": "c: d, {e"}'))).toEqual({ 'a: b': 'c: d, {e' });
  });

  it('is words otherwise', () => {
    expect(parseSearch('redis status:running -type:swarm-node image:redis:4 "two words"')).toEqual({
      kind: 'words',
      words: [
        { field: null, text: 'redis', not: false },
        { field: 'status', text: 'running', not: false },
        { field: 'type', text: 'swarm-node', not: true },
        { field: 'image', text: 'redis:4', not: false },
        { field: null, text: 'two words', not: false },
      ],
    });
  });

  it('finds what has all the words', () => {
    const host = one('n', { names: ['swarm-1'] });
    const task = one('web.1', { host: 'n', labels: { zone: 'a' }, addresses: [{ ip: '10.0.0.7' }] });
    const finds = (text: string): boolean => {
      const search = parseSearch(text);
      return (
        search.kind === 'words' &&
        hasAll(
          task,
          search.words,
          id => (id === 'n' ? host : undefined),
          () => 'demo',
        )
      );
    };
    for (const text of [
      '',
      'WEB',
      'swarm-1 redis',
      'label:zone=a',
      'address:10.0',
      'owner:demo',
      '-status:error',
    ]) {
      expect(finds(text), text).toBe(true);
    }
    for (const text of ['nginx', 'status:run', 'label:zone=b', '-redis'])
      expect(finds(text), text).toBe(false);
  });
});

describe('a tree', () => {
  const order = (a: Resource, b: Resource): number => (a.id < b.id ? -1 : 1);
  it('has children under their parents, and hides those of what is closed', () => {
    const list = [
      one('c', { parent: 'a' }),
      one('a'),
      one('b', { parent: 'elsewhere' }),
      one('d', { parent: 'c' }),
    ];
    expect(treeOf(list, new Set(), order).map(row => `${row.depth} ${row.one.id}`)).toEqual([
      '0 a',
      '1 c',
      '2 d',
      '0 b',
    ]);
    expect(treeOf(list, new Set(['a']), order).map(row => row.one.id)).toEqual(['a', 'b']);
  });
  it('shows parents in a circle, too', () => {
    expect(treeOf([one('a', { parent: 'b' }), one('b', { parent: 'a' })], new Set(), order)).toHaveLength(2);
  });
});
