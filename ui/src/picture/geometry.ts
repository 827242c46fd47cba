// Where things are inside of a box, in the picture's units.
import { BOX_WIDTH, type Place } from './layout.ts';
import type { Area } from './cells.ts';

export const INSET = 18;
export const TITLE_SIZE = 16;
export const SMALL_SIZE = 11.5;
export const DOOR_SIZE = 11.5;
/** How far a door reaches into its box. */
export const DOOR_INSIDE = 9;

/**
 * How a box is drawn: from far away its name only; then its name, what runs and how it is, with a dot for each member; near by the
 * members take the room, and the rest gets small.
 */
export type Stage = 'far' | 'middle' | 'near';

const FAR = 0.6;
const NEAR = 1.65;

export function stageAt(scale: number): Stage {
  return scale < FAR ? 'far' : scale < NEAR ? 'middle' : 'near';
}

export const NEAR_INSET = 11;

/** Where the members are drawn. */
export function bodyOf(place: Place, stage: Stage): Area {
  if (stage === 'near')
    return { x: NEAR_INSET, y: 22, width: BOX_WIDTH - 2 * NEAR_INSET, height: place.height - 37 };
  return { x: INSET, y: 56, width: BOX_WIDTH - 2 * INSET, height: place.height - 88 };
}

/** So that names are nowhere larger than their group's. */
const LARGEST_NAME = 5.2;

/** Letters of a member's name in its cell, and of what is said below it when one is near. */
export function letters(cell: { width: number; height: number }): { name: number; detail: number } {
  return {
    name: Math.min(cell.height * 0.44, cell.width * 0.098, LARGEST_NAME),
    detail: Math.min(cell.height * 0.125, cell.width * 0.05),
  };
}

export type Detail = 'dots' | 'names' | 'cards';
/** Letters that are smaller than this on the screen are not drawn. */
const READABLE = 7.4;

/** How much of the members is drawn at a scale. */
export function detailAt(cell: { width: number; height: number }, scale: number): Detail {
  if (stageAt(scale) !== 'near') return 'dots';
  const { name, detail } = letters(cell);
  if (detail * scale >= READABLE) return 'cards';
  if (name * scale >= READABLE) return 'names';
  return 'dots';
}

/** The scale from which on names or cards are drawn. */
export function scaleFor(detail: 'names' | 'cards', cell: { width: number; height: number }): number {
  const sizes = letters(cell);
  return Math.max(NEAR * 1.02, (READABLE * 1.15) / (detail === 'names' ? sizes.name : sizes.detail));
}
