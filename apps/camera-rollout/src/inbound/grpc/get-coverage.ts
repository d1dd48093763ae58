import type {
  GetCoverageRequest,
  GetCoverageResponse,
} from '@safe-community/contracts/cameras/v1/camera_rollout_service.ts';
import { refuseInvalid } from '@safe-community/domain-kit';
import { findOblast } from '@safe-community/territory';
import { getCoverage } from '../../app/get-coverage.ts';
import type { CoverageReader } from '../../app/ports.ts';
import type { CoverageReport } from '../../domain/coverage.ts';

export function handleGetCoverage(coverage: CoverageReader) {
  return async ({ oblastCode }: GetCoverageRequest): Promise<GetCoverageResponse> => {
    if (oblastCode !== '' && findOblast(oblastCode)?.code !== oblastCode) {
      const rule = 'must be empty or the KATOTTG code of an oblast or city with special status';
      refuseInvalid([{ field: 'oblast_code', rule }]);
    }
    return toResponse(await getCoverage(coverage, oblastCode));
  };
}

function toResponse({ total, oblasts, units }: CoverageReport): GetCoverageResponse {
  return {
    total,
    oblasts: [...oblasts],
    units: units.map(({ unit, coverage, inStock }) => ({
      patrolUnitCode: unit.code,
      oblastCode: unit.oblastCode,
      nameUk: unit.nameUk,
      nameEn: unit.nameEn,
      coverage,
      inStock,
      demonstration: unit.demonstration,
    })),
  };
}
