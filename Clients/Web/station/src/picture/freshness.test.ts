import { expect, test } from 'vitest';
import { fresh } from './freshness';

const S = 1_000_000;
const at = (vital: string, receivedAtUs: number, value = 72) => ({ vital, value, unit: '/min', receivedAtUs });

test('a vital sign is absent when it is older than 10 s', () => {
  expect(fresh(at('HeartRate', 0), 10 * S)?.value).toBe(72);
  expect(fresh(at('HeartRate', 0), 10 * S + 1)).toBeNull();
});

test('a cuff pressure holds for an hour', () => {
  expect(fresh(at('NonInvasiveSystolic', 0, 120), 3600 * S)?.value).toBe(120);
  expect(fresh(at('NonInvasiveSystolic', 0, 120), 3601 * S)).toBeNull();
  expect(fresh(at('ArterialSystolic', 0, 120), 11 * S)).toBeNull();
});

test('a value holds as long as the edge says', () => {
  const minutely = { ...at('HeartRate', 0), validForMs: 150_000 };
  expect(fresh(minutely, 150 * S)?.value).toBe(72);
  expect(fresh(minutely, 150 * S + 1)).toBeNull();
});

test('nothing holds while the silo clock is unknown', () => {
  expect(fresh(at('HeartRate', 0), Number.NaN)).toBeNull();
});

test('a value that never came or is no number is absent', () => {
  expect(fresh(undefined, 0)).toBeNull();
  expect(fresh(at('HeartRate', 0, Number.NaN), 0)).toBeNull();
});
