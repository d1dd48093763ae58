export { aroundPage } from './around.page.ts';
export { feeds } from './feed.page.ts';
export { reportsHerePage, reportsSection } from './reports-here.page.ts';
export { reportsHereReader, type ReadReportsHere } from './reports-here.client.ts';
