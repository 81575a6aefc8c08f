import { useState } from 'react';
import { PRIORITY_NAMES } from '../picture/alarms';
import { span } from '../view/format';
import type { AlarmBurden } from './api';
import { useAnswer } from './useAnswer';
import { Waiting } from './Waiting';

const EVERY_MS = 60_000;
const RANGES = [1, 7, 14, 31];
const TOP = 12;
const BAR_PX = 120;

/** How many alarms beds had to bear and staff had to answer: per bed and day, by source, and how long an acknowledgement took. */
export function BurdenPage() {
  const [days, setDays] = useState(7);
  const answer = useAnswer<AlarmBurden>(`/api/alarms/burden?days=${days}&zoneMinutes=${-new Date().getTimezoneOffset()}`, EVERY_MS);
  return (
    <section className="page burden" aria-label="Alarm burden">
      <header>
        <h2>Alarm burden</h2>
        <div className="choice-options" role="group" aria-label="Days">
          {RANGES.map((one) => (
            <button key={one} type="button" aria-pressed={one === days} onClick={() => setDays(one)}>
              {one === 1 ? 'Today' : `${one} days`}
            </button>
          ))}
        </div>
      </header>
      {answer.state === 'there' ? <Known burden={answer.value} /> : <Waiting answer={answer} what="Alarm burden" />}
    </section>
  );
}

function Known({ burden }: { burden: AlarmBurden }) {
  return burden.alarms === 0 ? (
    <p className="quiet">No alarm in these days.</p>
  ) : (
    <>
      <Acknowledging burden={burden} />
      <BedTable burden={burden} />
      <Sources burden={burden} />
    </>
  );
}

function Acknowledging({ burden }: { burden: AlarmBurden }) {
  const perBedDay = burden.alarms / Math.max(1, burden.beds.length * burden.days.length);
  return (
    <ul className="cards">
      <li>
        <b>{burden.alarms}</b>
        <span>
          alarms
          <br />
          {perBedDay.toFixed(1)} per bed and day, of the beds that had one
        </span>
      </li>
      {burden.timeToAcknowledge.map((one) => (
        <li key={one.priority} data-priority={PRIORITY_NAMES[one.priority]}>
          <b>{span(one.medianSeconds) || '—'}</b>
          <span>
            until a {PRIORITY_NAMES[one.priority]} alarm is acknowledged (median; 90 % by {span(one.ninetiethSeconds) || '—'})
            <br />
            {one.acknowledged} of {one.alarms} acknowledged
          </span>
        </li>
      ))}
    </ul>
  );
}

/** Shaded by count against the most in the table; the number stands in the cell, so that no colour has to be read. */
function BedTable({ burden: { days, beds } }: { burden: AlarmBurden }) {
  const most = Math.max(1, ...beds.flatMap(({ byDay }) => byDay));
  const shade = (count: number) => (count === 0 ? 0 : 15 + Math.round((55 * count) / most));
  return (
    <div className="scroll-x">
      <table className="bed-burden">
        <caption>Alarms per bed and day</caption>
        <thead>
          <tr>
            <th scope="col">Bed</th>
            {days.map((day) => (
              <th key={day} scope="col">
                {day.slice(8)}/{day.slice(5, 7)}
              </th>
            ))}
            <th scope="col">high</th>
            <th scope="col">medium</th>
            <th scope="col">low</th>
            <th scope="col">technical</th>
          </tr>
        </thead>
        <tbody>
          {beds.map((bed) => (
            <tr key={bed.bed}>
              <th scope="row">{bed.bed}</th>
              {bed.byDay.map((count, index) => (
                <td key={days[index]} style={{ background: `rgb(74 111 165 / ${shade(count)}%)` }}>
                  {count || ''}
                </td>
              ))}
              <td>{bed.high}</td>
              <td>{bed.medium}</td>
              <td>{bed.low}</td>
              <td>{bed.technical}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Sources({ burden: { kinds, alarms } }: { burden: AlarmBurden }) {
  const most = kinds[0]?.alarms ?? 1;
  return (
    <div className="scroll-x">
      <table className="sources">
        <caption>Top sources</caption>
        <thead>
          <tr>
            <th scope="col">Alarm</th>
            <th scope="col">Count</th>
            <th scope="col">Acknowledged</th>
            <th scope="col">Lasted (median)</th>
          </tr>
        </thead>
        <tbody>
          {kinds.slice(0, TOP).map((kind) => (
            <tr key={kind.kind}>
              <th scope="row">
                {kind.text} {kind.technical && <small>technical</small>}
              </th>
              <td>
                <span className="bar" style={{ width: `${(BAR_PX * kind.alarms) / most}px` }} /> {kind.alarms} <small>{((100 * kind.alarms) / alarms).toFixed(0)} %</small>
              </td>
              <td>{kind.acknowledged}</td>
              <td>{span(kind.medianSeconds) || 'goes on'}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
