import type { StripTrace } from './api';

/** Paper speed: the scale of every strip, on screen (in CSS millimetres) and on paper. */
export const MM_PER_S = 25;
/** A row fits on a sheet of A4 lying down. */
export const ROW_S = 10;

/** How a wave is drawn, in millimetres: `zero` (in the wave's unit) lies `zeroMm` below the top of a lane `heightMm` high. */
export interface StripScale {
  label: string;
  mmPerUnit: number;
  zero: number;
  heightMm: number;
  zeroMm: number;
}

const LEADS: Record<number, string> = { 131329: 'I', 131330: 'II', 131389: 'III', 131395: 'V' };
const ECG_HEIGHT_MM = 25;
const ECG_MM_PER_MV = [10, 5, 2.5] as const;
const WAVE_HEIGHT_MM = 15;
const PRESSURE_CODE = 150032;
const PRESSURE_TOPS_MMHG = [160, 300] as const;

/** Empty for what is no ECG lead. */
export function leadOf(code: number): string {
  return LEADS[code] ?? '';
}

function extent(samples: readonly (number | null)[]): [number, number] {
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const value of samples) {
    if (value !== null) {
      low = Math.min(low, value);
      high = Math.max(high, value);
    }
  }
  return low <= high ? [low, high] : [0, 1];
}

export function scaleOf({ code, samples }: StripTrace): StripScale {
  const [low, high] = extent(samples);
  const lead = leadOf(code);
  if (lead !== '') {
    const gain = ECG_MM_PER_MV.find((mm) => (high - low) * mm <= ECG_HEIGHT_MM - 3) ?? 2.5;
    return { label: `${lead} ${gain} mm/mV`, mmPerUnit: gain, zero: (high + low) / 2, heightMm: ECG_HEIGHT_MM, zeroMm: ECG_HEIGHT_MM / 2 };
  }
  if (code === PRESSURE_CODE) {
    const top = PRESSURE_TOPS_MMHG.find((one) => high <= one) ?? 300;
    return { label: `ABP 0–${top} mmHg`, mmPerUnit: WAVE_HEIGHT_MM / top, zero: 0, heightMm: WAVE_HEIGHT_MM, zeroMm: WAVE_HEIGHT_MM };
  }
  const mmPerUnit = high > low ? (WAVE_HEIGHT_MM - 2) / (high - low) : 1;
  return { label: 'Pleth', mmPerUnit, zero: low, heightMm: WAVE_HEIGHT_MM, zeroMm: WAVE_HEIGHT_MM - 1 };
}

/** An SVG path in millimetres of the samples from `fromS` seconds after the strip's begin, one row long; a gap lifts the pen. */
export function pathOf({ samples, sampleRate }: StripTrace, { mmPerUnit, zero, zeroMm }: StripScale, fromS: number): string {
  const first = Math.ceil(fromS * sampleRate);
  const last = Math.min(samples.length, Math.floor((fromS + ROW_S) * sampleRate) + 1);
  const steps: string[] = [];
  let pen = 'M';
  for (let index = first; index < last; index++) {
    const value = samples[index] ?? null;
    if (value === null) {
      pen = 'M';
    } else {
      const x = (index / sampleRate - fromS) * MM_PER_S;
      steps.push(`${pen}${x.toFixed(2)} ${(zeroMm - (value - zero) * mmPerUnit).toFixed(2)}`);
      pen = 'L';
    }
  }
  return steps.join('');
}
