import { context, type Span, SpanKind, SpanStatusCode, trace } from '@opentelemetry/api';
import { ATTRIBUTE_NAMES, type SpanAttributes } from './attributes.ts';
import { loggableText, NOT_LOGGED } from './loggable-text.ts';
import type { TraceContext } from './propagation.ts';

export type SpanKindName = 'internal' | 'server' | 'client' | 'producer' | 'consumer';

/** What code inside a span can do with it. */
export interface SpanHandle {
  set(attributes: SpanAttributes): void;
  /** Marks the span as failed without an exception, with a code such as `NOT_FOUND`. */
  fail(errorType: string): void;
}

export interface SpanOptions {
  /** The parent, if it is not the active span: the context of a caller or a producer. */
  parent?: TraceContext;
  /** Contexts that also caused this work, such as the events of a batch. */
  links?: readonly TraceContext[];
}

/**
 * Runs `fn` inside a new span and ends the span when `fn` is done. An error passes through; the span records only its
 * class name, because a message may contain personal data.
 *
 * @param name of low cardinality: the RPC's method or the event's type, never an id.
 */
export function withSpan<T>(
  name: string,
  kind: SpanKindName,
  attributes: SpanAttributes,
  fn: (span: SpanHandle) => T,
  options: SpanOptions = {},
): T {
  const parent = options.parent ?? context.active();
  const links = (options.links ?? []).flatMap((place) => trace.getSpanContext(place) ?? []);
  // Looked up each time, because a tracer from before a start or shutdown would be stale.
  const span = trace
    .getTracer('safe-community')
    .startSpan(name, { kind: KINDS[kind], links: links.map((linked) => ({ context: linked })) }, parent);
  setAttributes(span, attributes);
  const handle = handleOf(span);
  return endAfter(span, handle, () => context.with(trace.setSpan(parent, span), () => fn(handle)));
}

const KINDS: Record<SpanKindName, SpanKind> = {
  internal: SpanKind.INTERNAL,
  server: SpanKind.SERVER,
  client: SpanKind.CLIENT,
  producer: SpanKind.PRODUCER,
  consumer: SpanKind.CONSUMER,
};

function endAfter<T>(span: Span, handle: SpanHandle, run: () => T): T {
  const fail = (error: unknown): never => {
    handle.fail(error instanceof Error ? error.constructor.name : typeof error);
    span.end();
    throw error;
  };
  try {
    const result = run();
    if (!(result instanceof Promise)) {
      span.end();
      return result;
    }
    const ended = result.then((value: unknown) => {
      span.end();
      return value;
    }, fail);
    // `ended` resolves to the value of `result`, so it is a T as well.
    return ended as T;
  } catch (error) {
    return fail(error);
  }
}

function handleOf(span: Span): SpanHandle {
  return {
    set: (attributes) => setAttributes(span, attributes),
    fail(errorType) {
      setAttributes(span, { 'error.type': errorType });
      span.setStatus({ code: SpanStatusCode.ERROR });
    },
  };
}

// The type is not trusted, because a cast can bypass it: unknown names are not set.
function setAttributes(span: Span, attributes: SpanAttributes): void {
  if (!span.isRecording()) return;
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined || !allowedNames.has(name)) continue;
    if (typeof value === 'string') span.setAttribute(name, loggableText(value));
    else span.setAttribute(name, attributeOf(value));
  }
}

const allowedNames: ReadonlySet<string> = new Set(ATTRIBUTE_NAMES);

function attributeOf(value: unknown): number | boolean | string {
  if (typeof value === 'number' || typeof value === 'boolean') return value;
  return typeof value === 'bigint' ? Number(value) : NOT_LOGGED;
}
