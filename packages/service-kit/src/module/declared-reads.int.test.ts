import { OfficerRegistryServiceService as Registry } from '@safe-community/contracts/officers/v1/officer_registry_service.ts';
import { OfficerServiceService as Officers } from '@safe-community/contracts/officers/v1/officer_service.ts';
import { notFound } from '@safe-community/domain-kit';
import type { CallContext } from '@safe-community/grpc-kit';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { callOf, denied, openStock, recordSteps, refusalOf, type Stock } from '../../test/stock.ts';
import { query } from './query.ts';
import { streamQuery } from './stream-query.ts';

const MISSING = crypto.randomUUID();

let stock: Stock;
const { steps, step } = recordSteps();

beforeAll(async () => {
  stock = await openStock();
});

afterAll(() => stock.close());

describe('query', () => {
  const find = query(Registry.getOfficer, {
    authorize: ({ call: { purpose } }) => step('authorize', purpose === '' ? denied('without a purpose') : undefined),
    parse: ({ fields }) => step('parse', { officerId: fields.uuid('officer_id') }),
    read: async ({ query: { officerId } }) => step('read', officerId === MISSING ? notFound('officer') : { officerId }),
    reply: () => step('reply', { officer: undefined }),
  });
  const ask = async (officerId: string, purpose = 'test') =>
    find.bind({ ...stock.runtime, deps: undefined })({ officerId } as never, {
      ...callOf(Registry.getOfficer, new Uint8Array()),
      purpose,
    });

  test('runs the steps in the declared order', async () => {
    await ask(crypto.randomUUID());
    expect(steps).toEqual(['authorize', 'parse', 'read', 'reply']);
  });

  test.each([
    ['authorize', crypto.randomUUID(), '', 'permission-denied'],
    ['parse', 'x', 'test', 'invalid-argument'],
    ['read', MISSING, 'test', 'not-found'],
  ])('stops at a refusal of `%s`', async (last, officerId, purpose, kind) => {
    expect(await refusalOf(ask(officerId, purpose))).toMatchObject({ kind });
    expect(steps.at(-1)).toBe(last);
  });
});

describe('streamQuery', () => {
  const watch = streamQuery(Officers.watchOfficers, {
    authorize: ({ call: { purpose } }) => step('authorize', purpose === '' ? denied('without a purpose') : undefined),
    parse({ request: { oblastCode }, fields }) {
      const count = Number(step('parse', oblastCode));
      return Number.isNaN(count) ? fields.refusal([{ field: 'oblast_code', rule: 'must be a number' }]) : { count };
    },
    read: async ({ query: { count } }) => step('read', count === 0 ? notFound('oblast') : counting(count)),
    reply: ({ found: number, query: { count } }) =>
      step('reply', { resumeToken: `${number} of ${count}`, change: undefined }),
  });
  async function* counting(count: number) {
    try {
      for (let number = 1; number <= count; number += 1) yield number;
    } finally {
      steps.push('end');
    }
  }
  const ask = (oblastCode: string, purpose = 'test') => {
    const handler = watch.bind({ ...stock.runtime, deps: undefined }) as (
      request: object,
      call: CallContext,
    ) => AsyncIterable<{ resumeToken: string }>;
    return handler({ oblastCode }, { ...callOf(watch.method, new Uint8Array()), purpose });
  };
  const all = async (oblastCode: string, purpose?: string) => {
    const sent: string[] = [];
    for await (const { resumeToken } of ask(oblastCode, purpose)) sent.push(resumeToken);
    return sent;
  };

  test('runs the steps in the declared order, `reply` for each element', async () => {
    expect(await all('2')).toEqual(['1 of 2', '2 of 2']);
    expect(steps).toEqual(['authorize', 'parse', 'read', 'reply', 'reply', 'end']);
  });

  test('ends the read when the caller ends the stream', async () => {
    for await (const { resumeToken } of ask('1000')) if (resumeToken.startsWith('3 ')) break;
    expect(steps.slice(-2)).toEqual(['reply', 'end']);
    expect(steps.filter((name) => name === 'reply')).toHaveLength(3);
  });

  test.each([
    ['authorize', '1', '', { kind: 'permission-denied' }],
    ['parse', 'x', 'test', { kind: 'invalid-argument', violations: [{ field: 'oblast_code' }] }],
    ['read', '0', 'test', { kind: 'not-found' }],
  ])('stops at a refusal of `%s`', async (last, oblastCode, purpose, refusal) => {
    expect(await refusalOf(all(oblastCode, purpose))).toMatchObject(refusal);
    expect(steps.at(-1)).toBe(last);
  });
});
