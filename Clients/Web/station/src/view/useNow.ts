import { useStation } from './StationContext';

/** Silo time, microseconds, renewed every second; NaN while unknown. */
export function useSiloNow(): number {
  return useStation((s) => `${s.state} ${s.tick}`).siloNowUs;
}
