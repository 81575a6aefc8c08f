import { createContext, useContext, useSyncExternalStore } from 'react';
import type { Station } from '../Station';

export const StationContext = createContext<Station | null>(null);

/** The station; the caller renders again when what `version` returns changes. */
export function useStation(version: (station: Station) => string | number): Station {
  const station = useContext(StationContext);
  if (station === null) {
    throw new Error('no station above this component');
  }
  useSyncExternalStore(station.listen, () => version(station));
  return station;
}
