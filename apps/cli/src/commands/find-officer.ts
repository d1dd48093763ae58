import { status } from '@grpc/grpc-js';
import { Command } from 'commander';
import { AssignmentRole } from '@safe-community/contracts/officers/v1/officer.ts';
import {
  FindResponsibleOfficerRequest,
  FindResponsibleOfficerResponse,
} from '@safe-community/contracts/officers/v1/officer_registry_service.ts';
import { ResponsibilityReason } from '@safe-community/contracts/officers/v1/responsibility.ts';
import { findSettlement, findStarostaDistrict } from '@safe-community/territory';
import { CallError } from '../connection/call-error.ts';
import type { Connection } from '../connection/connect-services.ts';
import { withConnection } from '../connection/with-connection.ts';
import { findDistrictByText } from '../places/find-place.ts';
import { registryPlaces, type RegistryPlaces } from '../places/registry-places.ts';
import { print, printJson } from '../terminal/print.ts';
import { Problem } from '../terminal/problem.ts';
import { nameOfCertainty } from '../wording/territory.ts';
import { instantOption, pointOption } from './option-values.ts';

interface Options {
  readonly district?: string;
  readonly settlement: string;
  readonly point?: ReturnType<typeof pointOption>;
  readonly at?: Date;
  readonly json: boolean;
}

const HELP = `
Name a hromada, a settlement, or a point. Names may be in Ukrainian or Latin letters. If several hromadas share the name,
they are listed with their codes and the exit code is 1. It is also 1 if nobody is responsible. An instant in the future
assumes that officers stay as they are now.

Examples: hromada officer Вінницька
          hromada officer UA05020030000031457 --district Стадницька
          hromada officer --settlement UA05020030020063505 --at 2026-12-15T00:00:00+02:00
          hromada officer --point 49.2331,28.4682`;

/** `hromada officer` */
export function officerCommand(): Command {
  return new Command('officer')
    .description('show who is responsible for a hromada or a part of it, and why')
    .argument('[hromada]', 'KATOTTG code or name')
    .option('--district <code or name>', 'starosta district of the hromada')
    .option('--settlement <code>', 'KATOTTG code of a settlement or city district', '')
    .option('--point <latitude,longitude>', 'a point in Ukraine instead of a hromada', pointOption)
    .option('--at <time>', 'at this instant: 2026-12-15T00:00:00+02:00 (default: now)', instantOption)
    .option('--json', 'print the message FindResponsibleOfficerResponse as JSON', false)
    .addHelpText('after', HELP)
    .action((hromada: string | undefined, options: Options, command: Command) =>
      withConnection(command, (connection) => showResponsible(connection, hromada, options)),
    );
}

async function showResponsible(connection: Connection, text: string | undefined, options: Options): Promise<void> {
  const { district, settlement, point, at, json } = options;
  if (text === undefined && settlement === '' && point === undefined) {
    throw new Problem('Name a hromada, a settlement, or a point: see --help.');
  }
  if (text === undefined && district !== undefined) throw new Problem('Name the hromada of the district.');
  const places = registryPlaces(connection);
  const hromada = text === undefined ? undefined : await places.find(text);
  const starostaDistrictCode =
    hromada === undefined || district === undefined
      ? ''
      : findDistrictByText(hromada, await places.districtsOf(hromada.code), district).code;
  const request = FindResponsibleOfficerRequest.fromPartial({
    hromadaCode: hromada?.code ?? '',
    starostaDistrictCode,
    settlementCode: settlement,
    ...(point && { location: point }),
    ...(at && { asOfTime: at }),
  });
  const answer = await findResponsible(connection, request, () => placeWords(request, places));
  if (json) return printJson(FindResponsibleOfficerResponse.toJSON(answer));
  const hromadaCode = answer.beat?.hromadaCode ?? '';
  for (const line of linesOf(answer, `${await places.describe(hromadaCode)}, ${hromadaCode}`)) print(line);
}

/** For the message that nobody is responsible. */
async function placeWords(
  { hromadaCode, settlementCode }: FindResponsibleOfficerRequest,
  places: RegistryPlaces,
): Promise<string> {
  const settlement = findSettlement(settlementCode);
  if (settlement !== undefined) return `${settlement.name} (${settlementCode})`;
  return hromadaCode === '' ? 'this place' : `${await places.describe(hromadaCode)} (${hromadaCode})`;
}

async function findResponsible(
  { officers }: Connection,
  request: FindResponsibleOfficerRequest,
  where: () => Promise<string>,
): Promise<FindResponsibleOfficerResponse> {
  try {
    return await officers.findResponsibleOfficer(request);
  } catch (error) {
    if (!(error instanceof CallError) || error.code !== status.NOT_FOUND) throw error;
    if (error.details.reason === 'FINER_PLACE_NEEDED') {
      throw new Problem(
        `Only parts of the hromada have an officer, name one with --district or --settlement: ${await where()}.`,
      );
    }
    if (error.details.reason !== 'NOBODY_RESPONSIBLE') throw error;
    throw new Problem(`No responsible officer ${request.asOfTime === undefined ? 'yet' : 'then'}: ${await where()}.`);
  }
}

const ROLES = new Map<AssignmentRole, string>([
  [AssignmentRole.PRIMARY, 'primary officer'],
  [AssignmentRole.DEPUTY, 'deputy'],
  [AssignmentRole.DISTRICT, 'district officer'],
]);

const REASONS = new Map<ResponsibilityReason, string>([
  [ResponsibilityReason.PRIMARY, 'the primary of the beat is active'],
  [ResponsibilityReason.DEPUTY_NO_PRIMARY, 'the beat has no primary officer'],
  [ResponsibilityReason.DEPUTY_PRIMARY_AWAY, 'the primary officer of the beat is away'],
  [ResponsibilityReason.DISTRICT_NO_OFFICER, 'no beat of the place has a community officer'],
  [ResponsibilityReason.DISTRICT_OFFICERS_AWAY, 'the community officers of the place are away'],
]);

function linesOf(answer: FindResponsibleOfficerResponse, hromada: string): string[] {
  const { officer, role, reason, certainty, hasFinerBeats } = answer;
  if (officer === undefined) return [];
  const metres = Math.round(answer.distanceToBorderMetres);
  return [
    `${officer.fullName}${officer.demonstration ? ' (demonstration: an invented person)' : ''}`,
    `Phone:          ${officer.phone === '' ? '—' : officer.phone}`,
    `Service number: ${officer.serviceNumber}`,
    `Responsible as: ${ROLES.get(role) ?? 'officer'}`,
    `Because:        ${REASONS.get(reason) ?? `reason ${reason}`}`,
    `Beat:           ${describeBeat(answer)}`,
    `Hromada:        ${hromada}`,
    ...(certainty === 0 ? [] : [`Point:          ${nameOfCertainty(certainty)}, ${metres} m from the border`]),
    ...(hasFinerBeats
      ? ['Note:           parts of the hromada have officers of their own: see --district and --settlement']
      : []),
  ];
}

function describeBeat({ beat, unitCode }: FindResponsibleOfficerResponse): string {
  const district = findStarostaDistrict(beat?.starostaDistrictCode ?? '');
  if (district !== undefined) return `starosta district ${district.name} (${district.code})`;
  if (unitCode === beat?.hromadaCode) return 'the whole hromada';
  const settlement = findSettlement(unitCode)?.name;
  return `parts of the hromada, among them ${settlement === undefined ? unitCode : `${settlement} (${unitCode})`}`;
}
