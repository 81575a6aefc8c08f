import axe from 'axe-core';
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { onStation, TABLET, useMockEdge, WARD_SCREEN } from './onStation';

useMockEdge();

const STANDARD = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa'];

/** What WCAG 2.1 AA finds, in one line each. Flashing stands still first: its dark half would pass where its bright half does not. */
async function violations(page: Page): Promise<string[]> {
  await page.addStyleTag({ content: '*, ::before { animation: none !important; transition: none !important; }' });
  await page.evaluate(axe.source);
  return page.evaluate(async (tags) => {
    const run = (window as unknown as { axe: typeof axe }).axe.run;
    const found = await run(document, { runOnly: { type: 'tag', values: tags } });
    return found.violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.target.join(' ')} ${node.failureSummary?.split('\n')[1]?.trim() ?? ''}`));
  }, STANDARD);
}

/** Everything in sight that can be touched in less than 44 px around its middle. A tile's head is not judged: the whole tile, but for ACK, opens the bed. */
const tooSmall = (page: Page) =>
  page.locator('button:visible:not(.tile-head), a:visible, select:visible, input:visible').evaluateAll((elements) => {
    const reach = (element: Element, x: number, y: number, dx: number, dy: number) => {
      let px = 0;
      while (px < 44 && element.contains(document.elementFromPoint(x + dx * px, y + dy * px))) {
        px++;
      }
      return px;
    };
    return elements
      .map((element) => {
        element.scrollIntoView({ block: 'center', behavior: 'instant' });
        const box = element.getBoundingClientRect();
        const [x, y] = [box.left + box.width / 2, box.top + box.height / 2];
        const owner = (element as HTMLInputElement).type === 'radio' ? (element.closest('label') as Element) : element;
        const seen = owner.contains(document.elementFromPoint(x, y));
        const [wide, high] = [reach(owner, x, y, 1, 0) + reach(owner, x, y, -1, 0), reach(owner, x, y, 0, 1) + reach(owner, x, y, 0, -1)];
        return { text: `${element.className || element.tagName} ${element.textContent?.slice(0, 30)}`, wide, high, hidden: !seen };
      })
      .filter(({ wide, high, hidden }) => !hidden && (wide < 44 || high < 44))
      .map(({ text, wide, high }) => `${text}: ${wide} x ${high}`);
  });

async function check(page: Page): Promise<void> {
  expect(await violations(page)).toEqual([]);
  expect(await tooSmall(page)).toEqual([]);
}

for (const size of [WARD_SCREEN, TABLET]) {
  const at = `${size.width} x ${size.height}`;

  test(`the ward with alarms of every priority can be read and touched at ${at}`, () => onStation(check, size));

  test(`a bed in full, each of its tabs and its questions at ${at}`, () =>
    onStation(async (page) => {
      await page.locator('.tile[data-bed="ICU-05"] .tile-head').click();
      for (const tab of ['Entries', 'Scores', 'Limits', 'Trend 24 h', 'Patient']) {
        await page.getByRole('tab', { name: tab }).click();
        await check(page);
      }
      await page.getByRole('button', { name: 'Pause alarms' }).click();
      await check(page);
    }, size));

  test(`history, strip and burden at ${at}`, () =>
    onStation(async (page) => {
      await page.getByRole('link', { name: 'History' }).click();
      await page.locator('.history-rows a').first().waitFor();
      await check(page);
      await page.locator('.history-rows a').first().click();
      await page.locator('.strip-row').first().waitFor();
      await check(page);
      await page.getByRole('link', { name: 'Burden' }).click();
      await page.locator('.sources').waitFor();
      await check(page);
    }, size));
}
