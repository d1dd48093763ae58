import { unless, type Violation } from '@safe-community/domain-kit';
import { RISK_QUESTIONS } from './risk-questions.ts';

export const RISK_LEVELS = ['low', 'medium', 'high'] as const;
export type RiskLevel = (typeof RISK_LEVELS)[number];

export interface RiskAnswer {
  readonly key: string;
  readonly yes: boolean;
}

export interface Risk {
  /** Sum of the weights of the questions answered with yes. */
  readonly score: number;
  readonly level: RiskLevel;
  /** Keys of the questions answered with yes. */
  readonly yes: readonly string[];
}

/** The lowest scores of a medium and of a high risk. */
export const MEDIUM_FROM = 4;
export const HIGH_FROM = 10;

const KEYS = RISK_QUESTIONS.map(({ key }) => key);

/** Every question must be answered exactly once: an omitted one would look like a no. */
export function checkAnswers(answers: readonly RiskAnswer[]): Violation[] {
  const given = answers.map(({ key }) => key);
  const missing = KEYS.filter((key) => !given.includes(key));
  return [
    ...unless(missing.length === 0, 'answers', `must answer every question: ${missing.join(', ')}`),
    ...given.flatMap((key, index) => [
      ...unless(KEYS.includes(key), `answers[${index}].key`, 'must be the key of a question'),
      ...unless(given.indexOf(key) === index, `answers[${index}].key`, 'must not be there twice'),
    ]),
  ];
}

export function assess(answers: readonly RiskAnswer[]): Risk {
  const said = new Set(answers.filter(({ yes }) => yes).map(({ key }) => key));
  const yes = RISK_QUESTIONS.filter(({ key }) => said.has(key));
  const score = yes.reduce((sum, { weight }) => sum + weight, 0);
  const decided = yes.some(({ decisive }) => decisive);
  return { score, level: decided ? 'high' : levelOf(score), yes: yes.map(({ key }) => key) };
}

function levelOf(score: number): RiskLevel {
  if (score >= HIGH_FROM) return 'high';
  return score >= MEDIUM_FROM ? 'medium' : 'low';
}
