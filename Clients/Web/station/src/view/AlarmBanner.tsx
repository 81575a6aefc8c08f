import type { Alarm } from '../generated/station_pb';
import { canAcknowledge, isTechnical, lookOf, PRIORITY_NAMES, priorityMark, stateWord } from '../picture/alarms';
import type { BedPicture } from '../picture/BedPicture';
import { isAdvisory, remaining, SIGNAL } from '../picture/signals';
import { Bell } from './Bell';
import { figure, quantity, timeOfDay } from './format';
import { acknowledgeQuestion } from './SignalQuestion';
import { useStaff } from './Staff';
import { useDisplayed } from './useDisplayed';
import { useFlash } from './useFlash';

function detail(alarm: Alarm): string {
  const value = alarm.value === undefined ? '' : quantity(alarm.value, alarm.unit);
  const limit = alarm.limit === undefined ? '' : `limit ${figure(alarm.limit)}`;
  return [value, limit].filter(Boolean).join(', ');
}

/** Who is called because an alarm was not seen or not answered; empty when nobody is. */
function escalationText(bed: BedPicture, alarm: Alarm): string {
  const escalation = bed.escalations.get(alarm.id);
  if (escalation === undefined) {
    return '';
  }
  const cause = escalation.cause === 'NotDisplayed' ? 'not shown in time' : 'not acknowledged';
  const next = escalation.nextAtUs > escalation.atUs ? `, next at ${timeOfDay(escalation.nextAtUs, true)}` : '';
  return `CALLED: ${escalation.role} (${cause}${next})`;
}

interface AlarmBannerProps {
  alarm: Alarm;
  bed: BedPicture;
  siloNowUs: number;
  /** Alarms of the bed that are not shown. */
  others?: number;
  /** Opens the bed; in a list, it is named too. */
  open?: (patient: string) => void;
  /** Shown under the alarm whose cause is its own. */
  child?: boolean;
  /** One line below the text: what is most urgent to know first. */
  compact?: boolean;
}

/** One alarm as it stands: mark, text, state word, evidence, who is called, and the button that acknowledges it. */
export function AlarmBanner({ alarm, bed, siloNowUs, others = 0, open, child = false, compact = false }: AlarmBannerProps) {
  const { ask } = useStaff();
  const look = lookOf(alarm);
  const flash = useFlash<HTMLDivElement>(`${look}${alarm.priority}`);
  useDisplayed(flash, alarm);
  const state = [stateWord(alarm), remaining(alarm.signalsUntilUs, siloNowUs)].filter(Boolean).join(' ');
  const called = escalationText(bed, alarm);
  // What confirms an alarm is read at the bed; what lowered its priority must be seen wherever it stands.
  const evidence = alarm.demoted || open === undefined ? alarm.evidence : '';
  const facts = [compact && called, state, detail(alarm), alarm.deviceText, timeOfDay(alarm.onsetUs), compact && evidence];
  const words = (
    <>
      <span className="alarm-text">
        {alarm.text}
        {isTechnical(alarm) && <small> technical</small>}
        {isAdvisory(alarm) && <small> advisory</small>}
        {alarm.demoted && ' '}
        {alarm.demoted && <small className="demoted">DEMOTED</small>}
      </span>
      <span className="alarm-detail">{facts.filter(Boolean).join(' · ')}</span>
      {!compact && evidence !== '' && <span className="alarm-detail">Evidence: {evidence}</span>}
      {!compact && called !== '' && <span className="alarm-called">{called}</span>}
    </>
  );
  return (
    <div ref={flash} className="alarm" data-priority={PRIORITY_NAMES[alarm.priority]} data-look={look} data-advisory={isAdvisory(alarm)} data-child={child}>
      <span className="alarm-mark" aria-label={isAdvisory(alarm) ? 'advisory' : `${PRIORITY_NAMES[alarm.priority]} priority`}>
        {look === 'acknowledged' ? '✓' : priorityMark(alarm)}
        {alarm.signal !== SIGNAL.enabled && alarm.signal !== SIGNAL.acknowledged && <Bell signal={alarm.signal} />}
      </span>
      {open === undefined ? (
        <span className="alarm-words">{words}</span>
      ) : (
        <button type="button" className="alarm-words" onClick={() => open(bed.patient)}>
          {!compact && (
            <span className="alarm-bed">
              {bed.bed.bed} <span>{bed.bed.name}</span>
            </span>
          )}
          {words}
        </button>
      )}
      {others > 0 && (
        <span className="alarm-more" title={`${others} more`}>
          +{others}
        </span>
      )}
      {canAcknowledge(alarm) && (
        <button
          type="button"
          className="acknowledge"
          onClick={() => ask(acknowledgeQuestion(bed, alarm))}
          aria-label={`ACK: acknowledge ${bed.bed.bed} ${alarm.text}`}
        >
          ACK
        </button>
      )}
    </div>
  );
}
