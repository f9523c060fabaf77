import type { TellOwners } from "../platform.ts";
import type { Clock } from "../time/clock.ts";
import { text } from "../view/build.ts";
import { refusedBecause } from "../views/refused-because.ts";

interface Where {
  platform: string;
  workspace: string;
  address: string;
}

/** Tells the owners that somebody was not answered, once a day for a conversation and reason. */
export const createTellUnanswered =
  (tell: TellOwners, clock: Clock) =>
  async ({ place }: { place: Where }, reason: string): Promise<void> => {
    const day = clock.now().toISOString().slice(0, 10);
    await tell(place.platform, place.workspace, `unanswered|${place.address}|${reason}|${day}`, (m) => {
      const { why, remedy } = refusedBecause(reason, m);
      return {
        title: m.common.unanswered,
        body: [text(m.common.parked(why)), text(remedy, " ", m.common.unansweredText)],
      };
    });
  };
