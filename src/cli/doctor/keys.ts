import type { VaDesk } from "../../compose.ts";
import type { Config } from "../../config.ts";
import { AppError } from "../../errors.ts";
import { createSeal } from "../../seal.ts";
import { reader } from "../../store/collection.ts";
import { workspaces } from "../../store/collections.ts";
import { type Finding, note, ok, wrong } from "./finding.ts";

/** Whether every token that is kept can be opened with the keys there are. */
export async function keys({ database: { db } }: VaDesk, { VA_DESK_KEY }: Config): Promise<Finding[]> {
  const rows = await reader(db, workspaces).many({ endedAt: null });
  const sealed = rows.flatMap(({ id, secrets }) =>
    Object.entries(secrets).map(([field, secret]) => ({ at: { workspace: id, field }, secret })),
  );
  if (VA_DESK_KEY === undefined) {
    const needless = "VA_DESK_KEY is not set, and only needed for installing in further workspaces";
    return sealed.length === 0
      ? [note("keys", needless)]
      : [wrong("keys", `there are ${sealed.length} sealed tokens and no key`, "Set VA_DESK_KEY as it was.")];
  }
  const seal = createSeal(VA_DESK_KEY);
  const closed = sealed.flatMap(({ at, secret }) => {
    try {
      seal.open(secret, at);
      return [];
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      return [wrong("keys", error.message, "If that key is lost, install the app again in that workspace.")];
    }
  });
  if (closed.length > 0) return closed;
  const former = sealed.filter(({ secret }) => !seal.isCurrent(secret)).length;
  if (former > 0) return [note("keys", `${former} tokens are under a former key`, "va-desk keys rotate")];
  return [ok("keys", `${sealed.length} sealed tokens, all of which open`)];
}
