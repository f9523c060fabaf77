import { defineCommand } from "citty";
import { withDesk } from "../main.ts";
import { systemClock } from "../time/clock.ts";
import { print } from "./output.ts";
import { UsageError } from "./usage-error.ts";

const HOUR_MS = 3_600_000;
const LONGEST_HOURS = 24 * 30;

export const deskCode = defineCommand({
  meta: { name: "desk-code", description: "A code with which somebody sets up a further desk here" },
  args: {
    hours: { type: "string", default: "24", valueHint: "N", description: "How long it can be used, once" },
  },
  run({ args }) {
    const hours = Number(args.hours);
    if (!Number.isInteger(hours) || hours < 1 || hours > LONGEST_HOURS) {
      throw new UsageError(
        `--hours is "${args.hours}", but must be a whole number from 1 to ${LONGEST_HOURS}.`,
      );
    }
    return withDesk(async ({ stores }) => {
      const expiresAt = new Date(systemClock.now().getTime() + hours * HOUR_MS);
      const code = await stores.system.issueCode({
        kind: "desk",
        issuer: "operator",
        desk: null,
        client: null,
        expiresAt,
      });
      print(code);
      print(`To be typed to VA Desk before ${expiresAt.toISOString()}: setup "Your Desk" code:${code}`);
    });
  },
});
