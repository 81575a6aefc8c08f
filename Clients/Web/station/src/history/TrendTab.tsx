import 'uplot/dist/uPlot.min.css';
import { vitalText } from '../picture/kinds';
import type { Trend } from './api';
import { TrendChart } from './TrendChart';
import { useAnswer } from './useAnswer';
import { Waiting } from './Waiting';

const EVERY_MS = 60_000;

const COLORS: readonly [RegExp, string][] = [
  [/^(HeartRate|PulseRate)/, '#4ade80'],
  [/^Spo2/, '#5ac8fa'],
  [/^Respiratory/, '#e6dc8c'],
  [/^(Arterial|NonInvasive)/, '#ff8a8a'],
];

const colorOf = (vital: string) => COLORS.find(([kind]) => kind.test(vital))?.[1] ?? '#f1f5f9';

/** The stay's last 24 hours: the median of each minute, and between what extremes it lay. */
export function TrendTab({ patient }: { patient: string }) {
  const answer = useAnswer<Trend>(`/api/trends/${patient}?hours=24`, EVERY_MS);
  if (answer.state !== 'there') {
    return <Waiting answer={answer} what="Trend" />;
  }
  const { start, count, vitals } = answer.value;
  if (vitals.length === 0) {
    return <p className="quiet">No minute has been measured yet; the first one is there when it is over.</p>;
  }
  const first = Date.parse(start) / 1000;
  const times = Array.from({ length: count }, (_, index) => first + index * 60);
  return (
    <div className="trends">
      <p className="quiet">One-minute medians; the band spans lowest to highest. A gap is a minute without a value.</p>
      {vitals.map((lines) => (
        <TrendChart key={lines.vital} label={vitalText(lines.vital)} color={colorOf(lines.vital)} times={times} lines={lines} />
      ))}
    </div>
  );
}
