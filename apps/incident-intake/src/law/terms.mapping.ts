import type {
  ExpectedTimesRule as ExpectedMessage,
  RetentionRule as RetentionMessage,
} from '@safe-community/contracts/incidents/v1/law.ts';
import type { Fields } from '@safe-community/domain-kit';
import {
  categoryNumber,
  readBasis,
  toBasis,
  toCategory,
  toUrgency,
  urgencyNumber,
  type ExpectedTimesRule,
  type RetentionRule,
} from '../catalogue/module.ts';
import { MINUTE_MS } from './terms.ts';

export function readExpectedTimes(message: ExpectedMessage, fields: Fields<ExpectedMessage>): ExpectedTimesRule {
  const { toTriageMinutes, toDispatchMinutes, toSceneMinutes, toResolutionMinutes } = message;
  return {
    ...readBasis(message.basis, fields),
    category: fields.word('category', toCategory, 'categories'),
    urgency: fields.word('urgency', toUrgency, 'urgencies'),
    times: {
      toTriage: toTriageMinutes * MINUTE_MS,
      toDispatch: toDispatchMinutes * MINUTE_MS,
      toScene: toSceneMinutes * MINUTE_MS,
      toResolution: toResolutionMinutes * MINUTE_MS,
    },
  };
}

export function readRetention(message: RetentionMessage, fields: Fields<RetentionMessage>): RetentionRule {
  const category = fields.word('category', toCategory, 'categories');
  return { ...readBasis(message.basis, fields), category, days: message.days };
}

export function toExpectedMessage(rule: ExpectedTimesRule): ExpectedMessage {
  const { toTriage, toDispatch, toScene, toResolution } = rule.times;
  return {
    category: categoryNumber(rule.category),
    urgency: urgencyNumber(rule.urgency),
    toTriageMinutes: toTriage / MINUTE_MS,
    toDispatchMinutes: toDispatch / MINUTE_MS,
    toSceneMinutes: toScene / MINUTE_MS,
    toResolutionMinutes: toResolution / MINUTE_MS,
    basis: toBasis(rule),
  };
}

export function toRetentionMessage(rule: RetentionRule): RetentionMessage {
  return { category: categoryNumber(rule.category), days: rule.days, basis: toBasis(rule) };
}
