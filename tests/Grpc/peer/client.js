// The other side's client against our server. Prints one line per result; the test compares them.
const grpc = require('@grpc/grpc-js');
const loader = require('@grpc/proto-loader');

const [proto, address] = process.argv.slice(2);
const { Echo } = grpc.loadPackageDefinition(loader.loadSync(proto, { longs: Number, defaults: true })).care.test;
const client = new Echo(address, grpc.credentials.createInsecure());

const say = (note, options = {}) => new Promise((resolve) =>
  client.say(note, options, (error, answer) => resolve(error ? `${error.code} ${error.details}` : `${answer.text} ${answer.number}`)));

const talk = (texts) => new Promise((resolve) => {
  const seen = [];
  const call = client.talk();
  call.on('data', (note) => seen.push(`${note.text}${note.number}`));
  call.on('error', () => {});
  call.on('status', (status) => resolve(`${seen.join(' ')} status ${status.code} ${status.details}`));
  texts.forEach((text, number) => call.write({ text, number }));
  call.end();
});

const cancel = () => new Promise((resolve) => {
  const call = client.talk();
  call.on('data', () => call.cancel());
  call.on('error', () => {});
  call.on('status', (status) => resolve(status.code));
  call.write({ text: 'wait' });
});

(async () => {
  console.log(`unary: ${await say({ text: 'hello', number: 41 })}`);
  console.log(`large: ${(await say({ text: 'x'.repeat(1000000), number: 1 })).length}`);
  console.log(`failure: ${await say({ text: 'fail' })}`);
  console.log(`deadline: ${(await say({ text: 'hang' }, { deadline: Date.now() + 300 })).split(' ')[0]}`);
  console.log(`stream: ${await talk(['a', 'b', 'c'])}`);
  console.log(`stream failure: ${await talk(['a', 'fail'])}`);
  console.log(`cancel: ${await cancel()}`);
  client.close();
})();
