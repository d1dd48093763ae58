import { DatabaseBusy } from '@safe-community/database';
import { describe, expect, it } from 'vitest';
import { faultOf } from './fault-of.ts';

describe('a caller gets for a database fault', () => {
  it('a retry delay, when too many wait for a connection', () => {
    const wrapped = new Error('the ORM says', { cause: new DatabaseBusy(1_200.4) });
    expect(faultOf(wrapped)).toMatchObject({
      kind: 'resource-exhausted',
      retryAfterMs: 1_201,
      metadata: { rule: 'connections-waiting' },
    });
  });

  it('a reason and a retry delay, when the database is down or its disk is full, and no detail of a bug', () => {
    expect(faultOf(Object.assign(new Error('no'), { code: 'ECONNREFUSED' }))).toMatchObject({ kind: 'unavailable' });
    const full = Object.assign(new Error('no'), { code: '53100' });
    expect(faultOf(full)).toMatchObject({ kind: 'unavailable', retryAfterMs: 5_000 });
    expect(faultOf(new TypeError('x is not a function'))).toBeUndefined();
  });
});
