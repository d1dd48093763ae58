import { rows, type Database, type EntityManager } from '@safe-community/database';
import { IncidentCategory } from '@safe-community/contracts/incidents/v1/incident.ts';
import { AppealBody } from '@safe-community/contracts/incidents/v1/protection_order.ts';
import { ProtectionOrderServiceService as Orders } from '@safe-community/contracts/incidents/v1/protection_order_service.ts';
import { testClient, type TestClient } from '@safe-community/testkit';
import { afterAll, beforeAll, beforeEach, describe, expect, it, test } from 'vitest';
import { nameCase, nameEveryCase } from './domestic-violence/named-case.store.ts';
import { openIntakeDatabase } from './service.ts';
import { fire } from '../test/messages.ts';
import { runIntake, type RunningIntake } from '../test/running-intake.ts';
import { reported, violenceClient, type ViolenceClient } from '../test/violence-client.ts';

const TABLES = ['dv_case', 'dv_order', 'dv_order_step', 'dv_referral', 'dv_visit'];

let intake: RunningIntake;
let violence: ViolenceClient;
let orders: TestClient<typeof Orders>;
let service: Database;
let reader: Database;

beforeAll(async () => {
  intake = await runIntake();
  violence = violenceClient(intake);
  orders = testClient(Orders, intake.port);
  service = openIntakeDatabase(intake.urls.url);
  reader = openIntakeDatabase(intake.urls.readerUrl);
});
afterAll(async () => {
  violence.close();
  orders.close();
  await Promise.all([service.close(), reader.close()]);
  await intake.stop();
});

/** A case with a row in every table. */
async function wholeCase(): Promise<string> {
  const incidentId = await reported(intake);
  await violence.recordCase(incidentId);
  const { orderId } = await violence.issueProtectionOrder(incidentId);
  await orders.recordOrderAppeal({ incidentId, orderId, appealedTime: new Date(), body: AppealBody.COURT });
  await violence.referVictim(incidentId);
  await violence.planVisit(incidentId, new Date());
  return incidentId;
}

describe('domestic violence cases, for the service role', () => {
  let one: string;
  let other: string;
  beforeEach(async () => {
    [one, other] = [await wholeCase(), await wholeCase()];
  });

  /** The cases whose rows a statement without a condition finds. */
  function foundIn(table: string, about: (em: EntityManager) => Promise<void>): Promise<string[]> {
    return service.em.fork().transactional(async (em) => {
      await about(em);
      const found = await rows<{ incident_id: string }>(em, `select distinct incident_id from ${table}`);
      return found.map(({ incident_id }) => incident_id);
    });
  }

  it.each(TABLES)('are visible only for the named case, and not before one is named: %s', async (table) => {
    expect(await foundIn(table, async () => undefined)).toEqual([]);
    expect(await foundIn(table, (em) => nameCase(em, one.toUpperCase()))).toEqual([one]);
    expect(await foundIn(table, nameEveryCase)).toEqual(expect.arrayContaining([one, other]));
    expect(await foundIn(table, async () => undefined)).toEqual([]);
  });

  it('can be changed only where named: an update without a condition leaves other cases unchanged', async () => {
    const before = await intake.sql('select * from dv_visit where incident_id = $1', [other]);
    await service.em.fork().transactional(async (em) => {
      await nameCase(em, one);
      await rows(em, `update dv_visit set done_at = now(), sealed_finding = 'x'`);
    });
    expect(await intake.sql('select * from dv_visit where incident_id = $1', [other])).toEqual(before);
    const foreign = service.em.fork().transactional(async (em) => {
      await nameCase(em, one);
      await rows(
        em,
        `insert into dv_visit (visit_id, incident_id, hromada_code, due_at)
        values (gen_random_uuid(), $1, '', now())`,
        [other],
      );
    });
    await expect(foreign).rejects.toThrow('violates row-level security policy');
  });

  it('cannot be deleted', async () => {
    for (const table of TABLES) {
      await expect(rows(service.em.fork(), `delete from ${table}`)).rejects.toThrow(
        `permission denied for table ${table}`,
      );
    }
  });

  it('apply to the owner of the database as well', async () => {
    const owned = openIntakeDatabase(intake.urls.ownerUrl);
    for (const table of TABLES) expect(await rows(owned.em.fork(), `select 1 from ${table}`)).toEqual([]);
    await owned.close();
  });
});

describe('people and dashboards see', () => {
  it('no sensitive incident and nothing that belongs to one', async () => {
    const { incidentId: open } = await intake.report({ report: fire() });
    const sensitive = [await wholeCase(), await reported(intake, IncidentCategory.SCHOOL_SAFETY)];
    await intake.sql(
      `insert into responder (responder_id, incident_id, kind, unit, home_hromada_code, dispatched_at)
       select gen_random_uuid(), id, 'police', '', '', now() from unnest($1::uuid[]) id`,
      [[open, ...sensitive]],
    );
    await intake.sql(
      `insert into case_history (incident_id, version, kind, happened_at, recorded_at, system, acting_user, former_state, state, details)
       select id, 900, 'test', now(), now(), '', '', '', '', '{}' from unnest($1::uuid[]) id`,
      [[open, ...sensitive]],
    );
    for (const table of ['incident', 'responder', 'case_history']) {
      const found = await rows<{ incident_id: string }>(reader.em.fork(), `select incident_id from ${table}`);
      const ids = found.map(({ incident_id }) => incident_id);
      expect(ids).toContain(open);
      for (const id of sensitive) expect(ids).not.toContain(id);
    }
  });

  it('no domestic violence case', async () => {
    for (const table of TABLES) {
      const look = rows(reader.em.fork(), `select incident_id from ${table}`);
      await expect(look).rejects.toThrow(`permission denied for table ${table}`);
    }
  });

  it('no row of a month partition that bypasses the policies', async () => {
    const [month] = await intake.sql(`select tableoid::regclass::text as name from incident limit 1`);
    for (const database of [reader, service]) {
      const look = rows(database.em.fork(), `select incident_id from ${String(month?.['name'])}`);
      await expect(look).rejects.toThrow('permission denied for table');
    }
  });
});

test('the service cannot change a report or rewrite the history of a case', async () => {
  for (const change of [`category = 'fire'`, 'received_at = now()', `hromada_code = ''`, `attributes = '{}'`]) {
    const update = rows(service.em.fork(), `update incident set ${change}`);
    await expect(update).rejects.toThrow('permission denied for table incident');
  }
  const rewrite = rows(service.em.fork(), `update case_history set state = ''`);
  await expect(rewrite).rejects.toThrow('permission denied for table case_history');
});
