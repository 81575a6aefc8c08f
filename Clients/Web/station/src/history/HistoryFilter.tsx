import { ALARM_KINDS, kindText } from '../picture/kinds';

export interface Filter {
  bed: string;
  priority: string;
  kind: string;
  /** ISO 8601: detected before. */
  to: string;
  hours: string;
}

export const EMPTY: Filter = { bed: '', priority: '', kind: '', to: '', hours: '' };

/** The query of GET /api/alarms; what is empty is left out. */
export function queryOf({ hours, ...filter }: Filter): URLSearchParams {
  const query = new URLSearchParams(Object.entries(filter).filter(([, value]) => value !== ''));
  if (hours !== '') {
    // Whole minutes, so that the same filter asks the same question for a while.
    const minute = Math.floor(Date.now() / 60_000) - Number(hours) * 60;
    query.set('from', new Date(minute * 60_000).toISOString());
  }
  return query;
}

interface HistoryFilterProps {
  filter: Filter;
  change: (filter: Filter) => void;
  beds: string[];
}

export function HistoryFilter({ filter, change, beds }: HistoryFilterProps) {
  const choose = (name: keyof Filter, label: string, options: [string, string][]) => (
    <label>
      {label}
      <select value={filter[name]} onChange={(event) => change({ ...filter, to: '', [name]: event.target.value })}>
        <option value="">all</option>
        {options.map(([value, text]) => (
          <option key={value} value={value}>
            {text}
          </option>
        ))}
      </select>
    </label>
  );
  const bedLabels = [...new Set([...beds, filter.bed])].filter(Boolean);
  return (
    <form className="history-filter" aria-label="Filter">
      {choose('bed', 'Bed', bedLabels.map((bed) => [bed, bed]))}
      {choose('priority', 'Priority', [['3', 'high'], ['2', 'medium'], ['1', 'low']])}
      {choose('kind', 'Alarm', ALARM_KINDS.map((kind) => [kind, kindText(kind)]))}
      {choose('hours', 'Since', [['1', '1 hour'], ['8', '8 hours'], ['24', '24 hours'], ['168', '7 days']])}
      {filter.to !== '' && (
        <button type="button" onClick={() => change({ ...filter, to: '' })}>
          Newest
        </button>
      )}
    </form>
  );
}
