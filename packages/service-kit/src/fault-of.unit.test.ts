import { DatabaseBusy } from '@safe-community/database';
import { describe, expect, it } from 'vitest';
import { faultOf } from './fault-of.ts';

describe('what a caller is told of a fault of the database', () => {
  it('is when to come back, where too many wait for a connection', () => {
    const wrapped = new Error('the ORM says', { cause: new DatabaseBusy(1_200.4) });
    expect(faultOf(wrapped)).toMatchObject({
      kind: 'resource-exhausted',
      retryAfterMs: 1_201,
      metadata: { rule: 'connections-waiting' },
    });
  });

  it('is that it does not answer, where it is away, and to come back later, where its disk is full; of a bug nothing', () => {
    expect(faultOf(Object.assign(new Error('no'), { code: 'ECONNREFUSED' }))).toMatchObject({ kind: 'unavailable' });
    const full = Object.assign(new Error('no'), { code: '53100' });
    expect(faultOf(full)).toMatchObject({ kind: 'unavailable', retryAfterMs: 5_000 });
    expect(faultOf(new TypeError('x is not a function'))).toBeUndefined();
  });
});
