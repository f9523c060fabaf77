import type { Json } from "./types.ts";

export function isJson(value: unknown): value is Json {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The objects in a list; [] for anything that is no list. */
export function objects(value: unknown): Json[] {
  return Array.isArray(value) ? value.filter(isJson) : [];
}

export function text(value: unknown): string {
  return typeof value === "string" ? value : "";
}

/** undefined where it is no JSON. */
export function parsed(value: string): unknown {
  try {
    return JSON.parse(value);
  } catch {
    return undefined;
  }
}

/** The words of a text object. */
export function words(value: unknown): string {
  return isJson(value) ? text(value["text"]) : "";
}
