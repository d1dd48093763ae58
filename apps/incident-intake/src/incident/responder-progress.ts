/** How far one responder is. */
export const RESPONDER_PROGRESS = ['dispatched', 'en_route', 'on_scene', 'left', 'cancelled'] as const;

export type ResponderProgress = (typeof RESPONDER_PROGRESS)[number];

/** What can still be told of a responder: to be sent is how it becomes one. */
export type FurtherProgress = Exclude<ResponderProgress, 'dispatched'>;
