import { parseArgs } from 'node:util';
import { MockCloud } from './MockCloud';
import { MockEdge } from './MockEdge';

const { values } = parseArgs({
  options: {
    beds: { type: 'string', default: '8' },
    station: { type: 'string', default: '5180' },
    portal: { type: 'string', default: '5181' },
  },
});

const station = await new MockEdge(Number(values.beds)).start(Number(values.station));
const portal = await new MockCloud().start(Number(values.portal));
console.log(`station http://127.0.0.1:${station}/   portal http://127.0.0.1:${portal}/`);
