import type { Meter, ObservableCallback, ObservableGauge, ObservableResult } from '@opentelemetry/api';
import type { Exemplars } from './exemplars.ts';
import type { MetricAttributes } from './metric-attributes.ts';

export interface MetricOptions {
  /** A UCUM unit: `s`, `By`, `{event}`. */
  unit: string;
  description: string;
  /** Upper bounds of a histogram's buckets, ascending. */
  buckets?: readonly number[];
}

export interface Histogram {
  record(value: number, attributes: MetricAttributes): void;
}

export interface Counter {
  add(increment: number, attributes: MetricAttributes): void;
}

export interface Gauge {
  /**
   * Has `read` asked for the value whenever metrics are exported, and never without an exporter. When it
   * rejects, there is no value that time. Returns a function that stops it.
   */
  observe(read: () => number | Promise<number>, attributes: MetricAttributes): () => void;
}

/** A distribution. Without an exporter, recording is one comparison. */
export function defineHistogram(name: string, options: MetricOptions): Histogram {
  let record: Histogram['record'] | undefined;
  connect((meter) => {
    const { buckets, ...rest } = options;
    const advice = buckets ? { advice: { explicitBucketBoundaries: [...buckets] } } : {};
    const instrument = meter?.createHistogram(name, { ...rest, ...advice });
    if (instrument === undefined) {
      record = undefined;
      return;
    }
    const exemplars = currentExemplars;
    record = (value, attributes) => {
      instrument.record(value, attributes);
      if (buckets !== undefined) exemplars?.keep(name, buckets, value, attributes);
    };
  });
  return { record: (value, attributes) => record?.(value, attributes) };
}

/** A sum that only grows. Without an exporter, adding is one comparison. */
export function defineCounter(name: string, options: MetricOptions): Counter {
  let add: Counter['add'] | undefined;
  connect((meter) => {
    const instrument = meter?.createCounter(name, options);
    add = instrument && ((increment, attributes) => instrument.add(increment, attributes));
  });
  return { add: (increment, attributes) => add?.(increment, attributes) };
}

/** A value that is read when metrics are exported. */
export function defineGauge(name: string, options: MetricOptions): Gauge {
  const observers = new Set<ObservableCallback>();
  let gauge: ObservableGauge | undefined;
  connect((meter) => {
    gauge = meter?.createObservableGauge(name, options);
    for (const observer of observers) gauge?.addCallback(observer);
  });
  return {
    observe(read, attributes) {
      // Each by itself, so that one that fails leaves the others their values.
      const observer = async (result: ObservableResult) => result.observe(await read(), attributes);
      observers.add(observer);
      gauge?.addCallback(observer);
      return () => {
        observers.delete(observer);
        gauge?.removeCallback(observer);
      };
    },
  };
}

// The metrics API, unlike the tracing one, hands out instruments that stay silent for ever when
// asked before the start. So each is made when a meter comes, and forgotten when it goes.
let currentMeter: Meter | undefined;
let currentExemplars: Exemplars | undefined;
const connections: ((meter: Meter | undefined) => void)[] = [];

/**
 * Makes all defined instruments write to the meter, or to nothing.
 *
 * @param exemplars where traces are kept for the buckets of histograms; absent: nowhere.
 */
export function useMeter(meter: Meter | undefined, exemplars?: Exemplars): void {
  currentMeter = meter;
  currentExemplars = exemplars;
  for (const connection of connections) connection(meter);
}

function connect(connection: (meter: Meter | undefined) => void): void {
  connections.push(connection);
  connection(currentMeter);
}
