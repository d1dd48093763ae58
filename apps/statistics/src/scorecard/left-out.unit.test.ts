import { expect, test } from 'vitest';
import { leftOutOf } from './left-out.ts';
import { PROMISES } from './promises.ts';

test.each([
  // The total of all causes is that of the categories that are published.
  [
    'deaths_total',
    /^Without domestic violence, school safety, in totals as well: .* For raions and hromadas also without medical, public order, other\.$/,
  ],
  ['deaths_road', /^$/],
  ['fire_response', /^With fewer than 10 cases there is no figure\.$/],
  // How many repairs are behind a median is a number of its own.
  ['pits_repaired', /^$/],
  ['domestic_violence', /^Released for the country by month and year/],
  ['officers_on_beats', /^$/],
])('%s says what it leaves out', (id, text) => {
  const promise = PROMISES.find((each) => each.id === id) ?? expect.fail(`there is no promise ${id}`);
  const { uk, en } = leftOutOf(promise);
  expect(en).toMatch(text);
  expect(uk === '').toBe(en === '');
});
