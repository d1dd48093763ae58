import type { CsvRecord } from '@safe-community/incident-mapping';
import type { Certification, RankHeld } from '@safe-community/contracts/officers/v1/officer_record.ts';
import { Weekday, type OfficeHours, type PublicProfile } from '@safe-community/contracts/officers/v1/public_profile.ts';
import { OfficerImportRow } from '@safe-community/contracts/officers/v1/officer_list.ts';
import { escapeHidden } from '@safe-community/domain-kit';
import { brokenRecord, type ParsedRow } from '../row-file/import-row-file.ts';
import { Problem } from '../terminal/problem.ts';
import { OFFICER_KINDS, OFFICER_STATES } from '../wording/officers.ts';
import { say, asIs } from '../terminal/language.ts';

const REQUIRED = ['external_id', 'kind', 'state', 'full_name', 'service_number'] as const;
const OPTIONAL = [
  'phone',
  'patrol_unit_code',
  'service_place_code',
  'police_unit_code',
  'police_unit',
  'languages',
  'ranks',
  'certifications',
  'profile_name',
  'profile_photo',
  'profile_phone',
  'profile_hours',
  'profile_languages',
] as const;
type ColumnName = (typeof REQUIRED)[number] | (typeof OPTIONAL)[number];

/** The names of all columns, for the help. */
export const OFFICER_COLUMNS: readonly string[] = [...REQUIRED, ...OPTIONAL];

/** Reads the rows below a header line. */
export function officerParser(): (header: readonly string[]) => (record: CsvRecord) => ParsedRow<OfficerImportRow> {
  return (header) => {
    const columns = officerColumns(header);
    return (record) => parseOfficer(record, columns);
  };
}

/** Index of each column that the file has. */
interface OfficerColumns {
  readonly count: number;
  readonly indexOf: ReadonlyMap<string, number>;
}

/** Finds the columns in the header line. Throws a Problem that names the missing and the unknown ones. */
function officerColumns(header: readonly string[]): OfficerColumns {
  const names = header.map((name) => name.trim().toLowerCase());
  const missing = REQUIRED.filter((name) => !names.includes(name));
  const unknown = names.filter((name, index) => !OFFICER_COLUMNS.includes(name) || names.indexOf(name) !== index);
  if (missing.length > 0 || unknown.length > 0) {
    const problems = [
      ...(missing.length === 0
        ? []
        : [
            say({
              uk: `У заголовку немає стовпця ${missing.join(', ')}.`,
              en: `The header has no column ${missing.join(', ')}.`,
            }),
          ]),
      // A mistyped column would be left out of every officer.
      ...(unknown.length === 0
        ? []
        : [
            say({
              uk: `У заголовку невідомі або повторені стовпці: ${escapeHidden(unknown.join(', '))}.`,
              en: `The header has unknown or repeated columns: ${escapeHidden(unknown.join(', '))}.`,
            }),
          ]),
    ];
    const columns = say({
      uk: `Стовпці: ${OFFICER_COLUMNS.join(', ')}.`,
      en: `The columns are ${OFFICER_COLUMNS.join(', ')}.`,
    });
    throw new Problem(asIs([...problems, columns].join('\n')));
  }
  return { count: names.length, indexOf: new Map(names.map((name, index) => [name, index])) };
}

function parseOfficer(record: CsvRecord, { count, indexOf }: OfficerColumns): ParsedRow<OfficerImportRow> {
  const { line, cells } = record;
  const broken = brokenRecord(record, count);
  if (broken.length > 0) return { line, reasons: broken };
  const cell = (name: ColumnName): string => (cells[indexOf.get(name) ?? -1] ?? '').trim();
  const kind = OFFICER_KINDS.valueOf(cell('kind'));
  const state = OFFICER_STATES.valueOf(cell('state'));
  const ranks = listOf(cell('ranks'), toRank);
  const certifications = listOf(cell('certifications'), toCertification);
  const officeHours = listOf(cell('profile_hours'), toOfficeHours);
  const reasons = [
    ...(kind === undefined
      ? [
          say({
            uk: `kind має бути одним із: ${OFFICER_KINDS.all.join(', ')}`,
            en: `kind must be one of ${OFFICER_KINDS.all.join(', ')}`,
          }),
        ]
      : []),
    ...(state === undefined
      ? [
          say({
            uk: `state має бути одним із: ${OFFICER_STATES.all.join(', ')}`,
            en: `state must be one of ${OFFICER_STATES.all.join(', ')}`,
          }),
        ]
      : []),
    ...(ranks === undefined
      ? [
          say({
            uk: 'ranks має бути "code day order", через ";"',
            en: 'ranks must be "code day order", separated by ";"',
          }),
        ]
      : []),
    ...(certifications === undefined
      ? [
          say({
            uk: 'certifications має бути "code issued [expires]", через ";"',
            en: 'certifications must be "code issued [expires]", separated by ";"',
          }),
        ]
      : []),
    ...(officeHours === undefined
      ? [
          say({
            uk: 'profile_hours має бути "weekday HH:MM-HH:MM", через ";"',
            en: 'profile_hours must be "weekday HH:MM-HH:MM", separated by ";"',
          }),
        ]
      : []),
  ];
  if (reasons.length > 0) return { line, reasons };
  const personnel = {
    policeUnit: cell('police_unit'),
    languages: wordsOf(cell('languages')),
    ranks: ranks ?? [],
    certifications: certifications ?? [],
  };
  const { policeUnit, languages, ...lists } = personnel;
  const isEmpty = [policeUnit, languages, lists.ranks, lists.certifications].every(({ length }) => length === 0);
  const row = OfficerImportRow.fromPartial({
    rowNumber: line,
    externalId: cell('external_id'),
    kind: kind ?? 0,
    state: state ?? 0,
    fullName: cell('full_name'),
    serviceNumber: cell('service_number'),
    phone: cell('phone'),
    patrolUnitCode: cell('patrol_unit_code'),
    servicePlaceCode: cell('service_place_code'),
    policeUnitCode: cell('police_unit_code'),
    ...(isEmpty ? {} : { record: personnel }),
    ...publicationOf(cell, officeHours ?? []),
  });
  return { row };
}

/** Nothing if all columns of the profile are empty. */
function publicationOf(
  cell: (name: ColumnName) => string,
  officeHours: OfficeHours[],
): Pick<OfficerImportRow, 'publicProfile'> | undefined {
  const publicProfile: PublicProfile = {
    name: cell('profile_name'),
    photoReference: cell('profile_photo'),
    dutyPhone: cell('profile_phone'),
    officeHours,
    languages: wordsOf(cell('profile_languages')),
  };
  return Object.values(publicProfile).some(({ length }) => length > 0) ? { publicProfile } : undefined;
}

function wordsOf(text: string): string[] {
  return text.split(/\s+/).filter(Boolean);
}

/** Undefined if an element is not readable. */
function listOf<Item>(text: string, read: (text: string) => Item | undefined): Item[] | undefined {
  const items = text
    .split(';')
    .map((each) => each.trim())
    .filter(Boolean)
    .map(read);
  return items.every((item) => item !== undefined) ? items : undefined;
}

function toRank(text: string): RankHeld | undefined {
  const { rankCode, since, source } = /^(?<rankCode>\S+)\s+(?<since>\S+)\s+(?<source>.+)$/.exec(text)?.groups ?? {};
  return rankCode && since && source ? { rankCode, since, source } : undefined;
}

function toCertification(text: string): Certification | undefined {
  const [certificationCode, issued, expires = '', ...rest] = text.split(/\s+/);
  return certificationCode && issued && rest.length === 0 ? { certificationCode, issued, expires } : undefined;
}

const WEEKDAYS: ReadonlyMap<string, Weekday> = new Map(
  Object.entries(Weekday).flatMap(([name, weekday]) => (weekday > 0 ? [[name.toLowerCase(), weekday]] : [])),
);

function toOfficeHours(text: string): OfficeHours | undefined {
  const {
    name = '',
    opens,
    closes,
  } = /^(?<name>\S+)\s+(?<opens>\S+?)\s*[-–]\s*(?<closes>\S+)$/.exec(text)?.groups ?? {};
  const weekday = WEEKDAYS.get(name.toLowerCase());
  return weekday !== undefined && opens && closes ? { weekday, opens, closes } : undefined;
}
