export {
  filterMark as markOf,
  pageTokenOf,
  readPageToken as readPageTokenOf,
  toId,
  toNumber,
  type PageStart,
} from '@safe-community/service-kit';
