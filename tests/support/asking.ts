import { createScheduler } from "../../scheduler/index.ts";
import { jobs } from "../../scheduler/jobs/index.ts";
import type { Posted } from "../fakes/recording-platform.ts";
import { actionsOf, openDesk, type Said, silent, type World } from "./desk.ts";

/** A desk with a scheduler, and ACME-1, which Jane is asked about once it is done. */
export interface Asking {
  world: World;
  /** The newest question in Acme's channel, as it is now. */
  question(): Posted | undefined;
  finished(): Promise<void>;
  /** Runs and says what is due then. */
  at(iso: string): Promise<void>;
  /** Presses a score under the newest question. */
  score(who: string, n: number): Promise<Said>;
}

export async function openAsking(): Promise<Asking> {
  const world = await openDesk();
  const { stores, clock, database, platform } = world;
  const scheduler = createScheduler({ db: database.db, stores, jobs, clock, log: silent });
  await scheduler.tick();
  await world.say("jane", "acme", "request Write the report");
  await world.settle();
  const asking: Asking = {
    world,
    question: () =>
      platform
        .in("fake|w|acme")
        .findLast((message) => /One click|Thank you|This question/.test(message.view.title)),
    async finished() {
      await world.say("asha", "dm", "done ACME-1");
      await world.settle();
    },
    async at(iso) {
      clock.set(iso);
      await scheduler.tick();
      await scheduler.runDue();
      await world.settle();
    },
    async score(who, n) {
      const view = asking.question()?.view;
      const button = view && actionsOf(view).find((action) => action.label.startsWith(`${n} `));
      if (!button) throw new Error("nothing to press");
      const said = await world.press(who, "acme", button.verb, { ...button.input });
      await world.settle();
      return said;
    },
  };
  return asking;
}
