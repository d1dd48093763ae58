import { makeClientConstructor, status, type ServiceError } from '@grpc/grpc-js';
import {
  IncidentIntakeServiceService,
  ReportIncidentRequest,
  ReportIncidentResponse,
  ImportIncidentsResponse,
  type ImportIncidentsRequest,
} from '@safe-community/contracts/incidents/v1/incident_intake_service.ts';
import { demoClientCredentials } from '@safe-community/testkit';
import { expect, it, onTestFinished } from 'vitest';
import { detailsOf, errorOf, startServed, type Served } from '../test/served.ts';

/** The limit of ReportIncident: access/v1/size.proto. */
const MAX_BYTES = 262_144;

interface Taken {
  readonly request: ReportIncidentRequest;
  readonly body: Uint8Array;
}

/** A server that records what its handler received, and a client that sends bytes. */
async function startTaking() {
  const taken: Taken[] = [];
  const served = await startServed({
    reportIncident: async (request, { body }) => {
      taken.push({ request, body });
      return ReportIncidentResponse.fromPartial({});
    },
  });
  return { served, taken, send: rawSender(served) };
}

function rawSender({ server }: Served): (body: Uint8Array) => Promise<ServiceError | null> {
  const { reportIncident } = IncidentIntakeServiceService;
  const client = new (makeClientConstructor({}, 'raw'))(`localhost:${server.port}`, demoClientCredentials());
  onTestFinished(() => client.close());
  return (body) =>
    new Promise((resolve) => {
      client.makeUnaryRequest(reportIncident.path, asIs, asIs, Buffer.from(body), resolve);
    });
}

function asIs(bytes: Buffer): Buffer {
  return bytes;
}

function encoded(report: object): Uint8Array {
  return ReportIncidentRequest.encode(ReportIncidentRequest.fromPartial({ requestId: 'id', report })).finish();
}

it('rejects a request with fields above their limits, names all of them, and calls no handler', async () => {
  const { served, taken, send } = await startTaking();
  const error = await send(encoded({ description: 'я'.repeat(4_001), reporter: { fullName: 'Петренко\u202e' } }));
  expect(error?.code).toBe(status.INVALID_ARGUMENT);
  expect(detailsOf(error as ServiceError)).toMatchObject({
    ErrorInfo: { reason: 'FIELDS_INVALID' },
    BadRequest: {
      fieldViolations: [
        { field: 'report.description', description: 'must be at most 4000 characters' },
        {
          field: 'report.reporter.full_name',
          description: 'must hold no control or direction characters but line breaks',
        },
      ],
    },
  });
  expect(error?.message).not.toContain('Петренко');
  expect(taken).toEqual([]);
  expect(served.logged()).toEqual([]);
});

it('rejects a request with too many bytes before decoding it', async () => {
  const { taken, send } = await startTaking();
  // Malformed as well, which would be reported if it were decoded.
  const error = await send(Buffer.alloc(MAX_BYTES + 1, 0xff));
  expect(error?.code).toBe(status.INVALID_ARGUMENT);
  expect(detailsOf(error as ServiceError)).toMatchObject({
    ErrorInfo: { reason: 'REQUEST_TOO_LARGE', metadata: { limit: String(MAX_BYTES) } },
  });
  const malformed = await send(Buffer.alloc(MAX_BYTES, 0xff));
  expect(detailsOf(malformed as ServiceError)).toMatchObject({ ErrorInfo: { reason: 'MESSAGE_MALFORMED' } });
  expect(taken).toEqual([]);
});

it('handlers receive texts in NFC, and bytes unchanged', async () => {
  const { taken, send } = await startTaking();
  const body = encoded({ description: 'їжак'.normalize('NFD') });
  expect(await send(body)).toBeNull();
  expect(taken[0]?.request.report?.description).toBe('їжак'.normalize('NFC'));
  expect(taken[0]?.body).toEqual(Buffer.from(body));
});

it('rejects an endlessly nested message, which no declaration allows, and the server keeps running', async () => {
  const { send } = await startTaking();
  // Nested groups of an unknown field: a decoder skips them recursively.
  const error = await send(Buffer.alloc(MAX_BYTES, 0x7b));
  expect(detailsOf(error as ServiceError)).toMatchObject({ ErrorInfo: { reason: 'MESSAGE_MALFORMED' } });
  expect(await send(encoded({}))).toBeNull();
});

it('checks every message of a stream, except rows, which are judged separately', async () => {
  const seen: string[] = [];
  const { intake } = await startServed({
    importIncidents: async (requests) => {
      for await (const { part } of requests) seen.push(part?.$case ?? '');
      return ImportIncidentsResponse.create();
    },
  });
  const header = (sourceSystem: string): ImportIncidentsRequest => ({
    part: { $case: 'header', value: { requestId: 'id', sourceSystem, tellRows: false } },
    rows: [],
  });
  const row = {
    part: { $case: 'row', value: { rowNumber: 1, externalId: '\u0000', report: undefined } },
    rows: [],
  } as unknown as ImportIncidentsRequest;
  const error = await errorOf((done) => {
    const call = intake.importIncidents(done);
    for (const part of [header('city-112'), row, header('a'.repeat(101))]) call.write(part);
    call.end();
  });
  expect(seen).toEqual(['header', 'row']);
  expect(detailsOf(error)).toMatchObject({
    BadRequest: { fieldViolations: [{ field: 'header.source_system', description: 'must be at most 100 characters' }] },
  });
});
