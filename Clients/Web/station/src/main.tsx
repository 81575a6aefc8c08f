import { createRoot } from 'react-dom/client';
import { Station } from './Station';
import './style/station.css';
import './style/print.css';
import { App } from './view/App';
import { StationContext } from './view/StationContext';

const scheme = location.protocol === 'https:' ? 'wss' : 'ws';
const station = new Station(`${scheme}://${location.host}/station/live`);

createRoot(document.getElementById('root') as HTMLElement).render(
  <StationContext value={station}>
    <App />
  </StationContext>,
);
