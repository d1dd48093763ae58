import { expect, test } from 'vitest';
import { expectAudited, type AuditedWrite } from './audited-writes.ts';

const METHOD = 'safecommunity.cameras.v1.CameraRolloutService/ReturnCamera';

/** A write whose audit entry is as expected and names these subjects. */
function audited(subjectIds: readonly string[]): Promise<void> {
  const entry = { kind: 'write', method: METHOD, requestId: 'r-1', system: 'client', edrpou: '00000000' } as const;
  const expected = { ...entry, subjectIds, actingUser: 'person-7', purpose: 'audit-check', refusal: '', times: 1 };
  const write: AuditedWrite = { method: METHOD, make: async () => expected };
  return expectAudited({ port: 1, sql: async () => [expected] }, write);
}

test('accepts a write whose audit entry names its subjects', async () => {
  await expect(audited(['c-1'])).resolves.toBeUndefined();
});

test.each([[[]], [['']]])('refuses a write whose audit entry names nothing: %j', async (subjectIds) => {
  await expect(audited(subjectIds)).rejects.toThrow(`what the audit entry of ${METHOD} is about: name something`);
});
