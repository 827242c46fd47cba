import { Problem } from './http.ts';
import type { JsonObject, Kind } from './types.ts';

/** What an import changes, or would. */
export interface FileChange {
  kind: Kind;
  name: string;
  id: string | null;
  change: 'created' | 'changed' | 'unchanged' | 'removed';
  before: JsonObject | null;
  after: JsonObject | null;
}

export interface FileMistake {
  path: string;
  message: string;
  suggestion?: string;
  line?: number;
  column?: number;
}

export type Imported = { changes: FileChange[] } | { mistakes: FileMistake[] };

/**
 * Brings documents in, in YAML or JSON; or says what that would change.
 *
 * @throws Problem if it fails for another reason than mistakes in the text
 */
export async function importText(text: string, dryRun: boolean): Promise<Imported> {
  let response: Response;
  try {
    response = await fetch(`/v1/import${dryRun ? '?dryRun=true' : ''}`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/yaml' },
      body: text,
      signal: AbortSignal.timeout(30_000),
    });
  } catch {
    throw new Problem(0, null);
  }
  const body = (await response.json()) as { changes?: FileChange[]; errors?: FileMistake[] };
  if (body.changes) return { changes: body.changes };
  if (body.errors) return { mistakes: body.errors };
  throw new Problem(response.status, body as unknown as JsonObject);
}

/** A mistake in words: where, what, and what was probably meant. */
export function mistakeText(mistake: FileMistake): string {
  const path = mistake.path.replace(/^documents\[\d+\]\.?/, '');
  const meant = mistake.suggestion ? ` (did you mean ${mistake.suggestion}?)` : '';
  return `${path ? `${path}: ` : ''}${mistake.message}${meant}`;
}
