import { create, type MessageInitShape } from '@bufbuild/protobuf';
import {
  AlarmSchema,
  BedSchema,
  EscalationSchema,
  InactivationSchema,
  StandbySchema,
  type Alarm,
  type Bed,
  type Escalation,
  type Inactivation,
  type Limits,
  type NamedScore,
  type ScoreSchema,
} from '../../station/src/generated/station_pb';
import { makeLimits, makeScores } from './facts';

type AlarmInit = MessageInitShape<typeof AlarmSchema>;

/** One made-up patient. */
export interface MockBed {
  bed: Bed;
  heartRate: number;
  respiratoryRate: number;
  /** By Vital name; sent every second while `sending`. */
  vitals: Record<string, number>;
  sending: boolean;
  leadOff: boolean;
  arterial: boolean;
  score: MessageInitShape<typeof ScoreSchema>;
  alarms: Alarm[];
  inactivations: Inactivation[];
  escalations: Escalation[];
  limits: Limits;
  scores: NamedScore[];
}

const NAMES = ['Adams, Ruth', 'Brandt, Emil', 'Costa, Inês', 'Dimitrova, Elena', 'Eriksen, Nils', 'Fofana, Aminata', 'Gallagher, Sean', 'Hoang, Minh Anh'];

const PRIORITY = { low: 1, medium: 2, high: 3 };

const minutesAgo = (minutes: number) => BigInt(Date.now() - minutes * 60_000) * 1000n;

function makeBed(index: number): MockBed {
  const number = String(index + 1).padStart(2, '0');
  const heartRate = 64 + ((index * 17) % 40);
  return {
    bed: create(BedSchema, {
      patient: `p${number}`,
      bed: `ICU-${number}`,
      name: NAMES[index % NAMES.length] as string,
      mrn: `70010${number}`,
      occupied: true,
      ageYears: 41 + ((index * 13) % 45),
      ageKnown: true,
      category: 'adult',
      paced: index === 7 ? 'yes' : 'no',
      entries: { consciousness: 'A', consciousnessAtUs: minutesAgo(50), oxygen: 'air', oxygenAtUs: minutesAgo(50), spo2Scale: 1 },
    }),
    heartRate,
    respiratoryRate: 12 + (index % 7),
    vitals: { HeartRate: heartRate, PulseRate: heartRate, Spo2: 97 - (index % 3), RespiratoryRate: 12 + (index % 7), Temperature: 36.6 + index / 20 },
    sending: true,
    leadOff: false,
    arterial: index % 2 === 0,
    score: { atLeast: index % 3, total: true, band: 0 },
    alarms: [],
    inactivations: [],
    escalations: [],
    limits: makeLimits(`p${number}`),
    scores: makeScores(`p${number}`),
  };
}

export function makeAlarm(bed: MockBed, init: AlarmInit): Alarm {
  const at = minutesAgo(3);
  return create(AlarmSchema, {
    patient: bed.bed.patient,
    id: `${bed.bed.patient}-${init.kind}`,
    revision: 1,
    type: 1,
    condition: 1,
    signal: 0,
    onsetUs: at,
    detectedUs: at,
    changedUs: at,
    ...init,
  });
}

/** Eight beds that show every look of the screen, then quiet ones. */
export function makeWard(beds: number): MockBed[] {
  const ward = Array.from({ length: beds }, (_, index) => makeBed(index));
  const [, tachycardic, desaturated, latched, acknowledged, stale, leadOff, incomplete] = ward;
  if (tachycardic) {
    tachycardic.heartRate = 148;
    Object.assign(tachycardic.vitals, { HeartRate: 148, PulseRate: 147 });
    tachycardic.alarms.push(
      makeAlarm(tachycardic, {
        kind: 'ExtremeTachycardia',
        priority: PRIORITY.high,
        text: 'Extreme tachycardia',
        value: 148,
        limit: 140,
        unit: '/min',
        onsetUs: minutesAgo(1),
        lifeThreatening: true,
        evidence: 'pleth pulse 147 /min confirms it',
      }),
      makeAlarm(tachycardic, { kind: 'RespiratoryRateHigh', priority: PRIORITY.medium, text: 'Respiratory rate high', value: 31, limit: 30, unit: '/min' }),
    );
    tachycardic.escalations.push(
      create(EscalationSchema, {
        patient: tachycardic.bed.patient,
        alarm: `${tachycardic.bed.patient}-ExtremeTachycardia`,
        level: 1,
        role: 'charge nurse',
        cause: 'NotAcknowledged',
        atUs: minutesAgo(0.5),
        nextAtUs: minutesAgo(-2),
      }),
    );
    tachycardic.vitals.RespiratoryRate = 31;
    tachycardic.score = { atLeast: 7, total: true, band: 3 };
  }
  if (desaturated) {
    desaturated.vitals.Spo2 = 88;
    desaturated.alarms.push(makeAlarm(desaturated, { kind: 'Spo2Low', priority: PRIORITY.medium, text: 'SpO₂ low', value: 88, limit: 90, unit: '%', onsetUs: minutesAgo(2) }));
    desaturated.score = { atLeast: 5, total: true, band: 2 };
  }
  desaturated?.inactivations.push(create(InactivationSchema, { kind: '', signal: 1, sinceUs: minutesAgo(1), untilUs: minutesAgo(-1.5), by: 'Nurse Joy', reason: 'suctioning' }));
  latched?.alarms.push(makeAlarm(latched, { kind: 'Asystole', priority: PRIORITY.high, text: 'Asystole', value: 4.2, unit: 's', condition: 2, revision: 2, onsetUs: minutesAgo(6) }));
  if (acknowledged) {
    acknowledged.vitals.ArterialMean = 58;
    acknowledged.alarms.push(makeAlarm(acknowledged, { kind: 'MeanPressureLow', priority: PRIORITY.medium, text: 'Mean pressure low', value: 58, limit: 60, unit: 'mm[Hg]', signal: 5, revision: 2 }));
    acknowledged.inactivations.push(create(InactivationSchema, { kind: 'TemperatureHigh', signal: 4, sinceUs: minutesAgo(90), by: 'Dr. Example', reason: 'known fever' }));
    acknowledged.score = { atLeast: 3, total: true, band: 1 };
  }
  if (stale) {
    stale.sending = false;
    stale.alarms.push(makeAlarm(stale, { kind: 'SignalLost', priority: PRIORITY.medium, type: 2, text: 'Signal lost', onsetUs: minutesAgo(1) }));
    stale.score = { atLeast: 0, total: false, band: 0, missing: ['RespiratoryRate', 'Spo2', 'SystolicPressure', 'Pulse', 'Temperature'] };
  }
  if (leadOff) {
    leadOff.leadOff = true;
    leadOff.alarms.push(makeAlarm(leadOff, { kind: 'AtrialFibrillation', priority: PRIORITY.low, type: 3, text: 'Irregular rhythm, perhaps atrial fibrillation', onsetUs: minutesAgo(7) }));
    Object.assign(leadOff.bed, { ageKnown: false, ageYears: 0, category: '' });
    leadOff.limits.ageGroup = 'Unknown';
    leadOff.score = { atLeast: 0, total: false, band: 0, notApplicable: 'age unknown' };
    delete leadOff.vitals.HeartRate;
    leadOff.alarms.push(makeAlarm(leadOff, { kind: 'EcgLeadOff', priority: PRIORITY.low, type: 2, text: 'ECG lead off', onsetUs: minutesAgo(4) }));
  }
  if (incomplete) {
    delete incomplete.vitals.Temperature;
    incomplete.score = { atLeast: 2, total: false, band: 0, missing: ['Temperature', 'Consciousness'] };
    incomplete.bed.entries = undefined;
    incomplete.alarms.push(
      makeAlarm(incomplete, {
        kind: 'ExtremeBradycardia',
        priority: PRIORITY.low,
        text: 'EXTREME BRADYCARDIA',
        value: 38,
        limit: 40,
        unit: '/min',
        demoted: true,
        evidence: 'pleth pulse 76 /min contradicts it',
      }),
    );
  }
  const away = ward[8];
  if (away) {
    away.bed.standby = create(StandbySchema, { sinceUs: minutesAgo(25), by: 'Nurse Joy', reason: 'CT' });
    away.sending = false;
  }
  return ward;
}
