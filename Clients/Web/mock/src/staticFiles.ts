import { readFile } from 'node:fs/promises';
import type { ServerResponse } from 'node:http';
import { extname, join, normalize } from 'node:path';

const TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
};

/** A built site under `dist`; `/` is its index.html. */
export async function sendStatic(site: 'station' | 'portal', path: string, response: ServerResponse): Promise<void> {
  const root = join(import.meta.dirname, '../../dist', site);
  const file = join(root, normalize(path === '/' ? '/index.html' : path));
  try {
    if (!file.startsWith(root)) {
      throw new Error('outside of the site');
    }
    const body = await readFile(file);
    response.writeHead(200, { 'content-type': TYPES[extname(file)] ?? 'application/octet-stream' }).end(body);
  } catch {
    response.writeHead(404, { 'content-type': 'text/plain' }).end(path === '/' ? 'Run "npm run build" first.\n' : 'Not found\n');
  }
}
