import type { ComponentChildren } from 'preact';
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';

interface Props<T> {
  rows: T[];
  /** Pixels; all rows are of one height. */
  height: number;
  render: (row: T, index: number) => ComponentChildren;
  label: string;
  role?: 'treegrid' | 'table';
  head?: ComponentChildren;
  /** What a key does with the row that has the focus. */
  onKey?: (event: KeyboardEvent, row: T) => boolean;
  onOpen?: (row: T) => void;
}

/** Rows that are drawn before they come into sight. */
const AHEAD = 12;

/** A list of any length, of which only what can be seen is drawn. Arrow keys move along it. */
export function VirtualRows<T>({
  rows,
  height,
  render,
  label,
  role = 'table',
  head,
  onKey,
  onOpen,
}: Props<T>) {
  const box = useRef<HTMLDivElement>(null);
  const [first, setFirst] = useState(0);
  const [shown, setShown] = useState(40);
  const [at, setAt] = useState(-1);

  useLayoutEffect(() => {
    const element = box.current;
    if (!element) return;
    const measure = (): void => {
      setFirst(Math.max(0, Math.floor(element.scrollTop / height) - AHEAD));
      setShown(Math.ceil(element.clientHeight / height) + 2 * AHEAD);
    };
    measure();
    const watch = new ResizeObserver(measure);
    watch.observe(element);
    element.addEventListener('scroll', measure, { passive: true });
    return () => {
      watch.disconnect();
      element.removeEventListener('scroll', measure);
    };
  }, [height]);

  useEffect(() => {
    if (at >= rows.length) setAt(rows.length - 1);
  }, [rows.length]);

  const move = (to: number): void => {
    const next = Math.max(0, Math.min(rows.length - 1, to));
    setAt(next);
    const element = box.current;
    if (!element) return;
    const head = element.firstElementChild?.classList.contains('rows-head') ? height : 0;
    if (next * height < element.scrollTop) element.scrollTop = next * height;
    else if ((next + 1) * height + head > element.scrollTop + element.clientHeight) {
      element.scrollTop = (next + 1) * height + head - element.clientHeight;
    }
  };
  const key = (event: KeyboardEvent): void => {
    if ((event.target as Element).closest('input, button, select')) return;
    const row = rows[at];
    if (row !== undefined && onKey?.(event, row)) {
      event.preventDefault();
      return;
    }
    const page = Math.max(1, shown - 2 * AHEAD - 2);
    const steps: Record<string, number> = {
      ArrowDown: at + 1,
      ArrowUp: at - 1,
      PageDown: at + page,
      PageUp: at - page,
      Home: 0,
      End: rows.length - 1,
    };
    const to = steps[event.key];
    if (to !== undefined) move(to);
    else if (event.key === 'Enter' && row !== undefined) onOpen?.(row);
    else return;
    event.preventDefault();
  };

  const last = Math.min(rows.length, first + shown);
  return (
    <div
      ref={box}
      class="rows-box"
      role={role}
      aria-label={label}
      aria-rowcount={rows.length + (head ? 1 : 0)}
      tabIndex={0}
      onKeyDown={key}
    >
      {head}
      <div class="rows-all" role="rowgroup" style={{ height: `${rows.length * height}px` }}>
        <div class="rows-seen" role="presentation" style={{ transform: `translateY(${first * height}px)` }}>
          {rows.slice(first, last).map((row, i) => (
            // By place, so that scrolling changes what rows say and makes no new ones.
            <div
              key={i}
              class={first + i === at ? 'rows-row at' : 'rows-row'}
              style={{ height: `${height}px` }}
              role="presentation"
              onClick={() => setAt(first + i)}
            >
              {render(row, first + i)}
            </div>
          ))}
        </div>
      </div>
    </div>
  );
}
