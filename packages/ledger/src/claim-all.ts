import { rows, type EntityManager } from '@safe-community/database';
import type { Refusal } from '@safe-community/grpc-kit';
import { refusalOf, type RequestKey } from './request-record.ts';

/** A request of a group with its answer, should it be the first of its id. */
export interface Claimant {
  readonly key: RequestKey;
  readonly response: Uint8Array;
}

/** What a request of a group turned out to be. */
export type Claim =
  | { readonly state: 'fresh' }
  | { readonly state: 'repeated'; readonly response: Uint8Array }
  | { readonly state: 'refused'; readonly refusal: Refusal };

/**
 * Claims the ids of a whole group by one statement, each with its answer. Ids that
 * another transaction is claiming are waited for. Within the group the first of
 * an id wins; the others are repeats of it, or refused.
 */
export async function claimAll(em: EntityManager, claimants: readonly Claimant[]): Promise<Claim[]> {
  const firsts = new Map<string, Claimant>();
  for (const claimant of claimants) if (!firsts.has(nameOf(claimant.key))) firsts.set(nameOf(claimant.key), claimant);
  const fresh = await insert(em, [...firsts.values()]);
  const earlier = fresh.size === firsts.size ? new Map<string, Recorded>() : await recallAll(em, [...firsts.values()]);
  return claimants.map((claimant) => {
    const name = nameOf(claimant.key);
    const first = firsts.get(name);
    if (fresh.has(name) && first === claimant) return { state: 'fresh' };
    const record = fresh.has(name) ? first : earlier.get(name);
    if (record === undefined) throw new Error('a claimed request has no record');
    return isSame(record.key, claimant.key)
      ? { state: 'repeated', response: record.response }
      : { state: 'refused', refusal: refusalOf(record.key) };
  });
}

/** Names of the ids that were free. */
async function insert(em: EntityManager, claimants: Claimant[]): Promise<Set<string>> {
  // In one order everywhere, so that two groups that overlap wait for each other and never both.
  claimants.sort((a, b) => (nameOf(a.key) < nameOf(b.key) ? -1 : 1));
  const claimed = await rows<{ caller: string; request_id: string }>(
    em,
    `insert into request_record (caller, request_id, method, digest, response)
     select * from unnest($1::text[], $2::uuid[], $3::text[], $4::bytea[], $5::bytea[])
     on conflict do nothing returning caller, request_id`,
    [
      claimants.map(({ key }) => key.caller),
      claimants.map(({ key }) => key.requestId),
      claimants.map(({ key }) => key.method),
      claimants.map(({ key }) => key.digest),
      claimants.map(({ response }) => Buffer.from(response)),
    ],
  );
  return new Set(claimed.map((row) => nameOf({ caller: row.caller, requestId: row.request_id })));
}

/** What is kept of a request. */
interface Recorded {
  readonly key: Pick<RequestKey, 'method' | 'digest'>;
  readonly response: Uint8Array;
}

interface Kept {
  readonly caller: string;
  readonly request_id: string;
  readonly method: string;
  readonly digest: Buffer;
  readonly response: Buffer;
}

async function recallAll(em: EntityManager, claimants: readonly Claimant[]): Promise<Map<string, Recorded>> {
  const kept = await rows<Kept>(
    em,
    `select r.caller, r.request_id, method, digest, response
     from request_record r join unnest($1::text[], $2::uuid[]) as asked (caller, request_id)
       on r.caller = asked.caller and r.request_id = asked.request_id`,
    [claimants.map(({ key }) => key.caller), claimants.map(({ key }) => key.requestId)],
  );
  return new Map(
    kept.map(({ caller, request_id: requestId, method, digest, response }) => [
      nameOf({ caller, requestId }),
      { key: { method, digest }, response },
    ]),
  );
}

function nameOf({ caller, requestId }: Pick<RequestKey, 'caller' | 'requestId'>): string {
  return `${requestId} ${caller}`;
}

function isSame(a: Recorded['key'], b: Recorded['key']): boolean {
  return a.method === b.method && a.digest.equals(b.digest);
}
