import {
  OfficialRiskForm,
  RiskLevel,
  ViolenceForm,
  type ConcernedPerson as PersonMessage,
  type DomesticViolenceCase,
} from '@safe-community/contracts/incidents/v1/domestic_violence.ts';
import type { RecordCaseRequest } from '@safe-community/contracts/incidents/v1/domestic_violence_service.ts';
import { enumNames, Fields, within } from '@safe-community/domain-kit';
import { RISK_LEVELS } from './assess-risk.ts';
import {
  checkFacts,
  VIOLENCE_FORMS,
  type CaseFacts,
  type ConcernedPerson,
  type ViolenceForm as Form,
} from './case-facts.ts';
import type { LinkedCase } from './linked-cases.store.ts';
import { measureNumber, toOrderMessage } from './order.mapping.ts';
import { checkOfficialRisk, type OfficialRisk } from './official-risk.ts';
import { MEASURES, type OrderTerms } from './recorded-order.ts';
import type { Assessment } from './violence-case.ts';

const FORM_OF = new Map<number, Form>(VIOLENCE_FORMS.map((name) => [formNumber(name), name]));
const MEASURE_OF = new Map(MEASURES.map((name) => [measureNumber(name) as number, name]));

function formNumber(form: Form) {
  return ViolenceForm[form.toUpperCase() as Uppercase<Form>];
}

const { nameOf: toRiskLevel, numberOf } = enumNames(RiskLevel, RISK_LEVELS);
export { numberOf as riskLevelNumber };

const NOBODY: ConcernedPerson = { fullName: '', birthDate: '', phone: '', address: '' };

/** The facts of a case in a request. */
export function readFacts(request: RecordCaseRequest, fields: Fields<RecordCaseRequest>, now: Date): CaseFacts {
  const { victim, offender, children, narrative } = request;
  const forms = readWords(request.forms, FORM_OF, 'forms', fields);
  if (victim === undefined) fields.check([{ field: 'victim', rule: 'must be given' }]);
  const facts = {
    forms,
    victim: victim === undefined ? NOBODY : toPerson(victim),
    offender: offender && toPerson(offender),
    children,
    narrative,
  };
  const isReadable = victim !== undefined && forms.length === request.forms.length;
  if (isReadable) fields.check(checkFacts(facts, now));
  return facts;
}

function toPerson({ fullName, birthDate, phone, address }: PersonMessage): ConcernedPerson {
  return { fullName, birthDate, phone, address };
}

interface TermsMessage {
  readonly measures: readonly number[];
  readonly validFrom: Date | undefined;
  readonly validTo: Date | undefined;
}

/** The parts of an order in a request. */
export function readTerms(request: TermsMessage, fields: Pick<Fields<TermsMessage>, 'check'>): OrderTerms {
  const own = new Fields<TermsMessage>(request);
  const terms = {
    measures: readWords(request.measures, MEASURE_OF, 'measures', own),
    validFrom: own.time('valid_from'),
    validTo: own.time('valid_to'),
  };
  fields.check(own.violations);
  return terms;
}

/** The domain's words for the numbers of an enum; unknown numbers are reported and left out. */
function readWords<Word>(
  numbers: readonly number[],
  wordOf: ReadonlyMap<number, Word>,
  field: string,
  fields: Pick<Fields<object>, 'check'>,
): Word[] {
  return numbers.flatMap((number, index) => {
    const word = wordOf.get(number);
    if (word !== undefined) return [word];
    fields.check([{ field: `${field}[${index}]`, rule: 'must be one of the known values' }]);
    return [];
  });
}

/** A complete case, for a caller who may read it. */
export function toCaseMessage({ violence, otherIncidentIds }: LinkedCase): DomesticViolenceCase {
  const { incidentId, version, openedAt, facts, assessment, officialRisk, orders, referrals, visits } = violence;
  return {
    incidentId,
    version,
    forms: facts.forms.map(formNumber),
    victim: facts.victim,
    offender: facts.offender,
    children: facts.children,
    narrative: facts.narrative,
    openedTime: openedAt,
    risk: assessment && toRisk(assessment),
    officialRisk: officialRisk && {
      level: numberOf(officialRisk.level),
      assessedDate: officialRisk.assessedOn,
      formVersion: officialRisk.formVersion,
    },
    orders: orders.map(toOrderMessage),
    referrals: referrals.map(({ referralId, hromadaCode, referredAt, request, acceptedAt }) => ({
      referralId,
      hromadaCode,
      referredTime: referredAt,
      request,
      acceptedTime: acceptedAt,
    })),
    visits: visits.map(({ visitId, dueAt, doneAt, finding }) => ({
      visitId,
      dueTime: dueAt,
      doneTime: doneAt,
      finding,
    })),
    otherIncidentIds: [...otherIncidentIds],
  };
}

/** The official form of a request. */
export function readOfficialRisk(
  form: OfficialRiskForm | undefined,
  fields: Pick<Fields<object>, 'check'>,
  now: Date,
): OfficialRisk {
  const message = form ?? OfficialRiskForm.fromPartial({});
  const own = new Fields(message);
  const level = own.word('level', toRiskLevel, 'levels');
  const risk = { level, assessedOn: message.assessedDate, formVersion: message.formVersion };
  fields.check(within('form', [...own.violations, ...checkOfficialRisk(risk, now)]));
  return risk;
}

function toRisk({ assessedAt, risk }: Assessment) {
  const { score, level, yes } = risk;
  return { assessedTime: assessedAt, score, level: numberOf(level), yes: [...yes] };
}
