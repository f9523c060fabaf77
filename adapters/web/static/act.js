// @ts-check
import { cleared } from "./composer.js";
import { closeDialog, confirmed, openDialog } from "./dialogs.js";
import { announce, freshAct, word } from "./page.js";

/** A card is drawn anew while a double click is still going on: the second half must not hit another button. */
const REST_MS = 500;
const MOST_FILE_BYTES = 10 * 1024 * 1024;

/** Messages and forms that are being answered. */
const busy = new Set();

/** Sends forms without leaving the page. Everything works without this too. */
export function followForms() {
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!(form instanceof HTMLFormElement) || !("act" in form.dataset)) return;
    event.preventDefault();
    void send(form, event.submitter);
  });
  document.addEventListener("click", (event) => {
    const link = event.target instanceof Element ? event.target.closest("a[data-form]") : undefined;
    if (!(link instanceof HTMLAnchorElement) || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    void answered(fetch(link.href, { headers: { accept: "application/json" } }), undefined);
  });
}

/**
 * @param {HTMLFormElement} form
 * @param {HTMLElement | null} button
 */
async function send(form, button) {
  const name = form.querySelector("input[name=on]")?.getAttribute("value") ?? form;
  if (busy.has(name)) return;
  busy.add(name);
  const body = new FormData(form, button);
  try {
    const question = button?.dataset["confirm"];
    if (question && !(await confirmed(question, button))) return;
    if (tooLarge(body)) return problem(form, word("tooLarge"));
    button?.setAttribute("aria-busy", "true");
    if (form.matches("[data-composer], .form")) announce(word("sending"));
    const address = form.getAttribute("action") ?? "";
    await answered(fetch(address, { method: "POST", body, headers: { accept: "application/json" } }), form);
  } finally {
    button?.removeAttribute("aria-busy");
    setTimeout(() => busy.delete(name), form.matches(".buttons") ? REST_MS : 0);
  }
}

/** @param {FormData} body */
function tooLarge(body) {
  let bytes = 0;
  for (const value of body.values()) if (value instanceof File) bytes += value.size;
  return bytes > MOST_FILE_BYTES;
}

/**
 * @param {Promise<Response>} asked
 * @param {HTMLFormElement | undefined} form
 */
async function answered(asked, form) {
  /** @type {{ problem?: string, form?: string, go?: string, reload?: boolean }} */
  let answer;
  let status = 0;
  try {
    const response = await asked;
    status = response.status;
    answer = await response.json();
  } catch {
    // The act keeps its name: sent again, it is carried out once.
    return problem(form, word("notSent"));
  }
  if (status === 401) return location.assign("/");
  if (answer.problem !== undefined) return problem(form, answer.problem);
  if (answer.form !== undefined) {
    if (form && !form.closest("dialog")) done(form);
    return openDialog(answer.form);
  }
  if (answer.go !== undefined) return location.assign(answer.go);
  if (answer.reload) return location.reload();
  if (form) done(form);
}

/** @param {HTMLFormElement} form */
function done(form) {
  form.querySelector(".problem")?.remove();
  announce("");
  const act = form.elements.namedItem("act");
  if (act instanceof HTMLInputElement) act.value = freshAct();
  if (form.matches("[data-composer]")) cleared(form);
  if (form.closest("dialog")) closeDialog();
}

/**
 * Says what is wrong where it was sent from. What was typed stays.
 * @param {HTMLFormElement | undefined} form
 * @param {string} words
 */
function problem(form, words) {
  announce("");
  if (!form) return announce(words);
  const place = form.querySelector(".problem") ?? document.createElement("p");
  place.className = "problem";
  place.setAttribute("role", "alert");
  place.textContent = words;
  form.prepend(place);
}
