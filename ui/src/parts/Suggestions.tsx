import type { Suggestion } from './completion.ts';

interface Props {
  list: Suggestion[];
  /** Which of them is chosen. */
  at: number;
  take: (one: Suggestion) => void;
  /** By which the field that it belongs to refers to it. */
  id?: string;
  style?: { top: string; left: string };
}

/** What could follow in a field, under it. */
export function Suggestions({ list, at, take, id, style }: Props) {
  return (
    <ul
      id={id}
      class="suggestions"
      role="listbox"
      aria-label="Completions"
      hidden={!list.length}
      style={style}
    >
      {list.map((one, i) => (
        <li
          key={one.text}
          id={id && suggestionId(id, i)}
          role="option"
          aria-selected={i === at}
          onPointerDown={event => {
            event.preventDefault();
            take(one);
          }}
        >
          <span class="cut mono">{one.text}</span>
          <span class="quiet">{one.hint}</span>
        </li>
      ))}
    </ul>
  );
}

/** The id of one of the suggestions of a list. */
export function suggestionId(list: string, at: number): string {
  return `${list}-${at}`;
}
