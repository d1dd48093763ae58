import type { Command } from 'commander';
import { GetReportStatusResponse, type PublicStatus } from '@safe-community/contracts/incidents/v1/reporter_service.ts';
import { findHromada } from '@safe-community/territory';
import type { Connection } from '../connection/connect-services.ts';
import { withConnection } from '../connection/with-connection.ts';
import { describeHromada } from '../places/find-place.ts';
import { print, printJson } from '../terminal/print.ts';
import { kyivTime } from '../time/show-time.ts';
import { say } from '../terminal/language.ts';
import { CATEGORIES } from '../wording/incidents.ts';
import { jsonOption } from './option-values.ts';
import { SpokenCommand } from '../terminal/spoken-command.ts';

interface Options {
  readonly json: boolean;
}

const HELP = {
  uk: `
Токен – той, що його друкує report-incident як «Код». Кожен, хто його має, може бачити стан і доповнити повідомлення.`,
  en: `
The token is the one that report-incident prints as "Tracking". Anyone who has it can see this status and add to the
report.`,
};

/** `hromada report-status` */
export function reportStatusCommand(): Command {
  return new SpokenCommand('report-status')
    .names('<tracking-token>', {
      uk: 'таємний код, який друкує report-incident',
      en: 'the secret that report-incident prints',
    })
    .addOption(jsonOption('GetReportStatusResponse'))
    .explains(HELP)
    .action((trackingToken: string, options: Options, command: Command) =>
      withConnection(command, (connection) => showStatus(connection, trackingToken, options)),
    );
}

async function showStatus({ reporters }: Connection, trackingToken: string, { json }: Options): Promise<void> {
  const answer = await reporters.getReportStatus({ trackingToken });
  if (answer.status === undefined) throw new Error('the response of incident-intake has no status');
  if (json) printJson(GetReportStatusResponse.toJSON(answer));
  else for (const line of linesOf(answer.status)) print(line);
}

/** A sensitive report shows only its state. */
function linesOf(status: PublicStatus): string[] {
  const { textUk, textEn, receivedTime, stateTime, category, hromadaCode, additionsLeft } = status;
  const hromada = findHromada(hromadaCode);
  const place = hromada === undefined ? hromadaCode : describeHromada(hromada);
  return [
    say({ uk: textUk, en: textEn }),
    ...(category === 0 ? [] : [`${CATEGORIES.nameOf(category)}, ${place}`]),
    ...(receivedTime === undefined ? [] : [stateLine(kyivTime(receivedTime), kyivTime(stateTime))]),
    say({
      uk: `Заявник може: ${actionsOf(status)}; залишилося доповнень: ${additionsLeft}.`,
      en: `The reporter can ${actionsOf(status)}; ${additionsLeft} additions are left.`,
    }),
  ];
}

function stateLine(received: string, since: string): string {
  return say({
    uk: `Прийнято ${received}, у цьому стані з ${since} (Київ)`,
    en: `Received ${received}, in this state since ${since} (Kyiv)`,
  });
}

function actionsOf({ mayConfirm, mayReopen, additionsLeft }: PublicStatus): string {
  const actions = [
    ...(additionsLeft > 0 ? [say({ uk: 'доповнити його', en: 'add to it' })] : []),
    ...(mayConfirm ? [say({ uk: 'підтвердити усунення', en: 'confirm that it is fixed' })] : []),
    ...(mayReopen ? [say({ uk: 'відкрити знову', en: 'reopen it' })] : []),
  ];
  return actions.length === 0 ? say({ uk: 'лише переглядати', en: 'only view it' }) : actions.join(', ');
}
