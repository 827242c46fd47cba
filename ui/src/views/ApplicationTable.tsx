import { rollupOf } from '../mirror/rollups.ts';
import { members, membersOf, resources } from '../mirror/world.ts';
import { imageText, nameOf } from '../model/names.ts';
import { countsText, versionsText } from '../model/rollup.ts';
import { lookOf, stateText } from '../model/status.ts';
import { compareNames } from '../mirror/shelf.ts';
import { pageOf } from '../parts/ResourceLine.tsx';
import { LOOK_OF, Sign } from '../parts/Sign.tsx';
import { type Graph, USERS } from '../picture/graph.ts';
import { hasWords } from '../picture/marks.ts';

interface Props {
  graph: Graph;
  selected: string | null;
  select: (id: string | null) => void;
  words: string;
}

/** The picture in words: each group with its links, and its members when it is selected or something in it is found. */
export function ApplicationTable({ graph, selected, select, words }: Props) {
  void resources.version.value;
  void members.version.value;
  const wanted = words.toLowerCase().split(/\s+/).filter(Boolean);
  const names = new Map(graph.boxes.map(box => [box.id, box.name]));
  return (
    <table class="table">
      <thead>
        <tr>
          <th scope="col">Group</th>
          <th scope="col">State</th>
          <th scope="col">Runs</th>
          <th scope="col">Services</th>
          <th scope="col">Used by</th>
          <th scope="col">Uses</th>
        </tr>
      </thead>
      {graph.boxes.map(box => {
        const rollup = rollupOf(box.id).value;
        const byName = wanted.every(word => box.name.toLowerCase().includes(word));
        const here = membersOf(box.id);
        const listed = wanted.length && !byName ? here.filter(one => hasWords(one, wanted)) : here;
        if (wanted.length && !byName && !listed.length) return null;
        const open =
          selected === box.id || here.some(one => one.id === selected) || (wanted.length > 0 && !byName);
        const users = graph.links.filter(link => link.to === box.id);
        const uses = graph.links.filter(link => link.from === box.id);
        return (
          <tbody key={box.id}>
            <tr
              class={selected === box.id ? 'selected' : ''}
              onClick={() => select(selected === box.id ? null : box.id)}
            >
              <th scope="row">
                <button type="button" class="row-button" aria-expanded={open}>
                  <Sign look={LOOK_OF[rollup.condition]} title={rollup.condition} />
                  {box.name}
                </button>
              </th>
              <td>{rollup.reason || countsText(rollup.counts)}</td>
              <td>{versionsText(rollup.versions)}</td>
              <td>{box.group.services.map(one => `${one.name} ${one.port}/${one.protocol}`).join(', ')}</td>
              <td>
                {[
                  ...new Set(
                    users.map(link => (link.from === USERS ? 'users' : (names.get(link.from) ?? ''))),
                  ),
                ].join(', ')}
              </td>
              <td>{uses.map(link => `${names.get(link.to) ?? ''}[${link.service}]`).join(', ')}</td>
            </tr>
            {open &&
              listed
                .sort((a, b) => compareNames(nameOf(a), nameOf(b)))
                .map(one => {
                  const host = resources.get(one.host);
                  return (
                    <tr
                      key={one.id}
                      class={`member-row${selected === one.id ? ' selected' : ''}`}
                      onClick={() => select(one.id)}
                    >
                      <td>
                        <span class="row-button">
                          <Sign look={lookOf(one)} />
                          <a href={pageOf(one)}>{nameOf(one)}</a>
                        </span>
                      </td>
                      <td>{stateText(one)}</td>
                      <td>{imageText(one.image)}</td>
                      <td>{one.ports?.map(port => port.port).join(', ')}</td>
                      <td colSpan={2}>{host && <>on {nameOf(host)}</>}</td>
                    </tr>
                  );
                })}
          </tbody>
        );
      })}
    </table>
  );
}
