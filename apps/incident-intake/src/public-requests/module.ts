import { provide, type Module } from '@safe-community/service-kit';
import { PUBLIC_REQUEST_QUERIES, type PublicRequestsShared } from './public-requests.queries.ts';
import { listRequestUpdates } from './request-updates.queries.ts';

export { chosenWhat } from './public-request.ts';

/** What anyone may see of reports: those of published categories, without anything that identifies a person. */
export const publicRequests: Module<PublicRequestsShared> = {
  name: 'public-requests',
  start: (shared) => ({ rpcs: provide(shared, [...PUBLIC_REQUEST_QUERIES, listRequestUpdates]) }),
};
