import { defineCounter, defineHistogram } from '../metrics.ts';
import { secondsBuckets } from './seconds-buckets.ts';

/** Rate, errors and duration of every page, by its route pattern: an address may hold what a person typed. In seconds. */
export const httpServerDuration = defineHistogram('http.server.request.duration', {
  unit: 's',
  description: 'Duration of an HTTP request at the gateway',
  buckets: secondsBuckets,
  attributes: ['http.request.method', 'http.route', 'http.response.status_code'],
});

export const requestsLimited = defineCounter('safe_community.http.limited', {
  unit: '{request}',
  description: 'HTTP requests that were rejected because their network sent too many',
  fromZero: true,
});
