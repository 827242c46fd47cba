import { batch, computed, signal } from '@preact/signals';

export interface Rect {
  x: number;
  y: number;
  width: number;
  height: number;
}

export const NEAREST = 48;
const FLIGHT_MILLIS = 380;
const STEADY =
  typeof matchMedia === 'undefined' ? { matches: true } : matchMedia('(prefers-reduced-motion: reduce)');

/** Where on the picture one looks, and from how near. */
export class Camera {
  /** Screen pixels for one unit of the picture. */
  readonly scale = signal(1);
  /** Where the picture's origin is on the screen. */
  readonly x = signal(0);
  readonly y = signal(0);
  readonly width = signal(0);
  readonly height = signal(0);
  /** Whether all is to be seen, also after the window's size has changed. */
  readonly fitted = signal(true);
  /** The scale in steps, for what need not change with every frame. */
  readonly step = computed(() => Math.round(Math.log2(this.scale.value) * 4));

  private flight = 0;
  /** The scale at which the flight ends; null if there is none. */
  private flying: number | null = null;

  /** What of the picture can be seen. */
  readonly seen = computed<Rect>(() => ({
    x: -this.x.value / this.scale.value,
    y: -this.y.value / this.scale.value,
    width: this.width.value / this.scale.value,
    height: this.height.value / this.scale.value,
  }));

  transform(): string {
    return `translate(${this.x.value} ${this.y.value}) scale(${this.scale.value})`;
  }

  /** What is shown when this part of the picture fills the screen, less some room at its sides. */
  private framing(
    rect: Rect,
    room: { top: number; right: number; bottom: number; left: number },
    most: number,
  ) {
    const width = Math.max(50, this.width.value - room.left - room.right);
    const height = Math.max(50, this.height.value - room.top - room.bottom);
    const scale = Math.min(width / rect.width, height / rect.height, most);
    return {
      scale,
      x: room.left + (width - rect.width * scale) / 2 - rect.x * scale,
      y: room.top + (height - rect.height * scale) / 2 - rect.y * scale,
    };
  }

  frame(
    rect: Rect,
    room: { top: number; right: number; bottom: number; left: number },
    most = NEAREST,
    fly = true,
  ): void {
    const target = this.framing(rect, room, most);
    if (fly) this.flyTo(target);
    else this.jump(target);
  }

  zoomAt(px: number, py: number, factor: number): void {
    this.stop();
    const scale = Math.min(NEAREST, Math.max(0.05, this.scale.value * factor));
    const real = scale / this.scale.value;
    batch(() => {
      this.fitted.value = false;
      this.x.value = px - (px - this.x.value) * real;
      this.y.value = py - (py - this.y.value) * real;
      this.scale.value = scale;
    });
  }

  /** Zooms around the middle of the screen, smoothly. */
  zoomBy(factor: number): void {
    // Pressed again while it still flies: from where it will be.
    const scale = Math.min(NEAREST, Math.max(0.05, (this.flying ?? this.scale.value) * factor));
    const real = scale / this.scale.value;
    const [cx, cy] = [this.width.value / 2, this.height.value / 2];
    this.fitted.value = false;
    this.flyTo({ scale, x: cx - (cx - this.x.value) * real, y: cy - (cy - this.y.value) * real });
  }

  pan(dx: number, dy: number): void {
    this.stop();
    batch(() => {
      this.fitted.value = false;
      this.x.value += dx;
      this.y.value += dy;
    });
  }

  stop(): void {
    cancelAnimationFrame(this.flight);
    this.flying = null;
  }

  private jump(target: { scale: number; x: number; y: number }): void {
    this.stop();
    batch(() => {
      this.scale.value = target.scale;
      this.x.value = target.x;
      this.y.value = target.y;
    });
  }

  private flyTo(target: { scale: number; x: number; y: number }): void {
    if (STEADY.matches) return this.jump(target);
    this.stop();
    this.flying = target.scale;
    const from = { scale: this.scale.value, x: this.x.value, y: this.y.value };
    const [cx, cy] = [this.width.value / 2, this.height.value / 2];
    // The point of the picture in the middle of the screen moves steadily, and so does the scale's power.
    const a = { x: (cx - from.x) / from.scale, y: (cy - from.y) / from.scale };
    const b = { x: (cx - target.x) / target.scale, y: (cy - target.y) / target.scale };
    const began = performance.now();
    const frame = (time: number): void => {
      const t = Math.min(1, Math.max(0, (time - began) / FLIGHT_MILLIS));
      const eased = t < 0.5 ? 4 * t * t * t : 1 - (-2 * t + 2) ** 3 / 2;
      const scale = from.scale * (target.scale / from.scale) ** eased;
      // While the scale grows by a power, the way must shrink by it, or the flight would swerve.
      const ratio = target.scale / from.scale;
      const way = Math.abs(ratio - 1) < 0.01 ? eased : (1 - 1 / ratio ** eased) / (1 - 1 / ratio);
      const at = { x: a.x + (b.x - a.x) * way, y: a.y + (b.y - a.y) * way };
      batch(() => {
        this.scale.value = scale;
        this.x.value = cx - at.x * scale;
        this.y.value = cy - at.y * scale;
      });
      if (t < 1) this.flight = requestAnimationFrame(frame);
      else this.jump(target);
    };
    this.flight = requestAnimationFrame(frame);
  }
}
