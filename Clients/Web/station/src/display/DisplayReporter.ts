import { create } from '@bufbuild/protobuf';
import { DisplayedSchema, type Alarm } from '../generated/station_pb';
import type { Command } from '../link/StationLink';

const REPORT_AFTER_MS = 100;

/**
 * Tells the edge which alarms stand on this screen for somebody to see. A component that has drawn an alarm says where; it counts as displayed
 * when it can be seen there, be it later: another tab, a locked screen or a panel before it hide it.
 */
export class DisplayReporter<Place extends object = Element> {
  private readonly places = new Map<Place, Alarm>();
  private readonly reported = new Map<string, number>();
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly send: (command: Command) => void,
    /** Whether what stands at this place can be seen now. */
    private readonly isSeen: (place: Place) => boolean,
  ) {}

  show(place: Place, alarm: Alarm): void {
    this.places.set(place, alarm);
    this.wake();
  }

  hide(place: Place): void {
    this.places.delete(place);
  }

  /** A new connection knows nothing of what was reported on the last one. */
  forget(): void {
    this.reported.clear();
    this.wake();
  }

  /** Looks again: something may have come into sight. */
  wake(): void {
    this.timer ??= setTimeout(() => {
      this.timer = undefined;
      this.report();
    }, REPORT_AFTER_MS);
  }

  private report(): void {
    const alarms = new Map<string, { patient: string; alarm: string; revision: number }>();
    for (const [place, { patient, id, revision }] of this.places) {
      if ((this.reported.get(id) ?? 0) < revision && this.isSeen(place)) {
        this.reported.set(id, revision);
        alarms.set(id, { patient, alarm: id, revision });
      }
    }
    if (alarms.size > 0) {
      this.send({ case: 'displayed', value: create(DisplayedSchema, { alarms: [...alarms.values()] }) });
    }
  }
}
