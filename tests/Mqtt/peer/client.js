// MQTT.js against our broker. Prints one line per message and one at the end; the test compares them.
const mqtt = require('mqtt');

const [port, protocolVersion] = process.argv.slice(2).map(Number);
const is5 = protocolVersion === 5;

(async () => {
  const client = await mqtt.connectAsync({ host: '127.0.0.1', port, protocolVersion, clientId: `mqttjs-${protocolVersion}` });
  const seen = [];
  const all = new Promise((resolve) => client.on('message', (topic, payload, packet) => {
    const said = packet.properties?.userProperties?.unit ?? '-';
    seen.push(`${topic} ${payload} qos ${packet.qos} ${said}`);
    if (seen.length === 3) { resolve(); }
  }));
  await client.subscribeAsync('bed/+/vitals', { qos: 2 });
  for (const qos of [0, 1, 2]) {
    await client.publishAsync(`bed/${qos}/vitals`, 'x', { qos, properties: is5 ? { userProperties: { unit: 'mmHg' } } : undefined });
  }
  await all;
  console.log(seen.join('\n'));
  await client.endAsync();
  console.log('end');
})();
