import fc from 'fast-check';
import { expect, test } from 'vitest';
import { checkDevices, keyOf } from './delivery.ts';

const BARE = { serialNumber: '', model: '', firmwareVersion: '', warrantyUntil: '' };

const serialNumber = fc.stringMatching(/^[A-Z0-9-]{3,40}$/);
const model = fc.constantFrom('Body 3', 'Реєстратор «Око»');
const unknown = { firmwareVersion: fc.constant(''), warrantyUntil: fc.constant('') };

test('a delivery of distinct, well-formed devices breaks no rule', () => {
  const devices = fc.uniqueArray(fc.record({ serialNumber, model, ...unknown }), {
    minLength: 1,
    maxLength: 50,
    selector: keyOf,
  });
  fc.assert(
    fc.property(devices, (delivered) => {
      expect(checkDevices(delivered, 'devices')).toEqual([]);
    }),
  );
});

test('reports each surplus device as a repeat', () => {
  const devices = fc.array(fc.record({ serialNumber: fc.constantFrom('AAA', 'BBB', 'CCC'), model, ...unknown }), {
    minLength: 1,
  });
  fc.assert(
    fc.property(devices, (delivered) => {
      const distinct = new Set(delivered.map(keyOf)).size;
      expect(checkDevices(delivered, 'devices')).toHaveLength(delivered.length - distinct);
    }),
  );
});

test('reports the repeat, not the first occurrence', () => {
  const device = { ...BARE, serialNumber: 'AX-1', model: 'Body 3' };
  expect(checkDevices([device, device], 'devices')).toEqual([
    { field: 'devices[1].serial_number', rule: 'must not stand in the request twice' },
  ]);
});

test.each([
  ['nothing', 0],
  ['too many', 1_001],
])('rejects a delivery of %s as a whole', (_, count) => {
  const devices = Array.from({ length: count }, () => BARE);
  expect(checkDevices(devices, 'devices')).toEqual([{ field: 'devices', rule: 'must be 1 to 1,000' }]);
});

test('accepts 1,000 devices', () => {
  const devices = Array.from({ length: 1_000 }, (_, index) => ({
    ...BARE,
    serialNumber: `AX-${index}`,
    model: 'Body 3',
  }));
  expect(checkDevices(devices, 'devices')).toEqual([]);
});

test('two models may have the same serial number', () => {
  const device = { ...BARE, serialNumber: 'AX-1', model: 'Body 3' };
  expect(checkDevices([device, { ...device, model: 'Body 4' }], 'devices')).toEqual([]);
});
