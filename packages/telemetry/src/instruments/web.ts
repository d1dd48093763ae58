import { defineCounter, defineGauge, defineHistogram } from '../metrics.ts';
import { pageBuckets } from './seconds-buckets.ts';

const OF_GATEWAY = 'gateway';

/** Rate, errors and duration of every page, by its route pattern: an address may hold what a person typed. In seconds. */
export const httpServerDuration = defineHistogram('http.server.request.duration', {
  unit: 's',
  description: 'Duration of an HTTP request at the gateway',
  buckets: pageBuckets,
  attributes: ['http.request.method', 'http.route', 'http.response.status_code'],
  shownBy: OF_GATEWAY,
});

export const requestsLimited = defineCounter('safe_community.http.limited', {
  unit: '{request}',
  description: 'HTTP requests that were rejected because their address or network sent too many',
  fromZero: true,
  shownBy: OF_GATEWAY,
});

export const connectionsOpen = defineGauge('safe_community.http.connections', {
  unit: '{connection}',
  description: 'Open connections to the gateway',
  shownBy: OF_GATEWAY,
});

export const connectionsRefused = defineCounter('safe_community.http.connections_refused', {
  unit: '{connection}',
  description:
    'Connections that were closed because their address or network had too many: idle ones, or else the new one',
  fromZero: true,
  shownBy: OF_GATEWAY,
});

/** `service`: it was asked; `memory`: its last answer is fresh enough; `stale`: it failed, and an older answer was used. */
export const answersUsed = defineCounter('safe_community.http.answers', {
  unit: '{answer}',
  description: 'Answers of services that pages used, by where they came from: service, memory, stale',
  attributes: ['safe_community.answer.source'],
  shownBy: OF_GATEWAY,
});
