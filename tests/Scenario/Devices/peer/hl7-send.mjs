// PORT VERSION [--tls AUTHORITY CERTIFICATE KEY] FILE...: sends each file as one HL7 message with node-hl7-client; prints MSA-1 and MSA-2 of each reply.
import { readFileSync } from 'node:fs';
import Client, { Message } from 'node-hl7-client';

const [port, version, ...rest] = process.argv.slice(2);
const [ca, cert, key] = rest[0] === '--tls' ? rest.slice(1, 4).map((file) => readFileSync(file)) : [];
const files = ca ? rest.slice(4) : rest;
const client = new Client({ host: '127.0.0.1', version, ...(ca && { tls: { ca, cert, key } }) });
let next;
const connection = client.createConnection({ port: Number(port) }, async (response) => {
  const reply = response.getMessage();
  next(`${reply.get('MSA.1').toString()} ${reply.get('MSA.2').toString()}`);
});
for (const file of files) {
  const answered = new Promise((resolve) => (next = resolve));
  await connection.sendMessage(new Message({ text: readFileSync(file, 'utf8') }));
  console.log(await answered);
}
process.exit(0);
