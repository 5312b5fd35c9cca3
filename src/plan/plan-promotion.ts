// Plans all images of a step together, from the request and what was observed. Pure.
import type { Observation } from "../observe/observation.ts";
import type { PromotionRequest } from "../request/request.ts";
import { warnOfForwardOnly } from "./forward-only.ts";
import { planImage } from "./image-plan.ts";
import { joinTags } from "./import-steps.ts";
import { warnOfUnknownLocks } from "./locks.ts";
import type { Plan, PlanVerdict } from "./plan.ts";
import { settleClaims } from "./tag-claims.ts";

/** Plans the promotion; `observations` are in the order of `request.images`. */
export function planPromotion(request: PromotionRequest, observations: readonly Observation[]): Plan {
  const planned = request.images.map((image, at) => planImage(request, image, observations[at]));
  const settled = settleClaims(planned);
  const refused = request.allOrNothing && settled.some(({ verdict }) => isRefusal(verdict));
  const writers = settled.filter(({ verdict }) => verdict === "promote");
  // With all-or-nothing, tags are set after all images are copied, unless there is only one image.
  const mayJoin = !request.allOrNothing || writers.length === 1;
  const images = settled.map((plan) => (mayJoin ? joinTags(plan) : plan));
  return { images, refused, warnings: [...warnOfForwardOnly(images), ...warnOfUnknownLocks(observations, images)] };
}

function isRefusal(verdict: PlanVerdict): boolean {
  return verdict === "missing" || verdict === "conflict" || verdict === "blocked" || verdict === "failed";
}
