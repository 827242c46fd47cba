import { useEffect, useRef, useState } from 'preact/hooks';
import type { Resource } from '../api/types.ts';
import { agents, resources } from '../mirror/world.ts';
import { nameOf } from '../model/names.ts';
import { countFacets } from '../model/stopped.ts';

const FACET_VALUES = 8;
const COUNT_MILLIS = 120;

/** How many have each value, counted once what is found has settled. */
export function useCounted(
  found: Resource[],
  narrowed: Resource[],
  chosen: Map<string, string[]>,
  hides: boolean,
): [string, number][][] {
  const [counted, setCounted] = useState<[string, number][][]>([]);
  const isFirst = useRef(true);
  useEffect(() => {
    const count = (): void => setCounted(countFacets(found, narrowed, chosen, hides));
    const timer = setTimeout(count, isFirst.current ? 0 : COUNT_MILLIS);
    isFirst.current = false;
    return () => clearTimeout(timer);
  }, [found, narrowed, hides]);
  return counted;
}

interface FacetProps {
  title: string;
  values: [string, number][];
  chosen: string[];
  choose: (value: string) => void;
}

export function FacetList({ title, values, chosen, choose }: FacetProps) {
  const [all, setAll] = useState(false);
  if (values.length < 2 && !chosen.length) return null;
  const missing = chosen
    .filter(one => !values.some(([value]) => value === one))
    .map((one): [string, number] => [one, 0]);
  const listed = [...missing, ...(all ? values.slice(0, 200) : values.slice(0, FACET_VALUES))];
  return (
    <section>
      <h2 class="section-title">{title}</h2>
      <ul>
        {listed.map(([value, n]) => (
          <li key={value}>
            <label class="facet">
              <input type="checkbox" checked={chosen.includes(value)} onChange={() => choose(value)} />
              <span class="cut" title={value}>
                {facetName(value)}
              </span>
              <span class="quiet number">{n.toLocaleString('en')}</span>
            </label>
          </li>
        ))}
      </ul>
      {values.length > FACET_VALUES && (
        <button type="button" class="text-button quiet" onClick={() => setAll(!all)}>
          {all ? 'fewer' : `all ${values.length}`}
        </button>
      )}
    </section>
  );
}

function facetName(value: string): string {
  const resource = value.startsWith('res-') ? resources.get(value) : undefined;
  if (resource) return nameOf(resource);
  const agent = value.startsWith('agt-') ? agents.get(value) : undefined;
  return agent?.name ?? value;
}
