import type { Meter, Observable, ObservableCallback, ObservableResult } from '@opentelemetry/api';
import type { Exemplars } from './exemplars.ts';
import type { MetricAttributeName, MetricAttributes } from './metric-attributes.ts';

export interface MetricOptions {
  /** A UCUM unit: `s`, `By`, `{event}`. */
  unit: string;
  description: string;
  /** Upper bounds of a histogram's buckets, ascending. */
  buckets?: readonly number[];
  /** The attributes that distinguish its series. For docs/telemetry.md. */
  attributes?: readonly MetricAttributeName[];
  /** The services that have it; default: all of them. For docs/telemetry.md. */
  shownBy?: string;
  /**
   * For a counter without attributes: export it as 0 from the start. A counter that first appears as 1 shows no
   * increase.
   */
  fromZero?: boolean;
}

/** The definition of an instrument, for the list of all. */
export interface DefinedMetric extends MetricOptions {
  readonly name: string;
  readonly kind: 'histogram' | 'counter' | 'gauge';
}

const defined: DefinedMetric[] = [];

/** All instruments defined in this process so far, by name. */
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
   * Calls `read` for the value at every export, and never without an exporter. If it rejects, that export has no value.
   * Returns a function that stops it.
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

/** A growing sum that something else keeps, such as the operating system; it is read when metrics are exported. */
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
      // Each in its own observer, so that a failing one does not affect the values of the others.
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

// Unlike the tracing API, the metrics API returns instruments that stay silent forever if they are created before the
// start. Therefore each is created when a meter is set, and dropped with it.
let currentMeter: Meter | undefined;
let currentExemplars: Exemplars | undefined;
const connections: ((meter: Meter | undefined) => void)[] = [];

/**
 * Makes all defined instruments write to the meter, or to nothing.
 *
 * @param exemplars keeps traces for the buckets of histograms; if absent, none are kept.
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
