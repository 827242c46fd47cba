import type { StormEvent } from './types.ts';

/** What a feed tells, in the order in which it happened. */
export type News =
  /** The stream is open: every event from now on comes. */
  | { kind: 'open' }
  | { kind: 'events'; events: StormEvent[] }
  /** A sign of life. */
  | { kind: 'alive' }
  /** Events were missed: all that is known has to be read again, after the next `open`. */
  | { kind: 'gone' }
  /** The stream broke; it is tried again by itself. */
  | { kind: 'lost' };

/** stormd sends an empty line every 10 s; a stream that is silent for longer than this is dead. */
const SILENCE_MILLIS = 25_000;
/** A connection that takes longer than this is tried again. */
const CONNECT_MILLIS = 10_000;
const FIRST_RETRY_MILLIS = 250;
const LAST_RETRY_MILLIS = 8_000;

/**
 * Follows stormd's events for as long as it lives: connects, resumes by number after a break, and says so when that
 * is not possible.
 */
export class Feed {
  private readonly tell: (news: News) => void;
  private readonly base: string;
  private last: StormEvent | null | undefined;
  private running: AbortController | null = null;
  private retry: ReturnType<typeof setTimeout> | undefined;
  private wait = FIRST_RETRY_MILLIS;
  private stopped = false;

  constructor(tell: (news: News) => void, base = '') {
    this.tell = tell;
    this.base = base;
  }

  start(): void {
    void this.run();
  }

  /** Tries at once if it waits to try again. */
  hurry(): void {
    if (this.retry !== undefined) {
      clearTimeout(this.retry);
      this.retry = undefined;
      this.wait = FIRST_RETRY_MILLIS;
      void this.run();
    }
  }

  stop(): void {
    this.stopped = true;
    clearTimeout(this.retry);
    this.running?.abort();
  }

  private async run(): Promise<void> {
    const abort = new AbortController();
    this.running = abort;
    try {
      await this.catchUp(abort);
      await this.follow(abort);
    } catch {
      // A break is told below, whatever its reason.
    }
    abort.abort();
    if (this.stopped) return;
    this.tell({ kind: 'lost' });
    this.retry = setTimeout(() => {
      this.retry = undefined;
      void this.run();
    }, this.wait);
    this.wait = Math.min(this.wait * 2, LAST_RETRY_MILLIS);
  }

  /** Finds where to begin, or makes sure that the server still knows the event at which we are. */
  private async catchUp(abort: AbortController): Promise<void> {
    const known = this.last;
    const query = known ? `start=${known.id}&count=1` : 'count=1';
    const signal = AbortSignal.any([abort.signal, AbortSignal.timeout(CONNECT_MILLIS)]);
    const response = await fetch(`${this.base}/v1/events?${query}`, { signal });
    if (!response.ok) throw new Error(`events: ${response.status}`);
    const [event = null] = (await response.json()) as StormEvent[];
    if (known === undefined) {
      this.last = event;
    } else if (known && (event?.id !== known.id || event.entity_id !== known.entity_id)) {
      // Another store, or a log that went on without us.
      this.restart();
      throw new Error('gone');
    }
  }

  private async follow(abort: AbortController): Promise<void> {
    const start = (this.last?.id ?? 0) + 1;
    const late = setTimeout(() => abort.abort(), CONNECT_MILLIS);
    const response = await fetch(`${this.base}/v1/events?stream=1&date=true&start=${start}`, {
      signal: abort.signal,
      cache: 'no-store',
    });
    clearTimeout(late);
    if (response.status === 410) {
      this.restart();
      return;
    }
    if (!response.ok || !response.body) throw new Error(`events: ${response.status}`);
    const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
    let watch = setTimeout(() => abort.abort(), SILENCE_MILLIS);
    let opened = false;
    let rest = '';
    try {
      while (true) {
        const { done, value } = await reader.read();
        clearTimeout(watch);
        if (done) return;
        watch = setTimeout(() => abort.abort(), SILENCE_MILLIS);
        if (!opened) {
          opened = true;
          this.wait = FIRST_RETRY_MILLIS;
          this.tell({ kind: 'open' });
        }
        const lines = (rest + value).split('\n');
        rest = lines.pop() ?? '';
        this.take(lines);
      }
    } finally {
      clearTimeout(watch);
    }
  }

  private take(lines: string[]): void {
    const events: StormEvent[] = [];
    for (const line of lines) {
      if (!line) continue;
      const event = JSON.parse(line) as StormEvent;
      // Without a type it is the last line for a reader that fell behind.
      if (event.event_type === undefined) {
        this.restart();
        return;
      }
      events.push(event);
    }
    const last = events.at(-1);
    if (last) {
      this.last = last;
      this.tell({ kind: 'events', events });
    } else {
      this.tell({ kind: 'alive' });
    }
  }

  private restart(): void {
    this.last = undefined;
    this.tell({ kind: 'gone' });
  }
}
