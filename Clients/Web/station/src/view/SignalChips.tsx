import type { BedPicture } from '../picture/BedPicture';
import { inactivationText, isOff } from '../picture/signals';
import { Bell } from './Bell';
import { timeOfDay } from './format';
import { enableQuestion } from './SignalQuestion';
import { useStaff } from './Staff';

/** What staff paused or switched off at a bed: shown as long as it is. */
export function SignalChips({ bed, siloNowUs }: { bed: BedPicture; siloNowUs: number }) {
  return (
    <>
      {bed.inactivations.map((one) => (
        <span key={`${one.kind} ${one.signal}`} className="signal-chip" data-off={isOff(one.signal)} title={`by ${one.by}${one.reason && `: ${one.reason}`}`}>
          <Bell signal={one.signal} /> {inactivationText(one, siloNowUs)}
        </span>
      ))}
    </>
  );
}

/** The same with who, since when and why, and the way back. */
export function SignalList({ bed, siloNowUs }: { bed: BedPicture; siloNowUs: number }) {
  const { ask } = useStaff();
  return (
    <ul className="signal-list">
      {bed.inactivations.map((one) => (
        <li key={`${one.kind} ${one.signal}`} data-off={isOff(one.signal)}>
          <Bell signal={one.signal} />
          <span>
            <b>{inactivationText(one, siloNowUs)}</b>{' '}
            <small>{[`since ${timeOfDay(one.sinceUs)}`, `by ${one.by}`, one.reason, isOff(one.signal) && 'reminder signal on'].filter(Boolean).join(' · ')}</small>
          </span>
          <button type="button" onClick={() => ask(enableQuestion(bed, one))}>
            Enable again
          </button>
        </li>
      ))}
    </ul>
  );
}
