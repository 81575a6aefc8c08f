import { useCallback, useState } from 'react';
import { AlarmList } from './AlarmList';
import { BedPanel } from './BedPanel';
import { BedTile } from './BedTile';
import { StaffProvider } from './Staff';
import { useStation } from './StationContext';
import { StatusBar } from './StatusBar';

export function App() {
  const { picture, state } = useStation((s) => `${s.state} ${s.picture.beds.map((bed) => bed.patient).join()}`);
  const [selected, setSelected] = useState<string | null>(null);
  const [listOpen, setListOpen] = useState(false);
  const open = useCallback((patient: string) => {
    setListOpen(false);
    setSelected(patient);
  }, []);
  const close = useCallback(() => {
    setSelected(null);
    document.querySelector<HTMLElement>(`.tile[data-selected="true"] .tile-head`)?.focus();
  }, []);
  return (
    <StaffProvider>
      <div className="station" data-link={state}>
        <StatusBar listOpen={listOpen} toggleList={() => setListOpen(!listOpen)} />
        {state === 'lost' && (
          <div className="link-lost" role="alert">
            CONNECTION LOST — values are not current
          </div>
        )}
        <main className="ward" data-list={listOpen}>
          <div className="beds">
            {picture.beds.map(({ patient }) => (
              <BedTile key={patient} patient={patient} selected={patient === selected} open={open} />
            ))}
            {picture.beds.length === 0 && <p className="quiet">{state === 'live' ? 'No patient is admitted.' : 'Connecting …'}</p>}
          </div>
          {selected !== null && <BedPanel patient={selected} close={close} />}
          <AlarmList open={open} />
        </main>
        <footer className="disclaimer">Secondary display — not to be relied on for alarms. Research use, not a cleared medical device.</footer>
      </div>
    </StaffProvider>
  );
}
