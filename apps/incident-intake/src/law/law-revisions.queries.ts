import {
  LawServiceService as LawMethods,
  ListLawRevisionsRequest,
} from '@safe-community/contracts/incidents/v1/law_service.ts';
import type {
  LawRevision as RevisionMessage,
  LawRule as RuleMessage,
} from '@safe-community/contracts/incidents/v1/law.ts';
import type { Recorded } from '@safe-community/domain-kit';
import { nextPageToken, pageOf, readListPage } from '@safe-community/grpc-kit';
import { query } from '@safe-community/service-kit';
import { toRecordMessages } from '@safe-community/service-kit/dated-rules';
import { revisionsOf, type LawRevision } from './law-revisions.ts';
import type { LawRule } from './law.ts';
import { toOrderMessage, toSanctionMessage, toWorksMessage } from './law.mapping.ts';
import { ORDER_RULES, SANCTION_RULES, WORKS_RULES } from './law.store.ts';
import { toExpectedMessage, toRetentionMessage } from './terms.mapping.ts';
import { EXPECTED_TIMES_RULES, RETENTION_RULES } from './terms.store.ts';

const toPlace = (text: string): string | undefined => (text === '' ? undefined : text);

/** The history of the law, from the versions that its tables keep. The rules are few, so every page reads all of them. */
export const listLawRevisions = query(LawMethods.listLawRevisions, {
  parse: ({ request, fields }) => readListPage(request, fields, ListLawRevisionsRequest, toPlace),
  async read({ query: { place, size }, database }) {
    const em = database.em.fork();
    const versions: Recorded<LawRule>[] = [];
    for (const store of [SANCTION_RULES, WORKS_RULES, ORDER_RULES, EXPECTED_TIMES_RULES, RETENTION_RULES]) {
      versions.push(...(await store.list(em, true)));
    }
    const revisions = revisionsOf(versions);
    return pageOf(place === undefined ? revisions : revisions.filter((each) => each.place < place), size);
  },
  reply: ({ found: { page, last }, query: list }) => ({
    revisions: page.map(toRevisionMessage),
    nextPageToken: nextPageToken(list, last?.place),
  }),
});

function toRevisionMessage({ ruleId, before, after }: LawRevision): RevisionMessage {
  const [record] = toRecordMessages([after]);
  return { ruleId, before: before && toRuleMessage(before), after: toRuleMessage(after), record };
}

function toRuleMessage(rule: LawRule): RuleMessage {
  if ('sanction' in rule) return { rule: { $case: 'sanction', value: toSanctionMessage(rule) } };
  if ('works' in rule) return { rule: { $case: 'works', value: toWorksMessage(rule) } };
  if ('order' in rule) return { rule: { $case: 'order', value: toOrderMessage(rule) } };
  return 'urgency' in rule
    ? { rule: { $case: 'expectedTimes', value: toExpectedMessage(rule) } }
    : { rule: { $case: 'retention', value: toRetentionMessage(rule) } };
}
