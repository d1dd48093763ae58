import { trace, TraceFlags } from '@opentelemetry/api';
import type { MetricAttributes } from './metric-attributes.ts';

/** A recorded trace, and the value measured in it. */
export interface Exemplar {
  readonly traceId: string;
  readonly spanId: string;
  readonly value: number;
  /** Seconds since 1970. */
  readonly at: number;
}

/**
 * The latest recorded trace for each bucket of each series, so that anyone who sees slow calls in a graph can open one
 * of them. Our own implementation, because OpenTelemetry's SDK for JavaScript has none (3.1).
 */
export class Exemplars {
  readonly #series = new Map<string, (Exemplar | undefined)[]>();

  /** Ignores values outside a recorded trace, which nobody could open. */
  keep(name: string, buckets: readonly number[], value: number, attributes: MetricAttributes): void {
    const span = trace.getActiveSpan()?.spanContext();
    if (span === undefined || (span.traceFlags & TraceFlags.SAMPLED) === 0) return;
    const key = keyOf(name, attributes);
    let kept = this.#series.get(key);
    if (kept === undefined) this.#series.set(key, (kept = []));
    const { traceId, spanId } = span;
    kept[bucketOf(value, buckets)] = { traceId, spanId, value, at: Date.now() / 1_000 };
  }

  /** @param bucket 0 for the lowest; the number of bounds for the overflow bucket. */
  find(name: string, attributes: MetricAttributes, bucket: number): Exemplar | undefined {
    return this.#series.get(keyOf(name, attributes))?.[bucket];
  }
}

function bucketOf(value: number, buckets: readonly number[]): number {
  const found = buckets.findIndex((bound) => value <= bound);
  return found === -1 ? buckets.length : found;
}

function keyOf(name: string, attributes: MetricAttributes): string {
  const pairs = Object.entries(attributes).map(([attribute, value]) => `${attribute}=${String(value)}`);
  return [name, ...pairs.toSorted()].join('|');
}
