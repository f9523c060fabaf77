import type { Db, Document } from "mongodb";
import { type Actor, clientsOf } from "../../domain/actor.ts";

/** One desk, seen with the eyes of one actor (null: the desk's own jobs). Every read of a desk begins with one of these filters. */
export interface Eyes {
  db: Db;
  desk: string;
  actor: Actor | null;
  /** Of this desk. */
  own: Document;
  /** Of the clients this actor may know of; null is all. */
  visible: readonly string[] | null;
  /** Of this desk and those clients. */
  ofClients: Document;
}

export function eyesOf(db: Db, desk: string, actor: Actor | null): Eyes {
  const own = { desk };
  const visible = actor ? clientsOf(actor) : null;
  return {
    db,
    desk,
    actor,
    own,
    visible,
    ofClients: visible === null ? own : { desk, client: { $in: visible } },
  };
}

/** Nothing that is of no client, nor of another one, for who is narrowed; else everything. */
export const ifNarrowed = ({ actor, ofClients }: Eyes): Document => (actor?.narrowed ? ofClients : {});

/** Matches no document. */
export const nothing: Document = { _id: { $in: [] } };
