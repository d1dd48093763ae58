import { defineMigration } from '@safe-community/database';
import type { Module } from '@safe-community/service-kit';
import { lawRpcs } from './law.commands.ts';
import { LAW_RIGHTS, LAW_TABLES, requireValidLaw } from './law.store.ts';

export { checkDailyHours, isOverDoubtfulLimit, judgeSanction, orderRuleOn, worksRuleOn } from './judge.ts';
export {
  checkArticle,
  NO_LAW,
  type Law,
  type OrderKind,
  type OrderMeasure,
  type OrderRule,
  type SanctionRule,
  type WorksRule,
} from './law.ts';
export { orderKindNumber, orderMeasureNumber, readMeasures, sanctionNumber, toSanctionMessage } from './law.mapping.ts';
export { readLaw } from './law.store.ts';

/** The dated law by which sanctions and orders are judged. */
export const law: Module<unknown> = {
  name: 'law',
  migrations: [defineMigration('2026-11-28-law', LAW_TABLES)],
  rights: LAW_RIGHTS,
  start: (_shared, { database }) => ({ rpcs: lawRpcs(), load: () => requireValidLaw(database.em.fork()) }),
};
