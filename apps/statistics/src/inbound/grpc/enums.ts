import { IncidentCategory } from '@safe-community/contracts/incidents/v1/incident.ts';
import { OfficerState } from '@safe-community/contracts/officers/v1/officer.ts';
import { FigureKind, Indicator, Qualifier } from '@safe-community/contracts/statistics/v1/figure.ts';
import { CATEGORIES, type Category } from '../../domain/category.ts';
import {
  FIGURE_KINDS,
  INDICATORS,
  QUALIFIERS,
  type FigureKind as Kind,
  type Indicator as IndicatorName,
  type Qualifier as QualifierName,
} from '../../domain/indicator.ts';
import { OFFICER_STATES, type OfficerState as State } from '../../domain/officer-state.ts';

const INDICATOR_OF = new Map<number, IndicatorName>(INDICATORS.map((name) => [indicatorNumber(name), name]));
const KIND_OF = new Map<number, Kind>(FIGURE_KINDS.map((name) => [kindNumber(name), name]));
const QUALIFIER_OF = new Map<number, QualifierName>(QUALIFIERS.map((name) => [qualifierNumber(name), name]));
const CATEGORY_OF = new Map<number, Category>(CATEGORIES.map((name) => [categoryNumber(name), name]));
const STATE_OF = new Map<number, State>(
  OFFICER_STATES.map((name) => [OfficerState[name.toUpperCase() as Uppercase<State>], name]),
);

/** None for 0 and for numbers of a later version; so are the others. */
export function toIndicator(number: number): IndicatorName | undefined {
  return INDICATOR_OF.get(number);
}

export function toKind(number: number): Kind | undefined {
  return KIND_OF.get(number);
}

export function toQualifier(number: number): QualifierName | undefined {
  return QUALIFIER_OF.get(number);
}

export function toCategory(number: number): Category | undefined {
  return CATEGORY_OF.get(number);
}

export function toOfficerState(number: number): State | undefined {
  return STATE_OF.get(number);
}

export function indicatorNumber(indicator: IndicatorName) {
  return Indicator[indicator.toUpperCase() as Uppercase<IndicatorName>];
}

export function kindNumber(kind: Kind) {
  return FigureKind[kind.toUpperCase() as Uppercase<Kind>];
}

export function qualifierNumber(qualifier: QualifierName) {
  return Qualifier[qualifier.toUpperCase() as Uppercase<QualifierName>];
}

export function categoryNumber(category: Category) {
  return IncidentCategory[category.toUpperCase() as Uppercase<Category>];
}
