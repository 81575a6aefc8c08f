/** A vital sign that is older than this is shown as absent. */
const CONTINUOUS_S = 10;
/** Cuff pressures are taken every few minutes to an hour; they carry their time on screen. */
const CUFF_S = 3600;

const CUFF = new Set(['NonInvasiveSystolic', 'NonInvasiveDiastolic', 'NonInvasiveMean']);

export interface StampedValue {
  vital: string;
  value: number;
  unit: string;
  /** Silo time, microseconds. */
  receivedAtUs: number;
}

/** The value if it still holds at `siloNowUs`, else null. With the silo's clock unknown (NaN) nothing holds. */
export function fresh(stamped: StampedValue | undefined, siloNowUs: number): StampedValue | null {
  if (stamped === undefined || !Number.isFinite(stamped.value)) {
    return null;
  }
  const limitS = CUFF.has(stamped.vital) ? CUFF_S : CONTINUOUS_S;
  return siloNowUs - stamped.receivedAtUs <= limitS * 1e6 ? stamped : null;
}
