import type { Page } from 'playwright-core';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { MockCloud } from '../src/MockCloud';
import { withPage } from '../src/browser';

let cloud: MockCloud;
let port: number;

beforeEach(async () => {
  cloud = new MockCloud();
  port = await cloud.start();
});

afterEach(() => cloud.stop());

const onPortal = (work: (page: Page) => Promise<void>) =>
  withPage({ width: 1440, height: 900 }, async (page) => {
    await page.goto(`http://127.0.0.1:${port}/`);
    await page.getByText('Harbour Clinic').first().waitFor();
    await work(page);
  });

test('a site that is not heard has unknown beds and alarms, not none', () =>
  onPortal(async (page) => {
    const quiet = page.getByRole('row', { name: 'Northfield General' });
    expect(await quiet.locator('td').allInnerTexts()).toEqual(expect.arrayContaining(['○ not heard', '14 min ago', 'unknown']));
    expect(await quiet.locator('.unknown').count()).toBe(4);
    const heard = page.getByRole('row', { name: 'Harbour Clinic' });
    expect(await heard.locator('.unknown').count()).toBe(0);
    expect(await page.locator('.uplot canvas').count()).toBe(2);
    expect(await page.getByRole('link', { name: 'FHIR API' }).getAttribute('href')).toBe('/fhir/metadata');
  }));

test('a cloud that stops answering makes every site unknown', () =>
  onPortal(async (page) => {
    await cloud.stop();
    await page.getByRole('alert').waitFor({ timeout: 20_000 });
    expect(await page.locator('tbody .unknown').count()).toBe(12);
  }));
