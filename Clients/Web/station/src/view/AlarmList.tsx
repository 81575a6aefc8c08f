import { AlarmBanner } from './AlarmBanner';
import { useStation } from './StationContext';

/** Every alarm of every bed: highest priority first, then the newest. */
export function AlarmList({ open }: { open: (patient: string) => void }) {
  const { picture, live } = useStation((s) => `${s.state} ${s.picture.version}`);
  const alarms = picture.alarms();
  return (
    <aside className="alarm-list" aria-label="Alarms of all beds">
      <h2>
        Alarms <span className="count">{live ? alarms.length : '--'}</span>
      </h2>
      {!live && <p className="quiet">Alarm state unknown</p>}
      {live && alarms.length === 0 && <p className="quiet">No alarms</p>}
      <ol>
        {alarms.map(({ alarm, bed }) => (
          <li key={alarm.id}>
            <AlarmBanner alarm={alarm} bed={bed} open={open} />
          </li>
        ))}
      </ol>
    </aside>
  );
}
