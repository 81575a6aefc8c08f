/** Made-up waves with the look of the real ones: enough to judge a screen by, no more. */

export interface WaveKind {
  code: number;
  rate: number;
  gain: number;
  unit: string;
  /** Physical value at `seconds` for a heart rate and a breathing rate per minute. */
  value(seconds: number, heartRate: number, respiratoryRate: number): number;
}

/** Where in the beat its R wave stands. */
const R_PHASE = 0.36;

const bump = (phase: number, at: number, width: number) => Math.exp(-(((phase - at) / width) ** 2));

const beatPhase = (seconds: number, rate: number, lag = 0) => {
  const beats = ((seconds - lag) * rate) / 60;
  return beats - Math.floor(beats);
};

const wander = (seconds: number) => 0.04 * Math.sin(seconds * 1.7) + 0.012 * Math.sin(seconds * 97);

function ecg(seconds: number, rate: number): number {
  const phase = beatPhase(seconds, rate);
  return (
    0.13 * bump(phase, 0.18, 0.03) -
    0.12 * bump(phase, 0.335, 0.01) +
    1.15 * bump(phase, R_PHASE, 0.013) -
    0.25 * bump(phase, 0.39, 0.013) +
    0.28 * bump(phase, 0.62, 0.06) +
    wander(seconds)
  );
}

function pulse(seconds: number, rate: number): number {
  const phase = beatPhase(seconds, rate, 0.2);
  return bump(phase, 0.42, 0.11) + 0.42 * bump(phase, 0.68, 0.13);
}

export const WAVES: readonly WaveKind[] = [
  { code: 131330, rate: 500, gain: 0.001, unit: 'mV', value: ecg },
  { code: 131395, rate: 500, gain: 0.001, unit: 'mV', value: (s, hr) => 0.8 * ecg(s, hr) - 0.35 * bump(beatPhase(s, hr), 0.38, 0.02) },
  { code: 150452, rate: 125, gain: 0.001, unit: '1', value: pulse },
  { code: 150032, rate: 125, gain: 0.1, unit: 'mm[Hg]', value: (s, hr) => 72 + 48 * pulse(s, hr) },
  { code: 151552, rate: 62.5, gain: 0.001, unit: '1', value: (s, _, rr) => Math.sin((2 * Math.PI * s * rr) / 60) },
];

/** int16 little-endian samples from index `first`. */
export function samples(kind: WaveKind, first: number, count: number, heartRate: number, respiratoryRate: number): Uint8Array {
  const raw = new Int16Array(count);
  for (let i = 0; i < count; i++) {
    raw[i] = Math.round(kind.value((first + i) / kind.rate, heartRate, respiratoryRate) / kind.gain);
  }
  return new Uint8Array(raw.buffer);
}

/** R peaks between two times, mostly normal, as an edge would mark them. */
export function beats(patient: string, fromS: number, toS: number, heartRate: number) {
  const rate = WAVES[0]?.rate ?? 0;
  const marks = [];
  for (let beat = Math.ceil((fromS * heartRate) / 60 - R_PHASE); ((beat + R_PHASE) * 60) / heartRate < toS; beat++) {
    const beatClass = beat % 11 === 7 ? 2 : beat % 17 === 3 ? 1 : beat % 23 === 5 ? 5 : 0;
    marks.push({ patient, sample: BigInt(Math.round(((beat + R_PHASE) * 60 * rate) / heartRate)), beatClass, confidence: 0.97, device: 'mock' });
  }
  return marks;
}
