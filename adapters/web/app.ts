import { type Context, Hono, type MiddlewareHandler } from "hono";
import { bodyLimit } from "hono/body-limit";
import { AppError } from "../../src/errors.ts";
import { messages } from "../../src/i18n/index.ts";
import { readAssets } from "./assets.ts";
import type { Deps, Env } from "./deps.ts";
import { protect, sameOrigin } from "./guard.ts";
import { createLimiter } from "./limiter.ts";
import { onNewChannel, onNewMembers } from "./listeners/channels.ts";
import { onBe, onBegin, onCode, onDemo, onLeave, showEntry } from "./listeners/enter.ts";
import { onEvents } from "./listeners/events.ts";
import { onFile } from "./listeners/file.ts";
import { onHome, onPage, onRead } from "./listeners/page.ts";
import { onPress } from "./listeners/press.ts";
import { onSay } from "./listeners/say.ts";
import { onOpenForm, onSubmit } from "./listeners/submit.ts";
import { MOST_BYTES } from "./posted.ts";
import { notFound, Refused } from "./refused.ts";
import { problemPage } from "./render/problem.ts";
import { wantsJson } from "./respond.ts";
import { browserLocale, viewerOf } from "./viewer.ts";

/** A minute, from one address. */
const MOST_TRIES = 10;

/** All paths of the web chat. */
export function createApp(deps: Deps): Hono<Env> {
  const app = new Hono<Env>();
  const limiter = createLimiter(MOST_TRIES, deps.clock);
  const assets = readAssets();

  app.use(protect);
  app.get("/static/:name", (c) => {
    const asset = assets.get(c.req.param("name"));
    if (!asset) throw notFound();
    const headers = { "content-type": asset.type, etag: asset.etag, "cache-control": "no-cache" };
    if (c.req.header("if-none-match") === asset.etag) return c.body(null, 304, headers);
    return c.body(asset.body, 200, headers);
  });
  app.use(sameOrigin);
  app.use(bodyLimit({ maxSize: MOST_BYTES, onError: tooLarge }));

  app.get("/", async (c, next) => {
    if (await viewerOf(c, deps)) return next();
    return showEntry(c, deps);
  });
  app.post("/enter/demo", onDemo(deps));
  app.post("/enter/as", onBe(deps));
  app.post("/enter/own", onBegin(deps, limiter));
  app.post("/enter/code", onCode(deps, limiter));
  app.post("/leave", onLeave(deps));

  app.use(signedIn(deps));
  app.get("/", onHome());
  app.post("/channels", onNewChannel(deps));
  app.get("/c/:channel", onPage(deps));
  app.post("/c/:channel/say", onSay(deps));
  app.post("/c/:channel/press", onPress(deps));
  app.post("/c/:channel/submit", onSubmit(deps));
  app.get("/c/:channel/forms/:message", onOpenForm(deps));
  app.post("/c/:channel/read", onRead(deps));
  app.post("/c/:channel/people", onNewMembers(deps));
  app.get("/events", onEvents(deps));
  app.get("/files/:id", onFile(deps));

  app.notFound((c) => refuse(c, notFound()));
  app.onError((error, c) => {
    if (error instanceof Refused) return refuse(c, error);
    const wrapped = new AppError("internal", "unexpected", { cause: error });
    deps.log.error({ err: error, id: wrapped.id }, "a request of the web chat failed");
    return say(c, 500, messages(localeIn(c)).web.problems.broke(wrapped.id));
  });
  return app;
}

/** Everything behind it knows who asks; others are sent to the first page. */
const signedIn =
  (deps: Deps): MiddlewareHandler<Env> =>
  async (c, next) => {
    const viewer = await viewerOf(c, deps);
    if (viewer) {
      c.set("viewer", viewer);
      return next();
    }
    const asks = c.req.method === "GET" && c.req.path.startsWith("/c/") && !wantsJson(c);
    if (asks) return c.redirect("/");
    return say(c, 401, messages(localeIn(c)).web.problems.signedOut);
  };

const tooLarge = (): never => {
  throw new Refused(413, (m) => m.tooLarge);
};

const refuse = (c: Context<Env>, { status, words, text }: Refused): Response | Promise<Response> =>
  say(c, status, words(messages(localeIn(c)).web.problems), text);

/** The words alone to the script, else a page with them. */
function say(
  c: Context<Env>,
  status: Refused["status"] | 401 | 500,
  words: string,
  text?: string,
): Response | Promise<Response> {
  if (wantsJson(c)) return c.json({ problem: words }, status);
  const locale = localeIn(c);
  return c.html(problemPage(words, text, locale, messages(locale)), status);
}

const localeIn = (c: Context<Env>) => c.var.viewer?.reader.locale ?? browserLocale(c);
