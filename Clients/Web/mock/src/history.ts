import type { ServerResponse } from 'node:http';
import type { AlarmBurden, AlarmDetail, AlarmPage, AlarmStrip, AlarmSummary, Trend } from '../../station/src/history/api';
import type { MockBed } from './ward';
import { beats, samples, WAVES } from './waves';

const HOUR_MS = 3_600_000;
const KINDS = [
  { kind: 'Spo2Low', text: 'SpO2 low', priority: 3, technical: false, value: 86, limit: 90, unit: '%' },
  { kind: 'HeartRateHigh', text: 'Heart rate high', priority: 2, technical: false, value: 138, limit: 130, unit: '/min' },
  { kind: 'EcgLeadOff', text: 'ECG lead off', priority: 2, technical: true, value: null, limit: null, unit: '' },
  { kind: 'ExtremeTachycardia', text: 'EXTREME TACHYCARDIA', priority: 3, technical: false, value: 152, limit: 140, unit: '/min' },
  { kind: 'TemperatureHigh', text: 'Temperature high', priority: 1, technical: false, value: 39.2, limit: 39, unit: 'Cel' },
] as const;

const iso = (ms: number) => new Date(ms).toISOString();

/** Alarms of the last days, one every 40 minutes over all beds. */
function alarms(ward: readonly MockBed[]): AlarmSummary[] {
  return Array.from({ length: 120 }, (_, index) => {
    const { bed } = ward[(index * 5) % ward.length] as MockBed;
    const kind = KINDS[(index * index) % KINDS.length] ?? KINDS[0];
    const at = Date.now() - index * 40 * 60_000 - 90_000;
    const seen = index % 3 !== 2;
    return {
      ...kind,
      id: `${bed.patient}/${index}`,
      patient: bed.patient,
      bed: bed.bed,
      name: bed.name,
      discharged: index % 7 === 6,
      advisory: false,
      condition: index === 0 ? 1 : 0,
      signal: seen ? 5 : 0,
      onset: iso(at - 5_000),
      detected: iso(at),
      acknowledged: seen ? iso(at + 35_000 + index * 1000) : null,
      acknowledgedBy: seen ? 'Nurse Joy' : null,
      ended: index === 0 ? null : iso(at + 120_000),
      demoted: kind.kind === 'ExtremeTachycardia',
      evidence: kind.kind === 'ExtremeTachycardia' ? 'pleth pulse 78 /min contradicts it' : '',
      strip: index % 9 === 4 ? 'incomplete' : 'complete',
      stripIncomplete: index % 9 === 4 ? 'The node was restarted while this strip was taken: samples are missing.' : '',
    };
  });
}

function page(all: AlarmSummary[], query: URLSearchParams): AlarmPage {
  const is = (name: string, value: string) => !query.has(name) || query.get(name) === value;
  const from = query.get('from') ?? '';
  const to = query.get('to') ?? '9';
  const found = all.filter((one) => is('bed', one.bed) && is('priority', String(one.priority)) && is('kind', one.kind) && one.detected >= from && one.detected < to);
  return { alarms: found.slice(0, 50), more: found.length > 50 };
}

function detail(alarm: AlarmSummary): AlarmDetail {
  const base = { condition: 1, signal: 0, priority: alarm.priority, by: '', why: '' };
  return {
    alarm,
    changes: [
      { ...base, revision: 1, at: alarm.detected, phase: 'Start' },
      ...(alarm.acknowledged ? [{ ...base, revision: 2, at: alarm.acknowledged, phase: 'Update', signal: 5, by: alarm.acknowledgedBy ?? '', why: '' }] : []),
      ...(alarm.ended ? [{ ...base, revision: 3, at: alarm.ended, phase: 'End', condition: 0 }] : []),
    ],
  };
}

function strip(alarm: AlarmSummary): AlarmStrip {
  const [heartRate, breaths] = [alarm.kind === 'ExtremeTachycardia' ? 150 : 82, 14];
  const cut = (second: number) => alarm.strip === 'incomplete' && second > 4 && second < 9;
  return {
    id: alarm.id,
    bed: alarm.bed,
    name: alarm.name,
    text: alarm.text,
    onset: alarm.onset,
    origin: alarm.onset,
    firstSecond: -10,
    lastSecond: 20,
    waves: WAVES.filter(({ code }) => code !== 151552).map((kind) => {
      const raw = new Int16Array(samples(kind, 0, 30 * kind.rate, heartRate, breaths).buffer);
      return {
        code: kind.code,
        sampleRate: kind.rate,
        unit: kind.unit,
        samples: Array.from(raw, (value, index) => (cut(index / kind.rate - 10) ? null : value * kind.gain)),
        quality: [{ second: -10, status: 0 }, ...(kind.unit === 'mV' ? [{ second: 12, status: 2 }, { second: 14, status: 0 }] : [])],
      };
    }),
    values: Array.from({ length: 30 }, (_, index) => index - 10).flatMap((second) => [
      { vital: 'HeartRate', second, value: heartRate + (second % 3) },
      { vital: 'Spo2', second, value: second < 0 ? 94 : 87 },
      { vital: 'RespiratoryRate', second, value: breaths },
      { vital: 'ArterialMean', second, value: 84 },
    ]),
    limits: [
      { vital: 'HeartRate', low: 40, high: 130 },
      { vital: 'Spo2', low: 90, high: null },
      { vital: 'RespiratoryRate', low: 8, high: 30 },
    ],
    beats: beats('', 0, 30, heartRate).map((beat, index) => ({ second: Number(beat.sample) / 500 - 10, class: 'NSVFQ?'[index % 11 === 5 ? 2 : index % 17 === 8 ? 1 : 0] as string, confidence: 0.97 })),
    incomplete: alarm.stripIncomplete,
  };
}

function burden(all: AlarmSummary[], days: number): AlarmBurden {
  const names = Array.from({ length: days }, (_, index) => iso(Date.now() - (days - 1 - index) * 24 * HOUR_MS).slice(0, 10));
  const counted = all.filter((alarm) => names.includes(alarm.detected.slice(0, 10)));
  const beds = [...new Set(counted.map(({ bed }) => bed))].sort();
  const of = (list: AlarmSummary[], priority: number) => list.filter((one) => one.priority === priority).length;
  return {
    alarms: counted.length,
    days: names,
    beds: beds.map((bed) => {
      const own = counted.filter((one) => one.bed === bed);
      const byDay = names.map((day) => own.filter((one) => one.detected.startsWith(day)).length);
      return { bed, byDay, high: of(own, 3), medium: of(own, 2), low: of(own, 1), technical: own.filter((one) => one.technical).length };
    }),
    kinds: KINDS.map(({ kind, text, technical }) => {
      const own = counted.filter((one) => one.kind === kind);
      return { kind, text, technical, alarms: own.length, acknowledged: own.filter((one) => one.acknowledged).length, medianSeconds: 120 };
    })
      .filter((one) => one.alarms > 0)
      .sort((a, b) => b.alarms - a.alarms),
    timeToAcknowledge: [3, 2, 1].map((priority) => ({ priority, alarms: of(counted, priority), acknowledged: of(counted, priority), medianSeconds: 40 + priority * 10, ninetiethSeconds: 180 })),
  };
}

function trend(bed: MockBed): Trend {
  const count = 24 * 60;
  const start = Math.floor(Date.now() / 60_000) * 60_000 - count * 60_000;
  const gap = (index: number) => index > 500 && index < 560;
  const line = (value: number, sway: number, shift: number) => Array.from({ length: count }, (_, i) => (gap(i) ? null : value + sway * Math.sin(i / 90) + (sway / 3) * Math.sin(i / 7) + shift));
  const vital = (name: string, sway: number) => {
    const value = bed.vitals[name] ?? 0;
    return { vital: name, median: line(value, sway, 0), low: line(value, sway, -sway * 0.6), high: line(value, sway, sway * 0.6) };
  };
  return { start: iso(start), stepSeconds: 60, count, vitals: [vital('HeartRate', 9), vital('Spo2', 1.2), vital('RespiratoryRate', 2.5), vital('Temperature', 0.3)] };
}

/** GET /api/alarms..., /api/trends/... as docs/http/history.md says, of made-up alarms. */
export function answerHistory(ward: readonly MockBed[], url: URL, response: ServerResponse): void {
  const json = (body: unknown, status = 200) => response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  const all = alarms(ward);
  const [, , kind, id = '', part] = url.pathname.split('/').map(decodeURIComponent);
  const alarm = all.find((one) => one.id === id);
  const bed = ward.find((one) => one.bed.patient === id);
  if (kind === 'alarms' && id === '') {
    json(page(all, url.searchParams));
  } else if (kind === 'alarms' && id === 'burden') {
    json(burden(all, Number(url.searchParams.get('days') ?? 7)));
  } else if (kind === 'alarms' && alarm) {
    json(part === 'strip' ? strip(alarm) : detail(alarm));
  } else if (kind === 'trends' && bed) {
    json(trend(bed));
  } else {
    json({ detail: 'There is no such thing, or not any more.' }, 404);
  }
}
