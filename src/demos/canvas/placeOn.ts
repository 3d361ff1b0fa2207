/** Where a pointer is on a canvas, in pixels of the image from its top left corner. */
export function placeOn(
  canvas: HTMLCanvasElement,
  { clientX, clientY }: PointerEvent,
): [x: number, y: number] {
  const { left, top, width, height } = canvas.getBoundingClientRect();
  return [((clientX - left) / width) * canvas.width, ((clientY - top) / height) * canvas.height];
}

/** One step of each arrow key, in columns and rows. */
export const ARROWS: Readonly<Record<string, readonly [right: number, down: number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};
