import { whereIs } from '../place-map/module.ts';
import { findAnyPlace, settlementName } from '../places/module.ts';
import type { Language } from '../site/module.ts';
import type { ReportHere } from './report-here.ts';
import { HERE_TEXTS } from './reports-here.texts.ts';

/** The settlement that was named, else about where the cell lies. */
export function whereOf({ settlementCode, cell }: ReportHere, hromadaCode: string, language: Language): string {
  const place = findAnyPlace(settlementCode, language)?.settlement;
  if (place !== undefined) return settlementName(place, language);
  return (cell && whereIs(cell, hromadaCode, language)) ?? HERE_TEXTS[language].whole;
}
