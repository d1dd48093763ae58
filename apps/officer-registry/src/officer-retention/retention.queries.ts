import {
  ListDueErasuresRequest,
  OfficerRetentionServiceService as Retention,
} from '@safe-community/contracts/officers/v1/officer_retention_service.ts';
import { checkOptionalDay, kyivDay, notFound } from '@safe-community/domain-kit';
import { pageOf, nextPageToken, readListPage, toId } from '@safe-community/grpc-kit';
import { query, type Rpc } from '@safe-community/service-kit';
import { toRecordMessages } from '@safe-community/service-kit/dated-rules';
import { ruleStatusNumber } from '../beats/module.ts';
import { dueOn } from './retention-term.ts';
import { findRetained, listDue, TERMS } from './retention.store.ts';

const listRetentionTerms = query(Retention.listRetentionTerms, {
  parse: ({ request: { includeReplaced } }) => ({ includeReplaced }),
  read: ({ query: { includeReplaced }, database }) => TERMS.list(database.em.fork(), includeReplaced),
  reply: ({ found: terms }) => ({
    terms: terms.map((term) => ({ ...term, status: ruleStatusNumber(term.status) })),
    records: toRecordMessages(terms),
  }),
});

const listDueErasures = query(Retention.listDueErasures, {
  parse({ request, fields, clock }) {
    const day = fields.text('as_of_date', checkOptionalDay) || kyivDay(clock.now());
    const list = readListPage(request, fields, ListDueErasuresRequest, toId);
    return { day, list };
  },
  async read({ query: { day, list }, database }) {
    const { due, terms } = await listDue(database.em.fork(), day, list.place, list.size + 1);
    return { ...pageOf(due, list.size), terms };
  },
  reply: ({ found: { page, last, terms }, query: { day, list } }) => ({
    erasures: page.map((officer) => ({ ...officer, dueOn: dueOn(terms, officer.dismissedOn, day) ?? '' })),
    nextPageToken: nextPageToken(list, last?.officerId),
  }),
});

const getOfficerRetention = query(Retention.getOfficerRetention, {
  parse: ({ fields }) => fields.uuid('officer_id'),
  async read({ query: officerId, database }) {
    const em = database.em.fork();
    const retained = await findRetained(em, officerId);
    return retained === undefined ? notFound('officer') : { ...retained, terms: await TERMS.list(em) };
  },
  reply: ({ found: { dismissedOn, erasedAt, holds, terms }, clock }) => ({
    dismissedOn: dismissedOn ?? '',
    dueOn:
      dismissedOn === undefined || erasedAt !== undefined
        ? ''
        : (dueOn(terms, dismissedOn, kyivDay(clock.now())) ?? ''),
    erasedTime: erasedAt,
    holds: holds.map(({ placedAt, caller, releasedAt, ...hold }) => ({
      ...hold,
      placedTime: placedAt,
      callingSystem: caller,
      releasedTime: releasedAt,
    })),
  }),
});

export const RETENTION_QUERIES: readonly Rpc[] = [listRetentionTerms, listDueErasures, getOfficerRetention];
