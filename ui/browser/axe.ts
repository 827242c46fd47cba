import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';

const source = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

interface Finding {
  id: string;
  impact: string | null;
  nodes: { target: string[]; failureSummary?: string }[];
}

/** What axe finds on a page that is serious or worse, each in one line. */
export async function seriousFindings(page: Page): Promise<string[]> {
  // By the debugger, so that the page's policy need not allow it.
  await page.evaluate(source);
  const found = await page.evaluate(async () => {
    const axe = (
      window as unknown as {
        axe: { run: (where: Document, options: object) => Promise<{ violations: Finding[] }> };
      }
    ).axe;
    return (await axe.run(document, { resultTypes: ['violations'] })).violations;
  });
  return found
    .filter(one => one.impact === 'serious' || one.impact === 'critical')
    .flatMap(one =>
      one.nodes.slice(0, 5).map(node => `${one.id}: ${node.target.join(' ')}: ${node.failureSummary ?? ''}`),
    );
}
