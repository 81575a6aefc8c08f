import { useEffect, useRef } from 'react';
import { PANEL_LANES } from '../sweep/lanes';
import { AlarmBanner } from './AlarmBanner';
import { NewsBadge } from './NewsBadge';
import { StaffEntries } from './StaffEntries';
import { useStation } from './StationContext';
import { Sweep } from './Sweep';
import { Vitals } from './Vitals';

/** One bed in full; the other beds' alarms stay in sight beside it. */
export function BedPanel({ patient, close }: { patient: string; close: () => void }) {
  const station = useStation((s) => `${s.state} ${s.tick} ${s.picture.bed(patient)?.version}`);
  const closer = useRef<HTMLButtonElement>(null);
  useEffect(() => closer.current?.focus(), [patient]);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key === 'Escape' && document.querySelector('dialog[open]') === null) {
        close();
      }
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, [close]);
  const bed = station.picture.bed(patient);
  if (bed === undefined) {
    return null;
  }
  const { bed: facts } = bed;
  const age = facts.ageYears > 0 ? `${facts.ageYears} years` : 'age unknown';
  return (
    <section className="panel" aria-label={`${facts.bed} in full`}>
      <header className="panel-head">
        <b className="bed-label">{facts.bed}</b>
        <span className="panel-patient">
          <b>{facts.name}</b>
          <small>
            {age}
            {facts.mrn && ` · MRN ${facts.mrn}`}
          </small>
        </span>
        <NewsBadge score={station.live ? bed.score : undefined} />
        <button ref={closer} type="button" className="close" onClick={close} aria-label="Close">
          ✕
        </button>
      </header>
      <div className="panel-alarms">
        {!station.live && <div className="alarm-unknown">Alarm state unknown</div>}
        {station.live && bed.alarms.length === 0 && <p className="quiet">No alarms</p>}
        {bed.alarms.map((alarm) => (
          <AlarmBanner key={alarm.id} alarm={alarm} bed={bed} />
        ))}
      </div>
      <div className="panel-body">
        <Sweep bed={bed} lanes={PANEL_LANES} />
        <Vitals bed={bed} siloNowUs={station.siloNowUs} />
      </div>
      <StaffEntries bed={bed} />
    </section>
  );
}
