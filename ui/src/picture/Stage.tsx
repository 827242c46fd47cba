import { effect } from '@preact/signals';
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import type { ComponentChildren } from 'preact';
import type { Camera } from './camera.ts';

interface Props {
  camera: Camera;
  label: string;
  /** A click beside everything. */
  onNothing: () => void;
  children: ComponentChildren;
}

const DRAG = 4;
const WHEEL = 0.0016;

/** The sheet on which a picture is: moved by dragging, zoomed by the wheel or with two fingers. */
export function Stage({ camera, label, onNothing, children }: Props) {
  const svg = useRef<SVGSVGElement>(null);
  const sheet = useRef<SVGGElement>(null);

  useLayoutEffect(() => {
    const element = svg.current;
    if (!element) return;
    const watch = new ResizeObserver(([entry]) => {
      if (!entry) return;
      camera.width.value = entry.contentRect.width;
      camera.height.value = entry.contentRect.height;
    });
    watch.observe(element);
    camera.width.value = element.clientWidth;
    camera.height.value = element.clientHeight;
    // Straight to the attribute: moving must not draw anything anew.
    const stop = effect(() => sheet.current?.setAttribute('transform', camera.transform()));
    return () => {
      watch.disconnect();
      stop();
    };
  }, [camera]);

  useEffect(() => {
    const element = svg.current;
    if (!element) return;
    return gestures(element, camera);
  }, [camera]);

  return (
    <svg ref={svg} class="stage" role="group" aria-label={label} onClick={onNothing}>
      <g ref={sheet}>{children}</g>
    </svg>
  );
}

/** Listens to pointers and the wheel; returns what ends it. */
function gestures(element: SVGSVGElement, camera: Camera): () => void {
  const pointers = new Map<number, { x: number; y: number }>();
  let moved = false;
  let spread = 0;

  const place = (event: PointerEvent | WheelEvent): { x: number; y: number } => {
    const box = element.getBoundingClientRect();
    return { x: event.clientX - box.left, y: event.clientY - box.top };
  };
  const distance = (): number => {
    const [a, b] = [...pointers.values()];
    return a && b ? Math.hypot(a.x - b.x, a.y - b.y) : 0;
  };

  const down = (event: PointerEvent): void => {
    if (event.button !== 0) return;
    if (pointers.size === 0) moved = false;
    pointers.set(event.pointerId, place(event));
    spread = distance();
  };
  const move = (event: PointerEvent): void => {
    const before = pointers.get(event.pointerId);
    if (!before) return;
    const at = place(event);
    if (!moved && Math.hypot(at.x - before.x, at.y - before.y) < DRAG) return;
    if (!moved) {
      moved = true;
      element.setPointerCapture(event.pointerId);
      element.classList.add('dragging');
    }
    pointers.set(event.pointerId, at);
    if (pointers.size === 1) {
      camera.pan(at.x - before.x, at.y - before.y);
    } else if (pointers.size === 2) {
      const [a, b] = [...pointers.values()];
      const now = distance();
      if (a && b && spread > 0 && now > 0) camera.zoomAt((a.x + b.x) / 2, (a.y + b.y) / 2, now / spread);
      camera.pan((at.x - before.x) / 2, (at.y - before.y) / 2);
      spread = now;
    }
  };
  const up = (event: PointerEvent): void => {
    pointers.delete(event.pointerId);
    spread = distance();
    if (pointers.size === 0) element.classList.remove('dragging');
  };
  // The click that ends a drag is none.
  const click = (event: MouseEvent): void => {
    if (moved) event.stopPropagation();
    moved = false;
  };
  const wheel = (event: WheelEvent): void => {
    event.preventDefault();
    const lines = event.deltaMode === 1 ? 16 : event.deltaMode === 2 ? 400 : 1;
    if (event.shiftKey && !event.ctrlKey) {
      camera.pan(-(event.deltaX || event.deltaY) * lines, 0);
      return;
    }
    const at = place(event);
    const factor = Math.exp(-event.deltaY * lines * WHEEL * (event.ctrlKey ? 6 : 1));
    camera.zoomAt(at.x, at.y, Math.min(2, Math.max(0.5, factor)));
  };
  element.addEventListener('pointerdown', down);
  element.addEventListener('pointermove', move);
  element.addEventListener('pointerup', up);
  element.addEventListener('pointercancel', up);
  element.addEventListener('click', click, true);
  element.addEventListener('wheel', wheel, { passive: false });
  return () => {
    element.removeEventListener('pointerdown', down);
    element.removeEventListener('pointermove', move);
    element.removeEventListener('pointerup', up);
    element.removeEventListener('pointercancel', up);
    element.removeEventListener('click', click, true);
    element.removeEventListener('wheel', wheel);
  };
}
