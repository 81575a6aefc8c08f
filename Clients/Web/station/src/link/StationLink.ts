import { create, fromBinary, toBinary } from '@bufbuild/protobuf';
import { ClientFrameSchema, ServerFrameSchema, type ClientFrame, type ServerFrame } from '../generated/station_pb';
import { backoffMs } from './backoff';

export type LinkState = 'connecting' | 'live' | 'lost';

export type Command = ClientFrame['command'];

export interface CommandOutcome {
  accepted: boolean;
  error: string;
  /** Not accepted, but done: the edge could not record it. */
  unrecorded?: boolean;
}

/** What the link needs of a browser's WebSocket. */
export interface Socket {
  binaryType: string;
  onmessage: ((event: { data: unknown }) => void) | null;
  onclose: (() => void) | null;
  send(data: Uint8Array): void;
  close(): void;
}

export interface LinkEvents {
  frame(frame: ServerFrame): void;
  state(state: LinkState): void;
}

const HEARTBEATS_MISSED = 3;
/** The screen must say within 5 s that it is blind, however slow the heartbeat is. */
const LONGEST_SILENCE_MS = 4_500;
const WATCH_EVERY_MS = 250;

const LINK_LOST: CommandOutcome = { accepted: false, error: 'connection lost before the answer: outcome unknown' };

/** Null for what is no frame: such a connection cannot be trusted and ends. */
function decode(data: unknown): ServerFrame | null {
  try {
    return data instanceof ArrayBuffer ? fromBinary(ServerFrameSchema, new Uint8Array(data)) : null;
  } catch {
    return null;
  }
}

/** Keeps one socket to the edge, notices its silence, and comes back. The first frame of a connection, Hello, makes it live. */
export class StationLink {
  state: LinkState = 'connecting';

  private socket: Socket | null = null;
  private attempt = 0;
  private lastFrameMs: number;
  private silenceMs = LONGEST_SILENCE_MS;
  private nextCommand = 1;
  private readonly pending = new Map<number, (outcome: CommandOutcome) => void>();
  private readonly watch: ReturnType<typeof setInterval>;
  private retry: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly open: () => Socket,
    private readonly events: LinkEvents,
    private readonly nowMs: () => number = () => performance.now(),
  ) {
    this.lastFrameMs = this.nowMs();
    this.watch = setInterval(() => this.checkSilence(), WATCH_EVERY_MS);
    this.connect();
  }

  /** Resolves with the edge's answer; never rejects. A lost link is an answer too. */
  send(command: Command): Promise<CommandOutcome> {
    if (this.state !== 'live' || this.socket === null) {
      return Promise.resolve({ accepted: false, error: 'no connection' });
    }
    const commandId = this.nextCommand++;
    const answer = new Promise<CommandOutcome>((resolve) => this.pending.set(commandId, resolve));
    this.transmit(create(ClientFrameSchema, { commandId, command }));
    return answer;
  }

  /** What the edge gives no answer to; without a link it is forgotten. */
  tell(command: Command): void {
    if (this.state === 'live') {
      this.transmit(create(ClientFrameSchema, { commandId: 0, command }));
    }
  }

  dispose(): void {
    clearInterval(this.watch);
    clearTimeout(this.retry);
    this.abandon();
  }

  private connect(): void {
    this.lastFrameMs = this.nowMs();
    const socket = this.open();
    this.socket = socket;
    socket.binaryType = 'arraybuffer';
    socket.onmessage = (event) => this.receive(event.data);
    socket.onclose = () => this.lose();
  }

  private receive(data: unknown): void {
    this.lastFrameMs = this.nowMs();
    const message = decode(data);
    if (message === null) {
      this.lose();
      return;
    }
    const { frame } = message;
    if (frame.case === 'commandResult') {
      this.pending.get(frame.value.commandId)?.(frame.value);
      this.pending.delete(frame.value.commandId);
      return;
    }
    if (frame.case === 'hello') {
      this.attempt = 0;
      this.silenceMs = Math.min(HEARTBEATS_MISSED * frame.value.heartbeatMs || LONGEST_SILENCE_MS, LONGEST_SILENCE_MS);
    }
    this.events.frame(message);
    if (frame.case === 'hello') {
      this.enter('live');
    }
  }

  private transmit(frame: ClientFrame): void {
    this.socket?.send(toBinary(ClientFrameSchema, frame));
  }

  private checkSilence(): void {
    if (this.socket !== null && this.nowMs() - this.lastFrameMs > this.silenceMs) {
      this.lose();
    }
  }

  private lose(): void {
    this.abandon();
    this.enter('lost');
    clearTimeout(this.retry);
    this.retry = setTimeout(() => this.connect(), backoffMs(this.attempt++, Math.random()));
  }

  private abandon(): void {
    const socket = this.socket;
    this.socket = null;
    if (socket !== null) {
      socket.onmessage = null;
      socket.onclose = null;
      socket.close();
    }
    for (const resolve of this.pending.values()) {
      resolve(LINK_LOST);
    }
    this.pending.clear();
  }

  private enter(state: LinkState): void {
    if (this.state !== state) {
      this.state = state;
      this.events.state(state);
    }
  }
}
