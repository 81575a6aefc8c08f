import { ageText, isHeard, type CloudStatus, type SiteStatus } from './fleet';

const UNKNOWN = 'unknown';

const count = (value: number) => value.toLocaleString('en');

/** @param current false when the cloud itself has not answered for a while: then nothing of now is known of any site. */
export function SiteTable({ status, nowMs, current }: { status: CloudStatus; nowMs: number; current: boolean }) {
  return (
    <div className="table-frame" tabIndex={0} role="region" aria-label="Sites">
      <table>
        <thead>
          <tr>
            <th rowSpan={2}>Site</th>
            <th rowSpan={2}>Link</th>
            <th rowSpan={2}>Last heard</th>
            <th rowSpan={2} className="number">
              Beds
            </th>
            <th rowSpan={2} className="number">
              Observations
            </th>
            <th colSpan={3} className="group">
              Alarms, last hour
            </th>
            <th colSpan={5} className="group">
              Receipts
            </th>
          </tr>
          <tr className="number">
            <th>high</th>
            <th>medium</th>
            <th>low</th>
            <th>received</th>
            <th>duplicate</th>
            <th>missing</th>
            <th>shed</th>
            <th>refused</th>
          </tr>
        </thead>
        <tbody>
          {status.sites.map((site) => (
            <SiteRow key={site.edge} site={site} nowMs={nowMs} heard={current && isHeard(site, nowMs)} />
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row" colSpan={4}>
              All sites
            </th>
            <td>{count(status.observations)}</td>
            <td colSpan={3} />
            <Receipts of={status} />
          </tr>
        </tfoot>
      </table>
    </div>
  );
}

function SiteRow({ site, nowMs, heard }: { site: SiteStatus; nowMs: number; heard: boolean }) {
  const [low = 0, medium = 0, high = 0] = site.alarmsLastHour;
  const now = (value: number) => (heard ? <td>{count(value)}</td> : <td className="unknown">{UNKNOWN}</td>);
  return (
    <tr data-heard={heard}>
      <th scope="row">
        {site.site} <small>{site.software}</small>
      </th>
      <td className="words">{heard ? '● connected' : '○ not heard'}</td>
      <td className="words">{site.lastHeard === null ? 'never' : ageText(Date.parse(site.lastHeard), nowMs)}</td>
      {now(site.beds)}
      <td>{count(site.observations)}</td>
      {now(high)}
      {now(medium)}
      {now(low)}
      <Receipts of={site} />
    </tr>
  );
}

function Receipts({ of }: { of: Pick<SiteStatus, 'received' | 'duplicates' | 'missing' | 'shed' | 'refused'> }) {
  return (
    <>
      <td>{count(of.received)}</td>
      <td>{count(of.duplicates)}</td>
      <td data-bad={of.missing > 0}>{count(of.missing)}</td>
      <td data-bad={of.shed > 0}>{count(of.shed)}</td>
      <td data-bad={of.refused > 0}>{count(of.refused)}</td>
    </>
  );
}
