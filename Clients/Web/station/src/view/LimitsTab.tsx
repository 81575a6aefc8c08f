import { create } from '@bufbuild/protobuf';
import { EnterLimitSchema, type Limit } from '../generated/station_pb';
import { PRIORITY_NAMES } from '../picture/alarms';
import type { BedPicture } from '../picture/BedPicture';
import { kindText, vitalText } from '../picture/kinds';
import { figure, timeOfDay, unitText } from './format';
import { useStaff, type Question } from './Staff';

const limitText = (value: number | undefined) => (value === undefined ? 'off' : figure(value));

/** What a limit may be without a reason and at all, in words. */
function rangeText({ lowFrom, highTo, least, most, unit }: Limit): string {
  const free = [lowFrom !== undefined && `low from ${limitText(lowFrom)}`, highTo !== undefined && `high up to ${limitText(highTo)}`].filter(Boolean).join(', ');
  const possible = least !== undefined && most !== undefined ? `${limitText(least)} to ${limitText(most)} ${unitText(unit)} at most` : '';
  return [free && `Without a reason: ${free}`, possible].filter(Boolean).join('. ');
}

function Side({ name, limit, value, required }: { name: 'low' | 'high'; limit: Limit; value: number | undefined; required: boolean }) {
  return (
    <label>
      {name === 'low' ? 'Low limit' : 'High limit'}
      <input
        name={name}
        type="number"
        step={limit.unit === 'Cel' ? 0.1 : 1}
        min={limit.least}
        max={limit.most}
        defaultValue={value}
        required={required}
        placeholder={required ? 'cannot be off' : 'off'}
      />
    </label>
  );
}

function limitQuestion(bed: BedPicture, limit: Limit): Question {
  return {
    title: `Limits of ${vitalText(limit.vital)} (${unitText(limit.unit)})`,
    bed,
    label: 'Set limits',
    reason: 'optional',
    reasonHint: 'required beyond the range and for off',
    note: `${rangeText(limit)}. An empty field is off. Holds until the patient is discharged.`,
    fields: (
      <div className="ask-row">
        <Side name="low" limit={limit} value={limit.low} required={limit.lowRequired} />
        <Side name="high" limit={limit} value={limit.high} required={limit.highRequired} />
      </div>
    ),
    command(by, form) {
      const value = (name: string) => (form.get(name) === '' ? {} : { [name]: Number(form.get(name)) });
      const reason = String(form.get('reason')).trim();
      return { case: 'enterLimit', value: create(EnterLimitSchema, { patient: bed.patient, vital: limit.vital, by, reason, ...value('low'), ...value('high') }) };
    },
  };
}

/** Every limit with its priority, delay and source; a row opens to be changed. */
export function LimitsTab({ bed }: { bed: BedPicture }) {
  const { ask } = useStaff();
  const { limits } = bed;
  if (limits === undefined) {
    return <p className="quiet">The edge has sent no limits.</p>;
  }
  return (
    <div className="scroll-x">
      <table className="limits">
        <caption>Defaults for: {limits.ageGroup === 'Unknown' ? "an adult, because the AGE IS UNKNOWN" : kindText(limits.ageGroup).toLowerCase()}</caption>
        <thead>
          <tr>
            <th scope="col">Vital sign</th>
            <th scope="col">Low</th>
            <th scope="col">High</th>
            <th scope="col">Priority, delay</th>
            <th scope="col">From</th>
            <td />
          </tr>
        </thead>
        <tbody>
          {limits.limits.map((limit) => (
            <tr key={limit.vital}>
              <th scope="row">
                {vitalText(limit.vital)} <small>{unitText(limit.unit)}</small>
              </th>
              <td data-off={limit.low === undefined}>{limitText(limit.low)}</td>
              <td data-off={limit.high === undefined}>{limitText(limit.high)}</td>
              <td>
                {PRIORITY_NAMES[limit.priority]}, {limit.delayMs / 1000} s
              </td>
              <td>
                <small>{limit.entered ? `${limit.by} at ${timeOfDay(limit.atUs)}${limit.reason && `: ${limit.reason}`}` : `default. ${limit.source}`}</small>
              </td>
              <td>
                <button type="button" onClick={() => ask(limitQuestion(bed, limit))} aria-label={`Change limits of ${vitalText(limit.vital)}`}>
                  Change
                </button>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
