import { columnOf, prepared, rows, type EntityManager, type Step } from '@safe-community/database';
import { Refusal } from '@safe-community/domain-kit';
import { createHash } from 'node:crypto';
import type { Calling } from '@safe-community/audit';

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

/** What makes two requests the same: who sent it, under which id, for which method, with which body. */
export interface RequestKey {
  /** Name of the calling system: one system's ids do not meet another's. */
  readonly caller: string;
  /** UUID in lower case. */
  readonly requestId: string;
  /**
   * Path of a gRPC method, which begins with "/": the answer to a call is forgotten one day. Any other name is of
   * what is no call, such as a row of an import, and is remembered for ever.
   */
  readonly method: string;
  /** SHA-256 of the body. */
  readonly digest: Buffer;
  /** Who sent it, and what for. */
  readonly by: Sender;
}

/** Who sends a request, as the audit records it. */
export interface Sender {
  readonly system: string;
  /** EDRPOU code of its organisation. */
  readonly edrpou: string;
  /** The person at that system; empty when the call names none. */
  readonly actingUser: string;
  readonly purpose: string;
}

/** A call as the record of requests needs it. */
export interface CallOfRequest extends Calling {
  readonly method: string;
  /** The request as it came. */
  readonly body: Uint8Array;
}

/**
 * Makes of a body's digest what is stored: the same for the same, and nothing to anyone without a key. A short body
 * that holds a telephone could else be guessed from its digest, also after the personal data was erased.
 */
export type DigestKeeper = (digest: Buffer) => Buffer;

export function requestKey(call: CallOfRequest, requestId: string): RequestKey {
  return {
    caller: call.caller.name,
    requestId: requestId.toLowerCase(),
    method: call.method,
    digest: createHash('sha256').update(call.body).digest(),
    by: senderOf(call),
  };
}

export function senderOf({ caller, actingUser, purpose }: Calling): Sender {
  return { system: caller.name, edrpou: caller.edrpou, actingUser, purpose };
}

/** The id was used for another request: refused, and nothing has changed. */
export function requestIdReused(): Refusal {
  return new Refusal('already-exists', 'request_id was used before for another request', {
    reason: 'REQUEST_ID_REUSED',
    violations: [{ field: 'request_id', rule: 'must be new for a new request' }],
  });
}

/** The id was used so long ago that its answer is kept no more: whatever it asked for was done, and is not done again. */
function answerForgotten(): Refusal {
  return new Refusal('already-exists', 'request_id was used before, and its answer is no longer kept', {
    reason: 'ANSWER_FORGOTTEN',
    violations: [{ field: 'request_id', rule: 'must be new for a new request' }],
  });
}

/** Why a request does not get the answer that is recorded under its id. */
export function refusalOf(record: Pick<RequestKey, 'method'>): Refusal {
  return record.method === FORGOTTEN_METHOD ? answerForgotten() : requestIdReused();
}

/** What `forgetAnswers` leaves of a record besides its id. */
export const FORGOTTEN_METHOD = '';

interface Record {
  readonly method: string;
  readonly digest: Buffer;
  readonly response: Buffer;
}

/** The first answer to this request, if there was one. Throws when the id belongs to another request, or to a forgotten one. */
export async function recall(em: EntityManager, key: RequestKey): Promise<Buffer | undefined> {
  const [found] = await rows<Record>(
    em,
    'select method, digest, response from request_record where caller = $1 and request_id = $2',
    [key.caller, key.requestId],
  );
  if (found === undefined) return undefined;
  if (found.method !== key.method || !found.digest.equals(key.digest)) throw refusalOf(found);
  return found.response;
}

/**
 * Claims the id for this request within the transaction; a second one with the
 * same id waits here for the first to end. Returns false when the id is taken.
 */
export async function claim(em: EntityManager, key: RequestKey): Promise<boolean> {
  const claimed = await rows(
    em,
    `insert into request_record (caller, request_id, method, digest, response)
     values ($1, $2, $3, $4, '') on conflict do nothing returning 1`,
    [key.caller, key.requestId, key.method, key.digest],
  );
  return claimed.length > 0;
}

/** Keeps the answer beside the claim. */
export async function keepAnswer(em: EntityManager, key: RequestKey, response: Uint8Array): Promise<void> {
  await rows(em, 'update request_record set response = $3 where caller = $1 and request_id = $2', [
    key.caller,
    key.requestId,
    Buffer.from(response),
  ]);
}

/** Whether the id has an answer, whatever the request was. */
export async function wasRecorded(em: EntityManager, caller: string, requestId: string): Promise<boolean> {
  const found = await rows(em, 'select 1 from request_record where caller = $1 and request_id = $2', [
    caller,
    requestId,
  ]);
  return found.length > 0;
}

/** The answers that some of these ids have, by the id. */
export async function recordedAnswers(
  em: EntityManager,
  caller: string,
  requestIds: readonly string[],
): Promise<Map<string, Buffer>> {
  const found = await rows<{ request_id: string; response: Buffer }>(
    em,
    'select request_id, response from request_record where caller = $1 and request_id = any ($2::uuid[])',
    [caller, requestIds],
  );
  return new Map(found.map((row) => [row.request_id, row.response]));
}
