import { LedgerServiceService } from '@safe-community/contracts/ledger/v1/ledger_service.ts';
import { framed, rawAnswer } from '@safe-community/testkit/raw-call';
import { testCaller } from '@safe-community/testkit';
import { expect, it } from 'vitest';
import { rawConnection } from '../test/raw-call.ts';
import { startServed } from '../test/served.ts';
import type { Caller } from './callers.ts';
import type { DeniedCall } from './call-audit.ts';

const UNAUTHENTICATED = '16';
const PERMISSION_DENIED = '7';
const INVALID_ARGUMENT = '3';

/** A registry that is reloaded, without the caller, between the first look at a call and its start. */
class Reloaded extends Map<string, Caller> {
  override get(): undefined {
    return undefined;
  }
}

/** What a call of a caller with these headers gets, and which denials were recorded. */
async function denied(
  headers: Record<string, string>,
  { callers, as = 'client' }: { callers?: Map<string, Caller>; as?: 'client' | 'statistics' } = {},
) {
  const recorded: DeniedCall[] = [];
  let served = 0;
  const { server } = await startServed(
    {
      getHead: async () => {
        served += 1;
        return { epoch: '', headPosition: 0n, publishedPosition: 0n, firstPosition: 1n, installation: 1 };
      },
    },
    { audit: { denied: (call) => void recorded.push(call) }, ...(callers === undefined ? {} : { callers }) },
  );
  const { path } = LedgerServiceService.getHead;
  const answer = await rawAnswer(rawConnection(server.port, as), path, headers, framed(Buffer.alloc(0)));
  expect(served).toBe(0);
  return { code: answer['grpc-status'], recorded };
}

/** Each is refused, but not before it is known who calls. */
const MALFORMED: [string, Record<string, string>][] = [
  ['a malformed purpose', { purpose: 'Not A Name' }],
  ['a malformed acting user', { 'acting-user': 'with a space' }],
  ['a purpose that is not ASCII', { purpose: 'canary-é' }],
  ['an acting user that is not ASCII', { 'acting-user': 'canaryé' }],
];

it.each(MALFORMED)('records the denial of a caller that is no longer registered, with %s', async (_what, headers) => {
  const callers = new Reloaded([['client', testCaller('client', [])]]);
  const { code, recorded } = await denied(headers, { callers });
  expect(code).toBe(UNAUTHENTICATED);
  expect(recorded).toEqual([
    {
      system: 'client',
      edrpou: '',
      actingUser: '',
      purpose: '',
      method: LedgerServiceService.getHead.path,
      refusal: 'UNAUTHENTICATED UNAUTHENTICATED',
      subjectIds: [],
    },
  ]);
});

it.each(MALFORMED)('records the denial of a token that is not valid, with %s', async (_what, headers) => {
  const { code, recorded } = await denied({ authorization: 'Bearer a.b.c', ...headers });
  expect(code).toBe(UNAUTHENTICATED);
  expect(recorded).toMatchObject([
    {
      system: 'client',
      actingUser: '',
      purpose: '',
      refusal: expect.stringMatching(/^UNAUTHENTICATED (TOKEN_INVALID|PERSON_UNREADABLE)$/),
    },
  ]);
});

it('records the denial of a caller without the scope, with a malformed acting user', async () => {
  const { code, recorded } = await denied(
    { 'acting-user': 'with a space', purpose: 'inspection' },
    { as: 'statistics' },
  );
  expect(code).toBe(PERMISSION_DENIED);
  expect(recorded).toMatchObject([
    {
      system: 'statistics',
      edrpou: '00000000',
      actingUser: '',
      purpose: 'inspection',
      refusal: 'PERMISSION_DENIED SCOPE_MISSING',
    },
  ]);
});

it.each([
  ['an acting user that is not ASCII', { 'acting-user': 'canaryé' }],
  ['a token that is not ASCII', { authorization: 'Bearer canary.é.x' }],
])('decides on access with no header dropped: %s', async (_what, headers) => {
  const { code, recorded } = await denied(headers, { as: 'statistics' });
  expect(code).toBe(UNAUTHENTICATED);
  expect(recorded).toMatchObject([{ system: 'statistics', refusal: 'UNAUTHENTICATED PERSON_UNREADABLE' }]);
});

it('decides on access with no purpose dropped', async () => {
  const { code, recorded } = await denied({ purpose: 'canary-é' }, { as: 'statistics' });
  expect([code, recorded]).toEqual([INVALID_ARGUMENT, []]);
});
