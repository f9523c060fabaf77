import { randomBytes } from "node:crypto";
import type { View } from "./view/nodes.ts";

/** The base of every error we throw on purpose. `id` is short enough to be quoted in a chat and found in the log. */
export class AppError extends Error {
  readonly code: string;
  readonly id: string;

  constructor(code: string, message: string, options: { cause?: unknown } = {}) {
    super(message, options);
    this.name = new.target.name;
    this.code = code;
    this.id = errorId();
  }
}

/** Something the person typed can't be done; `message` is already in the person's language. `field` names the form field or option at fault. */
export class UserError extends AppError {
  readonly field: string | undefined;

  constructor(code: string, message: string, options: { field?: string; cause?: unknown } = {}) {
    super(code, message, options);
    this.field = options.field;
  }
}

/** A setting, file or service is wrong; the message tells an operator which one and what to do. */
export class ConfigError extends AppError {}

/** A button was drawn for a state that is past; `view` shows the present one. */
export class OutdatedError extends AppError {
  readonly view: View;

  constructor(view: View) {
    super("outdated", "the button was drawn for an older state");
    this.view = view;
  }
}

/** The document changed, or the key was used, between reading and writing. The dispatcher reads again. */
export class ConflictError extends AppError {
  constructor(what: string) {
    super("conflict", `${what} changed while it was being written`);
  }
}

/** The act named by this key was already carried out. */
export class DuplicateError extends AppError {
  constructor(key: string) {
    super("duplicate", `already done: ${key}`);
  }
}

export type PlatformFailure =
  // It will never work: kicked out, archived, no permission. `told`: it is the whole workspace, and its owners have heard of it.
  // `gone`: it is only the message that was to be edited.
  | { kind: "final"; reason: string; told?: boolean; gone?: boolean }
  // Not accepted; `afterMs` as the platform asked. `seen`: not said again, but looked for so far.
  | { kind: "retry"; reason: string; afterMs?: number; seen?: string }
  | { kind: "unknown"; reason: string }; // may or may not have been accepted: timeout, 5xx, reset

/** A chat platform's answer to something we sent. */
export class PlatformError extends AppError {
  readonly failure: PlatformFailure;

  constructor(platform: string, failure: PlatformFailure, options: { cause?: unknown } = {}) {
    super(`${platform}-${failure.kind}`, `${platform}: ${failure.reason}`, options);
    this.failure = failure;
  }
}

function errorId(): string {
  return `E-${randomBytes(4).toString("hex").toUpperCase()}`;
}
