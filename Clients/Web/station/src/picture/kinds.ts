/** Words for an alarm kind where no alarm is there to bring its own text. */
export function kindText(kind: string): string {
  return kind
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .replace(/^./, (first) => first.toUpperCase())
    .replace(/^Spo2/, 'SpO₂')
    .replace(/ecg/i, 'ECG')
    .replace(/pews/i, 'PEWS');
}

/** Every AlarmKind, the gravest first; a test on the edge's side holds the list to the enum. */
export const ALARM_KINDS = [
  'Asystole',
  'VentricularFibrillation',
  'VentricularTachycardia',
  'ExtremeBradycardia',
  'ExtremeTachycardia',
  'Apnoea',
  'VentricularRun',
  'Pause',
  'VentricularCouplet',
  'VentricularBigeminy',
  'VentricularTrigeminy',
  'FrequentVentricularBeats',
  'AtrialFibrillation',
  'HeartRateHigh',
  'HeartRateLow',
  'Spo2Low',
  'Spo2High',
  'RespiratoryRateHigh',
  'RespiratoryRateLow',
  'SystolicHigh',
  'SystolicLow',
  'MeanPressureHigh',
  'MeanPressureLow',
  'TemperatureHigh',
  'TemperatureLow',
  'EarlyWarningScoreHigh',
  'BedsidePewsHigh',
  'DeviceAlarm',
  'EcgLeadOff',
  'SignalLost',
  'SignalUnusable',
  'PatientConflict',
  'DeviceFault',
  'StorageFailed',
  'ModelUnavailable',
  'AlarmNotReceived',
] as const;

/** Kinds whose signals staff may want to pause or switch off alone: those of limits, and technical ones of a sensor. */
export const SINGLE_KINDS = ALARM_KINDS.filter((kind) => /^(HeartRate|Spo2|Respiratory|Systolic|MeanPressure|Temperature|EcgLead|Signal)/.test(kind));

const VITALS: Record<string, string> = {
  HeartRate: 'Heart rate',
  PulseRate: 'Pulse rate',
  Spo2: 'SpO₂',
  RespiratoryRate: 'Respiratory rate',
  NonInvasiveSystolic: 'NIBP systolic',
  NonInvasiveDiastolic: 'NIBP diastolic',
  NonInvasiveMean: 'NIBP mean',
  ArterialSystolic: 'ABP systolic',
  ArterialDiastolic: 'ABP diastolic',
  ArterialMean: 'ABP mean',
  Temperature: 'Temperature',
};

export function vitalText(vital: string): string {
  return VITALS[vital] ?? kindText(vital);
}
