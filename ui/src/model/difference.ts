import type { Json } from '../api/types.ts';

export interface Line {
  sign: ' ' | '+' | '-';
  text: string;
}

/** Two objects as lines, with what went and what came; long runs of what stayed are left out. */
export function differences(before: Json, after: Json, around = 3): Line[] {
  const a = before === null ? [] : JSON.stringify(before, null, 2).split('\n');
  const b = after === null ? [] : JSON.stringify(after, null, 2).split('\n');
  const lines = merged(a, b);
  const near = lines.map((_, i) =>
    lines.slice(Math.max(0, i - around), i + around + 1).some(line => line.sign !== ' '),
  );
  const shown: Line[] = [];
  lines.forEach((line, i) => {
    if (near[i]) shown.push(line);
    else if (shown.at(-1)?.text !== '…') shown.push({ sign: ' ', text: '…' });
  });
  return shown;
}

const MOST_CELLS = 4_000_000;

/** The longest common lines stay; the rest went or came. */
function merged(a: string[], b: string[]): Line[] {
  let start = 0;
  while (start < a.length && start < b.length && a[start] === b[start]) start++;
  let end = 0;
  while (end < a.length - start && end < b.length - start && a[a.length - 1 - end] === b[b.length - 1 - end])
    end++;
  const x = a.slice(start, a.length - end);
  const y = b.slice(start, b.length - end);
  const same = (text: string): Line => ({ sign: ' ', text });
  const middle: Line[] = [];
  if (x.length * y.length > MOST_CELLS) {
    middle.push(
      ...x.map((text): Line => ({ sign: '-', text })),
      ...y.map((text): Line => ({ sign: '+', text })),
    );
  } else {
    const width = y.length + 1;
    const length = new Uint32Array((x.length + 1) * width);
    for (let i = x.length - 1; i >= 0; i--) {
      for (let j = y.length - 1; j >= 0; j--) {
        length[i * width + j] =
          x[i] === y[j]
            ? (length[(i + 1) * width + j + 1] ?? 0) + 1
            : Math.max(length[(i + 1) * width + j] ?? 0, length[i * width + j + 1] ?? 0);
      }
    }
    let [i, j] = [0, 0];
    while (i < x.length || j < y.length) {
      if (i < x.length && j < y.length && x[i] === y[j]) {
        middle.push(same(x[i] ?? ''));
        i++;
        j++;
      } else if (
        i < x.length &&
        (j >= y.length || (length[(i + 1) * width + j] ?? 0) >= (length[i * width + j + 1] ?? 0))
      ) {
        middle.push({ sign: '-', text: x[i++] ?? '' });
      } else middle.push({ sign: '+', text: y[j++] ?? '' });
    }
  }
  return [...a.slice(0, start).map(same), ...middle, ...a.slice(a.length - end).map(same)];
}
