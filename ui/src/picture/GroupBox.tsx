import { useComputed } from '@preact/signals';
import { rollupOf } from '../mirror/rollups.ts';
import { count } from '../model/names.ts';
import { countsText, type Rollup, versionsText } from '../model/rollup.ts';
import { LOOK_OF, signPath } from '../parts/Sign.tsx';
import type { Camera } from './camera.ts';
import { INSET, NEAR_INSET, SMALL_SIZE, type Stage, stageAt, TITLE_SIZE } from './geometry.ts';
import type { Box } from './graph.ts';
import { BOX_WIDTH, type Place } from './layout.ts';
import { Members } from './Members.tsx';
import { type Marked, type Pick, stopping } from './picking.ts';
import { fit, lettersVersion } from './text.ts';

interface Props {
  box: Box;
  place: Place;
  /** Null for a picture that is only looked at. */
  camera: Camera | null;
  /** Without a camera: how it is drawn. */
  stage: Stage;
  selected: string | null;
  marked: Marked | null;
  pick: Pick | null;
}

/** A group: its name, how it is and why, what runs, and its members. */
export function GroupBox({ box, place, camera, stage: fixed, selected, marked, pick }: Props) {
  void lettersVersion.value;
  const rollup = rollupOf(box.id).value;
  const stage = useComputed(() => (camera ? stageAt(camera.scale.value) : fixed)).value;
  const isFaint = marked !== null && !marked.boxes.has(box.id);
  const all = rollup.units.length;
  const number = rollup.counts.ok === all ? String(all) : `${rollup.counts.ok} of ${all}`;
  const Face = FACES[stage];
  return (
    <g
      class={`box is-${rollup.condition}${selected === box.id ? ' selected' : ''}${isFaint ? ' faint' : ''}`}
      data-id={box.id}
      transform={`translate(${place.x} ${place.y})`}
    >
      <g
        class="box-face"
        {...(pick && {
          role: 'button' as const,
          tabIndex: 0,
          'aria-pressed': selected === box.id,
          onClick: stopping(() => pick.box(box.id)),
          onDblClick: () => pick.enter(box.id),
        })}
      >
        <rect class="box-back" width={BOX_WIDTH} height={place.height} rx={stage === 'near' ? 9 : 14} />
        <Face name={box.name} number={number} rollup={rollup} height={place.height} />
      </g>
      <Members
        rollup={rollup}
        place={place}
        camera={camera}
        stage={stage}
        selected={selected}
        marked={marked}
        pick={pick}
      />
    </g>
  );
}

interface FaceProps {
  name: string;
  /** How many run, of how many. */
  number: string;
  rollup: Rollup;
  height: number;
}

const FACES = { far: Far, middle: Middle, near: Near };

/** Why it is not well; if it is, where it runs. */
function footOf(rollup: Rollup): string {
  const machines = new Set(rollup.units.map(one => one.host).filter(Boolean)).size;
  return rollup.reason || (machines ? `on ${count(machines, 'machine')}` : countsText(rollup.counts));
}

const FAR_SIZE = 34;

function Far({ name, number, rollup, height }: FaceProps) {
  const look = LOOK_OF[rollup.condition];
  return (
    <>
      <path class={`look-${look} thick`} d={signPath(look, INSET + 12, 36, 11)} />
      <text class="box-title" x={INSET + 36} y={48} font-size={FAR_SIZE}>
        {fit(name, BOX_WIDTH - 2 * INSET - 36, FAR_SIZE, 620)}
      </text>
      <text class="box-number" x={BOX_WIDTH - INSET} y={height - 12} text-anchor="end" font-size={24}>
        {number}
      </text>
    </>
  );
}

function Middle({ name, number, rollup, height }: FaceProps) {
  const look = LOOK_OF[rollup.condition];
  const room = BOX_WIDTH - 2 * INSET;
  return (
    <>
      <path class={`look-${look}`} d={signPath(look, INSET + 5, 26, 5)} />
      <text class="box-title" x={INSET + 18} y={31.5} font-size={TITLE_SIZE}>
        {fit(name, room - 74, TITLE_SIZE, 620)}
      </text>
      <text class="box-number" x={BOX_WIDTH - INSET} y={31.5} text-anchor="end" font-size={TITLE_SIZE - 2}>
        {number}
      </text>
      <text class="box-versions" x={INSET} y={48.5} font-size={SMALL_SIZE}>
        {fit(versionsText(rollup.versions), room, SMALL_SIZE)}
      </text>
      <text class="box-foot" x={INSET} y={height - 13} font-size={SMALL_SIZE}>
        {fit(footOf(rollup), room, SMALL_SIZE, 450)}
      </text>
    </>
  );
}

const NEAR_TITLE = 8.5;
const NEAR_SMALL = 5;

function Near({ name, number, rollup, height }: FaceProps) {
  const look = LOOK_OF[rollup.condition];
  const room = BOX_WIDTH - 2 * NEAR_INSET;
  return (
    <>
      <path class={`look-${look}`} d={signPath(look, NEAR_INSET + 4.5, 12, 2.7)} />
      <text class="box-title" x={NEAR_INSET + 11} y={15} font-size={NEAR_TITLE}>
        {fit(name, room * 0.55, NEAR_TITLE, 620)}
      </text>
      <text class="box-number" x={BOX_WIDTH - NEAR_INSET - 2} y={15} text-anchor="end" font-size={6.5}>
        {number}
      </text>
      <text class="box-versions" x={NEAR_INSET + 2} y={height - 6} font-size={NEAR_SMALL}>
        {fit(versionsText(rollup.versions), room * 0.55, NEAR_SMALL)}
      </text>
      <text
        class="box-foot"
        x={BOX_WIDTH - NEAR_INSET - 2}
        y={height - 6}
        text-anchor="end"
        font-size={NEAR_SMALL}
      >
        {fit(footOf(rollup), room * 0.42, NEAR_SMALL, 450)}
      </text>
    </>
  );
}
