import { statusNumber } from '../territory/module.ts';
import type { HromadaCoverage } from './hromada-coverage.ts';
import type { HromadaCoverage as CoverageMessage } from '@safe-community/contracts/officers/v1/coverage.ts';

/** @param incidents the load of the hromada. */
export function toCoverageMessage(coverage: HromadaCoverage, incidents = 0): CoverageMessage {
  const { hromada, name, beats, staffed, populationCovered, required, eligible, status, since, successorCode } =
    coverage;
  const { statusSince, isSinceExact } = coverage;
  return {
    hromadaCode: hromada.code,
    name,
    oblastCode: hromada.oblastCode,
    population: hromada.population,
    beats,
    staffedBeats: staffed,
    vacantBeats: beats - staffed,
    populationCovered,
    requiredBeats: required,
    eligible,
    ineligibleSince: since,
    load: { incidents: BigInt(incidents) },
    successorCode,
    status: statusNumber(status),
    statusSince,
    statusSinceExact: isSinceExact,
  };
}
