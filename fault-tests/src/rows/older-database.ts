import { ledgerProgress } from '../verifier/ledger-progress.ts';
import { IntakeOperator } from '../verifier/lost-reports.ts';
import { rebuildStatistics } from '../verifier/rebuild-statistics.ts';
import { sendFor } from '../load/send-for.ts';
import type { Row } from '../row.ts';
import { OlderDatabase } from '../system/older-database.ts';
import type { Run } from '../run.ts';

export const olderDatabase: Row = {
  number: 23,
  name: 'older-database',
  fault:
    'the database of intake is replaced by an older one: older than its stream, than statistics, and than the rights of its role',
  holds:
    'nothing is published until a new epoch begins; lost reports are named; after a rebuild nothing is counted twice',
  async run(run) {
    const { callers, random, system } = run;
    const load = (run.seconds * 1_000) / 3;
    await sendFor(callers, load);
    await system.intake.stop();
    const older = await OlderDatabase.keep(system, 'incident-intake');
    await system.intake.start();
    await sendFor(callers, load);
    // Events that the broker never had could not be named; this row has none.
    await run.untilPublished(60_000);
    await system.intake.stop();
    await older.putBack();
    await system.intake.start();
    const operator = new IntakeOperator(system);
    try {
      await sendFor(callers, load);
      await operator.untilForked(30_000);
      await operator.beginEpoch(random);
      await run.untilPublished(60_000);
      run.concede(await lostAndNamed(run, operator));
    } finally {
      operator.close();
    }
    const tookMs = await rebuildStatistics(system, random);
    const { head } = await ledgerProgress(system);
    run.note(`statistics rebuilt ${head} events in ${(tookMs / 1_000).toFixed(1)} s`);
  },
};

/** Acknowledged reports that are missing now; throws when one of them is not listed as lost. */
async function lostAndNamed({ callers, system }: Run, operator: IntakeOperator): Promise<string[]> {
  const rows = await system.sql<{ incident_id: string }>('incident-intake', 'select incident_id from incident');
  const there = new Set(rows.map(({ incident_id }) => incident_id));
  const answered = callers.attempts().flatMap(({ answer }) => answer?.id ?? []);
  const lost = [...new Set(answered)].filter((id) => !there.has(id));
  const named = await operator.lostReports();
  const nameless = lost.filter((id) => !named.has(id));
  if (lost.length === 0) throw new Error('the older database lost nothing');
  if (nameless.length > 0)
    throw new Error(`${nameless.length} of ${lost.length} lost reports are not listed: ${nameless[0]}`);
  return lost;
}
