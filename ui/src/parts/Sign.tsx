import type { Condition } from '../model/rollup.ts';
import type { Look } from '../model/status.ts';

type SignLook = Look | 'warn';

/** The shapes of looks around a point: drawn one by one here, many in one path where there are thousands. */
export function signPath(look: SignLook, x: number, y: number, r: number): string {
  switch (look) {
    case 'ok':
      return circle(x, y, r);
    case 'busy':
      return circle(x, y, r * 0.78) + `M${n(x)} ${n(y - r * 0.78)}V${n(y)}`;
    case 'bad':
    case 'warn':
      return `M${n(x)} ${n(y - r * 1.15)}L${n(x + r * 1.2)} ${n(y + r)}H${n(x - r * 1.2)}Z`;
    case 'off':
      return circle(x, y, r * 0.8);
    case 'unknown':
      return `M${n(x - r * 0.8)} ${n(y - r * 0.8)}h${n(r * 1.6)}v${n(r * 1.6)}h${n(-r * 1.6)}Z`;
  }
}

function circle(x: number, y: number, r: number): string {
  return `M${n(x - r)} ${n(y)}a${n(r)} ${n(r)} 0 1 0 ${n(2 * r)} 0a${n(r)} ${n(r)} 0 1 0 ${n(-2 * r)} 0Z`;
}

function n(value: number): string {
  return String(Math.round(value * 1_000) / 1_000);
}

export const LOOK_OF: Record<Condition, SignLook> = {
  ok: 'ok',
  busy: 'busy',
  trouble: 'warn',
  down: 'bad',
  off: 'off',
  unknown: 'unknown',
  empty: 'unknown',
};

/** How something is, as a small drawing. What it means stands beside it, or is its title. */
export function Sign({ look, title }: { look: SignLook; title?: string }) {
  return (
    <svg
      class="sign"
      viewBox="-6 -6 12 12"
      role={title ? 'img' : undefined}
      aria-label={title}
      aria-hidden={title ? undefined : 'true'}
    >
      <path class={`look-${look}`} d={signPath(look, 0, 0, 4.6)} />
    </svg>
  );
}
