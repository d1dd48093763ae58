import {
  type Context,
  context,
  propagation,
  ROOT_CONTEXT,
  type TextMapGetter,
  type TextMapSetter,
} from '@opentelemetry/api';

/** A place in a trace that came from elsewhere, with its baggage. */
export type TraceContext = Context;

type Set = (name: string, value: string) => void;
type Get = (name: string) => string | undefined;

/**
 * Gives the headers of the active span (`traceparent`, `tracestate`, `baggage`) to `set`, one by
 * one, names in lower case: `injectTrace((name, value) => metadata.set(name, value))`.
 */
export function injectTrace(set: Set): void {
  propagation.inject(context.active(), set, setter);
}

/** The place in a trace that the headers name; an empty place when they name none. */
export function extractTrace(get: Get): TraceContext {
  return propagation.extract(ROOT_CONTEXT, get, getter);
}

/** Runs `fn` at that place: its spans become children there, its calls carry the baggage on. */
export function runInTrace<T>(place: TraceContext, fn: () => T): T {
  return context.with(place, fn);
}

const setter: TextMapSetter<Set> = { set: (carrier, name, value) => carrier(name, value) };
// `keys` is for propagators whose header names are not fixed; ours are.
const getter: TextMapGetter<Get> = { get: (carrier, name) => carrier(name), keys: () => [] };
