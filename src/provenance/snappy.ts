// Decompresses one block of raw Snappy, the format in which GitHub stores attestation bundles.
// https://github.com/google/snappy/blob/1.2.2/format_description.txt
import { invalidAttestation } from "./found-bundle.ts";

function invalid(reason: string) {
  return invalidAttestation(`its bundle is not valid Snappy: ${reason}`);
}

/**
 * Decompresses a block. Checks its stated length against `maxBytes` before anything is allocated.
 * @throws ProvenanceError `ATTESTATION_INVALID`
 */
export function decompressSnappy(input: Uint8Array, maxBytes: number): Uint8Array {
  let at = 0;
  /** Little-endian, 1 to 4 bytes. */
  const readInteger = (byteCount: number): number => {
    let value = 0;
    for (let index = 0; index < byteCount; index++) {
      const byte = input[at++];
      if (byte === undefined) throw invalid("it ends within an element");
      value += byte * 2 ** (8 * index);
    }
    return value;
  };

  let length = 0;
  for (let shift = 0; ; shift += 7) {
    const byte = readInteger(1);
    length += (byte & 0x7f) * 2 ** shift;
    if (length > 0xffff_ffff || shift > 28) throw invalid("its length is not a 32-bit number");
    if (byte < 0x80) break;
  }
  if (length > maxBytes) {
    throw invalidAttestation(`its bundle is ${length} bytes uncompressed, more than ${maxBytes}`);
  }

  const output = new Uint8Array(length);
  let produced = 0;
  while (at < input.length) {
    const tag = readInteger(1);
    const kind = tag & 3;
    const high = tag >> 2;
    if (kind === 0) {
      const size = (high < 60 ? high : readInteger(high - 59)) + 1;
      if (at + size > input.length) throw invalid("a literal runs past its end");
      if (produced + size > length) throw invalid("it holds more than its stated length");
      output.set(input.subarray(at, at + size), produced);
      at += size;
      produced += size;
      continue;
    }
    const size = kind === 1 ? (high & 7) + 4 : high + 1;
    const offset = kind === 1 ? (tag >> 5) * 256 + readInteger(1) : readInteger(kind === 2 ? 2 : 4);
    if (offset === 0 || offset > produced) throw invalid("a copy starts before its beginning");
    if (produced + size > length) throw invalid("it holds more than its stated length");
    // A copy may overlap its own output: copying byte by byte then repeats a pattern, as the format requires.
    for (let index = 0; index < size; index++, produced++) output[produced] = output[produced - offset] ?? 0;
  }
  if (produced !== length) throw invalid("it holds less than its stated length");
  return output;
}
