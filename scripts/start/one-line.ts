/** Makes an error's message one line. */

/** @returns the text with each line end and the spaces around it as one space. */
export function oneLine(text: string): string {
  return text.trim().replace(/\s*\n\s*/g, " ");
}
