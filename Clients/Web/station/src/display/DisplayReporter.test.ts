import { create } from '@bufbuild/protobuf';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { AlarmSchema } from '../generated/station_pb';
import type { Command } from '../link/StationLink';
import { DisplayReporter } from './DisplayReporter';

const alarm = (id: string, revision = 1) => create(AlarmSchema, { patient: 'p', id, revision });

let sent: string[];
let visible: boolean;
let reporter: DisplayReporter<object>;

beforeEach(() => {
  vi.useFakeTimers();
  sent = [];
  visible = true;
  reporter = new DisplayReporter(
    (command: Command) => command.case === 'displayed' && sent.push(...command.value.alarms.map(({ alarm: id, revision }) => `${id} ${revision}`)),
    () => visible,
  );
});

afterEach(() => vi.useRealTimers());

test('an alarm in view is confirmed once per revision, however many places show it', () => {
  reporter.show({}, alarm('a'));
  reporter.show({}, alarm('a'));
  vi.advanceTimersByTime(200);
  reporter.show({}, alarm('a'));
  vi.advanceTimersByTime(200);
  expect(sent).toEqual(['a 1']);
  reporter.show({}, alarm('a', 2));
  vi.advanceTimersByTime(200);
  expect(sent).toEqual(['a 1', 'a 2']);
});

test('what cannot be seen is not confirmed until it can', () => {
  visible = false;
  const place = {};
  reporter.show(place, alarm('a'));
  reporter.show({}, alarm('b'));
  vi.advanceTimersByTime(10_000);
  expect(sent).toEqual([]);
  reporter.hide(place);
  visible = true;
  reporter.wake();
  vi.advanceTimersByTime(200);
  expect(sent).toEqual(['b 1']);
});

test('after a new connection what is in view is confirmed again', () => {
  reporter.show({}, alarm('a'));
  vi.advanceTimersByTime(200);
  reporter.forget();
  vi.advanceTimersByTime(200);
  expect(sent).toEqual(['a 1', 'a 1']);
});
