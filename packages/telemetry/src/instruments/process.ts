import { defineGauge, defineHistogram, defineObservedCounter } from '../metrics.ts';

/** In seconds, in the last complete window of 15 s: how late the event loop ran a timer. */
const delay = (name: string, what: string) =>
  defineGauge(`nodejs.eventloop.delay.${name}`, {
    unit: 's',
    description: `Delay of the event loop in the last 15 s: ${what}`,
  });

export const loopDelays = {
  p50: delay('p50', 'the median'),
  p90: delay('p90', '90th percentile'),
  p99: delay('p99', '99th percentile'),
  max: delay('max', 'the worst'),
};

/** From 0 to 1. At 1, the process is saturated. */
export const loopUtilization = defineGauge('nodejs.eventloop.utilization', {
  unit: '1',
  description: 'Share of the last 15 s in which the event loop was busy',
});

/** Modes: `user`, `system`. */
export const processorTime = defineObservedCounter('process.cpu.time', {
  unit: 's',
  description: 'Processor time of the process',
  attributes: ['cpu.mode'],
});

export const residentMemory = defineGauge('process.memory.usage', {
  unit: 'By',
  description: 'Resident memory of the process',
});

export const uptime = defineGauge('process.uptime', {
  unit: 's',
  description: 'Time since the start of the process',
});

export const heapUsed = defineGauge('v8js.memory.heap.used', {
  unit: 'By',
  description: 'Used memory of the JavaScript heap',
  attributes: ['v8js.heap.space.name'],
});

/** The process ends when it needs more. */
export const heapLimit = defineGauge('safe_community.process.heap_limit', {
  unit: 'By',
  description: 'Maximum size of the JavaScript heap',
});

/** Kinds: `major`, `minor`, `incremental`, `weakcb`. */
export const collectionTime = defineHistogram('v8js.gc.duration', {
  unit: 's',
  description: 'Duration of garbage collections',
  buckets: [0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1],
  attributes: ['v8js.gc.type'],
});
