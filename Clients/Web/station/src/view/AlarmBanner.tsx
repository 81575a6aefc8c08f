import type { Alarm } from '../generated/station_pb';
import { canAcknowledge, isTechnical, lookOf, PRIORITY_NAMES, priorityMark, stateWord } from '../picture/alarms';
import type { BedPicture } from '../picture/BedPicture';
import { timeOfDay, unitText } from './format';
import { useStaff } from './Staff';
import { useFlash } from './useFlash';

function detail(alarm: Alarm): string {
  const value = alarm.value === undefined ? '' : `${Number(alarm.value.toFixed(1))} ${unitText(alarm.unit)}`;
  const limit = alarm.limit === undefined ? '' : `limit ${Number(alarm.limit.toFixed(1))}`;
  return [value, limit].filter(Boolean).join(', ');
}

/** One alarm as it stands: mark, text, state word, and the button that acknowledges it. */
interface AlarmBannerProps {
  alarm: Alarm;
  bed: BedPicture;
  /** Alarms of the bed that are not shown. */
  others?: number;
  /** Names the bed, and opens it. */
  open?: (patient: string) => void;
}

export function AlarmBanner({ alarm, bed, others = 0, open }: AlarmBannerProps) {
  const { order } = useStaff();
  const look = lookOf(alarm);
  const word = stateWord(alarm);
  const flash = useFlash<HTMLDivElement>(`${look}${alarm.priority}`);
  const acknowledge = () =>
    order(`Acknowledge ${bed.bed.bed} ${alarm.text}`, (by) => ({
      case: 'acknowledge',
      value: { $typeName: 'care.station.v1.Acknowledge', patient: bed.patient, alarm: alarm.id, by },
    }));
  const words = (
    <>
      <span className="alarm-text">
        {alarm.text}
        {isTechnical(alarm) && <small> technical</small>}
      </span>
      <span className="alarm-detail">{[word, detail(alarm), timeOfDay(alarm.onsetUs)].filter(Boolean).join(' · ')}</span>
    </>
  );
  return (
    <div ref={flash} className="alarm" data-priority={PRIORITY_NAMES[alarm.priority]} data-look={look}>
      <span className="alarm-mark" aria-label={`${PRIORITY_NAMES[alarm.priority]} priority`}>
        {look === 'acknowledged' ? '✓' : priorityMark(alarm)}
      </span>
      {open === undefined ? (
        <span className="alarm-words">{words}</span>
      ) : (
        <button type="button" className="alarm-words" onClick={() => open(bed.patient)}>
          <span className="alarm-bed">
            {bed.bed.bed} <span>{bed.bed.name}</span>
          </span>
          {words}
        </button>
      )}
      {others > 0 && (
        <span className="alarm-more" title={`${others} more`}>
          +{others}
        </span>
      )}
      {canAcknowledge(alarm) && (
        <button type="button" className="acknowledge" onClick={acknowledge} aria-label={`Acknowledge ${bed.bed.bed} ${alarm.text}`}>
          ACK
        </button>
      )}
    </div>
  );
}
