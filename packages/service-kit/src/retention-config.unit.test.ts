import { readEnv } from '@safe-community/config';
import { describe, expect, it } from 'vitest';
import { RETENTION_VARIABLES, retentionOf, type RetentionPolicy } from './retention-config.ts';

function policyOf(env: Record<string, string>): RetentionPolicy {
  return retentionOf(readEnv(RETENTION_VARIABLES, env));
}

describe('retention', () => {
  it('keeps events forever and answers for 90 days by default', () => {
    expect(policyOf({})).toEqual({ answersKeptDays: 90, eventsKeptDays: 0, consumers: [] });
  });

  it('reads days with their unit, and consumers with their addresses', () => {
    const env = {
      LEDGER_EVENTS_KEPT: '400d',
      REQUEST_ANSWERS_KEPT: '0d',
      LEDGER_CONSUMERS: 'statistics=localhost:50054, camera-rollout=[::1]:50053',
    };
    expect(policyOf(env)).toEqual({
      answersKeptDays: 0,
      eventsKeptDays: 400,
      consumers: [
        { name: 'statistics', address: 'localhost:50054' },
        { name: 'camera-rollout', address: '[::1]:50053' },
      ],
    });
    expect(policyOf({ LEDGER_EVENTS_KEPT: '400d', LEDGER_CONSUMERS: 'none' }).consumers).toEqual([]);
  });

  it('prunes nothing unless consumers are configured', () => {
    for (const days of ['400d', '1d']) {
      expect(() => policyOf({ LEDGER_EVENTS_KEPT: days })).toThrow(
        /LEDGER_CONSUMERS is not set, but LEDGER_EVENTS_KEPT deletes old events/,
      );
    }
  });

  it.each([
    ['LEDGER_EVENTS_KEPT', '400'],
    ['LEDGER_EVENTS_KEPT', '24h'],
    ['REQUEST_ANSWERS_KEPT', '-1d'],
    ['LEDGER_CONSUMERS', 'statistics'],
    ['LEDGER_CONSUMERS', 'statistics=nowhere'],
    ['LEDGER_CONSUMERS', 'none,statistics=localhost:1'],
    ['LEDGER_CONSUMERS', 'a=localhost:1=2'],
  ])('rejects %s=%s and names the expected form', (name, value) => {
    expect(() => policyOf({ [name]: value })).toThrow(new RegExp(`${name} is ".+": it must be `));
  });
});
