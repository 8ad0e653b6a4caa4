/** The token that gives this tab a role: it is kept for the tab and sent with changes, never shown again. */

const tokenKey = "firstlook-token";

export function keepToken(token: string): void {
  if (token === "") sessionStorage.removeItem(tokenKey);
  else sessionStorage.setItem(tokenKey, token);
}

/** @returns headers that say who asks, where this tab has a token. */
export function tokenHeaders(): Record<string, string> {
  const token = sessionStorage.getItem(tokenKey);
  return token === null ? {} : { authorization: `Bearer ${token}` };
}
