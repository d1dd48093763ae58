import { randomUUID } from 'node:crypto';
import { rows, type Database, type EntityManager } from '@safe-community/database';
import { createTestDatabase, type TestDatabase } from '@safe-community/testkit';
import { expectSkipsLocked } from '@safe-community/testkit/due-rows';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { takeOverdue } from '../src/domestic-violence/due-visits.store.ts';
import { lockDue } from '../src/incident/erasure.store.ts';
import { lockIncident } from '../src/incident/incident.store.ts';
import { lockOverdue } from '../src/incident/misrouted.store.ts';
import { lockUnindexed } from '../src/incident/reporter-index.store.ts';
import { lockLinkable } from '../src/school-links/school-link.store.ts';
import { openIntakeDatabase } from '../src/service.ts';
import { takeChanged, takeDue } from '../src/subscriptions/mails.store.ts';
import { VINNYTSIA, VINNYTSIA_OBLAST } from './messages.ts';
import { migrateIntake } from './migrate-intake.ts';

const BEYOND_ALL = 'ffffffff-ffff-ffff-ffff-ffffffffffff';

let own: TestDatabase;
let database: Database;
const due: string[] = [];
beforeAll(async () => {
  own = await createTestDatabase({ service: 'incident-intake', migrate: migrateIntake });
  database = openIntakeDatabase(own.adminUrl);
  for (let count = 0; count < 3; count += 1) due.push(await storeIncident());
});
afterAll(async () => {
  await database.close();
  await own.drop();
});

/** An incident whose expected time has passed, whose data is to be erased, and whose reporter is not indexed. */
async function storeIncident(): Promise<string> {
  // A version 7 id of this month, in whose partition the row lies.
  const [stored] = await rows<{ incident_id: string }>(
    database.em.fork(),
    `insert into incident (incident_id, state, category, channel, hromada_code, oblast_code, starosta_district_code,
       occurred_at, received_at, state_since, killed, injured, children_killed, children_injured, defenders_killed, defenders_injured,
       escalation_level, due_at, erase_at, reporter_indexed, key_id, wrapped_key, ciphertext)
     values ((lpad(to_hex((extract(epoch from now()) * 1000)::bigint), 12, '0') || substr($1, 13))::uuid, 'received',
       'domestic_violence', 'phone_112', $2, $3, '', now(), now(), now(), 0, 0, 0, 0, 0, 0, 0, now(), now(), false,
       'key', '', '') returning incident_id`,
    [randomUUID().replaceAll('-', ''), VINNYTSIA, VINNYTSIA_OBLAST],
  );
  return stored?.incident_id ?? '';
}

/** A minute later, by which all of this is due. */
const soon = () => new Date(Date.now() + 60_000);

test('two replicas escalate different incidents', () =>
  expectSkipsLocked({
    database,
    due,
    take: async (tx, most) => (await lockOverdue(tx, soon(), most)).map(({ incidentId }) => incidentId),
  }));

test('two replicas erase the personal data of different incidents', () =>
  expectSkipsLocked({ database, due, take: (tx, most) => lockDue(tx, soon(), most) }));

test('two replicas index the reporters of different incidents', () =>
  expectSkipsLocked({
    database,
    due,
    take: async (tx, most) => (await lockUnindexed(tx, BEYOND_ALL, most)).map(({ incident_id }) => incident_id),
  }));

test('two replicas report different overdue visits', async () => {
  const visits: string[] = [];
  for (const incidentId of due) {
    const visitId = randomUUID();
    visits.push(visitId);
    const em = database.em.fork();
    await rows(em, `insert into dv_case (incident_id, version, opened_at) values ($1, 1, now())`, [incidentId]);
    await rows(em, `insert into dv_visit (visit_id, incident_id, hromada_code, due_at) values ($1, $2, $3, now())`, [
      visitId,
      incidentId,
      VINNYTSIA,
    ]);
  }
  const take = async (tx: EntityManager, most: number) =>
    (await takeOverdue(tx, soon(), most)).map(({ visitId }) => visitId);
  await expectSkipsLocked({ database, due: visits, take });
});

/** One that was confirmed, of each incident, with a mail that is due. */
async function subscribeAll(): Promise<{ readonly subscriptions: string[]; readonly mails: string[] }> {
  const [subscriptions, mails] = [due.map(() => randomUUID()), due.map(() => randomUUID())];
  for (const [index, incidentId] of due.entries()) {
    const em = database.em.fork();
    await rows(
      em,
      `insert into subscription (subscription_id, incident_id, is_voice, language, created_at, confirmed_at, told_state,
         address_digest, key_id, wrapped_key, ciphertext)
       values ($1, $2, false, 'uk', now(), now(), 'triaged', '', 'key', '', '')`,
      [subscriptions[index], incidentId],
    );
    await rows(
      em,
      `insert into mail (mail_id, subscription_id, about, due_at) values ($1, $2, 'confirmation', now())`,
      [mails[index], subscriptions[index]],
    );
  }
  return { subscriptions, mails };
}

test('two replicas write mails about changes to different subscribers, and send different mails', async () => {
  const { subscriptions, mails } = await subscribeAll();
  await expectSkipsLocked({
    database,
    due: subscriptions,
    take: async (tx, most) => (await takeChanged(tx, most)).map(({ subscription_id }) => subscription_id),
  });
  await expectSkipsLocked({
    database,
    due: mails,
    take: async (tx, most) => (await takeDue(tx, soon(), true, most)).map(({ mailId }) => mailId),
  });
});

const SCHOOL = { digest: Buffer.alloc(32, 7), oblastCode: VINNYTSIA_OBLAST };

/** All of them name the school. */
async function nameSchool(): Promise<void> {
  for (const incidentId of due) {
    const values = [incidentId, SCHOOL.digest];
    await rows(database.em.fork(), 'insert into incident_school values ($1, $2, true) on conflict do nothing', values);
  }
}

async function takeLinkable(tx: EntityManager, most: number): Promise<string[]> {
  return (await lockLinkable(tx, [SCHOOL], most)).map(({ incidentId }) => incidentId);
}

test('two replicas link different incidents to a school', async () => {
  await nameSchool();
  await expectSkipsLocked({ database, due, take: takeLinkable });
});

test('an incident in the middle of a step is linked to its school later, and waits for nothing', async () => {
  await nameSchool();
  const [busy = '', ...others] = due;
  await database.em.fork().transactional(async (step) => {
    await lockIncident(step, busy);
    const linked = await database.em.fork().transactional((tx) => takeLinkable(tx, due.length));
    expect(linked.toSorted()).toEqual(others.toSorted());
  });
  expect(await database.em.fork().transactional((tx) => takeLinkable(tx, due.length))).toContain(busy);
});
