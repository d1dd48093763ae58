import type { ImportedCourse as CourseMessage } from '@safe-community/contracts/incidents/v1/imported_course.ts';
import { IncidentState, type ResponderKind } from '@safe-community/contracts/incidents/v1/incident.ts';
import type { ImportRow } from '@safe-community/contracts/incidents/v1/incident_intake_service.ts';
import {
  attributeRule,
  checkCasualties,
  checkIncidentRow,
  checkReported,
  fitsAttribute,
  NO_CASUALTIES,
  type ImportedCourse,
} from '@safe-community/domain-kit';
import type { Reason } from './mapped-row.ts';
import { wordOfResponder, type CategoryRules } from './words.ts';

/** What intake refuses in a row by what the row says: no place, no school, and nothing that is stored is looked up. */
export function checkMappedRow(row: ImportRow, catalogue: readonly CategoryRules[], now: Date): Reason[] {
  const { externalId, receivedTime, onSceneTime, course, report } = row;
  const violations = checkIncidentRow(
    {
      externalId,
      receivedAt: receivedTime,
      onSceneAt: onSceneTime,
      ...(course && { course: courseOf(course, wordOfResponder) }),
    },
    now,
  );
  if (report === undefined) return violations;
  const { occurredTime, description, casualties, category } = report;
  const reported = { description, ...(occurredTime && { occurredAt: occurredTime }) };
  const rules = catalogue.find((each) => each.category === category)?.attributes ?? [];
  return [
    ...violations,
    ...checkReported(reported, receivedTime ?? now),
    ...checkCasualties(casualties ?? NO_CASUALTIES, 'report.casualties'),
    ...report.attributes.flatMap(({ name, value }): Reason[] => {
      const form = rules.find((each) => each.name === name)?.form;
      if (form === undefined || fitsAttribute(form, value)) return [];
      return [{ field: `report.attributes.${name}`, text: value, rule: attributeRule(form) }];
    }),
  ];
}

/** The course of a message, in the words of the caller for kinds of responders. */
export function courseOf<Kind extends string>(
  { responders, resolvedTime, closedTime, endedAs }: CourseMessage,
  kindOf: (kind: ResponderKind) => Kind | undefined,
): ImportedCourse<Kind> {
  return {
    responders: responders.map((each) => ({
      kind: kindOf(each.kind),
      unit: each.unit,
      officerIds: each.officerIds.map((id) => id.toLowerCase()),
      dispatchedAt: each.dispatchedTime,
      enRouteAt: each.enRouteTime,
      onSceneAt: each.onSceneTime,
      leftAt: each.leftTime,
      cancelledAt: each.cancelledTime,
    })),
    resolvedAt: resolvedTime,
    closedAt: closedTime,
    endedAs: endedAs === IncidentState.UNSPECIFIED ? undefined : (ENDS.get(endedAs) ?? 'unknown'),
  };
}

const ENDS: ReadonlyMap<IncidentState, ImportedCourse['endedAs']> = new Map([
  [IncidentState.RESOLVED, 'resolved'],
  [IncidentState.CLOSED, 'closed'],
  [IncidentState.REJECTED, 'rejected'],
]);
