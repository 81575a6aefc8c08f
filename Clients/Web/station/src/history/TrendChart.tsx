import { useEffect, useRef } from 'react';
import uPlot from 'uplot';
import { figure } from '../view/format';
import type { Trend } from './api';

const HEIGHT_PX = 96;
const AXIS = { font: "12px 'Segoe UI', Roboto, Arial, sans-serif", stroke: '#a3b0be', grid: { stroke: '#222c37', width: 1 }, ticks: { stroke: '#222c37' } };
const EDGE = { stroke: 'transparent', points: { show: false }, width: 0 };

interface TrendChartProps {
  label: string;
  color: string;
  /** Seconds since 1970, one per minute. */
  times: number[];
  lines: Trend['vitals'][number];
}

export function TrendChart({ label, color, times, lines }: TrendChartProps) {
  const host = useRef<HTMLDivElement>(null);
  const chart = useRef<uPlot | null>(null);

  useEffect(() => {
    const element = host.current;
    if (element === null) {
      return;
    }
    const plot = new uPlot(
      {
        width: element.clientWidth,
        height: HEIGHT_PX,
        legend: { show: false },
        cursor: { show: false },
        series: [{}, { ...EDGE, label: 'highest' }, { ...EDGE, label: 'lowest' }, { label, stroke: color, width: 1.5, spanGaps: false, points: { show: false } }],
        bands: [{ series: [1, 2], fill: `${color}40` }],
        axes: [
          { ...AXIS, values: '{HH}:{mm}', space: 70 },
          { ...AXIS, size: 44, space: 24 },
        ],
      },
      [[], [], [], []],
      element,
    );
    chart.current = plot;
    const observer = new ResizeObserver(() => plot.setSize({ width: element.clientWidth, height: HEIGHT_PX }));
    observer.observe(element);
    return () => {
      observer.disconnect();
      plot.destroy();
      chart.current = null;
    };
  }, [label, color]);

  useEffect(() => chart.current?.setData([times, lines.high, lines.low, lines.median]), [times, lines, label, color]);

  const newest = lines.median.findLast((value) => value !== null);
  return (
    <figure className="trend">
      <figcaption style={{ color }}>
        {label} <small>{typeof newest === 'number' && `last ${figure(newest)}`}</small>
      </figcaption>
      <div ref={host} />
    </figure>
  );
}
