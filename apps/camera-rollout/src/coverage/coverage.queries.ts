import { checkOblast } from '../strength/module.ts';
import { CameraRolloutServiceService } from '@safe-community/contracts/cameras/v1/camera_rollout_service.ts';
import { query } from '@safe-community/service-kit';
import { coverageByUnit } from './coverage.store.ts';
import { reportCoverage } from './coverage.ts';

/** Coverage of an oblast, or of the country if the code is empty, with its parts. */
export const getCoverage = query(CameraRolloutServiceService.getCoverage, {
  parse: (_request, fields) => fields.text('oblast_code', checkOblast),
  read: async (oblastCode, _call, database) => reportCoverage(await coverageByUnit(database.em.fork(), oblastCode)),
  reply: ({ total, oblasts, units }) => ({
    total,
    oblasts: [...oblasts],
    units: units.map(({ unit: { code, ...unit }, coverage, inStock }) => ({
      ...unit,
      patrolUnitCode: code,
      coverage,
      inStock,
    })),
  }),
});
