import { useState } from 'react';
import type { BedPicture } from '../picture/BedPicture';
import { Choice } from './Choice';
import { timeAndAge } from './format';
import { PaediatricEntries } from './PaediatricEntries';
import { useStaff } from './Staff';
import { useSiloNow } from './useNow';

const CONSCIOUSNESS = [
  { value: 'A', word: 'Alert' },
  { value: 'C', word: 'New confusion' },
  { value: 'V', word: 'Voice' },
  { value: 'P', word: 'Pain' },
  { value: 'U', word: 'Unresponsive' },
];

/** What scores need and no device tells. */
export function StaffEntries({ bed }: { bed: BedPicture }) {
  const { order } = useStaff();
  const now = useSiloNow();
  const { patient } = bed;
  const entries = bed.bed.entries;
  const label = bed.bed.bed;
  return (
    <section className="entries" aria-label="Entries for scores">
      <Choice
        title="Consciousness"
        entered={timeAndAge(entries?.consciousnessAtUs ?? 0n, now)}
        options={CONSCIOUSNESS}
        chosen={entries?.consciousness ?? ''}
        choose={(value) =>
          order(`${label} consciousness ${value}`, (by) => ({
            case: 'enterConsciousness',
            value: { $typeName: 'care.station.v1.EnterConsciousness', patient, value, by },
          }))
        }
      />
      <Choice
        title="Breathing"
        entered={timeAndAge(entries?.oxygenAtUs ?? 0n, now)}
        options={[
          { value: 'air', word: 'Air' },
          { value: 'oxygen', word: 'Oxygen' },
        ]}
        chosen={entries?.oxygen ?? ''}
        choose={(value) =>
          order(`${label} on ${value}`, (by) => ({
            case: 'enterOxygen',
            value: { $typeName: 'care.station.v1.EnterOxygen', patient, onOxygen: value === 'oxygen', by },
          }))
        }
      />
      <Spo2Scale bed={bed} />
      {bed.bed.child && <PaediatricEntries bed={bed} siloNowUs={now} />}
    </section>
  );
}

/** Scale 2 is a prescription, so that it needs its reason. */
function Spo2Scale({ bed }: { bed: BedPicture }) {
  const { order } = useStaff();
  const [asked, setAsked] = useState<number | null>(null);
  const { patient } = bed;
  const current = bed.bed.entries?.spo2Scale || 1;
  const enter = (scale: number, reason: string) => {
    setAsked(null);
    order(`${bed.bed.bed} SpO₂ scale ${scale}`, (by) => ({
      case: 'enterSpo2Scale',
      value: { $typeName: 'care.station.v1.EnterSpo2Scale', patient, scale, by, reason },
    }));
  };
  return (
    <>
      <Choice
        title="SpO₂ scale"
        entered={current === 2 ? 'target 88–92 %' : 'default'}
        options={[
          { value: '1', word: 'Default' },
          { value: '2', word: '88–92 % prescribed' },
        ]}
        chosen={String(current)}
        choose={(value) => setAsked(Number(value) === current ? null : Number(value))}
      />
      {asked !== null && (
        <form
          className="reason"
          onSubmit={(event) => {
            event.preventDefault();
            enter(asked, String(new FormData(event.currentTarget).get('reason')).trim());
          }}
        >
          <label>
            Reason for scale {asked}
            <input name="reason" required pattern=".*\S.*" maxLength={200} autoFocus placeholder={asked === 2 ? 'Prescriber, hypercapnic failure' : ''} />
          </label>
          <button type="submit" className="primary">
            Set scale {asked}
          </button>
          <button type="button" onClick={() => setAsked(null)}>
            Cancel
          </button>
        </form>
      )}
    </>
  );
}
