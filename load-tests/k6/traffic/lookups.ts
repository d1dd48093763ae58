import exec from 'k6/execution';
import grpc from 'k6/net/grpc';
import { placeOf } from './places.ts';
import { seeded } from './seeded.ts';
import { openService } from './service.ts';
import { ADDRESSES, SEED } from './settings.ts';

const registry = openService(ADDRESSES.officerRegistry);
const statistics = openService(ADDRESSES.statistics);

/** Looks up the responsible officer of a hromada, weighted by population. "Nobody" is a valid answer. */
export async function findOfficer(): Promise<void> {
  const hromadaCode = placeOf(seeded(SEED, exec.scenario.iterationInTest));
  const rpc = 'safecommunity.officers.v1.OfficerRegistryService/FindResponsibleOfficer';
  await registry.call(rpc, { hromadaCode }, { fine: [grpc.StatusNotFound] });
}

export async function readScorecard(): Promise<void> {
  await statistics.call('safecommunity.statistics.v1.StatisticsService/GetScorecard', {});
}
