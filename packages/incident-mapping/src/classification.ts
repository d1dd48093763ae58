import {
  MedicalClass,
  PoliceClass,
  type ClassifierCode,
  type ExternalClassification,
} from '@safe-community/contracts/incidents/v1/external_class.ts';
import type { Violation } from '@safe-community/domain-kit';
import type { Columns } from './columns.ts';
import type { Mapping, Translation } from './schema.ts';
import { compileTranslation, type Meaning, type Words } from './translation.ts';
import { MEDICAL_CLASS, POLICE_CLASS } from './words.ts';

/** Takes what a cell means; undefined for a cell that is not in the mapping, which rejects the row. */
type ValueOf = <T>(meaning: Meaning<T>, field: string) => T | undefined;

export type ReadClassification = (cells: readonly string[], valueOf: ValueOf) => ExternalClassification | undefined;

const POLICE_CLASSES = { what: 'class of the police', of: POLICE_CLASS.numberOf, listed: POLICE_CLASS.words };
const MEDICAL_CLASSES = { what: 'class of the ambulance', of: MEDICAL_CLASS.numberOf, listed: MEDICAL_CLASS.words };
/** As intake takes them. */
const CODES = {
  what: 'code of 1 to 40 of A–Z, a–z, 0–9, ".", "-" and "/"',
  of: (text: string) => (/^[A-Za-z0-9./-]{1,40}$/.test(text) ? text : undefined),
  listed: [],
  isAnyText: true,
};

/** Compiles how the source classifies a row. A cell that is empty, or that the mapping skips, says nothing. */
export function compileClassification(
  { classification = {} }: Mapping,
  columns: Columns,
  problems: Violation[],
): ReadClassification {
  const compile = <T>(rule: Translation, name: string, words: Words<T>) => {
    const read = compileTranslation(rule, `mapping.classification.${name}`, columns, words, problems);
    return (cells: readonly string[], valueOf: ValueOf, field = name): T | undefined => {
      const meaning = read(cells);
      const isEmpty = 'unmapped' in meaning && meaning.unmapped === '';
      return isEmpty ? undefined : valueOf(meaning, `classification.${field}`);
    };
  };
  const { police_class: police, medical_class: medical, codes = [] } = classification;
  const policeClass = police && compile<PoliceClass>(police, 'police_class', POLICE_CLASSES);
  const medicalClass = medical && compile<MedicalClass>(medical, 'medical_class', MEDICAL_CLASSES);
  const readCodes = codes.map(({ classifier, ...rule }, index) => {
    const read = compile<string>(rule, `codes[${index}]`, CODES);
    return (cells: readonly string[], valueOf: ValueOf): ClassifierCode | undefined => {
      const code = read(cells, valueOf, `codes.${classifier}`);
      return code === undefined ? undefined : { classifier, code };
    };
  });
  return (cells, valueOf) => {
    const found = {
      policeClass: policeClass?.(cells, valueOf) ?? PoliceClass.UNSPECIFIED,
      medicalClass: medicalClass?.(cells, valueOf) ?? MedicalClass.UNSPECIFIED,
      codes: distinct(readCodes.flatMap((read) => read(cells, valueOf) ?? [])),
    };
    const isEmpty = found.policeClass === 0 && found.medicalClass === 0 && found.codes.length === 0;
    return isEmpty ? undefined : found;
  };
}

/** Two columns may hold the same code. */
function distinct(codes: readonly ClassifierCode[]): ClassifierCode[] {
  return [...new Map(codes.map((each) => [`${each.classifier} ${each.code}`, each])).values()];
}
