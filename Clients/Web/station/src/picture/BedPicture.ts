import type { Alarm, Bed, BeatMark, Escalation, Inactivation, Limits, NamedScore, Numerics, Score, Signals, Wave } from '../generated/station_pb';
import { WaveTrack } from '../sweep/WaveTrack';
import { byNeedOfAttention, isOver } from './alarms';
import type { StampedValue } from './freshness';

/** After this long without a chunk a wave is called absent. */
const WAVE_SILENCE_MS = 2_000;
/** More than fit on a screen's width. */
const BEATS_KEPT = 100;

export type WaveState = 'ok' | 'lead off' | 'artifact' | 'no signal';

const STATUS_NAMES: readonly WaveState[] = ['ok', 'lead off', 'artifact'];

interface ReceivedWave {
  track: WaveTrack;
  status: number;
  atMs: number;
}

/** What the station knows of one patient's bed. `version` grows with every change that text shows; waves do not count. */
export class BedPicture {
  version = 0;
  score: Score | undefined;
  alarms: Alarm[] = [];
  inactivations: Inactivation[] = [];
  limits: Limits | undefined;
  /** Newest last, as they came. */
  readonly beats: BeatMark[] = [];
  readonly scores = new Map<string, NamedScore>();
  readonly escalations = new Map<string, Escalation>();

  private readonly values = new Map<string, StampedValue>();
  private readonly waves = new Map<number, ReceivedWave>();

  constructor(public bed: Bed) {}

  get patient(): string {
    return this.bed.patient;
  }

  value(vital: string): StampedValue | undefined {
    return this.values.get(vital);
  }

  track(code: number): WaveTrack | undefined {
    return this.waves.get(code)?.track;
  }

  waveState(code: number, nowMs: number): WaveState {
    const wave = this.waves.get(code);
    if (wave === undefined || nowMs - wave.atMs > WAVE_SILENCE_MS) {
      return 'no signal';
    }
    return STATUS_NAMES[wave.status] ?? 'artifact';
  }

  setBed(bed: Bed): void {
    this.bed = bed;
    this.version++;
  }

  setScore(score: Score): void {
    this.score = score;
    this.version++;
  }

  setNamedScore(score: NamedScore): void {
    this.scores.set(score.name, score);
    this.version++;
  }

  setSignals(signals: Signals): void {
    this.inactivations = signals.inactivations;
    this.version++;
  }

  setLimits(limits: Limits): void {
    this.limits = limits;
    this.version++;
  }

  setEscalation(escalation: Escalation): void {
    if (escalation.over) {
      this.escalations.delete(escalation.alarm);
    } else {
      this.escalations.set(escalation.alarm, escalation);
    }
    this.version++;
  }

  addBeat(beat: BeatMark): void {
    this.beats.push(beat);
    if (this.beats.length > BEATS_KEPT) {
      this.beats.shift();
    }
  }

  setNumerics(numerics: Numerics): void {
    const receivedAtUs = Number(numerics.receivedAtUs);
    for (const { vital, value, unit, atUs, validForMs } of numerics.values) {
      this.values.set(vital, { vital, value, unit, receivedAtUs: Number(atUs) || receivedAtUs, validForMs });
    }
    this.version++;
  }

  /** An alarm that is over leaves; an older revision than the one shown changes nothing. */
  setAlarm(alarm: Alarm): void {
    const known = this.alarms.find((other) => other.id === alarm.id);
    if (known !== undefined && known.revision > alarm.revision) {
      return;
    }
    const others = this.alarms.filter((other) => other.id !== alarm.id);
    this.alarms = isOver(alarm) ? others : [...others, alarm].sort(byNeedOfAttention);
    this.version++;
  }

  addWave(wave: Wave, nowMs: number): void {
    let received = this.waves.get(wave.code);
    if (received === undefined) {
      received = { track: new WaveTrack(), status: wave.status, atMs: nowMs };
      this.waves.set(wave.code, received);
    }
    if (received.status !== wave.status) {
      this.version++;
    }
    received.status = wave.status;
    received.atMs = nowMs;
    received.track.write({
      sampleRate: wave.sampleRate,
      firstSample: Number(wave.firstSample),
      gain: wave.gain,
      offset: wave.offset,
      samples: wave.samples,
    });
  }
}
