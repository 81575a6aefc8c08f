import { useEffect, type RefObject } from 'react';
import type { Alarm } from '../generated/station_pb';
import { useStation } from './StationContext';

/** Reports the alarm as displayed while this element stands on the screen for somebody to see. */
export function useDisplayed(element: RefObject<HTMLElement | null>, alarm: Alarm): void {
  const { display } = useStation(() => 0);
  useEffect(() => {
    const place = element.current;
    if (place === null) {
      return;
    }
    display.show(place, alarm);
    return () => display.hide(place);
  }, [display, element, alarm]);
}
