import { Command, InvalidArgumentError } from 'commander';
import { auditCommand } from './commands/audit.ts';
import { backupCommand } from './commands/backup.ts';
import { certificatesCommand } from './commands/certificates.ts';
import { camerasCommand } from './commands/cameras.ts';
import { chartCommand } from './commands/chart.ts';
import { changeOfficerStateCommand } from './commands/change-officer-state.ts';
import { deadLettersCommand } from './commands/dead-letters.ts';
import { importCommand } from './commands/import.ts';
import { incidentsCommand } from './commands/incidents.ts';
import { figuresCommand } from './commands/figures.ts';
import { officerCommand } from './commands/find-officer.ts';
import { erasuresCommand } from './commands/list-erasures.ts';
import { profileCommand } from './commands/show-profile.ts';
import { updateOfficerCommand } from './commands/update-officer.ts';
import { watchOfficersCommand } from './commands/watch-officers.ts';
import { beatsCommand } from './commands/list-beats.ts';
import { coverageCommand } from './commands/list-coverage.ts';
import { stationsCommand } from './commands/list-stations.ts';
import { wavesCommand } from './commands/list-waves.ts';
import { keysCommand } from './commands/keys.ts';
import { ledgerCommand } from './commands/ledger.ts';
import { officersCommand } from './commands/list-officers.ts';
import { open311Command } from './commands/open311-keys.ts';
import { rebuildCommand } from './commands/rebuild.ts';
import { reconcileCommand } from './commands/reconcile.ts';
import { recordingsCommand } from './commands/recordings.ts';
import { reportIncidentCommand } from './commands/report-incident.ts';
import { reportStatusCommand } from './commands/report-status.ts';
import { restoreCommand } from './commands/restore.ts';
import { lawCommand } from './commands/law.ts';
import { requestsCommand } from './commands/requests.ts';
import { releasedCommand } from './commands/released.ts';
import { anomaliesCommand } from './commands/anomalies.ts';
import { compareCommand } from './commands/compare.ts';
import { onTimeCommand } from './commands/on-time.ts';
import { officialCommand } from './commands/official-figures.ts';
import { scorecardCommand } from './commands/scorecard.ts';
import { accessCommand } from './commands/show-access.ts';
import { guaranteeCommand } from './commands/guarantee.ts';
import { reportsDueCommand } from './commands/reports-due.ts';
import { pipelineCommand } from './commands/show-pipeline.ts';
import { targetsCommand } from './commands/targets.ts';
import { territoryCommand } from './commands/territory.ts';
import { tokenCommand } from './commands/token.ts';
import { upCommand } from './up/command.ts';

const EXIT_CODES = `
Exit codes: 0 success, 1 failure or rejection, 2 usage error.
For environment variables, see the README of apps/cli.`;

/** `hromada` with all its commands. */
export function createProgram(): Command {
  const program = new Command('hromada')
    .description('Безпечна громада: command line for operators and officials')
    .version('0.1.0')
    .option('--home <folder>', 'state folder of a local run (default: $SAFE_COMMUNITY_HOME, else .local)')
    .option('--pki <folder>', 'folder with ca.pem, client.pem and client-key.pem (default: pki in the state folder)')
    .option('--officer-registry <host:port>', 'address of the officer registry', address)
    .option('--incident-intake <host:port>', 'address of the incident intake', address)
    .option('--camera-rollout <host:port>', 'address of the camera rollout', address)
    .option('--statistics <host:port>', 'address of statistics', address)
    .option('--token-file <file>', 'token of the acting person (default: $SAFE_COMMUNITY_TOKEN, else none)')
    .option(
      '--purpose <name>',
      'purpose of the calls, where the policy requires one (default: $SAFE_COMMUNITY_PURPOSE)',
    )
    .addHelpText('after', EXIT_CODES)
    .exitOverride();
  const commands = [
    upCommand(),
    scorecardCommand(),
    chartCommand(),
    officialCommand(),
    compareCommand(),
    anomaliesCommand(),
    onTimeCommand(),
    figuresCommand(),
    releasedCommand(),
    reportIncidentCommand(),
    reportStatusCommand(),
    officerCommand().addCommand(changeOfficerStateCommand()).addCommand(profileCommand()),
    officersCommand()
      .addCommand(updateOfficerCommand())
      .addCommand(watchOfficersCommand())
      .addCommand(erasuresCommand()),
    beatsCommand(),
    coverageCommand(),
    stationsCommand(),
    pipelineCommand(),
    guaranteeCommand(),
    reportsDueCommand(),
    requestsCommand(),
    camerasCommand(),
    recordingsCommand(),
    wavesCommand(),
    territoryCommand(),
    incidentsCommand(),
    lawCommand(),
    targetsCommand(),
    open311Command(),
    importCommand(),
    deadLettersCommand(),
    auditCommand(),
    reconcileCommand(),
    ledgerCommand(),
    keysCommand(),
    certificatesCommand(),
    rebuildCommand(),
    tokenCommand(),
    accessCommand(),
    backupCommand(),
    restoreCommand(),
  ];
  for (const command of commands) program.addCommand(inheriting(command, program));
  return program;
}

/** Separately created commands do not inherit settings of the program, such as exitOverride. */
function inheriting(command: Command, parent: Command): Command {
  command.copyInheritedSettings(parent);
  for (const child of command.commands) inheriting(child, command);
  command.hook('preSubcommand', refuseMisplaced);
  return command;
}

/**
 * A command and one below it may have an option of the same name but of another meaning: `officers --police-unit-code x`
 * lists a unit, `officers update … --police-unit-code x` changes the unit. So none of the first stands before the second.
 */
function refuseMisplaced(command: Command, child: Command): void {
  const words = rootOf(command).rawArgs;
  const from = words.indexOf(command.name()) + 1;
  const before = words.slice(from, words.indexOf(child.name(), from)).map((word) => word.replace(/=.*/s, ''));
  const option = before.find((word) => command.options.some(({ long, short }) => word === long || word === short));
  if (option === undefined) return;
  command.error(`error: ${option} stands before "${child.name()}": give the options of "${child.name()}" after it`);
}

function rootOf(command: Command): Command & { readonly rawArgs: readonly string[] } {
  const { parent } = command;
  return parent === null ? (command as ReturnType<typeof rootOf>) : rootOf(parent);
}

function address(text: string): string {
  if (!/^(\[[0-9a-fA-F:.]+\]|[A-Za-z0-9._-]+):\d{1,5}$/.test(text))
    throw new InvalidArgumentError('It must be host:port.');
  return text;
}
