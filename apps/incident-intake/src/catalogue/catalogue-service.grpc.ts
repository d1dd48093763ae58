import type { CatalogueRevision as CatalogueRevisionMessage } from '@safe-community/contracts/incidents/v1/catalogue.ts';
import {
  CatalogueServiceService,
  type ListCatalogueRevisionsRequest,
  type ListCatalogueRevisionsResponse,
  type ListCategoriesRequest,
  type ListCategoriesResponse,
} from '@safe-community/contracts/incidents/v1/catalogue_service.ts';
import { refuseInvalid } from '@safe-community/domain-kit';
import { serve, type ServedService } from '@safe-community/grpc-kit';
import type { CatalogueHistory, CatalogueRevision } from './catalogue-history.app.ts';
import { listCategories } from './list-categories.app.ts';
import { listRevisions } from './list-revisions.app.ts';
import { pageSizeOf, pageSizeViolations } from '../incident/page-size.grpc.ts';
import { timeViolations } from '../incident/parse-request.grpc.ts';
import { toPolicyMessage } from './map-policy.grpc.ts';
import { readRevisionPageToken, revisionPageToken } from './revision-page-token.grpc.ts';

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
    refuseInvalid([...pageSizeViolations(pageSize), ...timeViolations(effectiveFrom, 'effective_from')]);
    const { place: below, violations } = readRevisionPageToken(pageToken, effectiveFrom);
    refuseInvalid(violations);
    const page = await listRevisions(history, effectiveFrom, below, pageSizeOf(pageSize));
    return {
      revisions: page.revisions.map(toMessage),
      nextPageToken: page.nextBelow === undefined ? '' : revisionPageToken(page.nextBelow, effectiveFrom),
    };
  };
}

function toMessage({ revision, effectiveAt, changedBy, note }: CatalogueRevision): CatalogueRevisionMessage {
  return { revision, effectiveTime: effectiveAt, changedBy, note };
}
