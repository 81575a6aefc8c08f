import { afterAll, beforeAll, expect, test } from 'vitest';
import { withPage } from '../src/browser';
import { isEdgeBuilt, RealEdge } from '../src/RealEdge';
import { WAVES, samples } from '../src/waves';

const PACKET_MS = 250;
const HIGH = 3;

/** A monitor that sends two leads and pleth at full speed, and from some moment on a mean pressure that is an alarm of high priority. */
async function monitor(edge: RealEdge, serial: string, more: { code: number; value: number; unit: string }[] = []) {
  const socket = await edge.connect(serial);
  const waves = WAVES.filter(({ unit }) => unit !== 'mm[Hg]');
  let sequence = 0;
  let mean = 85;
  const send = () => {
    const second = (sequence * PACKET_MS) / 1000;
    const waveforms = waves.map((kind) => {
      const first = Math.round(second * kind.rate);
      const raw = samples(kind, first, Math.round(((sequence + 1) * PACKET_MS * kind.rate) / 1000) - first, 80, 14);
      return { code: kind.code, sampleRate: kind.rate, firstSample: first, gain: kind.gain, unit: kind.unit, samples: [...new Int16Array(raw.buffer)] };
    });
    const numerics = [{ code: 147842, value: 80, unit: '/min' }, { code: 150456, value: 97, unit: '%' }, { code: 150035, value: mean, unit: 'mm[Hg]' }, ...more];
    socket.send(JSON.stringify({ sequence: ++sequence, numerics, waveforms }));
  };
  const timer = setInterval(send, PACKET_MS);
  return {
    collapse: () => (mean = 50),
    stop: () => {
      clearInterval(timer);
      socket.terminate();
    },
  };
}

let edge: RealEdge;

beforeAll(async () => {
  if (isEdgeBuilt) {
    edge = await RealEdge.start();
  }
}, 90_000);

afterAll(() => (isEdgeBuilt ? edge.stop() : undefined));

test.skipIf(!isEdgeBuilt)(
  'on a real edge an alarm is seen, confirmed, acknowledged and found again with its strip',
  async () => {
    const patient = await edge.admit('ICU-01', 'Ada Example', 'monitor-1');
    const device = await monitor(edge, 'monitor-1');
    try {
      await withPage({ width: 1920, height: 1080 }, async (page) => {
        await page.goto(`http://127.0.0.1:${edge.port}/`);
        const tile = page.locator('.tile[data-bed="ICU-01"]');
        await tile.locator('.lane-label small').first().waitFor();
        await page.waitForTimeout(4_000);
        device.collapse();
        await tile.getByText('Mean pressure low').waitFor();
        await tile.getByRole('button', { name: 'ACK' }).click();
        const dialog = page.getByRole('dialog');
        expect(await dialog.innerText()).toContain('Ada Example');
        await dialog.getByLabel('Your name').fill('Nurse Joy');
        await dialog.getByRole('button', { name: 'Acknowledge' }).click();
        await tile.locator('.alarm[data-look="acknowledged"]').waitFor();
        await page.getByRole('link', { name: 'History' }).click();
        await page.locator('.history-rows a', { hasText: 'Mean pressure low' }).click();
        await page.locator('.transitions').getByText('Nurse Joy').waitFor();
        await page.locator('.strip-row').first().waitFor();
        await page.getByText('What was there at the alarm').waitFor({ state: 'detached', timeout: 45_000 });
        const samplesOf = await page.evaluate(async () => {
          const { alarms } = await (await fetch('/api/alarms')).json();
          const strip = await (await fetch(`/api/alarms/${encodeURIComponent(alarms[0].id)}/strip`)).json();
          return strip.waves.map((wave: { code: number; samples: unknown[]; sampleRate: number }) => [wave.code, wave.samples.length / wave.sampleRate]);
        });
        expect(samplesOf).toEqual(expect.arrayContaining([[131330, 30], [131395, 30], [150452, 30]]));
        const kinds = ((await (await fetch(`http://127.0.0.1:${edge.port}/api/alarms`)).json()) as { alarms: { kind: string; priority: number }[] }).alarms;
        expect(kinds.filter(({ priority }) => priority === HIGH).map(({ kind }) => kind)).toEqual(['MeanPressureLow']);
        expect(kinds.map(({ kind }) => kind)).not.toContain('AlarmNotReceived');
        const trend = await (await fetch(`http://127.0.0.1:${edge.port}/api/trends/${patient}`)).json();
        expect((trend as { count: number }).count).toBe(1440);
      });
    } finally {
      device.stop();
    }
  },
  120_000,
);

test.skipIf(!isEdgeBuilt)(
  'on a real edge a child is scored with what its nurse saw, an adult is not asked for it',
  async () => {
    const born = new Date(Date.now() - 6.5 * 365 * 86_400_000).toISOString().slice(0, 10);
    await edge.admit('PICU-01', 'Ben Example', 'monitor-2', born);
    await edge.admit('ICU-02', 'Cleo Example', 'monitor-3');
    const device = await monitor(edge, 'monitor-2', [{ code: 151562, value: 25, unit: '/min' }, { code: 150033, value: 100, unit: 'mm[Hg]' }]);
    try {
      await withPage({ width: 1024, height: 768 }, async (page) => {
        await page.goto(`http://127.0.0.1:${edge.port}/`);
        await page.locator('.tile[data-bed="PICU-01"] .tile-head').click();
        const panel = page.getByRole('region', { name: 'PICU-01 in full' });
        expect(await panel.locator('.panel-patient').innerText()).toContain('6 years');
        await panel.getByText('Capillary refill: not entered').waitFor();
        await panel.getByRole('button', { name: 'Enter observations' }).click();
        const dialog = page.getByRole('dialog');
        expect(await dialog.innerText()).toContain('Ben Example');
        await dialog.getByLabel('Capillary refill').selectOption('3 s or more');
        await dialog.getByLabel('Breathing effort').selectOption('moderately increased');
        await dialog.getByLabel('Oxygen therapy').selectOption('below 4 L/min or 50 %');
        await dialog.getByLabel('Your name').fill('Nurse Joy');
        await dialog.getByRole('button', { name: 'Enter', exact: true }).click();
        await panel.getByText('Capillary refill: 3 s or more').waitFor();
        await panel.getByText(/at \d\d:\d\d, \d+ s ago by Nurse Joy/).waitFor();
        await page.getByRole('tab', { name: 'Scores' }).click();
        const pews = panel.locator('.score', { hasText: 'Bedside PEWS' });
        await pews.locator('.score-figure b', { hasText: /^8$/ }).waitFor({ timeout: 90_000 });
        expect(await pews.innerText()).not.toContain('missing');
        await panel.getByText('Bedside PEWS high').first().waitFor();
        await page.keyboard.press('Escape');
        await page.locator('.tile[data-bed="ICU-02"] .tile-head').click();
        await page.getByRole('region', { name: 'ICU-02 in full' }).getByText('Consciousness').waitFor();
        expect(await page.getByRole('button', { name: 'Enter observations' }).count()).toBe(0);
      });
      const audit = (await (await fetch(`http://127.0.0.1:${edge.port}/api/audit?action=PaediatricEntered`)).json()) as { by: string; bed: string; detail: string }[];
      expect(audit).toMatchObject([{ by: 'Nurse Joy', bed: 'PICU-01', detail: 'capillary refill Slow, respiratory effort Moderate, oxygen Low' }]);
    } finally {
      device.stop();
    }
  },
  150_000,
);
