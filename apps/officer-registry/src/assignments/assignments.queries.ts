import {
  AssignmentServiceService,
  ListAssignmentsRequest,
} from '@safe-community/contracts/officers/v1/assignment_service.ts';
import { isPlannable, kyivDay, unless } from '@safe-community/domain-kit';
import { nextPageToken, pageOf, readListPage, toId } from '@safe-community/grpc-kit';
import { given, type Rpc } from '@safe-community/service-kit';
import { toAssignmentMessage } from '../officers/module.ts';
import { checkKnownHromada, partsOf, type FindUnit } from '../territory/module.ts';
import { listAssignments } from './assignments.store.ts';

interface Deps {
  readonly findUnit: FindUnit;
}

const { query } = given<Deps>();

const listAll = query(AssignmentServiceService.listAssignments, {
  async parse({ request, fields, clock, deps: { findUnit } }) {
    const asOf = fields.optionalTime('as_of_time');
    const isTime = asOf === undefined || isPlannable(asOf, clock.now());
    const { hromadaCode } = request;
    const ids = { beatId: fields.optionalUuid('beat_id'), officerId: fields.optionalUuid('officer_id') };
    const named = [ids.beatId, ids.officerId, hromadaCode].filter((each) => each !== '').length;
    fields.check([
      ...unless(named === 1, 'beat_id', 'must be given, or officer_id or hromada_code in its place'),
      ...(await checkKnownHromada(findUnit, hromadaCode, 'hromada_code')),
      ...unless(isTime, 'as_of_time', 'must be from 1991 until ten years ahead'),
    ]);
    const list = readListPage(request, fields, ListAssignmentsRequest, toId);
    return { list, hromadaCode, assignments: { ...ids, asOf } };
  },
  async read({ query: { list, hromadaCode, assignments }, database, clock }) {
    const { place, size } = list;
    const em = database.em.fork();
    const day = kyivDay(assignments.asOf ?? clock.now());
    const hromadaCodes = hromadaCode === '' ? [] : await partsOf(em, hromadaCode, day);
    return pageOf(await listAssignments(em, { ...assignments, hromadaCodes }, place, size + 1), size);
  },
  reply: ({ found: { page, last }, query: { list } }) => ({
    assignments: page.map(toAssignmentMessage),
    nextPageToken: nextPageToken(list, last?.assignmentId),
  }),
});

export const ASSIGNMENT_QUERIES: readonly Rpc<Deps>[] = [listAll];
