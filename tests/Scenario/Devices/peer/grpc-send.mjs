// Streams heart rates over gRPC with @grpc/grpc-js; prints the answers.
import grpc from '@grpc/grpc-js';
import loader from '@grpc/proto-loader';

const [address, folder, serial, credentials, ...sequences] = process.argv.slice(2);
const definition = loader.loadSync('Devices/ingest.proto', { includeDirs: [folder], longs: String, enums: String, defaults: true });
const { DeviceIngest } = grpc.loadPackageDefinition(definition).care.device.v1;
const client = new DeviceIngest(address, grpc.credentials.createInsecure());
const metadata = new grpc.Metadata();
metadata.set('care-device', serial);
metadata.set('authorization', `Basic ${Buffer.from(credentials).toString('base64')}`);
const call = client.Stream(metadata);
call.on('data', (answer) => console.log(`${answer.outcome} ${answer.sequence}`));
call.on('error', (error) => console.log(error.code));
call.on('end', () => client.close());
for (const sequence of sequences) {
  call.write({ sequence, numerics: { values: [{ code: 147842, value: 72, unit: '/min' }] } });
}
call.end();
