import { create, fromBinary, toBinary, type MessageInitShape } from '@bufbuild/protobuf';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { ClientFrameSchema, ServerFrameSchema } from '../generated/station_pb';
import { backoffMs } from './backoff';
import { StationLink, type LinkState, type Socket } from './StationLink';

type Frame = NonNullable<MessageInitShape<typeof ServerFrameSchema>['frame']>;

class FakeSocket implements Socket {
  binaryType = '';
  onmessage: ((event: { data: unknown }) => void) | null = null;
  onclose: (() => void) | null = null;
  readonly sent: Uint8Array[] = [];
  closed = false;

  send(data: Uint8Array): void {
    this.sent.push(data);
  }

  close(): void {
    this.closed = true;
  }

  say(frame: Frame): void {
    this.onmessage?.({ data: toBinary(ServerFrameSchema, create(ServerFrameSchema, { frame })).slice().buffer as ArrayBuffer });
  }
}

let sockets: FakeSocket[];
let states: LinkState[];
let link: StationLink;

const newest = () => sockets.at(-1) as FakeSocket;
const hello = (heartbeatMs = 1000): Frame => ({ case: 'hello', value: { heartbeatMs } });
const acknowledge = { case: 'acknowledge' as const, value: { $typeName: 'care.station.v1.Acknowledge' as const, patient: 'p', alarm: 'x', by: 'Nurse', reason: '' } };

beforeEach(() => {
  vi.useFakeTimers();
  sockets = [];
  states = [];
  link = new StationLink(
    () => {
      sockets.push(new FakeSocket());
      return newest();
    },
    { frame: () => undefined, state: (state) => states.push(state) },
    () => Date.now(),
  );
});

afterEach(() => {
  link.dispose();
  vi.useRealTimers();
});

test('the link is live with Hello, not with an open socket', () => {
  expect(link.state).toBe('connecting');
  newest().say(hello());
  expect(states).toEqual(['live']);
});

test('three heartbeats of silence lose the link', () => {
  newest().say(hello(1000));
  vi.advanceTimersByTime(3_000);
  expect(link.state).toBe('live');
  vi.advanceTimersByTime(500);
  expect(link.state).toBe('lost');
  expect(sockets[0]?.closed).toBe(true);
});

test('silence is noticed within 5 s however slow the heartbeat is', () => {
  newest().say(hello(60_000));
  vi.advanceTimersByTime(5_000);
  expect(link.state).toBe('lost');
});

test('any frame is a sign of life', () => {
  newest().say(hello(1000));
  for (let i = 0; i < 10; i++) {
    vi.advanceTimersByTime(2_500);
    newest().say({ case: 'numerics', value: { patient: 'p' } });
  }
  expect(link.state).toBe('live');
});

test('an edge that accepts the socket and says nothing is lost too', () => {
  vi.advanceTimersByTime(5_000);
  expect(states).toEqual(['lost']);
});

test('a closed socket loses the link at once and a new one is opened', () => {
  newest().say(hello());
  newest().onclose?.();
  expect(link.state).toBe('lost');
  vi.advanceTimersByTime(600);
  expect(sockets).toHaveLength(2);
  newest().say(hello());
  expect(link.state).toBe('live');
});

test.each([[new Uint8Array([0x0a, 0xff, 0x01]).buffer], ['text']])('what is no frame ends the connection', (data) => {
  newest().say(hello());
  newest().onmessage?.({ data });
  expect(link.state).toBe('lost');
  expect(sockets[0]?.closed).toBe(true);
});

test('attempts grow apart up to 4 s, spread by chance', () => {
  expect([0, 1, 2, 3, 9].map((attempt) => backoffMs(attempt, 1))).toEqual([500, 1000, 2000, 4000, 4000]);
  expect(backoffMs(9, 0)).toBe(3000);
});

test('a command resolves with the edge answer of the same number', async () => {
  newest().say(hello());
  const first = link.send(acknowledge);
  const second = link.send(acknowledge);
  const ids = newest().sent.map((bytes) => fromBinary(ClientFrameSchema, bytes).commandId);
  newest().say({ case: 'commandResult', value: { commandId: ids[1] as number, accepted: false, error: 'no such alarm' } });
  newest().say({ case: 'commandResult', value: { commandId: ids[0] as number, accepted: true } });
  expect((await first).accepted).toBe(true);
  expect((await second).error).toBe('no such alarm');
});

test('a command in flight when the link is lost is told so', async () => {
  newest().say(hello());
  const outcome = link.send(acknowledge);
  newest().onclose?.();
  expect(await outcome).toMatchObject({ accepted: false, error: expect.stringContaining('unknown') });
});

test('a command without a link is refused and not kept for later', async () => {
  expect((await link.send(acknowledge)).accepted).toBe(false);
  newest().say(hello());
  expect(newest().sent).toEqual([]);
});
