import { Command } from 'commander';
import { withConnection } from '../connection/with-connection.ts';
import { reconcile } from '../reconcile/reconcile.ts';
import { repair, type Repair } from '../reconcile/repair.ts';
import { reconciliationJson, renderReconciliation } from '../reconcile/render.ts';
import type { Connection } from '../connection/connect-services.ts';
import { print, printJson, printText } from '../terminal/print.ts';
import { Problem } from '../terminal/problem.ts';
import { countOption } from './option-values.ts';

interface Options {
  readonly within: number;
  readonly counts: boolean;
  readonly repair: boolean;
  readonly json: boolean;
}

const HELP = `
Safe to run on a live system. Checks that everything acknowledged before the start is published and applied by all
consumers, that no dead letters are waiting, that nothing was applied that is not in a ledger, and that the counts of
statistics equal the sums of intake's events. Reports every difference. With --repair, a service with wrong effects is
rebuilt from the ledger, each event exactly once: docs/runbooks/reconcile.md.

Exit codes: 0 everything is accounted for, 1 something is missing.`;

/** `hromada reconcile` */
export function reconcileCommand(): Command {
  return new Command('reconcile')
    .option('--within <seconds>', 'how long to wait for events in flight', countOption, 30)
    .option('--no-counts', 'do not sum up the events of intake, which reads its whole ledger')
    .option('--repair', 'rebuild what is wrong from the ledgers, then check again', false)
    .option('--json', 'print JSON', false)
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
  if (!json) for (const { service, producer } of repaired) print(`Rebuilt ${producer} in ${service} from the ledger.`);
  if (json) printJson({ ...reconciliationJson(found), ...(repairs && { repaired }) });
  else printText(renderReconciliation(found));
  if (found.missing.length > 0) {
    throw new Problem(['Not everything is accounted for · Враховано не все:', ...found.missing].join('\n  '));
  }
  if (!json) print('Everything acknowledged is accounted for · Усе підтверджене враховано.');
}
