import { defineGauge, defineHistogram } from '../metrics.ts';
import { secondsBuckets } from './seconds-buckets.ts';

/** The state is `used` or `idle`. */
export const poolConnections = defineGauge('db.client.connection.count', {
  unit: '{connection}',
  description: 'Open connections to the database, by state: used or idle',
  attributes: ['db.client.connection.pool.name', 'db.client.connection.state'],
});

export const poolLimit = defineGauge('db.client.connection.max', {
  unit: '{connection}',
  description: 'Maximum number of connections to the database',
  attributes: ['db.client.connection.pool.name'],
});

export const poolWaiting = defineGauge('db.client.connection.pending_requests', {
  unit: '{request}',
  description: 'Requests that wait for a connection to the database',
  attributes: ['db.client.connection.pool.name'],
});

/** In seconds, including the time to open a connection. */
export const poolWaitTime = defineHistogram('db.client.connection.wait_time', {
  unit: 's',
  description: 'Time to get a connection to the database',
  buckets: secondsBuckets,
  attributes: ['db.client.connection.pool.name'],
});
