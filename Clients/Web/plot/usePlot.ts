import { useEffect, useRef, type RefObject } from 'react';
import uPlot from 'uplot';

export const PLOT_AXIS = { font: "12px 'Segoe UI', Roboto, Arial, sans-serif", stroke: '#a3b0be', grid: { stroke: '#222c37', width: 1 }, ticks: { stroke: '#222c37' } };

/** A chart as wide as the element of the returned ref; it is made anew when `key` changes, and drawn when `data` does. */
export function usePlot(options: () => Omit<uPlot.Options, 'width'>, data: uPlot.AlignedData, key: string): RefObject<HTMLDivElement | null> {
  const host = useRef<HTMLDivElement>(null);
  const chart = useRef<uPlot | null>(null);
  const made = useRef(options);
  made.current = options;

  useEffect(() => {
    const element = host.current;
    if (element === null) {
      return;
    }
    const plot = new uPlot({ ...made.current(), width: element.clientWidth }, [[]], element);
    chart.current = plot;
    const observer = new ResizeObserver(() => plot.setSize({ width: element.clientWidth, height: plot.height }));
    observer.observe(element);
    return () => {
      observer.disconnect();
      plot.destroy();
      chart.current = null;
    };
  }, [key]);

  useEffect(() => chart.current?.setData(data), [key, data]);
  return host;
}
