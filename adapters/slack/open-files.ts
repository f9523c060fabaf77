import type { FileLink } from "../../src/invocation.ts";
import type { CallSlack } from "./clients.ts";
import { fileLinks, filesSchema, UNTOLD } from "./render/values.ts";

/** Of files of another company an event tells no more than the id: Slack is asked for the rest. What it doesn't tell stays closed. Never rejects. */
export const openFiles = (
  call: CallSlack,
  workspace: string,
  files: readonly FileLink[],
): Promise<FileLink[]> =>
  Promise.all(
    files.map(async (one) => {
      if (!one.url.startsWith(UNTOLD)) return one;
      const asked = { file: one.url.slice(UNTOLD.length) };
      const answer = await call(workspace, (client) => client.files.info(asked)).catch(() => undefined);
      const [found] = fileLinks(filesSchema.safeParse([answer?.file]).data ?? [], workspace);
      return found ?? one;
    }),
  );
