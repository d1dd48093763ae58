import type { Point } from './distance.ts';

/**
 * Locations of the towns of AR Crimea, accurate to about a kilometre: public geographic facts, WGS 84. The source of
 * the hromada table has no points in Crimea, so these replace the centres of its 303 hromadas where only nearness to some
 * centre counts. Names as in the codifier.
 */
export const CRIMEAN_TOWNS: readonly Point[] = [
  { latitude: 44.952, longitude: 34.102 }, // Сімферополь
  { latitude: 44.495, longitude: 34.166 }, // Ялта
  { latitude: 44.676, longitude: 34.41 }, // Алушта
  { latitude: 44.755, longitude: 33.858 }, // Бахчисарай
  { latitude: 44.851, longitude: 34.973 }, // Судак
  { latitude: 45.032, longitude: 35.382 }, // Феодосія
  { latitude: 45.054, longitude: 34.602 }, // Білогірськ
  { latitude: 45.133, longitude: 33.577 }, // Саки
  { latitude: 45.19, longitude: 33.367 }, // Євпаторія
  { latitude: 45.226, longitude: 35.202 }, // Іслям-Терек
  { latitude: 45.298, longitude: 35.776 }, // Єди-Кую
  { latitude: 45.34, longitude: 34.926 }, // Ічкі
  { latitude: 45.357, longitude: 36.468 }, // Керч
  { latitude: 45.449, longitude: 34.738 }, // Нижньогірський
  { latitude: 45.497, longitude: 34.295 }, // Курман
  { latitude: 45.502, longitude: 32.702 }, // Чорноморське
  { latitude: 45.709, longitude: 34.393 }, // Джанкой
  { latitude: 45.717, longitude: 33.857 }, // Первомайське
  { latitude: 45.772, longitude: 33.488 }, // Роздольне
  { latitude: 45.954, longitude: 33.792 }, // Яни Капу
  { latitude: 46.106, longitude: 33.692 }, // Армянськ
];
