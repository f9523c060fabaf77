import type { App, ReceiverEvent } from "@slack/bolt";
import { z } from "zod";
import type { Log } from "../../src/log.ts";
import { type Response, respond } from "./response-url.ts";

const back = z.object({ response_url: z.url() });

type Answer = Omit<Response, "replace_original">;
/** What our listeners answer a command with; a form's answer goes nowhere else. */
const isAnswer = (response: unknown): response is Answer =>
  typeof response === "object" && response !== null && "response_type" in response;

/**
 * A socket may break before what was heard on it is acknowledged. What was asked is carried out all the same, once: an event is written down by then
 * and Slack's next delivery of it changes nothing; the answer to a command goes to its response url.
 */
export function answerAnyway(app: App, log: Log): void {
  const next = app.processEvent.bind(app);
  app.processEvent = (event: ReceiverEvent) =>
    next({
      ...event,
      ack: async (response) => {
        try {
          await event.ack(response);
        } catch (error) {
          log.warn({ err: error }, "Slack could not be told that something was heard");
          const to = back.safeParse(event.body);
          if (!to.success || !isAnswer(response)) return;
          const said = respond(to.data.response_url, { ...response, replace_original: false });
          await said.catch((lost: unknown) => {
            log.warn({ err: lost }, "an answer could not be brought back to Slack");
          });
        }
      },
    });
}
