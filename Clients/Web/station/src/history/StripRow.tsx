import { useId, useMemo } from 'react';
import type { AlarmStrip, StripTrace } from './api';
import { MM_PER_S, pathOf, ROW_S, type StripScale } from './stripPath';

export interface ShownWave {
  wave: StripTrace;
  scale: StripScale;
}

const WIDTH_MM = ROW_S * MM_PER_S;
const BEATS_MM = 4;
const SECONDS_MM = 4;
const STATUS_WORDS = ['', 'lead off', 'artifact'];

interface StripRowProps {
  strip: AlarmStrip;
  shown: ShownWave[];
  /** Seconds after the strip's begin. */
  fromS: number;
}

/** Ten seconds of every wave above each other; all figures are millimetres. */
export function StripRow({ strip, shown, fromS }: StripRowProps) {
  const grid = useId();
  const height = shown.reduce((sum, { scale }) => sum + scale.heightMm, BEATS_MM + SECONDS_MM);
  const first = strip.firstSecond + fromS;
  const xOf = (second: number) => (second - first) * MM_PER_S;
  const within = (second: number) => second >= first && second < first + ROW_S;
  return (
    <svg className="strip-row" style={{ width: `${WIDTH_MM}mm` }} viewBox={`0 0 ${WIDTH_MM} ${height}`} role="img" aria-label={`${first} to ${first + ROW_S} s`}>
      <defs>
        <pattern id={grid} width="5" height="5" patternUnits="userSpaceOnUse">
          <path className="grid-fine" d="M1 0V5M2 0V5M3 0V5M4 0V5M0 1H5M0 2H5M0 3H5M0 4H5" />
          <path className="grid-bold" d="M0 0H5M0 0V5" />
        </pattern>
      </defs>
      <rect className="grid-paper" width={WIDTH_MM} height={height} />
      <rect width={WIDTH_MM} height={height} fill={`url(#${grid})`} />
      {within(0) && <path className="strip-onset" d={`M${xOf(0)} 0V${height}`} />}
      {Array.from({ length: ROW_S }, (_, index) => first + index).map((second) => (
        <text key={second} className="strip-second" x={xOf(second) + 0.6} y={height - 1}>
          {second} s
        </text>
      ))}
      {shown.map((one, index) => {
        const top = shown.slice(0, index).reduce((sum, { scale }) => sum + scale.heightMm, BEATS_MM);
        return <StripLane key={`${one.wave.code} ${index}`} shown={one} top={top} fromS={fromS} xOf={xOf} within={within} />;
      })}
      {strip.beats
        .filter(({ second }) => within(second))
        .map((beat) => (
          <text key={beat.second} className="strip-beat" data-class={beat.class} x={xOf(beat.second)} y={BEATS_MM - 0.6} textAnchor="middle">
            {beat.class === 'Unsure' ? '?' : beat.class}
          </text>
        ))}
    </svg>
  );
}

interface StripLaneProps {
  shown: ShownWave;
  top: number;
  fromS: number;
  xOf: (second: number) => number;
  within: (second: number) => boolean;
}

function StripLane({ shown: { wave, scale }, top, fromS, xOf, within }: StripLaneProps) {
  const path = useMemo(() => pathOf(wave, scale, fromS), [wave, scale, fromS]);
  return (
    <g transform={`translate(0 ${top})`}>
      <path className="strip-line" d={path} />
      <text className="strip-label" x="0.8" y="3.4">
        {scale.label}
      </text>
      {wave.quality
        .filter(({ second, status }) => within(second) && status > 0)
        .map(({ second, status }) => (
          <text key={second} className="strip-quality" x={xOf(second) + 0.6} y={scale.heightMm - 1.5}>
            {STATUS_WORDS[status] ?? 'artifact'}
          </text>
        ))}
    </g>
  );
}
