import uPlot from 'uplot';
import { PLOT_AXIS, usePlot } from '../../plot/usePlot';
import 'uplot/dist/uPlot.min.css';

export interface Line {
  label: string;
  color: string;
  /** Null where nothing is known, which leaves a gap. */
  values: (number | null)[];
}

const HEIGHT_PX = 320;

/** Counts are whole. */
const WHOLE_STEPS = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1e3, 2e3, 5e3, 1e4, 2e4, 5e4, 1e5, 1e6];

const paths = (stepped: boolean) => (stepped && uPlot.paths.stepped ? { paths: uPlot.paths.stepped({ align: 1 }) } : {});

interface RateChartProps {
  title: string;
  /** ISO 8601, one per value. */
  times: string[];
  lines: Line[];
  /** Draws each value as a level that holds until the next. */
  stepped?: boolean;
}

export function RateChart({ title, times, lines, stepped = false }: RateChartProps) {
  const names = lines.map((line) => line.label).join('\n');
  const options = () => ({
    height: HEIGHT_PX,
    legend: { live: false },
    cursor: { show: false },
    series: [{}, ...lines.map((line) => ({ label: line.label, stroke: line.color, width: 2, spanGaps: false, points: { show: !stepped, size: 5, fill: line.color }, ...paths(stepped) }))],
    axes: [
      { ...PLOT_AXIS, values: '{HH}:{mm}' },
      { ...PLOT_AXIS, size: 60, incrs: WHOLE_STEPS },
    ],
    scales: { y: { range: (_: uPlot, __: number, high: number): [number, number] => [0, Math.max(1, high * 1.1)] } },
  });
  const seconds = times.map((time) => Date.parse(time) / 1000);
  const [first, second] = seconds;
  const level = stepped && first !== undefined && second !== undefined;
  const ended = <T,>(values: T[], end: T) => (level ? [...values, end] : values);
  const end = level ? (seconds.at(-1) as number) + second - first : 0;
  const data: uPlot.AlignedData = [ended(seconds, end), ...lines.map(({ values }) => ended(values, values.at(-1) ?? null))];
  const host = usePlot(options, data, `${names} ${stepped}`);

  return (
    <figure className="chart">
      <figcaption>{title}</figcaption>
      <div ref={host} />
    </figure>
  );
}
