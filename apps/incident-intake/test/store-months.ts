import { rows, type Database } from '@safe-community/database';
import { createTestDatabase } from '@safe-community/testkit';
import { openIntakeDatabase } from '../src/service.ts';
import { migrateIntake } from './migrate-intake.ts';

/** In the middle of a month: on its last day its partition would have too few rows for an index to be worth it. */
const FIRST = `date_trunc('month', now()) + interval '14 days'`;

/** How many, and how often. */
interface Amount {
  readonly incidents: number;
  readonly every: '15 minutes' | '10 seconds';
}

const TEN_MONTHS: Amount = { incidents: 30_000, every: '15 minutes' };
/** Eleven days. */
const LARGE_MONTH: Amount = { incidents: 100_000, every: '10 seconds' };

/**
 * Incidents in 300 hromadas of 20 oblasts with 100 officers. One in 500 is unrouted;
 * of every ten the last is open, of them one in 30 escalated; one in 1,000 is late and not yet escalated.
 */
const stored = ({ incidents, every }: Amount): string => `
  insert into incident (incident_id, state, category, channel, hromada_code, oblast_code, starosta_district_code,
    occurred_at, received_at, state_since, killed, injured, children_killed, children_injured, defenders_killed,
    defenders_injured, responsible_officer_id, escalation_level, due_at)
  select (lpad(to_hex((extract(epoch from at) * 1000)::bigint), 12, '0') || substr(md5(n::text), 13))::uuid,
    case when n % 10 = 0 then (array['received', 'dispatched', 'on_scene'])[n / 10 % 3 + 1]
      when n % 10 = 1 then 'rejected' else 'closed' end,
    (array['fire', 'gas', 'medical', 'domestic_violence'])[n / 3 % 4 + 1], 'phone_112', 'UA-' || n % 300,
    'UA-OBLAST-' || n % 20, '', at, at, at, 0, 0, 0, 0, 0, 0,
    case when n % 500 > 0 then md5((n % 100)::text)::uuid end,
    case when n % 300 = 0 then 1 else 0 end, case when n % 1000 = 10 then now() when n % 10 = 0 then at + interval '1 year' end
  from generate_series(0, ${incidents}) n, lateral (select ${FIRST} + n * interval '${every}' as at) as time`;

interface Stored {
  readonly database: Database;
  close(): Promise<void>;
}

/** A database with ten months of incidents, one in 15 minutes, as the service opens it. */
export function openStoredMonths(poolSize?: number): Promise<Stored> {
  return open(TEN_MONTHS, poolSize);
}

/** The same with a month in which a scan or a sort of a wrong part of it would be noticed. */
export function openLargeMonth(): Promise<Stored> {
  return open(LARGE_MONTH);
}

async function open(amount: Amount, poolSize?: number): Promise<Stored> {
  const own = await createTestDatabase({ service: 'incident-intake', migrate: migrateIntake });
  await storeMonths(own.ownerUrl, amount);
  const database = openIntakeDatabase(own.url, poolSize);
  return {
    database,
    async close() {
      await database.close();
      await own.drop();
    },
  };
}

/** Fills the table, and analyzes it at once for the planner. */
async function storeMonths(ownerUrl: string, amount: Amount): Promise<void> {
  const database = openIntakeDatabase(ownerUrl);
  await rows(database.em.fork(), stored(amount));
  await rows(database.em.fork(), 'analyze incident');
  await database.close();
}
