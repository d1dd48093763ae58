import { context, propagation } from '@opentelemetry/api';
import { expect, test } from 'vitest';
import { extractTrace, injectTrace, isTest, runAsTest, runInTrace, withSpan } from './index.ts';
import { recordedSpans } from '../test/recorded-spans.ts';

function injectedBaggage(): string | undefined {
  const headers = new Map<string, string>();
  injectTrace((name, value) => headers.set(name, value));
  return headers.get('baggage');
}

function runWithBaggage<T>(baggage: string, fn: () => T): T {
  return runInTrace(
    extractTrace((name) => (name === 'baggage' ? baggage : undefined)),
    fn,
  );
}

test('the mark follows the work over spans and await to the next process, and no further', async () => {
  await recordedSpans();
  expect(isTest()).toBe(false);
  const baggage = await runAsTest(async () => {
    await Promise.resolve();
    return withSpan('call', 'client', {}, injectedBaggage);
  });
  expect(baggage).toBe('sc-test=true');
  expect(runWithBaggage('sc-test=true', isTest)).toBe(true);
  expect(isTest()).toBe(false);
  expect(injectedBaggage()).toBeUndefined();
});

test('a mark other than "true" is ignored', async () => {
  await recordedSpans();
  for (const baggage of ['sc-test=false', 'sc-test=1', 'sc-test', 'Sc-Test=true', '%%,=']) {
    expect(runWithBaggage(baggage, isTest)).toBe(false);
  }
});

test('baggage of a foreign system is dropped', async () => {
  await recordedSpans();
  const foreign = 'caller=%D0%9E%D0%BB%D0%B5%D0%BD%D0%B0,sc-test=true;note=canary';
  expect(runWithBaggage(foreign, injectedBaggage)).toBe('sc-test=true');
  expect(runWithBaggage('caller=Olena', injectedBaggage)).toBeUndefined();
});

test('baggage set by a library in this process does not leave it', async () => {
  await recordedSpans();
  const baggage = propagation.createBaggage({ caller: { value: 'Olena' } });
  const place = propagation.setBaggage(context.active(), baggage);
  expect(runInTrace(place, injectedBaggage)).toBeUndefined();
});

test('foreign baggage is not readable in this process', async () => {
  await recordedSpans();
  const entries = runWithBaggage('caller=Olena,sc-test=true', () => propagation.getActiveBaggage()?.getAllEntries());
  expect(entries).toEqual([['sc-test', { value: 'true' }]]);
});
