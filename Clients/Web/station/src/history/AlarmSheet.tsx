import { PRIORITY_NAMES } from '../picture/alarms';
import { signalWord } from '../picture/signals';
import { dayAndTime, figure, quantity } from '../view/format';
import { hrefOf } from '../view/useRoute';
import { whose, type AlarmChange, type AlarmDetail, type AlarmStrip, type AlarmSummary } from './api';
import { StripSheet } from './StripSheet';
import { useAnswer } from './useAnswer';
import { Waiting } from './Waiting';

const EVERY_MS = 10_000;
/** What is complete does not change. */
const SELDOM_MS = 3_600_000;

const CONDITIONS = ['ended', 'active', 'latched'];

/** One alarm of the past: what it was, who did what and when, and its strip. Prints on its own. */
export function AlarmSheet({ id }: { id: string }) {
  const detail = useAnswer<AlarmDetail>(`/api/alarms/${encodeURIComponent(id)}`, EVERY_MS);
  return (
    <article className="sheet" aria-label="Alarm">
      <div className="sheet-actions">
        <a className="button" href={hrefOf('history')}>
          ‹ List
        </a>
        <button type="button" onClick={() => window.print()}>
          Print
        </button>
      </div>
      {detail.state === 'there' ? <Known detail={detail.value} /> : <Waiting answer={detail} what="Alarm" />}
    </article>
  );
}

function Known({ detail: { alarm, changes } }: { detail: AlarmDetail }) {
  return (
    <>
      <header className="sheet-head" data-priority={PRIORITY_NAMES[alarm.priority]}>
        <h2>
          {alarm.text}
          {alarm.value !== null && ` ${quantity(alarm.value, alarm.unit)}`}
          {alarm.limit !== null && <small> limit {figure(alarm.limit)}</small>}
        </h2>
        <p>
          <b>{alarm.bed}</b> {whose(alarm)}
        </p>
        <p>
          {alarm.advisory ? 'advisory' : `${PRIORITY_NAMES[alarm.priority]} priority, ${alarm.technical ? 'technical' : 'physiologic'}`} · began {dayAndTime(alarm.onset)}
          {alarm.ended && ` · ended ${dayAndTime(alarm.ended)}`}
        </p>
        {alarm.evidence !== '' && (
          <p>
            {alarm.demoted && <b>DEMOTED. </b>}Evidence: {alarm.evidence}
          </p>
        )}
      </header>
      {alarm.strip === 'none' ? <p className="quiet">No strip was kept of this alarm.</p> : <Strip alarm={alarm} />}
      <Transitions changes={changes} />
      <p className="print-only">Research and secondary display, not a cleared medical device. Printed {new Date().toLocaleString('en-GB')}.</p>
    </>
  );
}

function Strip({ alarm }: { alarm: AlarmSummary }) {
  const pending = alarm.strip === 'pending';
  const strip = useAnswer<AlarmStrip>(`/api/alarms/${encodeURIComponent(alarm.id)}/strip${pending ? '?pending' : ''}`, pending ? EVERY_MS : SELDOM_MS);
  return strip.state === 'there' ? <StripSheet strip={strip.value} pending={pending} /> : <Waiting answer={strip} what="Strip" />;
}

function Transitions({ changes }: { changes: AlarmChange[] }) {
  return (
    <div className="scroll-x">
      <table className="transitions">
        <caption>Transitions</caption>
        <thead>
          <tr>
            <th scope="col">When</th>
            <th scope="col">What</th>
            <th scope="col">Signals</th>
            <th scope="col">By</th>
            <th scope="col">Why</th>
          </tr>
        </thead>
        <tbody>
          {changes.map((change) => (
            <tr key={change.revision}>
              <td>{dayAndTime(change.at)}</td>
              <td>
                {change.phase.toLowerCase()}: {CONDITIONS[change.condition]}, {PRIORITY_NAMES[change.priority]}
              </td>
              <td>{signalWord(change.signal) || 'on'}</td>
              <td>{change.by || '—'}</td>
              <td>{change.why || '—'}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
