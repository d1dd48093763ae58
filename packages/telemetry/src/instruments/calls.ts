import { defineCounter, defineHistogram } from '../metrics.ts';
import { secondsBuckets } from './seconds-buckets.ts';

/** Rate, errors and duration of every method. In seconds. */
export const rpcServerDuration = defineHistogram('rpc.server.call.duration', {
  unit: 's',
  description: 'Duration of a call at the server; 0 for a call that was rejected by load shedding',
  buckets: secondsBuckets,
  attributes: ['rpc.method', 'rpc.response.status_code'],
});

/** In seconds. */
export const rpcClientDuration = defineHistogram('rpc.client.call.duration', {
  unit: 's',
  description: 'Duration of a call to another service, at the client',
  buckets: secondsBuckets,
  attributes: ['rpc.method', 'rpc.response.status_code'],
});

export const callsShed = defineCounter('safe_community.rpc.shed', {
  unit: '{call}',
  description: 'Calls that were rejected by load shedding: a concurrency limit, a client quota, or a rate limit',
  attributes: ['safe_community.rpc.rule'],
});

/** Without attributes: the clients control everything that could be one. */
export const callsOfUnregisteredClients = defineCounter('safe_community.rpc.strangers', {
  unit: '{call}',
  description: 'Calls of unregistered clients, which have a valid certificate but are not in the registry of callers',
  fromZero: true,
});
