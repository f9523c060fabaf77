// @ts-check
import { put } from "./log.js";
import { byId, word } from "./page.js";

const LOST_AFTER_MS = 2_000;
const READ_AFTER_MS = 400;
const CLOSED_AGAIN_MS = 5_000;

const title = document.title;
let reached = word("since");
let unseen = 0;
/** @type {EventSource | undefined} */
let stream;
/** @type {ReturnType<typeof setTimeout> | undefined} */
let lost;
/** @type {ReturnType<typeof setTimeout> | undefined} */
let reading;

/** Follows what happens, for as long as the page is open; the browser connects again by itself and goes on where it left off. */
export function followLive() {
  connect();
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState !== "visible") return;
    if (unseen > 0) read();
    unseen = 0;
    retitle();
    if (!stream) connect();
  });
  retitle();
}

function connect() {
  const address = new URL("/events", location.href);
  address.searchParams.set("channel", word("channel"));
  address.searchParams.set("since", reached);
  const opened = new EventSource(address);
  stream = opened;
  opened.addEventListener("hello", () => connection(true));
  opened.addEventListener("message", (event) => {
    if (event.lastEventId) reached = event.lastEventId;
    // Whoever reads what was said long ago sees it when they come back.
    if (!("latest" in document.body.dataset)) return;
    put(JSON.parse(event.data));
    if (document.visibilityState === "visible") read();
    else unseen += 1;
    retitle();
  });
  opened.addEventListener("unread", (event) => {
    document.querySelector(`a[data-channel="${CSS.escape(event.data)}"]`)?.classList.add("unread");
    retitle();
  });
  opened.addEventListener("around", (event) => {
    const around = byId("around", HTMLElement);
    // Not while somebody types into one of its fields.
    if (
      around &&
      !(around.contains(document.activeElement) && document.activeElement instanceof HTMLInputElement)
    )
      around.innerHTML = event.data;
    retitle();
  });
  opened.addEventListener("reload", () => location.reload());
  opened.addEventListener("ended", () => location.assign("/"));
  opened.addEventListener("displaced", () => {
    opened.close();
    if (stream === opened) stream = undefined;
  });
  opened.addEventListener("error", () => {
    if (stream !== opened) return;
    connection(false);
    // The browser gives up where the server refused.
    if (opened.readyState === EventSource.CLOSED) setTimeout(() => location.reload(), CLOSED_AGAIN_MS);
  });
}

/** @param {boolean} there */
function connection(there) {
  const banner = byId("connection", HTMLElement);
  clearTimeout(lost);
  lost = undefined;
  if (!banner) return;
  if (there) banner.hidden = true;
  else
    lost = setTimeout(() => {
      banner.hidden = false;
    }, LOST_AFTER_MS);
}

function read() {
  clearTimeout(reading);
  reading = setTimeout(() => {
    const body = new FormData();
    body.set("token", word("token"));
    fetch(`/c/${word("channel")}/read`, { method: "POST", body }).catch(() => undefined);
  }, READ_AFTER_MS);
}

function retitle() {
  const count = unseen + document.querySelectorAll("#around a.unread").length;
  document.title = count > 0 ? `(${count}) ${title}` : title;
}
