import type { Json, JsonObject } from './types.ts';

/** An answer that is no success, or no answer at all (status 0), in words for people. */
export class Problem extends Error {
  readonly status: number;
  readonly body: Json;

  constructor(status: number, body: Json) {
    super(said(body) || (status ? `stormd answered with ${status}.` : 'stormd does not answer.'));
    this.status = status;
    this.body = body;
  }

  /** What is said of one field, if anything. */
  of(field: string): string | undefined {
    const body = this.body;
    return body !== null && typeof body === 'object' && !Array.isArray(body) && field in body
      ? said(body[field] ?? null)
      : undefined;
  }
}

/** The sentences in an error's body; those of a field with its name. */
export function said(body: Json, path = ''): string {
  if (body === null || body === '') return '';
  if (typeof body !== 'object') return String(body);
  if (Array.isArray(body))
    return body
      .map(one => said(one, path))
      .filter(Boolean)
      .join(' ');
  return Object.entries(body)
    .map(([key, value]) => {
      const name = key === 'detail' || key === 'non_field_errors' ? path : path ? `${path}.${key}` : key;
      const text = said(value, name);
      const nested = value !== null && typeof value === 'object' && !Array.isArray(value);
      return text && name && !nested && name !== path ? `${name}: ${text}` : text;
    })
    .filter(Boolean)
    .join('\n');
}

const PATIENCE_MILLIS = 30_000;

async function answer(path: string, init: RequestInit): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(path, { signal: AbortSignal.timeout(PATIENCE_MILLIS), ...init });
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') throw error;
    throw new Problem(0, null);
  }
  if (response.ok) return response;
  const text = await response.text();
  let body: Json = text;
  try {
    body = JSON.parse(text) as Json;
  } catch {
    // Not JSON: a proxy's words, maybe a whole page.
    if (text.startsWith('<')) body = null;
  }
  throw new Problem(response.status, body);
}

export async function get<T>(path: string, signal?: AbortSignal): Promise<T> {
  return (await answer(path, signal ? { signal } : {})).json() as Promise<T>;
}

export async function getText(path: string, accept = 'text/plain'): Promise<string> {
  return (await answer(path, { headers: { Accept: accept } })).text();
}

/** A list of any length, page by page, so that no single piece of work is long. */
export async function getAll<T>(path: string, page: number, take: (part: T[]) => void): Promise<void> {
  let next: string | null = `${path}${path.includes('?') ? '&' : '?'}limit=${page}`;
  while (next) {
    const response: Response = await answer(next, {});
    take((await response.json()) as T[]);
    next = /<([^>]*)>;\s*rel="next"/.exec(response.headers.get('Link') ?? '')?.[1] ?? null;
  }
}

export async function send<T = JsonObject>(
  method: 'POST' | 'PUT' | 'PATCH' | 'DELETE',
  path: string,
  body?: unknown,
): Promise<T> {
  const init: RequestInit = { method };
  if (body !== undefined) {
    init.headers = { 'Content-Type': 'application/json' };
    init.body = JSON.stringify(body);
  }
  const response = await answer(path, init);
  return (response.status === 204 ? undefined : await response.json()) as T;
}

/** A path with keys in it: `at('/v1/groups', name, 'members')`. */
export function at(...parts: string[]): string {
  return parts.map((part, i) => (i === 0 ? part : encodeURIComponent(part))).join('/');
}
