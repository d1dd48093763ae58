import type { CsvRecord } from '@safe-community/incident-mapping';
import type { Day, FigureKind, OfficialFigure } from '@safe-community/contracts/statistics/v1/figure.ts';
import { unguardFormula } from '@safe-community/domain-kit';
import { brokenRecord, type ParsedRow } from '../row-file/import-row-file.ts';
import type { Mapping } from '../row-file/mapping.ts';
import { FIGURE_KINDS, INDICATORS, QUALIFIERS } from '../wording/indicators.ts';
import { say, type Text } from '../terminal/language.ts';
import { oneOfThese } from '../commands/option-values.ts';

/** A figure with the line that states it. */
export interface FigureRow {
  readonly line: number;
  readonly figure: OfficialFigure;
}

/** Reads the rows below a header line. What a text may be is checked by the service. */
export function figureParser(
  mapping: Mapping,
): (header: readonly string[]) => (record: CsvRecord) => ParsedRow<FigureRow> {
  return (header) => {
    const read = mapping.reader(header);
    return (record) => {
      const { line, cells } = record;
      const broken = brokenRecord(record, header.length);
      if (broken.length > 0) return { line, reasons: broken };
      const written = read(cells);
      const cell = (field: string): string => unguardFormula(written(field));
      const reasons: string[] = [];
      const known = <Value>(field: string, value: Value | undefined, rule: Text): Value | undefined => {
        if (value === undefined)
          reasons.push(
            say({
              uk: `${field} «${cell(field)}» має бути: ${rule.uk}`,
              en: `${field} “${cell(field)}” must be ${rule.en}`,
            }),
          );
        return value;
      };
      const day = (field: string) =>
        known(field, dayIn(mapping, cell(field)), {
          uk: `день, як-от ${mapping.dayForm}`,
          en: `a day like ${mapping.dayForm}`,
        });
      const figure: OfficialFigure = {
        series: {
          id: cell('series'),
          indicator:
            cell('indicator') === ''
              ? 0
              : (known('indicator', INDICATORS.valueOf(cell('indicator')), oneOfThese(INDICATORS.all)) ?? 0),
          nameUk: cell('name_uk'),
          nameEn: cell('name_en'),
          publisherUk: cell('publisher_uk'),
          publisherEn: cell('publisher_en'),
          definitionUk: cell('definition_uk'),
          definitionEn: cell('definition_en'),
          unit: cell('unit'),
          licenceUk: cell('licence_uk'),
          licenceEn: cell('licence_en'),
          differsUk: cell('differs_uk'),
          differsEn: cell('differs_en'),
        },
        kind:
          known('kind', kindOf(cell('kind')), {
            uk: `одне з: ${FIGURE_KINDS.all.join(', ')}, або порожньо`,
            en: `one of ${FIGURE_KINDS.all.join(', ')}, or empty`,
          }) ?? 0,
        periodStart: day('period_start'),
        periodEnd: day('period_end'),
        value:
          known('value', numberIn(cell('value')), {
            uk: 'число, як-от 3554 або 70.5',
            en: 'a number like 3554 or 70.5',
          }) ?? 0,
        qualifier: known('qualifier', QUALIFIERS.valueOf(cell('qualifier')), oneOfThese(QUALIFIERS.all)) ?? 0,
        provenance: {
          title: cell('title'),
          published: day('published'),
          sentence: cell('sentence'),
          link: cell('link'),
          replaces: cell('replaces') === '' ? undefined : day('replaces'),
          noteUk: cell('note_uk'),
          noteEn: cell('note_en'),
        },
      };
      return reasons.length > 0 ? { line, reasons } : { row: { line, figure } };
    };
  };
}

/** Most figures were observed. */
function kindOf(word: string): FigureKind | undefined {
  return FIGURE_KINDS.valueOf(word || 'observed');
}

/** No separator of thousands: "3,541" may be a number of people or of per cent. */
function numberIn(text: string): number | undefined {
  return /^\d{1,10}(\.\d{1,6})?$/.test(text) ? Number(text) : undefined;
}

function dayIn(mapping: Mapping, text: string): Day | undefined {
  const [year = 0, month = 0, day = 0] = mapping.dayOf(text)?.split('-').map(Number) ?? [];
  return year === 0 ? undefined : { year, month, day };
}
