import { signal } from '@preact/signals';

/** Moves once the page's letters are here: texts are measured again then. */
export const lettersVersion = signal(0);

let context: CanvasRenderingContext2D | null | undefined;
let widths = new Map<string, number>();

if (typeof document !== 'undefined') {
  void document.fonts.ready.then(() => {
    widths = new Map();
    lettersVersion.value++;
  });
}

/** How wide a text is, at a size of 100, in the page's letters. */
function measured(text: string, weight: number): number {
  const key = `${weight} ${text}`;
  let width = widths.get(key);
  if (width === undefined) {
    if (context === undefined) {
      context = typeof document === 'undefined' ? null : document.createElement('canvas').getContext('2d');
      if (context) context.font = '';
    }
    if (context) {
      context.font = `${weight} 100px 'Inter Variable', system-ui, sans-serif`;
      width = context.measureText(text).width;
    } else {
      width = text.length * 56;
    }
    if (widths.size > 20_000) widths = new Map();
    widths.set(key, width);
  }
  return width;
}

export function widthOf(text: string, size: number, weight = 400): number {
  return (measured(text, weight) * size) / 100;
}

/** The text, cut with an ellipsis where it would be wider than there is room. */
export function fit(text: string, room: number, size: number, weight = 400): string {
  if (widthOf(text, size, weight) <= room) return text;
  let low = 0;
  let high = text.length;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (widthOf(text.slice(0, middle) + '…', size, weight) <= room) low = middle;
    else high = middle - 1;
  }
  return low ? text.slice(0, low).trimEnd() + '…' : '';
}
