import { hkdfSync } from "node:crypto";
import type { SlackApp } from "./apps.ts";

/**
 * What forms are sealed with: the same in every process and after a restart, and known to no client. The operator's keys, the newest first; without
 * one their own app's secrets, or, where there are only clients' apps, those of all of them together.
 */
export function formSecrets(apps: readonly SlackApp[], keys: string | undefined): [string, ...string[]] {
  const own = apps.filter((app) => app.ours);
  const secrets = (own.length > 0 ? own : apps).map(({ signingSecret, appToken, botToken, oauth }) => [
    signingSecret,
    appToken,
    botToken,
    oauth?.clientSecret,
  ]);
  const [newest = JSON.stringify(secrets), ...former] = keys?.split(",").map((key) => key.trim()) ?? [];
  return [derived(newest), ...former.map(derived)];
}

const derived = (secret: string): string =>
  Buffer.from(hkdfSync("sha256", secret, "", "va-desk forms", 32)).toString("base64");
