import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const ROOT = resolve(import.meta.dirname, '../..');
const PATIENCE_MILLIS = 40_000;

/** A real stormd with a store of its own, and what tests do to it. Everything it starts it ends. */
export class Storm {
  readonly port: number;
  readonly url: string;
  private readonly data = mkdtempSync(join(tmpdir(), 'storm-page-'));
  private readonly running = new Set<ChildProcess>();
  private stormd: ChildProcess | null = null;

  private constructor(port: number) {
    this.port = port;
    this.url = `http://127.0.0.1:${port}`;
    // Also when the tests are interrupted.
    process.once('exit', () => {
      for (const child of this.running) child.kill('SIGKILL');
      rmSync(this.data, { recursive: true, force: true });
    });
  }

  static async start(): Promise<Storm> {
    const storm = new Storm(await freePort());
    await storm.up();
    return storm;
  }

  /** Starts stormd, again at the same place if it has been stopped. */
  async up(): Promise<void> {
    const stormd = this.run('stormd', '-b', '127.0.0.1', '-p', String(this.port), '--data', this.data);
    this.stormd = stormd;
    await until(async () => {
      if (stormd.exitCode !== null) throw new Error(`stormd ended with ${stormd.exitCode}`);
      return (await fetch(`${this.url}/ready`).catch(() => null))?.ok === true;
    }, 'stormd');
  }

  async down(): Promise<void> {
    if (this.stormd) await end(this.stormd);
  }

  /** Plays the recorded swarm of eight nodes, until its resources are here. */
  async replay(): Promise<ChildProcess> {
    const agent = this.run('storm-swarm', '-C', `127.0.0.1:${this.port}`, '--replay');
    await until(
      async () =>
        ((await this.get('/v1/resources?q={"type":"swarm-task"}&fields=id')) as unknown[]).length > 20,
      'the replay',
    );
    return agent;
  }

  async stop(): Promise<void> {
    await Promise.all([...this.running].map(end));
    rmSync(this.data, { recursive: true, force: true });
  }

  async get<T = unknown>(path: string): Promise<T> {
    return (await this.send('GET', path)) as T;
  }

  async send(method: string, path: string, body?: unknown): Promise<unknown> {
    const response = await fetch(this.url + path, {
      method,
      ...(body !== undefined && {
        body: JSON.stringify(body),
        headers: { 'Content-Type': 'application/json' },
      }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`);
    return text ? JSON.parse(text) : undefined;
  }

  private run(program: string, ...args: string[]): ChildProcess {
    const file = join(ROOT, 'bin', program);
    if (!existsSync(file)) throw new Error(`${file} is missing: ./storm build`);
    const child = spawn(file, args, { stdio: 'ignore' });
    this.running.add(child);
    child.once('exit', () => this.running.delete(child));
    return child;
  }
}

export function end(child: ChildProcess): Promise<void> {
  return new Promise(done => {
    if (child.exitCode !== null || child.signalCode !== null) return done();
    const late = setTimeout(() => child.kill('SIGKILL'), 8_000);
    child.once('exit', () => {
      clearTimeout(late);
      done();
    });
    child.kill('SIGTERM');
  });
}

export async function until(holds: () => Promise<boolean>, what: string): Promise<void> {
  const deadline = Date.now() + PATIENCE_MILLIS;
  while (!(await holds())) {
    if (Date.now() > deadline) throw new Error(`gave up waiting for ${what}`);
    await new Promise(done => setTimeout(done, 50));
  }
}

/**
 * A free port below those that systems give to connections: while stormd is away for a moment, the page's own attempts to
 * connect could take such a one.
 */
async function freePort(): Promise<number> {
  while (true) {
    const port = 20_000 + Math.floor(Math.random() * 10_000);
    const isFree = await new Promise<boolean>(done => {
      const server = createServer();
      server.once('error', () => done(false));
      server.listen(port, '127.0.0.1', () => server.close(() => done(true)));
    });
    if (isFree) return port;
  }
}
