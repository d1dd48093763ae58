import { expect, test } from 'vitest';
import { ourMethods } from './contracts.ts';

/** Answers of figures that nobody invents, and lists of rules. */
const ALWAYS_REAL = ['ListOfficialFigures', 'ListMeasures', 'ListDisclosureRules'];
/** It returns a file, whose head says it. */
const FILES = ['ExportFigures'];

test('every answer with counted figures says of which kind of installation they are', () => {
  const silent = ourMethods()
    .filter(({ parent }) => parent.file.proto.package === 'safecommunity.statistics.v1')
    .filter(({ name }) => /^(Get|List|Query|Export|Compare|Watch)/.test(name))
    .filter(({ output }) => !output.fields.some(({ name }) => name === 'installation'))
    .map(({ name }) => name);
  expect(silent.toSorted()).toEqual([...ALWAYS_REAL, ...FILES].toSorted());
});
