export { FRONT_PAGE } from './front.page.ts';
