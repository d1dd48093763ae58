export { pointFigure } from './point.page.ts';
export { drawPlace, placeMapSource, type MarkedPoint } from './place-map.page.ts';
