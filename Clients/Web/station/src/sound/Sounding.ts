import type { Alarm } from '../generated/station_pb';
import type { WardPicture } from '../picture/WardPicture';
import { isOff, sounds } from '../picture/signals';

/** A lost link is a technical alarm of this screen itself: nobody else can raise it. */
const LINK_LOST_PRIORITY = 2;
const REMINDER_PRIORITY = 1;

/** The highest priority that is to be heard now; 0: none. */
export function soundingPriority(alarms: readonly Alarm[], live: boolean): number {
  return live ? alarms.reduce((highest, alarm) => (sounds(alarm) ? Math.max(highest, alarm.priority) : highest), 0) : LINK_LOST_PRIORITY;
}

/** Notices when the edge asks for the reminder of a signal that is off; what was there on connecting reminds of nothing new. */
export class Reminders {
  private readonly reminded = new Map<string, bigint>();

  /** The priority of the reminder that is due; 0: none. */
  due(picture: WardPicture): number {
    let due = 0;
    for (const bed of picture.beds) {
      for (const one of bed.inactivations.filter(({ signal }) => isOff(signal))) {
        const key = `${bed.patient} ${one.kind} ${one.signal}`;
        const before = this.reminded.get(key);
        this.reminded.set(key, one.remindedUs);
        if (before !== undefined && one.remindedUs > before) {
          due = REMINDER_PRIORITY;
        }
      }
    }
    return due;
  }
}
