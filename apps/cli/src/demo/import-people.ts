import type { OfficerKind, OfficerState } from '@safe-community/contracts/officers/v1/officer.ts';
import { OfficerImportRow } from '@safe-community/contracts/officers/v1/officer_list.ts';
import type { PersonnelRecord } from '@safe-community/contracts/officers/v1/officer_record.ts';
import type { PublicProfile } from '@safe-community/contracts/officers/v1/public_profile.ts';
import type { Connection } from '../connection/connect-services.ts';
import { Problem } from '../terminal/problem.ts';
import { inPortions } from './in-portions.ts';
import type { InventedPerson } from './people.ts';
import { requestIdOf } from './request-id.ts';
import { retryTransient } from './retry-transient.ts';

const SOURCE_SYSTEM = 'demonstration';
/** As many as ListImportedOfficers accepts. */
const IDS_PER_CALL = 1_000;

/** An invented officer for an import. */
export interface NewPerson extends InventedPerson {
  readonly serviceNumber: string;
  readonly kind: OfficerKind;
  readonly state: OfficerState;
  readonly record?: PersonnelRecord;
  readonly publicProfile?: PublicProfile;
  /** One of these two. */
  readonly servicePlaceCode?: string;
  readonly policeUnitCode?: string;
  readonly patrolUnitCode?: string;
}

/**
 * Imports invented officers, and returns their ids by their service numbers. A repeated import changes nothing.
 *
 * @param step name of the import
 */
export async function importPeople(
  { officerRecords }: Connection,
  step: string,
  people: readonly NewPerson[],
): Promise<(serviceNumber: string) => string> {
  const rows = people.map((person, index) =>
    OfficerImportRow.fromPartial({
      ...person,
      rowNumber: index + 1,
      externalId: person.serviceNumber,
    }),
  );
  const answers = await inPortions(rows, (portion, name) => {
    const header = { requestId: requestIdOf(`${step} ${name}`), sourceSystem: SOURCE_SYSTEM };
    return retryTransient(() => officerRecords.importOfficers(header, portion));
  });
  const [first] = answers.flatMap(({ refusedFields }) => refusedFields);
  if (first !== undefined) {
    throw new Problem({
      uk: `Реєстр відхилив офіцера ${first.rowNumber}: ${first.field} ${first.rule}.`,
      en: `The registry rejected officer ${first.rowNumber}: ${first.field} ${first.rule}.`,
    });
  }
  const ids = new Map<string, string>();
  for (let from = 0; from < people.length; from += IDS_PER_CALL) {
    const externalIds = people.slice(from, from + IDS_PER_CALL).map(({ serviceNumber }) => serviceNumber);
    const request = { sourceSystem: SOURCE_SYSTEM, externalIds };
    const { officers } = await retryTransient(() => officerRecords.listImportedOfficers(request));
    for (const { externalId, officerId } of officers) ids.set(externalId, officerId);
  }
  return (serviceNumber) => {
    const officerId = ids.get(serviceNumber);
    if (officerId === undefined)
      throw new Problem({
        uk: `Реєстр не зберіг імпортованого офіцера ${serviceNumber}.`,
        en: `The registry has not kept the imported officer ${serviceNumber}.`,
      });
    return officerId;
  };
}
