import { AppError } from "../errors.ts";

/** The command line asks for something that can't be; its usage is shown with it. */
export class UsageError extends AppError {
  constructor(message: string) {
    super("usage", message);
  }
}
