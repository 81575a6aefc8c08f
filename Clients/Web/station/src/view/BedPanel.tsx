import { useEffect, useMemo, useRef, useState } from 'react';
import { TrendTab } from '../history/TrendTab';
import { grouped } from '../picture/alarmFilter';
import type { BedPicture } from '../picture/BedPicture';
import { panelLanes } from '../sweep/lanes';
import { AgeUnknownNote } from './AgeUnknown';
import { AlarmBanner } from './AlarmBanner';
import { ageText } from './format';
import { LimitsTab } from './LimitsTab';
import { NewsBadge } from './NewsBadge';
import { PatientTab } from './PatientTab';
import { ScoresTab } from './ScoresTab';
import { pauseQuestion } from './SignalQuestion';
import { SignalList } from './SignalChips';
import { StaffEntries } from './StaffEntries';
import { useStaff } from './Staff';
import { StandbyNote } from './StandbyNote';
import { useStation } from './StationContext';
import { Sweep } from './Sweep';
import { Tabs } from './Tabs';
import { hrefOf } from './useRoute';
import { Vitals } from './Vitals';

const TABS = ['Entries', 'Scores', 'Limits', 'Trend 24 h', 'Patient'] as const;

function Tab({ tab, bed }: { tab: (typeof TABS)[number]; bed: BedPicture }) {
  switch (tab) {
    case 'Entries':
      return <StaffEntries bed={bed} />;
    case 'Scores':
      return <ScoresTab bed={bed} />;
    case 'Limits':
      return <LimitsTab bed={bed} />;
    case 'Trend 24 h':
      return <TrendTab patient={bed.patient} />;
    case 'Patient':
      return <PatientTab bed={bed} />;
  }
}

/** One bed in full; the other beds' alarms stay in sight beside it. */
export function BedPanel({ patient, close }: { patient: string; close: () => void }) {
  const station = useStation((s) => `${s.state} ${s.tick} ${s.picture.bed(patient)?.version}`);
  const { ask } = useStaff();
  const closer = useRef<HTMLButtonElement>(null);
  const [tab, setTab] = useState<(typeof TABS)[number]>('Entries');
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
  const codes = panelLanes((code) => bed?.track(code) !== undefined).map(({ code }) => code).join();
  const lanes = useMemo(() => panelLanes((code) => codes.split(',').includes(String(code))), [codes]);
  if (bed === undefined) {
    return null;
  }
  const { bed: facts } = bed;
  const about = [facts.category, ageText(facts), facts.paced === 'yes' && 'PACED', facts.mrn && `MRN ${facts.mrn}`];
  return (
    <section className="panel" aria-label={`${facts.bed} in full`}>
      <header className="panel-head">
        <b className="bed-label">{facts.bed}</b>
        <span className="panel-patient">
          <b>{facts.name}</b>
          <small>{about.filter(Boolean).join(' · ')}</small>
        </span>
        <NewsBadge bed={station.live ? bed : undefined} />
        <button ref={closer} type="button" className="close" onClick={close} aria-label="Close ✕">
          ✕
        </button>
        <div className="panel-actions">
          <button type="button" onClick={() => ask(pauseQuestion(bed))}>
            Pause alarms
          </button>
          <a className="button" href={hrefOf('history', `bed:${facts.bed}`)}>
            History
          </a>
        </div>
      </header>
      {station.live && <AgeUnknownNote bed={bed} />}
      {station.live && facts.standby && <StandbyNote standby={facts.standby} />}
      {station.live && <SignalList bed={bed} siloNowUs={station.siloNowUs} />}
      <div className="panel-alarms">
        {!station.live && <div className="alarm-unknown">Alarm state unknown</div>}
        {station.live && bed.alarms.length === 0 && <p className="quiet">No alarms</p>}
        {grouped(bed.alarms).map(({ alarm, child }) => (
          <AlarmBanner key={alarm.id} alarm={alarm} bed={bed} siloNowUs={station.siloNowUs} child={child} />
        ))}
      </div>
      <div className="panel-body">
        <Sweep bed={bed} lanes={lanes} />
        <Vitals bed={bed} siloNowUs={station.siloNowUs} />
      </div>
      <Tabs tabs={TABS} tab={tab} choose={setTab}>
        {station.live ? <Tab tab={tab} bed={bed} /> : <p className="quiet">Unknown while the connection is lost.</p>}
      </Tabs>
    </section>
  );
}
