import { expect, test } from 'vitest';
import { historyToken, readHistoryToken } from '../lifecycle/history-token.grpc.ts';

const ID = '019c8a00-0000-7000-8000-000000000001';

test('a token of the history of another incident is refused, and so is a version that no incident can have', () => {
  expect(readHistoryToken(historyToken(ID, 7), ID).place).toBe(7);
  expect(readHistoryToken(historyToken(ID, 7), `${ID.slice(0, -1)}2`).violations).toHaveLength(1);
  expect(readHistoryToken(historyToken(ID, 2_147_483_648), ID).violations).toHaveLength(1);
});
