import type { Config } from "../../config.ts";
import { slackApps } from "../../slack-config.ts";
import { type Finding, note, ok, wrong } from "./finding.ts";

const ANSWER_MS = 5_000;

/** Whether our own listeners, and the way to them from outside, lead to VA Desk. */
export async function addresses(config: Config): Promise<Finding[]> {
  const web = await local("web chat", config.WEB_PORT, "WEB_PORT");
  const edge = await local("edge", config.PORT, "PORT");
  return [web, edge, ...(await fromOutside(config, edge.state === "ok"))];
}

async function local(what: string, port: number, variable: string): Promise<Finding> {
  const address = `http://localhost:${port}`;
  const answer = await health(`http://127.0.0.1:${port}`);
  if (answer === "ok") return ok(what, `answers on ${address}`);
  if (answer === undefined)
    return note(what, `nothing listens on ${address}, so VA Desk is not running`, "npm start");
  const remedy = `End that program, or set ${variable} to a free port.`;
  return wrong(what, `another program answers on ${address} (${answer})`, remedy);
}

async function fromOutside(config: Config, running: boolean): Promise<Finding[]> {
  const { PUBLIC_URL: url, PORT: port } = config;
  const what = "public address";
  const needed = slackApps(config).some((app) => app.signingSecret !== undefined || app.oauth !== undefined);
  if (url === undefined) {
    const says = "is not known, so the way from Slack to here can't be tried";
    return needed ? [note(what, says, "Set PUBLIC_URL to it.")] : [];
  }
  if (needed && !url.startsWith("https:"))
    return [
      wrong(what, `${url} is not https, as Slack needs it`, "Put a proxy or tunnel with https before it."),
    ];
  if (!running) return [note(what, `${url} can't be tried while VA Desk is not running`)];
  const answer = await health(url.replace(/\/+$/, ""));
  if (answer === "ok") return [ok(what, `${url} leads here`)];
  const remedy = `Let your proxy or tunnel pass everything on to port ${port} of this machine.`;
  return [wrong(what, `${url} does not lead here (${answer ?? "no answer"})`, remedy)];
}

/** `ok` from VA Desk, or what else was answered; undefined if nobody answers. */
async function health(address: string): Promise<string | undefined> {
  try {
    const answer = await fetch(`${address}/healthz`, { signal: AbortSignal.timeout(ANSWER_MS) });
    return answer.ok && (await answer.text()).trim() === "ok" ? "ok" : `HTTP ${answer.status}`;
  } catch {
    return undefined;
  }
}
