import { IncidentCategory } from '@safe-community/contracts/incidents/v1/incident.ts';
import { enumNames } from '@safe-community/domain-kit';
import { CATEGORIES } from './category.ts';

export const { nameOf: toCategory, numberOf: categoryNumber } = enumNames(IncidentCategory, CATEGORIES);
