import {
  ProtectionMeasure,
  RiskLevel,
  ViolenceForm,
} from '@safe-community/contracts/incidents/v1/domestic_violence.ts';
import type { RiskLevel as Level } from './assess-risk.ts';
import { VIOLENCE_FORMS, type ViolenceForm as Form } from './case-facts.ts';
import { MEASURES, type Measure } from './protection-order.ts';

const FORM_OF = new Map<number, Form>(VIOLENCE_FORMS.map((name) => [formNumber(name), name]));
const MEASURE_OF = new Map<number, Measure>(MEASURES.map((name) => [measureNumber(name), name]));

/** None for 0 and for numbers of a later version; so is the other. */
export function toForm(number: number): Form | undefined {
  return FORM_OF.get(number);
}

export function toMeasure(number: number): Measure | undefined {
  return MEASURE_OF.get(number);
}

export function formNumber(form: Form) {
  return ViolenceForm[form.toUpperCase() as Uppercase<Form>];
}

export function measureNumber(measure: Measure) {
  return ProtectionMeasure[measure.toUpperCase() as Uppercase<Measure>];
}

export function riskLevelNumber(level: Level) {
  return RiskLevel[level.toUpperCase() as Uppercase<Level>];
}
