import { create, fromBinary, toBinary, type MessageInitShape } from '@bufbuild/protobuf';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { WebSocketServer, type WebSocket } from 'ws';
import { ClientFrameSchema, ServerFrameSchema, type ClientFrame } from '../../station/src/generated/station_pb';
import { answerHistory } from './history';
import { isAboutBed, obey } from './orders';
import { sendStatic } from './staticFiles';
import { makeAlarm, makeWard, type MockBed } from './ward';
import { beats, samples, WAVES } from './waves';

type Frame = NonNullable<MessageInitShape<typeof ServerFrameSchema>['frame']>;

const PACKET_MS = 250;
const NUMERICS_MS = 1_000;
const HEARTBEAT_MS = 1_000;

const siloNow = () => BigInt(Date.now()) * 1000n;

/** Serves the built station and speaks station.proto with made-up patients. */
export class MockEdge {
  readonly ward: MockBed[];
  /** What stations sent, oldest first. */
  readonly received: ClientFrame[] = [];
  /** Refuses every command with this reason while set. */
  refuse = '';
  /** Sends nothing at all while set; the socket stays open. */
  silent = false;

  private server: Server | undefined;
  private readonly waves = new Map<WebSocket, Set<string>>();
  private timers: NodeJS.Timeout[] = [];
  private readonly startedMs = Date.now();
  private sentUntilMs = Date.now();

  constructor(beds = 8) {
    this.ward = makeWard(beds);
  }

  /** Listens on 127.0.0.1; 0 takes a free port. Returns the port. */
  async start(port = 0): Promise<number> {
    const server = createServer((request, response) => {
      const url = new URL(request.url ?? '/', 'http://edge');
      if (url.pathname.startsWith('/api/')) {
        answerHistory(this.ward, url, response);
      } else {
        void sendStatic('station', url.pathname, response);
      }
    });
    const sockets = new WebSocketServer({ server, path: '/station/live' });
    sockets.on('connection', (socket) => this.welcome(socket));
    await new Promise<void>((resolve, reject) => server.once('error', reject).listen(port, '127.0.0.1', resolve));
    this.server = server;
    this.sentUntilMs = Date.now();
    this.timers = [
      setInterval(() => this.sendWaves(), PACKET_MS),
      setInterval(() => this.ward.forEach((bed) => bed.sending && this.broadcast(this.numerics(bed, siloNow()))), NUMERICS_MS),
      setInterval(() => this.broadcast(this.heartbeat()), HEARTBEAT_MS),
    ];
    return (server.address() as AddressInfo).port;
  }

  /** Dies as a killed process does: sockets end, the port refuses. */
  async stop(): Promise<void> {
    this.timers.forEach(clearInterval);
    for (const socket of this.waves.keys()) {
      socket.terminate();
    }
    this.waves.clear();
    const { server } = this;
    this.server = undefined;
    server?.closeAllConnections();
    await new Promise<void>((resolve) => (server ? server.close(() => resolve()) : resolve()));
  }

  /** An alarm begins now and is sent to every station. */
  raise(patient: string, init: Parameters<typeof makeAlarm>[1]): void {
    const bed = this.ward.find((other) => other.bed.patient === patient);
    if (bed !== undefined) {
      const alarm = makeAlarm(bed, { ...init, onsetUs: siloNow() });
      bed.alarms.push(alarm);
      this.broadcast({ case: 'alarm', value: { ...alarm, sentUs: siloNow() } });
    }
  }

  private welcome(socket: WebSocket): void {
    this.waves.set(socket, new Set());
    socket.on('close', () => this.waves.delete(socket));
    socket.on('message', (data: Buffer) => this.obey(socket, fromBinary(ClientFrameSchema, data)));
    this.send(socket, { case: 'hello', value: { site: 'St. Example Hospital', software: 'mock', heartbeatMs: HEARTBEAT_MS } });
    this.send(socket, this.heartbeat());
    for (const bed of this.ward) {
      this.send(socket, { case: 'bed', value: bed.bed });
      this.send(socket, { case: 'signals', value: { patient: bed.bed.patient, inactivations: bed.inactivations } });
      this.send(socket, { case: 'limits', value: bed.limits });
      this.send(socket, this.numerics(bed, bed.sending ? siloNow() : siloNow() - 60_000_000n));
      this.send(socket, { case: 'numerics', value: this.cuff(bed) });
      this.send(socket, { case: 'score', value: { patient: bed.bed.patient, atUs: siloNow(), ...bed.score } });
      for (const score of bed.scores) {
        this.send(socket, { case: 'namedScore', value: score });
      }
      for (const alarm of bed.alarms) {
        this.send(socket, { case: 'alarm', value: { ...alarm, snapshot: true, sentUs: siloNow() } });
      }
      for (const escalation of bed.escalations) {
        this.send(socket, { case: 'escalation', value: escalation });
      }
    }
  }

  private obey(socket: WebSocket, frame: ClientFrame): void {
    this.received.push(frame);
    const { command } = frame;
    if (command.case === 'subscribe') {
      this.waves.set(socket, new Set(command.value.wavePatients));
      return;
    }
    if (!isAboutBed(command)) {
      return;
    }
    const bed = this.ward.find((other) => other.bed.patient === command.value.patient);
    const error = this.refuse || (bed === undefined ? 'no such patient' : '');
    this.send(socket, { case: 'commandResult', value: { commandId: frame.commandId, accepted: error === '', error } });
    if (error === '' && bed !== undefined) {
      obey(bed, command, siloNow()).forEach((changed) => this.broadcast(changed));
    }
  }

  private heartbeat(): Frame {
    return { case: 'heartbeat', value: { siloTimeUs: siloNow(), beds: this.ward.length, outboxDepth: 12n, cloudConnected: true } };
  }

  private numerics(bed: MockBed, receivedAtUs: bigint): Frame {
    const arterial = bed.arterial ? { ArterialSystolic: 118, ArterialDiastolic: 68, ArterialMean: 85 } : {};
    const values = Object.entries({ ...arterial, ...bed.vitals }).map(([vital, value]) => ({ vital, value }));
    return { case: 'numerics', value: { patient: bed.bed.patient, receivedAtUs, values } };
  }

  private cuff(bed: MockBed) {
    const values = Object.entries({ NonInvasiveSystolic: 124, NonInvasiveDiastolic: 76, NonInvasiveMean: 92 });
    const receivedAtUs = siloNow() - 20n * 60_000_000n;
    return { patient: bed.bed.patient, receivedAtUs, values: bed.arterial ? [] : values.map(([vital, value]) => ({ vital, value, unit: 'mm[Hg]' })) };
  }

  private sendWaves(): void {
    const fromMs = this.sentUntilMs - this.startedMs;
    this.sentUntilMs = Date.now();
    const toMs = this.sentUntilMs - this.startedMs;
    for (const bed of this.ward.filter(({ sending }) => sending)) {
      const watching = [...this.waves].filter(([, patients]) => patients.has(bed.bed.patient));
      if (watching.length === 0) {
        continue;
      }
      for (const beat of bed.leadOff ? [] : beats(bed.bed.patient, fromMs / 1000, toMs / 1000, bed.heartRate)) {
        watching.forEach(([socket]) => this.send(socket, { case: 'beat', value: beat }));
      }
      for (const kind of WAVES) {
        if (kind.unit === 'mm[Hg]' && !bed.arterial) {
          continue;
        }
        const first = Math.floor((fromMs * kind.rate) / 1000);
        const count = Math.floor((toMs * kind.rate) / 1000) - first;
        const off = bed.leadOff && kind.unit === 'mV';
        const raw = off ? new Uint8Array(new Int16Array(count).fill(-32768).buffer) : samples(kind, first, count, bed.heartRate, bed.respiratoryRate);
        const wave = { patient: bed.bed.patient, code: kind.code, sampleRate: kind.rate, firstSample: BigInt(first), gain: kind.gain };
        for (const [socket] of watching) {
          this.send(socket, { case: 'wave', value: { ...wave, unit: kind.unit, samples: raw, status: off ? 1 : 0, receivedAtUs: siloNow() } });
        }
      }
    }
  }

  private broadcast(frame: Frame): void {
    for (const socket of this.waves.keys()) {
      this.send(socket, frame);
    }
  }

  private send(socket: WebSocket, frame: Frame): void {
    if (!this.silent) {
      socket.send(toBinary(ServerFrameSchema, create(ServerFrameSchema, { frame })));
    }
  }
}
