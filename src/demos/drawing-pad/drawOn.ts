import { ARROWS, placeOn } from '../canvas/placeOn.ts';
import { SIDE } from './drawing.ts';

type Point = readonly [x: number, y: number];

/** Draws a line with the pen, 1, or takes it away, 0. */
export type Stroke = (from: Point, to: Point, ink: 0 | 1) => void;

/**
 * Lets a canvas be drawn on by mouse, pen, finger and keys.
 *
 * Arrow keys move a cursor; with Shift they draw, with Alt they erase; the space bar sets a dot. The
 * cursor is shown by the styles, from `--cursor-x` and `--cursor-y` (shares of the side) at `host`.
 */
export function drawOn(canvas: HTMLCanvasElement, host: HTMLElement, stroke: Stroke): void {
  drawWithPointer(canvas, stroke);
  drawWithKeys(canvas, host, stroke);
}

function drawWithPointer(canvas: HTMLCanvasElement, stroke: Stroke): void {
  let pen: Point | undefined;
  canvas.addEventListener('pointerdown', (event) => {
    canvas.setPointerCapture(event.pointerId);
    pen = placeOn(canvas, event);
    stroke(pen, pen, 1);
  });
  canvas.addEventListener('pointermove', (event) => {
    if (!pen) return;
    const next = placeOn(canvas, event);
    stroke(pen, next, 1);
    pen = next;
  });
  for (const end of ['pointerup', 'pointercancel'] as const) {
    canvas.addEventListener(end, () => (pen = undefined));
  }
}

function drawWithKeys(canvas: HTMLCanvasElement, host: HTMLElement, stroke: Stroke): void {
  let cursor: Point = [SIDE / 2, SIDE / 2];
  const within = (value: number) => Math.min(SIDE - 1, Math.max(1, value));
  canvas.addEventListener('keydown', (event) => {
    const step = event.key === ' ' ? ([0, 0] as const) : ARROWS[event.key];
    if (!step) return;
    event.preventDefault();
    const from = cursor;
    cursor = [within(from[0] + step[0]), within(from[1] + step[1])];
    host.style.setProperty('--cursor-x', String(cursor[0] / SIDE));
    host.style.setProperty('--cursor-y', String(cursor[1] / SIDE));
    if (event.altKey) stroke(from, cursor, 0);
    else if (event.shiftKey || event.key === ' ') stroke(from, cursor, 1);
  });
}
