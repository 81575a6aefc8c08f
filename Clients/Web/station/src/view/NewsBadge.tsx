import type { BedPicture } from '../picture/BedPicture';

const BANDS = ['low', 'low-medium', 'medium', 'high'] as const;

interface BadgeProps {
  label: string;
  atLeast: number;
  total: boolean;
  band: number;
  missing: readonly string[];
}

/** A total only when nothing is missing; otherwise the least it can be and how many are missing. */
function Badge({ label, atLeast, total, band, missing }: BadgeProps) {
  const word = BANDS[band] ?? 'high';
  // The band of a sum with parts missing is a lower bound too: "low" would be a promise.
  const shown = total || band > 0 ? word : 'unknown';
  return (
    <span className="news" data-band={shown} data-total={total} title={total ? `${label} ${word}` : `missing: ${missing.join(', ')}`}>
      <span className="news-label">{label}</span> {total ? <b>{atLeast}</b> : <b>≥ {atLeast}</b>}
      {total ? <span className="news-band">{word}</span> : <span className="news-band">{missing.length} missing</span>}
    </span>
  );
}

/** The early warning score of the patient's age: NEWS2, below 16 years Bedside PEWS. Without a bed nothing is known. */
export function NewsBadge({ bed }: { bed: BedPicture | undefined }) {
  const score = bed?.score;
  const pews = bed?.scores.get('BedsidePews');
  if (score !== undefined && score.notApplicable === '') {
    return <Badge label="NEWS2" atLeast={score.atLeast} total={score.total} band={score.band} missing={score.missing} />;
  }
  if (pews !== undefined && pews.notApplicable === '') {
    return <Badge label="PEWS" atLeast={pews.atLeast} total={pews.total !== undefined} band={pews.band} missing={[...pews.missing, ...pews.stale]} />;
  }
  return (
    <span className="news" data-band="unknown" title={score?.notApplicable}>
      <span className="news-label">NEWS2</span> {score === undefined ? <b>--</b> : score.notApplicable === 'age unknown' ? 'age missing' : 'n/a'}
    </span>
  );
}
