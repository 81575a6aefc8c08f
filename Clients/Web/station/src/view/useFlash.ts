import { useLayoutEffect, useRef, type RefObject } from 'react';

/** Sets the element's animations to one common start, so that alarms of a priority flash together. */
export function useFlash<T extends HTMLElement>(key: string): RefObject<T | null> {
  const element = useRef<T>(null);
  useLayoutEffect(() => {
    for (const animation of element.current?.getAnimations() ?? []) {
      animation.startTime = 0;
    }
  }, [key]);
  return element;
}
