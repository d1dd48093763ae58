import fc from 'fast-check';
import { expect, test } from 'vitest';
import { checkDevices } from './delivery.ts';

const serialNumber = fc.stringMatching(/^[A-Z0-9-]{3,40}$/);
const model = fc.constantFrom('Body 3', 'Реєстратор «Око»');

test('a delivery of distinct, well-formed devices breaks no rule', () => {
  const devices = fc.uniqueArray(fc.record({ serialNumber, model }), {
    minLength: 1,
    maxLength: 50,
    selector: (device) => device.serialNumber,
  });
  fc.assert(
    fc.property(devices, (delivered) => {
      expect(checkDevices(delivered, 'devices')).toEqual([]);
    }),
  );
});

test('reports each surplus device as a repeat', () => {
  const devices = fc.array(fc.record({ serialNumber: fc.constantFrom('AAA', 'BBB', 'CCC'), model }), { minLength: 1 });
  fc.assert(
    fc.property(devices, (delivered) => {
      const distinct = new Set(delivered.map((device) => device.serialNumber)).size;
      expect(checkDevices(delivered, 'devices')).toHaveLength(delivered.length - distinct);
    }),
  );
});

test('reports the repeat, not the first occurrence', () => {
  const device = { serialNumber: 'AX-1', model: 'Body 3' };
  expect(checkDevices([device, device], 'devices')).toEqual([
    { field: 'devices[1].serial_number', rule: 'must not stand in the request twice' },
  ]);
});

test.each([
  ['nothing', 0],
  ['too many', 1_001],
])('rejects a delivery of %s as a whole', (_, count) => {
  const devices = Array.from({ length: count }, () => ({ serialNumber: '', model: '' }));
  expect(checkDevices(devices, 'devices')).toEqual([{ field: 'devices', rule: 'must be 1 to 1,000' }]);
});

test('accepts 1,000 devices', () => {
  const devices = Array.from({ length: 1_000 }, (_, index) => ({ serialNumber: `AX-${index}`, model: 'Body 3' }));
  expect(checkDevices(devices, 'devices')).toEqual([]);
});
