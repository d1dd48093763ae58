import { rows, toDate, type EntityManager, type Rights } from '@safe-community/database';
import type { Encrypted } from '@safe-community/security/encryption';
import type { EncryptedTable } from '@safe-community/service-kit';
import { INCIDENT_ROWS, OPEN_STATES, type IncidentState } from '../incident/module.ts';
import { VOICE_ROWS } from '../voices/module.ts';
import {
  DAY_MS,
  ENDED_MS,
  REFUSED_MS,
  UNCONFIRMED_MS,
  type MailLanguage,
  type Subscription,
  type SubscriptionCounts,
} from './subscription.ts';

export const SUBSCRIPTION_TABLES: readonly string[] = [
  `create table subscription (
     subscription_id uuid primary key,
     incident_id uuid not null,
     is_voice boolean not null,
     language text not null,
     created_at timestamptz not null,
     confirmed_at timestamptz,
     -- the public state when it was confirmed, then that of the last mail
     told_state text,
     -- a keyed digest of the comparable address, for the limits
     address_digest bytea not null,
     -- the address
     key_id text not null,
     wrapped_key bytea not null,
     ciphertext bytea not null
   )`,
  // Needed by countSubscriptions, confirmLocked, endSubscriptions (subscriptions.store.ts).
  `create index subscription_of_incident on subscription (incident_id)`,
  // Stays when a subscription ends, so that nobody gets round a limit by that.
  `create table asked_address (
     address_digest bytea not null,
     asked_at timestamptz not null,
     -- its owner has ended a subscription without having confirmed it
     is_refusal boolean not null
   )`,
  // Needed by countSubscriptions (subscriptions.store.ts).
  `create index asked_address_by_digest on asked_address (address_digest, asked_at)`,
  // Needed by forgetAsked (subscriptions.store.ts).
  `create index asked_address_by_time on asked_address (asked_at)`,
  // Needed by forgetUnconfirmed (subscriptions.store.ts).
  `create index subscription_unconfirmed on subscription (created_at) where confirmed_at is null`,
  // Needed by countDataKeys (count-data-keys.ts), rewrapPortion (rewrap-portion.ts).
  `create index subscription_by_key on subscription (key_id)`,
];

export const SUBSCRIPTION_RIGHTS: Rights = {
  subscription: { insert: true, update: ['confirmed_at', 'told_state', 'key_id', 'wrapped_key'], delete: true },
  asked_address: { insert: true, delete: true },
};

export const ENCRYPTED_SUBSCRIPTIONS: EncryptedTable = { name: 'subscription', id: 'subscription_id' };

/** The incident that a voice was added to. */
export async function incidentOfVoice(tx: EntityManager, voiceId: string): Promise<string | undefined> {
  const [row] = await rows<{ incident_id: string }>(
    tx,
    `select incident_id from ${VOICE_ROWS} voice where voice_id = $1`,
    [voiceId],
  );
  return row?.incident_id;
}

const REPORT_LOCK = 7_120_601;
const ADDRESS_LOCK = 7_120_602;

/** Until the transaction ends, nobody else changes how many subscriptions a report has. */
async function lockReport(tx: EntityManager, incidentId: string): Promise<void> {
  await rows(tx, 'select pg_advisory_xact_lock($1, hashtext($2))', [REPORT_LOCK, incidentId]);
}

/** Counts under locks, first that of the report, so that no limit is passed by many calls at once. */
export async function countSubscriptions(
  tx: EntityManager,
  incidentId: string,
  addressDigest: Buffer,
  now: Date,
): Promise<SubscriptionCounts> {
  await lockReport(tx, incidentId);
  await rows(tx, 'select pg_advisory_xact_lock($1, hashtext($2))', [ADDRESS_LOCK, addressDigest.toString('hex')]);
  const [row] = await rows<{ of_report: number; of_address: number; refused: boolean }>(
    tx,
    `select (select count(*)::int from subscription where incident_id = $1) as of_report,
       (select count(*)::int from asked_address where address_digest = $2 and asked_at > $3 and not is_refusal) as of_address,
       exists (select from asked_address where address_digest = $2 and asked_at > $4 and is_refusal) as refused`,
    [incidentId, addressDigest, new Date(now.getTime() - DAY_MS), new Date(now.getTime() - REFUSED_MS)],
  );
  return { ofReport: row?.of_report ?? 0, ofAddress: row?.of_address ?? 0, isRefused: row?.refused === true };
}

export interface NewSubscription extends Subscription {
  readonly createdAt: Date;
  readonly addressDigest: Buffer;
  readonly encrypted: Encrypted;
}

export async function insertSubscription(tx: EntityManager, subscription: NewSubscription): Promise<void> {
  const { subscriptionId, incidentId, isVoice, language, createdAt, addressDigest, encrypted } = subscription;
  const { keyId, wrappedKey, ciphertext } = encrypted;
  await rows(
    tx,
    `insert into subscription (subscription_id, incident_id, is_voice, language, created_at, address_digest,
       key_id, wrapped_key, ciphertext) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [subscriptionId, incidentId, isVoice, language, createdAt, addressDigest, keyId, wrappedKey, ciphertext],
  );
  await rows(tx, 'insert into asked_address (address_digest, asked_at, is_refusal) values ($1, $2, false)', [
    addressDigest,
    createdAt,
  ]);
}

export interface KeptSubscription extends Subscription {
  readonly createdAt: Date;
  readonly isConfirmed: boolean;
}

interface SubscriptionRow {
  readonly subscription_id: string;
  readonly incident_id: string;
  readonly is_voice: boolean;
  readonly language: MailLanguage;
  readonly created_at: string;
  readonly confirmed: boolean;
}

/** Locks it, after its report. */
export async function lockSubscription(
  tx: EntityManager,
  subscriptionId: string,
): Promise<KeptSubscription | undefined> {
  const [known] = await rows<{ incident_id: string }>(
    tx,
    'select incident_id from subscription where subscription_id = $1',
    [subscriptionId],
  );
  if (known === undefined) return undefined;
  await lockReport(tx, known.incident_id);
  const [row] = await rows<SubscriptionRow>(
    tx,
    `select subscription_id, incident_id, is_voice, language, created_at, confirmed_at is not null as confirmed
     from subscription where subscription_id = $1 for update`,
    [subscriptionId],
  );
  if (row === undefined) return undefined;
  const { incident_id: incidentId, is_voice: isVoice, language, confirmed: isConfirmed } = row;
  return { subscriptionId, incidentId, isVoice, language, isConfirmed, createdAt: toDate(row.created_at) };
}

/** From now on, changes of this state make mails; other subscriptions of this address to the report end. */
export async function confirmLocked(
  tx: EntityManager,
  { subscriptionId, incidentId }: Subscription,
  state: IncidentState,
  now: Date,
): Promise<void> {
  await rows(tx, 'update subscription set confirmed_at = $2, told_state = $3 where subscription_id = $1', [
    subscriptionId,
    now,
    state,
  ]);
  await rows(
    tx,
    `delete from subscription where incident_id = $1 and subscription_id <> $2 and address_digest =
       (select own.address_digest from subscription own where own.subscription_id = $2)`,
    [incidentId, subscriptionId],
  );
}

/** Its mails go with it. */
export async function dropSubscription(tx: EntityManager, subscriptionId: string): Promise<void> {
  await rows(tx, 'delete from subscription where subscription_id = $1', [subscriptionId]);
}

/** By the owner of the address. Who has not confirmed it did not want it, and is not asked again soon. */
export async function endSubscription(tx: EntityManager, subscriptionId: string, now: Date): Promise<void> {
  await rows(
    tx,
    `with ended as (delete from subscription where subscription_id = $1 returning address_digest, confirmed_at)
     insert into asked_address (address_digest, asked_at, is_refusal)
     select address_digest, $2, true from ended where confirmed_at is null`,
    [subscriptionId, now],
  );
}

/** All those of a report: part of the erasure of its personal data. */
export async function endSubscriptions(tx: EntityManager, incidentId: string): Promise<void> {
  await rows(tx, 'delete from subscription where incident_id = $1', [incidentId]);
}

/** By the earlier of the clocks: what is erased too soon does not come back. Resolves to how many. */
export async function forgetUnconfirmed(em: EntityManager, now: Date, most: number): Promise<number> {
  const gone = await rows(
    em,
    `delete from subscription where subscription_id in (
       select subscription_id from subscription where confirmed_at is null and created_at <= least($1, now()) - $2::interval
       order by created_at limit $3)
     returning subscription_id`,
    [now, `${UNCONFIRMED_MS} milliseconds`, most],
  );
  return gone.length;
}

/** Those of reports on which the work has ended long ago. Resolves to how many. */
export async function forgetEnded(em: EntityManager, now: Date, most: number): Promise<number> {
  const gone = await rows(
    em,
    `delete from subscription where subscription_id in (
       select s.subscription_id from subscription s ${JOIN_SHOWN}
       where shown.state <> all($4) and shown.state_since <= least($1, now()) - $2::interval
       order by s.subscription_id limit $3)
     returning subscription_id`,
    [now, `${ENDED_MS} milliseconds`, most, [...OPEN_STATES]],
  );
  return gone.length;
}

/** What no limit counts any more. Resolves to how many. */
export async function forgetAsked(em: EntityManager, now: Date, most: number): Promise<number> {
  const gone = await rows(
    em,
    `delete from asked_address where ctid in (
       select ctid from asked_address where asked_at <= least($1, now()) - $2::interval order by asked_at limit $3)
     returning asked_at`,
    [now, `${REFUSED_MS} milliseconds`, most],
  );
  return gone.length;
}

/** The incident whose state the holder of the token sees: of a duplicate, that into which it was merged. */
export const JOIN_SHOWN = `
  join ${INCIDENT_ROWS} own on own.incident_id = s.incident_id
  join ${INCIDENT_ROWS} shown on shown.incident_id = coalesce(own.merged_into, own.incident_id)`;
