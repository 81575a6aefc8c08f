import { create } from '@bufbuild/protobuf';
import { LimitsSchema, NamedScoreSchema, type Limits, type NamedScore } from '../../station/src/generated/station_pb';

const CONFIRM = 'to be confirmed by site';

/** Limits with every look that a row may have: entered, off, required. */
export function makeLimits(patient: string): Limits {
  const row = { delayMs: 5_000, hysteresis: 2, priority: 2, source: `NEWS2 (RCP 2017); ${CONFIRM}` };
  return create(LimitsSchema, {
    patient,
    ageGroup: 'Adult',
    limits: [
      { ...row, vital: 'HeartRate', unit: '/min', low: 40, high: 130, lowFrom: 30, highTo: 150, least: 15, most: 300 },
      { ...row, vital: 'Spo2', unit: '%', low: 88, priority: 3, delayMs: 10_000, lowFrom: 85, least: 50, most: 100, lowRequired: true, entered: true, by: 'Dr. Example', atUs: BigInt(Date.now() - 7_200_000) * 1000n, reason: 'COPD' },
      { ...row, vital: 'RespiratoryRate', unit: '/min', low: 8, high: 30, delayMs: 10_000, lowFrom: 6, highTo: 40, least: 2, most: 150 },
      { ...row, vital: 'ArterialMean', unit: 'mm[Hg]', low: 60, high: 120, priority: 3, lowFrom: 55, highTo: 140, least: 20, most: 250, lowRequired: true, highRequired: true },
      { ...row, vital: 'Temperature', unit: 'Cel', low: 35, high: 39, priority: 1, delayMs: 60_000, lowFrom: 34, highTo: 40, least: 25, most: 44 },
    ],
  });
}

/** Scores with every look: a total, parts missing, parts too old, not applicable. */
export function makeScores(patient: string): NamedScore[] {
  const now = Date.now();
  const atUs = BigInt(now) * 1000n;
  const trend = Array.from({ length: 24 }, (_, hour) => ({ atUs: BigInt(now - (24 - hour) * 3_600_000) * 1000n, total: 3 + Math.round(2 * Math.sin(hour / 3)) }));
  const score = (init: object) => create(NamedScoreSchema, { patient, atUs, ...init });
  return [
    score({ name: 'News2', total: 3, atLeast: 3, band: 1, source: 'Royal College of Physicians, 2017', trend }),
    score({ name: 'Mews', atLeast: 2, band: 0, missing: ['Temperature'], stale: ['NonInvasiveSystolic'], source: 'Subbe et al., QJM 2001' }),
    score({ name: 'Qsofa', total: 0, atLeast: 0, band: 0, source: 'Singer et al., JAMA 2016' }),
    score({ name: 'ShockIndex', total: 0.83, atLeast: 0.83, band: 2, source: 'Allgöwer and Burri, 1967', trend: trend.map((point) => ({ ...point, total: point.total / 4 })) }),
    score({ name: 'BedsidePews', notApplicable: 'for children below 18 years', source: 'Parshuram et al., Crit Care 2009' }),
  ];
}
