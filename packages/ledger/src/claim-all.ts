import { columnOf, prepared, rows, type EntityManager, type Step } from '@safe-community/database';
import type { Refusal } from '@safe-community/domain-kit';
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

/** Whether no two of them have the same id. */
export function areDistinct(claimants: readonly Claimant[]): boolean {
  return new Set(claimants.map(({ key }) => nameOf(key))).size === claimants.length;
}

/**
 * Claims ids of which each is most likely new, and no two are the same; where one is taken it fails by the constraint
 * `CLAIMED`.
 */
export function claimStep(claimants: readonly Claimant[]): Step {
  return { statement: CLAIM_NEW, values: columnsOf(claimants) };
}

export const CLAIMED = 'request_record_pkey';

const CLAIM = `
  insert into request_record (caller, request_id, method, digest, response)
  select * from unnest($1::text[], $2::uuid[], $3::text[], $4::bytea[], $5::bytea[])`;
const CLAIM_NEW = prepared(CLAIM);

/** Names of the ids that were free. */
async function insert(em: EntityManager, claimants: readonly Claimant[]): Promise<Set<string>> {
  const claimed = await rows<{ caller: string; request_id: string }>(
    em,
    `${CLAIM} on conflict do nothing returning caller, request_id`,
    columnsOf(claimants),
  );
  return new Set(claimed.map((row) => nameOf({ caller: row.caller, requestId: row.request_id })));
}

/** In one order everywhere, so that two groups that overlap wait for each other and never both. */
function columnsOf(claimants: readonly Claimant[]): Buffer[] {
  const ordered = claimants.toSorted((a, b) => (nameOf(a.key) < nameOf(b.key) ? -1 : 1));
  return [
    columnOf('text', ordered, ({ key }) => key.caller),
    columnOf('uuid', ordered, ({ key }) => key.requestId),
    columnOf('text', ordered, ({ key }) => key.method),
    columnOf('bytea', ordered, ({ key }) => key.digest),
    columnOf('bytea', ordered, ({ response }) => response),
  ];
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
