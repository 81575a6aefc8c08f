import { expect, test } from 'vitest';
import { PlayHead } from './PlayHead';
import { WaveTrack } from './WaveTrack';

const RATE = 100;
const FRAME_S = 1 / 50;

function deliver(track: WaveTrack, count: number): void {
  track.write({ sampleRate: RATE, firstSample: track.end, gain: 1, offset: 0, samples: new Uint8Array(count * 2) });
}

test('the head moves at an even pace though samples come in packets', () => {
  const track = new WaveTrack();
  const head = new PlayHead();
  const steps: number[] = [];
  for (let frame = 0; frame < 500; frame++) {
    if (frame % 12 === 0) {
      deliver(track, 24);
    }
    const before = head.advance(track, FRAME_S);
    steps.push(head.position - before);
  }
  expect(Math.min(...steps)).toBeGreaterThan(2 * 0.95);
  expect(Math.max(...steps)).toBeLessThan(2 * 1.05);
});

test('a packet that comes 200 ms late leaves no gap', () => {
  const track = new WaveTrack();
  const head = new PlayHead();
  deliver(track, 100);
  head.advance(track, 0);
  for (let frame = 0; frame < 22; frame++) {
    const before = head.advance(track, FRAME_S);
    expect(head.position).toBeGreaterThan(before);
  }
});

test('the head follows a device whose clock runs 2 % fast', () => {
  const track = new WaveTrack();
  const head = new PlayHead();
  for (let frame = 0; frame < 6_000; frame++) {
    if (frame % 12 === 0) {
      deliver(track, frame % 24 === 0 ? 24 : 25);
    }
    head.advance(track, FRAME_S);
  }
  expect((track.end - head.position) / RATE).toBeGreaterThan(0.2);
  expect((track.end - head.position) / RATE).toBeLessThan(1);
});

test('the head never passes the newest sample, and waits for its distance when samples come again', () => {
  const track = new WaveTrack();
  const head = new PlayHead();
  const run = (frames: number) => {
    for (let frame = 0; frame < frames; frame++) {
      head.advance(track, FRAME_S);
    }
  };
  deliver(track, 100);
  run(200);
  expect(head.position).toBe(100);
  deliver(track, 25);
  run(1);
  expect(head.position).toBe(100);
  deliver(track, 25);
  run(1);
  expect(head.position).toBe(102);
});

test('a backlog is skipped, not played fast', () => {
  const track = new WaveTrack();
  const head = new PlayHead();
  deliver(track, 50);
  head.advance(track, 0);
  deliver(track, 300);
  head.advance(track, 0);
  expect(head.position).toBe(300);
});
