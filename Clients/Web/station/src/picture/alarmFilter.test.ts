import { create, type MessageInitShape } from '@bufbuild/protobuf';
import { expect, test } from 'vitest';
import { AlarmSchema } from '../generated/station_pb';
import { grouped, passes } from './alarmFilter';

const alarm = (init: MessageInitShape<typeof AlarmSchema>) => create(AlarmSchema, { condition: 1, priority: 2, ...init });

test('a filter narrows the list and never hides a high alarm that nobody has acknowledged', () => {
  expect(passes(alarm({ type: 2 }), 'physiologic')).toBe(false);
  expect(passes(alarm({ type: 1 }), 'technical')).toBe(false);
  expect(passes(alarm({ signal: 5 }), 'open')).toBe(false);
  expect(passes(alarm({ priority: 3 }), 'technical')).toBe(true);
  expect(passes(alarm({ priority: 3, signal: 5 }), 'technical')).toBe(false);
});

test('alarms of one cause stand under it, and alone when it is gone', () => {
  const cause = alarm({ id: 'a' });
  const child = alarm({ id: 'b', parent: 'a' });
  expect(grouped([child, cause]).map(({ alarm: { id }, child: under }) => `${id} ${under}`)).toEqual(['a false', 'b true']);
  expect(grouped([child]).map(({ alarm: { id }, child: under }) => `${id} ${under}`)).toEqual(['b false']);
});
