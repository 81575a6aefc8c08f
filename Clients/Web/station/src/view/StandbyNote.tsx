import type { Standby } from '../generated/station_pb';
import { timeOfDay } from './format';

/** The patient is away: lost signals do not alarm, and the screen says why it is quiet. */
export function StandbyNote({ standby: { sinceUs, by, reason } }: { standby: Standby }) {
  return (
    <p className="standby">
      <b>STANDBY</b> patient away since {timeOfDay(sinceUs)}
      {reason && ` · ${reason}`}
      {by && ` · ${by}`}
    </p>
  );
}
