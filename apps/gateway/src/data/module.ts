export { dataPage } from './data.page.ts';
