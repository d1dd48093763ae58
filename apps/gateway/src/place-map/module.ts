export { pointFigure } from './point.page.ts';
export { drawPlace, placeMapSource, settlementPoint, type MarkedPoint } from './place-map.page.ts';
