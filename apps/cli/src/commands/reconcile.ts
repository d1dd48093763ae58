import { Command } from 'commander';
import { withConnection } from '../connection/with-connection.ts';
import { reconcile } from '../reconcile/reconcile.ts';
import { repair, type Repair } from '../reconcile/repair.ts';
import { reconciliationJson, renderReconciliation } from '../reconcile/render.ts';
import type { Connection } from '../connection/connect-services.ts';
import { print, printJson } from '../terminal/print.ts';
import { Problem } from '../terminal/problem.ts';
import { countOption } from './option-values.ts';

interface Options {
  readonly within: number;
  readonly counts: boolean;
  readonly repair: boolean;
  readonly json: boolean;
}

const HELP = `
May be run on a system at work: what was acknowledged before it began has to be published, applied by all who hear it,
with no dead letters waiting; nothing may have been applied that the ledgers do not know; and what statistics counts has
to be what intake's facts come to. What is wrong is named. With --repair a service whose effects are wrong makes them
anew from the ledger, each exactly once: docs/runbooks/reconcile.md.

Exit codes: 0 all is accounted for, 1 something is missing.`;

/** `hromada reconcile` */
export function reconcileCommand(): Command {
  return new Command('reconcile')
    .description('look whether everything acknowledged is published, heard and counted')
    .option('--within <seconds>', 'how long to wait for what is under way', countOption, 30)
    .option('--no-counts', 'do not sum up the facts of intake: that reads its whole ledger')
    .option('--repair', 'make anew from the ledgers what is wrong, and look again', false)
    .option('--json', 'for a program', false)
    .addHelpText('after', HELP)
    .action((options: Options, command: Command) =>
      withConnection(command, (connection) => showReconciliation(connection, options)),
    );
}

async function showReconciliation(
  connection: Connection,
  { within, counts, json, repair: repairs }: Options,
): Promise<void> {
  const options = { withinMs: within * 1_000, counts };
  const { found, repaired }: Repair = repairs
    ? await repair(connection, options)
    : { found: await reconcile(connection, options), repaired: [] };
  if (!json)
    for (const { service, producer } of repaired) print(`Made anew at ${service}: what it hears of ${producer}.`);
  if (json) printJson({ ...reconciliationJson(found), ...(repairs && { repaired }) });
  else print(renderReconciliation(found));
  if (found.missing.length > 0) {
    throw new Problem(['Not all is accounted for · Враховано не все:', ...found.missing].join('\n  '));
  }
  if (!json) print('All that was acknowledged is accounted for · Усе підтверджене враховано.');
}
