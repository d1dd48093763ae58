import { Command, InvalidArgumentError } from 'commander';
import { CallError } from '../connection/call-error.ts';
import type { Connection } from '../connection/connect-services.ts';
import { withConnection } from '../connection/with-connection.ts';
import { importOfficerFile, type OfficerFile, type OfficerTally } from '../officer-file/import-officer-file.ts';
import { OFFICER_COLUMNS } from '../officer-file/parse-officer.ts';
import { print, printJson } from '../terminal/print.ts';
import { Problem } from '../terminal/problem.ts';
import { createProgress } from '../terminal/progress.ts';

interface Options {
  readonly source: string;
  readonly delimiter: string;
  readonly demonstration: boolean;
  readonly json: boolean;
}

const HELP = `
The file has a header line. Columns: ${OFFICER_COLUMNS.slice(0, 5).join(', ')} are required,
${OFFICER_COLUMNS.slice(5).join(', ')} are not.
languages are codes separated by blanks; ranks are "code day order" and certifications "code issued [expires]", separated
by ";". Rejected rows are printed with line and reasons; the others are imported, and the exit code is still 0. An officer
is identified by source and external_id: importing a file again adds nothing twice, and changes nothing.

Example: hromada import officers officers.csv --source kadry`;

/** `hromada import officers` */
export function importOfficersCommand(): Command {
  return new Command('officers')
    .description('import officers of another system')
    .argument('<csv>', 'the officers (CSV, UTF-8)')
    .option('--source <system>', 'name of the source: 2 to 60 of a–z, 0–9 and "-"', systemName, 'csv-import')
    .option('--delimiter <character>', 'column separator', ',')
    .option('--demonstration', 'mark the officers as demonstration data', false)
    .option('--json', 'print counts and rejected rows as JSON', false)
    .addHelpText('after', HELP)
    .action((file: string, options: Options, command: Command) =>
      withConnection(command, (connection) => importOfficers(connection, file, options)),
    );
}

async function importOfficers(connection: Connection, file: string, options: Options): Promise<void> {
  const { source: sourceSystem, delimiter, demonstration, json } = options;
  const refusedRows: { line: number; reasons: readonly string[] }[] = [];
  const refused = (line: number, reasons: readonly string[]): void => {
    if (json) refusedRows.push({ line, reasons });
    else print(`line ${line} rejected: ${reasons.join('; ')}`);
  };
  const tally = await withProgress(connection, { file, delimiter, sourceSystem, demonstration }, refused);
  if (json) printJson({ ...tally, refusedRows });
  else {
    const { rows, added, alreadyKnown } = tally;
    print(`${rows} rows read: ${added} added, ${alreadyKnown} already known, ${tally.refused} rejected`);
  }
}

async function withProgress(
  connection: Connection,
  order: OfficerFile,
  refused: (line: number, reasons: readonly string[]) => void,
): Promise<OfficerTally> {
  const progress = createProgress();
  const report = ({ rows }: OfficerTally): void => progress.update(`${rows} rows read and sent`);
  try {
    return await importOfficerFile(connection, order, { refused, progress: report });
  } catch (error) {
    if (!(error instanceof CallError)) throw error;
    throw new Problem(
      `${error.message}\nPart of the file may have been imported. Run the command again: nothing is added twice.`,
    );
  } finally {
    progress.done();
  }
}

function systemName(text: string): string {
  if (!/^[a-z0-9-]{2,60}$/.test(text)) throw new InvalidArgumentError('It must be 2 to 60 of a–z, 0–9 and "-".');
  return text;
}
