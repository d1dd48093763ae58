export { periodBefore, type Period } from './hromada.ts';
export { hromadaReads } from './hromada.client.ts';
export { hromadaPage } from './hromada.page.ts';
