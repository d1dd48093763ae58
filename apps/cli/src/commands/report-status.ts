import { Command } from 'commander';
import { GetReportStatusResponse, type PublicStatus } from '@safe-community/contracts/incidents/v1/reporter_service.ts';
import { findHromada } from '@safe-community/territory';
import type { Connection } from '../connection/connect-services.ts';
import { withConnection } from '../connection/with-connection.ts';
import { describeHromada } from '../places/find-place.ts';
import { print, printJson } from '../terminal/print.ts';
import { kyivTime } from '../time/show-time.ts';
import { nameOfCategory } from '../wording/categories.ts';

interface Options {
  readonly json: boolean;
}

const HELP = `
The token is what report-incident printed as "Tracking". Whoever has it sees this status and can add to the report.`;

/** `hromada report-status` */
export function reportStatusCommand(): Command {
  return new Command('report-status')
    .description('show where a report stands, as its reporter sees it; in Ukrainian and English')
    .argument('<tracking-token>', 'the secret that report-incident printed')
    .option('--json', 'for a program: the message GetReportStatusResponse as JSON', false)
    .addHelpText('after', HELP)
    .action((trackingToken: string, options: Options, command: Command) =>
      withConnection(command, (connection) => showStatus(connection, trackingToken, options)),
    );
}

async function showStatus({ reporters }: Connection, trackingToken: string, { json }: Options): Promise<void> {
  const answer = await reporters.getReportStatus({ trackingToken });
  if (answer.status === undefined) throw new Error('intake answered without a status');
  if (json) printJson(GetReportStatusResponse.toJSON(answer));
  else for (const line of linesOf(answer.status)) print(line);
}

/** Of a sensitive report only the state is told. */
function linesOf(status: PublicStatus): string[] {
  const { textUk, textEn, receivedTime, stateTime, category, hromadaCode, additionsLeft } = status;
  const hromada = findHromada(hromadaCode);
  const place = hromada === undefined ? hromadaCode : describeHromada(hromada);
  return [
    textUk,
    textEn,
    ...(category === 0 ? [] : [`${nameOfCategory(category).en} · ${nameOfCategory(category).uk}, ${place}`]),
    ...(receivedTime === undefined
      ? []
      : [`Received ${kyivTime(receivedTime)}, so since ${kyivTime(stateTime)} (Kyiv)`]),
    `The reporter can ${actionsOf(status)}; ${additionsLeft} additions are left.`,
  ];
}

function actionsOf({ mayConfirm, mayReopen, additionsLeft }: PublicStatus): string {
  const actions = [
    ...(additionsLeft > 0 ? ['add to it'] : []),
    ...(mayConfirm ? ['confirm that it is fixed'] : []),
    ...(mayReopen ? ['reopen it'] : []),
  ];
  return actions.length === 0 ? 'only look' : actions.join(', ');
}
