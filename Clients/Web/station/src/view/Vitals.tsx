import type { BedPicture } from '../picture/BedPicture';
import { fresh, type StampedValue } from '../picture/freshness';
import { PRIORITY_NAMES, readingOf, type Reading as ReadingName } from '../picture/alarms';
import { ABSENT, oneDecimal, timeOfDay, whole } from './format';

interface ReadingProps {
  bed: BedPicture;
  name: ReadingName;
  label: string;
  unit: string;
  text: string;
  mean?: string;
}

/** One vital sign; framed while an alarm is about it. */
function Reading({ bed, name, label, unit, text, mean }: ReadingProps) {
  const alarm = bed.alarms.find((one) => readingOf(one) === name);
  return (
    <div className={`reading ${name}`} data-absent={text === ABSENT} data-priority={alarm && PRIORITY_NAMES[alarm.priority]}>
      <span className="reading-label">
        {label} <small>{unit}</small>
      </span>
      <span className="reading-value">
        {text}
        {mean && <small> ({mean})</small>}
      </span>
    </div>
  );
}

type Now = (vital: string) => StampedValue | null;

export function Vitals({ bed, siloNowUs }: { bed: BedPicture; siloNowUs: number }) {
  const now: Now = (vital) => fresh(bed.value(vital), siloNowUs);
  const heart = now('HeartRate');
  const pulse = now('PulseRate');
  const byPulse = heart === null && pulse !== null;
  return (
    <div className="vitals">
      <Reading bed={bed} name="heart" label={byPulse ? 'PR' : 'HR'} unit="/min" text={whole(byPulse ? pulse : heart)} />
      <Reading bed={bed} name="spo2" label={'SpO₂'} unit="%" text={whole(now('Spo2'))} />
      <Reading bed={bed} name="resp" label="RR" unit="/min" text={whole(now('RespiratoryRate'))} />
      <Pressure bed={bed} now={now} />
      <Reading bed={bed} name="temp" label="Temp" unit="°C" text={oneDecimal(now('Temperature'))} />
    </div>
  );
}

/** The arterial line if it gives a pressure now, else the last cuff with its time. */
function Pressure({ bed, now }: { bed: BedPicture; now: Now }) {
  const arterial = now('ArterialSystolic') !== null || now('ArterialMean') !== null;
  const kind = arterial ? 'Arterial' : 'NonInvasive';
  const systolic = now(`${kind}Systolic`);
  const mean = now(`${kind}Mean`);
  const newest = systolic ?? mean;
  const text = systolic === null ? ABSENT : `${whole(systolic)}/${whole(now(`${kind}Diastolic`))}`;
  const taken = !arterial && newest !== null ? timeOfDay(newest.receivedAtUs) : 'mmHg';
  return <Reading bed={bed} name="pressure" label={arterial ? 'ABP' : 'NIBP'} unit={taken} text={text} mean={mean === null ? '' : whole(mean)} />;
}
