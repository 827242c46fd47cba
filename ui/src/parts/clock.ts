import { signal } from '@preact/signals';

/** Milliseconds, moving once a second: for ages that people read. */
export const now = signal(Date.now());
setInterval(() => {
  if (!document.hidden) now.value = Date.now();
}, 1_000);
document.addEventListener('visibilitychange', () => {
  now.value = Date.now();
});

/** A moment of the API; one without a zone is UTC. */
export function parse(date: string): number {
  return Date.parse(/Z|[+-]\d\d:?\d\d$/.test(date) ? date : date + 'Z');
}

/** `just now`, `12 s`, `5 min`, `3 h`, `2 days`. */
export function age(since: number, at: number): string {
  const seconds = Math.max(0, Math.round((at - since) / 1_000));
  if (seconds < 5) return 'just now';
  if (seconds < 60) return `${seconds} s`;
  if (seconds < 3_600) return `${Math.floor(seconds / 60)} min`;
  if (seconds < 86_400) return `${Math.floor(seconds / 3_600)} h`;
  const days = Math.floor(seconds / 86_400);
  return `${days} day${days === 1 ? '' : 's'}`;
}

/** `5 min ago`. */
export function ago(since: number, at: number): string {
  const text = age(since, at);
  return text === 'just now' ? text : `${text} ago`;
}
