const KYIV = new Intl.DateTimeFormat('uk-UA', {
  timeZone: 'Europe/Kyiv',
  dateStyle: 'short',
  timeStyle: 'medium',
});

/** "24.11.26, 18:05:00", Kyiv time; a dash when there is none. */
export function kyivTime(time: Date | undefined): string {
  return time === undefined ? '—' : KYIV.format(time);
}

/** A readable duration: "48 s", "13 min", "2 h 05 min", "3 d 4 h". */
export function duration(seconds: number): string {
  if (seconds < 60) return `${Math.round(seconds)} s`;
  const minutes = Math.round(seconds / 60);
  if (minutes < 60) return `${minutes} min`;
  const hours = Math.floor(minutes / 60);
  if (hours < 24) return `${hours} h ${String(minutes % 60).padStart(2, '0')} min`;
  return `${Math.floor(hours / 24)} d ${hours % 24} h`;
}
