import {
  FigureDimension,
  ListMeasuresRequest,
  MeasureKind,
  SensitiveReading,
  TerritoryLevel,
  type Measure as MeasureMessage,
  type MeasureOfSensitive,
} from '@safe-community/contracts/statistics/v1/counted_figure.ts';
import { StatisticsServiceService as Statistics } from '@safe-community/contracts/statistics/v1/statistics_service.ts';
import { remembered, type Backend } from '../backend/module.ts';
import { DIMENSIONS, KINDS, LEVELS, type Dimension, type Measure, type SensitiveMeasure } from './measure.ts';

/** They change with a release of the service. */
const MEMORY = { freshMs: 60_000, staleMs: 600_000, most: 1 };

export type ReadMeasures = () => Promise<readonly Measure[]>;

export function measuresReader({ statistics }: Pick<Backend, 'statistics'>): ReadMeasures {
  const read = remembered(async () => {
    const { measures } = await statistics(Statistics.listMeasures, ListMeasuresRequest.fromPartial({}));
    return measures.map(toMeasure);
  }, MEMORY);
  return () => read('');
}

/** What the figures of a measure leave out. */
export async function leftOutOf(readMeasures: ReadMeasures, name: string): Promise<Measure['suppression']> {
  const measure = (await readMeasures()).find((each) => each.name === name);
  if (measure === undefined) throw new Error(`statistics lists no measure ${name}`);
  return measure.suppression;
}

export type ReadSensitiveMeasures = () => Promise<readonly SensitiveMeasure[]>;

export function sensitiveMeasuresReader({ statistics }: Pick<Backend, 'statistics'>): ReadSensitiveMeasures {
  const read = remembered(async () => {
    const { sensitive } = await statistics(Statistics.listMeasures, ListMeasuresRequest.fromPartial({}));
    return sensitive.map(toSensitive);
  }, MEMORY);
  return () => read('');
}

function toSensitive(message: MeasureOfSensitive): SensitiveMeasure {
  const { name, nameUk, nameEn, unit, unitUk, definition, definitionUk, basis, suppression, suppressionUk } = message;
  return {
    name,
    title: { uk: nameUk, en: nameEn },
    unit: { uk: unitUk, en: unit },
    definition: { uk: definitionUk, en: definition },
    countedFrom: basis.split(', '),
    suppression: { uk: suppressionUk, en: suppression },
    isReleased: message.howToRead.includes(SensitiveReading.RELEASED),
  };
}

function toMeasure(message: MeasureMessage): Measure {
  const { name, nameUk, nameEn, unit, unitUk, definition, definitionUk, basis, suppression, suppressionUk } = message;
  return {
    name,
    title: { uk: nameUk, en: nameEn },
    unit: { uk: unitUk, en: unit },
    kind: KINDS.find((kind) => MeasureKind[kind.toUpperCase() as Uppercase<typeof kind>] === message.kind) ?? 'count',
    definition: { uk: definitionUk, en: definition },
    countedFrom: basis.split(', '),
    suppression: { uk: suppressionUk, en: suppression },
    dimensions: message.dimensions.flatMap(
      (number) => DIMENSIONS.find((each) => dimensionNumber(each) === number) ?? [],
    ),
    lowestLevel: LEVELS.find((level) => levelNumber(level) === message.lowestLevel) ?? 'country',
    relativeError: message.relativeError,
    leastCases: message.leastCases || null,
  };
}

export function dimensionNumber(dimension: Dimension): FigureDimension {
  return FigureDimension[dimension.toUpperCase() as Uppercase<Dimension>];
}

export function levelNumber(level: (typeof LEVELS)[number]): TerritoryLevel {
  return TerritoryLevel[level.toUpperCase() as Uppercase<typeof level>];
}
