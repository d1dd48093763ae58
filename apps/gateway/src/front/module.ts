export { frontPage } from './front.page.ts';
