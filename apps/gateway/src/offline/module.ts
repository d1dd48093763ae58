export { OFFLINE_PAGE } from './offline.page.ts';
