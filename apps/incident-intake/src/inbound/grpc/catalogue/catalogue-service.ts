import type { CatalogueRevision as CatalogueRevisionMessage } from '@safe-community/contracts/incidents/v1/catalogue.ts';
import {
  CatalogueServiceService,
  type ListCatalogueRevisionsRequest,
  type ListCatalogueRevisionsResponse,
  type ListCategoriesRequest,
  type ListCategoriesResponse,
} from '@safe-community/contracts/incidents/v1/catalogue_service.ts';
import { refuseInvalid, serve, type ServedService } from '@safe-community/grpc-kit';
import type { CatalogueHistory, CatalogueRevision } from '../../../app/catalogue/catalogue-history.ts';
import { listCategories } from '../../../app/catalogue/list-categories.ts';
import { listRevisions } from '../../../app/catalogue/list-revisions.ts';
import { timeViolations } from '../parse-request.ts';
import { toPolicyMessage } from './map-policy.ts';
import { readRevisionPageToken, revisionPageToken } from './revision-page-token.ts';

const DEFAULT_PAGE = 50;
const LARGEST_PAGE = 500;

export function catalogueService(history: CatalogueHistory): ServedService {
  return serve(CatalogueServiceService, {
    listCategories: handleListCategories(history),
    listCatalogueRevisions: handleListRevisions(history),
  });
}

function handleListCategories(history: CatalogueHistory) {
  return async ({ revision }: ListCategoriesRequest): Promise<ListCategoriesResponse> => {
    const state = await listCategories(history, revision);
    return { revision: toMessage(state), categories: state.policies.map(toPolicyMessage) };
  };
}

function handleListRevisions(history: CatalogueHistory) {
  return async (request: ListCatalogueRevisionsRequest): Promise<ListCatalogueRevisionsResponse> => {
    const { pageSize, pageToken, effectiveFrom } = request;
    const rule = `must be at most ${LARGEST_PAGE}`;
    refuseInvalid([
      ...(pageSize > LARGEST_PAGE ? [{ field: 'page_size', rule }] : []),
      ...timeViolations(effectiveFrom, 'effective_from'),
    ]);
    const { below, violations } = readRevisionPageToken(pageToken, effectiveFrom);
    refuseInvalid(violations);
    const page = await listRevisions(history, effectiveFrom, below, pageSize === 0 ? DEFAULT_PAGE : pageSize);
    return {
      revisions: page.revisions.map(toMessage),
      nextPageToken: page.nextBelow === undefined ? '' : revisionPageToken(page.nextBelow, effectiveFrom),
    };
  };
}

function toMessage({ revision, effectiveAt, changedBy, note }: CatalogueRevision): CatalogueRevisionMessage {
  return { revision, effectiveTime: effectiveAt, changedBy, note };
}
