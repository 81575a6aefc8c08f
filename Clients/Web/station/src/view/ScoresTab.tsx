import type { NamedScore } from '../generated/station_pb';
import type { BedPicture } from '../picture/BedPicture';
import { kindText, vitalText } from '../picture/kinds';
import { timeOfDay } from './format';

const NAMES: Record<string, string> = { News2: 'NEWS2', Mews: 'MEWS', Qsofa: 'qSOFA', ShockIndex: 'Shock index', BedsidePews: 'Bedside PEWS' };
const BANDS = ['low', 'watch', 'urgent', 'emergency'] as const;

const inputs = (names: readonly string[]) => names.map(vitalText).join(', ');

/** The last day of totals as a line; nothing for less than two. */
function Spark({ score: { trend } }: { score: NamedScore }) {
  if (trend.length < 2) {
    return null;
  }
  const [first, last] = [Number(trend[0]?.atUs), Number(trend.at(-1)?.atUs)];
  const highest = Math.max(1, ...trend.map(({ total }) => total));
  const points = trend.map(({ atUs, total }) => `${((Number(atUs) - first) / Math.max(1, last - first)) * 120},${30 - (total / highest) * 28}`);
  return (
    <svg className="spark" viewBox="-2 0 124 32" role="img" aria-label={`${trend.length} totals since ${timeOfDay(BigInt(first))}`}>
      <polyline points={points.join(' ')} fill="none" stroke="currentColor" strokeWidth="1.6" />
    </svg>
  );
}

function Figure({ score }: { score: NamedScore }) {
  const shown = (value: number) => Number(value.toFixed(2));
  return score.total === undefined ? <b>≥ {shown(score.atLeast)}</b> : <b>{shown(score.total)}</b>;
}

function ScoreCard({ score }: { score: NamedScore }) {
  const applies = score.notApplicable === '';
  // The band of a sum with parts missing is a lower bound: "low" would be a promise.
  const knowsBand = score.total !== undefined || score.band > 0;
  return (
    <li className="score" data-band={applies && knowsBand ? BANDS[score.band] : 'unknown'} data-total={score.total !== undefined}>
      <h3>{NAMES[score.name] ?? kindText(score.name)}</h3>
      {applies ? (
        <p className="score-figure">
          <Figure score={score} /> <span>{knowsBand ? BANDS[score.band] : 'incomplete'}</span> <Spark score={score} />
        </p>
      ) : (
        <p className="score-none">does not apply: {score.notApplicable}</p>
      )}
      {applies && score.missing.length > 0 && (
        <p>
          <b>missing</b> {inputs(score.missing)}
        </p>
      )}
      {applies && score.stale.length > 0 && (
        <p>
          <b>too old</b> {inputs(score.stale)}
        </p>
      )}
      <p className="score-source">{[timeOfDay(score.atUs), score.source].filter(Boolean).join(' · ')}</p>
    </li>
  );
}

export function ScoresTab({ bed }: { bed: BedPicture }) {
  const scores = [...bed.scores.values()];
  return scores.length === 0 ? (
    <p className="quiet">The edge has sent no scores.</p>
  ) : (
    <ul className="scores">
      {scores.map((score) => (
        <ScoreCard key={score.name} score={score} />
      ))}
    </ul>
  );
}
