import { create, type MessageInitShape } from '@bufbuild/protobuf';
import { InactivationSchema, StaffEntriesSchema, StandbySchema, type ClientFrame, type ServerFrameSchema } from '../../station/src/generated/station_pb';
import type { MockBed } from './ward';

type Command = ClientFrame['command'];
type BedCommand = Exclude<Command, { case: 'subscribe' | 'displayed' | undefined }>;
type Frame = NonNullable<MessageInitShape<typeof ServerFrameSchema>['frame']>;

const ACKNOWLEDGED = 5;
const LATCHED = 2;

export function isAboutBed(command: Command): command is BedCommand {
  return command.case !== undefined && command.case !== 'subscribe' && command.case !== 'displayed';
}

/** Does what an edge would do, without its rules; the frames that every station is sent. */
export function obey(bed: MockBed, command: BedCommand, nowUs: bigint): Frame[] {
  const { patient } = bed.bed;
  const entries = (bed.bed.entries ??= create(StaffEntriesSchema, { spo2Scale: 1 }));
  switch (command.case) {
    case 'acknowledge':
      return acknowledge(bed, command.value.alarm, command.value.by, nowUs);
    case 'inactivateSignals': {
      const { kind, signal, seconds, by, reason } = command.value;
      const untilUs = seconds > 0 ? nowUs + BigInt(seconds) * 1_000_000n : 0n;
      bed.inactivations = [...bed.inactivations.filter((one) => one.kind !== kind), create(InactivationSchema, { kind, signal, sinceUs: nowUs, untilUs, by, reason })];
      return signalled(bed, kind, signal, untilUs, by);
    }
    case 'enableSignals': {
      const { kind, by } = command.value;
      bed.inactivations = bed.inactivations.filter((one) => one.kind !== kind);
      return signalled(bed, kind, 0, 0n, by);
    }
    case 'enterLimit': {
      const { vital, low, high, by, reason } = command.value;
      const limit = bed.limits.limits.find((one) => one.vital === vital);
      if (limit) {
        delete limit.low;
        delete limit.high;
        Object.assign(limit, { entered: true, by, reason, atUs: nowUs }, low !== undefined && { low }, high !== undefined && { high });
      }
      return [{ case: 'limits', value: bed.limits }];
    }
    case 'enterStandby':
      bed.bed.standby = command.value.away ? create(StandbySchema, { sinceUs: nowUs, by: command.value.by, reason: command.value.reason }) : undefined;
      break;
    case 'enterProfile':
      bed.limits.ageGroup = 'Adult';
      Object.assign(bed.bed, { category: command.value.category, paced: command.value.paced, child: ['paediatric', 'neonatal'].includes(command.value.category) });
      return [{ case: 'bed', value: { ...bed.bed, patient } }, { case: 'limits', value: bed.limits }];
    case 'enterConsciousness':
      Object.assign(entries, { consciousness: command.value.value, consciousnessAtUs: nowUs });
      break;
    case 'enterOxygen':
      Object.assign(entries, { oxygen: command.value.onOxygen ? 'oxygen' : 'air', oxygenAtUs: nowUs });
      break;
    case 'enterSpo2Scale':
      entries.spo2Scale = command.value.scale;
      break;
    case 'enterPaediatric': {
      const { capillaryRefill, respiratoryEffort, oxygenTherapy, by } = command.value;
      Object.assign(entries, { capillaryRefill, respiratoryEffort, oxygenTherapy, paediatricAtUs: nowUs, paediatricBy: by });
      break;
    }
  }
  return [{ case: 'bed', value: { ...bed.bed, patient } }];
}

function acknowledge(bed: MockBed, id: string, by: string, nowUs: bigint): Frame[] {
  const alarm = bed.alarms.find((other) => other.id === id);
  if (alarm === undefined) {
    return [];
  }
  alarm.revision++;
  alarm.signal = ACKNOWLEDGED;
  alarm.condition = alarm.condition === LATCHED ? 0 : alarm.condition;
  alarm.changedUs = nowUs;
  alarm.by = by;
  bed.alarms = bed.alarms.filter((other) => other.condition !== 0);
  return [{ case: 'alarm', value: { ...alarm, sentUs: nowUs } }];
}

function signalled(bed: MockBed, kind: string, signal: number, untilUs: bigint, by: string): Frame[] {
  const covered = bed.alarms.filter((alarm) => alarm.signal !== ACKNOWLEDGED && (kind === '' || alarm.kind === kind));
  for (const alarm of covered) {
    Object.assign(alarm, { revision: alarm.revision + 1, signal, signalsUntilUs: untilUs, by });
  }
  return [{ case: 'signals', value: { patient: bed.bed.patient, inactivations: bed.inactivations } }, ...covered.map((alarm): Frame => ({ case: 'alarm', value: alarm }))];
}
