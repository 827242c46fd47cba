import { computed, signal } from '@preact/signals';

const here = signal(location.pathname + location.search);

export const path = computed(() => here.value.split('?')[0] ?? '/');
export const query = computed(() => new URLSearchParams(here.value.split('?')[1] ?? ''));

/** The parts of the path after `/ui/`, decoded; none for the home page. */
export const parts = computed(() =>
  path.value
    .replace(/^\/ui(\/|$)/, '')
    .split('/')
    .filter(Boolean)
    .map(decoded),
);

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** An address of the page: `to('groups', name)`. */
export function to(...keys: string[]): string {
  return '/ui/' + keys.map(encodeURIComponent).join('/');
}

export function go(address: string, how: 'push' | 'replace' = 'push'): void {
  if (address === here.value) return;
  if (how === 'push') history.pushState(null, '', address);
  else history.replaceState(null, '', address);
  here.value = address;
}

/** Changes parameters of the present address; null or the empty text removes one. */
export function setQuery(changes: Record<string, string | null>, how: 'push' | 'replace' = 'replace'): void {
  const next = new URLSearchParams(query.value);
  for (const [name, value] of Object.entries(changes)) {
    if (value === null || value === '') next.delete(name);
    else next.set(name, value);
  }
  const text = next.toString();
  go(path.value + (text ? `?${text}` : ''), how);
}

/** Makes links inside of the page change its view instead of loading it again. */
export function watchLinks(): void {
  addEventListener('popstate', () => {
    here.value = location.pathname + location.search;
  });
  document.addEventListener('click', event => {
    if (
      event.defaultPrevented ||
      event.button !== 0 ||
      event.metaKey ||
      event.ctrlKey ||
      event.shiftKey ||
      event.altKey
    )
      return;
    const link = (event.target as Element).closest('a');
    if (!link || link.target || link.hasAttribute('download') || link.origin !== location.origin) return;
    if (!link.pathname.startsWith('/ui/') && link.pathname !== '/') return;
    event.preventDefault();
    go(link.pathname + link.search);
  });
}
