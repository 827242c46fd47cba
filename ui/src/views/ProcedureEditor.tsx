import type { Procedure } from '../api/types.ts';
import { procedures } from '../mirror/world.ts';
import { FileEditor } from './FileEditor.tsx';

interface Props {
  /** Null for a new one. */
  procedure: Procedure | null;
  done: (name: string | null) => void;
}

const EXAMPLE = `type: swarm
params:
  REPLICAS: 3
content: |
  - service scale frontend={{ REPLICAS }}
`;

const KNOWN: [string, string][] = [
  ['{{ REPLICAS }}', 'a parameter; without a value in params it is asked for'],
  ['{{ target.names[0] }}', 'the resource that it runs on'],
  ['{% for one in groups.web.members %}', 'the members of a group'],
  [`{{ resources({'type': 'swarm-task'})|length }}`, 'resources that a query finds'],
  ['{{ event.event_type }}', 'what happened, when a subscription runs it'],
  ['{{ text|tojson }}  {{ text|shquote }}', 'made safe for JSON, for a shell'],
];

/** A procedure as text, beside what its template may say. */
export function ProcedureEditor({ procedure, done }: Props) {
  return (
    <FileEditor
      kind="procedure"
      list="/v1/procedures"
      object={procedure}
      start={EXAMPLE}
      isTaken={name => procedures.find(name) !== undefined}
      label="Type, parameters and content, as YAML"
      hint={
        <>
          <code>type</code> says which agents run it, <code>content</code> is the template of what they run. A
          parameter that is <code>{'{secret: true}'}</code> is asked for and never shown. Ctrl+S saves.
        </>
      }
      done={done}
    >
      <h2>In the template</h2>
      <dl class="words">
        {KNOWN.map(([code, meaning]) => (
          <div key={code}>
            <dt>
              <code>{code}</code>
            </dt>
            <dd class="soft">{meaning}</dd>
          </div>
        ))}
      </dl>
    </FileEditor>
  );
}
