import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import WebSocket from 'ws';

const ROOT = join(import.meta.dirname, '../../../..');
const EDGE = join(ROOT, 'artifacts/Embedded/bin/OrleansCare.Edge/release/OrleansCare.Edge.dll');
const START_MS = 60_000;
const LOOK_AGAIN_MS = 200;

export const isEdgeBuilt = existsSync(EDGE);

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof address === 'object' && address !== null ? address.port : 0;
}

/** The built edge silo as a process of its own, on free loopback ports, serving the built station. */
export class RealEdge {
  private constructor(
    private readonly process: ChildProcess,
    private readonly data: string,
    readonly port: number,
  ) {}

  static async start(): Promise<RealEdge> {
    const data = await mkdtemp(join(tmpdir(), 'station-edge-'));
    const port = await freePort();
    const settings = { 'Edge:HttpPort': port, 'Edge:MqttPort': 0, 'Edge:DataDirectory': data, 'Edge:LogFile': join(data, 'edge.log'), 'Edge:StationDirectory': join(ROOT, 'Clients/Web/dist/station'), 'Uplink:Address': 'http://127.0.0.1:1' };
    const process = spawn('dotnet', [EDGE, ...Object.entries(settings).flatMap(([key, value]) => ['--set', `${key}=${value}`])], { stdio: 'ignore' });
    const edge = new RealEdge(process, data, port);
    const until = Date.now() + START_MS;
    while (!(await edge.answers())) {
      if (Date.now() > until || process.exitCode !== null) {
        await edge.stop();
        throw new Error('the edge did not start');
      }
      await new Promise((resolve) => setTimeout(resolve, LOOK_AGAIN_MS));
    }
    return edge;
  }

  /** The stay's opaque key. */
  async admit(bed: string, name: string, serial: string, birthDate = '1960-05-01'): Promise<string> {
    const body = { bed, name, mrn: `MRN-${bed}`, birthDate, pregnant: null, paced: false, devices: [{ serial, user: 'user', password: 'secret' }], by: 'Admissions' };
    const response = await fetch(`http://127.0.0.1:${this.port}/api/admissions`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });
    return ((await response.json()) as { patient: string }).patient;
  }

  async connect(serial: string): Promise<WebSocket> {
    const socket = new WebSocket(`ws://127.0.0.1:${this.port}/devices/${serial}/packets`, 'care.device.v1', { headers: { authorization: `Basic ${btoa('user:secret')}` } });
    await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject));
    return socket;
  }

  async stop(): Promise<void> {
    const ended = new Promise((resolve) => (this.process.exitCode === null ? this.process.once('exit', resolve) : resolve(0)));
    this.process.kill('SIGTERM');
    await ended;
    await rm(this.data, { recursive: true, force: true });
  }

  private answers(): Promise<boolean> {
    return fetch(`http://127.0.0.1:${this.port}/healthz`).then(
      ({ ok }) => ok,
      () => false,
    );
  }
}
