import { expect, test } from 'vitest';
import { ageText, isHeard, SITE_SILENCE_MS, sumsOf, type SiteStatus } from './fleet';

const site = (part: Partial<SiteStatus>): SiteStatus => ({
  edge: 'e',
  site: 's',
  software: '',
  lastHeard: '2026-01-01T00:00:00Z',
  connected: true,
  beds: 8,
  observations: 0,
  alarmsLastHour: [0, 0, 0],
  received: 0,
  duplicates: 0,
  missing: 0,
  shed: 0,
  refused: 0,
  ...part,
});

const then = Date.parse('2026-01-01T00:00:00Z');

test('a site is heard while it is connected and spoke lately', () => {
  expect(isHeard(site({}), then + SITE_SILENCE_MS)).toBe(true);
  expect(isHeard(site({}), then + SITE_SILENCE_MS + 1)).toBe(false);
  expect(isHeard(site({ connected: false }), then)).toBe(false);
  expect(isHeard(site({ lastHeard: null }), then)).toBe(false);
});

test('ages read in the unit that fits', () => {
  expect(ageText(then, then + 4_400)).toBe('4 s ago');
  expect(ageText(then, then + 14 * 60_000)).toBe('14 min ago');
  expect(ageText(then, then + 5 * 3_600_000)).toBe('5 h ago');
});

test('a sum with an unknown part is unknown, not smaller', () => {
  expect(sumsOf([1, 2, 0, null, 3], 2)).toEqual([3, null, 3]);
});
