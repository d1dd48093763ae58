/** Whether a server could listen on 127.0.0.1:`port` now. */
export function isPortFree(port: number): Promise<boolean>;

/**
 * Which of the wanted ports of 127.0.0.1 are in use, by whom, and a line that starts on others; undefined if none is.
 * @param wanted by the environment variables that set them
 */
export function takenPorts(wanted: Readonly<Record<string, number>>): Promise<string | undefined>;
