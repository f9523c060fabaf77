// @ts-check
/** What the server wrote on the page for the script: words in the reader's language, and where we are. */
const page = document.body.dataset;

/** @param {string} name */
export const word = (name) => page[name] ?? "";

/**
 * @template {Element} T
 * @param {string} id
 * @param {new () => T} kind
 * @returns {T | undefined}
 */
export function byId(id, kind) {
  const found = document.getElementById(id);
  return found instanceof kind ? found : undefined;
}

/**
 * Says something to whoever can't see it.
 * @param {string} words
 */
export function announce(words) {
  const place = byId("announce", HTMLElement);
  if (place) place.textContent = words;
}

/**
 * The first element of some markup of ours.
 * @param {string} html
 */
export function elementOf(html) {
  const template = document.createElement("template");
  template.innerHTML = html.trim();
  return template.content.firstElementChild ?? undefined;
}

export function freshAct() {
  const bytes = crypto.getRandomValues(new Uint8Array(12));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
