/**
 * The sounds of IEC 60601-1-8 (general alarm, equal pitch): high 10 pulses as 3 + 2, twice; medium 3; low 2. Where the standard gives a range the
 * figure here lies inside it: pulse 75-200 ms high, 125-250 ms medium and low; 150-1000 Hz with at least 4 harmonics within 15 dB up to 4000 Hz.
 * Which intervals a burst repeats at is the maker's to state: 10, 25 and 30 s here, as bedside monitors commonly do.
 */
export interface Burst {
  /** Begin of each pulse in seconds after the burst's begin. */
  starts: readonly number[];
  /** Of each pulse, in seconds. */
  pulseS: number;
  /** From one burst's begin to the next one's. */
  repeatS: number;
}

function pulses(gapsS: readonly number[], pulseS: number): number[] {
  const starts = [0];
  for (const gap of gapsS) {
    starts.push((starts.at(-1) as number) + pulseS + gap);
  }
  return starts;
}

const HIGH_PULSE_S = 0.15;
const HIGH_GAPS_S = [0.1, 0.1, 0.3, 0.1, 0.8, 0.1, 0.1, 0.3, 0.1];
const PULSE_S = 0.2;

/** By priority: 1 low, 2 medium, 3 high. */
export const BURSTS: readonly (Burst | undefined)[] = [
  undefined,
  { starts: pulses([0.2], PULSE_S), pulseS: PULSE_S, repeatS: 30 },
  { starts: pulses([0.2, 0.2], PULSE_S), pulseS: PULSE_S, repeatS: 25 },
  { starts: pulses(HIGH_GAPS_S, HIGH_PULSE_S), pulseS: HIGH_PULSE_S, repeatS: 10 },
];

/** Hz. All priorities have one pitch; rhythm and haste tell them apart. */
export const FUNDAMENTAL_HZ = 440;

/** Amplitude of each harmonic from the fundamental on: 440, 880, ... 3520 Hz, the weakest 9 dB below the strongest. */
export const HARMONICS: readonly number[] = [1, 0.8, 0.7, 0.6, 0.5, 0.45, 0.4, 0.36];

/** Rise and fall of a pulse, seconds: 10-20 % of it, so that it does not click. */
export const EDGE_S = 0.02;
