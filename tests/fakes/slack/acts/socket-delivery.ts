import { isJson, parsed } from "../json.ts";
import { EVENT_TRIES } from "../limits.ts";
import type { Envelope, Sockets } from "../socket.ts";
import type { Json } from "../types.ts";
import type { Delivered, Delivery, RawOptions } from "./delivery.ts";

/** Sends the same bodies over an app's sockets instead, where it has a token for them; events again until they are acknowledged. */
export function bySocket(
  http: Delivery,
  sockets: Sockets,
  appId: () => string,
  uses: () => boolean,
): Delivery {
  async function send(body: string, options: RawOptions): Promise<Delivered> {
    const started = performance.now();
    const envelope = envelopeOf(body, options);
    const tries = envelope.type === "events_api" ? EVENT_TRIES : 1;
    for (let attempt = 0; ; attempt += 1) {
      try {
        if (envelope.type === "events_api") await sockets.until(appId(), (count) => count > 0);
        const { payload } = await sockets.send(appId(), { ...envelope, attempt }, options.patience);
        const said = payload && Object.keys(payload).length > 0 ? payload : undefined;
        const text = said ? JSON.stringify(said) : "";
        return { status: 200, body: text, json: said, ms: performance.now() - started };
      } catch (error) {
        if (attempt + 1 >= tries) throw error;
      }
    }
  }

  return {
    connect: (appUrl) => http.connect(appUrl),
    get connected() {
      return uses() ? sockets.of(appId()).length > 0 : http.connected;
    },
    raw: (body, options = {}) => (uses() ? send(body.toString(), options) : http.raw(body, options)),
    stop: () => http.stop(),
  };
}

function envelopeOf(body: string, { contentType = "application/json" }: RawOptions): Envelope {
  if (contentType === "application/json") return { type: "events_api", payload: objectIn(body) };
  const form = Object.fromEntries(new URLSearchParams(body));
  return form["payload"] === undefined
    ? { type: "slash_commands", payload: form }
    : { type: "interactive", payload: objectIn(form["payload"]) };
}

function objectIn(text: string): Json {
  const value = parsed(text);
  if (!isJson(value)) throw new Error("only objects travel in envelopes");
  return value;
}
