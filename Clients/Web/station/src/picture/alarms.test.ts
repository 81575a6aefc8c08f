import { create, type MessageInitShape } from '@bufbuild/protobuf';
import { expect, test } from 'vitest';
import { AlarmSchema } from '../generated/station_pb';
import { byNeedOfAttention, byPriorityThenTime, lookOf, priorityMark, readingOf, stateWord } from './alarms';
import { sounds } from './signals';

const alarm = (init: MessageInitShape<typeof AlarmSchema>) => create(AlarmSchema, { condition: 1, priority: 2, ...init });

test('condition and signal give the look', () => {
  expect(lookOf(alarm({ condition: 1, signal: 0 }))).toBe('active');
  expect(lookOf(alarm({ condition: 2, signal: 0 }))).toBe('latched');
  expect(lookOf(alarm({ condition: 1, signal: 5 }))).toBe('acknowledged');
  expect(lookOf(alarm({ condition: 1, signal: 1 }))).toBe('active');
  expect(lookOf(alarm({ condition: 1, signal: 2 }))).toBe('active');
  expect(lookOf(alarm({ condition: 1, signal: 3 }))).toBe('dark');
  expect(lookOf(alarm({ condition: 1, signal: 4 }))).toBe('dark');
});

test('an advisory has a mark of its own and is not heard', () => {
  expect(priorityMark(alarm({ priority: 1, type: 3 }))).toBe('i');
  expect(priorityMark(alarm({ priority: 1, type: 1 }))).toBe('!');
  expect([1, 2, 3].map((type) => sounds(alarm({ type })))).toEqual([true, true, false]);
});

test('what is not simply going on is said in words', () => {
  expect(stateWord(alarm({ condition: 1, signal: 0 }))).toBe('');
  expect(stateWord(alarm({ condition: 2, signal: 0 }))).toBe('ENDED, LATCHED');
  expect(stateWord(alarm({ condition: 1, signal: 2 }))).toBe('AUDIO OFF');
  expect(stateWord(alarm({ condition: 1, signal: 9 }))).toBe('SIGNAL 9');
});

test('the ward list goes by priority, then by time with the newest first', () => {
  const list = [alarm({ id: 'old', onsetUs: 1n }), alarm({ id: 'high', priority: 3 }), alarm({ id: 'new', onsetUs: 2n }), alarm({ id: 'low', priority: 1, onsetUs: 9n })];
  expect(list.sort(byPriorityThenTime).map(({ id }) => id)).toEqual(['high', 'new', 'old', 'low']);
});

test('a bed shows first what nobody has acknowledged', () => {
  const list = [alarm({ id: 'high, seen', priority: 3, signal: 5 }), alarm({ id: 'low', priority: 1 })];
  expect(list.sort(byNeedOfAttention)[0]?.id).toBe('low');
});

test('an alarm points at the reading it is about while it goes on', () => {
  expect(readingOf(alarm({ kind: 'MeanPressureLow' }))).toBe('pressure');
  expect(readingOf(alarm({ kind: 'Asystole' }))).toBe('heart');
  expect(readingOf(alarm({ kind: 'Asystole', condition: 2 }))).toBeUndefined();
  expect(readingOf(alarm({ kind: 'SignalLost' }))).toBeUndefined();
});
