import { checkReported, unless, type Casualties, type Violation } from '@safe-community/domain-kit';
import type { Category, ExternalClassification, GivenAttributes } from '../catalogue/module.ts';
import type { Attachment, Channel, Person } from '../incident/module.ts';
import { checkAttachments } from './attachment.ts';
import { checkPerson } from './person.ts';
import { checkPlace, type NamedPlaces, type PlaceFacts } from './report-place.ts';

/** A report as received, not checked yet. */
export interface Report extends NamedPlaces, GivenAttributes {
  readonly category: Category;
  readonly channel: Channel;
  readonly occurredAt?: Date;
  readonly description: string;
  /** Absent for an anonymous report. */
  readonly reporter: Person | undefined;
  /** The person for whom the reporter speaks, if another. */
  readonly onBehalfOf: Person | undefined;
  readonly attachments: readonly Attachment[];
  readonly casualties: Casualties | undefined;
  /** How the system that took the call classifies it. */
  readonly externalClassification: ExternalClassification | undefined;
  /** Says itself that it is a test. */
  readonly isTest: boolean;
}

/**
 * The violations of a report on its own and of its place; `checkReport` adds those of its casualties and attributes.
 *
 * @param receivedAt when it was received, or now.
 */
export function checkContent(report: Report, places: PlaceFacts, receivedAt: Date): Violation[] {
  return [
    ...checkPlace(report, places),
    ...checkReported(report, receivedAt),
    ...checkPeople(report),
    ...checkAttachments(report.attachments),
  ];
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
