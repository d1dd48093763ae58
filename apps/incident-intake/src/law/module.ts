import { defineMigration } from '@safe-community/database';
import type { Module } from '@safe-community/service-kit';
import { LAW_RPCS } from './law.commands.ts';
import { LAW_RIGHTS, LAW_TABLES, requireValidLaw } from './law.store.ts';
import { TERM_RIGHTS, TERM_TABLES, type StoredTerms } from './terms.store.ts';

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
export { storedTerms, type StoredTerms } from './terms.store.ts';

export interface LawShared {
  readonly terms: StoredTerms;
}

/** A change of terms is in the memory of every replica within this time. */
const RELOAD_MS = 2_000;

/** The dated law by which sanctions and orders are judged, incidents are expected to be handled, and data is kept. */
export const law: Module<LawShared> = {
  name: 'law',
  migrations: [defineMigration('2026-12-01-law', [...LAW_TABLES, ...TERM_TABLES])],
  rights: { ...LAW_RIGHTS, ...TERM_RIGHTS },
  start: ({ terms }, { database }) => ({
    rpcs: LAW_RPCS,
    jobs: [
      {
        name: 'reload-terms',
        everyMs: RELOAD_MS,
        async run() {
          await terms.load();
          return 0;
        },
      },
    ],
    async load() {
      await requireValidLaw(database.em.fork());
      await terms.load();
    },
  }),
};
