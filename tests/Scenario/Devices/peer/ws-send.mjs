// Sends each argument as one JSON packet over WebSocket with ws; prints the answers.
import WebSocket from 'ws';

const [url, credentials, ...packets] = process.argv.slice(2);
const socket = new WebSocket(url, 'care.device.v1', { auth: credentials });
let waiting = packets.length;
socket.on('open', () => packets.forEach((packet) => socket.send(packet)));
socket.on('message', (data) => {
  const answer = JSON.parse(data.toString());
  console.log(`${answer.outcome} ${answer.sequence}`);
  if (--waiting === 0) {
    socket.close();
  }
});
