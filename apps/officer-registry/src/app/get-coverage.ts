import { findHromada, hromadas, oblasts } from '@safe-community/territory';
import { coverageByOblast, totalCoverage, type Coverage, type OblastCoverage } from '../domain/coverage.ts';
import type { Directory } from './ports.ts';

export interface CoverageReport {
  readonly total: Coverage;
  /** By code. */
  readonly oblasts: readonly OblastCoverage[];
}

/** Coverage of a known oblast, or of the country for an empty code. */
export function getCoverage(directory: Directory, oblastCode: string): CoverageReport {
  const duties = [...directory.duties()].map((duty) => ({
    ...duty,
    oblastCode: oblastOf(duty.beat.hromadaCode, directory),
  }));
  const codes = oblastCode === '' ? oblasts().map(({ code }) => code) : [oblastCode];
  const rows = coverageByOblast(codes, hromadas(), duties);
  return { total: totalCoverage(rows), oblasts: rows };
}

function oblastOf(hromadaCode: string, directory: Directory): string {
  return (findHromada(hromadaCode) ?? directory.importedUnit(hromadaCode))?.oblastCode ?? '';
}
