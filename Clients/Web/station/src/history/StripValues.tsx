import { vitalText } from '../picture/kinds';
import { figure } from '../view/format';
import type { AlarmStrip } from './api';

const SECONDS = [-10, -5, 0, 5, 10, 15, 20];
const NEAR_S = 2.5;

function nearest({ values }: AlarmStrip, vital: string, second: number): string {
  let best: { second: number; value: number } | undefined;
  for (const one of values) {
    const away = Math.abs(one.second - second);
    if (one.vital === vital && away <= NEAR_S && (best === undefined || away < Math.abs(best.second - second))) {
      best = one;
    }
  }
  return best === undefined ? '' : figure(best.value);
}

const range = ({ low, high }: { low: number | null; high: number | null }) => `${low ?? '—'} / ${high ?? '—'}`;

/** Every vital sign that was measured, each five seconds, beside the limits that held. */
export function StripValues({ strip }: { strip: AlarmStrip }) {
  const vitals = [...new Set(strip.values.map(({ vital }) => vital))];
  if (vitals.length === 0) {
    return <p className="quiet">No values came at that time.</p>;
  }
  return (
    <div className="scroll-x">
      <table className="strip-values">
        <caption>Values around the alarm</caption>
        <thead>
          <tr>
            <th scope="col">Vital sign</th>
            <th scope="col">Limits low / high</th>
            {SECONDS.map((second) => (
              <th key={second} scope="col">
                {second} s
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {vitals.map((vital) => {
            const limit = strip.limits.find((one) => one.vital === vital);
            return (
              <tr key={vital}>
                <th scope="row">{vitalText(vital)}</th>
                <td>{limit ? range(limit) : 'none'}</td>
                {SECONDS.map((second) => (
                  <td key={second}>{nearest(strip, vital, second)}</td>
                ))}
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}
