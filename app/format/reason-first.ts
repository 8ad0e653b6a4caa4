/** Failure messages with their reason first: the address of the file, often longer than the cell, goes to the end. */

/** An address and the colon after it; addresses hold no spaces, and their own colons are followed by none. */
const leadingAddress = /^((?:file|s3|https?):\/\/\S+): +(\S.*)$/s;

/** @returns `message` with a leading `file:///…:` or `s3://…:` set in brackets behind; any other as it is. */
export function reasonFirst(message: string): string {
  const [, address, reason] = leadingAddress.exec(message) ?? [];
  return address === undefined || reason === undefined ? message : `${reason} (${address})`;
}
