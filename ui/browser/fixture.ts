import type { Browser } from 'playwright-core';
import { afterAll, beforeAll } from 'vitest';
import { launch, Watched } from './page.ts';
import { end, Storm } from './storm.ts';
import { describeLab, describeShop } from './world.ts';

/** A stormd that shows the recorded swarm, and a browser: for one file of tests. */
export let storm: Storm;
export let browser: Browser;

beforeAll(async () => {
  [storm, browser] = await Promise.all([Storm.start(), launch()]);
  const agent = await storm.replay();
  await describeShop(storm);
  // From here on only tests change something; for the page the agents are still there.
  await end(agent);
  beat = setInterval(() => void alive(), 15_000);
  await alive();
});

let beat: ReturnType<typeof setInterval>;

export async function alive(): Promise<void> {
  for (const { id } of await storm.get<{ id: string }[]>('/v1/agents').catch(() => [])) {
    await storm.send('POST', `/v1/agents/${id}/heartbeat`).catch(() => {});
  }
}

let lab: Promise<void> | null = null;

/** Makes the small world of the tests that change something. */
export function small(): Promise<void> {
  return (lab ??= describeLab(storm));
}

afterAll(async () => {
  clearInterval(beat);
  await browser?.close();
  await storm?.stop();
});

export const open = (path: string, options = {}): Promise<Watched> =>
  Watched.open(browser, storm.url, path, options);

export async function idOf(name: string): Promise<string> {
  const [one] = await storm.get<{ id: string }[]>(
    `/v1/resources?fields=id&q=${encodeURIComponent(JSON.stringify({ names: name }))}`,
  );
  if (!one) throw new Error(`no resource ${name}`);
  return one.id;
}
