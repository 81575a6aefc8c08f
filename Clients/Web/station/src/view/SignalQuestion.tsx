import { create } from '@bufbuild/protobuf';
import { AcknowledgeSchema, EnableSignalsSchema, InactivateSignalsSchema, type Alarm, type Inactivation } from '../generated/station_pb';
import type { BedPicture } from '../picture/BedPicture';
import { kindText, SINGLE_KINDS } from '../picture/kinds';
import { isOff, SIGNAL, signalWord } from '../picture/signals';
import type { Question } from './Staff';

/** Stands wherever signals are stopped here. */
export const BEDSIDE_SOUNDS_ON = 'This holds for the central stations. The bedside monitor goes on sounding until somebody stops it there.';

const PAUSES_S = [60, 120, 300, 600];

const CHOICES = [
  { signal: SIGNAL.audioPaused, says: 'no sound, light goes on, for a time' },
  { signal: SIGNAL.alarmPaused, says: 'no sound and no light, for a time' },
  { signal: SIGNAL.audioOff, says: 'no sound until it is enabled again' },
  { signal: SIGNAL.alarmOff, says: 'no sound and no light until it is enabled again' },
];

const reasonOf = (form: FormData) => String(form.get('reason')).trim();

export function acknowledgeQuestion(bed: BedPicture, alarm: Alarm): Question {
  return {
    title: `Acknowledge ${alarm.text}`,
    bed,
    label: 'Acknowledge',
    reason: 'optional',
    reasonHint: 'e.g. seen at the bedside',
    note: `Covers this alarm only; a new one sounds again. ${BEDSIDE_SOUNDS_ON}`,
    command: (by, form) => ({ case: 'acknowledge', value: create(AcknowledgeSchema, { patient: bed.patient, alarm: alarm.id, by, reason: reasonOf(form) }) }),
  };
}

export function pauseQuestion(bed: BedPicture): Question {
  return {
    title: 'Pause or switch off alarm signals',
    bed,
    label: 'Confirm',
    reason: 'optional',
    reasonHint: 'e.g. suctioning; required for OFF',
    note: `Life-threatening alarms can be paused, never switched off. ${BEDSIDE_SOUNDS_ON}`,
    fields: (
      <>
        <fieldset className="ask-choices">
          <legend>Signals</legend>
          {CHOICES.map(({ signal, says }) => (
            <label key={signal}>
              <input type="radio" name="signal" value={signal} defaultChecked={signal === SIGNAL.audioPaused} />
              <b>{signalWord(signal)}</b> <small>{says}</small>
            </label>
          ))}
        </fieldset>
        <div className="ask-row">
          <label>
            Pause for
            <select name="seconds" defaultValue={120}>
              {PAUSES_S.map((seconds) => (
                <option key={seconds} value={seconds}>
                  {seconds / 60} min
                </option>
              ))}
            </select>
          </label>
          <label>
            Alarms
            <select name="kind" defaultValue="">
              <option value="">all of this patient</option>
              {SINGLE_KINDS.map((kind) => (
                <option key={kind} value={kind}>
                  {kindText(kind)}
                </option>
              ))}
            </select>
          </label>
        </div>
      </>
    ),
    command(by, form) {
      const signal = Number(form.get('signal'));
      const reason = reasonOf(form);
      const seconds = isOff(signal) ? 0 : Number(form.get('seconds'));
      return { case: 'inactivateSignals', value: create(InactivateSignalsSchema, { patient: bed.patient, kind: String(form.get('kind')), signal, seconds, by, reason }) };
    },
  };
}

export function enableQuestion(bed: BedPicture, { kind, signal }: Inactivation): Question {
  return {
    title: `End ${signalWord(signal)}${kind === '' ? '' : ` of ${kindText(kind)}`}`,
    bed,
    label: 'Enable signals',
    command: (by) => ({ case: 'enableSignals', value: create(EnableSignalsSchema, { patient: bed.patient, kind, by }) }),
  };
}
