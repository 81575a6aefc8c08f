import type { Bed } from '../generated/station_pb';
import type { StampedValue } from '../picture/freshness';

export const ABSENT = '--';

export function whole(value: StampedValue | null): string {
  return value === null ? ABSENT : value.value.toFixed(0);
}

export function oneDecimal(value: StampedValue | null): string {
  return value === null ? ABSENT : value.value.toFixed(1);
}

/** Time of day on this screen's clock zone; empty for 0. */
export function timeOfDay(siloUs: bigint | number, seconds = false): string {
  const us = Number(siloUs);
  if (us === 0) {
    return '';
  }
  return new Date(us / 1000).toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit', ...(seconds ? { second: '2-digit' } : {}) });
}

/** "at 14:02, 25 min ago"; empty for 0. */
export function timeAndAge(siloUs: bigint, siloNowUs: number): string {
  return siloUs === 0n ? '' : `at ${timeOfDay(siloUs)}, ${span(Math.max(0, siloNowUs - Number(siloUs)) / 1e6)} ago`;
}

/** "12 days", "7 months", "41 years"; below two years a month matters. */
export function ageText({ ageKnown, ageDays, ageYears }: Pick<Bed, 'ageKnown' | 'ageDays' | 'ageYears'>): string {
  if (!ageKnown) {
    return 'AGE UNKNOWN';
  }
  if (ageYears >= 2) {
    return `${ageYears} years`;
  }
  return ageDays < 60 ? `${ageDays} days` : `${Math.floor(ageDays / 30.44)} months`;
}

/** At most one decimal. */
export function figure(value: number): string {
  return String(Number(value.toFixed(1)));
}

/** "79 mmHg"; the figure alone for what has no unit. */
export function quantity(value: number, ucum: string): string {
  return [figure(value), unitText(ucum)].filter(Boolean).join(' ');
}

const UNITS: Record<string, string> = { '/min': '/min', '%': '%', 'mm[Hg]': 'mmHg', Cel: '°C', s: 's' };

export function unitText(ucum: string): string {
  return UNITS[ucum] ?? ucum;
}

/** Day and time of an ISO 8601 time on this screen's clock zone; empty for null. */
export function dayAndTime(iso: string | null): string {
  return iso === null ? '' : new Date(iso).toLocaleString('en-GB', { day: '2-digit', month: 'short', hour: '2-digit', minute: '2-digit', second: '2-digit' });
}

/** "45 s", "3 min", "2.5 h"; empty for null. */
export function span(seconds: number | null): string {
  if (seconds === null) {
    return '';
  }
  if (seconds < 90) {
    return `${seconds.toFixed(0)} s`;
  }
  return seconds < 5400 ? `${(seconds / 60).toFixed(0)} min` : `${(seconds / 3600).toFixed(1)} h`;
}
