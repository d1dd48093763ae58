import { expect, test } from 'vitest';
import { countSteps, takeStep } from './order-step.ts';
import type { OrderStep, ProtectionOrder } from './recorded-order.ts';

const DAY = 86_400_000;
const NOW = new Date('2026-11-24T10:00:00Z');
const at = (days: number): Date => new Date(NOW.getTime() + days * DAY);
const ORDER: ProtectionOrder = {
  orderId: 'order-1',
  kind: 'urgent',
  measures: ['no_contact', 'no_entry'],
  validFrom: at(-5),
  validTo: at(5),
  issuedOn: '2026-11-18',
  recordedAt: at(-5),
  court: undefined,
  warnings: [],
  endedAt: undefined,
  steps: [],
};
const STEP = { stepId: 'step-1', orderId: 'order-1', happenedAt: at(-1), recordedAt: NOW };
const ended = (happenedAt = STEP.happenedAt): OrderStep => ({
  ...STEP,
  kind: 'ended',
  happenedAt,
  reason: 'cancelled_by_court',
});
const appealed = (happenedAt = STEP.happenedAt): OrderStep => ({
  ...STEP,
  kind: 'appealed',
  happenedAt,
  body: 'court',
});
const breached = (
  happenedAt = STEP.happenedAt,
  measures: readonly ('no_contact' | 'keep_distance')[] = ['no_contact'],
) => ({ ...STEP, kind: 'breached', happenedAt, measures }) as const;
const fieldsOf = (step: OrderStep, order = ORDER): string[] =>
  ((takeStep([order], step) as { violations?: { field: string }[] }).violations ?? []).map(({ field }) => field);

test.each([ended(), appealed(), breached()])('an order in force is $kind', (step) => {
  expect(takeStep([ORDER], step)).toEqual({ order: ORDER, step });
});

test.each([
  ['before its beginning', ended(at(-6)), ['ended_time']],
  ['at its beginning', ended(at(-5)), []],
  ['in the future', ended(at(1)), ['ended_time']],
  ['before its beginning', breached(at(-6)), ['breached_time']],
  ['in the future', breached(at(1)), ['breached_time']],
  ['before its issue', appealed(at(-7)), ['appealed_time']],
  ['on the day of its issue', appealed(at(-6)), []],
  ['in the future', appealed(at(1)), ['appealed_time']],
])('a step %s breaks the rules of %#', (_, step, fields) => {
  expect(fieldsOf(step)).toEqual(fields);
});

test('an order that has expired or ended is not breached or ended any more, but may be appealed', () => {
  const expired = { ...ORDER, validTo: at(-2) };
  expect(fieldsOf(breached(), expired)).toEqual(['breached_time']);
  expect(fieldsOf(ended(), expired)).toEqual(['ended_time']);
  expect(fieldsOf(appealed(), expired)).toEqual([]);
  const over = { ...ORDER, endedAt: at(-2) };
  expect(fieldsOf(breached(), over)).toEqual(['breached_time']);
  expect(fieldsOf(breached(at(-3)), over)).toEqual([]);
  expect(takeStep([over], ended())).toMatchObject({ reason: 'ALREADY_ENDED' });
});

test('an appeal does not suspend the order: it can still be breached', () => {
  const steps = [appealed(at(-2))];
  expect(fieldsOf(breached(), { ...ORDER, steps })).toEqual([]);
  expect(countSteps([{ ...ORDER, steps }, ORDER])).toBe(1);
});

test('a breach names measures of the order, each once', () => {
  expect(fieldsOf(breached(at(-1), []))).toEqual(['measures']);
  expect(fieldsOf(breached(at(-1), ['keep_distance']))).toEqual(['measures[0]']);
  expect(fieldsOf(breached(at(-1), ['no_contact', 'no_contact']))).toEqual(['measures[1]']);
});

test('an order of before its day of issue was recorded is appealed from its beginning on', () => {
  const old = { ...ORDER, issuedOn: '' };
  expect(fieldsOf(appealed(at(-5)), old)).toEqual([]);
  expect(fieldsOf(appealed(at(-6)), old)).toEqual(['appealed_time']);
});

test('does not find an order of another case', () => {
  expect(takeStep([], ended())).toMatchObject({ kind: 'not-found' });
});
