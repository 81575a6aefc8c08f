import type { Alarm, Heartbeat, Hello, ServerFrame } from '../generated/station_pb';
import { SiloClock } from '../link/SiloClock';
import { byPriorityThenTime } from './alarms';
import { BedPicture } from './BedPicture';

export interface WardAlarm {
  alarm: Alarm;
  bed: BedPicture;
}

/** Everything the station shows, built from the frames of one connection and dropped with it. */
export class WardPicture {
  readonly clock = new SiloClock();
  hello: Hello | undefined;
  heartbeat: Heartbeat | undefined;
  /** By bed label. */
  beds: BedPicture[] = [];
  version = 0;

  private readonly byPatient = new Map<string, BedPicture>();

  bed(patient: string): BedPicture | undefined {
    return this.byPatient.get(patient);
  }

  alarms(): WardAlarm[] {
    return this.beds
      .flatMap((bed) => bed.alarms.map((alarm) => ({ alarm, bed })))
      .sort((a, b) => byPriorityThenTime(a.alarm, b.alarm));
  }

  /** Nothing is known any more: the link is lost, or a new one begins. Bed labels stay as places on the screen. */
  forget(): void {
    this.clock.reset();
    this.heartbeat = undefined;
    for (const [patient, { bed }] of this.byPatient) {
      this.byPatient.set(patient, new BedPicture(bed));
    }
    this.arrange();
  }

  apply({ frame }: ServerFrame, nowMs: number): void {
    switch (frame.case) {
      case 'hello':
        this.byPatient.clear();
        this.forget();
        this.hello = frame.value;
        return;
      case 'heartbeat':
        this.heartbeat = frame.value;
        this.clock.heartbeat(Number(frame.value.siloTimeUs), nowMs);
        this.version++;
        return;
      case 'bed': {
        const { patient, occupied } = frame.value;
        const known = this.byPatient.get(patient);
        if (!occupied) {
          this.byPatient.delete(patient);
        } else if (known === undefined) {
          this.byPatient.set(patient, new BedPicture(frame.value));
        } else {
          known.setBed(frame.value);
        }
        this.arrange();
        return;
      }
      case 'wave':
        this.bed(frame.value.patient)?.addWave(frame.value, nowMs);
        return;
      case 'beat':
        this.bed(frame.value.patient)?.addBeat(frame.value);
        return;
      case 'numerics':
        this.clock.stamp(Number(frame.value.receivedAtUs), nowMs);
        this.bed(frame.value.patient)?.setNumerics(frame.value);
        break;
      case 'alarm':
        this.clock.stamp(Number(frame.value.sentUs), nowMs);
        this.bed(frame.value.patient)?.setAlarm(frame.value);
        break;
      case 'score':
        this.bed(frame.value.patient)?.setScore(frame.value);
        break;
      case 'namedScore':
        this.bed(frame.value.patient)?.setNamedScore(frame.value);
        break;
      case 'signals':
        this.bed(frame.value.patient)?.setSignals(frame.value);
        break;
      case 'limits':
        this.bed(frame.value.patient)?.setLimits(frame.value);
        break;
      case 'escalation':
        this.bed(frame.value.patient)?.setEscalation(frame.value);
        break;
    }
    this.version++;
  }

  private arrange(): void {
    this.beds = [...this.byPatient.values()].sort((a, b) => a.bed.bed.localeCompare(b.bed.bed, 'en', { numeric: true }));
    this.version++;
  }
}
