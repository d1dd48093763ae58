/**
 * Preloaded into a service (`node --import`): shifts its clock by the first of CLOCK_SHIFTS_MS (milliseconds, separated
 * by commas), and by the next one at each SIGUSR2. Only the time of day changes: timers and `performance` are
 * unaffected, as when the clock of a machine is set.
 */
const shifts = (process.env['CLOCK_SHIFTS_MS'] ?? '0').split(',').map(Number);
const RightDate = Date;

const shiftedNow = (): number => RightDate.now() + (shifts[0] ?? 0);

process.on('SIGUSR2', () => {
  if (shifts.length > 1) shifts.shift();
});

globalThis.Date = new Proxy(RightDate, {
  construct: (target, given: unknown[], asked) =>
    Reflect.construct(target, given.length === 0 ? [shiftedNow()] : given, asked) as object,
  apply: () => new RightDate(shiftedNow()).toString(),
  get: (target, name) => (name === 'now' ? shiftedNow : (Reflect.get(target, name) as unknown)),
});
// oxlint-disable-next-line no-extend-native -- code that uses the constructor of a date must get this class
Date.prototype.constructor = Date;
