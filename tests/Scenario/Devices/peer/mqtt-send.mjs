// Publishes TOPIC PAYLOAD pairs by MQTT 5.0 with MQTT.js, one after another; prints the code and the reason string of each acknowledgement.
import mqtt from 'mqtt';

const [port, clientId, username, password, qos, ...pairs] = process.argv.slice(2);
const client = await mqtt.connectAsync({ host: '127.0.0.1', port: Number(port), protocolVersion: 5, clientId, username, password });
client.on('packetreceive', (packet) => {
  if (packet.cmd === 'puback' || packet.cmd === 'pubrec') {
    console.log(`${(packet.reasonCode ?? 0).toString(16)} ${packet.properties?.reasonString ?? '-'}`);
  }
});
for (let pair = 0; pair < pairs.length; pair += 2) {
  // A refusal rejects the promise; it is printed already.
  await client.publishAsync(pairs[pair], pairs[pair + 1], { qos: Number(qos) }).catch(() => {});
}
await client.endAsync();
