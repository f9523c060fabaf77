import { type Db, GridFSBucket, type ObjectId } from "mongodb";
import { z } from "zod";
import type { WebChat } from "../../../adapters/web/port.ts";

type FileSide = Pick<WebChat, "addFile" | "shareFile" | "file">;

const storedFile = z.object({
  filename: z.string(),
  length: z.number(),
  metadata: z.object({ channels: z.array(z.string()), type: z.string() }),
});
const BUCKET = "webFiles";
const DUPLICATE_KEY = 11000;

export function fileSide(db: Db): FileSide {
  const bucket = new GridFSBucket(db, { bucketName: BUCKET });
  // GridFS ids may be anything; the driver's types only know ObjectIds.
  const gridId = (id: string) => id as unknown as ObjectId;
  return {
    async addFile(id, { channels, name, type }, bytes) {
      if (await bucket.find({ _id: gridId(id) }).hasNext()) return;
      const upload = bucket.openUploadStreamWithId(gridId(id), name, { metadata: { channels, type } });
      await new Promise<void>((resolve, reject) => {
        upload.once("finish", resolve).once("error", reject);
        upload.end(bytes);
      }).catch((error: { code?: unknown }) => {
        if (error.code !== DUPLICATE_KEY) throw error;
      });
    },
    async shareFile(id, channel) {
      await db
        .collection(`${BUCKET}.files`)
        .updateOne({ _id: gridId(id) }, { $addToSet: { "metadata.channels": channel } });
    },
    async file(id) {
      const [found] = await bucket.find({ _id: gridId(id) }).toArray();
      if (!found) return undefined;
      const { filename, length, metadata } = storedFile.parse(found);
      return {
        channels: metadata.channels,
        name: filename,
        type: metadata.type,
        size: length,
        bytes: () => bucket.openDownloadStream(gridId(id)),
      };
    },
  };
}
