import type { Point } from './distance.ts';

export interface CrimeanTown extends Point {
  /** The hromada whose centre it is, as in the codifier. */
  readonly hromadaCode: string;
}

/**
 * Locations of the towns of AR Crimea, accurate to about a kilometre: public geographic facts, WGS 84. The source of
 * the hromada table has no points in Crimea, so these replace the centres of its 303 hromadas where only nearness to some
 * centre counts. Names as in the codifier.
 */
export const CRIMEAN_TOWNS: readonly CrimeanTown[] = [
  { latitude: 44.952, longitude: 34.102, hromadaCode: 'UA01160330000011827' }, // Сімферополь
  { latitude: 44.495, longitude: 34.166, hromadaCode: 'UA01200310000097903' }, // Ялта
  { latitude: 44.676, longitude: 34.41, hromadaCode: 'UA01200030000060465' }, // Алушта
  { latitude: 44.755, longitude: 33.858, hromadaCode: 'UA01020050000056842' }, // Бахчисарай
  { latitude: 44.851, longitude: 34.973, hromadaCode: 'UA01180650000087957' }, // Судак
  { latitude: 45.032, longitude: 35.382, hromadaCode: 'UA01180710000095057' }, // Феодосія
  { latitude: 45.054, longitude: 34.602, hromadaCode: 'UA01040050000043618' }, // Білогірськ
  { latitude: 45.133, longitude: 33.577, hromadaCode: 'UA01080650000098466' }, // Саки
  { latitude: 45.19, longitude: 33.367, hromadaCode: 'UA01080150000090077' }, // Євпаторія
  { latitude: 45.226, longitude: 35.202, hromadaCode: 'UA01180230000030762' }, // Іслям-Терек
  { latitude: 45.298, longitude: 35.776, hromadaCode: 'UA01100270000099943' }, // Єди-Кую
  { latitude: 45.34, longitude: 34.926, hromadaCode: 'UA01180590000011405' }, // Ічкі
  { latitude: 45.357, longitude: 36.468, hromadaCode: 'UA01100210000043998' }, // Керч
  { latitude: 45.449, longitude: 34.738, hromadaCode: 'UA01040510000040948' }, // Нижньогірський
  { latitude: 45.497, longitude: 34.295, hromadaCode: 'UA01120270000085374' }, // Курман
  { latitude: 45.502, longitude: 32.702, hromadaCode: 'UA01080770000058252' }, // Чорноморське
  { latitude: 45.709, longitude: 34.393, hromadaCode: 'UA01060050000010421' }, // Джанкой
  { latitude: 45.717, longitude: 33.857, hromadaCode: 'UA01120530000036753' }, // Первомайське
  { latitude: 45.772, longitude: 33.488, hromadaCode: 'UA01140370000056734' }, // Роздольне
  { latitude: 45.954, longitude: 33.792, hromadaCode: 'UA01140230000045556' }, // Яни Капу
  { latitude: 46.106, longitude: 33.692, hromadaCode: 'UA01140010000036312' }, // Армянськ
];
