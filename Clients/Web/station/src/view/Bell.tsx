import { isOff, SIGNAL } from '../picture/signals';

/** A bell, crossed through when its sound is off, crossed in dashes while it is paused (after IEC 60417-5576). */
export function Bell({ signal }: { signal: number }) {
  const silent = signal !== SIGNAL.enabled && signal !== SIGNAL.acknowledged;
  return (
    <svg className="bell" viewBox="0 0 24 24" width="18" height="18" aria-hidden="true">
      <path d="M12 3a6 6 0 0 0-6 6v5l-2 3h16l-2-3V9a6 6 0 0 0-6-6zm-2.5 16a2.5 2.5 0 0 0 5 0z" fill="currentColor" />
      {silent && (
        <g stroke="currentColor" strokeWidth="2.4" strokeDasharray={isOff(signal) ? undefined : '3.4 2.4'}>
          <path d="M3 3l18 18M21 3L3 21" stroke="#000" strokeWidth="5" strokeDasharray="none" />
          <path d="M3 3l18 18M21 3L3 21" />
        </g>
      )}
    </svg>
  );
}
