// What jobs on runners with an identity of their own have, and lack.

/** The identity of the machine. */
export const SYSTEM = "5a5a5a5a-1111-4222-8333-000000000001";

/** Issuer and subject of a pod's token. */
export const CLUSTER = {
  iss: "https://westeurope.oic.prod-aks.azure.com/72f988bf/0f1e2d3c/",
  sub: "system:serviceaccount:arc-runners:promoter",
};

/** A job without `id-token: write`. */
export const NO_ID_TOKEN = { ACTIONS_ID_TOKEN_REQUEST_URL: undefined, ACTIONS_ID_TOKEN_REQUEST_TOKEN: undefined };
