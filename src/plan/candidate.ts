// One image together with everything on the source side that decisions about it depend on.
import type { SourceImage } from "../observe/observation.ts";
import type { ImageRequest, PromotionRequest } from "../request/request.ts";

/** An image whose source was resolved. */
export interface Candidate {
  readonly promotion: PromotionRequest;
  readonly image: ImageRequest;
  readonly source: SourceImage;
}
