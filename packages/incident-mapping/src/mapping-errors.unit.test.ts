import { describe, expect, test } from 'vitest';
import { CODE, exportOf as of, PLAIN, problemsOf, ROWS } from '../test/mapped.ts';

describe('a mapping is rejected, with the field and the rule', () => {
  test.each<[given: string, mapping: string, problem: string | RegExp]>([
    ['YAML that is broken', 'version: [', 'mapping must be valid YAML or JSON'],
    ['a value twice', PLAIN.replace('{ пожежа: fire,', '{ пожежа: fire, пожежа: gas,'), 'with each key once'],
    [
      'a value twice in other case',
      PLAIN.replace('інше: other', 'ПОЖЕЖА: other'),
      'mapping.category.values.ПОЖЕЖА means “fire” and “other”',
    ],
    [
      'two categories for one pattern',
      PLAIN.replace(
        'інше: other }',
        'інше: other }, patterns: [{ match: газ, is: gas }, { match: ГАЗ, is: other }]',
      ).replace('attributes: [', 'attributes: [{ name: gas_kind, value: leak }, '),
      'mapping.category.patterns[1].match means “gas” and “other”',
    ],
    ['an unknown key', `${PLAIN}colums: {}`, 'mapping.colums is not a key of a mapping'],
    [
      'a misspelt key',
      PLAIN.replace('received: { column: at }', 'received: { column: at }, closd: { column: at }'),
      'mapping.times.closd is not a key of a mapping (did you mean “closed”?)',
    ],
    [
      'a misspelt key in a list',
      `${PLAIN}skip: [{ column: kind, matchs: x }]`,
      'mapping.skip[0].matchs is not a key of a mapping (did you mean “matches”?)',
    ],
    ['a text for a list', `${PLAIN}key: note`, 'mapping.key must be a list, such as [first, second]'],
    [
      'a text for keys',
      `${PLAIN}description: note`,
      'mapping.description must be a group of keys, such as { column: name }',
    ],
    [
      'a list for names with values',
      PLAIN.replace('{ пожежа: fire, інше: other }', '[fire]'),
      'mapping.category.values must be a group of names with their values, such as { name: value }',
    ],
    [
      'a list for a text',
      PLAIN.replace('value: unknown', 'value: [unknown]'),
      'mapping.attributes[0].value must be one text',
    ],
    ['a text that is too long', `${PLAIN}key: [${'k'.repeat(201)}]`, 'mapping.key[0] must have at most 200 characters'],
    ['a list that is too long', `${PLAIN}key: [${'k,'.repeat(11)}]`, 'mapping.key must have at most 10 entries'],
    [
      'a name of a file that is none',
      `${PLAIN}files: { Hurt: {} }`,
      'mapping.files.Hurt must be 1 to 60 of a–z, 0–9, "-" and "_", and begin with a letter',
    ],
    [
      'a derived column with two ways',
      `${PLAIN}derived: { x: { first_of: [kind], column: note, minus: [at] } }`,
      'mapping.derived.x must have first_of, or column with minus',
    ],
    [
      'a derived column of an unknown one',
      `${PLAIN}derived: { x: { first_of: [kind, notes] } }`,
      'mapping.derived.x.first_of names the column “notes”, which the export does not have (did you mean “note”?)',
    ],
    [
      'a derived column of the name of another',
      `${PLAIN}derived: { Note: { first_of: [kind, at] } }`,
      'mapping.derived.Note must have another name: the export has a column “Note”',
    ],
    [
      'the latest row without its time',
      `${PLAIN}key: [note]\nrepeated: latest`,
      'mapping.latest_by must be given with repeated: latest',
    ],
    [
      'a time of the latest row without need',
      `${PLAIN}latest_by: { column: at }`,
      'mapping.latest_by must be given only with repeated: latest',
    ],
    [
      'a time of the latest row after the receipt',
      `${PLAIN}key: [note]\nrepeated: latest\nlatest_by: { column: at, format: minutes-after }`,
      'mapping.latest_by.format must be a time of its own',
    ],
    ['no version', PLAIN.replace('version: 1', ''), 'mapping.version must be 1'],
    [
      'no time of receipt',
      PLAIN.replace('times: { received: { column: at } }', 'times: {}'),
      'mapping.times.received must be given',
    ],
    [
      'an unknown column',
      PLAIN.replace('column: kind', 'column: kinds'),
      'mapping.category.column names the column “kinds”, which the export does not have (did you mean “kind”?): it has at, kind, note',
    ],
    [
      'an unknown category',
      PLAIN.replace('інше: other', 'інше: fires'),
      /mapping\.category\.values\.інше “fires” is not a category \(did you mean “fire”\?\): it must be one of road-crash/,
    ],
    [
      'an unknown attribute',
      PLAIN.replace('name: fire_object', 'name: fire_objects'),
      'mapping.attributes[0].name “fire_objects” is not an attribute of any category (did you mean “fire_object”?)',
    ],
    [
      'an unknown value of an attribute',
      PLAIN.replace('value: unknown', 'value: house'),
      'mapping.attributes[0].value “house” is not a value of fire_object',
    ],
    [
      'a required attribute that is missing',
      PLAIN.replace(/attributes.*\n/, ''),
      'mapping.attributes must give fire_object, one of dwelling, vehicle',
    ],
    [
      'an attribute twice',
      PLAIN.replace('attributes: [', 'attributes: [{ name: fire_object, value: other }, '),
      'mapping.attributes[1].name “fire_object” is mapped twice for fire',
    ],
    ['an unknown channel', `${PLAIN}channel: { value: fax }`, 'mapping.channel.value “fax” is not a channel'],
    [
      'a form of time that is unknown',
      PLAIN.replace('column: at', 'column: at, format: dd.QQ.yyyy'),
      'mapping.times.received.format has the unknown part “QQ”',
    ],
    ['an unknown time zone', `${PLAIN}time_zone: Kyiv`, 'mapping.time_zone must be the IANA name'],
    [
      'an unknown encoding',
      `${PLAIN}format: { encoding: cp-9999 }`,
      'mapping.format.encoding must be a known encoding',
    ],
    [
      'a delimiter of two characters',
      `${PLAIN}format: { delimiter: ';;' }`,
      'mapping.format.delimiter must be one character, or tab',
    ],
    [
      'a pattern with look-behind',
      PLAIN.replace('інше: other }', 'інше: other }, patterns: [{ match: "(?<=a)b", is: fire }]'),
      'mapping.category.patterns[0].match must be a pattern in RE2 syntax',
    ],
    [
      'a pattern that repeats too much',
      PLAIN.replace('інше: other }', 'інше: other }, patterns: [{ match: "(a{1,30}){1,30}b{200}", is: fire }]'),
      /patterns\[0\]\.match/,
    ],
    [
      'column and value at once',
      PLAIN.replace('column: kind,', 'column: kind, value: fire,'),
      'mapping.category must have exactly one of column, columns and value',
    ],
    ['no test in a condition', `${PLAIN}skip: [{ column: kind }]`, 'must have a test'],
    [
      'casualties that are neither a column nor a condition',
      `${PLAIN}casualties: { killed: [note] }`,
      'mapping.casualties.killed must be a column of numbers, or a condition',
    ],
    [
      'a condition with an unknown column',
      `${PLAIN}casualties: { killed: { column: severity, is: Fatal } }`,
      'mapping.casualties.killed.column names the column “severity”',
    ],
    ['a code that is none', PLAIN.replace(CODE, 'UA05'), 'mapping.place.hromada.value “UA05” must be a KATOTTG code'],
    [
      'a dropped point as the only place',
      `${PLAIN.replace(/place.*\n/, '')}place: { point: { latitude: at, longitude: kind, outside: drop } }`,
      'mapping.place.point.outside must not be drop',
    ],
    [
      'an arrival besides responders',
      `${PLAIN.replace('received: { column: at }', 'received: { column: at }, on_scene: { column: at }')}responders: [{ kind: { value: rescue }, unit: { value: a }, dispatched: { column: at } }]`,
      'mapping.times.on_scene must not be given with responders',
    ],
    [
      'rows of a file that is not named',
      `${PLAIN}casualties: { rows: { of: people, killed: { column: a, is: 1 } } }`,
      'mapping.casualties.rows.of “people” must be one of files',
    ],
    [
      'another place that is none',
      PLAIN.replace('place: {', 'place: { otherwise: Kyiv,'),
      'mapping.place.otherwise “Kyiv” must be a KATOTTG code',
    ],
    ['aliases', `${PLAIN}empty: [&a x, *a]`, 'mapping must be'],
  ])('%s', async (_, mapping, problem) => {
    const problems = await problemsOf(of(mapping));
    expect(problems.join('\n')).toMatch(typeof problem === 'string' ? new RegExp(escaped(problem)) : problem);
  });

  test('all errors at once', async () => {
    const mapping = PLAIN.replace('column: at', 'column: att').replace('інше: other', 'інше: fires').replace(CODE, 'x');
    expect(await problemsOf(of(mapping))).toHaveLength(3);
  });

  const JOINED = `${PLAIN}
key: [note]
files: { people: { key: [id] } }
casualties: { rows: { of: people, killed: { column: severity, is: 1 } } }`;

  test('a further file without the column that joins it', async () => {
    const problems = await problemsOf(of(JOINED, ROWS, { people: 'ident,severity\nx,1\n' }));
    expect(problems).toEqual([
      'mapping.files.people.key names the column “id”, which the file “people” does not have (did you mean “ident”?): it has ident, severity',
    ]);
    expect(await problemsOf(of(JOINED.replace('key: [note]', ''), ROWS, { people: 'id,severity\n' }))).toEqual([
      'mapping.files.people.key must name the columns that join its rows: as many as mapping.key has (none)',
    ]);
  });

  test('a moved point, except in a demonstration', async () => {
    const moved = 'place: { point: { latitude: at, longitude: kind, shift: { latitude: 1, longitude: 2 } } }';
    const example = of(`${PLAIN.replace(/place.*\n/, '')}${moved}`);
    expect(await problemsOf({ ...example, installation: 'real' })).toEqual([
      'mapping.place.point.shift must be used only in a demonstration',
    ]);
    expect(await problemsOf(example)).toEqual([]);
  });

  test('a further file whose row is cut off', async () => {
    await expect(problemsOf(of(JOINED, ROWS, { people: 'id,severity\nx,1\ny\n' }))).rejects.toThrow(
      'the file “people” is not valid: line 3 has 1 columns, the header 2',
    );
  });
});

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
