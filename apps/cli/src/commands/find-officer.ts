import { status } from '@grpc/grpc-js';
import { Command } from 'commander';
import { AssignmentRole, type Officer } from '@safe-community/contracts/officers/v1/officer.ts';
import {
  FindResponsibleOfficerRequest,
  FindResponsibleOfficerResponse,
} from '@safe-community/contracts/officers/v1/officer_registry_service.ts';
import { findStarostaDistrict, type Hromada } from '@safe-community/territory';
import { CallError } from '../connection/call-error.ts';
import type { Connection } from '../connection/connect-services.ts';
import { withConnection } from '../connection/with-connection.ts';
import { describeHromada, findDistrictByText, findHromadaByText } from '../places/find-place.ts';
import { print, printJson } from '../terminal/print.ts';
import { Problem } from '../terminal/problem.ts';

interface Options {
  readonly district?: string;
  readonly json: boolean;
}

const HELP = `
Names may be in Ukrainian or Latin letters. If several hromadas share the name, they are listed with their codes and the
exit code is 1. It is also 1 if nobody is responsible yet.

Examples: hromada officer Вінницька
          hromada officer UA05020030000031457 --district Стадницька`;

/** `hromada officer` */
export function officerCommand(): Command {
  return new Command('officer')
    .description('show who is responsible for a hromada or one of its starosta districts')
    .argument('<hromada>', 'KATOTTG code or name')
    .option('--district <code or name>', 'starosta district of the hromada')
    .option('--json', 'print the message FindResponsibleOfficerResponse as JSON', false)
    .addHelpText('after', HELP)
    .action((text: string, { district, json }: Options, command: Command) => {
      const hromada = findHromadaByText(text);
      const starostaDistrictCode = district === undefined ? '' : findDistrictByText(hromada, district).code;
      return withConnection(command, (connection) => showResponsible(connection, hromada, starostaDistrictCode, json));
    });
}

async function showResponsible(
  connection: Connection,
  hromada: Hromada,
  starostaDistrictCode: string,
  json: boolean,
): Promise<void> {
  const request = FindResponsibleOfficerRequest.fromPartial({ hromadaCode: hromada.code, starostaDistrictCode });
  const answer = await findResponsible(connection, hromada, request);
  if (json) printJson(FindResponsibleOfficerResponse.toJSON(answer));
  else if (answer.officer !== undefined) printOfficer(answer.officer, answer, hromada);
}

async function findResponsible(
  { officers }: Connection,
  hromada: Hromada,
  request: FindResponsibleOfficerRequest,
): Promise<FindResponsibleOfficerResponse> {
  try {
    return await officers.findResponsibleOfficer(request);
  } catch (error) {
    if (!(error instanceof CallError) || error.code !== status.NOT_FOUND) throw error;
    const where = `${describeHromada(hromada)} (${hromada.code})`;
    throw new Problem(
      error.details.reason === 'FINER_PLACE_NEEDED'
        ? `Only parts of the hromada have an officer, name one with --district: ${where}.`
        : `No responsible officer yet: ${where}.`,
    );
  }
}

const ROLES = new Map<AssignmentRole, string>([
  [AssignmentRole.PRIMARY, 'primary officer'],
  [AssignmentRole.DEPUTY, 'deputy'],
  [AssignmentRole.DISTRICT, 'district officer'],
]);

function printOfficer(officer: Officer, answer: FindResponsibleOfficerResponse, hromada: Hromada): void {
  const { role } = answer;
  const where = describeBeat(answer, hromada);
  print(`${officer.fullName}${officer.demonstration ? ' (demonstration: an invented person)' : ''}`);
  print(`Phone:          ${officer.phone === '' ? '—' : officer.phone}`);
  print(`Service number: ${officer.serviceNumber}`);
  print(`Responsible as: ${ROLES.get(role) ?? 'officer'}`);
  print(`Beat:           ${where}`);
  print(`Hromada:        ${describeHromada(hromada)}, ${hromada.code}`);
  if (answer.hasFinerBeats) print('Note:           parts of the hromada have officers of their own: see --district');
}

function describeBeat({ beat, unitCode }: FindResponsibleOfficerResponse, hromada: Hromada): string {
  const district = findStarostaDistrict(beat?.starostaDistrictCode ?? '');
  if (district !== undefined) return `starosta district ${district.name} (${district.code})`;
  return unitCode === hromada.code ? 'the whole hromada' : `several parts of the hromada, among them ${unitCode}`;
}
