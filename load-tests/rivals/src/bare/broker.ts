import { readFileSync } from 'node:fs';
import { jetstreamManager } from '@nats-io/jetstream';
import { connect, type NatsConnection } from '@nats-io/transport-node';
import type { Settings } from '../settings.js';

export const STREAM = 'bare';

export async function connectBroker({ broker, tls: { caFile, certFile, keyFile } }: Settings): Promise<NatsConnection> {
  const [ca, cert, key] = [caFile, certFile, keyFile].map((file) => readFileSync(file, 'utf8'));
  const nc = await connect({ servers: [broker], tls: { ca, cert, key }, noAsyncTraces: true });
  await (await jetstreamManager(nc)).streams.add({ name: STREAM, subjects: [`${STREAM}.>`] });
  return nc;
}
