import {
  FigureDimension,
  MeasureKind,
  SensitiveReading,
  TerritoryLevel,
  type CountedFigure,
  type FigureSelection,
  type Measure as MeasureMessage,
  type MeasureOfSensitive as SensitiveMessage,
} from '@safe-community/contracts/statistics/v1/counted_figure.ts';
import { enumNames } from '@safe-community/domain-kit';
import { partsOf, toDay } from '../calendar/module.ts';
import { categoryNumber, channelNumber, responderNumber, toCategory } from '../incidents/module.ts';
import { LEVELS } from '../territory/module.ts';
import { toCoverageMessage } from '../sources/module.ts';
import { DIMENSIONS, type Figure } from './figure.ts';
import { leftOut } from './left-out.ts';
import { MEASURE_KINDS, type Measure } from './measure.ts';
import type { DraftSelection } from './selection.ts';
import { unitNameUk } from './unit.ts';
import { SENSITIVE_READINGS, suppressionOf, type MeasureOfSensitive } from './sensitive-measures.ts';

const { nameOf: toDimension, numberOf: dimensionNumber } = enumNames(FigureDimension, DIMENSIONS);
const levels = enumNames(TerritoryLevel, LEVELS);
export const toLevel = levels.nameOf;
const { numberOf: kindNumber } = enumNames(MeasureKind, MEASURE_KINDS);
const { numberOf: readingNumber } = enumNames(SensitiveReading, SENSITIVE_READINGS);

export function toDraft(message: FigureSelection): DraftSelection {
  const { measures, firstDay, lastDay, territoryCodes, level, withinCode, groupBy, category } = message;
  return {
    measures,
    from: toDay(firstDay) ?? '',
    to: toDay(lastDay) ?? '',
    codes: territoryCodes,
    level: toLevel(level),
    withinCode,
    groupBy: groupBy.map(toDimension),
    category: category === 0 ? undefined : (toCategory(category) ?? null),
    asOfToday: message.territoryAsOfToday,
    placeCodes: message.placeCodes,
    attribute: message.attribute,
  };
}

export function toFigureMessage(figure: Figure): CountedFigure {
  const { measure, territoryCode = '', from, to, category, channel, responder, value, base } = figure;
  const { settlementCode = '', starostaDistrictCode = '', beatId = '', attribute, sample, coverage } = figure;
  return {
    measure,
    territoryCode,
    firstDay: from === undefined ? undefined : partsOf(from),
    lastDay: to === undefined ? undefined : partsOf(to),
    category: category === undefined ? 0 : categoryNumber(category),
    channel: channel === undefined || channel === 'unknown' ? 0 : channelNumber(channel),
    responder: responder === undefined || responder === '' ? 0 : responderNumber(responder),
    value,
    base,
    settlementCode,
    starostaDistrictCode,
    beatId,
    attribute,
    sample,
    coverage: coverage && toCoverageMessage(coverage),
  };
}

export function toMeasureMessage(measure: Measure): MeasureMessage {
  const {
    name,
    nameUk,
    nameEn,
    unit,
    definitionUk,
    definition,
    basis,
    dimensions,
    relativeError = 0,
    leastCases = 0,
  } = measure;
  const suppression = leftOut(measure);
  return {
    name,
    nameUk,
    nameEn,
    unit,
    unitUk: unitNameUk(unit),
    kind: kindNumber(measure.kind),
    definition,
    definitionUk,
    basis,
    suppression: suppression.en,
    suppressionUk: suppression.uk,
    dimensions: dimensions.map(dimensionNumber),
    lowestLevel: levels.numberOf(measure.lowestLevel),
    relativeError,
    leastCases,
  };
}

export function toSensitiveMessage(measure: MeasureOfSensitive): SensitiveMessage {
  const { howToRead, ...texts } = measure;
  const { en, uk } = suppressionOf(measure);
  return {
    ...texts,
    unitUk: unitNameUk(measure.unit),
    suppression: en,
    suppressionUk: uk,
    howToRead: howToRead.map(readingNumber),
  };
}
