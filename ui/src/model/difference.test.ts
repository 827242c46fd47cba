import { describe, expect, it } from 'vitest';
import { differences } from './difference.ts';

const text = (lines: ReturnType<typeof differences>): string =>
  lines.map(line => line.sign + line.text).join('\n');

describe('a difference', () => {
  it('of what is new is all of it', () => {
    expect(text(differences(null, { a: 1 }))).toBe('+{\n+  "a": 1\n+}');
  });
  it('shows what went and what came among its neighbours', () => {
    expect(text(differences({ a: 1, b: 2, c: 3 }, { a: 1, b: 5, c: 3 }, 1))).toBe(
      ' …\n   "a": 1,\n-  "b": 2,\n+  "b": 5,\n   "c": 3\n …',
    );
  });
  it('of what is the same is nothing', () => {
    expect(text(differences({ a: 1 }, { a: 1 }))).toBe(' …');
  });
  it('gives both sides back', () => {
    const a = Array.from({ length: 40 }, (_, i) => `x${i % 7}`);
    const b = Array.from({ length: 50 }, (_, i) => `x${(i * 3) % 11}`);
    const lines = differences(a, b, 1_000);
    const side = (sign: string): string =>
      lines
        .filter(line => line.sign !== sign)
        .map(line => line.text)
        .join('\n');
    expect(side('+')).toBe(JSON.stringify(a, null, 2));
    expect(side('-')).toBe(JSON.stringify(b, null, 2));
  });
});
