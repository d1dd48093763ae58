import { createHash } from 'node:crypto';
import { actorOf, type Actor, type Calling } from '@safe-community/audit';
import { columnOf, prepared, rows, type EntityManager, type Step } from '@safe-community/database';
import { Refusal } from '@safe-community/domain-kit';

/** What makes two requests the same: who sent it, under which id, for which method, with which body. */
export interface RequestKey {
  /** Name of the calling system. Ids of different systems are independent. */
  readonly caller: string;
  /** UUID in lower case. */
  readonly requestId: string;
  /**
   * The path of a gRPC method, which begins with "/": answers to calls are deleted after a time. Any other name is not
   * a call, such as a row of an import, and is kept forever.
   */
  readonly method: string;
  /** SHA-256 of the body. */
  readonly digest: Buffer;
  /** Who sent it, and for which purpose. */
  readonly by: Sender;
}

/** Who sends a request, as the audit records it. */
export type Sender = Actor;

/** A call, as far as idempotency needs it. */
export interface CallOfRequest extends Calling {
  readonly method: string;
  /** The request as it came. */
  readonly body: Uint8Array;
}

/**
 * Turns the digest of a body into what is stored: equal digests stay equal, and without a key nobody can test a guess.
 * Otherwise a short body with a phone number could be guessed from its digest, even after its erasure.
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

export function senderOf(call: Calling): Sender {
  return actorOf(call);
}

/** A request and its answer, in case it is the first with its id. */
export interface Claimant {
  readonly key: RequestKey;
  readonly response: Uint8Array;
}

/** What a request turned out to be. */
export type Claim =
  | { readonly state: 'new' }
  | { readonly state: 'repeated'; readonly response: Uint8Array }
  | { readonly state: 'refused'; readonly refusal: Refusal };

/**
 * Claims the id for this request within the transaction. A second request with the same id waits here for the first
 * transaction to end. Returns false when the id is taken.
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

/** Stores the answer of a claimed request. */
export async function keepAnswer(em: EntityManager, key: RequestKey, response: Uint8Array): Promise<void> {
  await rows(em, 'update request_record set response = $3 where caller = $1 and request_id = $2', [
    key.caller,
    key.requestId,
    Buffer.from(response),
  ]);
}

/** The first answer to this request, if there is one. Throws when the id belongs to another request, or its answer is deleted. */
export async function recall(em: EntityManager, key: RequestKey): Promise<Buffer | undefined> {
  const [found] = await rows<{ method: string; digest: Buffer; response: Buffer }>(
    em,
    'select method, digest, response from request_record where caller = $1 and request_id = $2',
    [key.caller, key.requestId],
  );
  if (found === undefined) return undefined;
  if (!isSameRequest(found, key)) throw refusalOf(found);
  return found.response;
}

/**
 * Claims the ids of a whole batch, each with its answer. Ids that another transaction is claiming are waited for.
 * Within the batch the first request of an id wins; the others are repeats of it, or refused.
 */
export async function claimAll(em: EntityManager, claimants: readonly Claimant[]): Promise<Claim[]> {
  const firsts = new Map<string, Claimant>();
  for (const claimant of claimants) if (!firsts.has(nameOf(claimant.key))) firsts.set(nameOf(claimant.key), claimant);
  const claimed = await insertNew(em, [...firsts.values()]);
  const earlier =
    claimed.size === firsts.size ? new Map<string, RequestRecord>() : await recallAll(em, [...firsts.values()]);
  return claimants.map((claimant) => {
    const name = nameOf(claimant.key);
    const first = firsts.get(name);
    if (claimed.has(name) && first === claimant) return { state: 'new' };
    const record = claimed.has(name) ? first : earlier.get(name);
    if (record === undefined) throw new Error('a claimed request has no record');
    return isSameRequest(record.key, claimant.key)
      ? { state: 'repeated', response: record.response }
      : { state: 'refused', refusal: refusalOf(record.key) };
  });
}

/** Whether no two of them have the same id. */
export function areDistinct(claimants: readonly Claimant[]): boolean {
  return new Set(claimants.map(({ key }) => nameOf(key))).size === claimants.length;
}

/** Claims ids that are distinct and most likely new. When an id is taken, the step fails by the constraint `CLAIMED`. */
export function claimStep(claimants: readonly Claimant[]): Step {
  return { statement: CLAIM_NEW, values: columnsOf(claimants) };
}

export const CLAIMED = 'request_record_pkey';

const CLAIM = `
  insert into request_record (caller, request_id, method, digest, response)
  select * from unnest($1::text[], $2::uuid[], $3::text[], $4::bytea[], $5::bytea[])`;
const CLAIM_NEW = prepared(CLAIM);

/** The names of the ids that were free. */
async function insertNew(em: EntityManager, claimants: readonly Claimant[]): Promise<Set<string>> {
  const claimed = await rows<{ caller: string; request_id: string }>(
    em,
    `${CLAIM} on conflict do nothing returning caller, request_id`,
    columnsOf(claimants),
  );
  return new Set(claimed.map((row) => nameOf({ caller: row.caller, requestId: row.request_id })));
}

/** In the same order everywhere, so that two overlapping batches cannot deadlock. */
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

interface RequestRecord {
  readonly key: Pick<RequestKey, 'method' | 'digest'>;
  readonly response: Uint8Array;
}

interface RecordRow {
  readonly caller: string;
  readonly request_id: string;
  readonly method: string;
  readonly digest: Buffer;
  readonly response: Buffer;
}

async function recallAll(em: EntityManager, claimants: readonly Claimant[]): Promise<Map<string, RequestRecord>> {
  const found = await rows<RecordRow>(
    em,
    `select r.caller, r.request_id, method, digest, response
     from request_record r join unnest($1::text[], $2::uuid[]) as asked (caller, request_id)
       on r.caller = asked.caller and r.request_id = asked.request_id`,
    [claimants.map(({ key }) => key.caller), claimants.map(({ key }) => key.requestId)],
  );
  return new Map(
    found.map(({ caller, request_id: requestId, method, digest, response }) => [
      nameOf({ caller, requestId }),
      { key: { method, digest }, response },
    ]),
  );
}

function nameOf({ caller, requestId }: Pick<RequestKey, 'caller' | 'requestId'>): string {
  return `${requestId} ${caller}`;
}

function isSameRequest(a: RequestRecord['key'], b: RequestRecord['key']): boolean {
  return a.method === b.method && a.digest.equals(b.digest);
}

/** What `forgetAnswers` leaves as the method of a record. */
export const FORGOTTEN_METHOD = '';

/** Why a request does not get the answer that is stored under its id. */
function refusalOf({ method }: Pick<RequestKey, 'method'>): Refusal {
  const violations = [{ field: 'request_id', rule: 'must be new for a new request' }];
  return method === FORGOTTEN_METHOD
    ? new Refusal('already-exists', 'request_id was used before, and its answer is no longer kept', {
        reason: 'ANSWER_FORGOTTEN',
        violations,
      })
    : new Refusal('already-exists', 'request_id was used before for another request', {
        reason: 'REQUEST_ID_REUSED',
        violations,
      });
}

/** Whether the id has an answer, to whichever request. */
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
