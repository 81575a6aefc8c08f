import type { BedPicture } from '../picture/BedPicture';

const isUnknown = (bed: BedPicture) => bed.limits?.ageGroup === 'Unknown';

/** Neither age nor category is known: said at the bed for as long as it is so. */
export function AgeUnknownChip({ bed }: { bed: BedPicture }) {
  return isUnknown(bed) ? <span className="age-unknown">AGE UNKNOWN</span> : null;
}

export function AgeUnknownNote({ bed }: { bed: BedPicture }) {
  return isUnknown(bed) ? (
    <p className="age-note">
      <b>AGE UNKNOWN</b> An adult's limits and rhythm rules hold. No alarm is demoted, no score that needs the age is given. Enter the category under Patient.
    </p>
  ) : null;
}
