import { at, get } from '../api/http.ts';
import { type Json, PATHS } from '../api/types.ts';
import { members } from '../mirror/world.ts';
import { useLoad } from '../parts/load.ts';

interface Clause {
  clause: string;
  matches: boolean;
  path?: string;
  value?: Json;
  missing?: boolean;
  error?: string;
  parts?: Clause[];
}

interface Explanation {
  member: boolean;
  why: 'query' | 'included' | 'excluded' | 'suspended' | 'empty_query';
  query?: Clause;
}

const WORDS = {
  query: { true: 'The query matches.', false: 'The query does not match.' },
  included: { true: 'It is pinned to the group.', false: '' },
  excluded: { true: '', false: 'It is excluded by hand.' },
  suspended: {
    true: 'The query takes too long: who was a member stays one.',
    false: 'The query takes too long: nobody joins.',
  },
  empty_query: { true: '', false: 'The group has no query.' },
};

/** Why a resource is in a group, or is not: the query clause by clause, with what each saw. */
export function Why({ group, resource }: { group: string; resource: string }) {
  const version = members.versionOf(group).value;
  const { value, problem } = useLoad<Explanation>(
    signal =>
      get(`${at(`/v1/${PATHS.group}`, group, 'explain')}?resource=${encodeURIComponent(resource)}`, signal),
    [group, resource, version],
  );
  if (problem) return <p class="notice bad">{problem}</p>;
  if (!value) return <p class="quiet">…</p>;
  return (
    <div class="why">
      <p>{WORDS[value.why]?.[`${value.member}`] ?? value.why}</p>
      {value.query && <ClauseLine clause={value.query} depth={0} />}
    </div>
  );
}

function ClauseLine({ clause, depth }: { clause: Clause; depth: number }) {
  return (
    <>
      <p class="clause" style={{ paddingLeft: `${depth * 18}px` }}>
        <span class={clause.matches ? 'text-ok' : 'text-bad'}>{clause.matches ? 'yes' : 'no'}</span>
        <code>{clause.clause}</code>
        {'value' in clause && <span class="quiet">is {JSON.stringify(clause.value)}</span>}
        {clause.missing && <span class="quiet">nothing is there</span>}
        {clause.error && <span class="text-bad">{clause.error}</span>}
      </p>
      {clause.parts?.map((one, i) => (
        <ClauseLine key={i} clause={one} depth={depth + 1} />
      ))}
    </>
  );
}
