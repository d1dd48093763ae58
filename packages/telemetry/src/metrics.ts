import type { Meter, Observable, ObservableCallback, ObservableResult } from '@opentelemetry/api';
import type { Exemplars } from './exemplars.ts';
import type { MetricAttributeName, MetricAttributes } from './metric-attributes.ts';

export interface MetricOptions {
  /** A UCUM unit: `s`, `By`, `{event}`. */
  unit: string;
  description: string;
  /** Upper bounds of a histogram's buckets, ascending. */
  buckets?: readonly number[];
  /** What its values are told apart by. For docs/telemetry.md. */
  attributes?: readonly MetricAttributeName[];
  /** Which services have it; default all of them. For docs/telemetry.md. */
  shownBy?: string;
  /**
   * Of a counter without attributes: that it is told from the start, as 0. One that first appears as 1 has not risen for
   * whoever watches it.
   */
  fromZero?: boolean;
}

/** An instrument as it was defined, for the list of all. */
export interface DefinedMetric extends MetricOptions {
  readonly name: string;
  readonly kind: 'histogram' | 'counter' | 'gauge';
}

const defined: DefinedMetric[] = [];

/** All that were defined in this process until now, by name. */
export function definedMetrics(): DefinedMetric[] {
  return defined.toSorted((a, b) => (a.name < b.name ? -1 : 1));
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
  defined.push({ ...options, name, kind: 'histogram' });
  let record: Histogram['record'] | undefined;
  connect((meter) => {
    const { buckets, unit, description } = options;
    const advice = buckets ? { advice: { explicitBucketBoundaries: [...buckets] } } : {};
    const instrument = meter?.createHistogram(name, { unit, description, ...advice });
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
  defined.push({ ...options, name, kind: 'counter' });
  const { unit, description, fromZero = false } = options;
  let add: Counter['add'] | undefined;
  connect((meter) => {
    const instrument = meter?.createCounter(name, { unit, description });
    if (fromZero) instrument?.add(0, {});
    add = instrument && ((increment, attributes) => instrument.add(increment, attributes));
  });
  return { add: (increment, attributes) => add?.(increment, attributes) };
}

/** A value that is read when metrics are exported. */
export function defineGauge(name: string, options: MetricOptions): Gauge {
  defined.push({ ...options, name, kind: 'gauge' });
  const { unit, description } = options;
  return observed((meter) => meter.createObservableGauge(name, { unit, description }));
}

/** A sum that only grows and that something else keeps, the system for instance: read when metrics are exported. */
export function defineObservedCounter(name: string, options: MetricOptions): Gauge {
  defined.push({ ...options, name, kind: 'counter' });
  const { unit, description } = options;
  return observed((meter) => meter.createObservableCounter(name, { unit, description }));
}

function observed(create: (meter: Meter) => Observable): Gauge {
  const observers = new Set<ObservableCallback>();
  let instrument: Observable | undefined;
  connect((meter) => {
    instrument = meter && create(meter);
    for (const observer of observers) instrument?.addCallback(observer);
  });
  return {
    observe(read, attributes) {
      // Each by itself, so that one that fails leaves the others their values.
      const observer = async (result: ObservableResult) => result.observe(await read(), attributes);
      observers.add(observer);
      instrument?.addCallback(observer);
      return () => {
        observers.delete(observer);
        instrument?.removeCallback(observer);
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
