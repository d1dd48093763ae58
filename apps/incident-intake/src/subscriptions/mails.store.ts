import { rows, type EntityManager, type Rights } from '@safe-community/database';
import type { Encrypted } from '@safe-community/security/encryption';
import type { IncidentState } from '../incident/module.ts';
import { CONFIRMATION, GATHER_MS, MAX_SENDING_MS, type MailFate } from './mail.ts';
import type { MailLanguage, Subscription } from './subscription.ts';
import { JOIN_SHOWN } from './subscriptions.store.ts';

export const MAIL_TABLES: readonly string[] = [
  // Its words are made when it is handed over, so that they are those of the latest state.
  `create table mail (
     mail_id uuid primary key,
     subscription_id uuid not null references subscription on delete cascade,
     -- 'confirmation', or the change of the public state
     about text not null,
     due_at timestamptz not null,
     attempts integer not null default 0,
     -- committed before the server gets it: with it and without a fate, nobody knows whether it arrived
     handed_over_at timestamptz,
     fate text,
     unique (subscription_id, about)
   )`,
  // Further changes join the mail that waits.
  // Needed by noteChanges (mails.store.ts).
  `create unique index mail_waiting on mail (subscription_id)
     where handed_over_at is null and fate is null and about <> '${CONFIRMATION}'`,
  // Needed by isMailDue, takeDue (mails.store.ts).
  `create index mail_due on mail (due_at) where handed_over_at is null and fate is null`,
  // Needed by giveUpLost (mails.store.ts).
  `create index mail_handed_over on mail (handed_over_at) where fate is null`,
];

export const MAIL_RIGHTS: Rights = {
  mail: { insert: true, update: ['about', 'due_at', 'attempts', 'handed_over_at', 'fate'], delete: true },
};

export async function insertConfirmation(
  tx: EntityManager,
  mailId: string,
  subscriptionId: string,
  now: Date,
): Promise<void> {
  await rows(tx, 'insert into mail (mail_id, subscription_id, about, due_at) values ($1, $2, $3, $4)', [
    mailId,
    subscriptionId,
    CONFIRMATION,
    now,
  ]);
}

const CHANGE = `shown.incident_id || '/' || extract(epoch from shown.changed_at)`;

/** Writes a mail for each confirmed subscription whose report shows another state than was told. Resolves to how many. */
export async function noteChanges(tx: EntityManager, now: Date, most: number, newId: () => string): Promise<number> {
  const changed = await takeChanged(tx, most);
  if (changed.length === 0) return 0;
  await rows(
    tx,
    `insert into mail (mail_id, subscription_id, about, due_at)
     select *, $4::timestamptz from unnest((select $1::uuid[]), (select $2::uuid[]), (select $3::text[]))
     on conflict (subscription_id) where handed_over_at is null and fate is null and about <> '${CONFIRMATION}'
     do update set about = excluded.about`,
    [
      changed.map(newId),
      changed.map(({ subscription_id }) => subscription_id),
      changed.map(({ about }) => about),
      new Date(now.getTime() + GATHER_MS),
    ],
  );
  return changed.length;
}

interface ChangedRow {
  readonly subscription_id: string;
  readonly about: string;
}

export async function takeChanged(tx: EntityManager, most: number): Promise<ChangedRow[]> {
  return rows<ChangedRow>(
    tx,
    `select s.subscription_id, ${CHANGE} as about from subscription s ${JOIN_SHOWN}
     where s.confirmed_at is not null and s.told_state <> shown.state
       and not exists (select from mail m where m.subscription_id = s.subscription_id and m.about = ${CHANGE})
     order by s.subscription_id limit $1 for update of s skip locked`,
    [most],
  );
}

/** A state that came back before anybody heard of its change is no news. */
export async function dropRevoked(em: EntityManager): Promise<void> {
  await rows(
    em,
    `delete from mail m using subscription s ${JOIN_SHOWN}
     where m.subscription_id = s.subscription_id and s.told_state = shown.state and m.about <> '${CONFIRMATION}'
       and m.handed_over_at is null and m.fate is null and m.attempts = 0`,
  );
}

/** News wait while it is quiet; confirmations never do, because somebody waits for them. */
const IS_DUE = `m.handed_over_at is null and m.fate is null and m.due_at <= $1 and (m.about = '${CONFIRMATION}' or not $2)`;

/** Without a lock, so that no connection is opened for nothing. */
export async function isMailDue(em: EntityManager, now: Date, isQuiet: boolean): Promise<boolean> {
  const due = await rows(em, `select from mail m where ${IS_DUE} limit 1`, [now, isQuiet]);
  return due.length > 0;
}

export interface DueMail extends Subscription {
  readonly mailId: string;
  readonly isConfirmation: boolean;
  readonly attempts: number;
  /** The address. */
  readonly encrypted: Encrypted;
}

interface DueRow {
  readonly mail_id: string;
  readonly about: string;
  readonly attempts: number;
  readonly subscription_id: string;
  readonly incident_id: string;
  readonly is_voice: boolean;
  readonly language: MailLanguage;
  readonly key_id: string;
  readonly wrapped_key: Buffer;
  readonly ciphertext: Buffer;
}

/** Locks them with their subscriptions, so that none ends between its last look and the commit. */
export async function takeDue(tx: EntityManager, now: Date, isQuiet: boolean, most: number): Promise<DueMail[]> {
  const due = await rows<DueRow>(
    tx,
    `select m.mail_id, m.about, m.attempts, s.subscription_id, s.incident_id, s.is_voice, s.language, s.key_id,
       s.wrapped_key, s.ciphertext
     from mail m join subscription s on s.subscription_id = m.subscription_id
     where ${IS_DUE} order by m.due_at limit $3 for update skip locked`,
    [now, isQuiet, most],
  );
  return due.map((row) => ({
    mailId: row.mail_id,
    isConfirmation: row.about === CONFIRMATION,
    attempts: row.attempts,
    subscriptionId: row.subscription_id,
    incidentId: row.incident_id,
    isVoice: row.is_voice,
    language: row.language,
    encrypted: { keyId: row.key_id, wrappedKey: row.wrapped_key, ciphertext: row.ciphertext },
  }));
}

/** @param told the state that the mail names; undefined for a confirmation. */
export async function markHandedOver(
  tx: EntityManager,
  { mailId, subscriptionId }: DueMail,
  told: IncidentState | undefined,
  now: Date,
): Promise<void> {
  await rows(tx, 'update mail set handed_over_at = $2 where mail_id = $1', [mailId, now]);
  if (told === undefined) return;
  await rows(tx, 'update subscription set told_state = $2 where subscription_id = $1', [subscriptionId, told]);
}

export async function saveFate(em: EntityManager, mailId: string, fate: Exclude<MailFate, 'later'>): Promise<void> {
  await rows(em, 'update mail set fate = $2 where mail_id = $1', [mailId, fate]);
}

/** It waits again, unless a newer one of its subscription does, which says all that it would. */
export async function tryAgain(tx: EntityManager, { mailId, subscriptionId }: DueMail, dueAt: Date): Promise<void> {
  // So that no newer one is written meanwhile.
  await rows(tx, 'select from subscription where subscription_id = $1 for update', [subscriptionId]);
  await rows(
    tx,
    `delete from mail m using mail newer where m.mail_id = $1 and newer.subscription_id = m.subscription_id
       and newer.handed_over_at is null and newer.fate is null
       and m.about <> '${CONFIRMATION}' and newer.about <> '${CONFIRMATION}'`,
    [mailId],
  );
  await rows(tx, 'update mail set handed_over_at = null, attempts = attempts + 1, due_at = $2 where mail_id = $1', [
    mailId,
    dueAt,
  ]);
}

/** Those whose process died while it sent them. Resolves to how many. */
export async function giveUpLost(em: EntityManager, now: Date): Promise<number> {
  const lost = await rows(
    em,
    `update mail set fate = 'unknown' where fate is null and handed_over_at <= least($1, now()) - $2::interval returning mail_id`,
    [now, `${MAX_SENDING_MS} milliseconds`],
  );
  return lost.length;
}
