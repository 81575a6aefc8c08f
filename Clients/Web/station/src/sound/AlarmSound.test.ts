import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { AlarmSound } from './AlarmSound';

/** The parts of WebAudio that a burst needs; its clock moves when told to. */
class FakeAudio {
  static now = 0;
  static readonly gains: { disconnected: boolean; rises: number[] }[] = [];
  state = 'suspended';
  onstatechange: (() => void) | null = null;
  readonly destination = {};

  get currentTime(): number {
    return FakeAudio.now;
  }

  resume(): Promise<void> {
    this.state = 'running';
    return Promise.resolve();
  }

  createPeriodicWave = () => ({});

  createGain() {
    const gain = { disconnected: false, rises: [] as number[] };
    FakeAudio.gains.push(gain);
    return {
      gain: {
        value: 0,
        setValueAtTime: () => undefined,
        linearRampToValueAtTime: (value: number, at: number) => value > 0 && gain.rises.push(at),
      },
      connect: () => undefined,
      disconnect: () => (gain.disconnected = true),
    };
  }
}

let sound: AlarmSound;
const pulses = () => FakeAudio.gains.map(({ rises }) => rises.length);

beforeEach(async () => {
  FakeAudio.now = 0;
  FakeAudio.gains.length = 0;
  vi.stubGlobal('AudioContext', FakeAudio);
  vi.stubGlobal('OscillatorNode', class {
    connect = () => undefined;
    start = () => undefined;
    stop = () => undefined;
  });
  sound = new AlarmSound(() => undefined);
});

afterEach(() => vi.unstubAllGlobals());

test('a locked browser plays nothing and says that it is locked', async () => {
  sound.keepGoing(3);
  expect(sound.unlocked).toBe(false);
  expect(pulses()).toEqual([]);
  await sound.unlock();
  expect(sound.unlocked).toBe(true);
});

test('a high alarm is heard at once and again every ten seconds', async () => {
  await sound.unlock();
  for (FakeAudio.now = 0; FakeAudio.now <= 20; FakeAudio.now++) {
    sound.keepGoing(3);
  }
  expect(pulses()).toEqual([10, 10, 10]);
});

test('a higher alarm takes over at once, and silence cuts the burst', async () => {
  await sound.unlock();
  sound.keepGoing(1);
  FakeAudio.now = 1;
  sound.keepGoing(3);
  expect(pulses()).toEqual([2, 10]);
  expect(FakeAudio.gains[0]?.disconnected).toBe(true);
  sound.keepGoing(0);
  expect(FakeAudio.gains[1]?.disconnected).toBe(true);
});

test('a new alarm does not wait for the turn of one that sounds already, but for that of a higher one', async () => {
  await sound.unlock();
  sound.keepGoing(2);
  FakeAudio.now = 3;
  sound.begin(2);
  sound.keepGoing(2);
  expect(pulses()).toEqual([3, 3]);
  sound.begin(1);
  sound.keepGoing(2);
  expect(pulses()).toEqual([3, 3]);
});
