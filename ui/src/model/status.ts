import type { Health, Status } from '../api/types.ts';

/**
 * How something is, as people would say it at a glance. Each has a colour and a shape of its own, so that colour is never the only
 * sign.
 */
export type Look = 'ok' | 'busy' | 'bad' | 'off' | 'unknown';

export const LOOKS: Look[] = ['ok', 'busy', 'bad', 'off', 'unknown'];

const OF_STATUS: Record<Status, Look> = {
  unknown: 'unknown',
  creating: 'busy',
  created: 'busy',
  starting: 'busy',
  running: 'ok',
  updating: 'busy',
  updated: 'busy',
  stopping: 'busy',
  stopped: 'off',
  removing: 'busy',
  error: 'bad',
};

/** What health says only counts of what runs. */
export function lookOf(one: { status: Status; health: Health }): Look {
  const look = OF_STATUS[one.status] ?? 'unknown';
  return one.health === 'unhealthy' && look !== 'off' ? 'bad' : look;
}

/** `running`, `running, unhealthy`. */
export function stateText(one: { status: Status; health: Health }): string {
  return one.health === 'unknown' ? one.status : `${one.status}, ${one.health}`;
}
