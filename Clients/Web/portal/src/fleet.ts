/** GET /api/status and GET /api/fleet/series of the cloud (records CloudStatus and SiteStatus, camelCase). */
export interface SiteStatus {
  edge: string;
  site: string;
  software: string;
  lastHeard: string | null;
  connected: boolean;
  beds: number;
  observations: number;
  /** Low, medium, high. */
  alarmsLastHour: number[];
  received: number;
  duplicates: number;
  missing: number;
  shed: number;
  refused: number;
}

export interface CloudStatus {
  observations: number;
  received: number;
  duplicates: number;
  missing: number;
  shed: number;
  refused: number;
  sites: SiteStatus[];
}

export interface FleetSeries {
  /** Start of each whole minute, ISO 8601, oldest first; the running minute is not among them. */
  minutes: string[];
  /** One value per minute; null where nothing is known of it. */
  sites: { edge: string; site: string; observations: (number | null)[]; alarms: (number | null)[] }[];
}

export interface Fleet {
  status: CloudStatus;
  series: FleetSeries;
}

/** A site that has not been heard for this long is unknown: its beds and alarms are not shown. */
export const SITE_SILENCE_MS = 90_000;

export async function fetchFleet(minutes: number, signal: AbortSignal): Promise<Fleet> {
  const [status, series] = await Promise.all([
    getJson<CloudStatus>('/api/status', signal),
    getJson<FleetSeries>(`/api/fleet/series?minutes=${minutes}`, signal),
  ]);
  return { status, series };
}

async function getJson<T>(path: string, signal: AbortSignal): Promise<T> {
  const response = await fetch(path, { signal, headers: { accept: 'application/json' } });
  if (!response.ok) {
    throw new Error(`${path} answered ${response.status}`);
  }
  return (await response.json()) as T;
}

/** What a site said of now still holds. What it has counted up to now always does. */
export function isHeard(site: SiteStatus, nowMs: number): boolean {
  return site.connected && site.lastHeard !== null && nowMs - Date.parse(site.lastHeard) <= SITE_SILENCE_MS;
}

export function ageText(fromMs: number, nowMs: number): string {
  const seconds = Math.max(0, Math.round((nowMs - fromMs) / 1000));
  if (seconds < 90) {
    return `${seconds} s ago`;
  }
  const minutes = Math.round(seconds / 60);
  return minutes < 90 ? `${minutes} min ago` : `${Math.round(minutes / 60)} h ago`;
}

/** Sums of `size` values each; unknown where any of them is. */
export function sumsOf(values: (number | null)[], size: number): (number | null)[] {
  return Array.from({ length: Math.ceil(values.length / size) }, (_, index) =>
    values.slice(index * size, (index + 1) * size).reduce((sum, value) => (sum === null || value === null ? null : sum + value), 0),
  );
}
