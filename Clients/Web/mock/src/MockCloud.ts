import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { CloudStatus, FleetSeries, SiteStatus } from '../../portal/src/fleet';
import { sendStatic } from './staticFiles';

const SITES = ['St. Example Hospital', 'Harbour Clinic', 'Northfield General'];
/** The third site went quiet this long ago. */
const QUIET_MIN = 14;

function site(name: string, index: number): SiteStatus {
  const quiet = index === 2;
  const observations = 182_340 - index * 41_777;
  return {
    edge: `edge-${index + 1}`,
    site: name,
    software: '0.1.0',
    lastHeard: new Date(Date.now() - (quiet ? QUIET_MIN * 60_000 : 1_500 + index * 900)).toISOString(),
    connected: !quiet,
    beds: [8, 24, 12][index] ?? 0,
    observations,
    alarmsLastHour: [11 - index, 6 + index, 2],
    received: observations + 40,
    duplicates: 40,
    missing: 0,
    shed: 0,
    refused: 0,
  };
}

function status(): CloudStatus {
  const sites = SITES.map(site);
  const sum = (key: 'observations' | 'received' | 'duplicates' | 'missing' | 'shed' | 'refused') => sites.reduce((total, one) => total + one[key], 0);
  return {
    observations: sum('observations'),
    received: sum('received'),
    duplicates: sum('duplicates'),
    missing: sum('missing'),
    shed: sum('shed'),
    refused: sum('refused'),
    sites,
  };
}

function series(minutes: number): FleetSeries {
  const thisMinute = Math.floor(Date.now() / 60_000) * 60_000;
  const ages = Array.from({ length: minutes }, (_, index) => minutes - index);
  return {
    minutes: ages.map((age) => new Date(thisMinute - age * 60_000).toISOString()),
    sites: SITES.map((name, index) => {
      const known = <T>(age: number, value: T) => (index === 2 && age < QUIET_MIN ? null : value);
      return {
        edge: `edge-${index + 1}`,
        site: name,
        observations: ages.map((age) => known(age, Math.round(900 - index * 220 + 60 * Math.sin(age / 5 + index)))),
        alarms: ages.map((age) => known(age, (age * 7 + index * 3) % 11 === 0 ? 2 : (age + index) % 4 === 0 ? 1 : 0)),
      };
    }),
  };
}

/** Serves the built portal and the JSON it reads, with made-up sites. */
export class MockCloud {
  private server: Server | undefined;

  async start(port = 0): Promise<number> {
    const server = createServer((request, response) => {
      const url = new URL(request.url ?? '/', 'http://cloud');
      const json = (body: unknown) => response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body));
      if (url.pathname === '/api/status') {
        json(status());
      } else if (url.pathname === '/api/fleet/series') {
        json(series(Number(url.searchParams.get('minutes') ?? 60)));
      } else {
        void sendStatic('portal', url.pathname, response);
      }
    });
    await new Promise<void>((resolve, reject) => server.once('error', reject).listen(port, '127.0.0.1', resolve));
    this.server = server;
    return (server.address() as AddressInfo).port;
  }

  async stop(): Promise<void> {
    const { server } = this;
    server?.closeAllConnections();
    await new Promise<void>((resolve) => (server ? server.close(() => resolve()) : resolve()));
  }
}
