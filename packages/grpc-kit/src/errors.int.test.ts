import { status, type ServiceError } from '@grpc/grpc-js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  notFound,
  preconditionFailed,
  Refusal,
  refuseInvalid,
  unavailable,
  type Attached,
} from '@safe-community/domain-kit';
import { toStatus } from './index.ts';
import { attachedTo, detailsOf, errorOf, Passing, startServed, type Served } from '../test/served.ts';

/** The error that a client sees when the handler throws this. */
async function clientErrorOf(thrown: () => unknown): Promise<{ error: ServiceError; served: Served }> {
  const served = await startServed({
    getHead: async () => {
      throw thrown();
    },
  });
  return { served, error: await errorOf((done) => served.ledger.getHead({ partition: 0 }, done)) };
}

function invalid(count: number): unknown {
  const violations = Array.from({ length: count }, (_, index) => ({
    field: `rows[${index}].name`,
    rule: 'must be 2 to 200 characters',
  }));
  try {
    refuseInvalid(violations);
  } catch (error) {
    return error;
  }
  throw new Error('nothing was refused');
}

function attachment(name: string, bytes: number): Attached {
  return { typeUrl: `type.googleapis.com/${name}`, value: Buffer.alloc(bytes, name) };
}

/** The encoded length of message and details. */
function headerCharacters({ details, metadata }: Pick<ServiceError, 'details' | 'metadata'>): number {
  return JSON.stringify(metadata.toHttp2Headers()).length + encodeURI(details).length;
}

describe('the client receives', () => {
  it('for invalid fields: each with its rule', async () => {
    const { error } = await clientErrorOf(() => invalid(2));
    expect(error.code).toBe(status.INVALID_ARGUMENT);
    expect(detailsOf(error)).toMatchObject({
      code: status.INVALID_ARGUMENT,
      ErrorInfo: { reason: 'FIELDS_INVALID', domain: 'safecommunity' },
      BadRequest: {
        fieldViolations: [
          { field: 'rows[0].name', description: 'must be 2 to 200 characters' },
          { field: 'rows[1].name', description: 'must be 2 to 200 characters' },
        ],
      },
    });
  });

  it.each([
    ['not-found', () => notFound('officer'), status.NOT_FOUND, 'officer not found'],
    ['already-exists', () => new Refusal('already-exists', 'taken'), status.ALREADY_EXISTS, 'taken'],
    ['out-of-range', () => new Refusal('out-of-range', 'beyond'), status.OUT_OF_RANGE, 'beyond'],
    ['resource-exhausted', () => new Refusal('resource-exhausted', 'full'), status.RESOURCE_EXHAUSTED, 'full'],
    ['deadline-exceeded', () => new Refusal('deadline-exceeded', 'late'), status.DEADLINE_EXCEEDED, 'late'],
  ])('for %s: its code and a reason', async (kind, refusal, code, details) => {
    const { error } = await clientErrorOf(refusal);
    expect(error).toMatchObject({ code, details });
    expect(detailsOf(error)).toMatchObject({ ErrorInfo: { reason: kind.toUpperCase().replaceAll('-', '_') } });
  });

  it('for a failed precondition: its type', async () => {
    const { error } = await clientErrorOf(() => preconditionFailed('BEAT_TAKEN', 'the beat has a primary officer'));
    expect(error.code).toBe(status.FAILED_PRECONDITION);
    expect(detailsOf(error)).toMatchObject({
      ErrorInfo: { reason: 'BEAT_TAKEN' },
      PreconditionFailure: { violations: [{ type: 'BEAT_TAKEN', description: 'the beat has a primary officer' }] },
    });
  });

  it('for a retry delay: the exact value, also for fractions of a millisecond', async () => {
    const { error } = await clientErrorOf(() => unavailable('away', 2_250.4));
    expect(error.code).toBe(status.UNAVAILABLE);
    expect(detailsOf(error)['RetryInfo']).toEqual({ retryDelay: { seconds: 2n, nanos: 250_000_000 } });
  });

  it('for a transient fault: UNAVAILABLE; the log has the cause', async () => {
    const { error, served } = await clientErrorOf(() => new Passing('secret of the driver'));
    expect(error).toMatchObject({ code: status.UNAVAILABLE, details: 'away' });
    expect(served.logged()).toEqual([
      expect.objectContaining({ level: 'warn', message: 'call failed because of a temporary fault' }),
    ]);
  });

  it('for a bug: only INTERNAL; the log has one line', async () => {
    const { error, served } = await clientErrorOf(() => new TypeError('Марія, +380501112233'));
    expect(error).toMatchObject({ code: status.INTERNAL, details: 'internal error' });
    expect(detailsOf(error)).toEqual({});
    const lines = served.logged();
    expect(lines).toEqual([expect.objectContaining({ level: 'error', message: 'call failed because of a bug' })]);
    expect(lines[0]?.['method']).toBe('/safecommunity.ledger.v1.LedgerService/GetHead');
    expect(JSON.stringify(lines)).not.toMatch(/Марія|\+380/);
  });

  it('for an answer that cannot be encoded: only INTERNAL; the log has one line', async () => {
    const beyond = {
      epoch: 'secret',
      headPosition: 2n ** 64n,
      publishedPosition: 0n,
      firstPosition: 1n,
      installation: 1 as const,
    };
    const served = await startServed({ getHead: async () => beyond });
    const error = await errorOf((done) => served.ledger.getHead({ partition: 0 }, done));
    expect(error).toMatchObject({ code: status.INTERNAL, details: 'internal error' });
    expect(served.logged()).toHaveLength(1);
  });

  it('for a thousand violations: as many as every client can read', async () => {
    const { error } = await clientErrorOf(() => invalid(1_000));
    expect(error.code).toBe(status.INVALID_ARGUMENT);
    const { fieldViolations } = detailsOf(error)['BadRequest'] as { fieldViolations: unknown[] };
    expect(fieldViolations.length).toBeGreaterThanOrEqual(20);
    expect(headerCharacters(error)).toBeLessThan(8_000);
  });

  it('for a refusal: the metadata that a program needs beside the reason', async () => {
    const metadata = { 'oldest-position': '17' };
    const { error } = await clientErrorOf(() => new Refusal('out-of-range', 'gone', { reason: 'FORGOTTEN', metadata }));
    expect(detailsOf(error)).toMatchObject({ ErrorInfo: { reason: 'FORGOTTEN', metadata } });
  });

  it('for many attachments: the first that fit, complete', async () => {
    const attached = [attachment('a', 100), attachment('b', 3_000), attachment('c', 3_000), attachment('d', 100)];
    const { error } = await clientErrorOf(() => new Refusal('invalid-argument', 'row 5', { attached }));
    expect(attachedTo(error).map(({ typeUrl, value }) => [typeUrl, value.byteLength])).toEqual([
      ['type.googleapis.com/a', 100],
      ['type.googleapis.com/b', 3_000],
    ]);
    expect(detailsOf(error)).toMatchObject({ ErrorInfo: { reason: 'INVALID_ARGUMENT' } });
  });

  it('for fields and attachments without space for both: the fields', async () => {
    const violations = Array.from({ length: 60 }, (_, index) => ({
      field: `rows[${index}].name`,
      rule: 'must be short',
    }));
    const attached = [attachment('large', 4_500)];
    const { error } = await clientErrorOf(() => new Refusal('invalid-argument', 'rows', { violations, attached }));
    const { fieldViolations } = detailsOf(error)['BadRequest'] as { fieldViolations: unknown[] };
    expect(fieldViolations).toHaveLength(60);
    expect(attachedTo(error)).toEqual([]);
    const alone = await clientErrorOf(() => new Refusal('invalid-argument', 'rows', { attached }));
    expect(attachedTo(alone.error)).toHaveLength(1);
  });

  it('for any error: at most what every client can read, and always the reason', async () => {
    const text = fc.oneof(
      fc.string({ unit: 'grapheme', maxLength: 900 }),
      fc.constantFrom('ї😀'.repeat(400), '€'.repeat(900)),
    );
    const details = fc.record({
      kind: fc.constantFrom('failed-precondition' as const, 'invalid-argument' as const),
      message: text,
      violations: fc.array(fc.record({ field: text, rule: text }), { maxLength: 30 }),
      metadata: fc.dictionary(fc.stringMatching(/^[a-z]{1,30}$/), text),
      attached: fc.array(
        fc.integer({ min: 0, max: 5_000 }).map((size) => attachment('x', size)),
        { maxLength: 9 },
      ),
    });
    fc.assert(
      fc.property(details, ({ kind, message, ...more }) => {
        const told = toStatus(new Refusal(kind, message, { reason: 'REASON', retryAfterMs: 5, ...more }));
        const error = Object.assign(new Error(told.details), told);
        expect(headerCharacters(error)).toBeLessThan(7_600);
        expect(detailsOf(error)).toMatchObject({ ErrorInfo: { reason: 'REASON' }, RetryInfo: {} });
      }),
    );
  });

  it('for a message with half a surrogate pair: the message nevertheless', async () => {
    const { error } = await clientErrorOf(() => new Refusal('not-found', `${'x'.repeat(499)}😀 and more`));
    expect(error.code).toBe(status.NOT_FOUND);
    expect(error.details.startsWith('x'.repeat(499))).toBe(true);
  });

  it('in a stream: the same, with its details, after the preceding messages', async () => {
    const { ledger } = await startServed({
      readEvents: async function* () {
        yield { epoch: 'first', event: undefined, withheld: false, passedOver: false };
        throw preconditionFailed('ENDED', 'no more');
      },
    });
    const epochs: string[] = [];
    const error = await errorOf((done) => {
      const call = ledger.readEvents({ partition: 0, fromPosition: 1n, toPosition: 0n, eventTypes: [], follow: false });
      call.on('data', ({ epoch }: { epoch: string }) => epochs.push(epoch)).on('error', done);
    });
    expect(epochs).toEqual(['first']);
    expect(error).toMatchObject({ code: status.FAILED_PRECONDITION, details: 'no more' });
    expect(detailsOf(error)).toMatchObject({ ErrorInfo: { reason: 'ENDED' } });
  });
});
