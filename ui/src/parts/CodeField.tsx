import { useRef, useState } from 'preact/hooks';
import type { Suggestion } from './completion.ts';
import { Suggestions } from './Suggestions.tsx';

export interface Mark {
  /** From 1. */
  line: number;
  column?: number;
  message: string;
}

/** What can follow a text, and the piece of it that this replaces. */
export type Suggest = (before: string) => Promise<{ token: string; list: Suggestion[] }>;

interface Props {
  text: string;
  onText: (text: string) => void;
  label: string;
  marks?: Mark[];
  rows?: number;
  placeholder?: string;
  /** What can follow the text before the caret. */
  suggest?: Suggest;
  onSave?: () => void;
}

const LINE = 20;
const LETTER = 7.5;

/** A field for a text of several lines: with line numbers, mistakes at their place, and completion. */
export function CodeField({
  text,
  onText,
  label,
  marks = [],
  rows = 12,
  placeholder,
  suggest,
  onSave,
}: Props) {
  const area = useRef<HTMLTextAreaElement>(null);
  const turn = useRef(0);
  const [scroll, setScroll] = useState(0);
  const [token, setToken] = useState('');
  const [list, setList] = useState<Suggestion[]>([]);
  const [at, setAt] = useState(0);
  const [place, setPlace] = useState({ top: 0, left: 0 });
  const lines = text.split('\n');
  const marked = new Map(marks.map(mark => [mark.line, mark]));

  const ask = (): void => {
    const field = area.current;
    if (!field || !suggest) return;
    const before = field.value.slice(0, field.selectionStart);
    const mine = ++turn.current;
    suggest(before)
      .then(found => {
        if (mine !== turn.current) return;
        const line = before.split('\n');
        setPlace({
          top: line.length * LINE + 8 - field.scrollTop,
          left: ((line.at(-1)?.length ?? 0) - found.token.length) * LETTER + 52 - field.scrollLeft,
        });
        setToken(found.token);
        setList(found.list);
        setAt(0);
      })
      .catch(() => setList([]));
  };
  const put = (from: number, to: number, piece: string): void => {
    const field = area.current;
    if (!field) return;
    field.focus();
    field.setRangeText(piece, from, to, 'end');
    onText(field.value);
  };
  const take = (one: Suggestion): void => {
    const caret = area.current?.selectionStart ?? 0;
    put(caret - token.length, caret, one.text);
    setList([]);
  };
  const key = (event: KeyboardEvent): void => {
    const field = area.current;
    if (!field) return;
    if ((event.ctrlKey || event.metaKey) && (event.key === 's' || event.key === 'Enter')) {
      event.preventDefault();
      onSave?.();
      return;
    }
    if ((event.ctrlKey || event.metaKey) && event.key === ' ') {
      event.preventDefault();
      ask();
      return;
    }
    if (list.length) {
      const chosen = list[at];
      if (event.key === 'ArrowDown') setAt((at + 1) % list.length);
      else if (event.key === 'ArrowUp') setAt((at - 1 + list.length) % list.length);
      else if ((event.key === 'Enter' || event.key === 'Tab') && chosen) take(chosen);
      else if (event.key === 'Escape') setList([]);
      else return;
      event.preventDefault();
      event.stopPropagation();
      return;
    }
    if (event.key === 'Enter' && !event.shiftKey) {
      // The next line begins where this one does, or deeper after a colon.
      const line = field.value.slice(0, field.selectionStart).split('\n').at(-1) ?? '';
      const indent = /^ *(?:- )?/.exec(line)?.[0].replace('-', ' ') ?? '';
      event.preventDefault();
      put(field.selectionStart, field.selectionEnd, '\n' + indent + (/:\s*$/.test(line) ? '  ' : ''));
    }
  };
  return (
    <div class="code-field">
      <div class="code-lines mono" aria-hidden="true">
        <div style={{ transform: `translateY(${-scroll}px)` }}>
          {lines.map((_, i) => (
            <div key={i} class={marked.has(i + 1) ? 'wrong' : ''}>
              {i + 1}
            </div>
          ))}
        </div>
      </div>
      <div class="code-back" aria-hidden="true">
        <div style={{ transform: `translateY(${-scroll}px)` }}>
          {marks.map(mark => (
            <div
              key={`${mark.line} ${mark.message}`}
              class="code-wrong"
              style={{
                top: `${(mark.line - 1) * LINE + 8}px`,
                '--column': `${((mark.column ?? 1) - 1) * LETTER}px`,
              }}
            />
          ))}
        </div>
      </div>
      <textarea
        ref={area}
        class="mono"
        aria-label={label}
        aria-invalid={marks.length > 0}
        spellcheck={false}
        autocomplete="off"
        wrap="off"
        rows={rows}
        placeholder={placeholder}
        value={text}
        onScroll={event => setScroll(event.currentTarget.scrollTop)}
        onInput={event => {
          onText(event.currentTarget.value);
          ask();
        }}
        onKeyDown={key}
        onBlur={() => setTimeout(() => setList([]), 150)}
      />
      {list.length > 0 && (
        <Suggestions
          list={list}
          at={at}
          take={take}
          style={{ top: `${place.top}px`, left: `${Math.max(0, place.left)}px` }}
        />
      )}
    </div>
  );
}
