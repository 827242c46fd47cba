import { existsSync, mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { seriousFindings } from './axe.ts';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { expect } from 'vitest';

const CANDIDATES = [
  process.env['CHROMIUM'],
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
];
const SHOTS = resolve(import.meta.dirname, '../target/screenshots');
const IMAGES = resolve(import.meta.dirname, '../../docs/images');

export function launch(): Promise<Browser> {
  const executablePath = CANDIDATES.find(path => path && existsSync(path));
  if (!executablePath) throw new Error('there is no chromium here');
  return chromium.launch({
    executablePath,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}

/** A page that counts as wrong what no test may cause: errors, breaches of the policy, requests to elsewhere. */
export class Watched {
  readonly wrong: string[] = [];
  readonly page: Page;

  private constructor(page: Page, url: string) {
    this.page = page;
    page.on('pageerror', error => this.wrong.push(`error: ${error.stack ?? error.message}`));
    page.on('console', message => {
      const text = message.text();
      // A browser notes each refused request; the page shows what was wrong with it.
      if (message.type() === 'error' && !text.startsWith('Failed to load resource'))
        this.wrong.push(`console: ${text}`);
    });
    page.on('request', request => {
      if (!request.url().startsWith(url) && !/^(blob|data):/.test(request.url()))
        this.wrong.push(`request: ${request.url()}`);
    });
  }

  static async open(
    browser: Browser,
    url: string,
    path: string,
    options: BrowserContextOptions = {},
  ): Promise<Watched> {
    const context = await browser.newContext({
      viewport: { width: 1280, height: 800 },
      reducedMotion: 'reduce',
      ...options,
    });
    const page = await context.newPage();
    const watched = new Watched(page, url);
    await page.goto(url + path);
    await page.locator('.shell').waitFor();
    await page.locator('.loading[role=status]').waitFor({ state: 'detached' });
    return watched;
  }

  async close(): Promise<void> {
    await this.page.context().close();
    expect(this.wrong).toEqual([]);
  }

  /** No serious finding of axe. */
  async isAccessible(): Promise<void> {
    expect(await seriousFindings(this.page)).toEqual([]);
  }

  /** Keeps how it looks in target/screenshots; with SCREENSHOTS=write those that are `kept` also in docs/images. */
  async shoot(name: string, how: 'kept' | '' = ''): Promise<void> {
    mkdirSync(SHOTS, { recursive: true });
    const bytes = await this.page.screenshot({ path: join(SHOTS, `${name}.png`), animations: 'disabled' });
    expect(bytes.length).toBeGreaterThan(5_000);
    if (how === 'kept' && process.env['SCREENSHOTS'] === 'write')
      await this.page.screenshot({ path: join(IMAGES, `${name}.png`), animations: 'disabled' });
  }
}
