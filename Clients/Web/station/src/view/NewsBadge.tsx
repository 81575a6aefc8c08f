import type { Score } from '../generated/station_pb';

const BANDS = ['low', 'low-medium', 'medium', 'high'] as const;

/** A total only when nothing is missing; otherwise the least it can be and how many are missing. */
export function NewsBadge({ score }: { score: Score | undefined }) {
  if (score === undefined) {
    return (
      <span className="news" data-band="unknown">
        <span className="news-label">NEWS2</span> <b>--</b>
      </span>
    );
  }
  if (score.notApplicable !== '') {
    return (
      <span className="news" data-band="unknown" title={score.notApplicable}>
        <span className="news-label">NEWS2</span> n/a
      </span>
    );
  }
  const band = BANDS[score.band] ?? 'high';
  // The band of a sum with parts missing is a lower bound too: "low" would be a promise.
  const shown = score.total || score.band > 0 ? band : 'unknown';
  return (
    <span className="news" data-band={shown} data-total={score.total} title={score.total ? `NEWS2 ${band}` : `missing: ${score.missing.join(', ')}`}>
      <span className="news-label">NEWS2</span> {score.total ? <b>{score.atLeast}</b> : <b>≥ {score.atLeast}</b>}
      {score.total ? <span className="news-band">{band}</span> : <span className="news-band">{score.missing.length} missing</span>}
    </span>
  );
}
