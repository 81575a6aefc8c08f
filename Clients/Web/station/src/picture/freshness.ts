/** A vital sign that is older than this is shown as absent, unless the edge says how long it stands: as long as its device may be silent. */
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
  /** As the edge said; absent or 0 when it did not. */
  validForMs?: number;
}

/** The value if it still holds at `siloNowUs`, else null. With the silo's clock unknown (NaN) nothing holds. */
export function fresh(stamped: StampedValue | undefined, siloNowUs: number): StampedValue | null {
  if (stamped === undefined || !Number.isFinite(stamped.value)) {
    return null;
  }
  const limitMs = stamped.validForMs || (CUFF.has(stamped.vital) ? CUFF_S : CONTINUOUS_S) * 1e3;
  return siloNowUs - stamped.receivedAtUs <= limitMs * 1e3 ? stamped : null;
}
