import { unless, type Violation } from '@safe-community/domain-kit';

/** Classes of events at the police line 102. */
export const POLICE_CLASSES = ['alpha', 'beta', 'gamma', 'delta'] as const;
type PoliceClass = (typeof POLICE_CLASSES)[number];

/** Classes of calls at the ambulance line 103: resolution 1271 of 16.12.2020. */
export const MEDICAL_CLASSES = ['critical', 'emergency', 'non_emergency', 'non_profile'] as const;
type MedicalClass = (typeof MEDICAL_CLASSES)[number];

/** A code of a classifier of events, such as the unified one of resolution 1031. */
interface ClassifierCode {
  readonly classifier: string;
  readonly code: string;
}

/** How other systems classify an event. It stands beside the urgency and never changes it. */
export interface ExternalClassification {
  readonly policeClass?: PoliceClass | undefined;
  readonly medicalClass?: MedicalClass | undefined;
  readonly codes: readonly ClassifierCode[];
}

const MAX_CODES = 10;
export const CLASSIFIER = /^[a-z0-9-]{2,40}$/;
export const CLASSIFIER_CODE = /^[A-Za-z0-9./-]{1,40}$/;

/** @param field of the classification. */
export function checkClassification({ codes }: ExternalClassification, field: string): Violation[] {
  const isEachOnce = new Set(codes.map(({ classifier, code }) => `${classifier} ${code}`)).size === codes.length;
  return [
    ...unless(codes.length <= MAX_CODES, `${field}.codes`, `must be at most ${MAX_CODES}`),
    ...unless(isEachOnce, `${field}.codes`, 'must name each code once'),
    ...codes.flatMap(({ classifier, code }, index) => [
      ...unless(
        CLASSIFIER.test(classifier),
        `${field}.codes[${index}].classifier`,
        'must be 2 to 40 of a–z, 0–9 and "-"',
      ),
      ...unless(
        CLASSIFIER_CODE.test(code),
        `${field}.codes[${index}].code`,
        'must be 1 to 40 of A–Z, a–z, 0–9, ".", "-" and "/"',
      ),
    ]),
  ];
}
