import { useComputed } from '@preact/signals';
import type { Camera } from './camera.ts';
import { DOOR_INSIDE, DOOR_SIZE, type Stage, stageAt } from './geometry.ts';
import type { Box, Door } from './graph.ts';
import { DOOR_HEIGHT, doorAt, type Place } from './layout.ts';
import { lettersVersion, widthOf } from './text.ts';

export function doorText(door: Door): { name: string; port: string } {
  return {
    name: door.service,
    port:
      door.port === undefined
        ? '?'
        : `${door.port}${door.protocol && door.protocol !== 'tcp' ? `/${door.protocol}` : ''}`,
  };
}

export function doorSize(door: Door): number {
  const { name, port } = doorText(door);
  return widthOf(name, DOOR_SIZE, 560) + widthOf(port, DOOR_SIZE, 450) + 5 + 20;
}

interface Props {
  box: Box;
  place: Place;
  camera: Camera | null;
  stage: Stage;
  faint: boolean;
}

/** The services of a box that others use: where their links end. */
export function Doors({ box, place, camera, stage: fixed, faint }: Props) {
  void lettersVersion.value;
  const stage = useComputed(() => (camera ? stageAt(camera.scale.value) : fixed)).value;
  return (
    <g class={`doors${faint ? ' faint' : ''}`} aria-hidden="true">
      {box.doors.map((door, i) => {
        const at = doorAt(place, i, box.doors.length);
        const width = doorSize(door);
        const { name, port } = doorText(door);
        return (
          <g
            key={door.service}
            class={door.port === undefined ? 'door missing' : 'door'}
            transform={`translate(${at.x - width + DOOR_INSIDE} ${at.y})`}
          >
            <rect y={-DOOR_HEIGHT / 2} width={width} height={DOOR_HEIGHT} rx={DOOR_HEIGHT / 2} />
            {stage !== 'far' && (
              <text x={10} y={4} font-size={DOOR_SIZE}>
                <tspan class="door-name">{name}</tspan>
                <tspan class="door-port" dx={5}>
                  {port}
                </tspan>
              </text>
            )}
          </g>
        );
      })}
    </g>
  );
}
