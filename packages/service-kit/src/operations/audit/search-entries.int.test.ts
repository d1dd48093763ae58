import { Client, type ServiceError } from '@grpc/grpc-js';
import { newAuditKey, SigningKey } from '@safe-community/audit/signing';
import { Timestamp } from '@safe-community/contracts/google/protobuf/timestamp.ts';
import {
  AuditServiceService as Audit,
  SearchEntriesRequest,
} from '@safe-community/contracts/audit/v1/audit_service.ts';
import { callErrorOf, demoClientCredentials, refusalOf, testClient } from '@safe-community/testkit';
import { beforeEach, expect, it, onTestFinished } from 'vitest';
import { openGround, type Ground } from '../../../test/ground.ts';

const auditKey = new SigningKey(newAuditKey());

let ground: Ground;
beforeEach(async () => {
  ground = await openGround();
  await ground.migrated();
  return () => ground.end();
});

function audit(port: number, identity: 'client' | 'statistics' = 'client') {
  const client = testClient(Audit, port, identity);
  onTestFinished(() => client.close());
  return client;
}

/** Sends bytes as the body of SearchEntries; undefined if they are accepted. */
function sender(port: number): (body: Uint8Array) => Promise<ServiceError | undefined> {
  const client = new Client(`localhost:${port}`, demoClientCredentials());
  onTestFinished(() => client.close());
  const { path } = Audit.searchEntries;
  const asIs = (bytes: Uint8Array): Buffer => Buffer.from(bytes);
  return (body) =>
    new Promise((resolve) => {
      client.makeUnaryRequest(path, asIs, asIs, body, (error) => resolve(error ?? undefined));
    });
}

const ACCEPTED = { code: 'OK', fields: [] };

/** A replica of the service, with some entries in the audit, and the token of their second page. */
async function paged() {
  const { service } = await ground.start({ auditKey });
  for (let count = 0; count < 4; count += 1) await service.emit();
  const { port } = service;
  const asked = { pageSize: 1, system: 'test' };
  const { nextPageToken: pageToken, entries } = await audit(port).searchEntries(asked);
  expect([entries.length, pageToken]).toEqual([1, expect.stringMatching(/^[A-Za-z0-9_-]{30,}$/)]);
  return { port, asked, pageToken, first: entries[0]?.sequence };
}

it('refuses a page token with any of its bits flipped', async () => {
  const { port, asked, pageToken } = await paged();
  const send = sender(port);
  const body = SearchEntriesRequest.encode(SearchEntriesRequest.fromPartial({ ...asked, pageToken })).finish();
  expect(await send(body)).toBeUndefined();
  const at = Buffer.from(body).indexOf(pageToken);
  const accepted: number[] = [];
  for (let bit = 0; bit < pageToken.length * 8; bit += 1) {
    const flipped = Buffer.from(body);
    flipped[at + (bit >> 3)] = (flipped[at + (bit >> 3)] ?? 0) ^ (1 << (bit & 7));
    const error = await send(flipped);
    const { code, fields } = error === undefined ? ACCEPTED : callErrorOf(error);
    if (code !== 'INVALID_ARGUMENT' || fields.join(' ') !== 'page_token') accepted.push(bit);
  }
  expect(accepted).toEqual([]);
});

it('accepts a page token at any replica, and from nobody else', async () => {
  const { port, asked, pageToken, first } = await paged();
  const { service: replica } = await ground.start({ auditKey });
  const { entries } = await audit(replica.port).searchEntries({ ...asked, pageToken });
  expect([entries.length, entries[0]?.sequence === first]).toEqual([1, false]);
  const rule =
    'must be a next_page_token of an earlier answer of this method to the same caller; leave it out to begin again';
  const told = { code: 'INVALID_ARGUMENT', fields: ['page_token'], message: `page_token ${rule}` };
  const request = { ...asked, pageToken };
  expect(await refusalOf(audit(port, 'statistics').searchEntries(request))).toMatchObject(told);
  expect(await refusalOf(audit(port).searchEntries(request, { actingUser: 'p-7' }))).toMatchObject(told);
  expect(await refusalOf(audit(port).listCheckpoints({ pageToken }))).toMatchObject(told);
  const other = 'is of a list with another filter; leave it out to begin again';
  expect(await refusalOf(audit(port).searchEntries({ ...request, system: 'other' }))).toMatchObject({
    ...told,
    message: `page_token ${other}`,
  });
  const { service: rotated } = await ground.start({ auditKey: new SigningKey(newAuditKey()) });
  expect(await refusalOf(audit(rotated.port).searchEntries(request))).toMatchObject(told);
});

it.each([
  ['beyond what a date can hold', 2n ** 62n, 0],
  ['beyond the year 9999', 253_402_300_800n, 0],
  ['of impossible nanoseconds', 1_700_000_000n, -1],
  ['of a second of nanoseconds', 1_700_000_000n, 1_000_000_000],
])('refuses a time %s', async (_what, seconds, nanos) => {
  const { service } = await ground.start();
  const time = Timestamp.encode({ seconds, nanos }).finish();
  // Field 8 is from_time.
  const error = await sender(service.port)(Buffer.concat([Buffer.from([8 * 8 + 2, time.length]), time]));
  expect(error?.code).toBe(3);
  expect(error?.details).toMatch(/^from_time must be from 0001-01-01T00:00:00Z to 9999-12-31T23:59:59\.999Z/);
});
