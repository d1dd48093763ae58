import { checkCasualties, type Casualties } from '../incident/casualties.ts';
import type { CategoryPolicy } from '../catalogue/category-policy.ts';
import type { Category } from '../catalogue/category.ts';
import { checkAttributes, type GivenAttributes } from '../catalogue/check-attributes.ts';
import { checkText } from '../incident/plain-text.ts';
import { isPlausible } from '@safe-community/domain-kit';
import { unless, type Violation } from '@safe-community/domain-kit';
import { checkAttachments, type Attachment } from './attachment.ts';
import type { Channel } from './channel.ts';
import { checkPerson, type Person } from './person.ts';
import { checkPlace, type NamedPlaces, type PlaceFacts } from './report-place.ts';

/** What somebody reports, as it was said: not yet checked. */
export interface Report extends NamedPlaces, GivenAttributes {
  readonly category: Category;
  readonly channel: Channel;
  readonly occurredAt?: Date;
  readonly description: string;
  /** Absent for an anonymous report. */
  readonly reporter: Reporter | undefined;
  /** The person for whom the reporter speaks, if another. */
  readonly onBehalfOf: Person | undefined;
  readonly attachments: readonly Attachment[];
  readonly casualties: Casualties;
  /** An invented report of the demonstration. */
  readonly demonstration: boolean;
}

export type Reporter = Person;

/** Facts that the category asks for, by their names in the catalogue. */
export type Attributes = Readonly<Record<string, string>>;

const LONGEST_DESCRIPTION = 4_000;

/**
 * All rules that a report breaks; none when it can be taken. `policy`: of its category; `receivedAt`: when it was,
 * or now.
 */
export function checkReport(report: Report, policy: CategoryPolicy, places: PlaceFacts, receivedAt: Date): Violation[] {
  return [
    ...checkPlace(report, places),
    ...checkOccurred(report.occurredAt, receivedAt),
    ...checkText(report.description, 'report.description', LONGEST_DESCRIPTION),
    ...checkPeople(report),
    ...checkAttachments(report.attachments),
    ...checkCasualties(report.casualties, 'report.casualties'),
    ...checkAttributes(policy, report, 'report.attributes'),
  ];
}

function checkOccurred(occurredAt: Date | undefined, receivedAt: Date): Violation[] {
  return unless(
    occurredAt === undefined || isPlausible(occurredAt, receivedAt),
    'report.occurred_time',
    'must be a time from 1991 on, not later than the report',
  );
}

function checkPeople({ reporter, onBehalfOf }: Report): Violation[] {
  return [
    ...(reporter === undefined ? [] : checkPerson(reporter, 'report.reporter')),
    ...(onBehalfOf === undefined ? [] : checkPerson(onBehalfOf, 'report.on_behalf_of')),
    ...unless(
      reporter !== undefined || onBehalfOf === undefined || onBehalfOf.phone === '',
      'report.on_behalf_of.phone',
      'must be empty in an anonymous report, with which no contact is stored',
    ),
  ];
}
