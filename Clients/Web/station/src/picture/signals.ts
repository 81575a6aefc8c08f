import type { Alarm, Inactivation } from '../generated/station_pb';
import { kindText } from './kinds';

/** IEC 60601-1-8: PAUSED always ends, OFF never does; AUDIO is sound only, ALARM is sound and light. */
export const SIGNAL = { enabled: 0, audioPaused: 1, audioOff: 2, alarmPaused: 3, alarmOff: 4, acknowledged: 5 } as const;

export const SIGNAL_WORDS = ['', 'AUDIO PAUSED', 'AUDIO OFF', 'ALARM PAUSED', 'ALARM OFF', 'ACKNOWLEDGED'] as const;

export function signalWord(signal: number): string {
  return SIGNAL_WORDS[signal] ?? `SIGNAL ${signal}`;
}

export function isOff(signal: number): boolean {
  return signal === SIGNAL.audioOff || signal === SIGNAL.alarmOff;
}

/** Audio paused or off takes the sound and leaves the light. */
export function takesLight(signal: number): boolean {
  return signal === SIGNAL.alarmPaused || signal === SIGNAL.alarmOff || signal === SIGNAL.acknowledged;
}

export function takesSound(signal: number): boolean {
  return signal !== SIGNAL.enabled;
}

/** Left of a pause, "1:05"; empty without an end or when the silo's time is unknown. */
export function remaining(untilUs: bigint, siloNowUs: number): string {
  if (untilUs === 0n || Number.isNaN(siloNowUs)) {
    return '';
  }
  const seconds = Math.max(0, Math.ceil((Number(untilUs) - siloNowUs) / 1e6));
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}

/** "AUDIO PAUSED 1:05", "ALARM OFF SpO₂ low": what is inactivated, for how long, of what. */
export function inactivationText(one: Inactivation, siloNowUs: number): string {
  return [signalWord(one.signal), remaining(one.untilUs, siloNowUs), one.kind === '' ? '' : kindText(one.kind)].filter(Boolean).join(' ');
}

const ADVISORY = 3;

/** It tells of something to look at, and wants nobody to run. */
export function isAdvisory(alarm: Pick<Alarm, 'type'>): boolean {
  return alarm.type === ADVISORY;
}

/** Whether this alarm is to be heard; an advisory is seen only. */
export function sounds(alarm: Alarm): boolean {
  return alarm.condition !== 0 && !takesSound(alarm.signal) && !isAdvisory(alarm);
}
