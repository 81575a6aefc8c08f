import { create } from '@bufbuild/protobuf';
import { expect, test } from 'vitest';
import { BeatMarkSchema } from '../generated/station_pb';
import { BeatCursor, markOf } from './beatMarks';

const beat = (sample: number, beatClass = 0) => create(BeatMarkSchema, { sample: BigInt(sample), beatClass });

test('every beat is marked once, when its wave has been drawn', () => {
  const cursor = new BeatCursor();
  const beats = [beat(100), beat(600, 2)];
  expect(cursor.take(beats, 0, 50)).toEqual([]);
  expect(cursor.take(beats, 0, 500)).toEqual([beats[0]]);
  beats.push(beat(1100));
  expect(cursor.take(beats, 0, 700)).toEqual([beats[1]]);
  expect(cursor.take(beats, 0, 700)).toEqual([]);
});

test('a beat whose wave has left the screen is passed over', () => {
  const cursor = new BeatCursor();
  const beats = [beat(100), beat(9000)];
  expect(cursor.take(beats, 5000, 10_000)).toEqual([beats[1]]);
});

test('classes have letters, and what is unknown is unsure', () => {
  expect([0, 1, 2, 3, 4, 5, 9].map((beatClass) => markOf(beat(0, beatClass)).letter).join('')).toBe('NSVFQ??');
});
