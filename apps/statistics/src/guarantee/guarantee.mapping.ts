import { GuaranteeMetric } from '@safe-community/contracts/officers/v1/accountability.ts';
import { enumNames } from '@safe-community/domain-kit';
import { GUARANTEE_METRICS } from './guarantee-day.ts';

export const { nameOf: toGuaranteeMetric } = enumNames(GuaranteeMetric, GUARANTEE_METRICS);
