import { BedTile } from './BedTile';
import { useStation } from './StationContext';

/** A tile per bed, by label. */
export function Ward({ selected, open }: { selected: string | null; open: (patient: string) => void }) {
  const { picture, state } = useStation((s) => `${s.state} ${s.picture.beds.map((bed) => bed.patient).join()}`);
  return (
    <div className="beds">
      {picture.beds.map(({ patient }) => (
        <BedTile key={patient} patient={patient} selected={patient === selected} open={open} />
      ))}
      {picture.beds.length === 0 && <p className="quiet">{state === 'live' ? 'No patient is admitted.' : 'Connecting …'}</p>}
    </div>
  );
}
