import { randomUUID } from 'node:crypto';
import { rows } from '@safe-community/database';
import { describe, expect, it } from 'vitest';
import { claimAll, type Claim, type Claimant } from './idempotency-keys.ts';
import { openLedger, type Ledger } from '../../test/ground.ts';
import { testKey } from '../../test/test-key.ts';

const USUAL = { body: 'body', response: 'answer', caller: 'client', method: 'Report' };

function claimant(requestId: string, more: Partial<typeof USUAL> = {}): Claimant {
  const { body, response, caller, method } = { ...USUAL, ...more };
  return { key: testKey(caller, requestId, method, Buffer.from(body)), response: Buffer.from(response) };
}

function claim({ database }: Ledger, claimants: readonly Claimant[]): Promise<Claim[]> {
  return database.em.fork().transactional((em) => claimAll(em, claimants));
}

const shown = (claims: readonly Claim[]): string[] =>
  claims.map((claim) =>
    claim.state === 'repeated' ? `repeated ${Buffer.from(claim.response).toString()}` : claim.state,
  );

describe('claimAll', () => {
  it('claims new ids, repeats known ones, rejects different ones, within a batch and across batches', async () => {
    const ledger = await openLedger();
    const [a, b, c] = [randomUUID(), randomUUID(), randomUUID()];
    const first = await claim(ledger, [
      claimant(a, { response: 'a' }),
      claimant(b, { response: 'b' }),
      claimant(a, { response: 'a again' }),
      claimant(a, { body: 'other' }),
      claimant(b, { method: 'Register' }),
      claimant(a, { caller: 'another' }),
    ]);
    expect(shown(first)).toEqual(['new', 'new', 'repeated a', 'refused', 'refused', 'new']);
    const second = await claim(ledger, [
      claimant(c),
      claimant(b, { response: 'b again' }),
      claimant(a, { body: 'other' }),
      claimant(b, { method: 'Register' }),
    ]);
    expect(shown(second)).toEqual(['new', 'repeated b', 'refused', 'refused']);
    expect(await rows(ledger.database.em.fork(), 'select 1 from request_record')).toHaveLength(4);
  });

  it('claims each id once when concurrent batches have the same ids in other orders', async () => {
    const ledger = await openLedger({ poolSize: 12 });
    const all = Array.from({ length: 40 }, () => randomUUID());
    const claims = await Promise.all(
      Array.from({ length: 12 }, (_, index) =>
        claim(
          ledger,
          (index % 2 === 0 ? all : all.toReversed()).map((id) => claimant(id)),
        ),
      ),
    );
    const fresh = claims.flat().filter(({ state }) => state === 'new');
    expect(fresh).toHaveLength(40);
    expect(claims.flat().filter(({ state }) => state === 'repeated')).toHaveLength(11 * 40);
  });
});
