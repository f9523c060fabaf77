import type { IncomingMessage, ServerResponse } from "node:http";
import { setTimeout as wait } from "node:timers/promises";
import { type Loopback, loopback } from "../../support/loopback.ts";
import { authorizePage } from "./authorize.ts";
import type { Cloud } from "./cloud.ts";
import { answer, readArguments, readBody } from "./http.ts";
import { parsed, text } from "./json.ts";
import { receive } from "./methods/files.ts";
import { cloudMethods, methods } from "./methods/index.ts";
import { respond } from "./response-url.ts";
import { demandScope, METHOD_SCOPES } from "./scopes.ts";
import { SlackError } from "./slack-error.ts";
import type { State } from "./state.ts";
import type { Call, Fault, Json } from "./types.ts";

/** Slack's side of the network, on a port of its own of the loopback interface. */
export async function openServer(cloud: Cloud): Promise<Loopback> {
  const { faults, calls } = cloud;
  const listening = await loopback((req, res) => {
    handle(req, res).catch((error: unknown) => {
      // A fault of the fake must not look like one of Slack's.
      process.emitWarning(error instanceof Error ? error : String(error));
      res.destroy();
    });
  });

  async function handle(req: IncomingMessage, res: ServerResponse): Promise<void> {
    const url = new URL(req.url ?? "/", cloud.baseUrl);
    const body = await readBody(req);
    if (url.pathname.startsWith("/api/")) return call(req, res, url, body);
    if (url.pathname.startsWith("/upload/v1/")) return upload(req, res, url, body);
    if (url.pathname.startsWith("/files-pri/")) return download(req, res, url);
    if (url.pathname === "/oauth/v2/authorize") return authorizePage(cloud, req, res, url, body);
    if (/^\/(commands|actions)\//u.test(url.pathname)) return responseUrl(req, res, url, body);
    answer(res, 404, { ok: false, error: "not_found" });
  }

  async function call(req: IncomingMessage, res: ServerResponse, url: URL, body: Buffer): Promise<void> {
    const method = url.pathname.slice("/api/".length);
    const entry: Call = { method, args: {}, at: cloud.clock.now() };
    calls.push(entry);
    const fault = faults.next(method);
    if (fault && "delay" in fault) await wait(fault.delay);
    if (fault && failed(fault, res)) {
      entry.error = JSON.stringify(fault);
      entry.args = withoutSecrets(await readArguments(req, url, body).catch(() => ({})));
      return;
    }
    let state: State | undefined;
    try {
      const args = await readArguments(req, url, body);
      entry.args = withoutSecrets(args);
      const token = req.headers.authorization?.replace(/^Bearer /u, "") ?? text(args["token"]);
      state = holderOf(method, token);
      const result = run(state, method, args, token);
      if (fault && "acceptThenReset" in fault) {
        entry.error = "acceptThenReset";
        res.socket?.resetAndDestroy();
        return;
      }
      answer(res, 200, { ok: true, ...result }, scopeHeaders(method, state));
    } catch (error) {
      if (!(error instanceof SlackError)) throw error;
      entry.error = error.code;
      refuse(res, error, scopeHeaders(method, state));
    }
  }

  /** The workspace that a call is for; none for those that are made without a workspace's token. */
  function holderOf(method: string, token: string): State | undefined {
    if (cloudMethods.has(method)) return undefined;
    if (!methods.has(method)) throw new SlackError("unknown_method", { req_method: method });
    return cloud.holder(token);
  }

  function run(state: State | undefined, method: string, args: Json, token: string): Json {
    const work = state && methods.get(method);
    if (!state || !work) return cloudMethods.get(method)?.(cloud, args, token) ?? {};
    demandScope(state.options.scopes, METHOD_SCOPES[method] ?? []);
    return work(state, args, token);
  }

  function refuse(res: ServerResponse, error: SlackError, headers: Record<string, string>): void {
    const { retry_after: retryAfter, ...extra } = error.extra;
    const limited = error.code === "ratelimited";
    answer(
      res,
      limited ? 429 : 200,
      { ok: false, error: error.code, ...extra },
      { ...headers, ...(limited ? { "retry-after": String(retryAfter) } : {}) },
    );
  }

  const scopeHeaders = (method: string, state: State | undefined): Record<string, string> =>
    state === undefined
      ? {}
      : {
          "x-oauth-scopes": state.options.scopes.join(","),
          "x-accepted-oauth-scopes": (METHOD_SCOPES[method] ?? []).join(","),
        };

  async function upload(req: IncomingMessage, res: ServerResponse, url: URL, body: Buffer): Promise<void> {
    const type = req.headers["content-type"] ?? "";
    let content = body;
    if (type.startsWith("multipart/form-data")) {
      const form = await new Response(new Uint8Array(body), { headers: { "content-type": type } }).formData();
      const [file] = [...form.values()];
      content = typeof file === "object" ? Buffer.from(await file.arrayBuffer()) : Buffer.from(file ?? "");
    }
    const id = url.pathname.slice("/upload/v1/".length);
    const state = workspaceWith((one) => one.files.has(id));
    const taken = state !== undefined && receive(state, id, content);
    res.writeHead(taken ? 200 : 400).end(taken ? `OK - ${content.length}` : "upload refused");
  }

  function download(req: IncomingMessage, res: ServerResponse, url: URL): void {
    const id = /-(F[A-Z0-9]+)\//u.exec(url.pathname)?.[1] ?? "";
    const state = workspaceWith((one) => one.files.has(id));
    const content = state?.files.get(id)?.content;
    const token = req.headers.authorization?.replace(/^Bearer /u, "") ?? "";
    const allowed =
      state?.tokens.get(token)?.revoked === false && state.options.scopes.includes("files:read");
    // Slack shows its login page instead of refusing.
    if (!allowed) res.writeHead(200, { "content-type": "text/html" }).end("<!doctype html>Sign in");
    else if (content) res.writeHead(200, { "content-type": "application/octet-stream" }).end(content);
    else answer(res, 404, { ok: false, error: "file_not_found" });
  }

  async function responseUrl(
    req: IncomingMessage,
    res: ServerResponse,
    url: URL,
    body: Buffer,
  ): Promise<void> {
    const args = parsed(body.toString());
    const entry: Call = { method: "response_url", args: { path: url.pathname }, at: cloud.clock.now() };
    if (typeof args === "object" && args !== null) Object.assign(entry.args, args);
    calls.push(entry);
    const fault = faults.next("response_url");
    if (fault && "delay" in fault) await wait(fault.delay);
    if (fault && failed(fault, res)) {
      entry.error = JSON.stringify(fault);
      return;
    }
    try {
      if (req.method !== "POST") throw new SlackError("invalid_method");
      const state = workspaceWith((one) => one.responseUrls.has(url.pathname));
      if (!state) throw new SlackError("expired_url");
      respond(state, url.pathname, args);
      if (fault && "acceptThenReset" in fault) {
        entry.error = "acceptThenReset";
        res.socket?.resetAndDestroy();
        return;
      }
      answer(res, 200, { ok: true });
    } catch (error) {
      if (!(error instanceof SlackError)) throw error;
      entry.error = error.code;
      const gone = error.code === "used_url" || error.code === "expired_url";
      answer(res, gone ? 404 : 400, { ok: false, error: error.code, ...error.extra });
    }
  }

  const workspaceWith = (has: (state: State) => boolean): State | undefined =>
    [...cloud.workspaces.values()].find(has);

  cloud.baseUrl = listening.url;
  cloud.sockets.attach(listening.server);
  return listening;
}

/** Whether the call ends here, without having done its work. */
function failed(fault: Fault, res: ServerResponse): boolean {
  if ("hang" in fault) return true;
  if ("error" in fault) answer(res, 200, { ok: false, error: fault.error });
  else if ("retryAfter" in fault) {
    answer(res, 429, { ok: false, error: "ratelimited" }, { "retry-after": String(fault.retryAfter) });
  } else if ("status" in fault) {
    res.writeHead(fault.status, { "content-type": "text/plain" }).end("upstream failure");
  } else return false;
  return true;
}

function withoutSecrets(args: Json): Json {
  const { token: _, client_secret: __, refresh_token: ___, ...rest } = args;
  return rest;
}
