import { AttributeType } from '@safe-community/contracts/incidents/v1/catalogue.ts';
import {
  CatalogueServiceService as Catalogue,
  ListCategoriesRequest,
} from '@safe-community/contracts/incidents/v1/catalogue_service.ts';
import { IncidentState } from '@safe-community/contracts/incidents/v1/incident.ts';
import {
  ListRequestsRequest,
  PublicRequestServiceService as Requests,
  type PublicRequest,
} from '@safe-community/contracts/incidents/v1/public_request_service.ts';
import { settlementPoint } from '@safe-community/territory';
import { BackendError, remembered, type Backend } from '../backend/module.ts';
import type { Course, ReportHere, ReportsHere } from './report-here.ts';

/** Undefined while intake is away. */
export type ReadReportsHere = (hromadaCode: string) => Promise<ReportsHere | undefined>;

const MEMORY = { freshMs: 60_000, staleMs: 600_000, most: 2_000 };
/** As many as one call answers. */
const MAX_REPORTS = 500;

export function reportsHereReader({ incidents }: Pick<Backend, 'incidents'>): ReadReportsHere {
  const read = remembered(async (hromadaCode): Promise<ReportsHere> => {
    const asked = ListRequestsRequest.fromPartial({ hromadaCode, pageSize: MAX_REPORTS });
    const [{ requests, nextPageToken }, { categories }] = await Promise.all([
      incidents(Requests.listRequests, asked),
      incidents(Catalogue.listCategories, ListCategoriesRequest.fromPartial({})),
    ]);
    const published = categories.filter((each) => each.published);
    const choices = new Set(
      published.flatMap(({ attributes }) =>
        attributes.filter(({ type }) => type === AttributeType.CHOICE).map(({ name }) => name),
      ),
    );
    return {
      reports: requests.flatMap((request) => toReport(request, choices)),
      isCut: nextPageToken !== '',
      published: published.map(({ nameUk: uk, nameEn: en }) => ({ uk, en })),
    };
  }, MEMORY);
  return async (hromadaCode) => {
    try {
      return await read(hromadaCode);
    } catch (error) {
      if (error instanceof BackendError) return undefined;
      throw error;
    }
  };
}

const COURSE_OF: Readonly<Partial<Record<IncidentState, Course>>> = {
  [IncidentState.RECEIVED]: 'received',
  [IncidentState.REOPENED]: 'received',
  [IncidentState.TRIAGED]: 'working',
  [IncidentState.DISPATCHED]: 'working',
  [IncidentState.EN_ROUTE]: 'working',
  [IncidentState.ON_SCENE]: 'working',
  [IncidentState.RESOLVED]: 'mended',
  [IncidentState.CLOSED]: 'mended',
  [IncidentState.REJECTED]: 'rejected',
};

/** Nothing of a report that was merged into another one: that one is here. */
function toReport(request: PublicRequest, choices: ReadonlySet<string>): ReportHere[] {
  const { requestId: id, state, receivedTime, stateTime, settlementCode, categoryUk, categoryEn, attributes } = request;
  const { cell } = request;
  const point = cell ?? settlementPoint(settlementCode);
  const course = COURSE_OF[state];
  if (course === undefined || receivedTime === undefined) return [];
  const chosen = attributes.find(({ name }) => choices.has(name));
  const what = chosen === undefined ? { uk: categoryUk, en: categoryEn } : { uk: chosen.valueUk, en: chosen.valueEn };
  return [
    { id, what, settlementCode, cell, point, course, receivedAt: receivedTime, since: stateTime ?? receivedTime },
  ];
}
