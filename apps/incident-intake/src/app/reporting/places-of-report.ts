import type { PlaceFacts, Report } from '../../domain/reporting/report.ts';
import type { Territory } from '../ports.ts';

/** Looks up the places that a report names. */
export function placesOf(report: Report, territory: Territory): PlaceFacts {
  return {
    hromada: territory.find(report.hromadaCode),
    districtHromadaCode:
      report.starostaDistrictCode === '' ? undefined : territory.hromadaOfDistrict(report.starostaDistrictCode),
  };
}
