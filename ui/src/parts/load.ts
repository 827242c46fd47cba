import { useEffect, useState } from 'preact/hooks';
import { Problem } from '../api/http.ts';

export interface Loading<T> {
  value: T | null;
  problem: string | null;
}

/** Reads something, again whenever one of the reasons changes. What was read stays until the next is here. */
export function useLoad<T>(read: (signal: AbortSignal) => Promise<T>, reasons: unknown[]): Loading<T> {
  const [state, setState] = useState<Loading<T>>({ value: null, problem: null });
  useEffect(() => {
    const abort = new AbortController();
    read(abort.signal)
      .then(value => !abort.signal.aborted && setState({ value, problem: null }))
      .catch((error: unknown) => {
        if (abort.signal.aborted) return;
        setState(before => ({
          value: before.value,
          problem: error instanceof Problem ? error.message : String(error),
        }));
      });
    return () => abort.abort();
  }, reasons);
  return state;
}

/** What went wrong, in words. */
export function wordsOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
