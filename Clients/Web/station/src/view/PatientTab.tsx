import { create } from '@bufbuild/protobuf';
import { EnterProfileSchema, EnterStandbySchema } from '../generated/station_pb';
import type { BedPicture } from '../picture/BedPicture';
import { Choice } from './Choice';
import { useStaff } from './Staff';

const CATEGORIES = [
  { value: 'adult', word: 'Adult' },
  { value: 'paediatric', word: 'Paediatric' },
  { value: 'neonatal', word: 'Neonatal' },
];

const PACED = [
  { value: 'no', word: 'Not paced' },
  { value: 'yes', word: 'Paced' },
  { value: 'unknown', word: 'Unknown' },
];

/** Category, pacemaker and standby: what decides which limits hold and whether lost signals alarm. */
export function PatientTab({ bed }: { bed: BedPicture }) {
  const { ask } = useStaff();
  const { patient } = bed;
  const { category, paced, standby } = bed.bed;
  const profile = (title: string, part: { category?: string; paced?: string }) =>
    ask({
      title,
      bed,
      label: 'Set',
      note: 'Default limits and arrhythmia analysis follow the category; limits that were entered stay.',
      command: (by) => ({ case: 'enterProfile', value: create(EnterProfileSchema, { patient, category, paced: paced || 'unknown', ...part, by }) }),
    });
  const away = (next: boolean) =>
    ask({
      title: next ? 'Standby: patient away' : 'End standby',
      bed,
      label: next ? 'Begin standby' : 'End standby',
      ...(next && { reason: 'optional' as const, reasonHint: 'e.g. imaging', note: 'Lost signals do not alarm. Ends by itself when vital signs are back for a while.' }),
      command: (by, form) => ({ case: 'enterStandby', value: create(EnterStandbySchema, { patient, away: next, by, reason: String(form.get('reason') ?? '').trim() }) }),
    });
  return (
    <section className="entries">
      <Choice title="Category" entered={category ? '' : 'by age'} options={CATEGORIES} chosen={category} choose={(value) => profile(`Category ${value}`, { category: value })} />
      <Choice title="Pacemaker" entered=" " options={PACED} chosen={paced || 'unknown'} choose={(value) => profile(`Pacemaker: ${value}`, { paced: value })} />
      <Choice
        title="Patient is"
        entered={standby ? 'standby' : ' '}
        options={[
          { value: 'here', word: 'Here' },
          { value: 'away', word: 'Away (standby)' },
        ]}
        chosen={standby ? 'away' : 'here'}
        choose={(value) => away(value === 'away')}
      />
    </section>
  );
}
