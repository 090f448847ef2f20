/** Talks to the service as who is signed in. */

const root = document.getElementById('desk').dataset.root;
export const session = { csrf: '', name: '', role: null, scopes: [] };

export const may = (scope) => session.scopes.includes(scope);
export const address = (path) => `${root}${path}`;

/** A problem document (RFC 9457), or what kept a request from being answered. */
export class Problem extends Error {
  constructor(status, body) {
    super(body.detail || 'The service cannot be reached.');
    this.status = status;
    this.body = body;
    this.errors = body.errors || [];
  }
}

async function problemOf(response) {
  const body = await response.json().catch(() => ({ detail: `${response.status} ${response.statusText}` }));
  return new Problem(response.status, body);
}

/**
 * @param {string} method
 * @param {string} path Below the service's root.
 * @param {{body?: any, type?: string, etag?: string, signal?: AbortSignal}} [given]
 * @returns {Promise<{data: any, etag: ?string}>}
 * @throws {Problem} With status 0 where there is no network.
 */
export async function call(method, path, { body, type, etag, signal } = {}) {
  const headers = { Accept: 'application/json', 'X-CSRF-Token': session.csrf };
  if (etag) headers['If-Match'] = etag;
  if (body !== undefined) headers['Content-Type'] = type || 'application/json';
  const sent = body === undefined || type ? body : JSON.stringify(body);
  let response;
  try {
    response = await fetch(address(`/desk/api${path}`), { method, headers, body: sent, signal });
  } catch (error) {
    if (error.name === 'AbortError') throw error;
    throw new Problem(0, { detail: 'The service cannot be reached. Your changes are kept in this browser.' });
  }
  if (!response.ok) throw await problemOf(response);
  const data = response.status === 204 ? null : await response.json();
  return { data, etag: response.headers.get('ETag') };
}

export async function begin() {
  Object.assign(session, (await call('GET', '/session')).data);
}

/** To the form, and back to this page afterwards. */
export function signInAgain() {
  const here = location.pathname.slice(root.length) + location.search;
  location.assign(address(`/desk/sign-in?next=${encodeURIComponent(here)}`));
}

export async function signOut() {
  await fetch(address('/desk/sign-out'), { method: 'POST', headers: { 'X-CSRF-Token': session.csrf } });
  location.assign(address('/desk/sign-in'));
}
