import { defineCounter, defineHistogram } from '../metrics.ts';
import { secondsBuckets } from './seconds-buckets.ts';

/** Rate, errors and duration of every method. Seconds. */
export const rpcServerDuration = defineHistogram('rpc.server.call.duration', {
  unit: 's',
  description: 'How long the server took for a call; 0 for one that was refused at the door',
  buckets: secondsBuckets,
  attributes: ['rpc.method', 'rpc.response.status_code'],
});

/** Seconds. */
export const rpcClientDuration = defineHistogram('rpc.client.call.duration', {
  unit: 's',
  description: 'How long a call to another service took, as its client saw it',
  buckets: secondsBuckets,
  attributes: ['rpc.method', 'rpc.response.status_code'],
});

export const callsShed = defineCounter('safe_community.rpc.shed', {
  unit: '{call}',
  description: 'Calls that were refused at the door, because too many were under way or their caller came too often',
  attributes: ['safe_community.rpc.rule'],
});

/** Without attributes: the clients control everything that could be one. */
export const callsOfUnregisteredClients = defineCounter('safe_community.rpc.strangers', {
  unit: '{call}',
  description: 'Calls that were refused since their certificate is of our authority, but of no known caller',
  fromZero: true,
});
