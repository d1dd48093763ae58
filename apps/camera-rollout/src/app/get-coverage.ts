import { reportCoverage, type CoverageReport } from '../domain/coverage.ts';
import type { CoverageReader } from './ports.ts';

/** Coverage of an oblast, or of the country when the code is empty, with its parts. */
export async function getCoverage(coverage: CoverageReader, oblastCode: string): Promise<CoverageReport> {
  return reportCoverage(await coverage.byUnit(oblastCode));
}
