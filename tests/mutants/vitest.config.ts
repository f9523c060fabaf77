import { defineConfig, mergeConfig } from "vitest/config";
import base from "../vitest.config.ts";

/** `npm run mutants`: takes one protection away at a time and sees the test that holds it fail. */
export default mergeConfig(
  { ...base, test: { ...base.test, include: [] } },
  defineConfig({
    test: {
      include: ["tests/mutants/run.ts"],
      testTimeout: 600_000,
      hookTimeout: 120_000,
      reporters: ["verbose"],
    },
  }),
);
