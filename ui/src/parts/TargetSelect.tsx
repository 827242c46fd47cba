import { resources } from '../mirror/world.ts';
import { compareNames } from '../mirror/shelf.ts';
import { nameOf, typeName } from '../model/names.ts';
import { Choice } from './Choice.tsx';

interface Props {
  value: string;
  onValue: (id: string) => void;
}

/** Where a procedure is to run. */
export function TargetSelect({ value, onValue }: Props) {
  const options = targetsOf().map((one): [string, string] => [
    one.id,
    `${nameOf(one)} (${typeName(one.type)})`,
  ]);
  return (
    <Choice label="Target" hint="choose where it runs" value={value} onValue={onValue} options={options} />
  );
}

/** Clusters and other roots first: that is what procedures mostly run on. */
export function targetsOf() {
  void resources.version.value;
  const roots = [...resources.values()].filter(one => !one.parent);
  return roots.sort((a, b) => compareNames(nameOf(a), nameOf(b))).slice(0, 500);
}
