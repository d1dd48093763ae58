import { nextPageToken, pageOf, readListPage, toNumber } from '@safe-community/grpc-kit';
import {
  CatalogueServiceService,
  ListCatalogueRevisionsRequest,
} from '@safe-community/contracts/incidents/v1/catalogue_service.ts';
import { notFound } from '@safe-community/domain-kit';
import { given, type Rpc } from '@safe-community/service-kit';
import { toPolicyMessage, toRevisionMessage } from './catalogue.mapping.ts';
import { findRevision, listRevisions, type StoredCatalogue } from './catalogue.store.ts';

interface CatalogueQueries {
  readonly catalogue: StoredCatalogue;
}

const { query } = given<CatalogueQueries>();

/** All categories of a revision; 0 for the current one, which has the terms of today. */
const listCategories = query(CatalogueServiceService.listCategories, {
  parse: ({ request: { revision } }) => revision,
  async read({ query: revision, database, clock, deps: { catalogue } }) {
    const current = catalogue.current();
    if (revision === 0 || revision === current.revision) {
      return { ...current, policies: catalogue.policiesAt(clock.now()) };
    }
    return (await findRevision(database.em.fork(), revision)) ?? notFound('revision of the catalogue');
  },
  reply: ({ found: state }) => ({
    revision: toRevisionMessage(state),
    categories: state.policies.map(toPolicyMessage),
  }),
});

/** One page of the history, newest first. */
const listCatalogueRevisions = query(CatalogueServiceService.listCatalogueRevisions, {
  parse({ request, fields }) {
    const effectiveFrom = fields.optionalTime('effective_from');
    return { effectiveFrom, list: readListPage(request, fields, ListCatalogueRevisionsRequest, toNumber) };
  },
  async read({ query: { effectiveFrom, list }, database }) {
    const { place: below, size } = list;
    return pageOf(await listRevisions(database.em.fork(), effectiveFrom, below, size + 1), size);
  },
  reply: ({ found: { page, last }, query: { list } }) => ({
    revisions: page.map(toRevisionMessage),
    nextPageToken: nextPageToken(list, last?.revision),
  }),
});

export const CATALOGUE_QUERIES: readonly Rpc<CatalogueQueries>[] = [listCategories, listCatalogueRevisions];
