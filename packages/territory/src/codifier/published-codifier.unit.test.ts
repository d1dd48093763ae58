import { createReadStream } from 'node:fs';

import { expect, test } from 'vitest';

import { findSettlement, hromadas, specialCities } from '../index.ts';
import { readAssignmentUnits, readCodifier } from './index.ts';

const FILE = process.env['SAFE_COMMUNITY_CODIFIER'];

test('reads the codifier of 16.05.2025 without rejections and agrees with the table', async ({ skip }) => {
  // The ministry's file is not part of the project.
  if (FILE === undefined) return skip('SAFE_COMMUNITY_CODIFIER names no file of the official codifier');
  const { rowCount, units, refused } = await readAssignmentUnits(createReadStream(FILE));
  expect({ rowCount, refused }).toEqual({ rowCount: 31_748, refused: [] });

  const crimea = units.filter(({ oblastCode }) => oblastCode === 'UA01000000000013043');
  const cities = units.filter(({ category }) => category === 'K');
  const others = units.filter((unit) => !crimea.includes(unit) && !cities.includes(unit));
  expect([crimea.length, cities.length, others.length]).toEqual([303, 2, 1469]);

  const facts = ({
    code,
    name,
    oblastCode,
    oblastName,
    raionCode,
    raionName,
  }: (typeof units)[number] | ReturnType<typeof hromadas>[number]) => ({
    code,
    name,
    oblastCode,
    oblastName,
    raionCode,
    raionName,
  });
  expect(others.map(facts)).toEqual(hromadas().map(facts));
  expect(cities.map(facts)).toEqual(specialCities().map(facts));
});

test('finds every row of the codifier at or below a settlement in the table, in its unit', async ({ skip }) => {
  if (FILE === undefined) return skip('SAFE_COMMUNITY_CODIFIER names no file of the official codifier');
  let count = 0;
  for await (const outcome of readCodifier(createReadStream(FILE))) {
    if (outcome.kind === 'refused' || ['O', 'P', 'H'].includes(outcome.row.category)) continue;
    const { code, category, name, parents } = outcome.row;
    const [oblast, , hromada] = parents;
    const isOfNoHromada = category === 'M' && hromada === oblast;
    expect(findSettlement(code)).toEqual({
      code,
      category,
      name,
      hromadaCode: isOfNoHromada ? undefined : (hromada ?? code),
    });
    count += 1;
  }
  expect(count).toBe(29_815);
});
