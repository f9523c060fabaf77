declare const brand: unique symbol;
type Branded<T, Name extends string> = T & { readonly [brand]?: Name };

/** `platform:workspace:channel`, where a platform's conversation is; a direct message is one too. */
export type Address = Branded<string, "address">;
/** A posted message, opaque outside its adapter. */
export type MessageRef = Branded<string, "message-ref">;
