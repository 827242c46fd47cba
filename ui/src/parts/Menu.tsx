import type { ComponentChildren } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';

interface Props {
  label: string;
  face: ComponentChildren;
  class?: string;
  children: ComponentChildren;
}

/** A button that opens a short list of things to do. */
export function Menu({ label, face, class: name = 'button icon', children }: Props) {
  const [open, setOpen] = useState(false);
  const whole = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!open) return;
    const close = (event: Event): void => {
      if (event.type === 'pointerdown' && whole.current?.contains(event.target as Node)) return;
      setOpen(false);
    };
    const key = (event: KeyboardEvent): void => {
      if (event.key === 'Escape') {
        event.stopPropagation();
        setOpen(false);
        whole.current?.querySelector('button')?.focus();
      } else if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
        event.preventDefault();
        const items = [
          ...(whole.current?.querySelectorAll<HTMLElement>('.menu-list button, .menu-list a') ?? []),
        ];
        const at = items.indexOf(document.activeElement as HTMLElement);
        items.at((at + (event.key === 'ArrowDown' ? 1 : -1 + items.length)) % items.length)?.focus();
      }
    };
    document.addEventListener('pointerdown', close);
    document.addEventListener('keydown', key, true);
    return () => {
      document.removeEventListener('pointerdown', close);
      document.removeEventListener('keydown', key, true);
    };
  }, [open]);
  return (
    <div class="menu" ref={whole}>
      <button
        type="button"
        class={name}
        aria-label={label}
        title={label}
        aria-expanded={open}
        onClick={() => setOpen(!open)}
      >
        {face}
      </button>
      {open && (
        <div class="menu-list" onClick={() => setOpen(false)}>
          {children}
        </div>
      )}
    </div>
  );
}
