import { signal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';

interface Question {
  title: string;
  text: string;
  yes: string;
  answer: (yes: boolean) => void;
}

const asked = signal<Question | null>(null);

/** Asks before something that cannot be undone. */
export function ask(title: string, text: string, yes: string): Promise<boolean> {
  return new Promise(answer => {
    asked.value = { title, text, yes, answer };
  });
}

export function Dialog() {
  const question = asked.value;
  const no = useRef<HTMLButtonElement>(null);
  useEffect(() => no.current?.focus(), [question]);
  if (!question) return null;
  const answer = (yes: boolean): void => {
    asked.value = null;
    question.answer(yes);
  };
  return (
    <div
      class="veil"
      onClick={event => event.target === event.currentTarget && answer(false)}
      onKeyDown={event => event.key === 'Escape' && (event.stopPropagation(), answer(false))}
    >
      <div
        class="dialog"
        role="alertdialog"
        aria-modal="true"
        aria-labelledby="dialog-title"
        aria-describedby="dialog-text"
      >
        <h2 id="dialog-title">{question.title}</h2>
        <p id="dialog-text" class="soft">
          {question.text}
        </p>
        <div class="dialog-actions">
          <button ref={no} type="button" class="button" onClick={() => answer(false)}>
            Cancel
          </button>
          <button type="button" class="button danger" onClick={() => answer(true)}>
            {question.yes}
          </button>
        </div>
      </div>
    </div>
  );
}
