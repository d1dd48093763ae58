import { Client } from '@grpc/grpc-js';
import { AuditServiceService, ExportEntriesResponse } from '@safe-community/contracts/audit/v1/audit_service.ts';
import { LedgerServiceService, ReadEventsResponse } from '@safe-community/contracts/ledger/v1/ledger_service.ts';
import { Refusal } from '@safe-community/domain-kit';
import { allScopes, serve, startServer, type ServedService } from '@safe-community/grpc-kit';
import { createLogger } from '@safe-community/telemetry';
import { demoClientCredentials, testCaller, testPki } from '@safe-community/testkit';
import { expect, onTestFinished, test } from 'vitest';
import type { CalledService } from './call-error.ts';
import { readAudit } from './read-audit.ts';
import { readLedger } from './read-ledger.ts';

const unused = () => Promise.reject(new Error('nobody asks'));

async function connectTo(service: ServedService): Promise<[Client, CalledService]> {
  const { caFile, identities } = testPki();
  const server = await startServer({
    host: '127.0.0.1',
    port: 0,
    tls: { caFile, ...identities['incident-intake'] },
    callers: new Map([['client', testCaller('client', allScopes())]]),
    services: [service],
    logger: createLogger({ service: 'test', level: 'silent' }),
    faultOf: () => undefined,
  });
  const address = `localhost:${server.port}`;
  const client = new Client(address, demoClientCredentials());
  onTestFinished(async () => {
    client.close();
    await server.drain(100);
  });
  return [client, { name: 'incident-intake', address, caFile }];
}

async function all<T>(read: AsyncIterable<T>): Promise<T[]> {
  const found: T[] = [];
  for await (const one of read) found.push(one);
  return found;
}

const tooOld = () => new Refusal('unavailable', 'call again', { reason: 'STREAM_TOO_OLD' });
const enough = () => new Refusal('resource-exhausted', 'read on', { reason: 'PASSED_OVER_ENOUGH' });

test('reads a ledger to its end across calls, without skipped events', async () => {
  const asked: bigint[] = [];
  const answer = (position: bigint, passedOver = false) =>
    ReadEventsResponse.fromPartial({ epoch: 'e', passedOver, event: { position } });
  const [client, service] = await connectTo(
    serve(LedgerServiceService, {
      getHead: unused,
      readEvents: async function* ({ fromPosition }) {
        asked.push(fromPosition);
        yield answer(fromPosition);
        yield answer(fromPosition + 4n, true);
        if (asked.length === 1) throw enough();
        if (asked.length === 2) throw tooOld();
      },
    }),
  );
  const events = await all(readLedger({ client, service }, { to: 20n, eventTypes: ['a'] }));
  expect(asked).toEqual([1n, 6n, 11n]);
  expect(events.map(({ position }) => position)).toEqual([1n, 6n, 11n]);
});

test('makes no further call when the last event has been read', async () => {
  const [client, service] = await connectTo(
    serve(LedgerServiceService, {
      getHead: unused,
      readEvents: async function* ({ fromPosition: position }) {
        yield ReadEventsResponse.fromPartial({ event: { position: position + 9n } });
        throw tooOld();
      },
    }),
  );
  expect(await all(readLedger({ client, service }, { to: 10n, eventTypes: [] }))).toHaveLength(1);
});

test('reads an audit to its end across calls that end within a link, each part once', async () => {
  const parts: ExportEntriesResponse[] = [1n, 4n].flatMap((first) => [
    ExportEntriesResponse.fromPartial({ part: { $case: 'link', value: { firstSequence: first } } }),
    ...[first, first + 1n, first + 2n].map((sequence) =>
      ExportEntriesResponse.fromPartial({ part: { $case: 'entry', value: { sequence } } }),
    ),
    ExportEntriesResponse.fromPartial({ part: { $case: 'checkpoint', value: { sequence: first + 2n } } }),
  ]);
  const asked: bigint[] = [];
  const [client, service] = await connectTo(
    serve(AuditServiceService, {
      searchEntries: unused,
      listCheckpoints: unused,
      exportEntries: async function* ({ fromSequence }) {
        asked.push(fromSequence);
        const from = fromSequence < 4n ? 0 : 5;
        yield* parts.slice(from, from + [3, 9, 4, 5][asked.length - 1]!);
        if (asked.length < 4) throw tooOld();
      },
    }),
  );
  expect(await all(readAudit({ client, service }, 1n))).toEqual(parts);
  expect(asked).toEqual([1n, 2n, 6n, 6n]);
});

test('any other error ends the read', async () => {
  const [client, service] = await connectTo(
    serve(LedgerServiceService, {
      getHead: unused,
      readEvents: async function* () {
        yield ReadEventsResponse.fromPartial({ event: { position: 1n } });
        throw new Refusal('out-of-range', 'gone', { reason: 'POSITION_FORGOTTEN' });
      },
    }),
  );
  await expect(all(readLedger({ client, service }, { to: 10n, eventTypes: [] }))).rejects.toMatchObject({
    details: { reason: 'POSITION_FORGOTTEN' },
  });
});
