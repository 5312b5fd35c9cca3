// A dispatcher whose answers a test writes down; no socket, so that only the given clock moves things.
import { Dispatcher } from "undici";

/** What one request gets: an answer; an error of the socket; or nothing from some phase on. */
export type Script =
  | { readonly status: number; readonly headers?: Readonly<Record<string, string>>; readonly body?: string }
  | { readonly error: Error; readonly after: "nothing" | "request" | "headers" }
  | { readonly hangAfter: "nothing" | "request" | "headers" }
  /** One byte each time, forever, as long as the test pulls. */
  | { readonly held: (finish: (status: number, headers?: Readonly<Record<string, string>>) => void) => void };

/** Answers each request by what `script` says of its place in the sequence, counted from 0. */
export class ScriptedDispatcher extends Dispatcher {
  readonly requests: Dispatcher.DispatchOptions[] = [];
  readonly #script: (at: number, request: Dispatcher.DispatchOptions) => Script;
  isDestroyed = false;

  constructor(script: (at: number, request: Dispatcher.DispatchOptions) => Script) {
    super();
    this.#script = script;
  }

  override dispatch(options: Dispatcher.DispatchOptions, handler: Dispatcher.DispatchHandler): boolean {
    const script = this.#script(this.requests.length, options);
    this.requests.push(options);
    const controller = {
      aborted: false,
      paused: false,
      reason: null,
      abort: () => undefined,
      pause: () => undefined,
      resume: () => undefined,
    } as unknown as Dispatcher.DispatchController;
    const start = () => handler.onRequestStart?.(controller, {});
    const answer = (status: number, headers: Readonly<Record<string, string>> = {}, body = "") => {
      handler.onResponseStart?.(controller, status, { ...headers }, "");
      if (body !== "") handler.onResponseData?.(controller, Buffer.from(body));
      handler.onResponseEnd?.(controller, {});
    };
    if ("status" in script) {
      start();
      answer(script.status, script.headers, script.body);
    } else if ("held" in script) {
      start();
      script.held(answer);
    } else if ("error" in script) {
      if (script.after !== "nothing") start();
      if (script.after === "headers") handler.onResponseStart?.(controller, 200, {}, "");
      handler.onResponseError?.(controller, script.error);
    } else {
      if (script.hangAfter !== "nothing") start();
      if (script.hangAfter === "headers") handler.onResponseStart?.(controller, 200, {}, "");
    }
    return true;
  }

  override destroy(): Promise<void> {
    this.isDestroyed = true;
    return Promise.resolve();
  }
}
