import type { Alarm } from '../generated/station_pb';
import { canAcknowledge, isTechnical } from './alarms';

export type ListFilter = 'all' | 'open' | 'physiologic' | 'technical';

export const LIST_FILTERS: readonly { value: ListFilter; label: string }[] = [
  { value: 'all', label: 'All' },
  { value: 'open', label: 'Not acknowledged' },
  { value: 'physiologic', label: 'Physiologic' },
  { value: 'technical', label: 'Technical' },
];

const HIGH = 3;

/** A high-priority alarm that nobody has acknowledged stays in every list. */
export function passes(alarm: Alarm, filter: ListFilter): boolean {
  if (alarm.priority === HIGH && canAcknowledge(alarm)) {
    return true;
  }
  switch (filter) {
    case 'all':
      return true;
    case 'open':
      return canAcknowledge(alarm);
    case 'physiologic':
      return !isTechnical(alarm);
    case 'technical':
      return isTechnical(alarm);
  }
}

/** Alarms with those of the same cause under them; one whose parent is not there stands for itself. */
export function grouped(alarms: readonly Alarm[]): { alarm: Alarm; child: boolean }[] {
  const present = new Set(alarms.map(({ id }) => id));
  const isChild = ({ parent }: Alarm) => parent !== '' && present.has(parent);
  return alarms
    .filter((alarm) => !isChild(alarm))
    .flatMap((alarm) => [{ alarm, child: false }, ...alarms.filter((other) => isChild(other) && other.parent === alarm.id).map((other) => ({ alarm: other, child: true }))]);
}
