import type { Alarm } from '../generated/station_pb';
import { isAdvisory, SIGNAL, signalWord, takesLight } from './signals';

/** `dark`: the light is paused or off too. */
export type AlarmLook = 'active' | 'latched' | 'acknowledged' | 'dark';

export const PRIORITY_NAMES = ['', 'low', 'medium', 'high'] as const;

const INACTIVE = 0;
const LATCHED = 2;
const TECHNICAL = 2;

export function isOver(alarm: Alarm): boolean {
  return alarm.condition === INACTIVE;
}

/** Condition and signal are two dimensions; the screen has one look per pair that matters to who stands before it. */
export function lookOf(alarm: Alarm): AlarmLook {
  if (alarm.signal === SIGNAL.acknowledged) {
    return 'acknowledged';
  }
  if (takesLight(alarm.signal)) {
    return 'dark';
  }
  return alarm.condition === LATCHED ? 'latched' : 'active';
}

/** The word beside an alarm that is not simply going on; empty for one that is. */
export function stateWord(alarm: Alarm): string {
  const signal = signalWord(alarm.signal);
  const condition = alarm.condition === LATCHED ? 'ENDED, LATCHED' : '';
  return [condition, signal].filter((word) => word !== '').join(' · ');
}

/** IEC 60601-1-8 marks: !!! high, !! medium, ! low. An advisory is none of them: it tells of something to look at. */
export function priorityMark(alarm: Alarm): string {
  return isAdvisory(alarm) ? 'i' : '!'.repeat(alarm.priority);
}


export function isTechnical(alarm: Alarm): boolean {
  return alarm.type === TECHNICAL;
}

export function canAcknowledge(alarm: Alarm): boolean {
  return alarm.signal !== SIGNAL.acknowledged;
}

export type Reading = 'heart' | 'spo2' | 'resp' | 'pressure' | 'temp';

const READING_OF: readonly [RegExp, Reading][] = [
  [/^(HeartRate|Asystole|Extreme|Ventricular|FrequentVentricular|Pause|AtrialFibrillation)/, 'heart'],
  [/^Spo2/, 'spo2'],
  [/^(RespiratoryRate|Apnoea)/, 'resp'],
  [/^(Systolic|MeanPressure)/, 'pressure'],
  [/^Temperature/, 'temp'],
];

/** The vital sign on screen that the alarm's condition is about, while it goes on. */
export function readingOf(alarm: Alarm): Reading | undefined {
  return alarm.condition === LATCHED ? undefined : READING_OF.find(([kind]) => kind.test(alarm.kind))?.[1];
}

/** An advisory stands below every alarm. */
export function rankOf(alarm: Alarm): number {
  return isAdvisory(alarm) ? 0 : alarm.priority;
}

/** The ward's list: highest priority first, then the newest. */
export function byPriorityThenTime(a: Alarm, b: Alarm): number {
  return rankOf(b) - rankOf(a) || Number(b.onsetUs - a.onsetUs);
}

/** A bed's own order: what nobody has acknowledged yet stands before what somebody has. */
export function byNeedOfAttention(a: Alarm, b: Alarm): number {
  return Number(canAcknowledge(b)) - Number(canAcknowledge(a)) || byPriorityThenTime(a, b);
}
