// @ts-check
import { byId, elementOf } from "./page.js";

const NEAR = 120;
const MARGIN = 12;
/** So long after somebody did something they are shown what comes of it. */
const EXPECT_MS = 5_000;
const log = byId("log", HTMLElement);
const messages = byId("messages", HTMLOListElement);
let expecting = 0;

/** Begins at the newest message, and brings earlier ones in when they are asked for. */
export function readyLog() {
  toLatest();
  if (matchMedia("(pointer: fine)").matches) byId("say", HTMLTextAreaElement)?.focus();
  document.addEventListener("submit", () => {
    expecting = performance.now() + EXPECT_MS;
  });
  byId("jump", HTMLButtonElement)?.addEventListener("click", () => {
    toLatest();
    byId("say", HTMLTextAreaElement)?.focus();
  });
  log?.addEventListener("scroll", () => {
    if (isNear()) showJump(false);
  });
  log?.addEventListener("click", (event) => {
    const link = event.target instanceof Element ? event.target.closest("#earlier") : null;
    if (!(link instanceof HTMLAnchorElement) || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    void earlier(link);
  });
}

const isNear = () => !log || log.scrollHeight - log.scrollTop - log.clientHeight < NEAR;

function toLatest() {
  if (log) log.scrollTop = log.scrollHeight;
}

/** @param {boolean} show */
function showJump(show) {
  const jump = byId("jump", HTMLButtonElement);
  if (jump) jump.hidden = !show;
}

/** @param {HTMLAnchorElement} link */
async function earlier(link) {
  if (!log || !messages) return;
  link.setAttribute("aria-busy", "true");
  const response = await fetch(link.href).catch(() => undefined);
  if (!response?.ok) return link.removeAttribute("aria-busy");
  const page = new DOMParser().parseFromString(await response.text(), "text/html");
  const height = log.scrollHeight;
  const first = messages.querySelector("li.head");
  messages.prepend(...[...page.querySelectorAll("#messages > li")].map((item) => document.adoptNode(item)));
  const next = page.getElementById("earlier");
  const pager = link.closest(".pager");
  if (next instanceof HTMLAnchorElement) {
    link.href = next.href;
    link.removeAttribute("aria-busy");
  } else pager?.remove();
  days();
  log.scrollTop += log.scrollHeight - height;
  if (first instanceof HTMLElement) {
    first.tabIndex = -1;
    first.focus({ preventScroll: true });
  }
}

/**
 * Puts a message where it belongs, or in the place of what it was before.
 * @param {{ id: string, thread: string | null, html: string }} message
 */
export function put({ id, thread, html }) {
  const drawn = elementOf(html);
  if (!messages || !drawn) return;
  const wasNear = isNear();
  const stay = !wasNear && performance.now() > expecting;
  const held = messages.querySelector(`[data-id="${CSS.escape(id)}"]`);
  if (held) replace(held, drawn);
  else if (thread === null) insert(messages, drawn);
  else reply(thread, id, drawn);
  byId("log", HTMLElement)?.querySelector(".empty")?.remove();
  days();
  if (held || thread !== null) {
    if (wasNear) toLatest();
  } else if (stay) showJump(true);
  else show(drawn);
}

/**
 * A message that is taller than the window is read from its beginning.
 * @param {Element} item
 */
function show(item) {
  if (log && item.clientHeight > log.clientHeight)
    log.scrollTop += item.getBoundingClientRect().top - log.getBoundingClientRect().top - MARGIN;
  else toLatest();
}

/**
 * @param {Element} held
 * @param {Element} drawn
 */
function replace(held, drawn) {
  const old = held.querySelector(":scope > article");
  const fresh = drawn.matches("article") ? drawn : drawn.querySelector(":scope > article");
  if (!old || !fresh) return;
  if (Number(old.getAttribute("data-v")) >= Number(fresh.getAttribute("data-v"))) return;
  const focused = old.contains(document.activeElement) ? document.activeElement : null;
  const label = focused?.textContent;
  old.replaceWith(fresh);
  if (!focused) return;
  // Whoever works from the keyboard stays where they were.
  const buttons = [...fresh.querySelectorAll("button, a")];
  const next = buttons.find((button) => button.textContent === label) ?? buttons[0];
  if (next instanceof HTMLElement) return next.focus();
  if (!(fresh instanceof HTMLElement)) return;
  fresh.tabIndex = -1;
  fresh.focus();
}

/**
 * Ids grow with time.
 * @param {Element} list
 * @param {Element} item
 */
function insert(list, item) {
  const id = item.getAttribute("data-id") ?? "";
  const items = [...list.querySelectorAll(":scope > [data-id]")];
  const after = items.find((other) => (other.getAttribute("data-id") ?? "") > id);
  if (after) after.before(item);
  else list.append(item);
}

/**
 * @param {string} thread
 * @param {string} id
 * @param {Element} drawn
 */
function reply(thread, id, drawn) {
  const block = messages?.querySelector(`[data-id="${CSS.escape(thread)}"] > details.thread`);
  const list = block?.querySelector(".replies");
  if (!block || !list) return;
  const item = document.createElement("li");
  item.dataset["id"] = id;
  item.append(drawn);
  insert(list, item);
  const summary = block.querySelector("summary");
  const words = summary?.firstChild;
  if (!summary || !words) return;
  const count = list.querySelectorAll(":scope > [data-id]").length;
  summary.dataset["count"] = String(count);
  words.textContent =
    count === 1
      ? (summary.dataset["one"] ?? "")
      : (summary.dataset["many"] ?? "").replace("{n}", String(count));
}

/** A line between messages of different days. */
function days() {
  if (!messages) return;
  let day = "";
  for (const item of [...messages.children]) {
    if (!(item instanceof HTMLElement)) continue;
    if (item.classList.contains("day")) {
      item.remove();
      continue;
    }
    const own = item.dataset["day"] ?? "";
    if (own !== day) {
      const line = document.createElement("li");
      line.className = "day";
      line.append(
        Object.assign(document.createElement("span"), { textContent: item.dataset["dayLabel"] ?? "" }),
      );
      item.before(line);
    }
    day = own;
  }
}
