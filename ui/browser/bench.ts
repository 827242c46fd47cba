// Measures the page on 20,000 resources, 300 groups, and an application of 50 groups and 2,000 members: `build/page bench`.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import type { Page } from 'playwright-core';
import { it } from 'vitest';
import { launch } from './page.ts';
import { Storm } from './storm.ts';

const RESOURCES = 20_000;
const GROUPS = 300;
const IN_PICTURE = 50;
const MEMBERS = 40;
const ROUNDS = 5;

let storm: Storm;

it('is measured', { timeout: 600_000 }, async () => {
  storm = await Storm.start();
  const browser = await launch();
  try {
    await seed();
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
    const page = await context.newPage();
    say('script for the first view, brotli', `${firstView()} KB`);
    const home: number[] = [];
    const picture: number[] = [];
    for (let i = 0; i < ROUNDS; i++) {
      home.push(await shows(page, '/', '.mini'));
      picture.push(await shows(page, '/ui/apps/large', '.stage .box-title'));
    }
    say('first view, home', `${median(home)} ms`);
    say('first view, picture', `${median(picture)} ms`);
    await held(page, 'opening home', async () => void (await shows(page, '/', '.mini')));
    await held(
      page,
      'opening the picture',
      async () => void (await shows(page, '/ui/apps/large', '.stage .box-title')),
    );

    await page.mouse.move(800, 450);
    await held(page, 'zooming in and out', async () => {
      for (let i = 0; i < 60; i++) await wheel(page, i % 30 < 15 ? -120 : 120);
    });
    await held(page, 'zooming to details', async () => {
      for (let i = 0; i < 24; i++) await wheel(page, -160);
      for (let i = 0; i < 24; i++) await wheel(page, 160);
    });
    await page.goto(storm.url + '/ui/resources');
    await page.locator('.tree-row').first().waitFor();
    await page.waitForTimeout(500);
    await page.mouse.move(900, 500);
    await held(page, 'scrolling 20,000 rows', async () => {
      for (let i = 0; i < 120; i++) await wheel(page, 1_500);
    });
    await held(page, 'a search by words', async () => {
      await page.getByRole('combobox').pressSequentially('task-1 status:running', { delay: 40 });
      await page.waitForTimeout(500);
    });

    await page.goto(storm.url + '/ui/apps/large');
    await page.locator('.stage .box-title').first().waitFor();
    await page.waitForTimeout(500);
    const live: number[] = [];
    for (let i = 0; i < ROUNDS; i++) live.push(await change(page));
    say('a change until it is drawn', `${median(live)} ms`);
  } finally {
    await browser.close();
    await storm.stop();
  }
});

async function seed(): Promise<void> {
  await storm.send('POST', '/v1/agents', { type: 'bench', name: 'bench', status: 'online' });
  const hosts = Array.from({ length: 100 }, (_, i) => ({
    native_id: `h${i}`,
    type: 'bench-node',
    names: [`host-${i}`],
    parent: 'c',
    cluster: 'c',
    status: 'running',
  }));
  const services = Array.from({ length: 500 }, (_, i) => ({
    native_id: `s${i}`,
    type: 'bench-service',
    names: [`service-${i}`],
    parent: 'c',
    cluster: 'c',
    image: `app-${i % 60}:1.${i % 7}`,
    status: 'running',
  }));
  const tasks = Array.from({ length: RESOURCES - 601 }, (_, i) => ({
    native_id: `t${i}`,
    type: 'bench-task',
    names: [`task-${i}`, `task-${i}.long`],
    parent: `s${i % 500}`,
    host: `h${i % 100}`,
    cluster: 'c',
    image: `app-${i % 60}:1.${i % 7}`,
    status: i % 97 ? 'running' : 'starting',
    labels: { slice: String(Math.floor(i / MEMBERS)) },
    addresses: [{ ip: `10.0.${i % 250}.${Math.floor(i / 250) % 250}`, network: 'bench' }],
    snapshot: { Spec: { Slot: i, Labels: { slice: String(i % 60) } } },
  }));
  await storm.send('POST', '/v1/agents/bench/sync', {
    full: true,
    resources: [
      { native_id: 'c', type: 'bench-cluster', names: ['bench'], status: 'running' },
      ...hosts,
      ...services,
      ...tasks,
    ],
  });
  for (let i = 0; i < GROUPS; i++) {
    await storm.send('POST', '/v1/groups', {
      name: `group-${i}`,
      query: i < IN_PICTURE ? { 'labels.slice': String(i) } : { image: `app-${i % 60}:1.${i % 7}` },
      services: [{ name: 'http', port: 8_000 + i }],
    });
  }
  const links = Array.from({ length: IN_PICTURE - 1 }, (_, i) => ({
    src_component: `group-${Math.floor(i / 2.4)}`,
    dest_component: `group-${i + 1}`,
    dest_service: 'http',
  }));
  await storm.send('POST', '/v1/apps', {
    name: 'large',
    components: Array.from({ length: IN_PICTURE }, (_, i) => `group-${i}`),
    expose: [{ component: 'group-0', service: 'http' }],
    links,
  });
}

/** Milliseconds from asking for an address until something of it is drawn. */
async function shows(page: Page, path: string, what: string): Promise<number> {
  await page.goto('about:blank');
  await page.goto(storm.url + path, { waitUntil: 'commit' });
  await page.locator(what).first().waitFor();
  return page.evaluate(
    () => new Promise<number>(done => requestAnimationFrame(() => setTimeout(() => done(performance.now())))),
  );
}

/** Says how long the longest task was that held the page up, in time of the processor, which other programs do not lengthen. */
async function held(page: Page, what: string, act: () => Promise<void>): Promise<void> {
  await page
    .context()
    .browser()
    ?.startTracing(page, { categories: ['toplevel'] });
  await act();
  await page.waitForTimeout(300);
  const trace = (await page.context().browser()?.stopTracing())?.toString() ?? '{}';
  const { traceEvents = [] } = JSON.parse(trace) as { traceEvents?: TraceEvent[] };
  const mains = new Set(
    traceEvents
      .filter(one => one.name === 'thread_name' && one.args?.name === 'CrRendererMain')
      .map(one => `${one.pid} ${one.tid}`),
  );
  const tasks = traceEvents.filter(one => one.name.endsWith('RunTask') && mains.has(`${one.pid} ${one.tid}`));
  const spent = tasks.reduce((sum, one) => sum + (one.tdur ?? 0), 0) / 1_000;
  const longest = Math.max(0, ...tasks.map(one => one.tdur ?? 0)) / 1_000;
  say(`${what}: longest task, all`, `${longest.toFixed(0)} ms, ${spent.toFixed(0)} ms`);
}

interface TraceEvent {
  name: string;
  pid: number;
  tid: number;
  /** Microseconds of the processor. */
  tdur?: number;
  args?: { name?: string };
}

async function wheel(page: Page, by: number): Promise<void> {
  await page.mouse.wheel(0, by);
  await page.evaluate(() => new Promise(done => requestAnimationFrame(() => done(null))));
}

/** Milliseconds from sending a write until the picture shows it. */
async function change(page: Page): Promise<number> {
  const [one] = await storm.get<{ id: string; status: string }[]>(
    `/v1/resources?fields=status&q=${encodeURIComponent('{"names":"task-7"}')}`,
  );
  return page.evaluate(
    async ({ path, to, condition }) => {
      const began = performance.now();
      await fetch(path, {
        method: 'PATCH',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify({ status: to }),
      });
      const box = [...document.querySelectorAll('.box')].find(
        each => each.querySelector('.box-title')?.textContent === 'group-0',
      );
      while (box?.classList.contains('is-trouble') !== condition)
        await new Promise(done => requestAnimationFrame(done));
      return performance.now() - began;
    },
    {
      path: `/v1/resources/${one?.id}`,
      to: one?.status === 'error' ? 'running' : 'error',
      condition: one?.status !== 'error',
    },
  );
}

/** What a browser reads of script before the first view. */
function firstView(): number {
  const web = join(import.meta.dirname, '../target/web');
  const html = readFileSync(join(web, 'index.html'), 'utf8');
  const scripts = [...html.matchAll(/(?:src|href)="\/ui\/(assets\/[^"]+\.js)"/g)].map(
    match => match[1] ?? '',
  );
  return Math.round(
    scripts.reduce((sum, script) => sum + brotliCompressSync(readFileSync(join(web, script))).length, 0) /
      1_000,
  );
}

function median(values: number[]): number {
  return Math.round([...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN);
}

function say(what: string, value: string): void {
  process.stdout.write(`${what.padEnd(48)} ${value}\n`);
}
