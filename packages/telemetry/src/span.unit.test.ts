import { SpanKind, SpanStatusCode } from '@opentelemetry/api';
import { expect, test } from 'vitest';
import { extractTrace, injectTrace, type SpanAttributes, withSpan } from './index.ts';
import { recordedSpans } from '../test/recorded-spans.ts';

const CANARY = 'Олена Канаренко';

function injected(): Record<string, string> {
  const headers: Record<string, string> = {};
  injectTrace((name, value) => (headers[name] = value));
  return headers;
}

test('spans nest over await, and carry kind, attributes and the service', async () => {
  const spans = await recordedSpans();
  const answer = await withSpan('outer', 'server', { 'rpc.method': 'a.B/C' }, async () => {
    await new Promise((resolve) => setTimeout(resolve, 1));
    return withSpan('inner', 'client', { 'safe_community.ledger.position': 7n }, () => 42);
  });
  const [inner, outer] = spans();
  expect(answer).toBe(42);
  expect(inner?.parentSpanContext?.spanId).toBe(outer?.spanContext().spanId);
  expect(inner?.attributes).toEqual({ 'safe_community.ledger.position': 7 });
  expect(outer?.kind).toBe(SpanKind.SERVER);
  expect(outer?.attributes).toEqual({ 'rpc.method': 'a.B/C' });
  expect(outer?.resource.attributes).toMatchObject({
    'service.name': 'intake',
    'service.version': '1.2.3',
  });
});

test('an error propagates and leaves only its class', async () => {
  const spans = await recordedSpans();
  const fail = () => {
    throw new RangeError(CANARY);
  };
  expect(() => withSpan('sync', 'internal', {}, fail)).toThrow(CANARY);
  await expect(withSpan('async', 'internal', {}, async () => fail())).rejects.toThrow(CANARY);
  for (const span of spans()) {
    expect(span.status).toEqual({ code: SpanStatusCode.ERROR });
    expect(span.attributes).toEqual({ 'error.type': 'RangeError' });
    expect(span.events).toEqual([]);
  }
  expect(spans()).toHaveLength(2);
});

test('a personal attribute does not compile and is not set at run time', async () => {
  const spans = await recordedSpans();
  // @ts-expect-error: no attribute of ours
  withSpan('a', 'internal', { 'enduser.name': CANARY }, () => undefined);
  withSpan('b', 'internal', { 'messaging.message.id': CANARY }, (span) => {
    span.set({ name: CANARY, 'rpc.method': [CANARY] } as unknown as SpanAttributes);
    span.fail(CANARY);
  });
  const all = JSON.stringify(spans().map(({ attributes, status }) => [attributes, status]));
  expect(all).not.toContain('Канаренко');
  expect(spans()[0]?.attributes).toEqual({});
  expect(spans()[1]?.attributes).toEqual({
    'messaging.message.id': '[not logged]',
    'rpc.method': '[not logged]',
    'error.type': '[not logged]',
  });
});

test('headers carry a trace from one process to another', async () => {
  const spans = await recordedSpans();
  const headers = withSpan('caller', 'client', {}, injected);
  const parent = extractTrace((name) => headers[name]);
  withSpan('callee', 'server', {}, () => undefined, { parent });
  const [caller, callee] = spans();
  expect(headers.traceparent).toBe(`00-${caller?.spanContext().traceId}-${caller?.spanContext().spanId}-01`);
  expect(callee?.spanContext().traceId).toBe(caller?.spanContext().traceId);
  expect(callee?.parentSpanContext?.spanId).toBe(caller?.spanContext().spanId);
});

test.each([undefined, '', 'nonsense', `00-${'0'.repeat(32)}-${'0'.repeat(16)}-01`])(
  'a traceparent of %j begins a new trace',
  async (traceparent) => {
    const spans = await recordedSpans();
    const parent = extractTrace((name) => (name === 'traceparent' ? traceparent : undefined));
    withSpan('callee', 'server', {}, () => undefined, { parent });
    expect(spans()[0]?.parentSpanContext).toBeUndefined();
  },
);

test('a batch is linked to the traces of its events', async () => {
  const spans = await recordedSpans();
  const places = ['a', 'b'].map((name) => {
    const headers = withSpan(name, 'producer', {}, injected);
    return extractTrace((header) => headers[header]);
  });
  withSpan('batch', 'consumer', {}, () => undefined, { links: places });
  const [first, second, batch] = spans();
  expect(batch?.links.map((link) => link.context.spanId)).toEqual([
    first?.spanContext().spanId,
    second?.spanContext().spanId,
  ]);
});

test('at ratio 0 no new trace is recorded, and that of a sampled caller still is', async () => {
  const spans = await recordedSpans(0);
  expect(withSpan('own', 'server', {}, injected).traceparent).toMatch(/-00$/);
  const parent = extractTrace(() => `00-${'a'.repeat(32)}-${'b'.repeat(16)}-01`);
  withSpan('called', 'server', {}, () => undefined, { parent });
  expect(spans().map((span) => span.name)).toEqual(['called']);
});
