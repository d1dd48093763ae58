import { defineMigration } from '@safe-community/database';
import { provide, type Module } from '@safe-community/service-kit';
import { PUBLIC_REQUEST_QUERIES, type PublicRequestsShared } from './public-requests.queries.ts';
import { listRequestUpdates } from './request-updates.queries.ts';
import { PUBLIC_REQUEST_INDEXES } from './public-requests.store.ts';

/** What anyone may see of reports: those of published categories, without anything that identifies a person. */
export const publicRequests: Module<PublicRequestsShared> = {
  name: 'public-requests',
  migrations: [defineMigration('2026-12-01-public-requests', PUBLIC_REQUEST_INDEXES)],
  start: (shared) => ({ rpcs: provide(shared, [...PUBLIC_REQUEST_QUERIES, listRequestUpdates]) }),
};
