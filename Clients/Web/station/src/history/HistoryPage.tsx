import { useState } from 'react';
import { PRIORITY_NAMES } from '../picture/alarms';
import { dayAndTime, quantity, span } from '../view/format';
import { useStation } from '../view/StationContext';
import { hrefOf } from '../view/useRoute';
import { AlarmSheet } from './AlarmSheet';
import { whose, type AlarmPage, type AlarmSummary } from './api';
import { EMPTY, HistoryFilter, queryOf } from './HistoryFilter';
import { useAnswer } from './useAnswer';
import { Waiting } from './Waiting';

const EVERY_MS = 10_000;
const BED = 'bed:';

/** All alarms that the edge keeps, newest first; one opens with its transitions and its strip. `about` is an alarm's id, `bed:LABEL`, or empty. */
export function HistoryPage({ about }: { about: string }) {
  const bed = about.startsWith(BED) ? about.slice(BED.length) : '';
  const chosen = bed === '' ? about : '';
  const [filter, setFilter] = useState({ ...EMPTY, bed });
  const { picture } = useStation((s) => s.picture.beds.map((one) => one.bed.bed).join());
  const answer = useAnswer<AlarmPage>(`/api/alarms?${queryOf(filter)}`, EVERY_MS);
  return (
    <section className="page history" data-detail={chosen !== ''} aria-label="Alarm history">
      <div className="history-list">
        <HistoryFilter filter={filter} change={setFilter} beds={picture.beds.map((one) => one.bed.bed)} />
        {answer.state === 'there' ? (
          <>
            <Rows alarms={answer.value.alarms} chosen={chosen} />
            {answer.value.alarms.length === 0 && <p className="quiet">No alarm matches.</p>}
            {answer.value.more && (
              <button type="button" onClick={() => setFilter({ ...filter, to: answer.value.alarms.at(-1)?.detected ?? '' })}>
                Older ones
              </button>
            )}
          </>
        ) : (
          <Waiting answer={answer} what="Alarm history" />
        )}
      </div>
      {chosen === '' ? <p className="sheet quiet">Choose an alarm to see its strip and who did what.</p> : <AlarmSheet key={chosen} id={chosen} />}
    </section>
  );
}

const seconds = (from: string, to: string) => (Date.parse(to) - Date.parse(from)) / 1000;

function outcome(alarm: AlarmSummary): string {
  const acknowledged = alarm.acknowledged === null ? '' : `✓ ${alarm.acknowledgedBy ?? ''} after ${span(seconds(alarm.detected, alarm.acknowledged))}`;
  const lasted = alarm.ended === null ? 'goes on' : `lasted ${span(seconds(alarm.onset, alarm.ended))}`;
  return [lasted, acknowledged].filter(Boolean).join(' · ');
}

function Rows({ alarms, chosen }: { alarms: AlarmSummary[]; chosen: string }) {
  return (
    <ol className="history-rows">
      {alarms.map((alarm) => (
        <li key={alarm.id}>
          <a href={hrefOf('history', alarm.id)} aria-current={alarm.id === chosen} data-priority={PRIORITY_NAMES[alarm.priority]}>
            <span className="history-mark" aria-label={`${PRIORITY_NAMES[alarm.priority]} priority`}>
              {'!'.repeat(alarm.priority)}
            </span>
            <span className="history-what">
              <span>
                <b>{alarm.bed}</b> {whose(alarm)}
              </span>
              <b>
                {alarm.text}
                {alarm.value !== null && ` ${quantity(alarm.value, alarm.unit)}`}
                {alarm.demoted && <em> DEMOTED</em>}
              </b>
              <small>
                {dayAndTime(alarm.detected)} · {outcome(alarm)}
              </small>
            </span>
          </a>
        </li>
      ))}
    </ol>
  );
}
