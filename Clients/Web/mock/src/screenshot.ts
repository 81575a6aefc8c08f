import { parseArgs } from 'node:util';
import { withPage } from './browser';

const { values } = parseArgs({
  options: {
    url: { type: 'string' },
    out: { type: 'string' },
    size: { type: 'string', default: '1440x900' },
    /** Opens this bed's panel first. */
    bed: { type: 'string' },
    /** Opens the history, and there the oldest alarm of this kind. */
    history: { type: 'string' },
    /** Seconds until the waves have filled the screen. */
    wait: { type: 'string', default: '8' },
  },
});

const [width = 0, height = 0] = values.size.split('x').map(Number);
if (values.url === undefined || values.out === undefined || !(width > 0 && height > 0)) {
  console.error('usage: npm run screenshot -- --url URL --out FILE [--size 1440x900] [--bed ICU-03] [--history Asystole] [--wait SECONDS]');
  process.exit(2);
}
const { url, out, bed, history, wait } = values;

await withPage({ width, height }, async (page) => {
  await page.goto(url);
  if (bed !== undefined) {
    await page.locator(`[data-bed="${bed}"] .tile-head`).click();
  }
  const locked = page.getByRole('button', { name: 'Test sound' });
  if (await locked.isVisible()) {
    await locked.click();
  }
  if (history !== undefined) {
    await page.getByRole('link', { name: 'History' }).first().click();
    await page.getByRole('combobox', { name: 'Alarm', exact: true }).selectOption(history);
    await page.locator('.history-rows a').last().click();
  }
  await page.waitForTimeout(Number(wait) * 1000);
  await page.screenshot({ path: out });
});
console.log(out);
