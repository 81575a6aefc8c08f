import { useEffect, useMemo, useState } from 'react';
import { ageText, sumsOf, type FleetSeries } from './fleet';
import { RateChart } from './RateChart';
import { SiteTable } from './SiteTable';
import { useFleet } from './useFleet';

const MINUTES = 60;
/** Older than this, what is on screen is called old in words. */
const STALE_MS = 15_000;
/** Alarms are rare: by the minute their line would be a comb. */
const ALARM_MINUTES = 5;
const COLORS = ['#5ac8fa', '#4ade80', '#ffb35c', '#c4a7ff', '#ff8a8a', '#e6dc8c'];

function useNow(): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1_000);
    return () => clearInterval(timer);
  }, []);
  return now;
}

export function Portal() {
  const { fleet, atMs, error } = useFleet(MINUTES);
  const nowMs = useNow();
  const stale = fleet !== null && nowMs - atMs > STALE_MS;
  return (
    <div className="portal">
      <header>
        <h1>Fleet portal</h1>
        <a href="/fhir/metadata">FHIR API</a>
        <p className="freshness" role="status">
          {fleet === null ? (error ?? 'Asking …') : `Read ${ageText(atMs, nowMs)}`}
        </p>
      </header>
      {(stale || (fleet === null && error !== null)) && (
        <div className="stale" role="alert">
          The cloud does not answer{fleet === null ? '.' : `: what you see is from ${new Date(atMs).toLocaleTimeString('en-GB')}.`} {error}
        </div>
      )}
      <main>
        {fleet !== null && fleet.status.sites.length === 0 && <p>No site has reported yet.</p>}
        {fleet !== null && <SiteTable status={fleet.status} nowMs={nowMs} current={!stale} />}
        {fleet !== null && <Charts series={fleet.series} />}
      </main>
      <footer>Research, not a cleared medical device. The data on this page is de-identified.</footer>
    </div>
  );
}

function Charts({ series }: { series: FleetSeries }) {
  const { observations, alarmTimes, alarms } = useMemo(() => {
    const lines = (valuesOf: (site: FleetSeries['sites'][number]) => (number | null)[]) =>
      series.sites.map((site, index) => ({ label: site.site, color: COLORS[index % COLORS.length] as string, values: valuesOf(site) }));
    return {
      observations: lines((site) => site.observations),
      alarmTimes: series.minutes.filter((_, index) => index % ALARM_MINUTES === 0),
      alarms: lines((site) => sumsOf(site.alarms, ALARM_MINUTES)),
    };
  }, [series]);
  return (
    <div className="charts">
      <RateChart title="Observations per minute" times={series.minutes} lines={observations} />
      <RateChart title={`Alarms per ${ALARM_MINUTES} minutes`} times={alarmTimes} lines={alarms} stepped />
    </div>
  );
}
