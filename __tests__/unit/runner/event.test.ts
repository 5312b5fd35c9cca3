import { describe, expect, it } from "@jest/globals";
import { decideEvent, isFromFork } from "../../../src/runner/event.ts";

const own = { id: 1, full_name: "contoso/api" };
const fork = { id: 2, full_name: "stranger/api" };
const pull = (head: unknown) => ({ repository: own, pull_request: { base: { repo: own }, head: { repo: head } } });
const run = (head: unknown) => ({ repository: own, workflow_run: { head_repository: head } });

describe("isFromFork", () => {
  it.each([
    ["a pull request from an own branch", "pull_request", pull(own), false],
    ["a pull request from a fork", "pull_request", pull(fork), true],
    ["a pull request from a fork that was deleted", "pull_request", pull(null), true],
    ["pull_request_target from a fork", "pull_request_target", pull(fork), true],
    ["pull_request_target from an own branch", "pull_request_target", pull(own), false],
    ["workflow_run after an own branch", "workflow_run", run(own), false],
    ["workflow_run after a fork", "workflow_run", run(fork), true],
    ["workflow_run after a fork that was deleted", "workflow_run", run(null), true],
    ["a push", "push", { repository: own }, false],
    ["a push without a payload", "push", undefined, false],
    ["a review of a fork's pull request", "pull_request_review", pull(fork), true],
    ["a comment on an issue", "issue_comment", { issue: { id: 7 } }, false],
    ["a comment on a pull request", "issue_comment", { issue: { id: 7, pull_request: {} } }, undefined],
    ["a comment without its issue", "issue_comment", {}, undefined],
    ["a comment whose issue is null", "issue_comment", { issue: null }, undefined],
    ["a check of a commit", "check_run", { repository: own }, undefined],
    ["checks of a commit", "check_suite", { repository: own }, undefined],
    ["a status of a commit", "status", { repository: own }, undefined],
    ["a deployment of a branch", "deployment", { deployment: { ref: "main" } }, false],
    ["a deployment of a tag", "deployment_status", { deployment: { ref: "refs/tags/v1" } }, false],
    ["a deployment of a commit", "deployment", { deployment: { ref: "0a1b2c3d4e5f" } }, undefined],
    ["a deployment of a pull request", "deployment_status", { deployment: { ref: "refs/pull/7/head" } }, undefined],
    ["a deployment without its ref", "deployment", {}, undefined],
    ["a merge group", "merge_group", { merge_group: {} }, false],
    ["an event without a name", "", { repository: own }, undefined],
    ["a payload without what decides", "pull_request_target", { repository: own }, undefined],
    ["a payload that is no object", "workflow_run", "x", undefined],
    ["a head that has no ID", "pull_request", pull({ full_name: "contoso/api" }), undefined],
    ["ids that hide behind a prototype", "pull_request", JSON.parse('{"__proto__":{"pull_request":{}}}'), undefined],
  ])("reads %s", (_, name, payload, expected) => {
    expect(isFromFork(name, payload)).toBe(expected);
  });
});

describe("decideEvent", () => {
  it.each(["pull_request_target", "workflow_run"])("refuses %s from a fork, unless it is a dry run", (name) => {
    expect(decideEvent({ name, fromFork: true }, { dryRun: false, undoes: false, login: "github" })).toMatchObject({
      code: "EVENT_FROM_FORK",
    });
    expect(decideEvent({ name, fromFork: true }, { dryRun: true, undoes: false, login: "github" })).toBeUndefined();
  });

  it.each(["pull_request_target", "workflow_run"])("refuses %s where the payload does not tell", (name) => {
    expect(decideEvent({ name, fromFork: undefined }, { dryRun: false, undoes: false, login: "github" })).toMatchObject(
      {
        code: "EVENT_FROM_FORK",
      },
    );
  });

  it.each([
    ["pull_request_target", false],
    ["workflow_run", false],
    ["pull_request", true],
    ["push", false],
    ["", undefined],
  ] as const)("lets %s with fork=%s go on", (name, fromFork) => {
    expect(decideEvent({ name, fromFork }, { dryRun: false, undoes: false, login: "github" })).toBeUndefined();
  });

  it.each(["pull_request", "pull_request_target", "workflow_run", "issue_comment", "status", ""])(
    "refuses to undo on %s of what may be a fork, a dry run too",
    (name) => {
      for (const fromFork of [true, undefined]) {
        for (const dryRun of [true, false]) {
          const refusal = decideEvent({ name, fromFork }, { dryRun, undoes: true, login: "github" });
          expect(refusal).toMatchObject({ code: "EVENT_FROM_FORK" });
          expect(refusal?.message).toContain("An undo moves tags whatever mutable-tags allows");
        }
      }
      expect(decideEvent({ name, fromFork: false }, { dryRun: false, undoes: true, login: "github" })).toBeUndefined();
    },
  );

  it.each(["managed-identity", "workload-identity"] as const)(
    "with login: %s refuses every event of a fork",
    (login) => {
      for (const name of ["pull_request", "pull_request_target", "workflow_run", "issue_comment", "status", ""]) {
        for (const fromFork of [true, undefined]) {
          for (const dryRun of [true, false]) {
            const refusal = decideEvent({ name, fromFork }, { dryRun, undoes: false, login });
            expect(refusal).toMatchObject({ code: "EVENT_FROM_FORK" });
            expect(refusal?.message).toContain(`With login: ${login} it would use the identity of the runner`);
            expect(refusal?.remedy).not.toContain("dry-run: true");
          }
        }
        expect(decideEvent({ name, fromFork: false }, { dryRun: false, undoes: false, login })).toBeUndefined();
      }
    },
  );
});
