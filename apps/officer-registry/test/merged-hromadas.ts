import {
  TerritoryChangeKind,
  type RecordTerritoryChangeRequest,
  type TerritoryServiceService,
} from '@safe-community/contracts/officers/v1/territory_service.ts';
import { hromadas, starostaDistricts } from '@safe-community/territory';
import { refusalOf, type TestClient } from '@safe-community/testkit';
import { VINNYTSKA_OBLAST, type RegistryClient } from './registry-client.ts';

/** Hromadas of one oblast with several starosta districts and settlements; each test takes its own. */
export function unusedHromadas() {
  return hromadas().filter(
    ({ oblastCode, code }) => oblastCode === VINNYTSKA_OBLAST && starostaDistricts(code).length > 1,
  );
}

/** A new beat with a new primary. */
export async function staffedBeat(client: RegistryClient, hromadaCode: string, unitCodes: string[] = []) {
  const { beat } = await client.createBeat({ hromadaCode, name: 'Дільниця', unitCodes });
  const { officerId } = await client.registerOfficer();
  const beatId = beat?.beatId ?? '';
  await client.assignOfficer({ beatId, officerId });
  return { beatId, officerId };
}

type Territory = TestClient<typeof TerritoryServiceService>;

/** Resolves when the directory has everything that was committed: for an unknown place it looks again. */
export async function untilKnown(client: RegistryClient): Promise<void> {
  await refusalOf(client.createBeat({ hromadaCode: 'UA99000000000099999', name: 'Ніде' }));
}

/** Records a change, and waits until the directory knows. */
export async function recordChange(
  client: RegistryClient,
  territory: Territory,
  given: Partial<RecordTerritoryChangeRequest>,
): Promise<void> {
  await territory.recordTerritoryChange({ source: 'постанова Верховної Ради', ...given });
  await untilKnown(client);
}

export function merge(
  client: RegistryClient,
  territory: Territory,
  code: string,
  successorCode: string,
  effectiveDate: string,
): Promise<void> {
  return recordChange(client, territory, { code, kind: TerritoryChangeKind.MERGED, effectiveDate, successorCode });
}
