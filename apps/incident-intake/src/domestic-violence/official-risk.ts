import { checkDay, checkName, kyivDay, unless, type Day, type Violation } from '@safe-community/domain-kit';
import type { RiskLevel } from './assess-risk.ts';

/** The official form of risk assessment, as an officer filled it in. The score of this system is kept apart from it. */
export interface OfficialRisk {
  readonly level: RiskLevel;
  readonly assessedOn: Day;
  /** The version of the form, as printed on it. */
  readonly formVersion: string;
}

const VERSION = { least: 2, most: 60 };

export function checkOfficialRisk({ assessedOn, formVersion }: OfficialRisk, now: Date): Violation[] {
  return [
    ...checkDay(assessedOn, 'assessed_date'),
    ...unless(assessedOn <= kyivDay(now), 'assessed_date', 'must not be in the future'),
    ...checkName(formVersion, 'form_version', VERSION),
  ];
}
