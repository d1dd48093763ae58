export { deathsAnswer } from './deaths.page.ts';
export { frontPage } from './front.page.ts';
