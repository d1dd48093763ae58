import { createReadStream } from 'node:fs';
import { randomUUID } from 'node:crypto';
import type { Command } from 'commander';
import type { TerritoryUnit } from '@safe-community/contracts/officers/v1/officer_registry_service.ts';
import { readAssignmentUnits, type AssignmentUnit } from '@safe-community/territory/codifier';
import type { Connection } from '../connection/connect-services.ts';
import { withConnection } from '../connection/with-connection.ts';
import { print, printJson } from '../terminal/print.ts';
import { Problem } from '../terminal/problem.ts';
import { SpokenCommand } from '../terminal/spoken-command.ts';
import { printRejected } from './import-rows.ts';

interface Options {
  readonly json: boolean;
}

const MAX_UNITS = 5_000;

const HELP = {
  uk: `
Читає кодифікатор КАТОТТГ (наказ № 290 від 26.11.2020) таким, як його оприлюднює міністерство: ";" між стовпцями, CRLF,
п’ять стовпців кодів, категорія, назва. Імпортуються лише громади (H) та міста зі спеціальним статусом (K).
Відхилені рядки друкуються з номером рядка й причиною; решту імпортовано, і код завершення все одно 0.

Приклад: hromada import territory kodyfikator-2025-05-16.csv`,
  en: `
Reads the KATOTTG codifier (order no. 290 of 26.11.2020) as the ministry publishes it: ";" between columns, CRLF, five
code columns, category, name. Only hromadas (H) and cities with special status (K) are imported.
Rejected rows are printed with line and reason; the others are imported, and the exit code is still 0.

Example: hromada import territory kodyfikator-2025-05-16.csv`,
};

/** `hromada import territory` */
export function importTerritoryCommand(): Command {
  return new SpokenCommand('territory')
    .about({
      uk: 'імпортує громади й міста з офіційного кодифікатора',
      en: 'import hromadas and cities from the official codifier',
    })
    .names('<file>', {
      uk: 'кодифікатор, як його оприлюднено (CSV, UTF-8)',
      en: 'the codifier as published (CSV, UTF-8)',
    })
    .takes('--json', {
      uk: 'друкувати кількості й відхилені рядки як JSON',
      en: 'print counts and rejected rows as JSON',
    })
    .explains(HELP)
    .action((file: string, options: Options, command: Command) =>
      withConnection(command, (connection) => importTerritory(connection, file, options)),
    );
}

async function importTerritory(connection: Connection, file: string, { json }: Options): Promise<void> {
  const { rowCount, units, refused } = await readAssignmentUnits(createReadStream(file));
  if (units.length === 0)
    throw new Problem({
      uk: `${file}: немає ні громад (H), ні міст зі спеціальним статусом (K).`,
      en: `${file} contains no hromada (H) and no city with special status (K).`,
    });
  const counts = await sendUnits(connection, units.map(toMessage));
  if (json) {
    printJson({ rows: rowCount, units: units.length, ...counts, refused });
    return;
  }
  for (const { line, reason } of refused) printRejected({ line, reasons: [reason] });
  print({
    uk: `Прочитано рядків: ${rowCount}, відхилено ${refused.length}; громад і міст зі спеціальним статусом – ${units.length}:`,
    en: `${rowCount} rows read, ${refused.length} rejected; ${units.length} of them are hromadas or special cities:`,
  });
  print({
    uk: `додано ${counts.added}, змінено ${counts.changed}, без змін ${counts.unchanged}`,
    en: `${counts.added} added, ${counts.changed} changed, ${counts.unchanged} unchanged`,
  });
}

async function sendUnits({ officers }: Connection, units: readonly TerritoryUnit[]) {
  const counts = { added: 0, changed: 0, unchanged: 0 };
  for (let first = 0; first < units.length; first += MAX_UNITS) {
    const answer = await officers.importTerritory({
      requestId: randomUUID(),
      units: units.slice(first, first + MAX_UNITS),
    });
    counts.added += answer.added;
    counts.changed += answer.changed;
    counts.unchanged += answer.unchanged;
  }
  return counts;
}

/** In the contract, a special city has no raion. */
function toMessage({ code, name, category, oblastCode, raionCode }: AssignmentUnit): TerritoryUnit {
  return { code, name, category, oblastCode, raionCode: category === 'K' ? '' : raionCode };
}
