import { create } from '@bufbuild/protobuf';
import { EnterPaediatricSchema } from '../generated/station_pb';
import type { BedPicture } from '../picture/BedPicture';
import { timeAndAge } from './format';
import { useStaff } from './Staff';

/** What Bedside PEWS needs of an observer, in the bands of its chart; the three are entered together and age together. After 4 h the edge no longer counts them. */
const STALE_AFTER_US = 4 * 3600 * 1e6;

const OBSERVED = [
  { name: 'capillaryRefill', title: 'Capillary refill', options: [['normal', 'below 3 s'], ['slow', '3 s or more']] },
  { name: 'respiratoryEffort', title: 'Breathing effort', options: [['normal', 'normal'], ['mild', 'mildly increased'], ['moderate', 'moderately increased'], ['severe', 'severely increased']] },
  { name: 'oxygenTherapy', title: 'Oxygen therapy', options: [['none', 'room air'], ['low', 'below 4 L/min or 50 %'], ['high', '4 L/min, 50 % or more']] },
] as const;

export function PaediatricEntries({ bed, siloNowUs }: { bed: BedPicture; siloNowUs: number }) {
  const { ask } = useStaff();
  const { entries } = bed.bed;
  const atUs = entries?.paediatricAtUs ?? 0n;
  const old = atUs > 0n && siloNowUs - Number(atUs) > STALE_AFTER_US;
  const known = OBSERVED.map(({ name, title, options }) => {
    const value = entries?.[name] ?? '';
    return { name, title, options, value, word: options.find(([one]) => one === value)?.[1] ?? 'not entered' };
  });
  const enter = () =>
    ask({
      title: 'Observations for Bedside PEWS',
      bed,
      label: 'Enter',
      fields: known.map(({ name, title, options, value }) => (
        <label key={name}>
          {title}
          <select name={name} required defaultValue={value}>
            <option value="">choose</option>
            {options.map(([one, word]) => (
              <option key={one} value={one}>
                {word}
              </option>
            ))}
          </select>
        </label>
      )),
      command(by, form) {
        const of = (name: string) => String(form.get(name));
        const [capillaryRefill, respiratoryEffort, oxygenTherapy] = [of('capillaryRefill'), of('respiratoryEffort'), of('oxygenTherapy')];
        return { case: 'enterPaediatric', value: create(EnterPaediatricSchema, { patient: bed.patient, capillaryRefill, respiratoryEffort, oxygenTherapy, by }) };
      },
    });
  return (
    <div className="choice">
      <span className="choice-title">
        Bedside PEWS <small>
          {timeAndAge(atUs, siloNowUs) || 'not entered'} {atUs > 0n && `by ${entries?.paediatricBy}`} {old && <b className="too-old">TOO OLD TO COUNT</b>}
        </small>
      </span>
      <div className="choice-options">
        <button type="button" onClick={enter}>
          Enter observations
        </button>
        <span className="quiet">{known.map(({ title, word }) => `${title}: ${word}`).join(' · ')}</span>
      </div>
    </div>
  );
}
