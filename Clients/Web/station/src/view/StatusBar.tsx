import { timeOfDay } from './format';
import { useStaff } from './Staff';
import { MuteButton } from './SoundBar';
import { useStation } from './StationContext';
import { hrefOf, type Page } from './useRoute';

const COUNTED = [
  { priority: 3, mark: '!!!', name: 'high' },
  { priority: 2, mark: '!!', name: 'medium' },
  { priority: 1, mark: '!', name: 'low' },
];

const PAGES: { page: Page; label: string }[] = [
  { page: '', label: 'Ward' },
  { page: 'history', label: 'History' },
  { page: 'burden', label: 'Burden' },
];

export function StatusBar({ page, listOpen, toggleList }: { page: Page; listOpen: boolean; toggleList: () => void }) {
  const station = useStation((s) => `${s.state} ${s.tick} ${s.picture.version} ${s.by}`);
  const { askName } = useStaff();
  const { picture, live } = station;
  const alarms = picture.alarms();
  return (
    <header className="status-bar">
      <h1>{picture.hello?.site || 'Central station'}</h1>
      <nav aria-label="Pages">
        {PAGES.map((one) => (
          <a key={one.label} href={hrefOf(one.page)} aria-current={one.page === page ? 'page' : undefined}>
            {one.label}
          </a>
        ))}
      </nav>
      <button type="button" className="alarm-counts" aria-expanded={listOpen} onClick={toggleList}>
        Alarms
        {COUNTED.map(({ priority, mark, name }) => (
          <span key={name} data-priority={name} aria-label={`${name} priority`}>
            {mark} {live ? alarms.filter(({ alarm }) => alarm.priority === priority).length : '--'}
          </span>
        ))}
      </button>
      <Uplink />
      <MuteButton />
      <button type="button" className="user" onClick={askName}>
        {station.by === '' ? 'Your name' : station.by}
      </button>
      <time className="clock">{live ? timeOfDay(station.siloNowUs, true) : '--:--:--'}</time>
    </header>
  );
}

/** The edge's link to the cloud. It matters to technicians, not to the patient, and is small for that. */
function Uplink() {
  const { picture } = useStation((s) => s.picture.version);
  const { heartbeat } = picture;
  if (heartbeat === undefined) {
    return <span className="uplink">Cloud unknown</span>;
  }
  return (
    <span className="uplink">
      <span data-good={heartbeat.cloudConnected}>{heartbeat.cloudConnected ? 'Cloud connected' : 'Cloud not connected'}</span>
      <span>{heartbeat.outboxDepth.toLocaleString('en')} waiting</span>
      {heartbeat.storageDegraded && <strong>Storage degraded</strong>}
    </span>
  );
}
