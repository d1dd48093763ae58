import {
  ExpectedTimesRule,
  OrderRule,
  RetentionRule,
  SanctionRule,
  WorksRule,
} from '@safe-community/contracts/incidents/v1/law.ts';
import { LawServiceService as LawMethods } from '@safe-community/contracts/incidents/v1/law_service.ts';
import { checkOptionalDay, Fields, invalid, within, type Violation } from '@safe-community/domain-kit';
import { command, query, type Rpc } from '@safe-community/service-kit';
import { recordRule, toRecordMessages, type RuleStore } from '@safe-community/service-kit/dated-rules';
import {
  checkBasis,
  checkOrderRule,
  checkSanctionRule,
  checkWorksRule,
  holdsOn,
  idOf,
  overlapping,
  titleOf,
  type LawRule,
} from './law.ts';
import {
  readOrderRule,
  readSanctionRule,
  readWorksRule,
  toOrderMessage,
  toSanctionMessage,
  toWorksMessage,
} from './law.mapping.ts';
import { listLawRevisions } from './law-revisions.queries.ts';
import { ORDER_RULES, SANCTION_RULES, WORKS_RULES } from './law.store.ts';
import { checkExpectedTimes, checkRetention } from './terms.ts';
import { readExpectedTimes, readRetention, toExpectedMessage, toRetentionMessage } from './terms.mapping.ts';
import { EXPECTED_TIMES_RULES, RETENTION_RULES } from './terms.store.ts';

/** Records a rule unless another one of its key holds on some of its days. */
function recordLaw<Rule extends LawRule>(store: RuleStore<Rule>) {
  return {
    ...recordRule(store, {
      refuse({ command: { rule }, present }) {
        const other = overlapping(rule, present);
        if (other === undefined) return undefined;
        return invalid([{ field: 'rule.basis.valid_from', rule: `must not overlap the rule of ${titleOf(other)}` }]);
      },
    }),
    subjects: ({ saved: rule }: { readonly saved: Rule }) => [idOf(rule)],
    reply: () => ({}),
  };
}

function readRule<Message extends object, Rule extends LawRule>(
  message: Message,
  read: (message: Message, fields: Fields<Message>) => Rule,
  check: (rule: Rule) => readonly Violation[],
  fields: Pick<Fields<object>, 'check'>,
): Rule {
  const own = new Fields(message);
  const rule = read(message, own);
  fields.check(within('rule', [...own.violations, ...check(rule), ...within('basis', checkBasis(rule))]));
  return rule;
}

const setSanctionRule = command(LawMethods.setSanctionRule, {
  parse: ({ request: { rule = SanctionRule.fromPartial({}), etag }, fields }) => ({
    rule: readRule(rule, readSanctionRule, checkSanctionRule, fields),
    etag,
  }),
  ...recordLaw(SANCTION_RULES),
});

const setWorksRule = command(LawMethods.setWorksRule, {
  parse: ({ request: { rule = WorksRule.fromPartial({}), etag }, fields }) => ({
    rule: readRule(rule, readWorksRule, checkWorksRule, fields),
    etag,
  }),
  ...recordLaw(WORKS_RULES),
});

const setOrderRule = command(LawMethods.setOrderRule, {
  parse: ({ request: { rule = OrderRule.fromPartial({}), etag }, fields }) => ({
    rule: readRule(rule, readOrderRule, checkOrderRule, fields),
    etag,
  }),
  ...recordLaw(ORDER_RULES),
});

const setExpectedTimesRule = command(LawMethods.setExpectedTimesRule, {
  parse: ({ request: { rule = ExpectedTimesRule.fromPartial({}), etag }, fields }) => ({
    rule: readRule(rule, readExpectedTimes, checkExpectedTimes, fields),
    etag,
  }),
  ...recordLaw(EXPECTED_TIMES_RULES),
});

const setRetentionRule = command(LawMethods.setRetentionRule, {
  parse: ({ request: { rule = RetentionRule.fromPartial({}), etag }, fields }) => ({
    rule: readRule(rule, readRetention, checkRetention, fields),
    etag,
  }),
  ...recordLaw(RETENTION_RULES),
});

const listLaw = query(LawMethods.listLaw, {
  parse: ({ request: { includeReplaced }, fields }) => ({ includeReplaced, day: fields.text('day', checkOptionalDay) }),
  async read({ query: { includeReplaced, day }, database }) {
    const em = database.em.fork();
    const list = async <Rule extends LawRule>(store: RuleStore<Rule>) =>
      (await store.list(em, includeReplaced)).filter((rule) => day === '' || holdsOn(rule, day));
    return {
      sanctions: await list(SANCTION_RULES),
      works: await list(WORKS_RULES),
      orders: await list(ORDER_RULES),
      expectedTimes: await list(EXPECTED_TIMES_RULES),
      retention: await list(RETENTION_RULES),
    };
  },
  reply: ({ found: { sanctions, works, orders, expectedTimes, retention } }) => ({
    sanctions: sanctions.map(toSanctionMessage),
    works: works.map(toWorksMessage),
    orders: orders.map(toOrderMessage),
    sanctionRecords: toRecordMessages(sanctions),
    worksRecords: toRecordMessages(works),
    orderRecords: toRecordMessages(orders),
    expectedTimes: expectedTimes.map(toExpectedMessage),
    expectedTimesRecords: toRecordMessages(expectedTimes),
    retention: retention.map(toRetentionMessage),
    retentionRecords: toRecordMessages(retention),
  }),
});

export const LAW_RPCS: readonly Rpc[] = [
  listLaw,
  listLawRevisions,
  setSanctionRule,
  setWorksRule,
  setOrderRule,
  setExpectedTimesRule,
  setRetentionRule,
];
