import { expect, test } from 'vitest';
import type { StripTrace } from './api';
import { MM_PER_S, pathOf, scaleOf } from './stripPath';

const trace = (part: Partial<StripTrace>): StripTrace => ({ code: 131330, sampleRate: 2, unit: 'mV', samples: [], quality: [], ...part });

test('a second is 25 mm and a millivolt 10 mm', () => {
  const lead = trace({ samples: [0, 1, 0, -1] });
  const scale = scaleOf(lead);
  expect(scale.label).toBe('II 10 mm/mV');
  expect(pathOf(lead, scale, 0)).toBe('M0.00 12.50L12.50 2.50L25.00 12.50L37.50 22.50');
  expect(MM_PER_S).toBe(25);
});

test('a lead that would leave its lane is drawn at half the gain, and says so', () => {
  expect(scaleOf(trace({ samples: [-1.5, 1.5] })).label).toBe('II 5 mm/mV');
  expect(scaleOf(trace({ samples: [-4, 4] })).label).toBe('II 2.5 mm/mV');
});

test('a missing sample lifts the pen', () => {
  const lead = trace({ samples: [0, null, 0, 0] });
  expect(pathOf(lead, { ...scaleOf(lead), zeroMm: 0 }, 0)).toBe('M0.00 0.00M25.00 0.00L37.50 0.00');
});

test('the second row begins at its own left edge', () => {
  const lead = trace({ samples: Array.from({ length: 24 }, () => 0) });
  expect(pathOf(lead, { ...scaleOf(lead), zero: 0, zeroMm: 0 }, 10)).toMatch(/^M0\.00 0\.00L12\.50 /);
});

test('a pressure stands on its zero line and a pleth fills its lane', () => {
  expect(scaleOf(trace({ code: 150032, samples: [80, 120] }))).toMatchObject({ label: 'ABP 0–160 mmHg', zero: 0, zeroMm: 15 });
  expect(scaleOf(trace({ code: 150032, samples: [80, 220] })).label).toBe('ABP 0–300 mmHg');
  expect(scaleOf(trace({ code: 150452, samples: [2, 4] })).mmPerUnit).toBe(6.5);
  expect(scaleOf(trace({ code: 150452, samples: [null] })).mmPerUnit).toBe(13);
});
