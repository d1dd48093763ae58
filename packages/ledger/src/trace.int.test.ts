import { randomUUID } from 'node:crypto';
import { SpanKind } from '@opentelemetry/api';
import { IncidentReported } from '@safe-community/contracts/incidents/events/v1/incident_events.ts';
import { LedgerServiceClient, LedgerServiceService } from '@safe-community/contracts/ledger/v1/ledger_service.ts';
import { rows } from '@safe-community/database';
import { callUnary, serve, startServer } from '@safe-community/grpc-kit';
import { isTest, runAsTest, startTelemetry, withSpan, type TelemetryOptions } from '@safe-community/telemetry';
import { demoClientCredentials, eventually, startTestNats, testPki } from '@safe-community/testkit';
import { expect, it, onTestFinished } from 'vitest';
import { requestKey } from './index.ts';
import { connectTo, incident, type Ledger, openLedger, relayOf, silent } from '../test/ground.ts';
import { written } from '../test/written.ts';
import { CALLERS, committedBy, countedBy, listen } from '../test/consumers.ts';

type Exporter = NonNullable<TelemetryOptions['spanExporter']>;
type Result = Parameters<Parameters<Exporter['export']>[1]>[0];
type Span = Parameters<Exporter['export']>[0][number];

const SUCCESS = { code: 0 } as unknown as Result;

async function recordedSpans(): Promise<Span[]> {
  const spans: Span[] = [];
  const spanExporter: Exporter = {
    export: (ended, done) => {
      spans.push(...ended);
      done(SUCCESS);
    },
    shutdown: async () => undefined,
  };
  const telemetry = await startTelemetry({ service: 'test', version: '1', sampleRatio: 1, spanExporter });
  onTestFinished(() => telemetry.shutdown());
  return spans;
}

/** A service whose every call of GetHead commits an event, like a write. */
async function startWriting(ledger: Ledger, rights: { sendsTests?: boolean } = {}): Promise<LedgerServiceClient> {
  const { caFile, identities } = testPki();
  const server = await startServer({
    host: '127.0.0.1',
    port: 0,
    tls: { caFile, ...identities['incident-intake'] },
    callers: new Map([...CALLERS].map(([name, caller]) => [name, { ...caller, ...rights }])),
    services: [
      serve(LedgerServiceService, {
        readEvents: async function* () {
          yield* [];
        },
        getHead: async (_, call) => {
          const response = IncidentReported.fromPartial({});
          const key = requestKey(call, randomUUID());
          await written(ledger.unitOfWork, key, async () => ({ response, events: [incident('i')] }));
          return {
            epoch: String(isTest()),
            headPosition: 0n,
            publishedPosition: 0n,
            firstPosition: 1n,
            installation: 1,
          };
        },
      }),
    ],
    logger: silent,
    faultOf: () => undefined,
  });
  onTestFinished(() => server.drain(100));
  const client = new LedgerServiceClient(`localhost:${server.port}`, demoClientCredentials());
  onTestFinished(() => client.close());
  return client;
}

const METHOD = 'safecommunity.ledger.v1.LedgerService/GetHead';

it('one trace covers client, server, ledger, broker and consumer', async () => {
  const spans = await recordedSpans();
  const [producer, listener, nats] = await Promise.all([openLedger(), openLedger(), startTestNats()]);
  onTestFinished(() => nats.stop());
  const nc = await connectTo(nats);
  relayOf(producer, nc);
  listen(listener, nc);
  const client = await startWriting(producer);
  await withSpan('the journey', 'internal', {}, () =>
    callUnary(METHOD, client.getHead.bind(client), { partition: 0 }, 5_000),
  );
  await eventually(async () => expect(await countedBy(listener)).toEqual(['i']));

  const of = (kind: SpanKind): Span => {
    const found = spans.filter((span) => span.kind === kind);
    expect(found).toHaveLength(1);
    return found[0]!;
  };
  const { INTERNAL, CLIENT, SERVER, PRODUCER, CONSUMER } = SpanKind;
  const applying = await eventually(() => of(CONSUMER));
  const [journey, clientSpan, server, publishing] = [of(INTERNAL), of(CLIENT), of(SERVER), of(PRODUCER)];
  const chain = [journey, clientSpan, server, publishing, applying];
  expect(new Set(chain.map((span) => span.spanContext().traceId)).size).toBe(1);
  expect(chain.slice(1).map((span) => span.parentSpanContext?.spanId)).toEqual(
    chain.slice(0, -1).map((span) => span.spanContext().spanId),
  );
  const [committed] = await committedBy(producer);
  const { traceId, spanId } = server.spanContext();
  expect(committed?.traceparent).toBe(`00-${traceId}-${spanId}-01`);
  expect(server.name).toBe(METHOD);
  expect(publishing.name).toBe('publish safecommunity.incidents.v1.incident-reported');
  expect(applying.name).toBe('apply safecommunity.incidents.v1.incident-reported');
});

it('the mark of a caller who is not registered to send tests is ignored', async () => {
  await recordedSpans();
  const producer = await openLedger();
  const client = await startWriting(producer, { sendsTests: false });
  const call = () => callUnary(METHOD, client.getHead.bind(client), { partition: 0 }, 5_000);
  expect(await runAsTest(call)).toMatchObject({ epoch: 'false' });
  expect((await committedBy(producer)).map(({ isTest }) => isTest)).toEqual([false]);
});

it('load test traffic is marked from the client to the ledger and the consumer', async () => {
  await recordedSpans();
  const [producer, nats] = await Promise.all([openLedger(), startTestNats()]);
  onTestFinished(() => nats.stop());
  const client = await startWriting(producer);
  const call = () => callUnary(METHOD, client.getHead.bind(client), { partition: 0 }, 5_000);
  expect(await runAsTest(call)).toMatchObject({ epoch: 'true' });
  expect(await call()).toMatchObject({ epoch: 'false' });
  expect((await committedBy(producer)).map(({ isTest }) => isTest)).toEqual([true, false]);

  const nc = await connectTo(nats);
  const received: boolean[] = [];
  relayOf(producer, nc);
  const listener = await openLedger();
  const type = 'safecommunity.incidents.v1.incident-reported';
  listen(listener, nc, {
    handlers: [
      {
        type,
        commutes: false,
        effects: (envelopes) => (received.push(...envelopes.map(({ isTest }) => isTest)), []),
      },
    ],
  });
  await eventually(() => expect(received).toEqual([true, false]));
  expect(await rows(listener.database.em.fork(), 'select 1 from consumer_checkpoint where position = 2')).toHaveLength(
    1,
  );
});
