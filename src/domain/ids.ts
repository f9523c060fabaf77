declare const brand: unique symbol;
type Branded<T, Name extends string> = T & { readonly [brand]?: Name };

export type PersonId = Branded<string, "person">;
export type DeskId = Branded<string, "desk">;
export type ClientId = Branded<string, "client">;
export type RequestId = Branded<string, "request">;
/** `platform:workspace:user`, the name a platform gives a person. */
export type IdentityId = Branded<string, "identity">;
/** `platform:workspace:channel`, where a platform's conversation is; a direct message is one too. */
export type Address = Branded<string, "address">;
/** A posted message, opaque outside its adapter. */
export type MessageRef = Branded<string, "message-ref">;
