import type { ComponentChildren } from 'preact';

interface Props {
  label: ComponentChildren;
  /** What stands there before anything is chosen. */
  hint: string;
  value: string;
  onValue: (value: string) => void;
  /** Values, each with what is shown for it. */
  options: [string, string][];
}

/** One of some things, which must be chosen. */
export function Choice({ label, hint, value, onValue, options }: Props) {
  return (
    <label class="labelled">
      <span>{label}</span>
      <select class="select" required value={value} onChange={event => onValue(event.currentTarget.value)}>
        <option value="">{hint}</option>
        {options.map(([one, text]) => (
          <option key={one} value={one}>
            {text}
          </option>
        ))}
      </select>
    </label>
  );
}
