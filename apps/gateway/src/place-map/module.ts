export { pointFigure } from './point.page.ts';
export { whereIs } from './where-is.page.ts';
export { drawPlace, placeMapSource, type MarkedPoint } from './place-map.page.ts';
