import { useEffect, useState } from 'react';
import { fetchFleet, type Fleet } from './fleet';

const POLL_MS = 5_000;
const TIMEOUT_MS = 4_000;

export interface Polled {
  fleet: Fleet | null;
  /** When `fleet` was read, by this machine's clock. */
  atMs: number;
  error: string | null;
}

/** Asks again every 5 s; keeps the last answer with its time when the cloud does not answer. */
export function useFleet(minutes: number): Polled {
  const [polled, setPolled] = useState<Polled>({ fleet: null, atMs: 0, error: null });
  useEffect(() => {
    let ended = false;
    let timer: ReturnType<typeof setTimeout>;
    const poll = async () => {
      try {
        const fleet = await fetchFleet(minutes, AbortSignal.timeout(TIMEOUT_MS));
        if (!ended) {
          setPolled({ fleet, atMs: Date.now(), error: null });
        }
      } catch (error) {
        if (!ended) {
          setPolled((last) => ({ ...last, error: error instanceof Error ? error.message : String(error) }));
        }
      }
      if (!ended) {
        timer = setTimeout(poll, POLL_MS);
      }
    };
    void poll();
    return () => {
      ended = true;
      clearTimeout(timer);
    };
  }, [minutes]);
  return polled;
}
