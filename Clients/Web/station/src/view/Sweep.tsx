import { useEffect, useRef } from 'react';
import type { BedPicture } from '../picture/BedPicture';
import type { LaneKind } from '../sweep/lanes';
import { SweepCanvas } from '../sweep/SweepCanvas';
import { animate } from '../sweep/SweepLoop';
import { useStation } from './StationContext';

/** The bed's waves, drawn and asked for only while they are on screen. */
export function Sweep({ bed, lanes }: { bed: BedPicture; lanes: readonly LaneKind[] }) {
  const station = useStation((s) => s.tick);
  const canvas = useRef<HTMLCanvasElement>(null);
  const drawing = useRef<SweepCanvas>(null);
  const { patient } = bed;

  useEffect(() => {
    const element = canvas.current;
    if (element === null) {
      return;
    }
    const sweep = new SweepCanvas(element, lanes, (code) => bed.track(code), () => bed.beats);
    drawing.current = sweep;
    let stop: (() => void) | undefined;
    const hide = () => {
      stop?.();
      stop = undefined;
    };
    const observer = new IntersectionObserver(([entry]) => {
      hide();
      if (entry?.isIntersecting) {
        const still = animate(sweep);
        const unwatch = station.watchWaves(patient);
        stop = () => {
          still();
          unwatch();
        };
      }
    });
    observer.observe(element);
    return () => {
      observer.disconnect();
      hide();
      sweep.dispose();
    };
  }, [bed, lanes, patient, station]);

  const nowMs = performance.now();
  const total = lanes.reduce((sum, lane) => sum + lane.weight, 0);
  return (
    <div className="sweep">
      <canvas ref={canvas} />
      {lanes.map((lane, index) => {
        const above = lanes.slice(0, index).reduce((sum, other) => sum + other.weight, 0);
        const state = bed.waveState(lane.code, nowMs);
        return (
          <span key={lane.code} className="lane-label" style={{ top: `${(100 * above) / total}%`, color: lane.color }}>
            {lane.label}
            {state === 'ok' && <small> {drawing.current?.scaleOf(lane)}</small>}
            {state !== 'ok' && <em>{state}</em>}
          </span>
        );
      })}
    </div>
  );
}
