/** What a key of an object may look like. */

/** Parts of letters, digits and a few marks; no part is `.` or `..`. */
export const safeKey = /^(?!.*(^|\/)\.{1,2}(\/|$))[A-Za-z0-9._+~-]+(\/[A-Za-z0-9._+~-]+)*$/;
