import { useCallback, useState } from 'react';
import { BurdenPage } from '../history/BurdenPage';
import { HistoryPage } from '../history/HistoryPage';
import { AlarmList } from './AlarmList';
import { BedPanel } from './BedPanel';
import { NoSoundBanner } from './SoundBar';
import { StaffProvider } from './Staff';
import { useStation } from './StationContext';
import { StatusBar } from './StatusBar';
import { useRoute } from './useRoute';
import { Ward } from './Ward';

export function App() {
  const { state } = useStation((s) => s.state);
  const [selected, setSelected] = useState<string | null>(null);
  const [listOpen, setListOpen] = useState(false);
  const [page, detail] = useRoute();
  const open = useCallback((patient: string) => {
    setListOpen(false);
    setSelected(patient);
    location.hash = '';
  }, []);
  const close = useCallback(() => {
    setSelected(null);
    document.querySelector<HTMLElement>(`.tile[data-selected="true"] .tile-head`)?.focus();
  }, []);
  return (
    <StaffProvider>
      <div className="station" data-link={state}>
        <StatusBar page={page} listOpen={listOpen} toggleList={() => setListOpen(!listOpen)} />
        {state === 'lost' && (
          <div className="link-lost" role="alert">
            CONNECTION LOST — values are not current
          </div>
        )}
        <NoSoundBanner />
        <main className="ward" data-list={listOpen}>
          {page === 'history' && <HistoryPage key={detail.startsWith("bed:") ? detail : ""} about={detail} />}
          {page === 'burden' && <BurdenPage />}
          {page === '' && <Ward selected={selected} open={open} />}
          {page === '' && selected !== null && <BedPanel patient={selected} close={close} />}
          <AlarmList open={open} />
        </main>
        <footer className="disclaimer">Secondary display — not to be relied on for alarms. Research use, not a cleared medical device.</footer>
      </div>
    </StaffProvider>
  );
}
