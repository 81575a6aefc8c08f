import type { BeatMark } from '../generated/station_pb';
import { BeatCursor, markOf } from './beatMarks';
import type { LaneKind } from './lanes';
import { PlayHead } from './PlayHead';
import type { WaveTrack } from './WaveTrack';

/** CSS fixes 96 px to the inch; a screen of another density shows millimetres of its own. */
const PX_PER_MM = 96 / 25.4;
const SPEED_MM_S = 25;
const SPEED_PX_S = SPEED_MM_S * PX_PER_MM;
const ERASE_BAR_PX = 14;
const LINE_PX = 1.6;
const BEAT_ABOVE_BOTTOM_PX = 4;
/** A longer pause (hidden tab) is not replayed. */
const LONGEST_STEP_S = 0.25;

interface Lane {
  kind: LaneKind;
  head: PlayHead;
  /** Where the line ends so far; NaN after a gap. */
  x: number;
  y: number;
}

/** Draws some waves under each other with one erase bar; each frame draws only what came since the last one. */
export class SweepCanvas {
  private readonly context: CanvasRenderingContext2D;
  private readonly lanes: Lane[];
  private readonly observer: ResizeObserver;
  private readonly totalWeight: number;
  private readonly cursor = new BeatCursor();
  private width = 0;
  private height = 0;
  private x = 0;
  /** How much of the canvas has been drawn since it was cleared. */
  private drawnPx = 0;

  constructor(
    private readonly canvas: HTMLCanvasElement,
    kinds: readonly LaneKind[],
    private readonly trackOf: (code: number) => WaveTrack | undefined,
    /** Marked below the first lane, in the order in which they came. */
    private readonly beatsOf: () => readonly BeatMark[],
  ) {
    this.context = canvas.getContext('2d') as CanvasRenderingContext2D;
    this.lanes = kinds.map((kind) => ({ kind, head: new PlayHead(), x: 0, y: Number.NaN }));
    this.totalWeight = kinds.reduce((sum, kind) => sum + kind.weight, 0);
    this.observer = new ResizeObserver(() => this.fit());
    this.observer.observe(canvas);
    this.fit();
  }

  dispose(): void {
    this.observer.disconnect();
  }

  clear(): void {
    this.drawnPx = 0;
    this.context.clearRect(0, 0, this.width, this.height);
    for (const lane of this.lanes) {
      lane.y = Number.NaN;
    }
  }

  /** The scale of a lane in words; empty without samples. */
  scaleOf(kind: LaneKind): string {
    const track = this.trackOf(kind.code);
    return track === undefined || track.rate === 0 ? '' : kind.scale(track, this.laneHeight(kind) / PX_PER_MM);
  }

  step(elapsedS: number): void {
    const seconds = Math.min(elapsedS, LONGEST_STEP_S);
    const from = this.x;
    const to = from + seconds * SPEED_PX_S;
    this.erase(from + ERASE_BAR_PX - 1, to + ERASE_BAR_PX + 1);
    let top = 0;
    for (const lane of this.lanes) {
      const height = this.laneHeight(lane.kind);
      this.draw(lane, top, height, from, to, seconds);
      top += height;
    }
    this.drawnPx = Math.min(this.drawnPx + to - from, this.width - 2 * ERASE_BAR_PX);
    this.markBeats(to);
    this.x = this.width > 0 ? to % this.width : 0;
  }

  private markBeats(to: number): void {
    const [lane] = this.lanes;
    const rate = lane && this.trackOf(lane.kind.code)?.rate;
    if (!lane || !rate || Number.isNaN(lane.head.position)) {
      return;
    }
    const pxPerSample = SPEED_PX_S / rate;
    const { position } = lane.head;
    const bottom = this.laneHeight(lane.kind) - BEAT_ABOVE_BOTTOM_PX;
    for (const beat of this.cursor.take(this.beatsOf(), position - this.drawnPx / pxPerSample, position)) {
      const { letter, color, font } = markOf(beat);
      const x = to - (position - Number(beat.sample)) * pxPerSample;
      this.context.font = font;
      this.context.fillStyle = color;
      this.context.textAlign = 'center';
      this.context.fillText(letter, x < 0 ? x + this.width : x, bottom);
    }
  }

  private laneHeight(kind: LaneKind): number {
    return (this.height * kind.weight) / this.totalWeight;
  }

  private erase(from: number, to: number): void {
    const start = from % this.width;
    this.context.clearRect(start, 0, to - from, this.height);
    if (start + to - from > this.width) {
      this.context.clearRect(0, 0, start + to - from - this.width, this.height);
    }
  }

  private draw(lane: Lane, top: number, height: number, from: number, to: number, seconds: number): void {
    const track = this.trackOf(lane.kind.code);
    if (track === undefined || track.rate === 0) {
      lane.y = Number.NaN;
      return;
    }
    const before = lane.head.advance(track, seconds);
    const after = lane.head.position;
    const pxPerSample = after > before ? (to - from) / (after - before) : 0;
    const { context } = this;
    context.beginPath();
    context.strokeStyle = lane.kind.color;
    context.moveTo(lane.x, lane.y);
    for (let index = Math.ceil(before); index < after; index++) {
      const value = track.at(index);
      const x = from + (index - before) * pxPerSample;
      const share = Math.max(0.02, Math.min(0.98, lane.kind.yOf(value, track, height / PX_PER_MM)));
      const y = top + height * (1 - share);
      if (Number.isNaN(lane.y)) {
        context.moveTo(x, y);
      } else if (!Number.isNaN(y)) {
        context.lineTo(x, y);
      }
      lane.x = x;
      lane.y = y;
    }
    context.stroke();
    if (pxPerSample === 0) {
      lane.y = Number.NaN;
    }
    if (to >= this.width) {
      lane.x -= this.width;
    }
  }

  private fit(): void {
    const { clientWidth, clientHeight } = this.canvas;
    const density = window.devicePixelRatio || 1;
    this.canvas.width = Math.round(clientWidth * density);
    this.canvas.height = Math.round(clientHeight * density);
    this.width = clientWidth;
    this.height = clientHeight;
    this.x = 0;
    this.context.scale(density, density);
    this.context.lineWidth = LINE_PX;
    this.context.lineJoin = 'round';
    this.clear();
  }
}
