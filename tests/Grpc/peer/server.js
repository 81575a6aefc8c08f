// The other side's server for our client. Prints its port; ends when its standard input does.
const grpc = require('@grpc/grpc-js');
const loader = require('@grpc/proto-loader');

const { Echo } = grpc.loadPackageDefinition(loader.loadSync(process.argv[2], { longs: Number, defaults: true })).care.test;
const server = new grpc.Server();
const failure = { code: grpc.status.RESOURCE_EXHAUSTED, details: 'voll: 100 % — später' };

server.addService(Echo.service, {
  say(call, answer) {
    const { text, number, blob } = call.request;
    if (text === 'fail') {
      answer(failure);
    } else if (text !== 'hang') {
      answer(null, { text, number: number + 1, blob });
    }
  },
  talk(call) {
    call.on('data', ({ text, number }) => (text === 'fail' ? call.emit('error', failure) : call.write({ text, number: number + 1 })));
    call.on('end', () => call.end());
    call.on('cancelled', () => console.log('cancelled'));
  },
});
server.bindAsync('127.0.0.1:0', grpc.ServerCredentials.createInsecure(), (error, port) => console.log(error ? error.message : port));
process.stdin.on('end', () => process.exit(0)).resume();
