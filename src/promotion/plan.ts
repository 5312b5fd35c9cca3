// Decides, from what was asked and what was observed, which imports are made, in which order and mode, or why none is.
/** `NoForce` fails where a target tag exists, `Force` overwrites it. */
export type ImportMode = "NoForce" | "Force";
