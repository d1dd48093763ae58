/**
 * How far the clocks of a time zone are ahead of UTC, milliseconds, at an instant (milliseconds of the epoch).
 * Throws a RangeError when there is no such zone.
 *
 * @param zone IANA name: "Europe/Kyiv"
 */
export function zoneOffset(zone: string): (instant: number) => number {
  const clock = new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  });
  return (instant) => {
    // "24/11/2026, 18:05:00"
    const [day = 0, month = 0, year = 0, hour = 0, minute = 0, second = 0] = clock
      .format(instant)
      .split(/\D+/)
      .map(Number);
    return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(instant / 1_000) * 1_000;
  };
}
