import { defineMigration } from '@safe-community/database';
import { provide, type Module } from '@safe-community/service-kit';
import { CATALOGUE_QUERIES } from './catalogue.queries.ts';
import { CATALOGUE_RIGHTS, CATALOGUE_TABLES, type StoredCatalogue } from './catalogue.store.ts';
import { reloadJob } from './reload.jobs.ts';

export { numberToPhone } from './alarm.ts';
/** @public Imported by pure files of other modules from where it is. */
export { alertedBy, urgencyAtReceipt } from './alarm.ts';
export { type AttributeRule, type GivenAttributes, type Wording } from './attributes.ts';
/** @public Imported by pure files of other modules from where it is. */
export { checkAttributes } from './attributes.ts';
export { readCatalogueFile } from './catalogue-file.adapter.ts';
export {
  categoryNumber,
  readClassification,
  responderKindNumber,
  toCategory,
  toClassificationMessage,
  toResponderKind,
  toUrgency,
  urgencyNumber,
} from './catalogue.mapping.ts';
export { storedCatalogue, type StoredCatalogue } from './catalogue.store.ts';
export { BUILT_IN } from './built-in.ts';
export type { Catalogue } from './catalogue.ts';
export { readBasis, toBasis } from './dated-rule.mapping.ts';
export type { DatedRule, DatedTerms, ExpectedTimesRule, HeldRule, LawStatus, RetentionRule } from './dated-rule.ts';
export { MEDICAL_CLASSES, POLICE_CLASSES, type ExternalClassification } from './external-classification.ts';
export { CATEGORIES, isSensitive, type Category } from './category.ts';
export {
  isPublished,
  PUBLISHABLE,
  URGENCIES,
  type CatalogueChange,
  type CategoryPolicy,
  type ExpectedTimes,
  type ResponderKind,
  type Urgency,
} from './category-policy.ts';

export interface CatalogueShared {
  readonly catalogue: StoredCatalogue;
  readonly catalogueFile?: string;
}

/** What may be reported: categories, their attributes, who is alerted, and which times are expected. */
export const catalogue: Module<CatalogueShared> = {
  name: 'catalogue',
  migrations: [defineMigration('2026-12-01-catalogue', CATALOGUE_TABLES)],
  rights: CATALOGUE_RIGHTS,
  start: ({ catalogue: stored, catalogueFile: file }) => ({
    rpcs: provide({ catalogue: stored }, CATALOGUE_QUERIES),
    jobs: file === undefined ? [] : [reloadJob(stored, file)],
    load: () => stored.load(),
  }),
};
