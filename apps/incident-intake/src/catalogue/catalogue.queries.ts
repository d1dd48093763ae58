import { checkPageSize, pageOf, pageSizeOf, pageTokenOf, readPageToken, toNumber } from '@safe-community/grpc-kit';
import { CatalogueServiceService } from '@safe-community/contracts/incidents/v1/catalogue_service.ts';
import { notFound } from '@safe-community/domain-kit';
import { query, type Rpc } from '@safe-community/service-kit';
import { toPolicyMessage, toRevisionMessage } from './catalogue.mapping.ts';
import { findRevision, listRevisions, type StoredCatalogue } from './catalogue.store.ts';

export function catalogueQueries(catalogue: StoredCatalogue): Rpc[] {
  return [listCategories(catalogue), listCatalogueRevisions];
}

/** All categories of a revision; 0 for the current one. */
function listCategories(catalogue: StoredCatalogue): Rpc {
  return query(CatalogueServiceService.listCategories, {
    parse: ({ revision }) => revision,
    async read(revision, _call, database) {
      const current = catalogue.current();
      if (revision === 0 || revision === current.revision) return current;
      return (await findRevision(database.em.fork(), revision)) ?? notFound('revision of the catalogue');
    },
    reply: (state) => ({ revision: toRevisionMessage(state), categories: state.policies.map(toPolicyMessage) }),
  });
}

/** One page of the history, newest first. */
const listCatalogueRevisions = query(CatalogueServiceService.listCatalogueRevisions, {
  parse({ pageSize, pageToken }, fields) {
    fields.check(checkPageSize(pageSize));
    const effectiveFrom = fields.optionalTime('effective_from');
    const { place: below, violations } = readPageToken(filterOf(effectiveFrom), pageToken, toNumber);
    fields.check(violations);
    return { effectiveFrom, below, size: pageSizeOf(pageSize) };
  },
  async read({ effectiveFrom, below, size }, _call, database) {
    return pageOf(await listRevisions(database.em.fork(), effectiveFrom, below, size + 1), size);
  },
  reply: ({ page, last }, { effectiveFrom }) => ({
    revisions: page.map(toRevisionMessage),
    nextPageToken: last === undefined ? '' : pageTokenOf(filterOf(effectiveFrom), String(last.revision)),
  }),
});

function filterOf(effectiveFrom: Date | undefined): Uint8Array {
  return Buffer.from(String(effectiveFrom?.getTime() ?? ''));
}
