import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { get, Problem } from '../api/http.ts';
import type { Resource } from '../api/types.ts';
import { lookup } from '../mirror/rollups.ts';
import { agents, resources } from '../mirror/world.ts';
import { hasAll, parseSearch } from '../model/search.ts';

const DEBOUNCE_MILLIS = 180;

interface Found {
  found: Resource[];
  problem: string | null;
  waiting: boolean;
}

/** What a search finds: words by looking at what is here, a query by asking stormd, again whenever something changes. */
export function useFound(text: string, version: number): Found {
  const search = useMemo(() => parseSearch(text), [text]);
  const [ids, setIds] = useState<ReadonlySet<string> | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const asked = useRef(0);
  useEffect(() => {
    if (search.kind !== 'query') {
      setIds(null);
      setProblem(null);
      return;
    }
    const turn = ++asked.current;
    const timer = setTimeout(() => {
      get<{ id: string }[]>(`/v1/resources?fields=id&q=${encodeURIComponent(JSON.stringify(search.query))}`)
        .then(list => {
          if (turn !== asked.current) return;
          setIds(new Set(list.map(one => one.id)));
          setProblem(null);
        })
        .catch((error: unknown) => {
          if (turn === asked.current)
            setProblem(error instanceof Problem ? (error.of('q') ?? error.message) : String(error));
        });
    }, DEBOUNCE_MILLIS);
    return () => clearTimeout(timer);
  }, [search, version]);
  return useMemo(() => {
    const all = [...resources.values()];
    if (search.kind === 'words') {
      const words = search.words.filter(word => word.text);
      if (!words.length) return { found: all, problem: null, waiting: false };
      const owner = (id: string): string => agents.get(id)?.name ?? '';
      return { found: all.filter(one => hasAll(one, words, lookup, owner)), problem: null, waiting: false };
    }
    const found = ids ? all.filter(one => ids.has(one.id)) : all;
    return {
      found,
      problem: search.kind === 'query' ? problem : null,
      waiting: search.kind === 'unfinished' || !ids,
    };
  }, [search, ids, problem, version]);
}
