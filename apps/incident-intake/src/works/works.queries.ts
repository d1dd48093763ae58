import { pageOf, nextPageToken, readListPage, compoundPlace, toDay, toNumber } from '@safe-community/grpc-kit';
import {
  ListWorksListsRequest,
  WorksServiceService as Works,
} from '@safe-community/contracts/incidents/v1/works_service.ts';
import { notFound, unless } from '@safe-community/domain-kit';
import { given, type Rpc } from '@safe-community/service-kit';
import { toRecordMessages } from '@safe-community/service-kit/dated-rules';
import { isKatottg } from '@safe-community/territory';
import { findSeen, readSensitive, type ReadAudit } from '../incident/module.ts';
import { findWorks } from '../sanctions/module.ts';
import { toListMessage, toWorksMessage } from './works.mapping.ts';
import { executionsOf, listLists, type ListPlace } from './works.store.ts';

const { query } = given<ReadAudit>();

const LIST_PLACE = compoundPlace<ListPlace>({ validFrom: toDay, version: toNumber });

const listWorksLists = query(Works.listWorksLists, {
  parse({ request, fields }) {
    const { hromadaCode } = request;
    fields.check(unless(isKatottg(hromadaCode), 'hromada_code', 'must be a KATOTTG code'));
    const list = readListPage(request, fields, ListWorksListsRequest, LIST_PLACE.read);
    return { hromadaCode, list };
  },
  async read({ query: { hromadaCode, list }, database }) {
    const { size, place: after } = list;
    return pageOf(await listLists(database.em.fork(), hromadaCode, after, size + 1), size);
  },
  reply: ({ found: { page, last }, query: { list } }) => ({
    lists: page.map(toListMessage),
    records: toRecordMessages(page.map((record) => ({ record }))),
    nextPageToken: nextPageToken(list, last && LIST_PLACE.write(last)),
  }),
});

/** The referred works of an incident. A read of a sensitive incident is recorded first. */
const listWorks = query(Works.listWorks, {
  parse: ({ request: { reason }, fields }) => ({ incidentId: fields.uuid('incident_id'), reason }),
  async read({ query: { incidentId, reason }, call, database, clock, deps: { reads } }) {
    const seen = await findSeen(database, incidentId);
    if (seen === undefined) return notFound('incident');
    await readSensitive({ reads, clock }, { ...call, incidentId, reason }, seen);
    const em = database.em.fork();
    const executions = await executionsOf(em, incidentId);
    const imposed = await findWorks(em, incidentId);
    return imposed.flatMap((works) =>
      executions.filter(({ outcomeId }) => outcomeId === works.outcomeId).map((execution) => ({ works, execution })),
    );
  },
  reply: ({ found }) => ({ works: found.map(({ works, execution }) => toWorksMessage(works, execution)) }),
});

export const WORKS_QUERIES: readonly Rpc<ReadAudit>[] = [listWorksLists, listWorks];
