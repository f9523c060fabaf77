import { setTimeout as wait } from "node:timers/promises";
import { PlatformError } from "../../src/errors.ts";
import type { Log } from "../../src/log.ts";
import type { DrawChart } from "../../src/platform.ts";
import type { Chart, View } from "../../src/view/nodes.ts";
import type { CallSlack } from "./clients.ts";
import { inTime } from "./in-time.ts";
import type { Pictures } from "./render/look.ts";

/** The charts of a message as pictures; one that is missing is shown in words. Never rejects, and never takes long. */
export type PicturesOf = (workspace: string, view: View) => Promise<Pictures>;

/** Well inside the time that sending a message may take. */
const MOST_MS = 6_000;
const UPLOAD_MS = 5_000;
/** Slack looks at a file for a moment before it may be shown. */
const LOOK_AGAIN_MS = 250;
const MOST_LOOKS = 20;

/** Uploads pictures of charts. They are private until a message shows them. */
export function createPictures(call: CallSlack, draw: DrawChart | undefined, log: Log): PicturesOf {
  async function upload(workspace: string, chart: Chart): Promise<string | undefined> {
    const png = await draw?.(chart);
    if (!png) return undefined;
    const { upload_url: url, file_id: id } = await call(workspace, (client) =>
      client.files.getUploadURLExternal({ filename: "chart.png", length: png.length }),
    );
    if (url === undefined || id === undefined) throw new Error("no upload url in the answer");
    await put(url, png);
    await call(workspace, (client) =>
      client.files.completeUploadExternal({ files: [{ id, title: chart.title }] }),
    );
    for (let looks = 0; looks < MOST_LOOKS; looks += 1) {
      const { file } = await call(workspace, (client) => client.files.info({ file: id }));
      if (file?.mimetype) return id;
      await wait(LOOK_AGAIN_MS);
    }
    throw new Error("the file is not ready");
  }

  return async (workspace, view) => {
    const charts = draw ? view.body.flatMap((node) => (node.kind === "chart" ? [node.chart] : [])) : [];
    const found = await Promise.all(
      charts.map(async (chart): Promise<[Chart, string][]> => {
        try {
          const id = await inTime(upload(workspace, chart), MOST_MS);
          return id === undefined ? [] : [[chart, id]];
        } catch (error) {
          log.warn({ err: error }, "a chart could not be uploaded and is shown in words");
          return [];
        }
      }),
    );
    return new Map(found.flat());
  };
}

async function put(url: string, png: Uint8Array): Promise<void> {
  const answer = await fetch(url, {
    method: "POST",
    headers: { "content-type": "application/octet-stream" },
    body: new Uint8Array(png),
    redirect: "error",
    signal: AbortSignal.timeout(UPLOAD_MS),
  });
  await answer.body?.cancel();
  if (!answer.ok) throw new Error(`the upload was answered with ${answer.status}`);
}

/** Slack took nothing, and perhaps for the pictures' sake. */
export const refusesPictures = (error: unknown): boolean =>
  error instanceof PlatformError &&
  error.failure.kind === "final" &&
  error.failure.reason.startsWith("invalid_blocks");
