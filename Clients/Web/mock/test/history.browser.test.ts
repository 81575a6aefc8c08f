import { expect, test } from 'vitest';
import { onStation, TABLET, useMockEdge } from './onStation';

useMockEdge();

test('the history is filtered by bed and priority, and goes on to older alarms', () =>
  onStation(async (page) => {
    await page.getByRole('link', { name: 'History' }).click();
    const rows = page.locator('.history-rows li');
    await expect.poll(() => rows.count()).toBe(50);
    await page.getByRole('combobox', { name: 'Bed', exact: true }).selectOption('ICU-02');
    await expect.poll(async () => new Set(await rows.locator('.history-what > span b').allInnerTexts())).toEqual(new Set(['ICU-02']));
    await page.getByRole('combobox', { name: 'Priority', exact: true }).selectOption('high');
    await expect.poll(async () => new Set(await rows.locator('a').evaluateAll((links) => links.map((link) => link.getAttribute('data-priority'))))).toEqual(new Set(['high']));
    await page.getByRole('combobox', { name: 'Bed', exact: true }).selectOption('all');
    await page.getByRole('combobox', { name: 'Priority', exact: true }).selectOption('all');
    await page.getByRole('button', { name: 'Older ones' }).click();
    await page.getByRole('button', { name: 'Newest' }).waitFor();
  }));

test('an alarm of the past has its transitions and a strip at 25 mm/s', () =>
  onStation(async (page) => {
    await page.goto(`${page.url()}#history`);
    await page.locator('.history-rows a').nth(4).click();
    const rows = page.locator('.strip-row');
    await expect.poll(() => rows.count()).toBe(3);
    const width = await rows.first().evaluate((row) => row.getBoundingClientRect().width);
    expect((width * 25.4) / 96).toBeCloseTo(250, 0);
    expect(await rows.nth(1).locator('.strip-beat').count()).toBeGreaterThan(8);
    await page.getByText('The node was restarted while this strip was taken').waitFor();
    expect(await page.locator('.transitions tbody tr').first().innerText()).toContain('start: active');
    await page.locator('.strip').getByLabel('Lead').selectOption('V');
    await rows.first().getByText(/^V \d+ mm\/mV/).waitFor();
    const before = page.locator('.strip-values tr', { hasText: 'SpO₂' });
    expect(await before.innerText()).toMatch(/90 \/ —\s+94\s+94\s+87/);
  }));

test('a sheet prints alone, black on white, a millimetre a millimetre', () =>
  onStation(async (page) => {
    await page.goto(`${page.url()}#history`);
    await page.locator('.history-rows a').first().click();
    await page.locator('.strip-row').nth(2).waitFor();
    await page.emulateMedia({ media: 'print' });
    const shown = (selector: string) => page.locator(selector).first().isVisible();
    expect(await Promise.all(['.status-bar', '.alarm-list', '.history-list', '.sheet-actions'].map(shown))).toEqual([false, false, false, false]);
    expect(await page.locator('.sheet-head').evaluate((head) => getComputedStyle(head).color)).toBe('rgb(0, 0, 0)');
    const pages = (await page.pdf({ preferCSSPageSize: true })).toString('latin1');
    expect(pages.match(/\/MediaBox \[0 0 84\d(\.\d+)? 59\d(\.\d+)?\]/g)?.length ?? 0).toBeGreaterThanOrEqual(1);
  }));

test('on a tablet an alarm takes the place of the list, and gives it back', () =>
  onStation(async (page) => {
    await page.getByRole('link', { name: 'History' }).click();
    await page.locator('.history-rows a').first().click();
    await page.locator('.strip-row').first().waitFor();
    expect(await page.locator('.history-list').isVisible()).toBe(false);
    await page.getByRole('link', { name: '‹ List' }).click();
    await page.locator('.history-rows a').first().waitFor();
  }, TABLET));

test('the burden counts alarms per bed and day and says how long an acknowledgement took', () =>
  onStation(async (page) => {
    await page.getByRole('link', { name: 'Burden' }).click();
    await page.getByText('Alarms per bed and day').waitFor();
    expect(await page.locator('.bed-burden thead th').count()).toBe(12);
    await page.getByText('until a high alarm is acknowledged').waitFor();
    expect(await page.locator('.sources tbody tr').count()).toBeGreaterThan(2);
    await page.getByRole('button', { name: '14 days' }).click();
    await expect.poll(() => page.locator('.bed-burden thead th').count()).toBe(19);
  }));

test('the trend of a bed has a chart per vital sign', () =>
  onStation(async (page) => {
    await page.locator('.tile[data-bed="ICU-01"] .tile-head').click();
    await page.getByRole('tab', { name: 'Trend 24 h' }).click();
    await expect.poll(() => page.locator('.trend .uplot canvas').count()).toBe(4);
    await page.getByText('Heart rate').first().waitFor();
  }));
