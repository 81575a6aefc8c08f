const FIRST_MS = 500;
const LONGEST_MS = 4_000;

/** Delay before attempt 0, 1, 2, ...: doubling up to 4 s; `random` in [0, 1) spreads stations that lost the same edge. */
export function backoffMs(attempt: number, random: number): number {
  const delay = Math.min(FIRST_MS * 2 ** attempt, LONGEST_MS);
  return delay * (0.75 + random / 4);
}
