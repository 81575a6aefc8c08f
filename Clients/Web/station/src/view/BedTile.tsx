import type { BedPicture } from '../picture/BedPicture';
import { byNeedOfAttention, canAcknowledge, lookOf, PRIORITY_NAMES, rankOf } from '../picture/alarms';
import { TILE_LANES } from '../sweep/lanes';
import { AgeUnknownChip } from './AgeUnknown';
import { AlarmBanner } from './AlarmBanner';
import { NewsBadge } from './NewsBadge';
import { SignalChips } from './SignalChips';
import { StandbyNote } from './StandbyNote';
import { useStation } from './StationContext';
import { Sweep } from './Sweep';
import { Vitals } from './Vitals';

interface BedTileProps {
  patient: string;
  selected: boolean;
  open: (patient: string) => void;
}

const TURN_S = 2;

/** What nobody has acknowledged in turn, two seconds each: the highest priority, and the others too where no list stands beside the tiles. */
function shownAlarm(bed: BedPicture, tick: number) {
  const alarms = [...bed.alarms].sort(byNeedOfAttention);
  const open = alarms.filter(canAcknowledge);
  const isAlone = matchMedia('(max-width: 1199px)').matches;
  const turns = open.filter((alarm) => isAlone || (open[0] !== undefined && rankOf(alarm) === rankOf(open[0])));
  return turns.length > 1 ? turns[Math.floor(tick / TURN_S) % turns.length] : alarms[0];
}

export function BedTile({ patient, selected, open }: BedTileProps) {
  const station = useStation((s) => `${s.state} ${s.tick} ${s.picture.bed(patient)?.version}`);
  const bed = station.picture.bed(patient);
  if (bed === undefined) {
    return null;
  }
  const top = bed.alarms[0];
  const shown = shownAlarm(bed, station.tick);
  const { standby } = bed.bed;
  return (
    <article
      className="tile"
      aria-label={bed.bed.bed}
      data-bed={bed.bed.bed}
      data-selected={selected}
      data-standby={standby !== undefined}
      data-priority={top && PRIORITY_NAMES[top.priority]}
      data-look={top && lookOf(top)}
    >
      <button type="button" className="tile-head" onClick={() => open(patient)} title="Open this bed">
        <b className="bed-label">{bed.bed.bed}</b>
        <span className="patient-name">{bed.bed.name}</span>
        {station.live && <SignalChips bed={bed} siloNowUs={station.siloNowUs} />}
        {station.live && <AgeUnknownChip bed={bed} />}
        <NewsBadge bed={station.live ? bed : undefined} />
      </button>
      <div className="tile-alarm">
        {!station.live && <div className="alarm-unknown">Alarm state unknown</div>}
        {station.live && !shown && (standby ? <StandbyNote standby={standby} /> : <p className="quiet">No alarms</p>)}
        {shown && <AlarmBanner alarm={shown} bed={bed} siloNowUs={station.siloNowUs} others={bed.alarms.length - 1} open={open} compact />}
      </div>
      <div className="tile-body">
        <Sweep bed={bed} lanes={TILE_LANES} />
        <Vitals bed={bed} siloNowUs={station.siloNowUs} />
      </div>
    </article>
  );
}
