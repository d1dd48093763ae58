import { checkCasualties, type Casualties } from '../casualties.ts';
import type { CategoryPolicy } from '../catalogue/category-policy.ts';
import type { Category } from '../catalogue/category.ts';
import { checkAttributes } from '../catalogue/check-attributes.ts';
import type { Attachment } from './attachment.ts';
import type { Channel } from './channel.ts';
import { checkPhone, checkText } from '../plain-text.ts';
import { checkPoint, type KnownHromada, type Point } from '../place.ts';
import { isPlausible } from '../plausible-time.ts';
import { unless, type Violation } from '../violation.ts';

/** What somebody reports, as it was said: not yet checked. */
export interface Report {
  readonly category: Category;
  readonly channel: Channel;
  readonly hromadaCode: string;
  /** Empty for the hromada as a whole. */
  readonly starostaDistrictCode: string;
  /** Empty when only the hromada is known. */
  readonly settlementCode: string;
  readonly location?: Point;
  readonly occurredAt?: Date;
  readonly description: string;
  /** Absent for an anonymous report. */
  readonly reporter: Reporter | undefined;
  /** The person for whom the reporter speaks, if another. */
  readonly onBehalfOf: Person | undefined;
  readonly attachments: readonly Attachment[];
  readonly attributes: Attributes;
  readonly casualties: Casualties;
  /** An invented report of the demonstration. */
  readonly demonstration: boolean;
}

export interface Person {
  readonly fullName: string;
  readonly phone: string;
}

export type Reporter = Person;

/** Facts that the category asks for, by their names in the catalogue. */
export type Attributes = Readonly<Record<string, string>>;

/** What the service knows of the places that a report names. */
export interface PlaceFacts {
  readonly hromada: KnownHromada | undefined;
  /** Hromada of the starosta district; absent when there is no such district. */
  readonly districtHromadaCode: string | undefined;
}

const LONGEST_DESCRIPTION = 4_000;
const LONGEST_NAME = 200;

/**
 * All rules that a report breaks; none when it can be taken. `policy`: of its category; `receivedAt`: when it was,
 * or now.
 */
export function checkReport(report: Report, policy: CategoryPolicy, places: PlaceFacts, receivedAt: Date): Violation[] {
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
    ...checkAttributes(policy, report.attributes, 'report.attributes'),
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
