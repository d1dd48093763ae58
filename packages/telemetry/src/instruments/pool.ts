import { defineGauge, defineHistogram } from '../metrics.ts';
import { secondsBuckets } from './seconds-buckets.ts';

/** The state is `used` or `idle`. */
export const poolConnections = defineGauge('db.client.connection.count', {
  unit: '{connection}',
  description: 'Connections to the database that are open, by whether somebody has them',
  attributes: ['db.client.connection.pool.name', 'db.client.connection.state'],
});

export const poolLimit = defineGauge('db.client.connection.max', {
  unit: '{connection}',
  description: 'Connections to the database that may be open at once',
  attributes: ['db.client.connection.pool.name'],
});

export const poolWaiting = defineGauge('db.client.connection.pending_requests', {
  unit: '{request}',
  description: 'Who waits for a connection to the database',
  attributes: ['db.client.connection.pool.name'],
});

/** Seconds, also of the time that it takes to open one. */
export const poolWaitTime = defineHistogram('db.client.connection.wait_time', {
  unit: 's',
  description: 'How long it took to get a connection to the database',
  buckets: secondsBuckets,
  attributes: ['db.client.connection.pool.name'],
});
