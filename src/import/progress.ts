// The line that tells how far many images are. Pure; when it is said is decided elsewhere.

/** Where a step stands at one moment. */
export interface Progress {
  readonly total: number;
  readonly inPlace: number;
  readonly importing: readonly { readonly name: string; readonly elapsedMs: number }[];
}

/** `12/40 in place, 8 importing, longest api 14 s` */
export function formatProgress({ total, inPlace, importing }: Progress): string {
  const longest = importing.reduce<Progress["importing"][number] | undefined>(
    (found, next) => (found === undefined || next.elapsedMs > found.elapsedMs ? next : found),
    undefined,
  );
  return [
    `${inPlace}/${total} in place`,
    ...(longest === undefined
      ? []
      : [`${importing.length} importing`, `longest ${longest.name} ${formatDuration(longest.elapsedMs)}`]),
  ].join(", ");
}

/** `0.4 s`, `14 s`, `3 min 5 s`, `2 h 4 min` */
export function formatDuration(durationMs: number): string {
  const seconds = Math.round(durationMs / 1000);
  if (durationMs < 9_950) return `${(durationMs / 1000).toFixed(1)} s`;
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return seconds % 60 === 0 ? `${minutes} min` : `${minutes} min ${seconds % 60} s`;
  return minutes % 60 === 0 ? `${minutes / 60} h` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}
