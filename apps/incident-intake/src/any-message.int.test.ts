import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { status, type ServiceError } from '@grpc/grpc-js';
import {
  ImportIncidentsRequest,
  IncidentIntakeServiceService,
} from '@safe-community/contracts/incidents/v1/incident_intake_service.ts';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  anyBatchRequest,
  anyImportRow,
  anyImportRows,
  anyListRequest,
  anyReportRequest,
  anyRowsRequest,
  damaged,
} from '../test/arbitrary-messages.ts';
import { fire, header } from '../test/messages.ts';
import { runIntake, type RunningIntake } from '../test/running-intake.ts';

let intake: RunningIntake;
beforeAll(async () => {
  intake = await runIntake();
  await Promise.all(Array.from({ length: 20 }, () => intake.report({ report: fire() })));
});
afterAll(() => intake.stop());

const RUNS = { numRuns: 300 };
/** A calling system may begin 100 imports a second; more are rejected with a retry delay, which is not tested here. */
const MS_AN_IMPORT = 10;
const { reportIncident, batchReportIncidents, listIncidents, listImportedRows, getIncident } =
  IncidentIntakeServiceService;

/** A message of an import with one row, or with several. */
const anyMessage = fc.oneof(anyImportRow, anyImportRows);

/**
 * The service accepts the message or names what is wrong; it never fails otherwise. Two messages may share a
 * request_id.
 */
const SOUND = ['OK', 'INVALID_ARGUMENT', 'ALREADY_EXISTS'];

test.each<[string, string, fc.Arbitrary<Uint8Array>]>([
  ['report', reportIncident.path, anyReportRequest],
  ['report of damaged bytes', reportIncident.path, damaged(anyReportRequest)],
  ['batch', batchReportIncidents.path, anyBatchRequest],
  ['batch of damaged bytes', batchReportIncidents.path, damaged(anyBatchRequest)],
  ['query for imported rows', listImportedRows.path, anyRowsRequest],
  ['list', listIncidents.path, anyListRequest],
  ['list of damaged bytes', listIncidents.path, damaged(anyListRequest)],
  ['look-up', getIncident.path, fc.uint8Array({ maxLength: 60 })],
])('accepts or rejects any %s by its fields', async (_name, path, requests) => {
  const codes = new Set<string>();
  await fc.assert(
    fc.asyncProperty(requests, async (bytes) => {
      const code = await codeOf(path, bytes);
      codes.add(code);
      expect(SOUND).toContain(code);
    }),
    RUNS,
  );
  // Otherwise the messages are too simple or too random to test anything.
  expect(codes).toContain('INVALID_ARGUMENT');
  if (path !== getIncident.path) expect(codes).toContain('OK');
  expect(intake.log.filter((line) => line.includes('"level":"error"'))).toEqual([]);
});

test('accepts or rejects any row of an import on its own', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(anyMessage, { minLength: 1, maxLength: 60 }), async (messages) => {
      await sleep(MS_AN_IMPORT);
      const parts = [header(randomUUID(), `fuzz-${randomUUID()}`), ...messages.map((bytes) => Buffer.from(bytes))];
      const { added, alreadyKnown, updated, different, refused } = await intake.send(parts);
      const rows = messages.map((bytes) => Math.max(1, ImportIncidentsRequest.decode(bytes).rows.length));
      const counted = added + alreadyKnown + updated + different + refused;
      expect(counted).toBe(rows.reduce((sum, one) => sum + one));
    }),
    { numRuns: 40 },
  );
});

test('accepts or rejects damaged rows, or ends the import as malformed', async () => {
  const rows = fc.array(damaged(anyMessage), { minLength: 1, maxLength: 20 });
  await fc.assert(
    fc.asyncProperty(rows, async (bytes) => {
      await sleep(MS_AN_IMPORT);
      const parts = [header(randomUUID(), `fuzz-${randomUUID()}`), ...bytes.map((row) => Buffer.from(row))];
      const code = await intake.send(parts).then(
        () => 'OK',
        (error: unknown) => status[(error as ServiceError).code],
      );
      expect(SOUND).toContain(code);
    }),
    { numRuns: 100 },
  );
});

test('reads back everything that was accepted', async () => {
  const stored = await intake.sql('select incident_id from incident');
  expect(stored.length).toBeGreaterThan(100);
  for (const { incident_id: id } of stored) {
    expect((await intake.get(String(id))).incident?.incidentId).toBe(id);
  }
});

function codeOf(path: string, bytes: Uint8Array): Promise<string> {
  return new Promise((resolve) => {
    const pass = (buffer: Buffer): Buffer => buffer;
    intake.client.makeUnaryRequest(path, pass, pass, Buffer.from(bytes), (error) => {
      resolve(error === null ? 'OK' : status[error.code]);
    });
  });
}
