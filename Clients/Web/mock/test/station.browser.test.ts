import type { Page } from 'playwright-core';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { MockEdge } from '../src/MockEdge';
import { atStation, TABLET } from './onStation';

let edge: MockEdge;
let port: number;

beforeEach(async () => {
  edge = new MockEdge();
  port = await edge.start();
});

afterEach(() => edge.stop());

const onStation = (work: (page: Page) => Promise<void>, size?: { width: number; height: number }) => atStation(port, work, size);

const tile = (page: Page, bed: string) => page.locator(`.tile[data-bed="${bed}"]`);
const dialog = (page: Page) => page.getByRole('dialog');
const readings = (page: Page) => page.locator('.tile .reading-value').allInnerTexts();

const commands = (kind: string) => edge.received.map(({ command }) => command).filter((command) => command.case === kind);

async function nameMyself(page: Page): Promise<void> {
  await page.getByLabel('Your name').fill('Nurse Joy');
  await page.getByRole('button', { name: 'Continue' }).click();
}

test('alarms of each priority are said in words, marks and flashing', () =>
  onStation(async (page) => {
    const look = (bed: string) =>
      tile(page, bed)
        .locator('.alarm')
        .evaluate((alarm) => ({ text: alarm.textContent, hertz: 1 / Number.parseFloat(getComputedStyle(alarm).animationDuration) }));
    const high = await look('ICU-02');
    expect(high.text).toMatch(/^!!!Extreme tachycardiaCALLED: charge nurse .* · 148 \/min, limit 140/);
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
    expect(marks).toEqual(['high', 'high', 'medium', 'medium', 'medium', 'medium', 'low', 'low', 'low']);
  }));

test('acknowledging shows the patient, asks the name once, sends the frame and changes the tile', () =>
  onStation(async (page) => {
    await tile(page, 'ICU-03').getByRole('button', { name: 'Acknowledge' }).click();
    expect(await dialog(page).innerText()).toMatch(/ICU-03\s+Costa, Inês/);
    expect(await dialog(page).innerText()).toContain('The bedside monitor goes on sounding');
    await dialog(page).getByLabel('Reason').fill('seen at the bedside');
    await dialog(page).getByLabel('Your name').fill('Nurse Joy');
    expect(commands('acknowledge')).toHaveLength(0);
    await page.keyboard.press('Enter');
    await tile(page, 'ICU-03').locator('.alarm[data-look="acknowledged"]').waitFor();
    expect(commands('acknowledge')[0]?.value).toMatchObject({ patient: 'p03', alarm: 'p03-Spo2Low', by: 'Nurse Joy', reason: 'seen at the bedside' });
    await page.getByRole('status').getByText('done, by Nurse Joy').waitFor();
    await tile(page, 'ICU-04').getByRole('button', { name: 'Acknowledge' }).focus();
    await page.keyboard.press('Enter');
    expect(await dialog(page).innerText()).toMatch(/ICU-04\s+Dimitrova, Elena/);
    await dialog(page).getByRole('button', { name: 'Acknowledge' }).click();
    await tile(page, 'ICU-04').getByText('No alarms').waitFor();
  }));

test('a refused acknowledgement is said and changes nothing', () =>
  onStation(async (page) => {
    edge.refuse = 'the log is full';
    await tile(page, 'ICU-03').getByRole('button', { name: 'Acknowledge' }).click();
    await dialog(page).getByLabel('Your name').fill('Nurse Joy');
    await dialog(page).getByRole('button', { name: 'Acknowledge' }).click();
    await page.getByRole('status').getByText('NOT done. the log is full').waitFor();
    expect(await tile(page, 'ICU-03').locator('.alarm').getAttribute('data-look')).toBe('active');
  }));

test('a question that is closed sends nothing', () =>
  onStation(async (page) => {
    await tile(page, 'ICU-03').getByRole('button', { name: 'Acknowledge' }).click();
    await page.keyboard.press('Escape');
    await dialog(page).waitFor({ state: 'hidden' });
    expect(commands('acknowledge')).toHaveLength(0);
  }));

test('a pause is shown with its time, off without one, and both can be ended', () =>
  onStation(async (page) => {
    expect(await tile(page, 'ICU-03').locator('.signal-chip').innerText()).toMatch(/AUDIO PAUSED 1:[0-3]\d/);
    expect(await tile(page, 'ICU-05').locator('.signal-chip').innerText()).toBe(' ALARM OFF Temperature high');
    await tile(page, 'ICU-01').locator('.tile-head').click();
    const panel = page.locator('.panel');
    await panel.getByRole('button', { name: 'Pause alarms' }).click();
    await dialog(page).getByRole('radio', { name: /ALARM PAUSED/ }).check();
    await dialog(page).getByLabel('Pause for').selectOption('5 min');
    await dialog(page).getByLabel('Reason').fill('suctioning');
    await dialog(page).getByLabel('Your name').fill('Nurse Joy');
    await dialog(page).getByRole('button', { name: 'Confirm' }).click();
    await panel.getByText(/ALARM PAUSED (5:00|4:5\d)/).waitFor();
    expect(commands('inactivateSignals')[0]?.value).toMatchObject({ patient: 'p01', signal: 3, seconds: 300, kind: '', reason: 'suctioning', by: 'Nurse Joy' });
    await panel.getByRole('button', { name: 'Enable again' }).click();
    await dialog(page).getByRole('button', { name: 'Enable signals' }).click();
    await tile(page, 'ICU-01').locator('.signal-chip').waitFor({ state: 'detached' });
  }));

test('a locked browser is said to be without sound until it is tested', () =>
  onStation(async (page) => {
    const banner = page.getByRole('alert').getByText('NO SOUND');
    await banner.waitFor();
    await page.getByRole('button', { name: 'Test sound' }).click();
    await banner.waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Mute' }).click();
    await page.getByRole('button', { name: /MUTED HERE (2:00|1:5\d)/ }).click();
    await page.getByRole('button', { name: 'Mute' }).waitFor();
  }));

test('alarms are confirmed as displayed when they can be seen, not on a hidden page', () =>
  onStation(async (page) => {
    const shown = () =>
      edge.received.flatMap(({ command }) => (command.case === 'displayed' ? command.value.alarms.map(({ alarm, revision }) => `${alarm} ${revision}`) : []));
    await expect.poll(shown, { timeout: 4_000 }).toEqual(expect.arrayContaining(['p02-ExtremeTachycardia 1', 'p02-RespiratoryRateHigh 1', 'p04-Asystole 2', 'p07-EcgLeadOff 1']));
    expect(new Set(shown()).size).toBe(shown().length);
    await page.evaluate(() => Object.defineProperty(document, 'visibilityState', { value: 'hidden', configurable: true }));
    edge.raise('p01', { kind: 'Asystole', priority: 3, text: 'ASYSTOLE' });
    await tile(page, 'ICU-01').getByText('ASYSTOLE').waitFor();
    await page.waitForTimeout(1_500);
    expect(shown()).not.toContain('p01-Asystole 1');
    await page.evaluate(() => {
      Object.defineProperty(document, 'visibilityState', { value: 'visible', configurable: true });
      document.dispatchEvent(new Event('visibilitychange'));
    });
    await expect.poll(shown, { timeout: 3_000 }).toContain('p01-Asystole 1');
  }));

test('who is called, evidence and a lowered priority are said', () =>
  onStation(async (page) => {
    const list = page.locator('.alarm-list');
    expect(await list.getByText('CALLED: charge nurse (not acknowledged').count()).toBe(1);
    expect(await list.getByText('Evidence: pleth pulse 76 /min contradicts it').count()).toBe(1);
    expect(await list.getByText('DEMOTED').count()).toBe(1);
    await list.getByLabel('Which alarms').selectOption('Technical');
    await list.getByText('5 not shown by the filter').waitFor();
    expect(await list.getByText('Extreme tachycardia').count()).toBe(1);
  }));

test('an advisory looks like one, and a chosen tab comes into sight on a tablet', () =>
  onStation(async (page) => {
    await tile(page, 'ICU-07').locator('.tile-head').click();
    const advisory = page.locator('.panel .alarm', { hasText: 'Irregular rhythm' });
    expect(await advisory.locator('.alarm-mark').innerText()).toBe('i');
    expect(await advisory.innerText()).toContain('advisory');
    expect(await advisory.evaluate((element) => [getComputedStyle(element).animationName, getComputedStyle(element).backgroundColor])).toEqual(['none', 'rgba(0, 0, 0, 0)']);
    await page.getByRole('tab', { name: 'Limits' }).click();
    await expect.poll(() => page.getByRole('tab', { name: 'Limits' }).evaluate((element) => element.getBoundingClientRect().top)).toBeLessThan(400);
  }, TABLET));

test('limits are changed within their range, with a reason', () =>
  onStation(async (page) => {
    await tile(page, 'ICU-01').locator('.tile-head').click();
    await page.getByRole('tab', { name: 'Entries' }).press('ArrowRight');
    await page.getByRole('tab', { name: 'Scores' }).press('ArrowRight');
    await page.getByRole('button', { name: 'Change limits of Heart rate' }).click();
    expect(await dialog(page).innerText()).toContain('Without a reason: low from 30, high up to 150. 15 to 300 /min at most');
    await dialog(page).getByLabel('Low limit').fill('5');
    await dialog(page).getByLabel('Your name').fill('Dr. Example');
    await dialog(page).getByRole('button', { name: 'Set limits' }).click();
    expect(commands('enterLimit')).toHaveLength(0);
    await dialog(page).getByLabel('Low limit').fill('35');
    await dialog(page).getByLabel('High limit').fill('');
    await dialog(page).getByLabel('Reason').fill('athlete');
    await dialog(page).getByRole('button', { name: 'Set limits' }).click();
    await page.getByText(/Dr. Example at .*: athlete/).waitFor();
    expect(commands('enterLimit')[0]?.value).toMatchObject({ vital: 'HeartRate', low: 35, reason: 'athlete' });
    expect(commands('enterLimit')[0]?.value).not.toHaveProperty('high', 130);
  }));

test('an unknown age is said at the bed, and what holds meanwhile, until the category is entered', () =>
  onStation(async (page) => {
    const bed = tile(page, 'ICU-07');
    await bed.getByText('AGE UNKNOWN').waitFor();
    expect(await bed.locator('.news').innerText()).toMatch(/NEWS2\s+age missing/);
    await bed.locator('.tile-head').click();
    const panel = page.locator('.panel');
    expect(await panel.locator('.age-note').innerText()).toContain("An adult's limits and rhythm rules hold. No alarm is demoted");
    await page.getByRole('tab', { name: 'Limits' }).click();
    await panel.getByText('because the AGE IS UNKNOWN').waitFor();
    await page.getByRole('tab', { name: 'Patient' }).click();
    await panel.getByRole('button', { name: 'Adult' }).click();
    await dialog(page).getByLabel('Your name').fill('Nurse Joy');
    await dialog(page).getByRole('button', { name: 'Set' }).click();
    await panel.locator('.age-note').waitFor({ state: 'detached' });
    await bed.getByText('AGE UNKNOWN').waitFor({ state: 'detached' });
  }));

test('scores say what is missing and what is too old', () =>
  onStation(async (page) => {
    await tile(page, 'ICU-01').locator('.tile-head').click();
    await page.getByRole('tab', { name: 'Scores' }).click();
    const mews = page.locator('.score', { hasText: 'MEWS' });
    expect(await mews.innerText()).toMatch(/≥ 2\s+incomplete\s+missing Temperature\s+too old NIBP systolic/);
    await page.getByText('does not apply: for children below 18 years').waitFor();
  }));

test('a patient who is away is said to be on standby', async () => {
  await edge.stop();
  edge = new MockEdge(9);
  port = await edge.start();
  await onStation(async (page) => {
    await tile(page, 'ICU-09').getByText(/STANDBY patient away since .* CT/).waitFor();
    await tile(page, 'ICU-01').locator('.tile-head').click();
    await page.getByRole('tab', { name: 'Patient' }).click();
    await page.getByRole('button', { name: 'Away (standby)' }).click();
    await dialog(page).getByLabel('Your name').fill('Nurse Joy');
    await dialog(page).getByRole('button', { name: 'Begin standby' }).click();
    await tile(page, 'ICU-01').getByText('STANDBY').waitFor();
  });
});

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
    await tile(page, 'ICU-01').locator('.tile-head').click();
    const banner = page.getByRole('alert').getByText('CONNECTION LOST — values are not current');
    await edge.stop();
    await banner.waitFor({ timeout: 5_000 });
    expect(new Set(await readings(page))).toEqual(new Set(['--']));
    expect(await page.locator('.tile .alarm').count()).toBe(0);
    await page.locator('.panel').getByText('Unknown while the connection is lost.').waitFor();
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

test('a tile opens the bed wherever it is touched', () =>
  onStation(async (page) => {
    for (const part of ['.vitals', '.sweep', '.alarm-words']) {
      await tile(page, 'ICU-05').locator(part).click({ force: true });
      await page.getByRole('region', { name: 'ICU-05 in full' }).waitFor();
      await page.keyboard.press('Escape');
    }
  }));

test('the panel shows the waves that the bed has and sends what staff enter', () =>
  onStation(async (page) => {
    await tile(page, 'ICU-08').locator('.tile-head').click();
    const panel = page.locator('.panel');
    await expect.poll(() => panel.locator('.lane-label').allInnerTexts()).toEqual([expect.stringMatching(/^II /), expect.stringMatching(/^V /), 'Pleth', 'Resp']);
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
