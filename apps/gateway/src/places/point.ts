/** WGS 84, degrees. */
export interface Point {
  readonly latitude: number;
  readonly longitude: number;
}

// Sources of expressions: the bundle of an image writes letters by their numbers, which raw texts do not survive.
const DEGREES = /(\d{1,2}(?:[.,]\d{1,15})?) ?°?/u.source;
const NORTH = /(?:N|ПН\.?)?/u.source;
const EAST = /(?:E|СХ\.?)?/u.source;
/** "49.2331, 28.4682", "49,2331; 28,4682", "geo:49.2331,28.4682", "49.2331° N 28.4682° E", in Latin or Ukrainian letters. */
const POINT = new RegExp(`^(?:geo:)?${DEGREES} ?${NORTH}(?: ?[;,] ?| )${DEGREES} ?${EAST}$`, 'u');

/** The point that somebody wrote, the latitude first; undefined for any other text. */
export function readPoint(text: string): Point | undefined {
  const [, latitude, longitude] =
    POINT.exec(text.trim().replaceAll(/\s+/gu, ' ').toUpperCase().replace('GEO:', '')) ?? [];
  if (latitude === undefined || longitude === undefined) return undefined;
  return { latitude: toDegrees(latitude), longitude: toDegrees(longitude) };
}

/** As exact as a metre: more digits say nothing. */
export function writePoint({ latitude, longitude }: Point): string {
  return `${latitude.toFixed(5)}, ${longitude.toFixed(5)}`;
}

function toDegrees(text: string): number {
  return Number(text.replace(',', '.'));
}
