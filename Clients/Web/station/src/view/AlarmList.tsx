import { useState } from 'react';
import { grouped, LIST_FILTERS, passes, type ListFilter } from '../picture/alarmFilter';
import { AlarmBanner } from './AlarmBanner';
import { useStation } from './StationContext';

/** Every alarm of every bed: highest priority first, then the newest. */
export function AlarmList({ open }: { open: (patient: string) => void }) {
  const station = useStation((s) => `${s.state} ${s.tick} ${s.picture.version}`);
  const [filter, setFilter] = useState<ListFilter>('all');
  const { picture, live } = station;
  const alarms = picture.alarms();
  const shown = alarms.filter(({ alarm }) => passes(alarm, filter));
  const bedOf = new Map(shown.map(({ alarm, bed }) => [alarm.id, bed]));
  const hidden = alarms.length - shown.length;
  return (
    <aside className="alarm-list" aria-label="Alarms of all beds">
      <h2>
        Alarms <span className="count">{live ? alarms.length : '--'}</span>
        <select aria-label="Which alarms" value={filter} onChange={(event) => setFilter(event.target.value as ListFilter)}>
          {LIST_FILTERS.map(({ value, label }) => (
            <option key={value} value={value}>
              {label}
            </option>
          ))}
        </select>
      </h2>
      {live && hidden > 0 && <p className="hidden-count">{hidden} not shown by the filter</p>}
      {!live && <p className="quiet">Alarm state unknown</p>}
      {live && alarms.length === 0 && <p className="quiet">No alarms</p>}
      <ol>
        {grouped(shown.map(({ alarm }) => alarm)).map(({ alarm, child }) => {
          const bed = bedOf.get(alarm.id);
          return (
            bed && (
              <li key={alarm.id}>
                <AlarmBanner alarm={alarm} bed={bed} siloNowUs={station.siloNowUs} open={open} child={child} />
              </li>
            )
          );
        })}
      </ol>
    </aside>
  );
}
