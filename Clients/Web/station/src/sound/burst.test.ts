import { expect, test } from 'vitest';
import { create, type MessageInitShape } from '@bufbuild/protobuf';
import { AlarmSchema } from '../generated/station_pb';
import { BURSTS, FUNDAMENTAL_HZ, HARMONICS, type Burst } from './burst';
import { soundingPriority } from './Sounding';

const burst = (priority: number) => BURSTS[priority] as Burst;
const gaps = ({ starts, pulseS }: Burst) => starts.slice(1).map((start, index) => Number((start - (starts[index] as number) - pulseS).toFixed(3)));
const alarm = (init: MessageInitShape<typeof AlarmSchema>) => create(AlarmSchema, { condition: 1, ...init });

test('a high burst is three and two pulses, twice', () => {
  const [first, second, third, fourth, pause, ...again] = gaps(burst(3));
  expect(burst(3).starts).toHaveLength(10);
  expect(first).toBe(second);
  expect(third).toBeGreaterThan(second as number);
  expect(pause).toBeGreaterThan(third as number);
  expect(again).toEqual([first, second, third, fourth]);
});

test('pulses, bursts and their repetition lie in the ranges of the standard', () => {
  expect(burst(2).starts).toHaveLength(3);
  expect(burst(1).starts.length).toBeLessThanOrEqual(2);
  expect(burst(3).pulseS).toBeGreaterThanOrEqual(0.075);
  expect(burst(3).pulseS).toBeLessThanOrEqual(0.2);
  for (const priority of [1, 2]) {
    expect(burst(priority).pulseS).toBeGreaterThanOrEqual(0.125);
    expect(burst(priority).pulseS).toBeLessThanOrEqual(0.25);
  }
  expect(burst(3).repeatS).toBeGreaterThanOrEqual(2.5);
  expect(burst(3).repeatS).toBeLessThanOrEqual(15);
  expect(burst(2).repeatS).toBeLessThanOrEqual(30);
  expect(burst(1).repeatS).toBeGreaterThan(15);
});

test('the tone has at least four harmonics within 15 dB below 4 kHz', () => {
  const audible = HARMONICS.filter((amplitude, index) => 20 * Math.log10(amplitude / Math.max(...HARMONICS)) >= -15 && FUNDAMENTAL_HZ * (index + 1) <= 4_000);
  expect(audible.length).toBeGreaterThanOrEqual(5);
  expect(FUNDAMENTAL_HZ).toBeGreaterThanOrEqual(150);
  expect(FUNDAMENTAL_HZ).toBeLessThanOrEqual(1_000);
});

test('the highest alarm that nobody has silenced is heard', () => {
  expect(soundingPriority([], true)).toBe(0);
  expect(soundingPriority([alarm({ priority: 1 }), alarm({ priority: 3, signal: 5 })], true)).toBe(1);
  expect(soundingPriority([alarm({ priority: 3, condition: 2 }), alarm({ priority: 2 })], true)).toBe(3);
  expect(soundingPriority([1, 2, 3, 4, 5].map((signal) => alarm({ priority: 3, signal })), true)).toBe(0);
});

test('a lost link is heard whatever was silenced', () => {
  expect(soundingPriority([], false)).toBe(2);
});
