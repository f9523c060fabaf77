import type { App, ReceiverEvent } from "@slack/bolt";
import { z } from "zod";
import type { Clock } from "../../../src/time/clock.ts";
import type { Tokens } from "../tokens.ts";
import type { Installations } from "./port.ts";
import type { Word } from "./word.ts";

interface Needs {
  installations: Installations;
  tokens: Tokens;
  /** Whether Slack still takes a token. */
  stillTaken(token: string): Promise<boolean>;
  word: Word;
  clock: Clock;
}

const event = z.discriminatedUnion("type", [
  z.object({ type: z.literal("app_uninstalled") }),
  z.object({
    type: z.literal("tokens_revoked"),
    tokens: z.object({ bot: z.array(z.string()).nullish() }).nullish(),
  }),
]);
const envelope = z.object({
  team_id: z.string(),
  api_app_id: z.string(),
  /** Seconds. */
  event_time: z.number(),
  event,
});
type Envelope = z.infer<typeof envelope>;

/**
 * Hears that the app was taken out of a workspace, before the SDK acknowledges it: what fails here is delivered again. Both events may come,
 * in either order and late, when the app is installed again already.
 */
export function lifeFirst(app: App, needs: Needs): void {
  const next = app.processEvent.bind(app);
  app.processEvent = async (received: ReceiverEvent): Promise<void> => {
    const read = envelope.safeParse(received.body);
    if (read.success && (await isOver(needs, read.data))) await leave(needs, read.data);
    return next(received);
  };
}

async function isOver(
  { tokens, stillTaken }: Needs,
  { team_id: workspace, event: said }: Envelope,
): Promise<boolean> {
  if (said.type === "app_uninstalled") return true;
  if ((said.tokens?.bot ?? []).length === 0) return false;
  // Word of a former token may come when there is a new one.
  tokens.forget(workspace);
  const found = await tokens.of(workspace);
  return found !== undefined && !(await stillTaken(found.token));
}

async function leave({ installations, tokens, word, clock }: Needs, said: Envelope): Promise<void> {
  const installed = await installations.about(said.team_id);
  if (!installed || installed.endedAt !== null || installed.app !== said.api_app_id) return;
  // Slack counts whole seconds.
  if (installed.installedAt.getTime() >= (said.event_time + 1) * 1000) return;
  // The word to the owners first: after a crash in between the event comes again, and the word is not said twice.
  await word.left(installed);
  await installations.end(installed, clock.now());
  tokens.forget(said.team_id);
}
