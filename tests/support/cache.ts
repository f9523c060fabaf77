/** What tests fetch once and keep: a mongod, a Python judge. */
export const testCacheDir = new URL("../../node_modules/.cache/va-desk/", import.meta.url).pathname;
