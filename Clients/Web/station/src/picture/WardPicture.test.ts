import { create, fromBinary, toBinary, type MessageInitShape } from '@bufbuild/protobuf';
import { expect, test } from 'vitest';
import { ServerFrameSchema } from '../generated/station_pb';
import { fresh } from './freshness';
import { WardPicture } from './WardPicture';

type Frame = NonNullable<MessageInitShape<typeof ServerFrameSchema>['frame']>;

const S = 1_000_000n;
const T0 = 1_800_000_000n * S;

/** Through the wire form and back, as a socket would. */
function feed(ward: WardPicture, nowMs: number, ...frames: Frame[]): void {
  for (const frame of frames) {
    ward.apply(fromBinary(ServerFrameSchema, toBinary(ServerFrameSchema, create(ServerFrameSchema, { frame }))), nowMs);
  }
}

const hello: Frame = { case: 'hello', value: { site: 'here', heartbeatMs: 1000 } };
const bed = (patient: string, label: string, occupied = true): Frame => ({ case: 'bed', value: { patient, bed: label, occupied } });
const heartRate = (patient: string, value: number, receivedAtUs: bigint): Frame => ({
  case: 'numerics',
  value: { patient, receivedAtUs, values: [{ vital: 'HeartRate', value, unit: '/min' }] },
});
const heartbeat = (siloTimeUs: bigint): Frame => ({ case: 'heartbeat', value: { siloTimeUs } });

test('beds stand by label, with numbers in the order of numbers', () => {
  const ward = new WardPicture();
  feed(ward, 0, hello, bed('a', 'ICU-10'), bed('b', 'ICU-2'), bed('c', 'ICU-1'));
  expect(ward.beds.map((one) => one.bed.bed)).toEqual(['ICU-1', 'ICU-2', 'ICU-10']);
});

test('a discharged patient leaves the screen', () => {
  const ward = new WardPicture();
  feed(ward, 0, hello, bed('a', 'ICU-1'), bed('a', 'ICU-1', false));
  expect(ward.beds).toEqual([]);
});

test('a value ages by the silo clock of the heartbeats', () => {
  const ward = new WardPicture();
  feed(ward, 5_000, hello, bed('a', 'ICU-1'), heartbeat(T0), heartRate('a', 80, T0 - 4n * S));
  const shown = (nowMs: number) => fresh(ward.bed('a')?.value('HeartRate'), ward.clock.nowUs(nowMs))?.value;
  expect(shown(5_000)).toBe(80);
  expect(shown(11_000)).toBe(80);
  expect(shown(11_001)).toBeUndefined();
});

test('before the first heartbeat the newest stamp stands for the silo clock', () => {
  const ward = new WardPicture();
  feed(ward, 0, hello, bed('a', 'ICU-1'), bed('b', 'ICU-2'), heartRate('a', 80, T0), heartRate('b', 90, T0 - 60n * S));
  expect(fresh(ward.bed('a')?.value('HeartRate'), ward.clock.nowUs(0))?.value).toBe(80);
  expect(fresh(ward.bed('b')?.value('HeartRate'), ward.clock.nowUs(0))).toBeNull();
});

test('an alarm comes, changes by revision and goes when its condition is over', () => {
  const ward = new WardPicture();
  const alarm = (revision: number, condition: number, signal: number): Frame => ({ case: 'alarm', value: { patient: 'a', id: 'x', revision, condition, signal } });
  feed(ward, 0, hello, bed('a', 'ICU-1'), alarm(2, 1, 5), alarm(1, 1, 0));
  expect(ward.alarms().map((one) => one.alarm.signal)).toEqual([5]);
  feed(ward, 0, alarm(3, 0, 5));
  expect(ward.alarms()).toEqual([]);
});

test('a lost link leaves the beds and takes everything they showed', () => {
  const ward = new WardPicture();
  feed(ward, 0, hello, heartbeat(T0), bed('a', 'ICU-1'), heartRate('a', 80, T0));
  feed(ward, 0, { case: 'alarm', value: { patient: 'a', id: 'x', condition: 1 } }, { case: 'score', value: { patient: 'a', atLeast: 3 } });
  ward.forget();
  expect(ward.beds.map((one) => one.bed.bed)).toEqual(['ICU-1']);
  expect(ward.bed('a')?.value('HeartRate')).toBeUndefined();
  expect(ward.bed('a')?.score).toBeUndefined();
  expect(ward.alarms()).toEqual([]);
  expect(ward.clock.nowUs(0)).toBeNaN();
});

test('Hello begins a new picture: who is not in it is not there', () => {
  const ward = new WardPicture();
  feed(ward, 0, hello, bed('a', 'ICU-1'), bed('b', 'ICU-2'));
  feed(ward, 0, hello, bed('b', 'ICU-2'));
  expect(ward.beds.map((one) => one.patient)).toEqual(['b']);
});

test('a wave that stops or says so is not called a signal', () => {
  const ward = new WardPicture();
  const wave = (status: number): Frame => ({ case: 'wave', value: { patient: 'a', code: 131330, sampleRate: 500, gain: 1, samples: new Uint8Array(4), status } });
  feed(ward, 1_000, hello, bed('a', 'ICU-1'), wave(0));
  expect(ward.bed('a')?.waveState(131330, 3_000)).toBe('ok');
  expect(ward.bed('a')?.waveState(131330, 3_001)).toBe('no signal');
  feed(ward, 4_000, wave(1));
  expect(ward.bed('a')?.waveState(131330, 4_000)).toBe('lead off');
});
