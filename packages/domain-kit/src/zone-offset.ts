/**
 * The UTC offset of a time zone in milliseconds at an instant (epoch milliseconds).
 * Throws a RangeError for an unknown zone.
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
