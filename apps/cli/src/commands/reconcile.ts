import type { Command } from 'commander';
import { withConnection } from '../connection/with-connection.ts';
import { reconcile } from '../reconcile/reconcile.ts';
import { repair, type Repair } from '../reconcile/repair.ts';
import { reconciliationJson, renderReconciliation } from '../reconcile/render.ts';
import type { Connection } from '../connection/connect-services.ts';
import { print, printJson, printText } from '../terminal/print.ts';
import { Problem } from '../terminal/problem.ts';
import { countOption } from './option-values.ts';
import { listed, inEnglishIf } from '../terminal/language.ts';
import { rebuilt } from '../rebuild/render.ts';
import { SpokenCommand } from '../terminal/spoken-command.ts';

interface Options {
  readonly within: number;
  readonly counts: boolean;
  readonly repair: boolean;
  readonly json: boolean;
}

const HELP = {
  uk: `
Безпечно на діючій системі. Перевіряє, що все підтверджене до початку опубліковано й застосовано всіма споживачами, що
немає незастосованих подій, що не застосовано нічого, чого немає в журналі, і що кількості в statistics дорівнюють сумам
подій incident-intake. Повідомляє про кожну розбіжність. З --repair службу з хибними наслідками відбудовують з журналу,
кожну подію рівно один раз: docs/runbooks/reconcile.md.

Коди завершення: 0 – враховано все, 1 – чогось бракує.`,
  en: `
Safe to run on a live system. Checks that everything acknowledged before the start is published and applied by all
consumers, that no dead letters are waiting, that nothing was applied that is not in a ledger, and that the counts of
statistics equal the sums of intake's events. Reports every difference. With --repair, a service with wrong effects is
rebuilt from the ledger, each event exactly once: docs/runbooks/reconcile.md.

Exit codes: 0 everything is accounted for, 1 something is missing.`,
};

/** `hromada reconcile` */
export function reconcileCommand(): Command {
  return new SpokenCommand('reconcile')
    .takes('--within <seconds>', countOption, 30, {
      uk: 'скільки чекати на події в дорозі',
      en: 'how long to wait for events in flight',
    })
    .takes('--no-counts', {
      uk: 'не підсумовувати подій incident-intake, для чого читають увесь її журнал',
      en: 'do not sum up the events of intake, which reads its whole ledger',
    })
    .takes('--repair', {
      uk: 'відбудувати хибне з журналів, потім перевірити знову',
      en: 'rebuild what is wrong from the ledgers, then check again',
    })
    .takes('--json', { uk: 'друкувати JSON', en: 'print JSON' })
    .explains(HELP)
    .action((options: Options, command: Command) =>
      withConnection(command, (connection) => showReconciliation(connection, options)),
    );
}

async function showReconciliation(
  connection: Connection,
  { within, counts, json, repair: repairs }: Options,
): Promise<void> {
  const options = { withinMs: within * 1_000, counts };
  const { found, repaired }: Repair = await inEnglishIf(json, async () =>
    repairs ? repair(connection, options) : { found: await reconcile(connection, options), repaired: [] },
  );
  if (!json) for (const { service, producer } of repaired) print(rebuilt({ service, producer }));
  if (json) printJson({ ...reconciliationJson(found), ...(repairs && { repaired }) });
  else printText(renderReconciliation(found));
  if (found.missing.length > 0) {
    throw new Problem(listed({ uk: 'Враховано не все:', en: 'Not everything is accounted for:' }, found.missing));
  }
  if (!json) print({ uk: 'Усе підтверджене враховано.', en: 'Everything acknowledged is accounted for.' });
}
