import { ExpiryState } from '@safe-community/contracts/cameras/v1/retention.ts';
import {
  ListExpiringRequest,
  ListHoldsRequest,
  PreviewExpiryRequest,
  RetentionServiceService as Retention,
} from '@safe-community/contracts/cameras/v1/retention_service.ts';
import { checkOptionalDay, kyivDay, unless, within } from '@safe-community/domain-kit';
import { pageOf, nextPageToken, readListPage, toId } from '@safe-community/grpc-kit';
import { visiblePatterns } from '@safe-community/security/policy';
import { query, type Rpc } from '@safe-community/service-kit';
import { toRecordMessages } from '@safe-community/service-kit/dated-rules';
import { checkOblast } from '../strength/module.ts';
import { countDue, listDue, listExpiring } from './expiry-list.store.ts';
import { listHolds } from './freeze.store.ts';
import { KEEP_TERMS } from './keep-term.store.ts';
import { EXPIRY_TERMS, POLICIES } from './policy.store.ts';
import { policyTokenOf } from './retention.commands.ts';
import {
  readPolicy,
  toExpiringMessage,
  toExpiryState,
  toHoldMessage,
  toKeepTermMessage,
  toPolicyMessage,
} from './retention.mapping.ts';
import { limitsOn, withPolicy } from './retention-policy.ts';

const listPolicies = query(Retention.listPolicies, {
  parse: ({ request: { includeReplaced } }) => ({ includeReplaced }),
  async read({ query: { includeReplaced }, database }) {
    const em = database.em.fork();
    return {
      policies: await POLICIES.list(em, includeReplaced),
      terms: await EXPIRY_TERMS.list(em, includeReplaced),
      keepTerms: await KEEP_TERMS.list(em, includeReplaced),
    };
  },
  reply: ({ found: { policies, terms, keepTerms } }) => ({
    policies: policies.map(toPolicyMessage),
    policyRecords: toRecordMessages(policies),
    terms,
    termRecords: toRecordMessages(terms),
    keepTerms: keepTerms.map(toKeepTermMessage),
    keepTermRecords: toRecordMessages(keepTerms),
  }),
});

const previewExpiry = query(Retention.previewExpiry, {
  parse({ request, fields }) {
    const read = request.policy && readPolicy(request.policy);
    fields.check(within('policy', read?.violations ?? []));
    const asOf = fields.text('as_of_date', checkOptionalDay);
    const list = readListPage(request, fields, PreviewExpiryRequest, toId);
    return { policy: read?.policy, asOf, list };
  },
  async read({ query: { policy, asOf, list }, database, clock }) {
    const em = database.em.fork();
    const today = kyivDay(clock.now());
    const policies = await POLICIES.list(em);
    const day = asOf || [today, policy?.validFrom ?? today].toSorted().at(-1) || today;
    const present = limitsOn(policies, day);
    const preview =
      policy === undefined
        ? { limits: present, present: undefined, day }
        : { limits: limitsOn(withPolicy(policies, policy), day), present, day };
    const due = await listDue(em, preview, list.place, list.size + 1);
    const previewToken = policy === undefined ? '' : policyTokenOf(policies, policy);
    return { ...pageOf(due, list.size), totals: await countDue(em, preview), previewToken };
  },
  reply: ({ found: { page, last, totals, previewToken }, query: { list } }) => ({
    recordings: page.map(toExpiringMessage),
    nextPageToken: nextPageToken(list, last?.recordingId),
    totalRecordings: BigInt(totals.recordings),
    totalBytes: BigInt(totals.bytes),
    totalFrozen: BigInt(totals.frozen),
    previewToken,
  }),
});

const listExpiringOf = query(Retention.listExpiring, {
  parse({ request, fields }) {
    const oblastCode = fields.text('oblast_code', checkOblast);
    const { state } = request;
    const isListed = [0, ExpiryState.ANNOUNCED, ExpiryState.EXPIRED].includes(state);
    fields.check(unless(isListed, 'state', 'must be ANNOUNCED or EXPIRED, or absent'));
    const list = readListPage(request, fields, ListExpiringRequest, toId);
    const word = toExpiryState(state);
    return { oblastCode, states: word === undefined ? LISTED : [word], list };
  },
  async read({ query: { oblastCode, states, list }, call: { rights }, database, clock }) {
    const em = database.em.fork();
    const limits = limitsOn(await POLICIES.list(em), kyivDay(clock.now()));
    const filter = { visible: visiblePatterns(rights), oblastCode, states };
    return pageOf(await listExpiring(em, limits, filter, list.place, list.size + 1), list.size);
  },
  reply: ({ found: { page, last }, query: { list } }) => ({
    recordings: page.map(toExpiringMessage),
    nextPageToken: nextPageToken(list, last?.recordingId),
  }),
});

const LISTED = ['announced', 'expired'] as const;

const listAllHolds = query(Retention.listHolds, {
  parse({ request, fields }) {
    const recordingId = fields.optionalUuid('recording_id');
    const list = readListPage(request, fields, ListHoldsRequest, toId);
    return { recordingId, includeReleased: request.includeReleased, list };
  },
  async read({ query: { recordingId, includeReleased, list }, call: { rights }, database }) {
    const filter = { visible: visiblePatterns(rights), recordingId, includeReleased };
    return pageOf(await listHolds(database.em.fork(), filter, list.place, list.size + 1), list.size);
  },
  reply: ({ found: { page, last }, query: { list } }) => ({
    holds: page.map(toHoldMessage),
    nextPageToken: nextPageToken(list, last?.holdId),
  }),
});

export const RETENTION_QUERIES: readonly Rpc[] = [listPolicies, previewExpiry, listExpiringOf, listAllHolds];
