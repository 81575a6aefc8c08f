import { useEffect, useState } from 'react';
import { ask, type Answer } from './api';

/** The answer to a GET, asked again every `everyMs`; what was there stays while the next one is awaited. */
export function useAnswer<T>(path: string, everyMs: number): Answer<T> {
  const [known, setKnown] = useState<{ path: string; answer: Answer<T> }>({ path, answer: { state: 'asking' } });
  useEffect(() => {
    const ends = new AbortController();
    const run = async () => {
      const answer = await ask<T>(path, ends.signal);
      if (!ends.signal.aborted) {
        setKnown({ path, answer });
      }
    };
    void run();
    const timer = setInterval(() => void run(), everyMs);
    return () => {
      clearInterval(timer);
      ends.abort();
    };
  }, [path, everyMs]);
  return known.path === path ? known.answer : { state: 'asking' };
}
