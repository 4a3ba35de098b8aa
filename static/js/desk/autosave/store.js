/* Where texts are kept: on the server, and in this browser until the server has answered. */

import { csrfToken } from "../token.js";

const PREFIX = "autosave:";
// What a page that is being left can still send (65,536 bytes, with what stands around the text).
const LAST_WORDS = 60_000;
const LIFE = 30 * 24 * 60 * 60 * 1000;

/** Keep a draft in this browser; nothing happens where that is full or switched off. */
export function hold(draft) {
  try {
    localStorage.setItem(`${PREFIX}${draft.user}:${draft.draft}`, JSON.stringify(draft));
  } catch {
    return false;
  }
  return true;
}

/** Let a draft go that the server has, unless it has been changed since. */
export function release({ user, draft, revision }) {
  const key = `${PREFIX}${user}:${draft}`;
  const stored = parsed(localStorage.getItem(key));
  if (stored && stored.revision <= revision) localStorage.removeItem(key);
}

/** Return the drafts of a user that this browser holds; old ones go, whoever's they are. */
export function heldBy(user) {
  const drafts = [];
  for (const key of Object.keys(localStorage).filter((name) => name.startsWith(PREFIX))) {
    const draft = parsed(localStorage.getItem(key));
    if (!draft || draft.typed_at < Date.now() - LIFE) localStorage.removeItem(key);
    else if (draft.user === user) drafts.push(draft);
  }
  return drafts;
}

function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** Send a draft; return { reason } where it is not kept, else { saved, when }. */
export async function send(url, draft) {
  try {
    const answer = await fetch(url, { method: "POST", body: body(draft), headers: { Accept: "application/json" } });
    const isJson = answer.headers.get("Content-Type")?.includes("json");
    if (answer.ok && isJson && !answer.redirected) return await answer.json();
    if (isJson && answer.status < 500) return await answer.json();
    return { reason: answer.status === 403 || answer.redirected ? "signed_out" : "unreachable" };
  } catch {
    return { reason: "unreachable" };
  }
}

/** Send a draft while its page is left; nobody waits for the answer. */
export function sendLast(url, draft) {
  const data = body(draft);
  if (data.get("draft").length * 3 < LAST_WORDS || new Blob([data.get("draft")]).size < LAST_WORDS) {
    navigator.sendBeacon(url, data);
  }
}

/** Tell the server that a draft is not wanted back. */
export function discard(url, { user, draft }) {
  release({ user, draft, revision: Infinity });
  const data = withToken();
  data.append("draft", draft);
  return fetch(url, { method: "POST", body: data, redirect: "manual", keepalive: true }).catch(() => null);
}

/** Return what the server keeps of some pages, the newest first; null where it does not answer. */
export async function fetchOffers(url, pages) {
  const query = new URLSearchParams(pages.map((page) => ["page", page]));
  try {
    const answer = await fetch(`${url}?${query}`, { headers: { Accept: "application/json" } });
    return answer.ok && !answer.redirected ? (await answer.json()).offers : null;
  } catch {
    return null;
  }
}

function body(draft) {
  const data = withToken();
  data.append("user", draft.user);
  // With the time of this clock, which may be wrong: the server learns how long ago it was typed.
  data.append("draft", JSON.stringify({ ...draft, sent_at: Date.now() }));
  return data;
}

function withToken() {
  const data = new FormData();
  data.append("csrfmiddlewaretoken", csrfToken());
  return data;
}
