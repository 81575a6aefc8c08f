import { useMemo, useState } from 'react';
import { dayAndTime } from '../view/format';
import type { AlarmStrip, StripTrace } from './api';
import { leadOf, ROW_S, scaleOf } from './stripPath';
import { StripRow } from './StripRow';
import { StripValues } from './StripValues';

/** Lead II first, as everywhere; then V, I, III, pleth, arterial pressure. */
const ORDER = [131330, 131395, 131329, 131389, 150452, 150032];

function shownOf(waves: readonly StripTrace[], lead: number) {
  const ordered = [...waves].sort((a, b) => ORDER.indexOf(a.code) - ORDER.indexOf(b.code));
  const leads = ordered.filter(({ code }) => leadOf(code) !== '');
  const ecg = leads[lead] ?? leads[0];
  const shown = [...(ecg ? [ecg] : []), ...ordered.filter(({ code }) => leadOf(code) === '')];
  return { leads, shown: shown.map((wave) => ({ wave, scale: scaleOf(wave) })) };
}

/** The strip in rows of ten seconds at 25 mm/s on a millimetre grid, with one ECG lead at a time, and the values beside their limits. */
export function StripSheet({ strip, pending }: { strip: AlarmStrip; pending: boolean }) {
  const [lead, setLead] = useState(0);
  const { leads, shown } = useMemo(() => shownOf(strip.waves, lead), [strip, lead]);
  const rows = Math.ceil((strip.lastSecond - strip.firstSecond) / ROW_S);
  return (
    <section className="strip" aria-label="Strip">
      <p className="strip-about">
        25 mm/s · 0 s = {dayAndTime(strip.origin)}
        {strip.origin !== strip.onset && ' (detection; the onset was earlier)'}
        {leads.length > 1 && (
          <label>
            Lead
            <select value={lead} onChange={(event) => setLead(Number(event.target.value))}>
              {leads.map(({ code }, index) => (
                <option key={code} value={index}>
                  {leadOf(code)}
                </option>
              ))}
            </select>
          </label>
        )}
      </p>
      {pending && <p className="strip-note">What was there at the alarm; the rest follows half a minute after it.</p>}
      {strip.incomplete !== '' && <p className="strip-note">{strip.incomplete}</p>}
      {shown.length > 0 && (
        <div className="strip-rows">
          {Array.from({ length: rows }, (_, row) => (
            <StripRow key={row} strip={strip} shown={shown} fromS={row * ROW_S} />
          ))}
        </div>
      )}
      <StripValues strip={strip} />
    </section>
  );
}
