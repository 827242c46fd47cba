import { useRef, useState } from 'preact/hooks';
import { suggestInQuery, suggestInWords, type Suggestion } from '../parts/completion.ts';
import { Icon } from '../parts/icons.tsx';
import { Suggestions, suggestionId } from '../parts/Suggestions.tsx';

const LIST = 'query-suggestions';

interface Props {
  text: string;
  onText: (text: string) => void;
}

/** One line for words or a MongoDB query, which completes what real resources have. */
export function QueryBox({ text, onText }: Props) {
  const input = useRef<HTMLInputElement>(null);
  const [token, setToken] = useState('');
  const [list, setList] = useState<Suggestion[]>([]);
  const [at, setAt] = useState(-1);
  const turn = useRef(0);

  const suggest = (): void => {
    const field = input.current;
    if (!field) return;
    const before = field.value.slice(0, field.selectionStart ?? field.value.length);
    const mine = ++turn.current;
    (field.value.trimStart().startsWith('{') ? suggestInQuery : suggestInWords)(before)
      .then(found => {
        if (mine !== turn.current) return;
        setToken(found.token);
        setList(found.list);
        setAt(-1);
      })
      .catch(() => setList([]));
  };
  const take = (suggestion: Suggestion): void => {
    const field = input.current;
    if (!field) return;
    const caret = field.selectionStart ?? field.value.length;
    const next = field.value.slice(0, caret - token.length) + suggestion.text + field.value.slice(caret);
    onText(next);
    setList([]);
    requestAnimationFrame(() => {
      const place = caret - token.length + suggestion.text.length;
      field.focus();
      field.setSelectionRange(place, place);
      if (suggestion.text.endsWith(':')) suggest();
    });
  };
  const key = (event: KeyboardEvent): void => {
    if (!list.length) return;
    if (event.key === 'ArrowDown') setAt(Math.min(at + 1, list.length - 1));
    else if (event.key === 'ArrowUp') setAt(Math.max(at - 1, -1));
    else if (
      (event.key === 'Enter' || event.key === 'Tab') &&
      (list[at] ?? (event.key === 'Tab' ? list[0] : undefined))
    ) {
      take((list[at] ?? list[0]) as Suggestion);
    } else if (event.key === 'Escape') setList([]);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <div class="query-box with-icon">
      <Icon name="search" />
      <input
        ref={input}
        class="field"
        type="text"
        spellcheck={false}
        autocomplete="off"
        role="combobox"
        aria-label="Find resources by words or a MongoDB query"
        aria-expanded={list.length > 0}
        aria-controls={LIST}
        aria-autocomplete="list"
        aria-activedescendant={at >= 0 ? suggestionId(LIST, at) : undefined}
        placeholder="Words, status:error, or {image: {$regex: '^redis:'}}"
        value={text}
        onInput={event => {
          onText(event.currentTarget.value);
          suggest();
        }}
        onKeyDown={key}
        onBlur={() => setTimeout(() => setList([]), 150)}
      />
      {text && (
        <button
          type="button"
          class="button bare small icon clear"
          aria-label="Clear"
          onClick={() => onText('')}
        >
          <Icon name="close" />
        </button>
      )}
      <Suggestions id={LIST} list={list} at={at} take={take} />
    </div>
  );
}
