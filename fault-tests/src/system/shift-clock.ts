/**
 * Loaded into a service before anything else (`node --import`): its clock is wrong by the first of CLOCK_SHIFTS_MS
 * (milliseconds, several joined by commas), and by the next one from each SIGUSR2 on. Only the time of day: timers and
 * `performance` go on as they are, as with a machine whose clock is set.
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
// oxlint-disable-next-line no-extend-native -- who asks a date for its class is to get this one
Date.prototype.constructor = Date;
