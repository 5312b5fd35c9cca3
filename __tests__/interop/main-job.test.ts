// The main job's end-to-end tests once more, with Debian's docker-registry behind both registries.
import { existsSync } from "node:fs";
import { it } from "@jest/globals";
import { backing } from "../e2e/world.ts";
import { DOCKER_REGISTRY } from "./docker-registry.ts";
import { placeRealRegistries } from "./real-registries.ts";

if (existsSync(DOCKER_REGISTRY)) {
  backing.isReal = true;
  backing.attach = async (contoso) => (await placeRealRegistries(contoso)).close;
  await import("../e2e/main-job.test.ts");
} else it.skip("the main job: docker-registry is not installed", () => {});
