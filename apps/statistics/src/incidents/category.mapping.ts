import { SchoolMatter } from '@safe-community/contracts/incidents/v1/counted_by.ts';
import { IncidentCategory, ReportChannel, ResponderKind } from '@safe-community/contracts/incidents/v1/incident.ts';
import { enumNames } from '@safe-community/domain-kit';
import { CATEGORIES, type Category } from './category.ts';
import { CHANNELS } from './channel.ts';
import { RESPONDERS } from './duration-count.ts';
import { SCHOOL_MATTERS } from './school-matter.ts';

export const { nameOf: toCategory, numberOf: categoryNumber } = enumNames(IncidentCategory, CATEGORIES);
/** Of figures of all categories, which have none. */
export function toCategoryNumber(category: Category | undefined): IncidentCategory {
  return category === undefined ? IncidentCategory.UNSPECIFIED : categoryNumber(category);
}

export const { nameOf: toChannel, numberOf: channelNumber } = enumNames(ReportChannel, CHANNELS);
export const { nameOf: toResponder, numberOf: responderNumber } = enumNames(ResponderKind, RESPONDERS);
/** Undefined where it is not said. */
export const { nameOf: toSchoolMatter } = enumNames(SchoolMatter, SCHOOL_MATTERS);
