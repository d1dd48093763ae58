import { Command } from 'commander';
import { Incident } from '@safe-community/contracts/incidents/v1/incident.ts';
import { MEDICAL_CLASS, POLICE_CLASS } from '@safe-community/incident-mapping';
import { findHromada } from '@safe-community/territory';
import type { Connection } from '../connection/connect-services.ts';
import { withConnection } from '../connection/with-connection.ts';
import { describeHromada } from '../places/find-place.ts';
import { print, printJson } from '../terminal/print.ts';
import { kyivTime } from '../time/show-time.ts';
import { nameOfCategory } from '../wording/categories.ts';
import { wordOfChannel } from '../wording/channels.ts';
import { nameOfState } from '../wording/states.ts';
import { wordOfUrgency } from '../wording/urgencies.ts';

interface Options {
  readonly reason: string;
  readonly json: boolean;
}

/** `hromada incidents get` */
export function getIncidentCommand(): Command {
  return new Command('get')
    .description('show one incident, including personal data')
    .argument('<incident-id>', 'UUID')
    .option('--reason <text>', 'the reason for reading it; required for sensitive categories, and recorded', '')
    .option('--json', 'print the message Incident as JSON', false)
    .action((incidentId: string, options: Options, command: Command) =>
      withConnection(command, (connection) => showIncident(connection, incidentId, options)),
    );
}

async function showIncident({ incidents }: Connection, incidentId: string, { json, reason }: Options): Promise<void> {
  const { incident } = await incidents.getIncident({ incidentId, reason });
  if (incident === undefined) throw new Error('the response of incident-intake has no incident');
  if (json) printJson(Incident.toJSON(incident));
  else for (const [label, value] of linesOf(incident)) print(`${`${label}:`.padEnd(14)}${value}`);
}

function linesOf(incident: Incident): [string, string][] {
  const { category, state, location, casualties, reporter, hromadaCode } = incident;
  const hromada = findHromada(hromadaCode);
  const lines: [string, string | undefined][] = [
    ['Incident', incident.incidentId],
    ['Category', `${nameOfCategory(category).en} · ${nameOfCategory(category).uk}`],
    ['State', `${nameOfState(state).en} · ${nameOfState(state).uk}, version ${incident.version}`],
    ['Urgency', wordOfUrgency(incident.urgency)],
    ['Next by', kyivTime(incident.dueTime)],
    ['Channel', wordOfChannel(incident.channel)],
    ['Place', hromada === undefined ? hromadaCode : `${describeHromada(hromada)}, ${hromadaCode}`],
    ['District', incident.starostaDistrictCode],
    ['Point', location && `${location.latitude}, ${location.longitude}`],
    ['Occurred', kyivTime(incident.occurredTime)],
    ['Received', kyivTime(incident.receivedTime)],
    ['On scene', kyivTime(incident.onSceneTime)],
    ['Casualties', casualties && `${casualties.killed} killed, ${casualties.injured} injured`],
    ['Responsible', incident.responsibleOfficerId || 'nobody yet'],
    ['Attributes', incident.attributes.map(({ name, value }) => `${name}=${value}`).join(', ')],
    ['Classes', classesOf(incident)],
    ['Description', incident.description],
    ['Reporter', reporter && [reporter.fullName, reporter.phone].filter((part) => part !== '').join(', ')],
    ['Added later', incident.additions.map(({ text }) => text).join(' · ')],
    ['Merged into', incident.mergedIntoIncidentId],
    ['Duplicates', incident.mergedReports.map(({ incidentId }) => incidentId).join(', ')],
    ['Source', incident.sourceSystem && `${incident.sourceSystem}, ${incident.externalId}`],
    ['Note', incident.demonstration ? 'demonstration data: an invented incident' : ''],
  ];
  return lines.filter((line): line is [string, string] => line[1] !== undefined && line[1] !== '');
}

/** "103 critical, resolution-1031 3.1" */
function classesOf({ externalClassification }: Incident): string | undefined {
  if (externalClassification === undefined) return undefined;
  const { policeClass, medicalClass, codes } = externalClassification;
  return [
    policeClass === 0 ? '' : `102 ${POLICE_CLASS.nameOf(policeClass)}`,
    medicalClass === 0 ? '' : `103 ${MEDICAL_CLASS.nameOf(medicalClass)}`,
    ...codes.map(({ classifier, code }) => `${classifier} ${code}`),
  ]
    .filter((part) => part !== '')
    .join(', ');
}
