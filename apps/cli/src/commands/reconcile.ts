import { Command } from 'commander';
import { withConnection } from '../connection/with-connection.ts';
import { reconcile } from '../reconcile/reconcile.ts';
import { reconciliationJson, renderReconciliation } from '../reconcile/render.ts';
import type { Connection } from '../connection/connect-services.ts';
import { print, printJson } from '../terminal/print.ts';
import { Problem } from '../terminal/problem.ts';
import { countOption } from './option-values.ts';

interface Options {
  readonly within: number;
  readonly counts: boolean;
  readonly json: boolean;
}

const HELP = `
Reads only, and may be run on a system at work: what was acknowledged before it began has to be published, applied by all
who hear it, at the same epoch, with no dead letters waiting; and what statistics counts has to be what intake's facts
come to. What is wrong is named, not repaired: docs/runbooks/reconcile.md.

Exit codes: 0 all is accounted for, 1 something is missing.`;

/** `hromada reconcile` */
export function reconcileCommand(): Command {
  return new Command('reconcile')
    .description('look whether everything acknowledged is published, heard and counted')
    .option('--within <seconds>', 'how long to wait for what is under way', countOption, 30)
    .option('--no-counts', 'do not sum up the facts of intake: that reads its whole ledger')
    .option('--json', 'for a program', false)
    .addHelpText('after', HELP)
    .action((options: Options, command: Command) =>
      withConnection(command, (connection) => showReconciliation(connection, options)),
    );
}

async function showReconciliation(connection: Connection, { within, counts, json }: Options): Promise<void> {
  const found = await reconcile(connection, { withinMs: within * 1_000, counts });
  if (json) printJson(reconciliationJson(found));
  else print(renderReconciliation(found));
  if (found.missing.length > 0) {
    throw new Problem(['Not all is accounted for · Враховано не все:', ...found.missing].join('\n  '));
  }
  if (!json) print('All that was acknowledged is accounted for · Усе підтверджене враховано.');
}
