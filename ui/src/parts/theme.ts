import { effect, signal } from '@preact/signals';

export type Theme = 'auto' | 'light' | 'dark';

const system = matchMedia('(prefers-color-scheme: dark)');
const systemDark = signal(system.matches);
system.addEventListener('change', () => {
  systemDark.value = system.matches;
});

export const theme = signal<Theme>(kept());

function kept(): Theme {
  try {
    const value = localStorage.getItem('theme');
    return value === 'light' || value === 'dark' ? value : 'auto';
  } catch {
    return 'auto';
  }
}

export const isDark = (): boolean => (theme.value === 'auto' ? systemDark.value : theme.value === 'dark');

effect(() => {
  document.documentElement.dataset['theme'] = isDark() ? 'dark' : 'light';
  try {
    if (theme.value === 'auto') localStorage.removeItem('theme');
    else localStorage.setItem('theme', theme.value);
  } catch {
    // A browser that keeps nothing still shows the theme.
  }
});

export function nextTheme(): void {
  theme.value =
    theme.value === 'auto'
      ? systemDark.value
        ? 'light'
        : 'dark'
      : theme.value === 'dark'
        ? 'light'
        : 'dark';
}
