import { expect, test } from 'vitest';
import type { FollowedReport } from '../follow-up/module.ts';
import { checkAddress, comparableAddress, confirm, subscribe, type Subscription } from './subscription.ts';

const HOUR = 3_600_000;
const NOW = new Date('2026-12-02T10:00:00Z');

const SUBSCRIPTION: Subscription = { subscriptionId: 's', incidentId: 'i', isVoice: false, language: 'uk' };
const REPORT: FollowedReport = {
  category: 'infrastructure',
  isSensitive: false,
  hromadaCode: 'UA',
  receivedAt: NOW,
  state: 'received',
  stateSince: NOW,
  primary: undefined,
  additions: 0,
  services: [],
  attributes: {},
  erased: false,
  isTest: false,
};

test.each(['oksana@gromada.example', 'O.Petrenko+sc@mail.gromada.example', "o'brien_1@x-y.ua", 'oksana@громада.укр'])(
  'takes the address %s',
  (address) => {
    expect(checkAddress(address, 'email')).toEqual([]);
  },
);

test.each([
  '',
  'oksana',
  '@gromada.example',
  'oksana@',
  'oksana@localhost',
  'oksana@127.0.0.1',
  'oksana@gromada.example/x',
  'oksana@gromada.example:25',
  'a@b@gromada.example',
  'a b@gromada.example',
  '"a b"@gromada.example',
  '<oksana@gromada.example>',
  'oksana@gromada.example,b@gromada.example',
  'oksana@gromada.example\r\nBcc: b@gromada.example',
  'оксана@gromada.example',
  `${'a'.repeat(65)}@gromada.example`,
  `a@${'b'.repeat(250)}.example`,
])('refuses the address %j, and does not quote it', (address) => {
  expect(checkAddress(address, 'email')).toEqual([
    { field: 'email', rule: 'must be an e-mail address, mailbox@domain' },
  ]);
});

test('no way to write an address gets round a limit', () => {
  const one = comparableAddress('oksana.petrenko@gromada.example');
  for (const other of ['Oksana.Petrenko@Gromada.Example', 'oksanapetrenko+1@gromada.example']) {
    expect(comparableAddress(other)).toBe(one);
  }
  expect(comparableAddress('oksana.petrenko@other.example')).not.toBe(one);
});

test('a report takes 5 subscriptions, and an address 3 mails a day; the refusals are the same', () => {
  expect(subscribe(REPORT, { ofReport: 4, ofAddress: 2, isRefused: false }, SUBSCRIPTION)).toEqual(SUBSCRIPTION);
  const [first, second] = [
    subscribe(REPORT, { ofReport: 5, ofAddress: 0, isRefused: false }, SUBSCRIPTION),
    subscribe(REPORT, { ofReport: 0, ofAddress: 3, isRefused: false }, SUBSCRIPTION),
    subscribe(REPORT, { ofReport: 0, ofAddress: 0, isRefused: true }, SUBSCRIPTION),
  ];
  expect(first).toMatchObject({ kind: 'resource-exhausted', reason: 'TOO_MANY_SUBSCRIPTIONS' });
  expect(second).toEqual(first);
});

test('sensitive, ended, erased, and hidden reports take no subscription', () => {
  const none = { ofReport: 0, ofAddress: 0, isRefused: false };
  const reasonOf = (report: FollowedReport | undefined) => subscribe(report, none, SUBSCRIPTION);
  expect(reasonOf(undefined)).toMatchObject({ kind: 'not-found' });
  expect(reasonOf({ ...REPORT, isSensitive: true })).toMatchObject({ reason: 'SENSITIVE_CATEGORY' });
  expect(reasonOf({ ...REPORT, erased: true })).toMatchObject({ reason: 'NOT_OPEN' });
  for (const state of ['resolved', 'closed', 'rejected'] as const) {
    expect(reasonOf({ ...REPORT, state })).toMatchObject({ reason: 'NOT_OPEN' });
    const primary = { state, stateSince: NOW };
    expect(reasonOf({ ...REPORT, state: 'duplicate', primary })).toMatchObject({ reason: 'NOT_OPEN' });
  }
  const open = { ...REPORT, state: 'duplicate', primary: { state: 'triaged', stateSince: NOW } } as const;
  expect(reasonOf(open)).toEqual(SUBSCRIPTION);
});

test('an address is confirmed within 48 hours; what is confirmed stays so', () => {
  const asked = (hours: number, isConfirmed: boolean) => ({
    createdAt: new Date(NOW.getTime() - hours * HOUR),
    isConfirmed,
  });
  expect(confirm(asked(47.9, false), NOW)).toMatchObject({ isConfirmed: false });
  expect(confirm(asked(48, false), NOW)).toMatchObject({ kind: 'not-found' });
  expect(confirm(asked(48, true), NOW)).toMatchObject({ isConfirmed: true });
});
