import type { SweepCanvas } from './SweepCanvas';

const shown = new Set<SweepCanvas>();
let previousMs = 0;

/** Draws the canvas on every animation frame until the returned function is called. */
export function animate(canvas: SweepCanvas): () => void {
  if (shown.size === 0) {
    previousMs = performance.now();
    requestAnimationFrame(drawAll);
  }
  shown.add(canvas);
  return () => shown.delete(canvas);
}

function drawAll(nowMs: number): void {
  const elapsedS = Math.max(0, nowMs - previousMs) / 1000;
  previousMs = nowMs;
  for (const canvas of shown) {
    canvas.step(elapsedS);
  }
  if (shown.size > 0) {
    requestAnimationFrame(drawAll);
  }
}
