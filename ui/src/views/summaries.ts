import type { Application } from '../api/types.ts';
import { rollupOf } from '../mirror/rollups.ts';
import { groups } from '../mirror/world.ts';
import { count } from '../model/names.ts';
import { type Condition, SEVERITY } from '../model/rollup.ts';

export interface Summary {
  condition: Condition;
  text: string;
}

/** How an application is, in one sentence. */
export function appSummary(app: Application): Summary {
  const parts = app.components.flatMap(id => {
    const group = groups.get(id);
    return group ? [{ name: group.name ?? id, rollup: rollupOf(id).value }] : [];
  });
  const worst = [...parts].sort((a, b) => SEVERITY[b.rollup.condition] - SEVERITY[a.rollup.condition])[0];
  if (!worst) return { condition: 'empty', text: 'no groups' };
  const { condition, reason } = worst.rollup;
  if (condition === 'ok') {
    const running = parts.reduce((sum, part) => sum + part.rollup.counts.ok, 0);
    return {
      condition,
      text: `everything runs: ${count(running, 'member')} in ${count(parts.length, 'group')}`,
    };
  }
  const alike = parts.filter(part => part.rollup.condition === condition).length;
  const others = alike > 1 ? `, and ${count(alike - 1, 'more group')}` : '';
  return { condition, text: `${worst.name}: ${reason}${others}` };
}
