import { PRIORITY_NAMES, lookOf } from '../picture/alarms';
import { TILE_LANES } from '../sweep/lanes';
import { AlarmBanner } from './AlarmBanner';
import { NewsBadge } from './NewsBadge';
import { useStation } from './StationContext';
import { Sweep } from './Sweep';
import { Vitals } from './Vitals';

interface BedTileProps {
  patient: string;
  selected: boolean;
  open: (patient: string) => void;
}

export function BedTile({ patient, selected, open }: BedTileProps) {
  const station = useStation((s) => `${s.state} ${s.tick} ${s.picture.bed(patient)?.version}`);
  const bed = station.picture.bed(patient);
  if (bed === undefined) {
    return null;
  }
  const top = bed.alarms[0];
  return (
    <article
      className="tile"
      aria-label={bed.bed.bed}
      data-bed={bed.bed.bed}
      data-selected={selected}
      data-priority={top && PRIORITY_NAMES[top.priority]}
      data-look={top && lookOf(top)}
    >
      <button type="button" className="tile-head" onClick={() => open(patient)} aria-label={`Open ${bed.bed.bed} ${bed.bed.name}`}>
        <b className="bed-label">{bed.bed.bed}</b>
        <span className="patient-name">{bed.bed.name}</span>
        <NewsBadge score={station.live ? bed.score : undefined} />
      </button>
      <div className="tile-alarm">
        {!station.live && <div className="alarm-unknown">Alarm state unknown</div>}
        {station.live && !top && <p className="quiet">No alarms</p>}
        {top && <AlarmBanner alarm={top} bed={bed} others={bed.alarms.length - 1} />}
      </div>
      <div className="tile-body">
        <Sweep bed={bed} lanes={TILE_LANES} />
        <Vitals bed={bed} siloNowUs={station.siloNowUs} />
      </div>
    </article>
  );
}
