import { rows, type EntityManager, type Rights } from '@safe-community/database';
import {
  decryptWith,
  encryptWith,
  newCaseKey,
  type Keyring,
  type WrappedKey,
} from '@safe-community/security/encryption';
import type { Requester } from './footage-request.ts';

/** Texts about people: the requester, what is asked for, and the grounds of each step, each encrypted as a part. */
export const REQUEST_TEXT_TABLES: readonly string[] = [
  `create table footage_request_key (
     footage_request_id uuid primary key references footage_request,
     key_id text not null,
     wrapped_key bytea not null
   )`,
  // Needed by countDataKeys (count-data-keys.ts), rewrapPortion (rewrap-portion.ts).
  'create index footage_request_key_by_key on footage_request_key (key_id)',
  `create table footage_request_text (
     footage_request_id uuid not null references footage_request,
     -- the new ones are the grounds of what follows after a request was reopened
     part text not null check (part in (
       'request', 'extension', 'decision', 'appeal', 'appeal_decision', 'new_extension', 'new_decision')),
     ciphertext bytea not null,
     primary key (footage_request_id, part)
   )`,
];

export const REQUEST_TEXT_RIGHTS: Rights = {
  footage_request_key: { insert: true, update: ['key_id', 'wrapped_key'] },
  footage_request_text: { insert: true },
};

export const ENCRYPTED_REQUESTS = { name: 'footage_request_key', id: 'footage_request_id' };

/** A step whose grounds are stored. */
export type GroundsPart = 'extension' | 'decision' | 'appeal' | 'appeal_decision' | 'new_extension' | 'new_decision';

export interface RequestTexts {
  readonly requester: Requester;
  readonly requestText: string;
}

export async function addTexts(
  tx: EntityManager,
  keyring: Keyring,
  footageRequestId: string,
  { requester, requestText }: RequestTexts,
): Promise<void> {
  const wrapped = newCaseKey(keyring, footageRequestId);
  await rows(tx, 'insert into footage_request_key values ($1, $2, $3)', [
    footageRequestId,
    wrapped.keyId,
    wrapped.wrappedKey,
  ]);
  const ciphertext = encryptWith(keyring, footageRequestId, wrapped, 'request', { ...requester, requestText });
  await rows(tx, INSERT_TEXT, [footageRequestId, 'request', ciphertext]);
}

export async function addGrounds(
  tx: EntityManager,
  keyring: Keyring,
  footageRequestId: string,
  part: GroundsPart,
  grounds: string,
): Promise<void> {
  const wrapped = await keyOf(tx, footageRequestId);
  const ciphertext = encryptWith(keyring, footageRequestId, wrapped, part, { grounds });
  await rows(tx, INSERT_TEXT, [footageRequestId, part, ciphertext]);
}

const INSERT_TEXT = 'insert into footage_request_text values ($1, $2, $3)';

/** All texts of a request; the grounds of steps that were not made are absent. */
export interface AllTexts extends RequestTexts {
  readonly grounds: ReadonlyMap<string, string>;
}

export async function readTexts(em: EntityManager, keyring: Keyring, footageRequestId: string): Promise<AllTexts> {
  const wrapped = await keyOf(em, footageRequestId);
  const found = await rows<{ part: string; ciphertext: Buffer }>(
    em,
    'select part, ciphertext from footage_request_text where footage_request_id = $1',
    [footageRequestId],
  );
  const parts = new Map(
    found.map(({ part, ciphertext }) => [part, decryptWith(keyring, footageRequestId, wrapped, part, ciphertext)]),
  );
  const { fullName = '', phone = '', address = '', authority = '', requestText = '' } = parts.get('request') ?? {};
  const grounds = [...parts].flatMap(([part, { grounds: text }]): [string, string][] =>
    text === undefined ? [] : [[part, text]],
  );
  return { requester: { fullName, phone, address, authority }, requestText, grounds: new Map(grounds) };
}

async function keyOf(em: EntityManager, footageRequestId: string): Promise<WrappedKey> {
  const [row] = await rows<{ key_id: string; wrapped_key: Buffer }>(
    em,
    'select key_id, wrapped_key from footage_request_key where footage_request_id = $1',
    [footageRequestId],
  );
  if (row === undefined) throw new Error('a request without a key');
  return { keyId: row.key_id, wrappedKey: row.wrapped_key };
}
