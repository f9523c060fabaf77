import { createCipheriv, createDecipheriv, createHash, randomBytes } from "node:crypto";
import { AppError, ConfigError } from "./errors.ts";

const CIPHER = "aes-256-gcm";
const VERSION = "v1";
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const ALTERED = "it was altered, or belongs somewhere else";

/** Where a secret belongs. It opens nowhere else. */
export interface Belongs {
  workspace: string;
  field: string;
}

/** Keeps tokens so that the database alone opens nothing. */
export interface Seal {
  seal(secret: string, at: Belongs): string;
  /** @throws AppError `unsealable` if its key is not among ours, or it was altered or moved */
  open(sealed: string, at: Belongs): string;
  /** True if it was sealed with the newest key. */
  isCurrent(sealed: string): boolean;
}

/** Of one variable: 32 bytes in base64; several, the newest first, separated by commas. */
export const KEYS = /^\s*[A-Za-z0-9+/]{43}=(\s*,\s*[A-Za-z0-9+/]{43}=)*\s*$/;
export const KEYS_SAY =
  "32 random bytes in base64 (openssl rand -base64 32 makes them); while you change it, the new one and the old one separated by a comma";

/**
 * AES-256-GCM under the first of these keys; the others only open. The name of the key, the workspace and the field are bound in.
 * @throws ConfigError if it is not of that form
 */
export function createSeal(keys: string): Seal {
  if (!KEYS.test(keys)) throw new ConfigError("key", `VA_DESK_KEY must be ${KEYS_SAY}.`);
  const known = new Map(
    keys.split(",").map((words) => {
      const key = Buffer.from(words.trim(), "base64");
      return [nameOf(key), key] as const;
    }),
  );
  const [current = ""] = known.keys();

  return {
    seal(secret, at) {
      const nonce = randomBytes(NONCE_BYTES);
      const cipher = createCipheriv(CIPHER, keyNamed(known, current), nonce);
      cipher.setAAD(bound(current, at));
      const content = Buffer.concat([cipher.update(secret, "utf8"), cipher.final(), cipher.getAuthTag()]);
      return [VERSION, current, nonce.toString("base64url"), content.toString("base64url")].join(".");
    },
    open(sealed, at) {
      const [version, name = "", nonce = "", content = "", ...more] = sealed.split(".");
      if (version !== VERSION || more.length > 0) throw unsealable(at, "it is not sealed as we seal");
      const key = keyNamed(known, name, at);
      const bytes = Buffer.from(content, "base64url");
      if (bytes.toString("base64url") !== content) throw unsealable(at, ALTERED);
      try {
        const decipher = createDecipheriv(CIPHER, key, Buffer.from(nonce, "base64url"), {
          authTagLength: TAG_BYTES,
        });
        decipher.setAAD(bound(name, at));
        decipher.setAuthTag(bytes.subarray(-TAG_BYTES));
        return Buffer.concat([decipher.update(bytes.subarray(0, -TAG_BYTES)), decipher.final()]).toString();
      } catch {
        throw unsealable(at, ALTERED);
      }
    },
    isCurrent: (sealed) => sealed.startsWith(`${VERSION}.${current}.`),
  };
}

/** Tells keys apart and says nothing about them. */
const nameOf = (key: Buffer): string =>
  createHash("sha256").update("va-desk key").update(key).digest("hex").slice(0, 8);

const bound = (key: string, { workspace, field }: Belongs): Buffer =>
  Buffer.from(JSON.stringify([VERSION, key, workspace, field]));

function keyNamed(known: ReadonlyMap<string, Buffer>, name: string, at?: Belongs): Buffer {
  const key = known.get(name);
  if (!key) throw unsealable(at, "its key is not in VA_DESK_KEY; put the former key behind the new one");
  return key;
}

const unsealable = (at: Belongs | undefined, why: string): AppError =>
  new AppError(
    "unsealable",
    `The ${at?.field ?? "secret"} of ${at?.workspace ?? "?"} can't be opened: ${why}.`,
  );
