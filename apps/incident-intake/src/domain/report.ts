import { checkCasualties, type Casualties } from './casualties.ts';
import type { Category } from './category.ts';
import type { Channel } from './channel.ts';
import { checkPhone, checkText } from './plain-text.ts';
import { checkPoint, type KnownHromada, type Point } from './place.ts';
import { isPlausible } from './plausible-time.ts';
import { unless, type Violation } from './violation.ts';

/** What somebody reports, as it was said: not yet checked. */
export interface Report {
  readonly category: Category;
  readonly channel: Channel;
  readonly hromadaCode: string;
  /** Empty for the hromada as a whole. */
  readonly starostaDistrictCode: string;
  readonly location?: Point;
  readonly occurredAt?: Date;
  readonly description: string;
  /** Absent for an anonymous report. */
  readonly reporter?: Reporter;
  readonly casualties: Casualties;
  /** An invented report of the demonstration. */
  readonly demonstration: boolean;
}

export interface Reporter {
  readonly fullName: string;
  readonly phone: string;
}

/** What the service knows of the places that a report names. */
export interface PlaceFacts {
  readonly hromada: KnownHromada | undefined;
  /** Hromada of the starosta district; absent when there is no such district. */
  readonly districtHromadaCode: string | undefined;
}

const LONGEST_DESCRIPTION = 4_000;
const LONGEST_NAME = 200;

/** All rules that a report breaks; none when it can be taken. `receivedAt`: when it was, or now. */
export function checkReport(report: Report, places: PlaceFacts, receivedAt: Date): Violation[] {
  return [
    ...unless(
      places.hromada !== undefined,
      'report.hromada_code',
      'must be the KATOTTG code of a known hromada or city',
    ),
    ...checkDistrict(report, places),
    ...(report.location === undefined ? [] : checkPoint(report.location, places.hromada, 'report.location')),
    ...checkOccurred(report.occurredAt, receivedAt),
    ...checkText(report.description, 'report.description', LONGEST_DESCRIPTION),
    ...checkReporter(report.reporter),
    ...checkCasualties(report.casualties, 'report.casualties'),
  ];
}

function checkDistrict(report: Report, places: PlaceFacts): Violation[] {
  const { starostaDistrictCode, hromadaCode } = report;
  const belongs = starostaDistrictCode === '' || places.districtHromadaCode === hromadaCode;
  return unless(belongs, 'report.starosta_district_code', 'must be a starosta district of the hromada');
}

function checkOccurred(occurredAt: Date | undefined, receivedAt: Date): Violation[] {
  return unless(
    occurredAt === undefined || isPlausible(occurredAt, receivedAt),
    'report.occurred_time',
    'must be a time from 1991 on, not later than the report',
  );
}

function checkReporter(reporter: Reporter | undefined): Violation[] {
  if (reporter === undefined) return [];
  return [
    ...checkText(reporter.fullName, 'report.reporter.full_name', LONGEST_NAME),
    ...checkPhone(reporter.phone, 'report.reporter.phone'),
  ];
}
