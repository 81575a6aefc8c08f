import type { WaveTrack } from './WaveTrack';

/** How a wave is drawn in a lane that is `heightMm` high. */
export interface LaneKind {
  code: number;
  label: string;
  color: string;
  /** Share of the canvas height. */
  weight: number;
  /** 0 (bottom) .. 1 (top); what lies beyond is cut. */
  yOf(value: number, track: WaveTrack, heightMm: number): number;
  /** The scale in words; empty for a wave without one. */
  scale(track: WaveTrack, heightMm: number): string;
}

/** The standard gain, and the halves that a monitor falls back to when the wave would be cut. */
const ECG_MM_PER_MV = [10, 5, 2.5] as const;
/** Zero stands below the middle: R waves are taller than S waves are deep. */
const ECG_ZERO = 0.3;

function ecgGain(track: WaveTrack, heightMm: number): number {
  const fits = (gain: number) => track.high * gain <= (1 - ECG_ZERO) * heightMm && -track.low * gain <= ECG_ZERO * heightMm;
  return ECG_MM_PER_MV.find(fits) ?? 2.5;
}

function ecg(code: number, label: string): LaneKind {
  return {
    code,
    label,
    color: '#4ade80',
    weight: 1.6,
    yOf: (value, track, heightMm) => ECG_ZERO + (value * ecgGain(track, heightMm)) / heightMm,
    scale: (track, heightMm) => `${ecgGain(track, heightMm)} mm/mV`,
  };
}

/** Fills the lane with what the last seconds spanned. */
function toExtent(value: number, track: WaveTrack): number {
  const span = track.high - track.low;
  return span > 0 ? 0.06 + (0.88 * (value - track.low)) / span : 0.5;
}

/** Of an arterial pressure; the higher one while the lower would cut it. */
const ARTERIAL_TOPS_MMHG = [160, 300] as const;

function arterialTop(track: WaveTrack): number {
  return ARTERIAL_TOPS_MMHG.find((top) => track.high <= top) ?? 300;
}

export const ECG_II = ecg(131330, 'II');
export const ECG_V = ecg(131395, 'V');
export const PLETH: LaneKind = { code: 150452, label: 'Pleth', color: '#5ac8fa', weight: 1, yOf: toExtent, scale: () => '' };
export const ARTERIAL: LaneKind = {
  code: 150032,
  label: 'ABP',
  color: '#ff8a8a',
  weight: 1,
  yOf: (value, track) => value / arterialTop(track),
  scale: (track) => `0–${arterialTop(track)} mmHg`,
};
export const RESPIRATION: LaneKind = { code: 151552, label: 'Resp', color: '#e6dc8c', weight: 1, yOf: toExtent, scale: () => '' };

export const TILE_LANES = [ECG_II, PLETH];

const PANEL_LANES = [ECG_II, ECG_V, ecg(131329, 'I'), ecg(131389, 'III'), PLETH, ARTERIAL, RESPIRATION];
/** A lane lower than a seventh of the panel cannot be read. */
const MOST_LANES = 5;

/** The waves that this bed's devices have sent; lead II and pleth before any has come. */
export function panelLanes(isKnown: (code: number) => boolean): LaneKind[] {
  const known = PANEL_LANES.filter(({ code }) => isKnown(code));
  const ecgs = known.filter((lane) => lane.weight > 1);
  const others = known.filter((lane) => lane.weight <= 1);
  return known.length === 0 ? TILE_LANES : [...ecgs.slice(0, MOST_LANES - others.length), ...others];
}
