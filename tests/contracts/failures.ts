import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { PlatformFailure } from "../../src/errors.ts";
import { failureOf, type PlatformBench } from "./platform.ts";

export interface FailingBench extends PlatformBench {
  /** The next sending fails as it does there; what is `unknown` was taken, and only the answer got lost. */
  fail: Record<PlatformFailure["kind"], () => void>;
}

const reader = { locale: "en", zone: "UTC" } as const;

/** What a platform whose connection can fail promises besides. */
export function failureContract(name: string, open: () => Promise<FailingBench>): void {
  describe(`${name}, when sending fails,`, () => {
    let bench: FailingBench;
    beforeEach(async () => {
      bench = await open();
    });
    afterEach(() => bench.stop());

    const send = () => {
      const { platform, channel } = bench;
      return platform.send(channel, { title: "Hello", body: [] }, { key: "key-1", reader });
    };

    test.for(["final", "retry", "unknown"] as const)(
      "says that it is %s, and doesn't try again",
      async (kind) => {
        bench.fail[kind]();
        expect(await failureOf(send())).toMatchObject({ kind });
        const seen = await bench.seen(bench.one.user, bench.channel);
        expect(seen).toHaveLength(kind === "unknown" ? 1 : 0);
      },
    );

    test("finds by its key what arrived without an answer", async () => {
      bench.fail.unknown();
      await failureOf(send());
      const now = bench.clock.now().getTime();
      const query = { key: "key-1", from: new Date(now - 60_000), to: new Date(now + 60_000) };
      expect(await bench.platform.findSent(bench.channel, query)).not.toBe("not-found");
    });
  });
}
