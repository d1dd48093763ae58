import type { Language } from '../site/module.ts';

const uk = {
  neighbours: 'Сусідні громади',
  compare: 'Порівняти з іншою громадою',
  figuresDefinition:
    'Зареєстровані події за категоріями, без хибних викликів і повторів. Джерело: облік програми «Безпечна громада».',
  coverageSource: 'Джерело: реєстр офіцерів програми «Безпечна громада».',
};

const en: typeof uk = {
  neighbours: 'Neighbouring hromadas',
  compare: 'Compare with another hromada',
  figuresDefinition:
    'Registered incidents by category, without false calls and duplicates. Source: the records of the Safe Community programme.',
  coverageSource: 'Source: the officer registry of the Safe Community programme.',
};

export const HROMADA_TEXTS: Readonly<Record<Language, typeof uk>> = { uk, en };
