import { resources } from '../mirror/world.ts';
import { compareNames } from '../mirror/shelf.ts';
import { nameOf, typeName } from '../model/names.ts';

interface Props {
  value: string;
  onValue: (id: string) => void;
}

/** Where a procedure is to run. */
export function TargetSelect({ value, onValue }: Props) {
  return (
    <label class="labelled">
      <span>Target</span>
      <select class="select" required value={value} onChange={event => onValue(event.currentTarget.value)}>
        <option value="">choose where it runs</option>
        {targetsOf().map(one => (
          <option key={one.id} value={one.id}>
            {nameOf(one)} ({typeName(one.type)})
          </option>
        ))}
      </select>
    </label>
  );
}

/** Clusters and other roots first: that is what procedures mostly run on. */
export function targetsOf() {
  void resources.version.value;
  const roots = [...resources.values()].filter(one => !one.parent);
  return roots.sort((a, b) => compareNames(nameOf(a), nameOf(b))).slice(0, 500);
}
