// A conversation that was begun elsewhere: the page's address brings the token that moves it here.

const FRAGMENT = /^#continue=([A-Za-z0-9_-]{1,64})$/;

// Takes the token out of the address, so that no bookmark, history or shared address holds it.
export function takeToken(page: Location, history: History): string | null {
  const token = FRAGMENT.exec(page.hash)?.[1] ?? null;
  if (token) history.replaceState(history.state, "", page.pathname + page.search);
  return token;
}
