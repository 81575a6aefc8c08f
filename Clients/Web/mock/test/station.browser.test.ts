import type { Page } from 'playwright-core';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { MockEdge } from '../src/MockEdge';
import { withPage } from '../src/browser';

const WARD_SCREEN = { width: 1440, height: 900 };

let edge: MockEdge;
let port: number;

beforeEach(async () => {
  edge = new MockEdge();
  port = await edge.start();
});

afterEach(() => edge.stop());

const onStation = (work: (page: Page) => Promise<void>) =>
  withPage(WARD_SCREEN, async (page) => {
    const errors: string[] = [];
    page.on('pageerror', (error) => errors.push(error.message));
    await page.goto(`http://127.0.0.1:${port}/`);
    await page.locator('.tile').nth(7).waitFor();
    await work(page);
    expect(errors).toEqual([]);
  });

const tile = (page: Page, bed: string) => page.locator(`.tile[data-bed="${bed}"]`);
const readings = (page: Page) => page.locator('.tile .reading-value').allInnerTexts();

const commands = (kind: string) => edge.received.map(({ command }) => command).filter((command) => command.case === kind);

async function nameMyself(page: Page): Promise<void> {
  await page.getByLabel('Name').fill('Nurse Joy');
  await page.getByRole('button', { name: 'Continue' }).click();
}

test('alarms of each priority are said in words, marks and flashing', () =>
  onStation(async (page) => {
    const look = (bed: string) =>
      tile(page, bed)
        .locator('.alarm')
        .evaluate((alarm) => ({ text: alarm.textContent, hertz: 1 / Number.parseFloat(getComputedStyle(alarm).animationDuration) }));
    const high = await look('ICU-02');
    expect(high.text).toContain('!!!Extreme tachycardia148 /min, limit 140');
    expect(high.hertz).toBeGreaterThanOrEqual(1.4);
    expect(high.hertz).toBeLessThanOrEqual(2.8);
    const medium = await look('ICU-03');
    expect(medium.text).toContain('!!SpO₂ low');
    expect(medium.hertz).toBeGreaterThanOrEqual(0.4);
    expect(medium.hertz).toBeLessThanOrEqual(0.8);
    const low = await look('ICU-07');
    expect(low.text).toContain('!ECG lead off');
    expect(low.hertz).toBe(Number.POSITIVE_INFINITY);
    expect((await look('ICU-04')).text).toContain('ENDED, LATCHED');
    expect((await look('ICU-05')).text).toContain('✓Mean pressure lowACKNOWLEDGED');
  }));

test('the list of all beds goes by priority', () =>
  onStation(async (page) => {
    const marks = await page.locator('.alarm-list .alarm').evaluateAll((alarms) => alarms.map((alarm) => alarm.getAttribute('data-priority')));
    expect(marks).toEqual(['high', 'high', 'medium', 'medium', 'medium', 'medium', 'low']);
  }));

test('acknowledging asks the name once, sends the frame and changes the tile', () =>
  onStation(async (page) => {
    await tile(page, 'ICU-03').getByRole('button', { name: 'Acknowledge' }).click();
    expect(commands('acknowledge')).toHaveLength(0);
    await nameMyself(page);
    await tile(page, 'ICU-03').locator('.alarm[data-look="acknowledged"]').waitFor();
    expect(commands('acknowledge')[0]?.value).toMatchObject({ patient: 'p03', alarm: 'p03-Spo2Low', by: 'Nurse Joy' });
    await page.getByRole('status').getByText('done, by Nurse Joy').waitFor();
    await tile(page, 'ICU-04').getByRole('button', { name: 'Acknowledge' }).focus();
    await page.keyboard.press('Enter');
    await tile(page, 'ICU-04').getByText('No alarms').waitFor();
  }));

test('a refused acknowledgement is said and changes nothing', () =>
  onStation(async (page) => {
    edge.refuse = 'the log is full';
    await tile(page, 'ICU-03').getByRole('button', { name: 'Acknowledge' }).click();
    await nameMyself(page);
    await page.getByRole('status').getByText('NOT done. the log is full').waitFor();
    expect(await tile(page, 'ICU-03').locator('.alarm').getAttribute('data-look')).toBe('active');
  }));

test('old values and missing parts of a score are shown as absent', () =>
  onStation(async (page) => {
    const stale = tile(page, 'ICU-06');
    expect(await stale.locator('.heart .reading-value').innerText()).toBe('--');
    expect(await stale.locator('.spo2 .reading-value').innerText()).toBe('--');
    expect(await stale.locator('.news').innerText()).toMatch(/≥ 0\s*5 missing/);
    await stale.locator('.lane-label em').first().waitFor();
    const bed = edge.ward[0]!;
    expect(await tile(page, 'ICU-01').locator('.heart .reading-value').innerText()).toBe('64');
    bed.sending = false;
    await tile(page, 'ICU-01').locator('.heart[data-absent="true"]').waitFor({ timeout: 12_500 });
  }));

test('a killed edge is said within 5 s, takes every value, and the picture comes back with it', () =>
  onStation(async (page) => {
    const banner = page.getByRole('alert').getByText('CONNECTION LOST — values are not current');
    await edge.stop();
    await banner.waitFor({ timeout: 5_000 });
    expect(new Set(await readings(page))).toEqual(new Set(['--']));
    expect(await page.locator('.tile .alarm').count()).toBe(0);
    expect(await page.locator('.tile').count()).toBe(8);
    await edge.start(port);
    await banner.waitFor({ state: 'detached', timeout: 10_000 });
    await tile(page, 'ICU-02').getByText('Extreme tachycardia').waitFor();
    await tile(page, 'ICU-01').locator('.heart[data-absent="false"]').waitFor();
    await tile(page, 'ICU-01').locator('.lane-label em').first().waitFor({ state: 'detached' });
  }));

test('an edge that goes silent with its socket open is said within 5 s', () =>
  onStation(async (page) => {
    edge.silent = true;
    await page.getByRole('alert').getByText('CONNECTION LOST').waitFor({ timeout: 5_000 });
  }));

test('the panel shows five waves and sends what staff enter', () =>
  onStation(async (page) => {
    await tile(page, 'ICU-08').locator('.tile-head').click();
    const panel = page.locator('.panel');
    expect(await panel.locator('.lane-label').count()).toBe(5);
    await panel.getByRole('button', { name: 'New confusion' }).click();
    await nameMyself(page);
    await panel.locator('[aria-pressed="true"]').getByText('New confusion').waitFor();
    await panel.getByRole('button', { name: 'Oxygen' }).click();
    await panel.locator('[aria-pressed="true"]').getByText('Oxygen').waitFor();
    await panel.getByRole('button', { name: '88–92 %' }).click();
    await panel.getByLabel('Reason').fill('COPD, Dr. Example');
    await page.keyboard.press('Enter');
    await panel.locator('[aria-pressed="true"]').getByText('88–92 %').waitFor();
    expect(commands('enterConsciousness')[0]?.value).toMatchObject({ patient: 'p08', value: 'C', by: 'Nurse Joy' });
    expect(commands('enterOxygen')[0]?.value).toMatchObject({ patient: 'p08', onOxygen: true });
    expect(commands('enterSpo2Scale')[0]?.value).toMatchObject({ patient: 'p08', scale: 2, reason: 'COPD, Dr. Example' });
    await page.keyboard.press('Escape');
    await panel.waitFor({ state: 'detached' });
  }));

test('waves are asked for only where they are on screen', async () => {
  await edge.stop();
  edge = new MockEdge(50);
  port = await edge.start();
  await onStation(async (page) => {
    const asked = () => {
      const last = commands('subscribe').at(-1);
      return last?.case === 'subscribe' ? last.value.wavePatients : [];
    };
    await expect.poll(asked, { timeout: 3_000 }).toContain('p08');
    expect(asked().length).toBeLessThanOrEqual(10);
    await tile(page, 'ICU-50').scrollIntoViewIfNeeded();
    await expect.poll(asked, { timeout: 3_000 }).toContain('p50');
    expect(asked()).not.toContain('p01');
  });
});
