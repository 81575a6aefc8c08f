import { expect, test } from 'vitest';
import { WaveTrack, type Chunk } from './WaveTrack';

function chunk(firstSample: number, values: number[], part: Partial<Chunk> = {}): Chunk {
  const samples = new Uint8Array(values.length * 2 + 1);
  const view = new DataView(samples.buffer, 1);
  values.forEach((value, index) => view.setInt16(index * 2, value, true));
  return { sampleRate: 4, firstSample, gain: 0.5, offset: 10, samples: samples.subarray(1), ...part };
}

const values = (track: WaveTrack, from: number, to: number) => Array.from({ length: to - from }, (_, i) => track.at(from + i));

test('samples come back as gain and offset say, from bytes at an odd address', () => {
  const track = new WaveTrack();
  track.write(chunk(100, [0, 2, -4]));
  expect(values(track, 99, 104)).toEqual([Number.NaN, 10, 11, 8, Number.NaN]);
});

test('the raw value -32768 is no value', () => {
  const track = new WaveTrack();
  track.write(chunk(0, [1, -32768, 3]));
  expect(values(track, 0, 3)).toEqual([10.5, Number.NaN, 11.5]);
});

test('samples lost between two chunks stay a gap', () => {
  const track = new WaveTrack();
  track.write(chunk(0, [2, 2]));
  track.write(chunk(4, [4]));
  expect(values(track, 0, 5)).toEqual([11, 11, Number.NaN, Number.NaN, 12]);
});

test('a chunk that comes late fills its gap', () => {
  const track = new WaveTrack();
  track.write(chunk(0, [2]));
  track.write(chunk(2, [4]));
  track.write(chunk(1, [6]));
  expect(values(track, 0, 3)).toEqual([11, 13, 12]);
  expect(track.end).toBe(3);
});

test('what is older than the kept seconds is gone, and never shown again as new', () => {
  const track = new WaveTrack();
  for (let first = 0; first < 100; first += 4) {
    track.write(chunk(first, [first, first, first, first]));
  }
  expect(track.at(0)).toBeNaN();
  expect(track.at(99)).toBe(10 + 96 / 2);
});

test('another sample rate or a jump of the index starts anew', () => {
  const track = new WaveTrack();
  track.write(chunk(0, [2, 2]));
  track.write(chunk(1_000_000, [4]));
  expect(values(track, 0, 2)).toEqual([Number.NaN, Number.NaN]);
  expect(track.at(1_000_000)).toBe(12);
  track.write(chunk(1_000_001, [6], { sampleRate: 8 }));
  expect(track.at(1_000_000)).toBeNaN();
  expect(track.rate).toBe(8);
});

test('a chunk without samples or with an impossible rate changes nothing', () => {
  const track = new WaveTrack();
  track.write(chunk(0, []));
  track.write(chunk(0, [1], { sampleRate: 0 }));
  track.write(chunk(0, [1], { sampleRate: Number.NaN }));
  track.write(chunk(0, [1], { sampleRate: 1e9 }));
  expect(track.rate).toBe(0);
});
