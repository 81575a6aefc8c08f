import { PLOT_AXIS, usePlot } from '../../../plot/usePlot';
import { figure } from '../view/format';
import type { Trend } from './api';

const HEIGHT_PX = 96;
const EDGE = { stroke: 'transparent', points: { show: false }, width: 0 };

interface TrendChartProps {
  label: string;
  color: string;
  /** Seconds since 1970, one per minute. */
  times: number[];
  lines: Trend['vitals'][number];
}

export function TrendChart({ label, color, times, lines }: TrendChartProps) {
  const options = () => ({
    height: HEIGHT_PX,
    legend: { show: false },
    cursor: { show: false },
    series: [{}, { ...EDGE, label: 'highest' }, { ...EDGE, label: 'lowest' }, { label, stroke: color, width: 1.5, spanGaps: false, points: { show: false } }],
    bands: [{ series: [1, 2] as [number, number], fill: `${color}40` }],
    axes: [
      { ...PLOT_AXIS, values: '{HH}:{mm}', space: 70 },
      { ...PLOT_AXIS, size: 44, space: 24 },
    ],
  });
  const host = usePlot(options, [times, lines.high, lines.low, lines.median], `${label} ${color}`);
  const known = (values: readonly (number | null)[]) => values.filter((value) => value !== null);
  const [lowest, highest] = [Math.min(...known(lines.low)), Math.max(...known(lines.high))];
  const newest = lines.median.findLast((value) => value !== null);
  return (
    <figure className="trend">
      <figcaption style={{ color }}>
        {label} <small>{typeof newest === 'number' && `last ${figure(newest)}, ${figure(lowest)} to ${figure(highest)} in 24 h`}</small>
      </figcaption>
      <div ref={host} />
    </figure>
  );
}
