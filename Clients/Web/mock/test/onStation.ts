import type { Page } from 'playwright-core';
import { afterEach, beforeEach, expect } from 'vitest';
import { lockAudio, withPage } from '../src/browser';
import { MockEdge } from '../src/MockEdge';

export const WARD_SCREEN = { width: 1920, height: 1080 };
export const TABLET = { width: 1024, height: 768 };

let edge: MockEdge;
let port: number;

/** A mock edge around every test of the file. */
export function useMockEdge(beds = 9): void {
  beforeEach(async () => {
    edge = new MockEdge(beds);
    port = await edge.start();
  });
  afterEach(() => edge.stop());
}

/** Opens the station of the edge at this port, and fails when the page threw anything. */
export function atStation(at: number, work: (page: Page) => Promise<void>, size = WARD_SCREEN): Promise<void> {
  return withPage(size, async (page) => {
    const errors: string[] = [];
    page.on('pageerror', (error) => errors.push(error.message));
    await lockAudio(page);
    await page.goto(`http://127.0.0.1:${at}/`);
    await page.locator('.tile').nth(7).waitFor();
    await work(page);
    expect(errors).toEqual([]);
  });
}

/** Opens the station of this file's mock edge. */
export function onStation(work: (page: Page) => Promise<void>, size = WARD_SCREEN): Promise<void> {
  return atStation(port, work, size);
}
