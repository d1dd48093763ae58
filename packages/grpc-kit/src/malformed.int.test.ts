import { BinaryWriter, WireType } from '@bufbuild/protobuf/wire';
import { makeClientConstructor, status, type ServiceError } from '@grpc/grpc-js';
import {
  ImportIncidentsResponse,
  IncidentIntakeServiceService,
  ReportIncidentResponse,
} from '@safe-community/contracts/incidents/v1/incident_intake_service.ts';
import { contracts } from '@safe-community/contracts/inventory';
import { LedgerServiceService } from '@safe-community/contracts/ledger/v1/ledger_service.ts';
import { demoClientCredentials } from '@safe-community/testkit';
import { framed, rawAnswer } from '@safe-community/testkit/raw-call';
import fc from 'fast-check';
import { expect, it, onTestFinished } from 'vitest';
import { rawConnection } from '../test/raw-call.ts';
import { detailsOf, startServed, type Served } from '../test/served.ts';

/** Sends these bytes as the body of ReportIncident. */
async function rawSender({ server }: Served): Promise<(body: Uint8Array) => Promise<ServiceError | null>> {
  const { reportIncident } = IncidentIntakeServiceService;
  const asIs = { ...reportIncident, requestSerialize: (bytes: Uint8Array) => Buffer.from(bytes) };
  const Raw = makeClientConstructor({ reportIncident: asIs }, 'Raw');
  const client = new Raw(`localhost:${server.port}`, demoClientCredentials());
  onTestFinished(() => client.close());
  type Call = (body: Uint8Array, done: (error: ServiceError | null) => void) => void;
  return (body) => new Promise((resolve) => (client['reportIncident'] as unknown as Call).call(client, body, resolve));
}

it('malformed bytes are an error of the caller', async () => {
  const served = await startServed({});
  const send = await rawSender(served);
  // A field of 100 bytes that never arrive.
  const error = await send(Buffer.from([0x0a, 100]));
  expect(error).toMatchObject({ code: status.INVALID_ARGUMENT });
  expect(detailsOf(error as ServiceError)).toMatchObject({ ErrorInfo: { reason: 'MESSAGE_MALFORMED' } });
  expect(served.logged()).toEqual([]);
});

const END_OF_GROUP = Buffer.from([0x0c]);

it.each([
  ['the end of a group that did not begin', Buffer.alloc(0)],
  ['a field, and then the end of a group', Buffer.from([0x0a, 1, 0x61])],
])('bytes that are no message reach no handler, of any kind of method: %s', async (_what, before) => {
  let served = 0;
  const { server, logged } = await startServed({
    reportIncident: async () => {
      served += 1;
      return ReportIncidentResponse.fromPartial({});
    },
    readEvents: async function* () {
      served += 1;
      yield* [];
    },
    importIncidents: async (requests) => {
      for await (const _ of requests) served += 1;
      return ImportIncidentsResponse.fromPartial({});
    },
  });
  const session = rawConnection(server.port, 'client');
  const { reportIncident, importIncidents } = IncidentIntakeServiceService;
  for (const { path } of [reportIncident, LedgerServiceService.readEvents, importIncidents]) {
    const answer = await rawAnswer(session, path, {}, framed(Buffer.concat([before, END_OF_GROUP])));
    expect(answer).toMatchObject({ 'grpc-status': String(status.INVALID_ARGUMENT) });
    expect(decodeURIComponent(String(answer['grpc-message']))).toMatch(/^the request is not a message/);
  }
  expect([served, logged()]).toEqual([0, []]);
});

it.each([
  ['nanoseconds below zero', 1_700_000_000n, -1],
  ['a second of nanoseconds', 1_700_000_000n, 1_000_000_000],
  ['a second after the year 9999', 253_402_300_800n, 0],
  ['more than a date holds', 2n ** 62n, 0],
])('a time with %s is an error of its field', async (_what, seconds, nanos) => {
  const served = await startServed({});
  const send = await rawSender(served);
  const time = new BinaryWriter().tag(1, WireType.Varint).int64(seconds).tag(2, WireType.Varint).int32(nanos).finish();
  const { report, occurred_time: occurred } = fieldsOf('ReportIncidentRequest', 'IncidentReport');
  const within = new BinaryWriter()
    .tag(occurred ?? 0, WireType.LengthDelimited)
    .bytes(time)
    .finish();
  const error = await send(
    new BinaryWriter()
      .tag(report ?? 0, WireType.LengthDelimited)
      .bytes(within)
      .finish(),
  );
  expect(error).toMatchObject({ code: status.INVALID_ARGUMENT });
  expect(error?.details).toMatch(
    /^report\.occurred_time must be from 0001-01-01T00:00:00Z to 9999-12-31T23:59:59\.999Z/,
  );
  expect(served.logged()).toEqual([]);
});

/** The numbers of the fields of these messages, by name. */
function fieldsOf(...names: readonly string[]): Record<string, number> {
  const all = names.flatMap((name) => contracts().getMessage(`safecommunity.incidents.v1.${name}`)?.fields ?? []);
  return Object.fromEntries(all.map(({ name, number }) => [name, number]));
}

it.each([1, 5, 60])('rejects a stream that ends %i bytes before the end of a message', async (missing) => {
  let received = 0;
  const served = await startServed({
    importIncidents: async (requests) => {
      for await (const _ of requests) received += 1;
      return ImportIncidentsResponse.fromPartial({});
    },
  });
  const { path, requestSerialize } = IncidentIntakeServiceService.importIncidents;
  const header = { requestId: 'x'.repeat(50), sourceSystem: 'city-112', tellRows: false };
  const message = framed(requestSerialize({ part: { $case: 'header', value: header }, rows: [] }));
  const cut = Buffer.concat([message, message.subarray(0, message.length - missing)]);
  const answer = await rawAnswer(rawConnection(served.server.port, 'client'), path, {}, cut);
  expect(answer['grpc-status']).toBe(String(status.INVALID_ARGUMENT));
  expect(received).toBe(1);
  const whole = await rawAnswer(rawConnection(served.server.port, 'client'), path, {}, message);
  expect(whole['grpc-status']).toBe(String(status.OK));
  expect(served.logged()).toEqual([]);
});

it('accepts or rejects each of 2,000 random bodies, and the server keeps running', async () => {
  const served = await startServed({});
  const sendOnce = await rawSender(served);
  // On a busy machine the server sheds load, which says nothing about the body.
  const send = async (bytes: Uint8Array): ReturnType<typeof sendOnce> => {
    const outcome = await sendOnce(bytes);
    return outcome?.code === status.RESOURCE_EXHAUSTED ? send(bytes) : outcome;
  };
  const codes = new Map<number, number>();
  // Bytes that begin like a message get further than others.
  const tag = fc.constantFrom(0x0a, 0x12, 0x1a, 0x08, 0x10, 0x0b, 0x0c, 0x7a);
  const body = fc.oneof(
    fc.uint8Array({ maxLength: 200 }),
    fc
      .tuple(tag, fc.uint8Array({ maxLength: 60 }))
      .map(([first, rest]) => Uint8Array.from([first, rest.length, ...rest])),
    fc
      .tuple(tag, fc.uint8Array({ maxLength: 60 }))
      .map(([first, rest]) => Uint8Array.from([0x12, rest.length + 2, first, rest.length, ...rest])),
  );
  const bodies = fc.sample(body, { numRuns: 2_000, seed: 20_261_124 });
  for (let start = 0; start < bodies.length; start += 100) {
    const outcomes = await Promise.all(bodies.slice(start, start + 100).map((each) => send(each)));
    for (const outcome of outcomes) codes.set(outcome?.code ?? 0, (codes.get(outcome?.code ?? 0) ?? 0) + 1);
  }
  expect([...codes.keys()].toSorted()).toEqual([status.OK, status.INVALID_ARGUMENT]);
  expect(Math.min(...codes.values())).toBeGreaterThan(50);
  expect(served.logged()).toEqual([]);
});
