export { mapReader } from './map.client.ts';
export { mapPage, smallMap } from './map.page.ts';
export { prepareMaps } from './plans.ts';
