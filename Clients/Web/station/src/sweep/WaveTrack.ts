/** Kept per wave: more than the playback delay, less than a screen, for what is drawn stays on the canvas. */
const KEPT_S = 8;
/** Per chunk: the extent follows gently, for a jump of the scale would look like a jump of the wave. */
const EXTENT_STEP = 0.25;
/** Hz; what the platform takes in. A wave beyond it is not shown. */
const HIGHEST_RATE = 2_000;

/** One chunk as it came: value = raw * gain + offset. */
export interface Chunk {
  sampleRate: number;
  firstSample: number;
  gain: number;
  offset: number;
  /** int16 little endian. */
  samples: Uint8Array;
}

const NO_VALUE = -32768;

/** A wave's last seconds by sample index. Lost samples stay gaps (NaN); nothing is allocated per sample. */
export class WaveTrack {
  /** Hz; 0 before the first chunk. */
  rate = 0;
  /** Index after the newest sample. */
  end = 0;
  /** Extent of what is kept, for waves without an absolute scale. */
  low = 0;
  high = 1;

  private ring = new Float32Array(0);
  private begin = 0;
  private measured = false;

  write(chunk: Chunk): void {
    const count = chunk.samples.byteLength >> 1;
    if (count === 0 || !(chunk.sampleRate >= 1 && chunk.sampleRate <= HIGHEST_RATE)) {
      return;
    }
    const broken = chunk.firstSample < this.end - this.ring.length || chunk.firstSample > this.end + this.ring.length;
    if (chunk.sampleRate !== this.rate || broken) {
      this.restart(chunk.sampleRate, chunk.firstSample);
    }
    for (let index = this.end; index < chunk.firstSample; index++) {
      this.ring[index % this.ring.length] = Number.NaN;
    }
    const raw = new DataView(chunk.samples.buffer, chunk.samples.byteOffset, count * 2);
    for (let i = 0; i < count; i++) {
      const sample = raw.getInt16(i * 2, true);
      this.ring[(chunk.firstSample + i) % this.ring.length] = sample === NO_VALUE ? Number.NaN : sample * chunk.gain + chunk.offset;
    }
    this.end = Math.max(this.end, chunk.firstSample + count);
    this.begin = Math.max(this.begin, this.end - this.ring.length);
    this.measure();
  }

  /** NaN where there is no sample. */
  at(index: number): number {
    return index >= this.begin && index < this.end ? (this.ring[index % this.ring.length] as number) : Number.NaN;
  }

  private restart(rate: number, first: number): void {
    this.rate = rate;
    this.ring = new Float32Array(Math.ceil(rate * KEPT_S)).fill(Number.NaN);
    this.begin = first;
    this.measured = false;
    this.end = first;
  }

  private measure(): void {
    let low = Number.POSITIVE_INFINITY;
    let high = Number.NEGATIVE_INFINITY;
    for (let i = 0; i < this.ring.length; i++) {
      const value = this.ring[i] as number;
      low = value < low ? value : low;
      high = value > high ? value : high;
    }
    if (low <= high) {
      const step = this.measured ? EXTENT_STEP : 1;
      this.low += (low - this.low) * step;
      this.high += (high - this.high) * step;
      this.measured = this.end - this.begin > this.rate;
    }
  }
}
