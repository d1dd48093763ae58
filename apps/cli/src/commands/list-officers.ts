import { Command } from 'commander';
import { OfficerKind, type OfficerState } from '@safe-community/contracts/officers/v1/officer.ts';
import type { ListedOfficer } from '@safe-community/contracts/officers/v1/officer_list.ts';
import { ListOfficersResponse } from '@safe-community/contracts/officers/v1/officer_service.ts';
import { findOblast } from '@safe-community/territory';
import type { Connection } from '../connection/connect-services.ts';
import { withConnection } from '../connection/with-connection.ts';
import { findOblastByText } from '../places/find-place.ts';
import { registryPlaces, type PlaceNames } from '../places/registry-places.ts';
import { nameOfOfficerKind, nameOfOfficerState } from '../wording/officers.ts';
import { printPage, withPageOptions, type PageOptions } from './list-page.ts';
import { officerKindOption, officerStatesOption } from './option-values.ts';

interface Options extends PageOptions {
  readonly oblast?: string;
  readonly raion: string;
  readonly hromada?: string;
  readonly unit: string;
  readonly policeUnitCode?: string;
  readonly kind?: OfficerKind;
  readonly state: readonly OfficerState[];
  readonly expiresBefore: string;
  readonly beat: string;
  readonly district: string;
  readonly settlement: string;
}

const HELP = `
Of --oblast, --raion and --hromada, give at most one. A candidate is listed where they are to serve, a patrol officer in
the oblast of the unit. The list is in the order of registration; with --expires-before, in the order of expiry.

Examples: hromada officers --oblast Вінницька --state candidate --state training
          hromada officers --hromada Вінницька --expires-before 2027-01-01`;

/** `hromada officers` */
export function officersCommand(): Command {
  return withPageOptions(
    new Command('officers')
      .description('list officers by place, unit, kind, state, and expiring certifications')
      .option('--oblast <code or name>', 'only officers who serve in this oblast')
      .option('--raion <code>', 'only officers who serve in this raion', '')
      .option('--hromada <code or name>', 'only officers who serve in this hromada')
      .option('--beat <id>', 'only officers who are assigned to this beat now', '')
      .option('--district <code>', 'only officers on the beat that covers this starosta district now', '')
      .option('--settlement <code>', 'only officers on the beat that covers this settlement now', '')
      .option('--unit <code>', 'only members of this patrol unit', '')
      // Without a default: `officers update` has this option as well, and must see whether it is given.
      .option('--police-unit-code <code>', 'only community and district officers of this police unit')
      .option('--kind <word>', 'only officers of this kind: community, patrol, district', officerKindOption)
      .option('--state <word>', 'only officers in this state; repeatable', officerStatesOption, [])
      .option(
        '--expires-before <day>',
        'only officers with a certification that expires before this day: 2026-12-31',
        '',
      ),
    'ListOfficersResponse',
  )
    .addHelpText('after', HELP)
    .action((options: Options, command: Command) =>
      withConnection(command, (connection) => listOfficers(connection, options)),
    );
}

async function listOfficers(connection: Connection, options: Options): Promise<void> {
  const { officerRecords } = connection;
  const { oblast, hromada } = options;
  const places = registryPlaces(connection);
  const answer = await officerRecords.listOfficers({
    pageSize: options.pageSize,
    pageToken: options.pageToken,
    oblastCode: oblast === undefined ? '' : findOblastByText(oblast).code,
    raionCode: options.raion,
    hromadaCode: hromada === undefined ? '' : (await places.find(hromada)).code,
    patrolUnitCode: options.unit,
    policeUnitCode: options.policeUnitCode ?? '',
    kind: options.kind ?? OfficerKind.UNSPECIFIED,
    states: [...options.state],
    certificationExpiresBefore: options.expiresBefore,
    beatId: options.beat,
    starostaDistrictCode: options.district,
    settlementCode: options.settlement,
  });
  const shown = options.json ? [] : answer.officers;
  const codes = shown.map(({ servicePlaceCode }) => servicePlaceCode);
  const names = await places.namesOf(codes.filter((code) => code !== '' && findOblast(code) === undefined));
  printPage(
    answer,
    ListOfficersResponse,
    options,
    COLUMNS,
    shown.map((officer) => rowOf(officer, names)),
  );
}

const COLUMNS = [
  { heading: 'Name' },
  { heading: 'Kind' },
  { heading: 'State' },
  { heading: 'Place' },
  { heading: 'Unit' },
  { heading: 'Service number' },
  { heading: 'Next expiry' },
  { heading: 'Officer' },
] as const;

function rowOf(officer: ListedOfficer, places: PlaceNames): string[] {
  const { fullName, kind, state, servicePlaceCode, serviceNumber, nextExpiry, officerId } = officer;
  return [
    `${fullName}${officer.demonstration ? ' *' : ''}`,
    nameOfOfficerKind(kind).en,
    nameOfOfficerState(state).en,
    servicePlaceCode === '' ? '—' : (findOblast(servicePlaceCode)?.name ?? places.nameOf(servicePlaceCode)),
    officer.patrolUnitCode || officer.policeUnitCode || '—',
    serviceNumber,
    nextExpiry === '' ? '—' : nextExpiry,
    officerId,
  ];
}
