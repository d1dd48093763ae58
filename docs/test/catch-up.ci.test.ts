import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { IncidentReported } from '@safe-community/contracts/incidents/events/v1/incident_events.ts';
import { openDatabase, rows, type Database } from '@safe-community/database';
import { eventually } from '@safe-community/testkit';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { blockOf } from './document.ts';
import { whyNoPython } from './parts-of-machine.ts';
import { runIntake, type RunningIntake } from './running-intake.ts';
import { makeWorkplace, type Workplace } from './workplace.ts';

const REPORTED = 'safecommunity.incidents.v1.incident-reported';
const CATCH_UP = 'python3 examples/python/catch_up.py';
const PATIENT = { within: 30_000 };

let intake: RunningIntake;
let database: Database;
let work: Workplace;
beforeAll(async () => {
  intake = await runIntake();
  database = openDatabase({ url: intake.databaseUrl, entities: [], migrations: [] });
});
afterAll(async () => {
  await database.close();
  await intake.stop();
});

test('an external system catches up after a week offline', { timeout: 240_000 }, async (context) => {
  const missing = whyNoPython();
  if (missing !== undefined) return context.skip(missing);
  work = await makeWorkplace(intake.address);
  await work.run('python');
  await sql(`update ledger_event set recorded_at = now() - interval '9 days'`);
  expect(lastLine(await catchUp())).toBe(await caughtUp());

  await fill(4_000, 8);
  await fill(2_000, 2);
  for (let round = 0; round < 3; round += 1) await killInTheMiddle();
  expect(lastLine(await catchUp())).toBe(await caughtUp());

  await followLive();
  expect(lastLine(await catchUp())).toBe(await caughtUp());

  await passOverOthers();
  expect(lastLine(await catchUp())).toBe(await caughtUp());

  await demandTheStartIsGone();
  await demandAnotherEpochIsNoticed();
});

/**
 * As in the document. Debian's gRPC for Python may crash at the exit of the program, once in a hundred times on a busy
 * machine: one of its threads outlives what it uses. By then everything is printed and on disk.
 */
function catchUp(): Promise<string> {
  return work.shell(`${blockOf('run', 'catch up').trim()} || test $? = 139`);
}

/** Events of this many days ago, as they would be in the ledger. */
async function fill(count: number, days: number, type = REPORTED): Promise<void> {
  const fact = IncidentReported.fromPartial({ incidentId: 'x', category: 1, hromadaCode: 'UA05020030000031457' });
  const body = Buffer.from(IncidentReported.encode(fact).finish());
  await sql(
    `with head as (update ledger_head set position = position + $1 returning position - $1 as before)
     insert into ledger_event
     select 0, before + n, gen_random_uuid(), $2, $2 || '.none.none', now() - make_interval(days => $3), '', false, $4
     from head, generate_series(1, $1) as n`,
    [count, type, days, body],
  );
}

/** The output at the head, once each report is counted exactly once. */
async function caughtUp(): Promise<string> {
  const { head, reports } = await only(
    `select (select position from ledger_head) as head, count(*) as reports from ledger_event where type = $1`,
    [REPORTED],
  );
  return `caught up at position ${head}: ${reports} incidents`;
}

/** kill -9 after its first batch, while it writes another one. */
async function killInTheMiddle(): Promise<void> {
  await work.shell(`${CATCH_UP} own.db > killed.txt & pid=$!
    until grep -q 'at position' killed.txt; do sleep 0.02; done
    kill -9 $pid; wait $pid || true`);
}

/** Runs forever, even while the service is down. */
async function followLive(): Promise<void> {
  const pid = Number(await work.shell(`${CATCH_UP} own.db > live.txt 2>&1 < /dev/null & echo $!`));
  onTestFinished(() => kill(pid));
  const output = (): string => readFileSync(join(work.folder, 'live.txt'), 'utf8');
  const isAtHead = async (): Promise<void> => {
    const { head } = await only('select position as head from ledger_head');
    expect(output()).toMatch(new RegExp(`at position ${head}\\b`));
  };
  await eventually(isAtHead, PATIENT);
  await work.shell('python3 examples/python/first_call.py');
  await eventually(isAtHead, PATIENT);
  await intake.process.kill();
  await intake.process.restart();
  await work.shell('python3 examples/python/first_call.py');
  await eventually(isAtHead, PATIENT);
  kill(pid);
}

/** A client that requests few types learns its position even if none of them occur. */
async function passOverOthers(): Promise<void> {
  const { epoch, head } = await only('select e.epoch, position as head from ledger_epoch e, ledger_head');
  writeFileSync(join(work.folder, 'few.json'), JSON.stringify({ epoch, position: Number(head) }));
  await fill(2_500, 2, 'safecommunity.incidents.v1.incident-routed');
  const follow = 'python3 examples/python/follow_events.py few.json';
  expect(await work.shell(`${follow} 2`)).toBe('');
  const { position } = JSON.parse(readFileSync(join(work.folder, 'few.json'), 'utf8')) as { position: number };
  expect(position).toBe(Number(head) + 2_000);
  await fill(1, 2);
  expect(await work.shell(`${follow} 1`)).toBe(`${Number(head) + 2_501} ${REPORTED} x UA05020030000031457\n`);
}

async function demandTheStartIsGone(): Promise<void> {
  await intake.process.kill();
  await intake.process.restart({ LEDGER_EVENTS_KEPT: '5d', LEDGER_CONSUMERS: 'none' });
  await eventually(
    async () => expect((await only('select position from ledger_pruned')).position).toBe('4001'),
    PATIENT,
  );
  expect(await work.shell(`${CATCH_UP} new.db --until-head || echo "exit $?"`)).toBe(
    `events 1 to 4001 are no longer kept.
Take the state of that time by ListIncidents; then go on with
  catch_up.py new.db --skip-to 4002
exit 4
`,
  );
  expect(lastLine(await work.shell(`${CATCH_UP} new.db --skip-to 4002 --until-head`))).toBe(await caughtUp());
  // A client that is ahead of that is not affected.
  expect(await catchUp()).toMatch(/^caught up at position \d+: \d+ incidents\n$/);
}

async function demandAnotherEpochIsNoticed(): Promise<void> {
  await sql('update ledger_epoch set epoch = gen_random_uuid()');
  const restored = await work.shell(`${CATCH_UP} own.db --until-head || echo "exit $?"`);
  expect(restored).toMatch(/^another epoch: the service was restored from a backup/);
  expect(lastLine(restored)).toBe('exit 3');
}

function lastLine(printed: string): string {
  return printed.trim().split('\n').at(-1) ?? '';
}

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It has already exited.
  }
}

function sql(statement: string, values: readonly unknown[] = []): Promise<Record<string, string>[]> {
  return rows(database.em.fork(), statement, values);
}

async function only(statement: string, values: readonly unknown[] = []): Promise<Record<string, string>> {
  const [row] = await sql(statement, values);
  if (row === undefined) throw new Error('there is no row');
  return row;
}
