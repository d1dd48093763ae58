import {
  type Context,
  context,
  propagation,
  ROOT_CONTEXT,
  type TextMapGetter,
  type TextMapSetter,
} from '@opentelemetry/api';

/** A remote trace context, with its baggage. */
export type TraceContext = Context;

type Set = (name: string, value: string) => void;
type Get = (name: string) => string | undefined;

/**
 * Passes the headers of the active span (`traceparent`, `tracestate`, `baggage`) to `set`, one by one, with lower-case
 * names: `injectTrace((name, value) => metadata.set(name, value))`.
 */
export function injectTrace(set: Set): void {
  propagation.inject(context.active(), set, setter);
}

/** The trace context of the headers; empty if they have none. */
export function extractTrace(get: Get): TraceContext {
  return propagation.extract(ROOT_CONTEXT, get, getter);
}

/** Runs `fn` in that context: its spans become children, and its calls propagate the baggage. */
export function runInTrace<T>(place: TraceContext, fn: () => T): T {
  return context.with(place, fn);
}

const setter: TextMapSetter<Set> = { set: (carrier, name, value) => carrier(name, value) };
// `keys` is for propagators with variable header names; ours are fixed.
const getter: TextMapGetter<Get> = { get: (carrier, name) => carrier(name), keys: () => [] };
