import type { VaDesk } from "../../compose.ts";
import type { Config } from "../../config.ts";
import { slackApps } from "../../slack-config.ts";
import { systemClock } from "../../time/clock.ts";
import { type Finding, ok, wrong } from "./finding.ts";

/** What Slack signs is refused when it is five minutes old; a minute leaves room. */
const MOST_SECONDS = 60;
const ANSWER_MS = 5_000;

/** Our clock against the database's and Slack's. */
export async function clock({ database: { db } }: VaDesk, config: Config): Promise<Finding[]> {
  const { localTime } = await db.admin().command({ hello: 1 });
  const findings = [compared("the database's", localTime as Date)];
  if (slackApps(config).length === 0) return findings;
  const at = await timeOf(config.SLACK_API_URL);
  return at ? [...findings, compared("Slack's", at)] : findings;
}

function compared(whose: string, at: Date): Finding {
  const seconds = Math.round((systemClock.now().getTime() - at.getTime()) / 1000);
  const off = Math.abs(seconds);
  if (off < 2) return ok("clock", `agrees with ${whose}`);
  const says = `is ${off} s ${seconds < 0 ? "behind" : "ahead of"} ${whose}`;
  if (off <= MOST_SECONDS) return ok("clock", says);
  return wrong("clock", says, "Let this machine set its clock by the network: timedatectl set-ntp true");
}

/** Undefined if nobody answers; whether Slack can be reached shows with its tokens. */
async function timeOf(apiUrl: string): Promise<Date | undefined> {
  try {
    const answer = await fetch(new URL("api.test", apiUrl), {
      method: "POST",
      signal: AbortSignal.timeout(ANSWER_MS),
    });
    const at = new Date(answer.headers.get("date") ?? "");
    return Number.isNaN(at.getTime()) ? undefined : at;
  } catch {
    return undefined;
  }
}
