/** What the edge answers about the past: Shared.Grains/Contracts/History, docs/http/history.md. Times are ISO 8601. */

export interface AlarmSummary {
  id: string;
  patient: string;
  bed: string;
  name: string | null;
  kind: string;
  text: string;
  technical: boolean;
  priority: number;
  condition: number;
  signal: number;
  value: number | null;
  limit: number | null;
  unit: string;
  onset: string;
  detected: string;
  acknowledged: string | null;
  acknowledgedBy: string | null;
  ended: string | null;
  demoted: boolean;
  evidence: string;
  strip: 'none' | 'pending' | 'complete' | 'incomplete';
  stripIncomplete: string;
  discharged: boolean;
  advisory: boolean;
}

/** The patient's name, and that the stay has ended. */
export function whose({ name, discharged }: Pick<AlarmSummary, 'name' | 'discharged'>): string {
  return `${name ?? 'patient unknown'}${discharged ? ' (discharged)' : ''}`;
}

export interface AlarmChange {
  revision: number;
  at: string;
  phase: string;
  condition: number;
  signal: number;
  priority: number;
  by: string;
  why: string;
}

export interface AlarmPage {
  alarms: AlarmSummary[];
  more: boolean;
}

export interface AlarmDetail {
  alarm: AlarmSummary;
  changes: AlarmChange[];
}

export interface StripTrace {
  code: number;
  sampleRate: number;
  unit: string;
  samples: (number | null)[];
  quality: { second: number; status: number }[];
}

export interface AlarmStrip {
  id: string;
  bed: string;
  name: string | null;
  text: string;
  onset: string;
  origin: string;
  firstSecond: number;
  lastSecond: number;
  waves: StripTrace[];
  values: { vital: string; second: number; value: number }[];
  limits: { vital: string; low: number | null; high: number | null }[];
  beats: { second: number; class: string; confidence: number }[];
  incomplete: string;
}

export interface AlarmBurden {
  alarms: number;
  days: string[];
  beds: { bed: string; byDay: number[]; high: number; medium: number; low: number; technical: number }[];
  kinds: { kind: string; text: string; technical: boolean; alarms: number; acknowledged: number; medianSeconds: number | null }[];
  timeToAcknowledge: { priority: number; alarms: number; acknowledged: number; medianSeconds: number | null; ninetiethSeconds: number | null }[];
}

export interface Trend {
  start: string;
  stepSeconds: number;
  count: number;
  vitals: { vital: string; median: (number | null)[]; low: (number | null)[]; high: (number | null)[] }[];
}

/** The edge's answer, or in words why there is none. */
export type Answer<T> = { state: 'asking' } | { state: 'there'; value: T } | { state: 'failed'; why: string };

export async function ask<T>(path: string, signal: AbortSignal): Promise<Answer<T>> {
  try {
    const response = await fetch(path, { signal, headers: { accept: 'application/json' } });
    if (response.ok) {
      return { state: 'there', value: (await response.json()) as T };
    }
    const problem = (await response.json().catch(() => ({}))) as { detail?: string };
    return { state: 'failed', why: problem.detail ?? `the edge answers ${response.status}` };
  } catch (error) {
    return { state: 'failed', why: error instanceof TypeError ? 'the edge cannot be reached' : String(error) };
  }
}
