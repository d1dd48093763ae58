import { defineGauge, defineHistogram, defineObservedCounter } from '../metrics.ts';

/** Seconds of the last whole window of 15 s; how much later than due the loop came to a timer. */
const delay = (name: string, what: string) =>
  defineGauge(`nodejs.eventloop.delay.${name}`, {
    unit: 's',
    description: `How late the event loop was in the last 15 s: ${what}`,
  });

export const loopDelays = {
  p50: delay('p50', 'the median'),
  p90: delay('p90', '90 of 100 times less than this'),
  p99: delay('p99', '99 of 100 times less than this'),
  max: delay('max', 'the worst'),
};

/** 0 to 1: at 1 it has no more to give. */
export const loopUtilization = defineGauge('nodejs.eventloop.utilization', {
  unit: '1',
  description: 'Share of the last 15 s in which the event loop was at work',
});

/** Modes: `user`, `system`. */
export const processorTime = defineObservedCounter('process.cpu.time', {
  unit: 's',
  description: 'Processor time that the process has taken',
  attributes: ['cpu.mode'],
});

export const residentMemory = defineGauge('process.memory.usage', {
  unit: 'By',
  description: 'Memory of the process that is resident',
});

export const uptime = defineGauge('process.uptime', {
  unit: 's',
  description: 'How long the process has run',
});

export const heapUsed = defineGauge('v8js.memory.heap.used', {
  unit: 'By',
  description: 'Memory of the JavaScript heap that is used',
  attributes: ['v8js.heap.space.name'],
});

/** The process ends when it needs more. */
export const heapLimit = defineGauge('safe_community.process.heap_limit', {
  unit: 'By',
  description: 'What the JavaScript heap may grow to',
});

/** Kinds: `major`, `minor`, `incremental`, `weakcb`. */
export const collectionTime = defineHistogram('v8js.gc.duration', {
  unit: 's',
  description: 'How long garbage collections took',
  buckets: [0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1],
  attributes: ['v8js.gc.type'],
});
