export const id = 727;
export const ids = [727];
export const modules = {

/***/ 7119:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   j: () => (/* binding */ backoffMs)
/* harmony export */ });
// The pause before another try: exponential, with jitter, so that clients which failed together do not come back together.
/** The pause in ms after the failed try `attempt`, counted from 1. `random`: 0 ≤ x < 1. */
function backoffMs(attempt, random, { leastMs, mostMs, maxMs }) {
    return (leastMs + (mostMs - leastMs) * random) * Math.min(2 ** (attempt - 1), maxMs / mostMs);
}


/***/ }),

/***/ 4611:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   NE: () => (/* binding */ withDeadline),
/* harmony export */   Xp: () => (/* binding */ DeadlinePassed),
/* harmony export */   ZC: () => (/* binding */ abortable)
/* harmony export */ });
/** The reason with which a deadline's signal aborts once its time has passed. */
class DeadlinePassed extends Error {
    constructor(limitMs) {
        super(`The time limit of ${Math.round(limitMs / 1000)} s has passed.`);
        this.name = "DeadlinePassed";
    }
}
/**
 * Returns a signal that aborts with `signal`, or with {@link DeadlinePassed} after `limitMs`. Call `clear` when done: a
 * pending timer keeps the process alive.
 */
function withDeadline(clock, limitMs, signal) {
    const expired = new AbortController();
    let remainingMs = limitMs;
    let startedMs = 0;
    let timer;
    function run() {
        timer = new AbortController();
        startedMs = clock.nowMs();
        clock.sleep(remainingMs, AbortSignal.any([signal, timer.signal])).then(() => expired.abort(new DeadlinePassed(limitMs)), () => undefined);
    }
    function stop() {
        if (timer !== undefined)
            remainingMs -= clock.nowMs() - startedMs;
        timer?.abort();
        timer = undefined;
    }
    run();
    return {
        signal: AbortSignal.any([signal, expired.signal]),
        hold: (isHeld) => {
            if (isHeld)
                stop();
            else if (timer === undefined)
                run();
        },
        clear: stop,
    };
}
/** Waits for a promise that others may wait for too. Rejects with the signal's reason when aborted; the promise goes on. */
async function abortable(outcome, signal) {
    signal.throwIfAborted();
    const { promise, resolve, reject } = Promise.withResolvers();
    const onAbort = () => reject(signal.reason);
    signal.addEventListener("abort", onAbort, { once: true });
    outcome.then(resolve, reject);
    try {
        return await promise;
    }
    finally {
        signal.removeEventListener("abort", onAbort);
    }
}


/***/ }),

/***/ 8226:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  ss: () => (/* binding */ IMAGE_MANIFESTS_MAX_BYTES),
  V4: () => (/* binding */ MANIFEST_MAX_BYTES),
  MK: () => (/* binding */ decodeManifest),
  _e: () => (/* binding */ describeMismatch),
  q_: () => (/* binding */ verifyEntries)
});

// EXTERNAL MODULE: ./lib/errors.js
var errors = __webpack_require__(452);
// EXTERNAL MODULE: ./lib/quote.js
var quote = __webpack_require__(7211);
// EXTERNAL MODULE: ./lib/oci/digest.js
var oci_digest = __webpack_require__(9501);
;// CONCATENATED MODULE: ./lib/oci/json-depth.js
// The nesting depth of a JSON text, measured on its bytes before it is parsed.
const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const OPENING = new Set([0x5b, 0x7b]);
const CLOSING = new Set([0x5d, 0x7d]);
/**
 * True when brackets are nested deeper than `limit`. JSON.parse builds every level: millions of brackets in a few megabytes
 * would block the event loop for seconds.
 */
function isNestedDeeper(bytes, limit) {
    let depth = 0;
    let inString = false;
    for (let at = 0; at < bytes.length; at += 1) {
        const byte = bytes[at];
        if (inString) {
            if (byte === BACKSLASH)
                at += 1;
            else if (byte === QUOTE)
                inString = false;
        }
        else if (byte === QUOTE) {
            inString = true;
        }
        else if (OPENING.has(byte)) {
            depth += 1;
            if (depth > limit)
                return true;
        }
        else if (CLOSING.has(byte)) {
            depth -= 1;
        }
    }
    return false;
}

// EXTERNAL MODULE: ./lib/oci/media-type.js
var media_type = __webpack_require__(8574);
;// CONCATENATED MODULE: ./lib/oci/manifest.js
// Decodes manifests and indexes strictly: digests are computed, never taken from a header. Bytes and annotations are not kept,
// because a run has thousands of manifests in memory.
// https://github.com/opencontainers/image-spec/blob/v1.1.1/manifest.md, image-index.md, and Docker's image manifest v2 schema 2





/** The largest manifest that is read; the distribution spec requires registries to accept up to 4 MiB. */
const MANIFEST_MAX_BYTES = 4 * 1024 * 1024;
/** All manifests of one image: four of the largest. Fifty usual ones, which is what ACR imports at most, have about 0.2 MiB. */
const IMAGE_MANIFESTS_MAX_BYTES = 4 * MANIFEST_MAX_BYTES;
const MANIFEST_KEYS = foldedKeys("schemaVersion", "mediaType", "artifactType", "config", "layers", "manifests", "subject", "annotations", "fsLayers");
const DESCRIPTOR_KEYS = foldedKeys("mediaType", "digest", "size", "platform", "artifactType", "annotations");
/** Manifests need six levels; additions of tools need a few more. */
const DEPTH_MAX = 100;
/**
 * Decodes the bytes that a registry served with a Content-Type, whose parameters are ignored.
 * Rejects bytes whose Content-Type, own `mediaType` and shape do not agree (CVE-2021-41190).
 * @throws ManifestError `MANIFEST_SCHEMA1`, `MANIFEST_UNSUPPORTED` or `MANIFEST_INVALID`
 */
function decodeManifest(bytes, contentType) {
    const mediaType = (contentType.split(";")[0] ?? "").trim().toLowerCase();
    if ((0,media_type/* isDockerSchema1 */.R6)(mediaType)) {
        throw new errors/* ManifestError */.Sh("MANIFEST_SCHEMA1", "The manifest has Docker schema 1.", { side: "source" });
    }
    if (!(0,media_type/* isManifestMediaType */.CM)(mediaType)) {
        throw new errors/* ManifestError */.Sh("MANIFEST_UNSUPPORTED", `Its Content-Type ${(0,quote/* quote */.h)(contentType)} is not an OCI or Docker v2 manifest type.`);
    }
    const document = parseObject(bytes);
    if (document["schemaVersion"] !== 2)
        throw invalid("schemaVersion is not 2");
    rejectLookalikes(document, MANIFEST_KEYS, "it");
    const stated = document["mediaType"];
    if (stated !== undefined && stated !== mediaType) {
        const shown = typeof stated === "string" ? (0,quote/* quote */.h)(stated) : "not a string";
        throw invalid(`its Content-Type is ${mediaType} and its mediaType is ${shown}`, PUSH_AGAIN);
    }
    if (document["fsLayers"] !== undefined)
        throw invalid("it has fsLayers of schema 1", PUSH_AGAIN);
    decodeAnnotations(document["annotations"], "annotations");
    const common = {
        mediaType,
        digest: (0,oci_digest/* digestOf */.ol)(bytes),
        sizeBytes: bytes.byteLength,
        ...optionalText("artifactType", document["artifactType"]),
        ...(document["subject"] !== undefined && { subject: decodeDescriptor(document["subject"], "subject") }),
    };
    if ((0,media_type/* isIndexMediaType */.$$)(mediaType)) {
        if (document["config"] !== undefined || document["layers"] !== undefined) {
            throw invalid("it is an index with config or layers of an image", PUSH_AGAIN);
        }
        return { kind: "index", ...common, manifests: decodeDescriptors(document["manifests"], "manifests") };
    }
    if (document["manifests"] !== undefined) {
        throw invalid("it is an image manifest with manifests of an index", PUSH_AGAIN);
    }
    return {
        kind: "image",
        ...common,
        config: decodeDescriptor(document["config"], "config"),
        layers: decodeDescriptors(document["layers"], "layers"),
    };
}
/** For bytes that two clients may read differently: https://github.com/advisories/GHSA-77vh-xpmg-72qh */
const PUSH_AGAIN = "Clients read such an image differently. Build and push it again with one tool, for example docker buildx build --push, or convert it to a new tag with regctl or skopeo.";
function invalid(why, remedy) {
    return new errors/* ManifestError */.Sh("MANIFEST_INVALID", `The manifest is not valid: ${why}.`, { remedy });
}
function parseObject(bytes) {
    if (isNestedDeeper(bytes, DEPTH_MAX))
        throw invalid(`it is nested deeper than ${DEPTH_MAX} levels`);
    let document;
    try {
        // Keep a byte order mark in the text, so that JSON.parse rejects it as every strict reader does.
        document = JSON.parse(new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes));
    }
    catch {
        throw invalid("it is not JSON");
    }
    return asObject(document, "it");
}
function asObject(value, what) {
    if (typeof value !== "object" || value === null || Array.isArray(value))
        throw invalid(`${what} is not an object`);
    return value;
}
/** Upper case first: it maps U+017F and U+212A to the ASCII letters that case-insensitive readers match them with. */
function foldCase(key) {
    return key.toUpperCase().toLowerCase();
}
function foldedKeys(...keys) {
    return new Map(keys.map((key) => [foldCase(key), key]));
}
/** Many decoders ignore case, so they would read a manifest with "Config" beside "config" differently than this one. */
function rejectLookalikes(object, known, what) {
    for (const key of Object.keys(object)) {
        const meant = known.get(foldCase(key));
        if (meant !== undefined && meant !== key)
            throw invalid(`${what} has the key ${(0,quote/* quote */.h)(key)}`, PUSH_AGAIN);
    }
}
function optionalText(key, value) {
    if (value === undefined || value === "")
        return {};
    if (typeof value !== "string")
        throw invalid(`${key} is not a string`);
    return { [key]: value };
}
function decodeDescriptors(value, what) {
    if (!Array.isArray(value))
        throw invalid(`${what} is not a list`);
    return value.map((entry, at) => decodeDescriptor(entry, `${what}[${at}]`));
}
function decodeDescriptor(value, what) {
    const descriptor = asObject(value, what);
    rejectLookalikes(descriptor, DESCRIPTOR_KEYS, what);
    const { mediaType, digest, size } = descriptor;
    if (typeof mediaType !== "string" || mediaType === "")
        throw invalid(`${what} has no mediaType`);
    if (typeof digest !== "string")
        throw invalid(`${what} has no digest`);
    if (/^sha512:/i.test(digest))
        throw invalid(`${what} has a sha512 digest; ACR imports by sha256 digest only`);
    if (!(0,oci_digest/* isDigest */.Bc)(digest))
        throw invalid(`${what} has the invalid digest ${(0,quote/* quote */.h)(digest)}`);
    if (typeof size !== "number" || !Number.isSafeInteger(size) || size < 0)
        throw invalid(`${what} has no valid size`);
    const annotations = decodeAnnotations(descriptor["annotations"], `${what}.annotations`);
    return {
        mediaType,
        digest,
        sizeBytes: size,
        ...(descriptor["platform"] !== undefined && { platform: decodePlatform(descriptor["platform"], what) }),
        ...optionalText("artifactType", descriptor["artifactType"]),
        ...(Array.isArray(descriptor["urls"]) && descriptor["urls"].length > 0 && { hasUrls: true }),
        ...(annotations["vnd.docker.reference.type"] === "attestation-manifest" && { isAttestation: true }),
    };
}
function decodePlatform(value, what) {
    const platform = asObject(value, `${what}.platform`);
    const { os, architecture } = platform;
    if (typeof os !== "string" || typeof architecture !== "string") {
        throw invalid(`${what}.platform has no os or architecture`);
    }
    return {
        os,
        architecture,
        ...optionalText("variant", platform["variant"]),
        ...optionalText("osVersion", platform["os.version"]),
    };
}
function decodeAnnotations(value, what) {
    if (value === undefined || value === null)
        return {};
    const annotations = asObject(value, what);
    for (const text of Object.values(annotations))
        if (typeof text !== "string")
            throw invalid(`${what} has a value that is not a string`);
    return annotations;
}
/** How a manifest differs from what `stating` states of it; undefined where it does not. */
function describeMismatch(found, { digest, mediaType, sizeBytes }, stating) {
    if (found.mediaType === mediaType && found.sizeBytes === sizeBytes)
        return undefined;
    const has = `${found.mediaType} of ${found.sizeBytes} bytes`;
    return `Manifest ${digest} is ${has}, but ${stating} states ${mediaType} of ${sizeBytes} bytes.`;
}
/**
 * Compares each manifest with what an index among these states of it.
 * @throws ManifestError `MANIFEST_INVALID` where the media type or the size differs
 */
function verifyEntries(manifests, where) {
    const known = new Map(Array.from(manifests, (manifest) => [manifest.digest, manifest]));
    for (const index of known.values()) {
        if (index.kind !== "index")
            continue;
        for (const { digest, mediaType, sizeBytes } of index.manifests) {
            const manifest = known.get(digest);
            if (manifest === undefined)
                continue;
            const mismatch = describeMismatch(manifest, { digest, mediaType, sizeBytes }, `its index ${index.digest}`);
            if (mismatch !== undefined)
                throw new errors/* ManifestError */.Sh("MANIFEST_INVALID", mismatch, where);
        }
    }
}


/***/ }),

/***/ 7727:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  promote: () => (/* binding */ promote)
});

;// CONCATENATED MODULE: ./node_modules/yocto-queue/index.js
/*
How it works:
`this.#head` is an instance of `Node` which keeps track of its current value and nests another instance of `Node` that keeps the value that comes after it. When a value is provided to `.enqueue()`, the code needs to iterate through `this.#head`, going deeper and deeper to find the last value. However, iterating through every single item is slow. This problem is solved by saving a reference to the last value as `this.#tail` so that it can reference it to add a new value.
*/

class Node {
	value;
	next;

	constructor(value) {
		this.value = value;
	}
}

class Queue {
	#head;
	#tail;
	#size;

	constructor() {
		this.clear();
	}

	enqueue(value) {
		const node = new Node(value);

		if (this.#head) {
			this.#tail.next = node;
			this.#tail = node;
		} else {
			this.#head = node;
			this.#tail = node;
		}

		this.#size++;
	}

	dequeue() {
		const current = this.#head;
		if (!current) {
			return;
		}

		this.#head = this.#head.next;
		this.#size--;

		// Clean up tail reference when queue becomes empty
		if (!this.#head) {
			this.#tail = undefined;
		}

		return current.value;
	}

	peek() {
		if (!this.#head) {
			return;
		}

		return this.#head.value;

		// TODO: Node.js 18.
		// return this.#head?.value;
	}

	clear() {
		this.#head = undefined;
		this.#tail = undefined;
		this.#size = 0;
	}

	get size() {
		return this.#size;
	}

	* [Symbol.iterator]() {
		let current = this.#head;

		while (current) {
			yield current.value;
			current = current.next;
		}
	}

	* drain() {
		while (this.#head) {
			yield this.dequeue();
		}
	}
}

;// CONCATENATED MODULE: ./node_modules/p-limit/index.js


function pLimit(concurrency) {
	let rejectOnClear = false;

	if (typeof concurrency === 'object') {
		({concurrency, rejectOnClear = false} = concurrency);
	}

	validateConcurrency(concurrency);

	if (typeof rejectOnClear !== 'boolean') {
		throw new TypeError('Expected `rejectOnClear` to be a boolean');
	}

	const queue = new Queue();
	let activeCount = 0;

	const resumeNext = () => {
		// Process the next queued function if we're under the concurrency limit
		if (activeCount < concurrency && queue.size > 0) {
			activeCount++;
			queue.dequeue().run();
		}
	};

	const next = () => {
		activeCount--;
		resumeNext();
	};

	const run = async (function_, resolve, arguments_) => {
		// Execute the function and capture the result promise
		const result = (async () => function_(...arguments_))();

		// Resolve immediately with the promise (don't wait for completion)
		resolve(result);

		// Wait for the function to complete (success or failure)
		// We catch errors here to prevent unhandled rejections,
		// but the original promise rejection is preserved for the caller
		try {
			await result;
		} catch {}

		// Decrement active count and process next queued function
		next();
	};

	const enqueue = (function_, resolve, reject, arguments_) => {
		const queueItem = {reject};

		// Queue the internal resolve function instead of the run function
		// to preserve the asynchronous execution context.
		new Promise(internalResolve => { // eslint-disable-line promise/param-names
			queueItem.run = internalResolve;
			queue.enqueue(queueItem);
		}).then(run.bind(undefined, function_, resolve, arguments_)); // eslint-disable-line promise/prefer-await-to-then

		// Start processing immediately if we haven't reached the concurrency limit
		if (activeCount < concurrency) {
			resumeNext();
		}
	};

	const generator = (function_, ...arguments_) => new Promise((resolve, reject) => {
		enqueue(function_, resolve, reject, arguments_);
	});

	Object.defineProperties(generator, {
		activeCount: {
			get: () => activeCount,
		},
		pendingCount: {
			get: () => queue.size,
		},
		clearQueue: {
			value() {
				if (!rejectOnClear) {
					queue.clear();
					return;
				}

				const abortError = AbortSignal.abort().reason;

				while (queue.size > 0) {
					queue.dequeue().reject(abortError);
				}
			},
		},
		concurrency: {
			get: () => concurrency,

			set(newConcurrency) {
				validateConcurrency(newConcurrency);
				concurrency = newConcurrency;

				queueMicrotask(() => {
					// eslint-disable-next-line no-unmodified-loop-condition
					while (activeCount < concurrency && queue.size > 0) {
						resumeNext();
					}
				});
			},
		},
		map: {
			async value(iterable, function_) {
				const promises = [];

				try {
					Array.from(iterable, (value, index) => {
						const promise = generator(function_, value, index);
						promises.push(promise);
						return promise;
					});
				} catch (error) {
					// The iterable threw, so `Promise.all` never observes the already scheduled promises. Observe them here to avoid unhandled rejections.
					for (const promise of promises) {
						promise.catch(() => {}); // eslint-disable-line promise/prefer-await-to-then
					}

					throw error;
				}

				return Promise.all(promises);
			},
		},
	});

	return generator;
}

function limitFunction(function_, options) {
	const limit = pLimit(options);

	const limitedFunction = (...arguments_) => limit(() => function_(...arguments_));
	Object.defineProperty(limitedFunction, 'clearQueue', {
		value: limit.clearQueue,
	});

	return limitedFunction;
}

function validateConcurrency(concurrency) {
	if (!((Number.isInteger(concurrency) || concurrency === Number.POSITIVE_INFINITY) && concurrency > 0)) {
		throw new TypeError('Expected `concurrency` to be a number from 1 and up');
	}
}

// EXTERNAL MODULE: ./lib/errors.js
var errors = __webpack_require__(452);
// EXTERNAL MODULE: ./lib/deadline.js
var deadline = __webpack_require__(4611);
;// CONCATENATED MODULE: ./lib/image-time.js
// The time limit of one image, as arithmetic on the given clock: its own time, and the pauses that stop the clock.

/** The pauses from a time on, in their order and without overlap. */
function spansFrom(fromMs, pauses) {
    const spans = [];
    let coveredMs = fromMs;
    for (const pause of pauses.toSorted((a, b) => a.fromMs - b.fromMs)) {
        const beginsMs = Math.max(pause.fromMs, coveredMs);
        if (pause.untilMs <= beginsMs)
            continue;
        spans.push({ fromMs: beginsMs, untilMs: pause.untilMs });
        coveredMs = pause.untilMs;
    }
    return spans;
}
/** When the time of a part ends that began with so much left. */
function endOf(left, startedAtMs, pauses) {
    let endMs = startedAtMs + left.ownMs;
    let pausesMs = left.pausesMs;
    for (const span of spansFrom(startedAtMs, pauses)) {
        if (span.fromMs >= endMs)
            break;
        const stoppedMs = Math.min(pausesMs, span.untilMs - span.fromMs);
        endMs += stoppedMs;
        pausesMs -= stoppedMs;
    }
    return endMs;
}
/** What is left after a part that began with so much left. */
function leftAfter(left, startedAtMs, nowMs, pauses) {
    const pausedMs = spansFrom(startedAtMs, pauses)
        .map(({ fromMs, untilMs }) => Math.max(0, Math.min(untilMs, nowMs) - fromMs))
        .reduce((sum, each) => sum + each, 0);
    const stoppedMs = Math.min(left.pausesMs, pausedMs);
    return { ownMs: left.ownMs - (nowMs - startedAtMs - stoppedMs), pausesMs: left.pausesMs - stoppedMs };
}
/** The time of one image over all parts of its work. While it waits for other images or for a free slot, no part runs. */
class ImageTime {
    #clock;
    #limitMs;
    #left;
    constructor(clock, limitMs) {
        this.#clock = clock;
        this.#limitMs = limitMs;
        this.#left = { ownMs: limitMs, pausesMs: limitMs };
    }
    /** Runs one part of the work. `pauses`: those of the registries that the image is read from, as they become known. */
    async run(signal, pauses, work) {
        const clock = this.#clock;
        const left = this.#left;
        const startedAtMs = clock.nowMs();
        // A part may find nothing left. It still starts, so that it fails as every other part does.
        const endsAtMs = () => Math.max(startedAtMs + 1, endOf(left, startedAtMs, pauses()));
        const expired = new AbortController();
        const over = new AbortController();
        const watch = async () => {
            for (let leftMs = endsAtMs() - clock.nowMs(); leftMs > 0; leftMs = endsAtMs() - clock.nowMs()) {
                await clock.sleep(leftMs, over.signal);
            }
            expired.abort(new deadline/* DeadlinePassed */.Xp(this.#limitMs));
        };
        watch().catch(() => undefined);
        try {
            return await work({ signal: AbortSignal.any([signal, expired.signal]), endsAtMs });
        }
        finally {
            over.abort();
            this.#left = leftAfter(left, startedAtMs, clock.nowMs(), pauses());
        }
    }
}

// EXTERNAL MODULE: ./lib/problems.js
var lib_problems = __webpack_require__(5451);
;// CONCATENATED MODULE: ./lib/observe/blob-finding.js

/** Content that was there before this step, and not whole. ACR may skip the import of a manifest that it has. */
function contentIncomplete(what, consequence) {
    const message = `The target lacks the ${what}, which was there before this run. ${consequence}`;
    const remedy = "Check that the source image can be pulled whole, delete the incomplete image in the target (az acr manifest delete), and promote it again.";
    return (0,lib_problems/* problem */.CC)("CONTENT_INCOMPLETE", message, { side: "target", remedy });
}
/** A warning that names layers which the registry does not hold; none for no layers. */
function warnOfForeignLayers(layers) {
    const [first, ...others] = layers;
    if (first === undefined)
        return [];
    const more = others.length === 0 ? "" : ` and ${others.length} more`;
    return [`Layer ${first}${more} is fetched from a URL outside the registry (foreign layer) and was not checked.`];
}

// EXTERNAL MODULE: ./lib/oci/reference.js
var reference = __webpack_require__(3940);
// EXTERNAL MODULE: ./lib/request/resource-id.js
var resource_id = __webpack_require__(1791);
// EXTERNAL MODULE: ./lib/backoff.js
var backoff = __webpack_require__(7119);
;// CONCATENATED MODULE: ./lib/import/settle.js
// Decides what a read of the target shows, and what happens next. Two pure functions of values; import-step.ts performs what
// they return and decides nothing. What is proven here is the definition of "in place" (README, Guarantees).
/** What one read of the target shows. */
function prove(read, goal) {
    if (read.kind === "unreadable")
        return read;
    const seen = new Map(read.tags.map(({ name, digest }) => [name, digest]));
    const rivals = goal.tags.flatMap(({ name, previous }) => {
        const digest = seen.get(name);
        const isRival = digest !== undefined && digest !== null && digest !== goal.digest && digest !== previous;
        return isRival ? [{ name, digest }] : [];
    });
    if (rivals.length > 0)
        return { kind: "rival", rivals };
    const unset = goal.tags.find(({ name }) => seen.get(name) !== goal.digest);
    if (unset !== undefined)
        return { kind: "partial", missing: `the tag ${unset.name}`, blob: false };
    if (read.missingManifest !== undefined)
        return { kind: "partial", missing: read.missingManifest, blob: false };
    if (read.missingBlob !== undefined)
        return { kind: "partial", missing: read.missingBlob, blob: true };
    return { kind: "whole" };
}
/** Counts a read. A read that proves something else starts again. */
function countEqualReads(before, proof, nowMs) {
    const key = proof.kind === "rival" ? JSON.stringify(proof.rivals) : proof.kind;
    if (before?.key !== key)
        return { key, count: 1, sinceMs: nowMs };
    return { ...before, count: before.count + 1 };
}
/** Reads that agree count as one that is not stale: three, over at least five seconds. */
const EQUAL_READS = 3;
const EQUAL_READS_MS = 5_000;
/** How long the target is read after a POST whose response was lost, before the POST is repeated. */
const POST_LOST_MS = { NoForce: 15_000, Force: 90_000 };
/** How long the rest of an image is waited for once ARM has refused the import, because a tag of it exists. */
const TAG_EXISTS_MS = 90_000;
/** What happens next, given what the last read proves and what ARM has said. */
function next(proof, verdict, goal, facts) {
    switch (proof.kind) {
        case "whole":
            return nextOfWhole(verdict, goal, facts);
        case "rival":
            return nextOfRival(proof, verdict, goal, facts);
        case "partial":
            return nextOfPartial(proof, verdict, goal, facts);
        case "unreadable":
            return nextOfUnreadable(proof, verdict, facts);
    }
}
const UNCONFIRMED = "what Azure was to import";
const WAIT = { kind: "wait", confirm: false };
/** A tag that moves has to be confirmed by one more fact where a stale replica could show the planned digest too early. */
function nextOfWhole(verdict, goal, facts) {
    const moves = goal.tags.some(({ previous }) => previous !== null);
    if (!moves || !goal.hasReplicas)
        return { kind: "proven" };
    switch (verdict) {
        case "succeeded":
            return { kind: "proven" };
        case "none":
            return facts.isTagUpdateConfirmed ? { kind: "proven" } : { kind: "wait", confirm: true };
        case "untracked":
            if (facts.isTagUpdateConfirmed || areEqual(facts))
                return { kind: "proven" };
            return { kind: "wait", confirm: true };
        case "post-lost": {
            // Perhaps ARM never got the request, and the read is stale: equal reads are not enough.
            if (facts.isTagUpdateConfirmed)
                return { kind: "proven" };
            const then = nextOfPartial({ kind: "partial", missing: UNCONFIRMED, blob: false }, verdict, goal, facts);
            return then.kind === "wait" ? { kind: "wait", confirm: true } : then;
        }
        default:
            // ARM reports failure: the read was stale, unless the registry itself reports the update.
            if (facts.isTagUpdateConfirmed)
                return { kind: "proven" };
            return nextOfPartial({ kind: "partial", missing: UNCONFIRMED, blob: false }, verdict, goal, facts);
    }
}
/** Nobody's tag is reported as a conflict that was not read with another digest; a stale replica is read again first. */
function nextOfRival({ rivals }, verdict, goal, facts) {
    // While ARM works, it decides: under NoForce it refuses, under Force it overwrites.
    if (verdict === "none")
        return WAIT;
    // Under Force an operation that may still run can yet overwrite the rival.
    const mayOverwrite = goal.mode === "Force" && (verdict === "untracked" || verdict === "post-lost");
    if (mayOverwrite && facts.nowMs - facts.verdictAtMs < POST_LOST_MS.Force)
        return WAIT;
    if (goal.hasReplicas && !areEqual(facts))
        return WAIT;
    const [first] = rivals;
    if (first === undefined)
        return WAIT;
    return { kind: "conflict", tags: rivals.map(({ name }) => name), digest: first.digest };
}
function nextOfPartial({ missing, blob }, verdict, goal, facts) {
    const waitedMs = facts.nowMs - facts.verdictAtMs;
    switch (verdict) {
        case "none":
            return WAIT;
        // The tag that ARM found may be our own, set by an import whose response was lost.
        case "tag-exists":
            return waitedMs < Math.min(facts.lagMs, TAG_EXISTS_MS) ? WAIT : { kind: "not-shown", missing, blob };
        case "succeeded":
            return waitedMs < facts.lagMs ? WAIT : { kind: "not-shown", missing, blob };
        case "failed":
            return { kind: "failed" };
        case "failed-transiently":
            return facts.mayRepeat ? { kind: "repeat" } : { kind: "failed" };
        case "untracked":
            // The image's time limit ends this.
            return WAIT;
        case "post-lost": {
            // A Force import that still runs would move a tag back that someone else sets meanwhile: it gets more time to show.
            if (waitedMs < POST_LOST_MS[goal.mode])
                return WAIT;
            return facts.mayRepeat && !facts.postLostBefore ? { kind: "repeat" } : { kind: "failed" };
        }
    }
}
function nextOfUnreadable({ problem }, verdict, facts) {
    switch (verdict) {
        case "none":
            return WAIT;
        case "succeeded":
            return { kind: "unverified", problem };
        case "failed-transiently":
            return facts.mayRepeat ? { kind: "repeat" } : { kind: "failed" };
        case "tag-exists":
            return { kind: "exists-unread" };
        case "untracked":
        case "post-lost":
        case "failed":
            return { kind: "failed" };
    }
}
function areEqual({ equalReads, nowMs }) {
    return equalReads.count >= EQUAL_READS && nowMs - equalReads.sinceMs >= EQUAL_READS_MS;
}

// EXTERNAL MODULE: ./lib/oci/digest.js
var oci_digest = __webpack_require__(9501);
;// CONCATENATED MODULE: ./lib/import/step-problems.js
// Puts into words how a step ended without its proof. Pure.


/** A tag has a digest that it did not have when the plan was made, and that is not ours. */
function lostRace(step, { tags, digest }) {
    const names = tags.map((tag) => `${step.repository}:${tag}`).join(", ");
    return (0,lib_problems/* problem */.CC)("TAG_CONFLICT", `${names} was set to ${(0,oci_digest/* shortDigest */.VK)(digest)}… while this step ran; ${(0,oci_digest/* shortDigest */.VK)(step.digest)}… was planned.`, {
        stage: "import",
        side: "target",
        remedy: "Someone else promotes to the same tag. Run again, and give these workflows a common `concurrency` group.",
    });
}
/** ARM found a tag. `verifiable`: the plan could read the target, and saw the tag absent. */
function existsUnread(step, verdict, verifiable) {
    const names = qualifiedTags(step).join(", ");
    return (0,lib_problems/* problem */.CC)("TAG_EXISTS", `${step.tags.length > 1 ? "One of the tags " : ""}${names} exists in the target and cannot be compared from this runner: ${problemOfVerdict(verdict).message}`, {
        side: "target",
        // A tag that the plan saw absent was set by someone else: the table's remedy.
        remedy: verifiable
            ? undefined
            : "Set on-conflict: skip to leave an existing tag as it is, or on-conflict: overwrite to move it. Or use a runner that can read the target.",
    });
}
/** Nothing more is waited for, and the target does not show everything. */
function notShown(step, { missing, blob }, verdict) {
    if (blob)
        return incomplete(step, missing, verdict);
    if (verdict?.kind === "failed")
        return verdict.problem;
    return (0,lib_problems/* problem */.CC)("TARGET_NOT_SHOWN", `Azure reports that the import succeeded, but the target does not show it: ${missing} is missing.`, { side: "target" });
}
/** Manifests and tags are there, and a config or layer is not: who pulls gets an error. */
function incomplete(step, missing, verdict) {
    const tags = qualifiedTags(step).join(", ");
    const exists = tags === "" ? "This import set no tag." : `The tag exists already: ${tags}.`;
    const reported = verdict?.kind === "succeeded" ? "Azure reports that the import succeeded, but the" : "The";
    return (0,lib_problems/* problem */.CC)("CONTENT_INCOMPLETE", `${reported} target lacks the ${missing}. ${exists}`, { side: "target" });
}
/** Adds that tags exist already although their content is not proven: the next run finds them up to date. */
function withSeenTags(step, names, reason) {
    const seen = step.tags.filter(({ name }) => names.has(name)).map(({ name }) => `${step.repository}:${name}`);
    if (seen.length === 0)
        return reason;
    const message = `${reason.message} The tag exists already: ${seen.join(", ")}.`;
    const remedy = `${reason.remedy} Then run again with verify: layers, which checks configs and layers of what is there.`;
    return { ...reason, message, remedy };
}
/** The time limit passed; `proof` is what the last read proved. */
function timedOut(step, proof, verdict) {
    if (proof.kind === "whole") {
        const message = `The target shows ${formatStep(step)}, but Azure has not confirmed it within the time limit; a replica may be behind.`;
        return (0,lib_problems/* problem */.CC)("IMPORT_TIMEOUT", message, { side: "target" });
    }
    const lacking = formatLastRead(proof);
    const because = verdict === undefined || verdict.kind === "succeeded" ? lacking : `${lacking} ${verdict.problem.message}`;
    const message = `${formatStep(step)} did not appear in the target within the time limit.${because}`;
    return (0,lib_problems/* problem */.CC)("IMPORT_TIMEOUT", message, { side: "target" });
}
function formatLastRead(proof) {
    if (proof.kind === "partial")
        return ` Last read: ${proof.missing} was missing.`;
    if (proof.kind !== "rival")
        return "";
    const rivals = proof.rivals.map(({ name, digest }) => `the tag ${name} had ${(0,oci_digest/* shortDigest */.VK)(digest)}…`);
    return ` Last read: ${rivals.join(", ")}.`;
}
/** Why ARM ended the import. */
function problemOfVerdict(verdict) {
    if (verdict === undefined || verdict.kind === "succeeded") {
        return (0,lib_problems/* problem */.CC)("IMPORT_FAILED", "Azure ended the import without a reason.", { side: "target" });
    }
    return verdict.problem;
}
/** `repository:tag` of every tag of a step. */
function qualifiedTags({ repository, tags }) {
    return tags.map(({ name }) => `${repository}:${name}`);
}
/** A step as the log names it. */
function formatStep({ repository, digest, tags }) {
    const names = tags.length === 0 ? "untagged" : `as ${tags.map(({ name }) => name).join(", ")}`;
    return `${repository}@${(0,oci_digest/* shortDigest */.VK)(digest)}… ${names}`;
}

// EXTERNAL MODULE: ./lib/oci/descriptor.js
var descriptor = __webpack_require__(1260);
;// CONCATENATED MODULE: ./lib/observe/members.js
// The manifests below an image's root. An index may list one digest for several platforms, such as linux/arm/v6 and linux/arm/v7:
// each of these is an entry. A member is one digest with all of its platforms.

/** Adds entries of indexes to the members. A known digest gets the platforms of its further entries. */
function addEntries(members, entries) {
    const all = new Map(members);
    for (const [digest, group] of Map.groupBy(entries, (entry) => entry.digest)) {
        const [first, ...others] = [members.get(digest), ...group].filter((each) => each !== undefined);
        if (first !== undefined)
            all.set(digest, withPlatforms(first, others));
    }
    return all;
}
/** The member with the platforms of the others added, each once. */
function withPlatforms(member, others) {
    const platforms = [member, ...others].flatMap(platformsOf);
    const [platform, ...otherPlatforms] = new Map(platforms.map((each) => [(0,descriptor/* formatPlatform */.B)(each), each])).values();
    if (platform === undefined)
        return member;
    return { ...member, platform, ...(otherPlatforms.length > 0 && { otherPlatforms }) };
}
/** All platforms that a member is listed for, those of attestations included. */
function platformsOf({ platform, otherPlatforms = [] }) {
    return platform === undefined ? [] : [platform, ...otherPlatforms];
}
/** A member as messages name it: `sha256:… (linux/amd64, linux/arm64)`. */
function formatMember(member) {
    const platforms = runtimePlatformsOf(member).map(descriptor/* formatPlatform */.B);
    const label = platforms.length > 0 ? platforms.join(", ") : (0,descriptor/* isAttestationChild */.$)(member) ? "attestation" : "";
    return label === "" ? member.digest : `${member.digest} (${label})`;
}
/** The platforms that a member runs on; none for an attestation. */
function runtimePlatformsOf(member) {
    return platformsOf(member).filter((platform) => !(0,descriptor/* isAttestationChild */.$)({ ...member, platform }));
}

// EXTERNAL MODULE: ./lib/oci/manifest.js + 1 modules
var manifest = __webpack_require__(8226);
;// CONCATENATED MODULE: ./lib/observe/read-in-batches.js
// Reads many manifests: all at once where they are small, as they usually are, and one after the other where they are large.

/** A smaller manifest counts as this much: a reader may read so many bytes of any. */
const LEAST_BYTES = 64 * 1024;
/** Reads each one and returns the results in their order. What is read at a time is stated to be one largest manifest at most. */
async function readInBatches(manifests, read) {
    const results = [];
    for (let rest = manifests; rest.length > 0;) {
        let bytes = 0;
        const end = rest.findIndex(({ sizeBytes }, at) => {
            bytes += Math.max(sizeBytes, LEAST_BYTES);
            return at > 0 && bytes > manifest/* MANIFEST_MAX_BYTES */.V4;
        });
        const batch = end === -1 ? rest : rest.slice(0, end);
        results.push(...(await Promise.all(batch.map(read))));
        rest = rest.slice(batch.length);
    }
    return results;
}

;// CONCATENATED MODULE: ./lib/import/target-view.js



/** The target as one step sees it; remembers what was proven, since content does not go away again. */
class TargetView {
    #step;
    #reader;
    #content;
    #onPlannedDigest;
    #proven = new Map();
    /** What the indexes that were read state of their manifests. */
    #statedSizes = new Map();
    #discovered;
    #foreign = [];
    /** `onPlannedDigest` is called for each read of a tag with the step's digest. */
    constructor(step, { reader, content }, onPlannedDigest) {
        this.#step = step;
        this.#reader = reader;
        this.#content = content;
        this.#onPlannedDigest = onPlannedDigest;
    }
    /** Where the image's manifests were not known: those that the target has shown so far. */
    get discovered() {
        return this.#discovered;
    }
    /** Layers that the registry does not hold, once all others are there. */
    get foreign() {
        return this.#foreign;
    }
    /**
     * One read while nothing shows; the rest, all at once, when it does. `allTags`: every tag is read in any case.
     * @throws RegistryError, NetworkError; ManifestError where a manifest is not what its index states
     */
    async read(signal, allTags) {
        const step = this.#step;
        const [firstTag, ...otherTags] = step.tags;
        const tags = [];
        if (firstTag !== undefined) {
            const first = await this.#readTag(firstTag.name, signal);
            tags.push(first);
            if (first.digest !== step.digest && !allTags)
                return { kind: "read", tags };
        }
        else {
            const [first] = step.mustExist.filter((digest) => !this.#proven.has(digest));
            if (first !== undefined && !(await this.#readManifest(first, signal))) {
                return { kind: "read", tags, missingManifest: `${step.repository}@${first}` };
            }
        }
        const [others, missing] = await Promise.all([
            Promise.all(otherTags.map(({ name }) => this.#readTag(name, signal))),
            this.#findMissingManifest(signal),
        ]);
        tags.push(...others);
        if (missing !== undefined)
            return { kind: "read", tags, missingManifest: `${step.repository}@${missing}` };
        (0,manifest/* verifyEntries */.q_)(this.#proven.values(), { stage: "verify", side: "target" });
        const blobs = await this.#content.findMissing(step.repository, this.#proven.values(), signal);
        if (blobs.kind === "unknown")
            return { kind: "unreadable", problem: blobs.problem };
        if (blobs.kind === "complete")
            this.#foreign = blobs.foreign;
        return { kind: "read", tags, ...(blobs.kind === "missing" && { missingBlob: blobs.what }) };
    }
    /** The first manifest that is not there. Those that reading discovers are read in turn. */
    async #findMissingManifest(signal) {
        for (;;) {
            const members = this.#discovered?.members.map(({ digest }) => digest) ?? [];
            const rest = [...this.#step.mustExist, ...members].filter((digest) => !this.#proven.has(digest));
            if (rest.length === 0)
                return undefined;
            const present = await readInBatches(rest.map((digest) => ({ digest, sizeBytes: this.#statedSizes.get(digest) ?? 0 })), ({ digest }) => this.#readManifest(digest, signal));
            const missing = rest.find((_digest, at) => present[at] === false);
            if (missing !== undefined)
                return missing;
        }
    }
    async #readTag(name, signal) {
        const step = this.#step;
        const target = await this.#reader.readTag(step.repository, name, signal);
        if (target === undefined)
            return { name, digest: null };
        if (target.digest === step.digest) {
            if (target.manifest !== undefined)
                this.#prove(target.manifest);
            else if (!(await this.#readManifest(step.digest, signal)))
                return { name, digest: null };
            this.#onPlannedDigest(name);
        }
        return { name, digest: target.digest };
    }
    async #readManifest(digest, signal) {
        const statedBytes = this.#statedSizes.get(digest);
        const manifest = await this.#reader.fetchManifest(this.#step.repository, digest, signal, statedBytes);
        if (manifest === undefined)
            return false;
        this.#prove(manifest);
        return true;
    }
    #prove(manifest) {
        const step = this.#step;
        this.#proven.set(manifest.digest, manifest);
        if (manifest.kind === "index") {
            for (const { digest, sizeBytes } of manifest.manifests)
                this.#statedSizes.set(digest, sizeBytes);
        }
        if (step.discovers !== true)
            return;
        const { root = manifest, members = [] } = this.#discovered ?? {};
        const known = new Map(members.map((member) => [member.digest, member]));
        const entries = manifest.kind === "index" ? manifest.manifests.filter(({ digest }) => digest !== root.digest) : [];
        this.#discovered = { root, members: [...addEntries(known, entries).values()] };
    }
}

;// CONCATENATED MODULE: ./lib/import/import-step.js
// Performs one planned import: sends it, follows ARM and reads the target at the same time. What a read proves and what happens
// next is decided by settle.ts. The only place that starts writes.







const MAX_ATTEMPTS = 3;
const FIRST_READ_MS = 200;
const READ_INTERVAL_MS = 500;
/** Each step in flight adds this to the pause between reads, which keeps a run of 500 under 100 reads a second. */
const READ_SHARE_MS = 10;
/** As often as ARM asks to be polled, and no more rarely. */
const READ_INTERVAL_MAX_MS = 10_000;
/** How long the target may show less than ARM's "Succeeded" reported: replicas converge within a minute or so (Azure/acr#588). */
const LAG_MS = 90_000;
const IDLE_MS = 60_000;
const LAST_READ_MS = 8_000;
const BACKOFF = { leastMs: 2_000, mostMs: 4_000, maxMs: 30_000 };
/**
 * Imports, and reads back until everything is proven or settle gives up.
 * @throws when the run is cancelled
 */
async function importAndVerify(input, context) {
    context.inFlight.count += 1;
    try {
        return await new StepRun(input, context).run();
    }
    finally {
        context.inFlight.count -= 1;
    }
}
class StepRun {
    #input;
    #context;
    #goal;
    #view;
    #accepted = false;
    /** Tags of the step that were read with the planned digest. */
    #seen = new Set();
    #operationId = "";
    #postLostBefore = false;
    #verdict;
    #verdictAtMs = 0;
    #startedAtMs = 0;
    #readAtMs = 0;
    #equalReads;
    #isTagUpdateConfirmed = false;
    #begunAtWallMs;
    #wake = () => undefined;
    constructor(input, context) {
        const { step } = input;
        this.#input = input;
        this.#context = context;
        this.#begunAtWallMs = context.clock.wallMs();
        this.#view = new TargetView(step, context, (tag) => this.#onPlannedDigest(tag));
        this.#goal = {
            digest: step.digest,
            tags: step.tags,
            mode: step.mode,
            hasReplicas: context.hasReplicas,
        };
    }
    async run() {
        for (let attempt = 1;;) {
            try {
                const result = await this.#attempt(attempt < MAX_ATTEMPTS);
                if (result !== "repeat")
                    return result;
                const tooLong = await this.#backOff(attempt);
                if (tooLong !== undefined)
                    return tooLong;
                // A POST that was throttled did nothing, and how often that may be is for the time limit to say.
                if (!this.#isThrottled())
                    attempt++;
            }
            catch (error) {
                return await this.#ended(error);
            }
        }
    }
    async #attempt(mayRepeat) {
        const { step, signal, sourceRepository, importSource, onOperation, openOperations } = this.#input;
        const { importer, clock, log } = this.#context;
        const source = await importSource(signal);
        signal.throwIfAborted();
        this.#operationId = this.#context.operationId();
        this.#accepted = false;
        this.#verdict = undefined;
        this.#equalReads = undefined;
        this.#startedAtMs = clock.nowMs();
        onOperation(this.#operationId);
        openOperations.add(this.#operationId);
        log.debug(`import ${this.#operationId}: ${formatStep(step)}`);
        const follow = new AbortController();
        const verdictWanted = new AbortController();
        const followed = importer
            .importImage({
            source,
            sourceImage: `${sourceRepository}@${step.digest}`,
            targetTags: qualifiedTags(step),
            untaggedTargetRepositories: step.tags.length === 0 ? [step.repository] : [],
            mode: step.mode,
        }, {
            operationId: this.#operationId,
            signal: AbortSignal.any([signal, follow.signal]),
            verdictWanted: verdictWanted.signal,
            onAccepted: () => {
                this.#accepted = true;
                // The copy may have begun before the response came.
                this.#readAtMs = this.#startedAtMs + FIRST_READ_MS;
                this.#startedAtMs = clock.nowMs();
                this.#wake();
            },
        })
            .then((verdict) => this.#onVerdict(verdict), (error) => {
            // Any error, a missing token for example, was thrown before the request reached ARM.
            if (follow.signal.aborted || signal.aborted)
                return;
            this.#onVerdict({ kind: "failed", problem: (0,errors/* problemOf */.Zw)(error, "import"), transient: false });
        });
        try {
            return await this.#watch(mayRepeat, verdictWanted);
        }
        finally {
            follow.abort();
            await followed;
        }
    }
    #onVerdict(verdict) {
        this.#verdict = verdict;
        this.#verdictAtMs = this.#context.clock.nowMs();
        if (verdict.kind === "unclear") {
            this.#context.log.info(`Azure does not report how an import goes (${verdict.problem.message}); the target is read instead.`);
        }
        else {
            this.#input.openOperations.delete(this.#operationId);
        }
        this.#wake();
    }
    /** Reads again and again until settle has an end. */
    async #watch(mayRepeat, verdictWanted) {
        const { clock } = this.#context;
        for (;;) {
            // The verdict is taken before the read, so that a verdict is always followed by one more read.
            const verdict = this.#verdict;
            const isDue = verdict !== undefined || (this.#accepted && clock.nowMs() >= this.#readAtMs);
            if (isDue) {
                const decision = await this.#readAndDecide(verdict, mayRepeat);
                if (decision.kind !== "wait")
                    return this.#end(decision, verdict);
                if (decision.confirm) {
                    verdictWanted.abort();
                    this.#isTagUpdateConfirmed ||= await this.#lookUpUpdates();
                    if (this.#isTagUpdateConfirmed)
                        continue;
                }
                this.#readAtMs = clock.nowMs() + this.#intervalMs();
            }
            await this.#pause(verdict);
        }
    }
    /**
     * True if the registry states that each tag was set to the planned digest after this step began. A replica that is behind states
     * an earlier update; the two clocks are compared besides, so that an update between the plan and this step does not count.
     */
    async #lookUpUpdates() {
        const { step, signal } = this.#input;
        if (step.tags.some(({ updatedAtMs }) => updatedAtMs === undefined))
            return false;
        const lookups = await Promise.all(step.tags.map(({ name: tag }) => this.#context.reader.lookUpLocks({ repository: step.repository, tag }, signal)));
        return step.tags.every(({ updatedAtMs = 0 }, at) => {
            const lookup = lookups[at];
            const update = lookup?.kind === "known" ? lookup.value.update : undefined;
            return update?.digest === step.digest && update.atMs > updatedAtMs && update.atMs >= this.#begunAtWallMs;
        });
    }
    async #readAndDecide(verdict, mayRepeat) {
        const { clock } = this.#context;
        // After a verdict every tag is read: only those seen with another digest are conflicts.
        const proof = prove(await this.#read(this.#input.signal, verdict !== undefined), this.#goal);
        const nowMs = clock.nowMs();
        this.#equalReads = countEqualReads(this.#equalReads, proof, nowMs);
        return next(proof, this.#verdictKind(verdict), this.#goal, {
            nowMs,
            verdictAtMs: verdict === undefined ? this.#startedAtMs : this.#verdictAtMs,
            equalReads: this.#equalReads,
            isTagUpdateConfirmed: this.#isTagUpdateConfirmed,
            mayRepeat: mayRepeat || this.#isThrottled(),
            postLostBefore: this.#postLostBefore,
            // Where replicas are possible, only the image's time limit ends the wait for what ARM reported.
            lagMs: this.#goal.hasReplicas ? Number.POSITIVE_INFINITY : LAG_MS,
        });
    }
    #verdictKind(verdict) {
        if (verdict === undefined)
            return "none";
        if (verdict.kind === "succeeded")
            return "succeeded";
        if (verdict.kind === "unclear")
            return this.#accepted ? "untracked" : "post-lost";
        if (verdict.problem.code === "TAG_EXISTS")
            return "tag-exists";
        return verdict.transient ? "failed-transiently" : "failed";
    }
    /** The result of a decision that ends this attempt. */
    #end(decision, verdict) {
        const { step, verifiable } = this.#input;
        switch (decision.kind) {
            case "proven":
                return this.#provenResult();
            case "unverified":
                return { ...decision, problem: this.#withSeenTags(decision.problem) };
            case "repeat":
                if (verdict?.kind === "unclear")
                    this.#postLostBefore = true;
                return "repeat";
            case "conflict":
                return {
                    // Under NoForce ours was refused; under Force it may have been there for a moment.
                    kind: step.mode === "Force" ? "failed" : "conflict",
                    rivalTags: decision.tags,
                    problem: lostRace(step, decision),
                };
            case "exists-unread":
                return { kind: "exists-unread", problem: existsUnread(step, verdict, verifiable) };
            case "not-shown":
                return { kind: "failed", problem: this.#notShown(decision) };
            case "failed":
                return { kind: "failed", problem: this.#withSeenTags(problemOfVerdict(verdict)) };
        }
    }
    #isThrottled() {
        const verdict = this.#verdict;
        return verdict?.kind === "failed" && verdict.problem.code === "ARM_THROTTLED" && !this.#accepted;
    }
    #notShown(decision) {
        const reason = notShown(this.#input.step, decision, this.#verdict);
        return decision.blob ? reason : this.#withSeenTags(reason);
    }
    #withSeenTags(reason) {
        return withSeenTags(this.#input.step, this.#seen, reason);
    }
    #provenResult() {
        const { step, openOperations } = this.#input;
        // Under NoForce an earlier operation finds the tags that are now set. Under Force it can still move them.
        if (step.mode === "NoForce")
            openOperations.clear();
        openOperations.delete(this.#operationId);
        const { foreign, discovered } = this.#view;
        return { kind: "proven", foreign, ...(discovered !== undefined && { discovered }) };
    }
    async #read(signal, allTags) {
        if (!this.#input.verifiable)
            return { kind: "unreadable", problem: UNREADABLE };
        try {
            return await this.#view.read(signal, allTags);
        }
        catch (error) {
            if (signal.aborted)
                throw error;
            return { kind: "unreadable", problem: (0,errors/* problemOf */.Zw)(error, "verify") };
        }
    }
    #onPlannedDigest(name) {
        if (!this.#isReliable(name))
            return;
        this.#seen.add(name);
        this.#input.onTagSeen(name);
    }
    /** A replica that is behind may show a tag that moves with the planned digest before it was set, as in a rollback. */
    #isReliable(name) {
        const { tags, hasReplicas } = this.#goal;
        if (!hasReplicas || this.#isTagUpdateConfirmed || this.#verdict?.kind === "succeeded")
            return true;
        return tags.some((tag) => tag.name === name && tag.previous === null);
    }
    /** Until the next read is due, ARM answers, or the signal aborts. */
    async #pause(before) {
        const { signal } = this.#input;
        if (before !== this.#verdict)
            return;
        const woken = new AbortController();
        this.#wake = () => woken.abort();
        const cut = AbortSignal.any([signal, woken.signal]);
        try {
            // Before ARM has answered the POST there is nothing to read.
            const idle = !this.#accepted && this.#verdict === undefined;
            const { clock } = this.#context;
            await clock.sleep(idle ? IDLE_MS : Math.max(0, this.#readAtMs - clock.nowMs()), cut);
        }
        catch (error) {
            if (signal.aborted)
                throw error;
        }
        finally {
            this.#wake = () => undefined;
        }
    }
    #intervalMs() {
        const { clock, inFlight } = this.#context;
        // What takes long is read more rarely, and often again once ARM has a verdict.
        const elapsedMs = clock.nowMs() - (this.#verdict === undefined ? this.#startedAtMs : this.#verdictAtMs);
        const rarelyMs = elapsedMs > 10_000 ? Math.min(READ_INTERVAL_MAX_MS, elapsedMs / 12) : 0;
        return Math.max(READ_INTERVAL_MS, inFlight.count * READ_SHARE_MS, rarelyMs);
    }
    /** Waits before the next attempt. A result: the pause that Azure asks for is longer than what is left. */
    async #backOff(attempt) {
        const { clock, log } = this.#context;
        const { step, endsAtMs, signal } = this.#input;
        const verdict = this.#verdict;
        const askedMs = verdict?.kind === "succeeded" ? undefined : verdict?.retryAfterMs;
        const delayMs = askedMs ?? (0,backoff/* backoffMs */.j)(attempt, clock.random(), BACKOFF);
        if (verdict?.kind === "failed" && clock.nowMs() + delayMs > endsAtMs()) {
            const seconds = Math.ceil(delayMs / 1000);
            const message = `${verdict.problem.message} The pause of ${seconds} s is longer than what is left of timeout-minutes.`;
            return { kind: "failed", problem: { ...verdict.problem, message } };
        }
        const reason = verdict === undefined || verdict.kind === "succeeded" ? "" : `: ${verdict.problem.message}`;
        log.info(`Importing ${formatStep(step)} again in ${Math.round(delayMs / 1000)} s${reason}`);
        await clock.sleep(delayMs, signal);
        return undefined;
    }
    /** The time limit passed, or the run was cancelled: where there is time for it, the target is read once more. */
    async #ended(error) {
        const { signal, step } = this.#input;
        if (!signal.aborted)
            return { kind: "failed", problem: (0,errors/* problemOf */.Zw)(error, "import") };
        if (!(signal.reason instanceof deadline/* DeadlinePassed */.Xp))
            throw error;
        const proof = await this.#lastRead();
        if (this.#isProvenAtEnd(proof))
            return this.#provenResult();
        const failed = (reason) => ({ kind: "failed", problem: reason });
        if (proof.kind === "partial" && proof.blob)
            return failed(incomplete(step, proof.missing, this.#verdict));
        if (this.#verdict?.kind === "succeeded") {
            const missing = proof.kind === "partial" ? proof.missing : formatStep(step);
            return failed(this.#notShown({ kind: "not-shown", missing, blob: false }));
        }
        if (this.#isThrottled())
            return failed(problemOfVerdict(this.#verdict));
        return failed(timedOut(step, proof, this.#verdict));
    }
    /** At the end nothing can be confirmed any more: a tag that moves counts only where it was confirmed before. */
    #isProvenAtEnd(proof) {
        if (proof.kind !== "whole" || this.#equalReads === undefined)
            return false;
        const decision = next(proof, this.#verdictKind(this.#verdict), this.#goal, {
            nowMs: this.#context.clock.nowMs(),
            verdictAtMs: this.#verdictAtMs,
            equalReads: this.#equalReads,
            isTagUpdateConfirmed: this.#isTagUpdateConfirmed,
            mayRepeat: false,
            postLostBefore: this.#postLostBefore,
            lagMs: 0,
        });
        return decision.kind === "proven";
    }
    async #lastRead() {
        const { clock } = this.#context;
        const { signal, clear } = (0,deadline/* withDeadline */.NE)(clock, LAST_READ_MS, new AbortController().signal);
        try {
            const proof = prove(await this.#read(signal, true), this.#goal);
            this.#equalReads = countEqualReads(this.#equalReads, proof, clock.nowMs());
            return proof;
        }
        catch (error) {
            return { kind: "unreadable", problem: (0,errors/* problemOf */.Zw)(error, "verify") };
        }
        finally {
            clear();
        }
    }
}
const UNREADABLE = (0,lib_problems/* problem */.CC)("TARGET_UNREADABLE", "The target cannot be read from this runner.", {
    side: "target",
});

;// CONCATENATED MODULE: ./lib/import/execute.js
// Carries out a plan: contents first, then referrers, then, when everything is proven, the tags. Failures are values.








/** Carries out all that is planned. `runs` are in the plan's order and are changed in place. */
async function executePlan(plan, runs, request, ports, signal) {
    const limit = pLimit(request.maxParallel);
    const work = plan.images.flatMap((image, at) => {
        const run = runs[at];
        const source = ports.sources[at];
        const time = ports.times[at];
        if (image.verdict !== "promote" || run === undefined || source === undefined || time === undefined)
            return [];
        return [{ image, run, source, time }];
    });
    const execution = new Execution(request, ports, work.length, signal);
    if (!request.allOrNothing) {
        await Promise.all(work.map((item) => limit(async () => {
            await execution.importContent(item, setsTags(item));
            if (item.run.state === "content-in-place")
                await execution.setTags(item);
        })));
        return;
    }
    const tagsFollow = work.some(setsTags);
    await Promise.all(work.map((item) => limit(() => execution.importContent(item, tagsFollow))));
    if (work.some(({ run }) => run.state !== "content-in-place"))
        return;
    await Promise.all(work.map((item) => limit(() => execution.setTags(item))));
}
function setsTags({ image }) {
    return image.signatureTagSteps.length + image.tagSteps.length > 0;
}
const CHATTY_MAX_IMAGES = 50;
class Execution {
    #request;
    #ports;
    #signal;
    #context;
    /** A line as each image starts and ends, unless there are so many that they would flood the log. */
    #chatty;
    /** Imports that run at the same time: one image may have many referrers. */
    #limitImports;
    #shared = new Map();
    constructor(request, ports, imageCount, signal) {
        const { target, hasReplicas, content, clock, log, operationId } = ports;
        this.#request = request;
        this.#ports = ports;
        this.#signal = signal;
        this.#limitImports = pLimit(request.maxParallel);
        this.#chatty = imageCount <= CHATTY_MAX_IMAGES;
        this.#context = {
            importer: target.importer,
            reader: target.reader,
            content,
            hasReplicas,
            clock,
            log,
            operationId,
            inFlight: { count: 0 },
        };
    }
    /** The image, then its referrers. `tagsFollow`: tags are to move once this is in place. */
    async importContent(item, tagsFollow) {
        const { image, run } = item;
        await this.#timed(item, async (limit) => {
            if (image.copy !== undefined) {
                if (!(await this.#step(item, image.copy, limit)))
                    return;
                run.contentImported = true;
            }
            else if (!(await this.#checkPresent(item, limit)))
                return;
            // In waves by depth would be the strict order; ACR takes a referrer whose subject is not there yet.
            if (!(await this.#referrerSteps(item, image.referrerSteps, limit)))
                return;
            // With `verify: required` no tag moves to what was not read back.
            const unproven = !run.verified && tagsFollow && this.#request.verify !== "best-effort";
            run.state = unproven ? "failed" : "content-in-place";
        });
    }
    /** Before tags are set on an image that is in the target already: its configs and layers. */
    async #checkPresent({ image, run }, limit) {
        const { repository } = image.request.target;
        if (image.present.length === 0)
            return true;
        const finding = await this.#ports.content.checkPresent(repository, image.present, limit.signal);
        if (finding.kind === "complete") {
            for (const layer of finding.foreign)
                run.foreignLayers.add(layer);
            return true;
        }
        const isTolerated = finding.kind === "unknown" && this.#request.verify === "best-effort";
        run.problem = finding.kind === "missing" ? contentIncomplete(finding.what, "No tag was set.") : finding.problem;
        if (isTolerated)
            run.verified = false;
        else
            run.state = "failed";
        return isTolerated;
    }
    /** Steps side by side; true if all are done. */
    async #referrerSteps(item, steps, limit) {
        const results = await Promise.allSettled(steps.map(async (step) => {
            const done = await this.#step(item, step, limit);
            const name = step.tags[0]?.name ?? step.digest;
            if (done && !item.run.keptTags.has(name))
                item.run.referrersImported.add(name);
            return done;
        }));
        for (const result of results)
            if (result.status === "rejected")
                throw result.reason;
        return results.every((result) => result.status === "fulfilled" && result.value);
    }
    /** cosign's tags, then the image's: one import for those that are created and one for those that move. */
    async setTags(item) {
        const { image, run } = item;
        await this.#timed(item, async (limit) => {
            if (!(await this.#referrerSteps(item, image.signatureTagSteps, limit)))
                return;
            for (const step of image.tagSteps)
                if (!(await this.#step(item, step, limit)))
                    return;
            run.state = "done";
        });
    }
    /** Runs a part of an image's work under the image's own time limit, and writes into its run what became of it. */
    async #timed({ image, run, time }, work) {
        const { clock, log, target } = this.#ports;
        if (this.#signal.aborted)
            return;
        const startedAtMs = clock.nowMs();
        if (run.startedAtMs === undefined && this.#chatty)
            log.info(`${imageName(image)}: importing`);
        run.startedAtMs ??= startedAtMs;
        run.state = "running";
        try {
            await time.run(this.#signal, () => target.reader.pauses(), work);
        }
        catch (error) {
            if (this.#signal.aborted) {
                run.state = "cancelled";
            }
            else {
                run.state = "failed";
                run.problem = error instanceof deadline/* DeadlinePassed */.Xp ? checksTimedOut(image) : (0,errors/* problemOf */.Zw)(error, "import");
            }
        }
        finally {
            run.durationMs += clock.nowMs() - startedAtMs;
            this.#logEnd(image, run);
        }
    }
    #logEnd(image, run) {
        if (run.state === "done")
            for (const text of warnOfForeignLayers(run.foreignLayers))
                this.#ports.log.notice(text);
        const seconds = `${(run.durationMs / 1000).toFixed(1)} s`;
        const { log } = this.#ports;
        if (run.state === "skipped" && this.#chatty)
            log.info(`${imageName(image)}: skipped after ${seconds}`);
        else if (run.state === "done" && this.#chatty)
            log.info(`${imageName(image)}: in place after ${seconds}`);
        else if (run.state === "failed" || run.state === "conflict") {
            log.info(`${imageName(image)}: ${run.state} after ${seconds}: ${run.problem?.message ?? ""}`);
        }
    }
    /** True where the step is proven, or, in a target that cannot be read, vouched for by ARM. */
    async #step({ image, run, source }, step, limit) {
        const shared = this.#once(step, image.request.source, (openOperations) => importAndVerify({
            step,
            sourceRepository: step.from === "target" ? step.repository : image.request.source.repository,
            importSource: (importSignal) => this.#importSource(step, source, importSignal),
            verifiable: image.verifiable,
            ...limit,
            onOperation: (operationId) => {
                run.operationId = operationId;
            },
            openOperations,
            onTagSeen: (tag) => {
                if (step.digest === image.source?.digest)
                    run.tagsSet.add(tag);
            },
        }, this.#context));
        run.openOperations.push(shared.openOperations);
        const result = await shared.result;
        if (result.kind === "proven" || result.kind === "unverified") {
            if (result.kind === "proven") {
                if (result.discovered !== undefined && step === image.copy)
                    run.discovered = result.discovered;
                for (const layer of result.foreign)
                    run.foreignLayers.add(layer);
            }
            if (result.kind === "unverified") {
                run.verified = false;
                run.problem ??= result.problem;
            }
            if (step.digest === image.source?.digest)
                for (const { name } of step.tags)
                    run.tagsSet.add(name);
            return true;
        }
        // Of several tags, it is not known which one exists.
        const existing = result.kind === "exists-unread" && step.tags.length === 1 ? step.tags.map(({ name }) => name) : [];
        // Where the plan saw that the tag was absent, someone else set it, which is a conflict as in any target.
        if (result.kind === "exists-unread" && !image.verifiable && this.#request.onConflict === "skip") {
            this.#ports.log.info(`${result.problem.message} With on-conflict: skip, it is left as it is.`);
            for (const tag of existing)
                run.keptTags.add(tag);
            // As in a target that can be read: without a tag of cosign's the image goes on, without its own it is skipped.
            if (step.digest !== image.source?.digest)
                return true;
            run.state = "skipped";
            return false;
        }
        // Of steps that run side by side, the first to fail says why.
        if (run.state === "running") {
            run.state = result.kind === "failed" ? "failed" : "conflict";
            run.problem = result.problem;
        }
        for (const tag of result.kind === "exists-unread" ? existing : (result.rivalTags ?? []))
            run.rivalTags.add(tag);
        return false;
    }
    /** Steps of two lines that are the same are carried out once. */
    #once(step, source, work) {
        const key = JSON.stringify([step.from === "source" ? [source.registry, source.repository] : null, step]);
        const running = this.#shared.get(key);
        if (running !== undefined)
            return running;
        const openOperations = new Set();
        const shared = { result: this.#limitImports(work, openOperations), openOperations };
        this.#shared.set(key, shared);
        return shared;
    }
    /** Setting a tag is an import of the target from itself, which needs no right on the source. */
    async #importSource(step, source, signal) {
        if (step.from === "source")
            return source.importSource(signal);
        return { resourceId: (0,resource_id/* formatResourceId */.bM)(this.#ports.target.resource.id) };
    }
}
/** The time limit passed outside of an import: while what was there before was looked up. */
function checksTimedOut(image) {
    const message = `The time limit passed while configs and layers of ${imageName(image)} were looked up in the target.`;
    return (0,lib_problems/* problem */.CC)("IMPORT_TIMEOUT", message, { side: "target" });
}
function imageName({ request: { target } }) {
    return (0,reference/* formatTarget */.P4)(target.repository, target.tags);
}

// EXTERNAL MODULE: ./lib/import/progress.js
var progress = __webpack_require__(4618);
;// CONCATENATED MODULE: ./lib/import/follow-progress.js
// Says, while a plan is carried out, how far the whole is: one line every few seconds, however many images there are.

const EVERY_MS = 5_000;
/** Logs progress every few seconds until stopped. */
function followProgress(plan, runs, { clock, log }) {
    const stopped = new AbortController();
    const tick = async () => {
        for (;;) {
            await clock.sleep(EVERY_MS, stopped.signal);
            log.info((0,progress/* formatProgress */.V)(countRuns(plan, runs, clock.nowMs())));
        }
    };
    tick().catch(() => undefined);
    return { stop: () => stopped.abort() };
}
function countRuns(plan, runs, nowMs) {
    const work = plan.images.flatMap((image, at) => {
        const run = runs[at];
        return image.verdict === "promote" && run !== undefined ? [{ image, run }] : [];
    });
    return {
        total: work.length,
        inPlace: work.filter(({ run }) => run.state === "done" || run.state === "content-in-place").length,
        importing: work
            .filter(({ run }) => run.state === "running")
            .map(({ image, run }) => ({
            name: image.request.target.repository,
            elapsedMs: nowMs - (run.startedAtMs ?? nowMs),
        })),
    };
}

;// CONCATENATED MODULE: ./lib/import/run.js
/** A run that nothing has happened to yet. */
function newRun() {
    return {
        state: "waiting",
        verified: true,
        contentImported: false,
        tagsSet: new Set(),
        referrersImported: new Set(),
        rivalTags: new Set(),
        foreignLayers: new Set(),
        keptTags: new Set(),
        openOperations: [],
        durationMs: 0,
    };
}

;// CONCATENATED MODULE: ./lib/observe/content-check.js
/** A blob counts as missing where three looks over five seconds agree, if several replicas may answer. */
const LOOKS = 3;
const PAUSE_MS = 2_500;
/** https://github.com/opencontainers/image-spec/blob/v1.1.1/layer.md#non-distributable-layers */
const NOT_DISTRIBUTED = /\.(?:foreign|nondistributable)\./;
/** True for a layer that is fetched from elsewhere, as those of older Windows base images are. */
function isForeign({ mediaType, hasUrls }) {
    return hasUrls === true || NOT_DISTRIBUTED.test(mediaType);
}
/** A check of one target registry. `hasReplicas`: several replicas may answer. */
function createContentCheck(reader, { clock, hasReplicas }) {
    /** Sizes of the blobs that were seen; undefined where the registry did not state one. */
    const sizes = new Map();
    /** Undefined: it is there. */
    async function look(repository, blob, signal) {
        const key = `${repository}@${blob.digest}`;
        if (!sizes.has(key)) {
            const found = await reader.lookUpBlob(repository, blob.digest, signal);
            if (found.kind === "unknown")
                return found;
            if (found.kind === "absent")
                return { kind: "missing", what: blob.digest };
            sizes.set(key, found.value.sizeBytes);
        }
        const sizeBytes = sizes.get(key);
        if (sizeBytes !== undefined && sizeBytes !== blob.sizeBytes) {
            return { kind: "missing", what: `${blob.digest} (it has ${sizeBytes} bytes there instead of ${blob.sizeBytes})` };
        }
        return undefined;
    }
    async function findMissing(repository, manifests, signal) {
        // One digest may be listed with several sizes, of which one at most is right.
        const blobs = new Map();
        const foreign = new Set();
        for (const manifest of manifests) {
            if (manifest.kind === "index")
                continue;
            for (const blob of [manifest.config, ...manifest.layers]) {
                const part = blob === manifest.config ? "config" : "layer";
                if (isForeign(blob))
                    foreign.add(blob.digest);
                else
                    blobs.set(`${blob.digest} ${blob.sizeBytes}`, { blob, part, owner: manifest.digest });
            }
        }
        const findings = await Promise.all([...blobs.values()].map(async ({ blob, part, owner }) => {
            const finding = await look(repository, blob, signal);
            if (finding?.kind !== "missing")
                return finding;
            return { ...finding, what: `${part} ${finding.what} of ${repository}@${owner}` };
        }));
        return (findings.find((finding) => finding?.kind === "missing") ??
            findings.find((finding) => finding !== undefined) ?? { kind: "complete", foreign: [...foreign] });
    }
    return {
        findMissing,
        async checkPresent(repository, manifests, signal) {
            for (let at = 1;; at += 1) {
                const finding = await findMissing(repository, manifests, signal);
                if (finding.kind !== "missing" || !hasReplicas || at === LOOKS)
                    return finding;
                await clock.sleep(PAUSE_MS, signal);
            }
        },
    };
}

;// CONCATENATED MODULE: ./lib/observe/follow-reading.js
const FIRST_MS = 10_000;
const SLOW_MS = 5_000;
/** Follows the reading of so many images until it is stopped. */
function followReading(total, { clock, log }) {
    const open = new Set();
    let done = 0;
    const stopped = new AbortController();
    function describe() {
        const [first] = [...open].flatMap(({ oldest }) => oldest ?? []).toSorted((a, b) => a.sinceMs - b.sinceMs);
        const waitedMs = first === undefined ? 0 : clock.nowMs() - first.sinceMs;
        const longest = first === undefined || waitedMs < SLOW_MS
            ? ""
            : `, waiting ${Math.round(waitedMs / 1000)} s for ${first.host} (${first.what})`;
        return `${done}/${total} images read${longest}`;
    }
    const tick = async () => {
        for (let pauseMs = FIRST_MS;; pauseMs *= 2) {
            await clock.sleep(pauseMs, stopped.signal);
            log.info(describe());
        }
    };
    tick().catch(() => undefined);
    return {
        async during(waits, reading) {
            open.add(waits);
            try {
                return await reading;
            }
            finally {
                open.delete(waits);
                done += 1;
            }
        },
        stop: () => stopped.abort(),
    };
}

;// CONCATENATED MODULE: ./lib/observe/manifest-budget.js
// How many bytes of manifests are read for one image and for the run: what is read is kept until the plan is made.


/** All manifests of a run: 52 KiB for each of 5,000 images. */
const RUN_MANIFESTS_MAX_BYTES = 256 * 1024 * 1024;
const MIB = 1024 * 1024;
/** The budget of one image. A manifest that is read on both sides counts once. */
class ManifestBudget {
    #run;
    #name;
    #sizes = new Map();
    #usedBytes = 0;
    /** `name`: the image in messages. */
    constructor(run, name) {
        this.#run = run;
        this.#name = name;
    }
    /**
     * Counts manifests that were read, or that are about to be read with the size that is stated of them.
     * @throws ManifestError `MANIFESTS_TOO_LARGE`
     */
    count(manifests) {
        let moreBytes = 0;
        for (const { digest, sizeBytes } of manifests) {
            const knownBytes = this.#sizes.get(digest) ?? 0;
            if (sizeBytes <= knownBytes)
                continue;
            this.#sizes.set(digest, sizeBytes);
            moreBytes += sizeBytes - knownBytes;
        }
        this.#usedBytes += moreBytes;
        if (this.#usedBytes > manifest/* IMAGE_MANIFESTS_MAX_BYTES */.ss) {
            throw tooLarge(`The manifests of ${this.#name} have ${formatMiB(this.#usedBytes)} together. At most ${formatMiB(manifest/* IMAGE_MANIFESTS_MAX_BYTES */.ss)} are read for one image.`);
        }
        this.#run.usedBytes += moreBytes;
        if (this.#run.usedBytes > RUN_MANIFESTS_MAX_BYTES) {
            throw tooLarge(`The manifests of all images of this step have more than ${formatMiB(RUN_MANIFESTS_MAX_BYTES)} together, so ${this.#name} was not read.`, "Promote the images in several steps.");
        }
    }
}
function tooLarge(message, remedy) {
    return new errors/* ManifestError */.Sh("MANIFESTS_TOO_LARGE", message, { remedy });
}
function formatMiB(bytes) {
    return `${(bytes / MIB).toFixed(1).replace(/\.0$/, "")} MiB`;
}

// EXTERNAL MODULE: ./lib/request/registry-name.js
var registry_name = __webpack_require__(284);
;// CONCATENATED MODULE: ./lib/request/source-name.js
// How an image's source is named before it is resolved.


/** The source of an image as it was requested: `contosodev.azurecr.io/api:build-812`. */
function formatSource({ source: { registry, ...source } }, { sourceRegistry }) {
    const host = registry ?? sourceRegistry;
    return `${host === undefined ? "" : `${(0,registry_name/* formatRegistryName */.s)(host)}/`}${(0,reference/* formatReference */.FH)(source)}`;
}

;// CONCATENATED MODULE: ./lib/observe/image-reader.js
// A registry's reader as one image uses it: each read has a name while it is waited for, and manifests count against a budget.

/** Wraps a reader for one image. */
function readerOfImage(reader, side, { waits, budget }) {
    const { host } = reader;
    const named = (what, outcome) => waits.during({ host, what, side }, outcome);
    const nameOf = (repository, reference) => `${repository}${(0,oci_digest/* isDigest */.Bc)(reference) ? "@" : ":"}${reference}`;
    return {
        host,
        pauses: () => reader.pauses(),
        async fetchManifest(repository, reference, signal, statedBytes) {
            const what = `the manifest of ${nameOf(repository, reference)}`;
            const manifest = await named(what, reader.fetchManifest(repository, reference, signal, statedBytes));
            if (manifest !== undefined)
                budget.count([manifest]);
            return manifest;
        },
        async readTag(repository, tag, signal) {
            const target = await named(`the tag ${nameOf(repository, tag)}`, reader.readTag(repository, tag, signal));
            if (target?.manifest !== undefined)
                budget.count([target.manifest]);
            return target;
        },
        lookUpTag: (repository, tag, signal) => named(`the tag ${nameOf(repository, tag)}`, reader.lookUpTag(repository, tag, signal)),
        lookUpManifest: (repository, expected, signal) => named(`the manifest ${nameOf(repository, expected.digest)}`, reader.lookUpManifest(repository, expected, signal)),
        lookUpReferrers: (repository, subject, signal) => named(`the referrers of ${nameOf(repository, subject)}`, reader.lookUpReferrers(repository, subject, signal)),
        async lookUpSignatures(repository, subject, tags, signal) {
            const what = `cosign's signatures of ${nameOf(repository, subject)}`;
            const lookups = await named(what, reader.lookUpSignatures(repository, subject, tags, signal));
            budget.count(lookups.flatMap((lookup) => (lookup.kind === "known" ? [lookup.value] : [])));
            return lookups;
        },
        prefetchTags: (repository, signal) => reader.prefetchTags?.(repository, signal),
        fetchBlob: (repository, digest, maxBytes, signal) => named(`the blob ${nameOf(repository, digest)}`, reader.fetchBlob(repository, digest, maxBytes, signal)),
        lookUpBlob: (repository, digest, signal) => named(`the blob ${nameOf(repository, digest)}`, reader.lookUpBlob(repository, digest, signal)),
        lookUpLocks: (lockable, signal) => named(`the locks of ${lockable.repository}`, reader.lookUpLocks(lockable, signal)),
    };
}

// EXTERNAL MODULE: ./lib/oci/media-type.js
var media_type = __webpack_require__(8574);
;// CONCATENATED MODULE: ./lib/observe/observation.js
/** Manifests that ACR imports at most in one call: https://learn.microsoft.com/azure/container-registry/container-registry-import-images */
const MAX_MANIFESTS = 50;

;// CONCATENATED MODULE: ./lib/observe/index-walk.js
// Lists the manifests below an image's root: the entries of its index and of the indexes in it. Image manifests are not read.






/** Indexes that nest deeper than this are refused. */
const MAX_INDEX_DEPTH = 4;
/** Index entries that are counted at most; far above what ACR imports, so that the refusal can report the number. */
const MAX_MEMBERS = 1000;
/** Returns all manifests below the root, each once. Stops at more manifests than ACR imports. */
async function walkIndexes(root, location, signal) {
    let members = new Map();
    let level = [root];
    const read = [root];
    let entryCount = 0;
    for (let depth = 1; level.length > 0; depth++) {
        const entries = level.flatMap((manifest) => (manifest.kind === "index" ? manifest.manifests : []));
        entryCount += entries.length;
        if (entryCount > MAX_MEMBERS)
            throw index_walk_tooLarge(`it has more than ${MAX_MEMBERS} manifests`);
        const known = members;
        members = addEntries(known, entries.filter(({ digest }) => digest !== root.digest));
        verifyAgree(entries, members, location.side);
        verifySizes(entries, location.side);
        const nested = [...members.values()].filter(({ digest, mediaType }) => !known.has(digest) && (0,media_type/* isIndexMediaType */.$$)(mediaType));
        if (members.size > MAX_MANIFESTS)
            break;
        location.budget.count(entries);
        if (nested.length > 0 && depth > MAX_INDEX_DEPTH) {
            throw index_walk_tooLarge(`its indexes nest more than ${MAX_INDEX_DEPTH} levels deep`);
        }
        level = await readInBatches(nested, (child) => fetchMember(child, location, signal));
        read.push(...level);
        // Reject ambiguous documents: two clients could read the same digest differently (CVE-2021-41190).
        (0,manifest/* verifyEntries */.q_)(read, { stage: "observe", side: location.side });
    }
    return [...members.values()];
}
/** Refuses a digest that is listed twice with different media types or sizes: one of them is wrong. */
function verifyAgree(entries, members, side) {
    for (const entry of entries) {
        const member = members.get(entry.digest);
        const mismatch = member && (0,manifest/* describeMismatch */._e)(member, entry, "another entry of the image's index");
        if (mismatch !== undefined)
            throw new errors/* ManifestError */.Sh("MANIFEST_INVALID", mismatch, { side });
    }
}
/** Larger manifests are never read, so that a larger size is wrong or of something that cannot be promoted. */
function verifySizes(entries, side) {
    const entry = entries.find(({ sizeBytes }) => sizeBytes > manifest/* MANIFEST_MAX_BYTES */.V4);
    if (entry === undefined)
        return;
    throw new errors/* ManifestError */.Sh("MANIFEST_INVALID", `Manifest ${entry.digest} is listed in the image's index with a size of ${entry.sizeBytes} bytes. A manifest has at most ${manifest/* MANIFEST_MAX_BYTES */.V4 / 1024 / 1024} MiB.`, { side });
}
function index_walk_tooLarge(why) {
    return new errors/* ManifestError */.Sh("INDEX_UNBOUNDED", `The image's index cannot be promoted: ${why}.`, { side: "source" });
}
async function fetchMember(child, { reader, repository, side }, signal) {
    const manifest = await fetchKnown(child, { reader, repository }, signal);
    if (manifest !== undefined)
        return manifest;
    throw new errors/* ManifestError */.Sh("SOURCE_INCOMPLETE", `${reader.host}/${repository} does not have ${formatMember(child)}, which the image's index lists.`, { side });
}
/** The repository has served the image, so that any 404 means that the manifest is absent. */
async function fetchKnown({ digest, sizeBytes }, { reader, repository }, signal) {
    try {
        return await reader.fetchManifest(repository, digest, signal, sizeBytes);
    }
    catch (error) {
        if (error instanceof errors/* RegistryError */.gl && error.status === 404)
            return undefined;
        throw error;
    }
}

// EXTERNAL MODULE: ./lib/json.js
var json = __webpack_require__(6413);
;// CONCATENATED MODULE: ./lib/oci/image-config.js

const IMAGE_CONFIGS = ["application/vnd.oci.image.config.v1+json", "application/vnd.docker.container.image.v1+json"];
/** Config types of images from old pushes, which Docker still pulls: https://github.com/distribution/distribution/issues/1621 */
const UNTYPED_DOCKER_CONFIGS = ["application/octet-stream", "application/json", "text/html"];
/** True for a manifest that container runtimes accept as an image. */
function hasImageConfig({ mediaType, config }) {
    if (IMAGE_CONFIGS.includes(config.mediaType))
        return true;
    return mediaType === media_type/* DOCKER_MANIFEST */.Vv && UNTYPED_DOCKER_CONFIGS.includes(config.mediaType);
}

;// CONCATENATED MODULE: ./lib/observe/platforms.js
// Reads the platforms that an image runs on: from its index, or from the config blob of a single image.




const CONFIG_MAX_BYTES = 4 * 1024 * 1024;
/** Whether the plan needs an image's platforms, so that a single image's config has to be read. */
function needsPlatforms(request, image) {
    return request.requirePlatforms.length > 0 || (image.platforms?.length ?? 0) > 0;
}
/** The platforms of an image; null for an artifact without platforms, and for a single image where they are not needed. */
async function readPlatforms(root, members, options) {
    if (root.kind === "index")
        return members.flatMap(runtimePlatformsOf);
    if (!options.isNeeded || !hasImageConfig(root))
        return null;
    return [await readConfigPlatform(root, options.location, options.signal)];
}
async function readConfigPlatform({ config }, { reader, repository }, signal) {
    const content = (0,json/* parseUtf8Json */.te)(await reader.fetchBlob(repository, config.digest, CONFIG_MAX_BYTES, signal));
    const [os, architecture, variant] = ["os", "architecture", "variant"].map((key) => (0,json/* textAt */.$6)(content, key));
    if (os === undefined || architecture === undefined) {
        throw new errors/* ManifestError */.Sh("CONFIG_INVALID", `The image's config (${config.digest}) has no os and architecture.`, {
            side: "source",
        });
    }
    return { os, architecture, ...(variant !== undefined && { variant }) };
}

;// CONCATENATED MODULE: ./lib/observe/referrer-walk.js
// Lists what refers to an image: signatures, SBOMs and attestations, by the referrers API and by cosign's tags.

const MAX_REFERRER_DEPTH = 4;
const MAX_REFERRERS = 500;
/** https://github.com/sigstore/cosign/blob/v2.4.1/specs/SIGNATURE_SPEC.md#tag-based-discovery */
const COSIGN_SUFFIXES = ["sig", "att", "sbom"];
/**
 * Returns the referrers of the subjects, then the referrers of those: breadth first, so that subjects come before what refers to them.
 * @throws ManifestError `TOO_MANY_REFERRERS`
 */
async function walkReferrers(subjects, reader, repository, signal) {
    const found = new Map();
    const unknown = [];
    const members = new Set(subjects);
    const visited = new Set(subjects);
    let level = subjects;
    for (let depth = 1; level.length > 0; depth++) {
        const perSubject = await Promise.all(level.map((subject) => referrersOf(subject, reader, repository, signal)));
        const next = [];
        for (const referrer of perSubject.flatMap(({ referrers }) => referrers)) {
            // A manifest of the image is imported with the image, also where it refers to another one.
            if (referrer.tag === null && members.has(referrer.digest))
                continue;
            const key = referrer.tag ?? referrer.digest;
            if (!found.has(key))
                found.set(key, referrer);
            if (referrer.isGone !== true && !visited.has(referrer.digest)) {
                visited.add(referrer.digest);
                next.push(referrer.digest);
            }
        }
        unknown.push(...perSubject.flatMap(({ unknownReferrers }) => unknownReferrers));
        if (found.size > MAX_REFERRERS || (next.length > 0 && depth > MAX_REFERRER_DEPTH)) {
            throw new errors/* ManifestError */.Sh("TOO_MANY_REFERRERS", `The image has more than ${MAX_REFERRERS} referrers, or its referrers have referrers more than ${MAX_REFERRER_DEPTH} levels deep.`, { side: "source" });
        }
        level = next;
    }
    return { referrers: [...found.values()], unknownReferrers: unknown };
}
async function referrersOf(subject, reader, repository, signal) {
    const tags = COSIGN_SUFFIXES.map((suffix) => `${subject.replace(":", "-")}.${suffix}`);
    const [listed, tagged] = await Promise.all([
        reader.lookUpReferrers(repository, subject, signal),
        reader.lookUpSignatures(repository, subject, tags, signal),
    ]);
    const referrers = [
        ...listed.found.map((each) => toReferrer(each, subject)),
        ...(listed.gone ?? []).map((each) => ({ ...toReferrer(each, subject), isGone: true })),
    ];
    const unknownReferrers = listed.unknown === undefined ? [] : [listed.unknown];
    for (const [at, lookup] of tagged.entries()) {
        if (lookup.kind === "unknown")
            unknownReferrers.push(lookup.problem);
        if (lookup.kind !== "known")
            continue;
        const { digest, mediaType, sizeBytes } = lookup.value;
        const artifactType = `cosign ${COSIGN_SUFFIXES[at]}`;
        referrers.push({ digest, subject, mediaType, artifactType, sizeBytes, tag: tags[at] ?? null });
    }
    return { referrers, unknownReferrers };
}
function toReferrer({ digest, mediaType, artifactType, sizeBytes }, subject) {
    return { digest, subject, mediaType, artifactType: artifactType ?? mediaType, sizeBytes, tag: null };
}

;// CONCATENATED MODULE: ./lib/observe/observe-source.js
// Reads one source image completely: nested indexes, platforms, referrers. Reads only.
// Of a source that this runner cannot read, only the digest is known, and the copy of the image in the target.





/** Reads everything that belongs to a resolved image. */
async function observeSource(resolved, image, source, options) {
    const { budget, signal, needsPlatforms, preflight } = options;
    const common = { ...resolved, provenance: null, preflight };
    const { root } = resolved;
    if (root === undefined) {
        const content = await readCopy(options.copy, needsPlatforms, budget, signal);
        const unknownReferrers = image.referrers === "none" || resolved.unread === undefined ? [] : [resolved.unread];
        return { ...common, members: [], platforms: null, ...content, referrers: [], unknownReferrers };
    }
    const { reader } = source;
    const { repository } = image.source;
    const location = { reader, repository, side: "source", budget };
    const members = await walkIndexes(root, location, signal);
    const platforms = readPlatforms(root, members, { location, isNeeded: needsPlatforms, signal });
    // Handled where it is awaited. This only prevents an early unhandled-rejection warning.
    platforms.catch(() => undefined);
    // The plan refuses more manifests than ACR imports, so their referrers are not requested.
    const walked = image.referrers === "none" || members.length > MAX_MANIFESTS
        ? { referrers: [], unknownReferrers: [] }
        : await walkReferrers([root.digest, ...members.map(({ digest }) => digest)], reader, repository, signal);
    // They are read in the target.
    budget.count(walked.referrers);
    return { ...common, members, platforms: await platforms, ...walked };
}
/** The image as the target holds it; undefined where the target does not hold all of its indexes. */
async function readCopy(copy, isNeeded, budget, signal) {
    const root = await copy.root;
    if (root === undefined)
        return undefined;
    const location = { reader: copy.reader, repository: copy.repository, side: "target", budget };
    try {
        const members = await walkIndexes(root, location, signal);
        return { root, members, platforms: await readPlatforms(root, members, { location, isNeeded, signal }) };
    }
    catch (error) {
        if (error instanceof errors/* ManifestError */.Sh && error.code === "SOURCE_INCOMPLETE")
            return undefined;
        throw error;
    }
}
/** Turns a failure to read the source into a value for the plan. `settings`: registry settings that may explain it. */
function refusedSource(error, settings) {
    const problem = (0,errors/* problemOf */.Zw)(error, "observe");
    const isMissing = error instanceof errors/* RegistryError */.gl && error.code === "SOURCE_MISSING";
    const isForbidden = settings.length > 0 && !isMissing;
    const isCache = error instanceof errors/* RegistryError */.gl && error.code === "TARGET_IS_CACHE";
    const isBlocked = isForbidden || isCache || (error instanceof errors/* ManifestError */.Sh && error.code !== "DIGEST_MISMATCH");
    return {
        kind: "refused",
        status: isMissing ? "missing" : isBlocked ? "blocked" : "failed",
        problems: [...(isForbidden ? settings : []), { ...problem, side: problem.side ?? "source" }],
    };
}

// EXTERNAL MODULE: ./lib/request/tag-pattern.js
var tag_pattern = __webpack_require__(2538);
;// CONCATENATED MODULE: ./lib/request/tag-rules.js

/** True for a tag that may be overwritten. */
function mayMove({ onConflict, mutableTags }, tag) {
    return onConflict === "overwrite" || mutableTags.some((pattern) => (0,tag_pattern/* matchesTagPattern */.O)(tag, pattern));
}
/** True for a tag that must not move to a lower version. */
function isForwardOnly({ forwardOnly }, tag) {
    return forwardOnly.some((pattern) => (0,tag_pattern/* matchesTagPattern */.O)(tag, pattern));
}

;// CONCATENATED MODULE: ./lib/observe/tag-list.js
/** Pauses between reads of an index that is behind: five seconds together. */
const PAUSES_MS = [500, 500, 1_000, 1_000, 2_000];
/** Looks a manifest up in the index. Reads again, for at most five seconds, while the index lacks a tag that was read with it. */
async function lookUpTagged(manifest, tagsRead, { reader, clock, signal }) {
    let lookup = await reader.lookUpLocks(manifest, signal);
    for (const pauseMs of PAUSES_MS) {
        const list = tagListOf(lookup, tagsRead);
        if (list.kind === "unknown" || list.isWhole)
            break;
        await clock.sleep(pauseMs, signal);
        lookup = await reader.lookUpLocks(manifest, signal);
    }
    return lookup;
}
/** The tags that a lookup of a manifest lists, and those that were read. The index may not have the manifest yet. */
function tagListOf(lookup, tagsRead) {
    if (lookup.kind === "unknown")
        return lookup;
    const listed = lookup.kind === "known" ? (lookup.value.tags ?? []) : [];
    const unlisted = tagsRead.filter((tag) => !listed.includes(tag));
    return { kind: "known", tags: [...listed, ...unlisted], isWhole: unlisted.length === 0 };
}

;// CONCATENATED MODULE: ./lib/observe/observe-target.js
// Reads the current state of one image in the target: tags, manifests, referrers, locks. Reads only.






/** Looks up locks, and collects the problems of those that could not be read. */
function lockReader({ reader, signal }) {
    const unknown = [];
    const updates = new Map();
    const isLocked = async (lockable, lookup = reader.lookUpLocks(lockable, signal)) => {
        const locks = await lookup;
        if (locks.kind === "unknown")
            unknown.push(locks.problem);
        if (locks.kind !== "known")
            return false;
        const { writeEnabled, update } = locks.value;
        if ("tag" in lockable && update !== undefined)
            updates.set(lockable.tag, update);
        return !writeEnabled;
    };
    return { isLocked, unknown, updates };
}
/** Reads the requested tags. */
async function readTargetTags({ image, reader, signal }) {
    const { repository, tags } = image.target;
    const targets = await Promise.all(tags.map((tag) => reader.readTag(repository, tag, signal)));
    return new Map(tags.map((tag, at) => [tag, targets[at]]));
}
/** Reads the root by its digest where no tag has it, and the locks of everything that would be written. */
async function readTargetContent({ digest: requested }, tags, reading) {
    const { image, reader, rules, signal } = reading;
    const { repository } = image.target;
    const held = [...tags.values()];
    const shown = held.find((target) => target?.digest === requested)?.manifest;
    const others = [...tags].flatMap(([tag, target]) => target !== undefined && target.digest !== requested ? [tag] : []);
    const tagsInPlace = held.every((target) => target?.digest === requested);
    const { isLocked, unknown, updates } = lockReader(reading);
    // These locks matter as soon as a tag is missing; the content is read at the same time.
    const locks = Promise.all([
        tagsInPlace ? undefined : isLocked({ repository }),
        ...others.map((tag) => isLocked({ repository, tag })),
    ]);
    locks.catch(() => undefined);
    const compared = others.filter((tag) => mayMove(rules, tag) || isForwardOnly(rules, tag));
    const tagLists = new Map();
    // One request for the locks of a manifest and the tags on it.
    const lookUp = async (digest) => {
        const tagsRead = [...tags].flatMap(([tag, target]) => (target?.digest === digest ? [tag] : []));
        const lookup = await lookUpTagged({ repository, digest }, tagsRead, reading);
        tagLists.set(digest, tagListOf(lookup, tagsRead));
        return lookup;
    };
    const losing = new Set(compared.flatMap((tag) => tags.get(tag)?.digest ?? []));
    const lists = Promise.all([...losing].map(lookUp));
    lists.catch(() => undefined);
    const present = shown ?? (await reader.fetchManifest(repository, requested, signal));
    const own = { repository, digest: requested };
    const [[lockedForTags, ...tagLocks], lockedForContent, manifestLocked] = await Promise.all([
        locks,
        present === undefined && tagsInPlace ? isLocked({ repository }) : undefined,
        present !== undefined && !tagsInPlace && isLocked(own, compared.length > 0 ? lookUp(requested) : undefined),
        lists,
    ]);
    return {
        root: present,
        lockedTags: new Set(others.filter((_tag, at) => tagLocks[at])),
        updates,
        repositoryLocked: lockedForTags ?? lockedForContent,
        manifestLocked,
        unknownLocks: unknown,
        tagLists,
    };
}
/** Compares the target with the complete source image: which manifests and referrers are in place. */
async function observeTarget(source, tags, content, reading) {
    const { image, reader, signal } = reading;
    const { repository } = image.target;
    const { root } = content;
    const digests = [source.digest, ...source.members.map(({ digest }) => digest)];
    // Others cannot be read back; the plan refuses them or leaves them out.
    const isReadable = ({ mediaType }) => (0,media_type/* isManifestMediaType */.CM)(mediaType);
    const listed = source.referrers.filter((referrer) => referrer.tag === null && isReadable(referrer));
    const signed = new Set(source.referrers.map(({ digest }) => digest));
    const signatures = source.referrers.flatMap(({ tag }) => (tag === null ? [] : [tag]));
    // Referrers are imported after their image, so none are in place without it. cosign's tags may be left over.
    const presentBesideRoot = (wanted) => (root === undefined ? [] : present(wanted, reading));
    const [members, referrers, held] = await Promise.all([
        presentBesideRoot(source.members.filter(isReadable)),
        presentBesideRoot(listed),
        Promise.all(signatures.map((tag) => reader.readTag(repository, tag, signal))),
    ]);
    const manifests = root === undefined ? [] : [root, ...members];
    (0,manifest/* verifyEntries */.q_)(manifests, { stage: "observe", side: "target" });
    const there = new Set(manifests.map(({ digest }) => digest));
    // An image whose manifests are not known cannot be proven to be complete.
    const absent = new Set(digests.filter((digest) => source.root === undefined || !there.has(digest)));
    const signatureTags = new Map(signatures.flatMap((tag, at) => {
        const target = held[at];
        return target === undefined ? [] : [[tag, target.digest]];
    }));
    const untagged = source.referrers.filter(({ tag, digest }) => tag !== null && signatureTags.get(tag) !== digest);
    const moving = untagged.flatMap(({ tag }) => (tag !== null && signatureTags.has(tag) ? [tag] : []));
    // A signature may be there although its tag is not: a run may have ended in between.
    const leftOver = await presentBesideRoot(untagged);
    const tagged = held.flatMap((target) => target?.manifest ?? []).filter(({ digest }) => signed.has(digest));
    const referrersPresent = new Set([...referrers, ...leftOver].map(({ digest }) => digest));
    const writes = absent.size > 0 || untagged.length > 0 || listed.some(({ digest }) => !referrersPresent.has(digest));
    const { isLocked, unknown } = lockReader(reading);
    const [blobs, repositoryLocked, ...movingLocked] = await Promise.all([
        reading.checksLayers
            ? reading.waits.during({ host: reader.host, what: `the configs and layers in ${repository}`, side: "target" }, reading.content.checkPresent(repository, [...manifests, ...referrers, ...tagged], signal))
            : undefined,
        content.repositoryLocked ?? (writes && isLocked({ repository })),
        ...moving.map((tag) => isLocked({ repository, tag })),
    ]);
    return {
        tags: image.target.tags.map((name) => {
            const target = tags.get(name);
            const platforms = observe_target_platformsOf(target?.manifest);
            const update = content.updates.get(name);
            return {
                name,
                digest: target?.digest,
                platforms,
                locked: content.lockedTags.has(name),
                // A replica that is behind may state the update of an earlier digest.
                ...(update !== undefined && update.digest === target?.digest && { updatedAtMs: update.atMs }),
            };
        }),
        tagLists: content.tagLists,
        absent,
        manifests,
        ...(blobs !== undefined && { blobs }),
        referrersPresent,
        signatureTags,
        lockedSignatureTags: new Set(moving.filter((_tag, at) => movingLocked[at])),
        repositoryLocked,
        manifestLocked: content.manifestLocked,
        unknownLocks: [...content.unknownLocks, ...unknown],
    };
}
/** Reads the locks of everything that could be overwritten in a target whose content could not be read. */
async function readLocksAlone({ referrers }, reading) {
    const { repository, tags } = reading.image.target;
    const names = [...tags, ...referrers.flatMap(({ tag }) => (tag === null ? [] : [tag]))];
    const { isLocked, unknown } = lockReader(reading);
    const [repositoryLocked, ...locked] = await Promise.all([
        isLocked({ repository }),
        ...names.map((tag) => isLocked({ repository, tag })),
    ]);
    return { repositoryLocked, lockedTags: new Set(names.filter((_name, at) => locked[at])), unknownLocks: unknown };
}
/** Those of the manifests that are in the target; each is read and hashed. */
async function present(wanted, reading) {
    const { image, reader, signal } = reading;
    const { repository } = image.target;
    const manifests = await readInBatches(wanted, ({ digest, sizeBytes }) => reader.fetchManifest(repository, digest, signal, sizeBytes));
    return manifests.filter((manifest) => manifest !== undefined);
}
function observe_target_platformsOf(manifest) {
    if (manifest?.kind !== "index")
        return [];
    return manifest.manifests.flatMap((child) => child.platform === undefined || (0,descriptor/* isAttestationChild */.$)(child) ? [] : [child.platform]);
}

;// CONCATENATED MODULE: ./lib/observe/read-in-time.js
// Reads an image within its time. If the time passes, the error names what was waited for, and for how long its registries throttled.


/**
 * Runs the reads of an image.
 * @throws PromotionError `READING_TIMEOUT`; the signal's reason when aborted
 */
async function readInTime({ name, limitMs, time, clock, waits, pauses }, signal, read) {
    const startedAtMs = clock.nowMs();
    let timedOut;
    try {
        return await time.run(signal, pauses, (limit) => {
            // Here, because the abort ends all waits.
            limit.signal.addEventListener("abort", () => {
                const nowMs = clock.nowMs();
                const own = pauses().filter(({ untilMs }) => untilMs > startedAtMs);
                timedOut = readingTimedOut({ name, limitMs, nowMs, wait: waits.oldest, pauses: own });
            });
            return read(limit.signal);
        });
    }
    catch (error) {
        signal.throwIfAborted();
        throw error instanceof deadline/* DeadlinePassed */.Xp && timedOut !== undefined ? timedOut : error;
    }
}
function readingTimedOut({ name, limitMs, nowMs, wait, pauses }) {
    const waited = wait === undefined ? "" : ` It waited for ${wait.host} (${wait.what}) for ${seconds(nowMs - wait.sinceMs)}.`;
    const paused = [...Map.groupBy(pauses, ({ host }) => host)].map(([host, each]) => {
        const pausedMs = each.reduce((sum, { fromMs, untilMs }) => sum + Math.min(untilMs, nowMs) - fromMs, 0);
        return ` ${host} throttled requests for ${seconds(pausedMs)} (Retry-After).`;
    });
    const message = `Reading ${name} took longer than timeout-minutes allows (${seconds(limitMs)}).${waited}${paused.join("")}`;
    const longer = `timeout-minutes: ${Math.max(1, Math.ceil(limitMs / 30_000))}`;
    const host = wait?.host ?? pauses[0]?.host;
    const remedy = paused.length > 0
        ? `Lower max-parallel, run the job again later, or give the image more time: ${longer}`
        : `Check that the runner can reach ${host ?? "both registries"}: firewall, proxy (HTTPS_PROXY, NO_PROXY), or an outage. If it is only slow, give the image more time: ${longer}`;
    return new errors/* PromotionError */.g1("READING_TIMEOUT", message, { side: wait?.side, remedy, causeKey: host });
}
function seconds(durationMs) {
    return `${Math.round(durationMs / 1000)} s`;
}

;// CONCATENATED MODULE: ./lib/observe/registry-settings.js
// Finds registry settings that forbid an import, before any write. Pure; knows nothing of the identity's permissions.
// https://learn.microsoft.com/azure/container-registry/container-registry-import-images


const TRUSTED_SERVICES = "https://learn.microsoft.com/azure/container-registry/allow-access-trusted-services";
/** True for a registry that is not open to all networks. */
function isRestricted({ publicNetworkAccess, networkDefaultAction }) {
    return publicNetworkAccess !== "Enabled" || networkDefaultAction === "Deny";
}
/** The setting that restricts a registry, as ARM writes it. */
function formatRestriction({ publicNetworkAccess }) {
    return publicNetworkAccess === "Enabled"
        ? "networkRuleSet.defaultAction: Deny"
        : `publicNetworkAccess: ${publicNetworkAccess}`;
}
function refusal(code, side, message, remedy) {
    return (0,lib_problems/* problem */.CC)(code, message, { side, remedy });
}
function bypassProblem(resource, side) {
    const { loginServer, name, networkRuleBypassOptions } = resource;
    if (networkRuleBypassOptions !== "None" || !isRestricted(resource))
        return undefined;
    return refusal("PREFLIGHT_TRUSTED_SERVICES", side, `${loginServer} has ${formatRestriction(resource)} and networkRuleBypassOptions: None, so Azure's import cannot reach it.`, `Allow trusted Azure services (${TRUSTED_SERVICES}):\naz acr update --name ${name} --allow-trusted-services true`);
}
function stateProblem({ loginServer, name, provisioningState }, side) {
    if (provisioningState !== "Creating" && provisioningState !== "Deleting")
        return undefined;
    return refusal("PREFLIGHT_NOT_READY", side, `${loginServer} has provisioningState: ${provisioningState}; expected Succeeded.`, `Wait until this command prints Succeeded, then run the job again:\naz acr show --name ${name} --query provisioningState`);
}
function exportProblem({ loginServer, exportPolicy }) {
    if (exportPolicy !== "disabled")
        return undefined;
    return refusal("PREFLIGHT_EXPORT_DISABLED", "source", `${loginServer} has exportPolicy: disabled, which forbids importing from it.`);
}
/** Only an import by resource ID passes a registry's firewall. Any other route comes from the public network. */
function routeProblem({ resource, route }) {
    if (resource === undefined || route === "resource-id" || resource.publicNetworkAccess === "Enabled")
        return undefined;
    const { loginServer } = resource;
    return refusal("PREFLIGHT_SOURCE_CLOSED", "source", `${loginServer} has ${formatRestriction(resource)}, but this import would read it from the public network, ${route === "anonymous" ? "without credentials" : "with a password or token"}. A closed registry cannot be imported from across tenants.`);
}
/** Returns every setting that makes an import from `source` into `target` fail. */
function preflight(target, source) {
    const { resource } = source;
    const itself = resource !== undefined && (0,resource_id/* formatResourceId */.bM)(resource.id) === (0,resource_id/* formatResourceId */.bM)(target.id);
    const ofSource = resource === undefined || itself
        ? []
        : [
            stateProblem(resource, "source"),
            source.route === "resource-id" ? bypassProblem(resource, "source") : undefined,
            exportProblem(resource),
            routeProblem(source),
        ];
    return [stateProblem(target, "target"), bypassProblem(target, "target"), ...ofSource].filter((each) => each !== undefined);
}
/** Names the settings that may hide an image that exists. Undefined: none of them is on. */
function explainMissing({ name, quarantinePolicy }, hasSoftDelete) {
    const hints = [];
    if (hasSoftDelete) {
        hints.push(`${name} has softDeletePolicy: enabled, so the image may be soft-deleted: az acr manifest list-deleted --registry ${name} --name <repository> lists it, az acr manifest restore restores it.`);
    }
    if (quarantinePolicy === "enabled") {
        hints.push(`${name} has quarantinePolicy: enabled, which hides images until a scanner releases them.`);
    }
    return hints.length === 0 ? undefined : hints.join(" ");
}
/** Names the setting that may refuse an identity although it has a role. Undefined: there is none. */
function explainDenied({ name, roleAssignmentMode }) {
    if (roleAssignmentMode !== "AbacRepositoryPermissions")
        return undefined;
    return `${name} has roleAssignmentMode: AbacRepositoryPermissions. In this mode AcrPull, AcrPush, Reader, Contributor and Owner grant no access to images; use Container Registry Repository Reader or Container Registry Data Importer and Data Reader.`;
}

;// CONCATENATED MODULE: ./lib/observe/source-lookups.js


/** `writesUnread`: the image is imported whole although the target cannot be read. */
function lackingIn(target, source, writesUnread) {
    // A source that this runner cannot read is not looked at. More manifests than ACR imports are refused in any case.
    if (source.root === undefined || source.unread !== undefined || source.members.length > MAX_MANIFESTS)
        return [];
    if (target.kind === "cache" || (target.kind === "unreadable" && !writesUnread))
        return [];
    const { members, referrers } = source;
    const existing = referrers.filter(({ isGone }) => isGone !== true);
    const lacking = target.kind === "unreadable"
        ? [...members, ...existing]
        : [
            ...members.filter(({ digest }) => target.image.absent.has(digest)),
            ...existing.filter((referrer) => !isInPlace(referrer, target.image)),
        ];
    // Manifests of other types are refused by their type.
    return lacking.filter(({ mediaType }) => (0,media_type/* isManifestMediaType */.CM)(mediaType));
}
function isInPlace({ digest, tag }, { referrersPresent, signatureTags }) {
    return referrersPresent.has(digest) || (tag !== null && signatureTags.get(tag) === digest);
}
/** Looks all of them up side by side. */
async function lookUpInSource(lacking, reader, repository, signal) {
    const byDigest = new Map(lacking.map((each) => [each.digest, each]));
    const found = await Promise.all([...byDigest.values()].map(async (each) => {
        return [each.digest, await reader.lookUpManifest(repository, each, signal)];
    }));
    return new Map(found);
}

;// CONCATENATED MODULE: ./lib/observe/source-resolution.js
// Resolves one source image to a digest, and reads the manifest of that digest where this runner can.



/**
 * Resolves an image of the request: a tag to the digest of its manifest's bytes, a digest to its manifest.
 * @throws RegistryError `SOURCE_MISSING` or `SOURCE_UNREADABLE`, and errors of the reader
 */
async function resolveSource(image, source, signal) {
    const { repository, tag, digest } = image.source;
    const { reader } = source;
    // The tag list shows cosign's tags. It does not need the digest, so it starts before the digest is known.
    if (image.referrers !== "none")
        reader.prefetchTags?.(repository, signal);
    const name = (0,reference/* formatReference */.FH)({
        registry: reader.host,
        repository,
        ...(tag === undefined ? { ...(digest !== undefined && { digest }) } : { tag }),
    });
    const tagLookup = tag === undefined || digest === undefined ? undefined : reader.lookUpTag(repository, tag, signal);
    // Handled where it is awaited. This only prevents an early unhandled-rejection warning.
    tagLookup?.catch(() => undefined);
    let root;
    try {
        root = await reader.fetchManifest(repository, digest ?? tag ?? "", signal);
    }
    catch (error) {
        signal.throwIfAborted();
        return resolveUnread(name, image, source, error);
    }
    if (root === undefined)
        throw await missingError(name, image, source, signal);
    const resolved = { name, digest: root.digest, root };
    // Only a warning depends on the tag, so an unknown tag is not an error.
    const tagNow = await tagLookup;
    if (tagNow?.kind === "absent")
        return { ...resolved, tagNow: "absent" };
    return tagNow?.kind === "known" && tagNow.value !== root.digest ? { ...resolved, tagNow: tagNow.value } : resolved;
}
async function missingError(name, { source: { digest } }, source, signal) {
    const advice = `Check repository and ${digest === undefined ? "tag" : "digest"} in ${source.reader.host}, and that the build has pushed the image.`;
    const explanation = source.resource === undefined ? undefined : explainMissing(source.resource, await source.hasSoftDelete?.(signal));
    return new errors/* RegistryError */.gl("SOURCE_MISSING", `${name} does not exist, or this identity has no permission to see it.`, {
        side: "source",
        remedy: explanation === undefined ? advice : `${advice} ${explanation}`,
    });
}
/** How a network looks from outside that does not let this runner in. */
const UNREACHABLE = new Set([
    "NETWORK_CONNECT",
    "NETWORK_DNS",
    "NETWORK_RESET",
    "NETWORK_TIMEOUT",
]);
/**
 * Resolves an image in a registry that Azure's import can read by its resource ID, but this runner cannot. It can be promoted if
 * it is pinned by digest: the import is by digest, and the target is read back. https://aka.ms/acr/trusted-services
 */
function resolveUnread(name, image, source, error) {
    const { resource, route } = source;
    const isClosed = error instanceof errors/* NetworkError */.Dr || (error instanceof errors/* RegistryError */.gl && error.status === 403);
    if (!isClosed || route !== "resource-id" || resource === undefined || !isRestricted(resource))
        throw error;
    const { digest, repository } = image.source;
    const cause = (0,errors/* problemOf */.Zw)(error, "observe");
    const message = `${name} cannot be read from this runner; its registry has ${formatRestriction(resource)}. ${cause.message}`;
    if (digest !== undefined && image.referrers !== "all") {
        const unread = { ...cause, code: "SOURCE_UNREADABLE", side: "source", message };
        return { name, digest, root: undefined, unread };
    }
    // Another network problem, such as an untrusted certificate, has a remedy of its own.
    if (error instanceof errors/* NetworkError */.Dr && !UNREACHABLE.has(error.code))
        throw error;
    throw new errors/* RegistryError */.gl("SOURCE_UNREADABLE", message, {
        side: "source",
        cause: error,
        remedy: digest === undefined
            ? `Pin the image by digest (${repository}@sha256:…) and set referrers: none, or use a runner inside the registry's network. Azure's import can read the registry, but a tag can only be resolved by this runner.`
            : "Set referrers: none, or referrers: best-effort, which promotes the image without separate signatures and SBOMs; or use a runner inside the registry's network. Azure's import can read the registry, but referrers can only be listed by this runner.",
    });
}

;// CONCATENATED MODULE: ./lib/observe/observe.js
// Reads the current state of one image in source and target. Starts each read as soon as its inputs are known.











/**
 * Reads everything that the plan needs to know about an image, within the image's time limit. A failure on one side becomes a
 * value of that side.
 */
async function observeImage(image, request, ports, signal) {
    const { target, time, reads, clock } = ports;
    let source;
    const connected = ports.source.then((registry) => {
        source = registry;
        return registry;
    });
    // Handled where it is awaited. This only prevents an early unhandled-rejection warning.
    connected.catch(() => undefined);
    const pauses = () => [...target.reader.pauses(), ...(source?.reader.pauses() ?? [])];
    const reading = {
        name: formatSource(image, request),
        limitMs: request.timeoutMs,
        time,
        clock,
        waits: reads.waits,
        pauses,
    };
    try {
        return await readInTime(reading, signal, (limited) => observe(image, request, { ...ports, source: connected }, limited));
    }
    catch (error) {
        if (!(error instanceof errors/* PromotionError */.g1) || error.code !== "READING_TIMEOUT")
            throw error;
        return refusedSource(error, []);
    }
}
async function observe(image, request, ports, signal) {
    const { content: contentCheck, reads, clock } = ports;
    const { resource } = ports.target;
    const reader = readerOfImage(ports.target.reader, "target", reads);
    const reading = {
        image,
        reader,
        content: contentCheck,
        waits: reads.waits,
        checksLayers: request.verify === "layers",
        rules: request,
        clock,
        signal,
    };
    const tags = settled(readTargetTags(reading));
    let source;
    let registry;
    let settings = [];
    let content;
    try {
        registry = await connectSource(ports, formatSource(image, request), signal);
        settings = preflight(resource, registry);
        const resolved = await resolveSource(image, registry, signal);
        content = settled(tags.then(async (read) => readTargetContent(resolved, read(), reading)));
        const [walked, provenance] = await Promise.all([
            observeSource(resolved, image, registry, {
                needsPlatforms: needsPlatforms(request, image),
                preflight: settings,
                copy: { reader, repository: image.target.repository, root: content.then((read) => rootOf(read)) },
                budget: reads.budget,
                signal,
            }),
            request.provenance.mode === "off"
                ? null
                : reads.waits.during({ host: "GitHub", what: `the attestations of ${resolved.name}`, side: "source" }, verifyProvenance(resolved, image, { ...ports, registry }, signal)),
        ]);
        source = { ...walked, provenance };
    }
    catch (error) {
        signal.throwIfAborted();
        const { problems, ...refused } = refusedSource(error, settings);
        return { ...refused, problems: problems.map((problem) => withSettings(problem, registry?.resource)) };
    }
    const writesUnread = request.verify === "best-effort";
    const target = await readTarget(source, { tags, content, resource, writesUnread }, reading);
    const lacking = lackingIn(target, source, writesUnread);
    const findings = await lookUpInSource(lacking, registry.reader, image.source.repository, signal);
    return { kind: "observed", source, target, findings };
}
/** The source registry, read as this image. The login that its images share goes on when one of them no longer waits. */
async function connectSource({ source, reads }, name, signal) {
    const wait = { host: name.split("/")[0] ?? name, what: "the login", side: "source" };
    const registry = await reads.waits.during(wait, (0,deadline/* abortable */.ZC)(source, signal));
    return { ...registry, reader: readerOfImage(registry.reader, "source", reads) };
}
function settled(promise) {
    return promise.then((value) => () => value, (error) => () => {
        throw error;
    });
}
/** The root in the target; undefined where the target cannot be read, which is reported with the target. */
function rootOf(read) {
    try {
        return read().root;
    }
    catch {
        return undefined;
    }
}
async function readTarget(source, target, reading) {
    try {
        const [tags, content] = [(await target.tags)(), (await target.content)()];
        return { kind: "read", image: await observeTarget(source, tags, content, reading) };
    }
    catch (error) {
        reading.signal.throwIfAborted();
        const explained = withSettings((0,errors/* problemOf */.Zw)(error, "observe"), target.resource);
        const problem = { ...explained, side: "target" };
        if (problem.code === "TARGET_IS_CACHE")
            return { kind: "cache", problem };
        // An identity that may not read content may still read locks. What else keeps content from being read hides locks too.
        const locks = target.writesUnread && DENIED.includes(problem.code)
            ? await readLocksAlone(source, reading)
            : { repositoryLocked: false, lockedTags: new Set(), unknownLocks: [problem] };
        return { kind: "unreadable", problem, locks };
    }
}
/** Codes of a registry that refuses an identity. */
const DENIED = ["REGISTRY_LOGIN_REFUSED", "REGISTRY_UNAUTHORIZED", "REGISTRY_DENIED"];
/** Adds the registry setting that may explain a refusal. */
function withSettings(problem, resource) {
    const explanation = resource === undefined || !DENIED.includes(problem.code) ? undefined : explainDenied(resource);
    return explanation === undefined ? problem : { ...problem, message: `${problem.message} ${explanation}` };
}
function verifyProvenance({ digest, root }, image, { provenance, registry }, signal) {
    const children = root?.kind === "index" ? root.manifests : [];
    return provenance.verifyProvenance({ digest, repository: image.source.repository, children }, registry, signal);
}

;// CONCATENATED MODULE: ./lib/observe/waits.js
/** The waits of one image. */
class Waits {
    #clock;
    #open = new Set();
    constructor(clock) {
        this.#clock = clock;
    }
    /** Waits for something, which has a name meanwhile. */
    async during(wait, outcome) {
        const open = { ...wait, sinceMs: this.#clock.nowMs() };
        this.#open.add(open);
        try {
            return await outcome;
        }
        finally {
            this.#open.delete(open);
        }
    }
    /** The one that was begun first. */
    get oldest() {
        const [oldest] = this.#open;
        return oldest;
    }
}

// EXTERNAL MODULE: ./node_modules/semver/functions/compare.js
var compare = __webpack_require__(8469);
// EXTERNAL MODULE: ./node_modules/semver/functions/parse.js
var parse = __webpack_require__(6353);
;// CONCATENATED MODULE: ./lib/plan/versions.js


/** `2024.11.27` and `20241127.1.0` are dates. */
const FIRST_NUMBER_MAX = 999;
/** The first part of a suffix that makes a pre-release: the word alone, or with a number or more parts behind it. */
const PRERELEASE = /^(alpha|beta|rc|pre|preview|dev|snapshot|canary|nightly|next)(?:\.|(?=\d)|$)(.*)$/i;
const NUMBERS = /^\d+(?:\.\d+)*$/;
/** Parses a tag as a strict SemVer with an optional `v`. Undefined for every other tag. */
function parseVersion(tag) {
    const parsed = parse(tag);
    if (parsed === null || parsed.major > FIRST_NUMBER_MAX)
        return undefined;
    const { prerelease, variant } = splitSuffix(parsed.prerelease.join("."));
    const core = `${parsed.major}.${parsed.minor}.${parsed.patch}`;
    const semver = parse(prerelease.length === 0 ? core : `${core}-${prerelease.join(".")}`);
    return semver === null ? undefined : { tag, variant, semver };
}
/** Splits `rc1-alpine3.20` into the pre-release `rc.1` and the variant `alpine3.20`. */
function splitSuffix(suffix) {
    const [first = "", ...rest] = suffix.split("-");
    const [, word, more = ""] = PRERELEASE.exec(first) ?? [];
    if (word === undefined)
        return { prerelease: [], variant: suffix };
    const end = rest.findIndex((part) => !NUMBERS.test(part));
    const numbers = end === -1 ? rest : rest.slice(0, end);
    const parts = [word.toLowerCase(), ...[more, ...numbers].flatMap((part) => part.split("."))];
    return {
        // A numeric part with a leading zero is not SemVer.
        prerelease: parts.filter((part) => part !== "").map((part) => part.replace(/^0+(?=\d+$)/, "")),
        variant: end === -1 ? "" : rest.slice(end).join("-"),
    };
}
/** The highest version of each variant among these tags. */
function highestVersions(tags) {
    const highest = new Map();
    for (const tag of tags) {
        const version = parseVersion(tag);
        if (version === undefined)
            continue;
        const other = highest.get(version.variant);
        if (other === undefined || compare(version.semver, other.semver) > 0)
            highest.set(version.variant, version);
    }
    return highest;
}
/** Compares variant by variant. Unknown where no variant is common, or where the variants disagree. */
function compareVersions(before, after) {
    const pairs = [...before.keys()].toSorted().flatMap((variant) => {
        const [one, other] = [before.get(variant), after.get(variant)];
        return one === undefined || other === undefined ? [] : [{ before: one, after: other, order: orderOf(one, other) }];
    });
    const [first] = pairs;
    if (first !== undefined && pairs.every(({ order }) => order === first.order))
        return first;
    return { order: "unknown", before: shownOf(before), after: shownOf(after) };
}
function orderOf(before, after) {
    const difference = compare(after.semver, before.semver);
    if (difference === 0)
        return "equal";
    return difference > 0 ? "forward" : "backward";
}
/** The version without a variant, or the first one by variant. */
function shownOf(versions) {
    const [variant = ""] = [...versions.keys()].toSorted();
    return versions.get(variant);
}
/** True where a pre-release would replace a release, even if it is a higher version. */
function replacesRelease({ before, after, order }) {
    return order !== "unknown" && before?.semver.prerelease.length === 0 && (after?.semver.prerelease.length ?? 0) > 0;
}

;// CONCATENATED MODULE: ./lib/plan/forward-only.js




/** Compares the versions of a tag's present digest and of the image. Undefined unless the tag could move. */
function compareTag({ promotion, image, source }, { name, digest }, target) {
    const forwardOnly = isForwardOnly(promotion, name);
    if (digest === undefined || digest === source.digest || !(forwardOnly || mayMove(promotion, name)))
        return undefined;
    const list = target.tagLists.get(digest);
    const before = highestVersions(tagsOf(list));
    const after = highestVersions([...statedTags(image), ...tagsOf(target.tagLists.get(source.digest))]);
    const change = compareVersions(before, after);
    const compared = {
        order: change.order,
        ...(change.before !== undefined && { before: change.before.tag }),
        ...(change.after !== undefined && { after: change.after.tag }),
        replacesRelease: replacesRelease(change),
        forwardOnly,
    };
    if (list === undefined || list.kind === "unknown") {
        return { ...compared, reason: TAGS_UNREAD, ...(list !== undefined && { problem: list.problem }) };
    }
    // A tag that the list lacks can only make the present version higher.
    if (!list.isWhole && change.order !== "backward" && !compared.replacesRelease) {
        return { ...compared, order: "unknown", reason: "the registry's list of tags is behind" };
    }
    return change.order === "unknown" ? { ...compared, reason: whyUnknown(change, { before, after }) } : compared;
}
const TAGS_UNREAD = "the tags in the target could not be read";
/** A tag in a target that cannot be read: only that the order is unknown. */
function compareUnread(promotion, name, cause) {
    const forwardOnly = isForwardOnly(promotion, name);
    return { order: "unknown", replacesRelease: false, forwardOnly, reason: TAGS_UNREAD, problem: cause };
}
/** The tags that the line states for its image: those in the target, and the one in the source. */
function statedTags({ source, target }) {
    return [...target.tags, ...(source.tag === undefined ? [] : [source.tag])];
}
function tagsOf(list) {
    return list?.kind === "known" ? list.tags : [];
}
function whyUnknown(shown, { before, after }) {
    if (shown.after === undefined)
        return "the image has no version";
    if (shown.before === undefined)
        return "the digest that it points to has no version";
    const isCommon = [...before.keys()].some((variant) => after.has(variant));
    return isCommon
        ? "its variants have different orders"
        : `${shown.before.tag} and ${shown.after.tag} are different variants`;
}
/** True where `forward-only` leaves the tag on its digest. */
function isHeldBack({ order, replacesRelease: isReplaced, forwardOnly }) {
    return forwardOnly && (order === "backward" || isReplaced);
}
/** The warnings about tags of an image that move to a lower version. */
function warnOfLowerVersions(tags) {
    return tags.flatMap(({ name, action, versions }) => action === "move" && versions?.order === "backward"
        ? [`${name} goes back: ${versions.before} → ${versions.after}`]
        : []);
}
/** The conflict of an image that would get none of its tags, because `forward-only` keeps them. */
function* refuseKeptTags({ promotion, image }, tags) {
    const stays = tags.filter(({ action }) => action === "stay");
    if (stays.length === 0 || tags.some(({ action }) => action !== "stay" && action !== "skip"))
        return;
    const listed = stays.map((tag) => `${tag.name} (${formatChange(tag)})`).join(", ");
    const version = stays[0]?.versions?.after ?? "";
    yield (0,lib_problems/* problem */.CC)("FORWARD_ONLY_CONFLICT", `forward-only keeps every requested tag of ${image.target.repository}, so the image would get none: ${listed}.`, {
        side: "target",
        remedy: `Request the version's own tag too, for example ${(0,reference/* formatTarget */.P4)(image.target.repository, [...new Set([version, ...stays.map(({ name }) => name)])])}. To go back on purpose, remove the tag from forward-only (now ${promotion.forwardOnly.join(",")}).`,
    });
}
function formatChange({ versions }) {
    return `${versions?.before} → ${versions?.after}${versions?.order === "backward" ? "" : ", a pre-release"}`;
}
/** One warning about all tags that `forward-only` keeps, and one where it could not compare because the tags could not be read. */
function warnOfForwardOnly(images) {
    const all = images.flatMap(({ request, tags, problems }) => 
    // The problem of an image that gets no tag names them itself.
    problems.some(({ code }) => code === "FORWARD_ONLY_CONFLICT")
        ? []
        : tags.map((tag) => ({ tag, name: (0,reference/* formatTarget */.P4)(request.target.repository, [tag.name]) })));
    const kept = all.filter(({ tag }) => tag.action === "stay");
    const unread = all.filter(({ tag: { action, versions } }) => action === "move" && versions?.forwardOnly && versions.problem !== undefined);
    const [first] = unread;
    const names = unread.map(({ name }) => name).join(", ");
    return [
        ...(kept.length === 0
            ? []
            : [
                `forward-only keeps ${countOf(kept.length)}: ${kept.map(({ tag, name }) => `${name} (${formatChange(tag)})`).join(", ")}`,
            ]),
        ...(first === undefined
            ? []
            : [
                `forward-only could not compare versions, so ${countOf(unread.length)} may go back: ${names}. ${first.tag.versions?.problem?.message}`,
            ]),
    ];
}
function countOf(count) {
    return count === 1 ? "1 tag" : `${count} tags`;
}

;// CONCATENATED MODULE: ./lib/plan/import-steps.js


/** The steps for what the target does not have yet. */
function stepsOnKnownTarget({ image, source }, target, { tags, referrers }) {
    const { repository } = image.target;
    const { digest } = source;
    const copy = {
        ...untagged(repository, digest),
        mustExist: [digest, ...source.members.map((member) => member.digest)],
        ...(source.root === undefined && { discovers: true }),
    };
    const imported = importedOf(referrers);
    const isThere = target.absent.size === 0;
    const tagSteps = tagStepsOf(untagged(repository, digest), tags.map(({ name, action, previousDigest }) => {
        const updatedAtMs = target.tags.find((tag) => tag.name === name)?.updatedAtMs;
        return { name, action, previous: previousDigest, ...(updatedAtMs !== undefined && { updatedAtMs }) };
    }));
    return {
        ...(!isThere && { copy }),
        present: isThere && tagSteps.length > 0 ? target.manifests : [],
        referrerSteps: imported
            .filter(({ digest: each }) => !target.referrersPresent.has(each))
            .map((referrer) => ({
            ...untagged(repository, referrer.digest),
            mustExist: [referrer.digest],
            ...((0,media_type/* isIndexMediaType */.$$)(referrer.mediaType) && { discovers: true }),
        })),
        signatureTagSteps: imported.flatMap((referrer) => {
            if (referrer.tag === null)
                return [];
            const previous = target.signatureTags.get(referrer.tag) ?? null;
            return [tagging(untagged(repository, referrer.digest), [{ name: referrer.tag, previous }], previous !== null)];
        }),
        tagSteps,
    };
}
/** The steps for a target that cannot be read: everything is imported, and nothing can be checked afterwards. */
function stepsOnUnknownTarget({ promotion, image, source }, { tags, referrers }) {
    const { repository } = image.target;
    const { digest } = source;
    const imported = importedOf(referrers);
    return {
        copy: untagged(repository, digest),
        present: [],
        referrerSteps: imported.map((referrer) => untagged(repository, referrer.digest)),
        signatureTagSteps: imported.flatMap((referrer) => {
            if (referrer.tag === null)
                return [];
            const tag = { name: referrer.tag, previous: undefined };
            return [tagging(untagged(repository, referrer.digest), [tag], mayMove(promotion, tag.name))];
        }),
        tagSteps: tagStepsOf(untagged(repository, digest), tags.map(({ name, action }) => ({ name, action, previous: undefined }))),
    };
}
function importedOf(referrers) {
    return referrers.filter(({ action }) => action === "import").map(({ referrer }) => referrer);
}
function untagged(repository, digest) {
    return { from: "source", repository, digest, tags: [], mode: "NoForce", mustExist: [] };
}
/** Sets tags on what the target has by then: an import of the target from itself. */
function tagging(step, tags, moves) {
    return { ...step, from: "target", tags, mode: moves ? "Force" : "NoForce" };
}
/** New tags are never forced: a tag that appeared in the meantime must not be overwritten. */
function tagStepsOf(step, tags) {
    const tagsOf = (action) => tags.filter((tag) => tag.action === action).map(({ action: _action, ...tag }) => tag);
    return [tagging(step, tagsOf("create"), false), tagging(step, tagsOf("move"), true)].filter((each) => each.tags.length > 0);
}
/**
 * Lets imports set new tags too, where nothing else has to be read back before: a referrer its cosign tag, and an image without
 * referrers its own tags, if none of them moves.
 */
function joinTags(plan) {
    // Content first, then tags, wherever a tag moves.
    if ([...plan.signatureTagSteps, ...plan.tagSteps].some(({ mode }) => mode === "Force"))
        return plan;
    const { copy, referrerSteps, signatureTagSteps, tagSteps } = joinSignatureTags(plan);
    const [first] = tagSteps;
    const isAlone = referrerSteps.length === 0 && signatureTagSteps.length === 0 && tagSteps.length === 1;
    if (copy === undefined || first === undefined || !isAlone) {
        return { ...plan, referrerSteps, signatureTagSteps };
    }
    return { ...plan, copy: { ...copy, tags: first.tags }, tagSteps: [] };
}
function joinSignatureTags(plan) {
    const apart = [...plan.signatureTagSteps];
    const referrerSteps = plan.referrerSteps.map((step) => {
        const at = apart.findIndex(({ digest }) => digest === step.digest);
        const [own] = at === -1 ? [] : apart.splice(at, 1);
        return own === undefined ? step : { ...step, tags: own.tags };
    });
    return { ...plan, referrerSteps, signatureTagSteps: apart };
}

// EXTERNAL MODULE: ./lib/role-grant.js
var role_grant = __webpack_require__(9212);
;// CONCATENATED MODULE: ./lib/plan/locks.js




/** The locks that forbid the writes: of the repository, of the manifest that is tagged, of tags that move. */
function* refuseLocks({ promotion, image, source }, target, { tags, referrers, isTagging }) {
    const { repository } = image.target;
    const registry = (0,registry_name/* formatRegistryName */.s)(promotion.target);
    const refusal = (what, argument) => (0,lib_problems/* problem */.CC)("TARGET_LOCKED", `${what} is locked against writing in ${registry}.`, {
        side: "target",
        remedy: `Unlock it, or promote to another tag or repository. This action never removes locks.
az acr repository update --name ${(0,role_grant/* azureNameOf */.SH)(registry)} ${argument} --write-enabled true`,
    });
    if (target.repositoryLocked)
        yield refusal(`The repository ${repository}`, `--repository ${repository}`);
    if (target.manifestLocked && isTagging) {
        yield refusal(`The manifest ${repository}@${(0,oci_digest/* shortDigest */.VK)(source.digest)}…`, `--image ${repository}@${source.digest}`);
    }
    const locked = new Set([
        ...target.tags.filter((tag) => tag.locked).map(({ name }) => name),
        ...target.lockedSignatureTags,
    ]);
    // With mode Force, ARM silently overwrites a locked tag.
    const moving = [
        ...tags.filter(({ action }) => action === "move").map(({ name }) => name),
        ...referrers.flatMap(({ referrer: { tag }, action }) => (action === "import" && tag !== null ? [tag] : [])),
    ];
    for (const name of moving.filter((tag) => locked.has(tag))) {
        yield refusal(`The tag ${repository}:${name}`, `--image ${repository}:${name}`);
    }
}
/**
 * A warning if locks could not be read: ARM refuses a locked tag with NoForce, and overwrites it with Force. `images` are the
 * plans of the observations: where the target could not be read, only a tag that may move is worth the warning.
 */
function warnOfUnknownLocks(observations, images) {
    const unknown = observations.flatMap((observation, at) => {
        if (observation.kind === "refused")
            return [];
        const { target } = observation;
        if (target.kind === "read")
            return target.image.unknownLocks;
        if (target.kind === "cache")
            return [];
        return images[at]?.tags.some(({ action }) => action === "move") ? target.locks.unknownLocks : [];
    });
    const [first] = unknown;
    if (first === undefined)
        return [];
    return [
        `Locks of the target could not be read, so Azure decides whether a locked tag is overwritten. ${first.message}`,
    ];
}

// EXTERNAL MODULE: ./lib/oci/platform.js
var oci_platform = __webpack_require__(7122);
;// CONCATENATED MODULE: ./lib/plan/source-checks.js
// What the source must fulfil: number of manifests, platforms, media type, known referrers, attestations. And its warnings.






/** From this number on, a warning says that the limit is near. */
const WARN_MANIFESTS = 45;
/** The code of a plan that failed because a lookup of referrers did. */
const REFERRERS_UNKNOWN = "REFERRERS_UNKNOWN";
/** True for a lookup that failed. That is a failure of this run, not a rule that blocks the image. */
function isFailedLookup({ code }) {
    return code === REFERRERS_UNKNOWN || code === "CHILDREN_UNKNOWN";
}
/** The reasons not to promote the image that the source alone gives. */
function* refuseSource(candidate) {
    const { promotion, image, source } = candidate;
    const { members, name, root } = source;
    if (members.length > MAX_MANIFESTS) {
        const message = `${name} has ${members.length} manifests; ACR imports at most ${MAX_MANIFESTS} at once.`;
        yield (0,lib_problems/* problem */.CC)("TOO_MANY_MANIFESTS", message, { side: "source" });
    }
    if (root === undefined) {
        // The platforms that a file states for a pinned digest cannot change, but require-platforms has to be checked.
        if (promotion.requirePlatforms.length > 0) {
            const message = `${name} cannot be read from this runner, so require-platforms cannot be checked before the import.`;
            yield (0,lib_problems/* problem */.CC)("PLATFORMS_UNKNOWN", message, { side: "source" });
        }
    }
    else {
        yield* refusePlatforms(candidate);
        if (image.mediaType !== undefined && image.mediaType !== root.mediaType) {
            const message = `${name} has the media type ${root.mediaType}, but the images file states ${image.mediaType}.`;
            yield (0,lib_problems/* problem */.CC)("MEDIA_TYPE_MISMATCH", message, { side: "source" });
        }
    }
    const [unknown] = source.unknownReferrers;
    if (unknown !== undefined && image.referrers === "all")
        yield referrersUnknown(source, unknown);
    if (promotion.provenance.mode === "require")
        yield* refuseProvenance(candidate);
}
/** What the user should know about the source of an image that may still be promoted. */
function* warnOfSource(candidate) {
    const { promotion, image, source } = candidate;
    const { tagNow, digest, root, unread, members, name } = source;
    if (unread !== undefined) {
        const manifests = root === undefined ? "are read from the target after the import" : "are known, because the target has them";
        yield `${name} cannot be read from this runner. The pinned digest ${(0,oci_digest/* shortDigest */.VK)(digest)}… is promoted; its manifests ${manifests}.`;
    }
    if (tagNow === "absent")
        yield `The source no longer has the tag of ${name}; the requested digest is promoted.`;
    else if (tagNow !== undefined) {
        yield `The tag of ${name} has moved to ${(0,oci_digest/* shortDigest */.VK)(tagNow)}…; the requested digest ${(0,oci_digest/* shortDigest */.VK)(digest)}… is promoted.`;
    }
    if (members.length >= WARN_MANIFESTS && members.length <= MAX_MANIFESTS) {
        yield `${name} has ${members.length} manifests; ACR imports at most ${MAX_MANIFESTS} at once.`;
    }
    const [unknown] = source.unknownReferrers;
    if (unknown !== undefined && image.referrers !== "all")
        yield warnOfUnknownReferrers(source, unknown);
    if (promotion.provenance.mode === "warn") {
        for (const { message } of refuseProvenance(candidate))
            yield message;
    }
}
/** True for a Helm chart or other artifact without platforms, if `require-platforms` is set. An index is never exempt. */
function isExemptFromPlatforms({ requirePlatforms }, { root }) {
    return requirePlatforms.length > 0 && root?.kind === "image" && !hasImageConfig(root);
}
function* refusePlatforms({ promotion, image, source }) {
    const platforms = source.platforms ?? [];
    const offered = platforms.map(descriptor/* formatPlatform */.B);
    const required = isExemptFromPlatforms(promotion, source) ? [] : promotion.requirePlatforms;
    const missing = [...new Set([...required, ...(image.platforms ?? [])])].filter((text) => {
        const platform = (0,oci_platform/* parsePlatform */.F)(text);
        // A platform with an OS version, which only files state.
        if (platform === undefined)
            return !offered.includes(text);
        return !platforms.some((each) => (0,oci_platform/* satisfiesPlatform */.d)(each, platform));
    });
    if (missing.length === 0)
        return;
    const message = `${source.name} lacks ${missing.join(", ")}; it has ${offered.join(", ") || "no platform"}.`;
    yield (0,lib_problems/* problem */.CC)("PLATFORM_MISSING", message, { side: "source" });
}
/** The problem of a lookup of referrers that failed. */
function referrersUnknown({ name }, reason) {
    const message = `The lookup of signatures, SBOMs and attestations of ${name} is incomplete: ${reason.message}`;
    return (0,lib_problems/* problem */.CC)(REFERRERS_UNKNOWN, message, {
        side: "source",
        remedy: `${reason.remedy.replace(/[^.]$/, "$&.")} ${lib_problems/* WITHOUT_REFERRERS */.C8}`,
        // One host can fail for two causes: content that was replaced, and a response that cannot be read.
        ...(reason.causeKey !== undefined && { causeKey: `${reason.code} ${reason.causeKey}` }),
    });
}
function warnOfUnknownReferrers({ name, referrers }, reason) {
    const found = referrers.length === 0 ? "none was found" : `${referrers.length} were found`;
    return `Signatures, SBOMs and attestations of ${name} may be missing in the target: ${found}, but the lookup is incomplete. ${reason.message}`;
}
const UNATTESTED = {
    missing: { code: "ATTESTATION_MISSING", finding: "has no attestation" },
    untrusted: { code: "ATTESTATION_UNTRUSTED", finding: "has no trusted attestation" },
    unreachable: { code: "ATTESTATION_UNREACHABLE", finding: "could not be checked for attestations" },
};
function* refuseProvenance({ promotion, source }) {
    const verdict = source.provenance;
    if (verdict?.status === "verified")
        return;
    const { code, finding } = UNATTESTED[verdict?.status ?? "missing"];
    const { predicateType, repository } = promotion.provenance;
    const reasons = (verdict?.reasons ?? []).map((reason) => ` ${reason}`).join("");
    const message = `${source.name} ${finding} of ${predicateType} by ${repository}.${reasons}`;
    yield (0,lib_problems/* problem */.CC)(code, message, { side: "source" });
}

// EXTERNAL MODULE: ./lib/oci/referrer-kind.js
var referrer_kind = __webpack_require__(7425);
;// CONCATENATED MODULE: ./lib/plan/source-content.js
// What the source must hold of what is imported from it: every child that the target lacks, and every referrer that is carried.






/** Members that a message names at most. */
const NAMED = 5;
/** The reasons not to import the image that its children give. */
function* refuseChildren({ source }, findings) {
    const { members, name } = source;
    const absent = members.filter(({ digest }) => findings.get(digest)?.kind === "absent");
    if (absent.length > 0) {
        const message = `${name} is incomplete: its repository does not have ${formatMembers(absent)}, which the image's index lists.`;
        yield (0,lib_problems/* problem */.CC)("SOURCE_INCOMPLETE", message, { side: "source" });
    }
    const unsupported = members.filter(({ mediaType }) => !(0,media_type/* isManifestMediaType */.CM)(mediaType));
    if (unsupported.length > 0) {
        const types = [...new Set(unsupported.map(({ mediaType }) => mediaType))].slice(0, NAMED).join(", ");
        const message = `The index of ${name} lists ${formatMembers(unsupported)} with the media type ${types}. Only OCI and Docker v2 manifests can be read back from the target.`;
        yield (0,lib_problems/* problem */.CC)("MANIFEST_UNSUPPORTED", message, { side: "source", remedy: BUILD_WITHOUT });
    }
    for (const member of members) {
        const mismatch = mismatchOf(member, findings, "the image's index");
        if (mismatch !== undefined)
            yield (0,lib_problems/* problem */.CC)("MANIFEST_INVALID", mismatch, { side: "source" });
    }
    yield* refuseUnknownChildren(members, name, findings);
}
const BUILD_WITHOUT = "Build an index of images and their attestations alone, and promote other artifacts by a tag of their own.";
/**
 * An import that cannot be seen cannot be planned: it could fail after other images of the set were written. So this is an error, not
 * a warning. But it is no proof that anything is absent: the run failed, and the next one may succeed.
 */
function* refuseUnknownChildren(members, name, findings) {
    const unknown = members.flatMap((member) => {
        const finding = findings.get(member.digest);
        return finding?.kind === "unknown" ? [{ member, reason: finding.problem }] : [];
    });
    const [first] = unknown;
    if (first === undefined)
        return;
    const { remedy, causeKey, code } = first.reason;
    const message = `It is not known whether the source has all of ${name}: ${formatMembers(unknown.map(({ member }) => member))} could not be looked up. ${first.reason.message}`;
    yield (0,lib_problems/* problem */.CC)("CHILDREN_UNKNOWN", message, {
        side: "source",
        remedy,
        ...(causeKey !== undefined && { causeKey: `${code} ${causeKey}` }),
    });
}
/** With `referrers: best-effort`, what cannot be imported is left out with a warning. Otherwise it is a problem. */
function checkReferrers(candidate, planned, findings) {
    const { name } = candidate.source;
    const problems = [];
    const warnings = [];
    const isOptional = candidate.image.referrers === "best-effort";
    const referrers = planned.map((each) => {
        const reason = each.action === "import" ? reasonAgainst(candidate, each.referrer, findings) : undefined;
        if (reason === undefined)
            return each;
        if (!isOptional) {
            problems.push(reason);
            return each;
        }
        warnings.push(`The ${formatReferrer(each.referrer)} of ${name} is not promoted. ${reason.message}`);
        return { ...each, action: "leave" };
    });
    return { referrers, problems, warnings };
}
const LEAVE_OUT = "To promote the image with the referrers that can be imported, set referrers: best-effort; to promote it without signatures, SBOMs and attestations, set referrers: none";
/** Why a referrer cannot be imported. */
function reasonAgainst({ source }, referrer, findings) {
    const { subject, mediaType, digest, tag, isGone = false } = referrer;
    const what = formatReferrer(referrer);
    if (!(0,media_type/* isManifestMediaType */.CM)(mediaType)) {
        const message = `The ${what} of ${source.name} has the media type ${mediaType}. Only OCI and Docker v2 manifests can be read back from the target.`;
        return (0,lib_problems/* problem */.CC)("MANIFEST_UNSUPPORTED", message, {
            side: "source",
            remedy: `Sign or attest the image again with a current tool. ${LEAVE_OUT}`,
        });
    }
    const finding = findings.get(digest);
    if (finding?.kind === "unknown")
        return referrersUnknown(source, finding.problem);
    if (finding?.kind === "absent" && tag !== null) {
        // A tag that was just read proves that the signature existed: a replica may lag.
        const message = `The source has the ${what} under the tag ${tag}, but returned 404 for its digest.`;
        return referrersUnknown(source, (0,lib_problems/* problem */.CC)("REGISTRY_INCONSISTENT", message, { side: "source" }));
    }
    if (isGone || finding?.kind === "absent") {
        const message = `${source.name} cannot be promoted with all of its referrers: its repository does not have the ${what}, which is listed as a referrer of ${subject}.`;
        return (0,lib_problems/* problem */.CC)("SOURCE_INCOMPLETE", message, {
            side: "source",
            remedy: `Sign or attest the image again, or delete the entry that names what is gone. ${LEAVE_OUT}`,
        });
    }
    const mismatch = mismatchOf(referrer, findings, "the list of referrers");
    if (mismatch === undefined)
        return undefined;
    const remedy = `Sign or attest the image again. ${LEAVE_OUT}`;
    return (0,lib_problems/* problem */.CC)("MANIFEST_INVALID", `${mismatch} It is the ${what} of ${source.name}.`, { side: "source", remedy });
}
function mismatchOf(stated, findings, stating) {
    const finding = findings.get(stated.digest);
    return finding?.kind === "known" ? (0,manifest/* describeMismatch */._e)(finding.value, stated, stating) : undefined;
}
function formatMembers(members) {
    const named = members.slice(0, NAMED).map(formatMember).join(", ");
    return members.length > NAMED ? `${named} and ${members.length - NAMED} more` : named;
}
/** A referrer as messages name it: `signature sha256:… (application/vnd.cncf.notary.signature)`. */
function formatReferrer(referrer) {
    const kind = (0,referrer_kind/* kindOfReferrer */.z)(referrer);
    const named = kind === "referrer" ? "signature, SBOM or attestation" : kind;
    return `${named} ${referrer.digest} (${referrer.artifactType})`;
}

;// CONCATENATED MODULE: ./lib/plan/tag-policy.js






/** Plans one tag of the image. */
function planTag(candidate, tag, target) {
    const { promotion, source } = candidate;
    const [before, after] = [tag.platforms.map(descriptor/* formatPlatform */.B), (source.platforms ?? []).map(descriptor/* formatPlatform */.B)];
    const differs = tag.digest !== undefined && tag.digest !== source.digest;
    const isComparable = differs && source.platforms !== null && before.length > 0;
    const versions = compareTag(candidate, tag, target);
    return {
        name: tag.name,
        action: versions !== undefined && isHeldBack(versions) ? "stay" : actionOf(promotion, tag, source.digest),
        previousDigest: tag.digest ?? null,
        ...(versions !== undefined && { versions }),
        gained: isComparable ? after.filter((platform) => !before.includes(platform)) : [],
        lost: isComparable ? before.filter((platform) => !after.includes(platform)) : [],
    };
}
function actionOf(promotion, tag, digest) {
    if (tag.digest === undefined)
        return "create";
    if (tag.digest === digest)
        return "keep";
    if (mayMove(promotion, tag.name))
        return "move";
    return promotion.onConflict === "skip" ? "skip" : "conflict";
}
/** Plans one referrer; only those with a cosign tag can be in conflict. */
function planReferrer({ promotion }, referrer, target) {
    if (referrer.tag === null) {
        return { referrer, action: target.referrersPresent.has(referrer.digest) ? "keep" : "import" };
    }
    const present = target.signatureTags.get(referrer.tag);
    if (present === referrer.digest)
        return { referrer, action: "keep" };
    if (present === undefined || mayMove(promotion, referrer.tag))
        return { referrer, action: "import" };
    return { referrer, action: promotion.onConflict === "skip" ? "skip" : "conflict" };
}
/** The problem of a tag that has another digest and may not move. */
function tagConflict({ promotion, image, source }, tag) {
    const message = describeConflict(promotion, `${image.target.repository}:${tag.name}`, tag.previousDigest, source.digest);
    return (0,lib_problems/* problem */.CC)("TAG_CONFLICT", message, {
        side: "target",
        remedy: `Use another tag, or allow this one to move: on-conflict: overwrite, or mutable-tags: ${[...promotion.mutableTags, tag.name].join(",")}`,
    });
}
/** The problem of a cosign tag that has other signatures and may not move. */
function signatureConflict({ promotion, image }, { tag, digest }, target) {
    const present = target.signatureTags.get(tag ?? "") ?? null;
    const message = describeConflict(promotion, `${image.target.repository}:${tag}`, present, digest);
    const pattern = `sha256-*.${tag?.split(".").at(-1)}`;
    return (0,lib_problems/* problem */.CC)("SIGNATURE_TAG_CONFLICT", `${message}: signatures that were added in the target could be lost.`, {
        side: "target",
        remedy: `Allow the source's signatures to replace them: mutable-tags: ${[...promotion.mutableTags, pattern].join(",")} — or leave signatures out: referrers: none`,
    });
}
function describeConflict({ target }, reference, present, digest) {
    const other = present === null ? "another digest" : `digest ${(0,oci_digest/* shortDigest */.VK)(present)}…`;
    return `${reference} exists in ${(0,registry_name/* formatRegistryName */.s)(target)} with ${other} and cannot be replaced by ${(0,oci_digest/* shortDigest */.VK)(digest)}…`;
}

;// CONCATENATED MODULE: ./lib/plan/image-plan.js
// Plans one image: its verdict, its problems and, if it is to be promoted, its steps.









/**
 * Plans one image from its observation.
 * @throws PromotionError `UNEXPECTED` without an observation
 */
function planImage(promotion, image, observation) {
    if (observation === undefined) {
        throw new errors/* PromotionError */.g1("UNEXPECTED", `${image.target.repository} was not observed before the plan.`, {
            stage: "plan",
        });
    }
    const empty = {
        request: image,
        tags: [],
        referrers: [],
        present: [],
        referrerSteps: [],
        signatureTagSteps: [],
        tagSteps: [],
        warnings: [],
    };
    if (observation.kind === "refused") {
        const { status, problems } = observation;
        return { ...empty, verdict: status, source: null, verifiable: true, problems };
    }
    const { source, target, findings } = observation;
    const candidate = { promotion, image, source };
    const problems = [...refuseSource(candidate)];
    const warnings = [...warnOfSource(candidate)];
    if (target.kind === "read")
        return planKnownTarget(candidate, target.image, { problems, warnings, inSource: findings });
    if (target.kind === "cache" || promotion.verify !== "best-effort") {
        const verdict = target.kind === "cache" ? "blocked" : "failed";
        return { ...empty, verdict, verifiable: false, problems: [...problems, target.problem], source, warnings };
    }
    warnings.push(`The target cannot be read from this runner, so the result is not verified: ${target.problem.message}`);
    return planUnknownTarget(candidate, target, {
        problems: [...source.preflight, ...problems],
        warnings,
        inSource: findings,
    });
}
function planKnownTarget(candidate, target, findings) {
    const { image, source } = candidate;
    const tags = target.tags.map((tag) => planTag(candidate, tag, target));
    const wanted = source.referrers.map((referrer) => planReferrer(candidate, referrer, target));
    const { referrers, ...checked } = checkReferrers(candidate, wanted, findings.inSource);
    const problems = [
        ...findings.problems,
        ...tags.filter(({ action }) => action === "conflict").map((tag) => tagConflict(candidate, tag)),
        ...refuseKeptTags(candidate, tags),
        ...referrers
            .filter(({ action }) => action === "conflict")
            .map(({ referrer }) => signatureConflict(candidate, referrer, target)),
    ];
    if (target.blobs?.kind === "missing")
        problems.push(contentIncomplete(target.blobs.what, "Nothing was written."));
    if (target.blobs?.kind === "unknown")
        problems.push(target.blobs.problem);
    const foreign = target.blobs?.kind === "complete" ? target.blobs.foreign : [];
    const warnings = [
        ...findings.warnings,
        ...checked.warnings,
        ...warnOfLowerVersions(tags),
        ...warnOfForeignLayers(foreign),
    ];
    const isTagging = tags.some(({ action }) => action === "create" || action === "move");
    const isWriting = isTagging || target.absent.size > 0 || referrers.some(({ action }) => action === "import");
    const isSkipped = tags.some(({ action }) => action === "skip");
    // Rules against writing do not matter if nothing is written.
    if (isWriting && !isSkipped) {
        problems.push(...source.preflight, ...refuseChildren(candidate, findings.inSource), ...checked.problems, ...refuseLocks(candidate, target, { tags, referrers, isTagging }));
    }
    const isIncomplete = target.blobs !== undefined && target.blobs.kind !== "complete";
    const verdict = isIncomplete ? "failed" : verdictOf(problems, { isSkipped, isWriting });
    const steps = verdict === "promote"
        ? stepsOnKnownTarget(candidate, target, { tags, referrers })
        : { present: [], referrerSteps: [], signatureTagSteps: [], tagSteps: [] };
    return { request: image, verdict, source, tags, referrers, ...steps, verifiable: true, problems, warnings };
}
/** Without a view of the target, tags that may move are forced, and ARM refuses to overwrite all others. */
function planUnknownTarget(candidate, { problem, locks: { repositoryLocked, lockedTags } }, findings) {
    const { promotion, image, source } = candidate;
    const tags = image.target.tags.map((name) => ({
        name,
        action: mayMove(promotion, name) ? "move" : "create",
        previousDigest: null,
        versions: compareUnread(promotion, name, problem),
        gained: [],
        lost: [],
    }));
    const wanted = source.referrers.map((referrer) => ({ referrer, action: "import" }));
    const { referrers, ...checked } = checkReferrers(candidate, wanted, findings.inSource);
    const locks = {
        repositoryLocked,
        manifestLocked: false,
        tags: tags.map(({ name }) => ({ name, locked: lockedTags.has(name) })),
        lockedSignatureTags: lockedTags,
    };
    const isTagging = tags.length > 0;
    const problems = [
        ...findings.problems,
        ...refuseChildren(candidate, findings.inSource),
        ...checked.problems,
        ...refuseLocks(candidate, locks, { tags, referrers, isTagging }),
    ];
    return {
        request: image,
        verdict: verdictOf(problems, { isSkipped: false, isWriting: true }),
        source,
        tags,
        referrers,
        ...stepsOnUnknownTarget(candidate, { tags, referrers }),
        verifiable: false,
        problems,
        warnings: [...findings.warnings, ...checked.warnings],
    };
}
const CONFLICTS = ["TAG_CONFLICT", "SIGNATURE_TAG_CONFLICT", "FORWARD_ONLY_CONFLICT"];
function verdictOf(problems, { isSkipped, isWriting }) {
    const isConflict = ({ code }) => CONFLICTS.includes(code);
    if (problems.length > 0 && problems.every(isFailedLookup))
        return "failed";
    if (problems.length > 0)
        return problems.every(isConflict) ? "conflict" : "blocked";
    if (isSkipped)
        return "skipped";
    return isWriting ? "promote" : "up-to-date";
}

;// CONCATENATED MODULE: ./lib/plan/tag-claims.js
// Images of one step that set the same tag, cosign's too: refused if they bring different digests, which only the plan can see.


/** Blocks images that set one tag to different digests, and gives tags that several images set a step of their own. */
function settleClaims(plans) {
    const claims = new Map();
    for (const plan of plans) {
        for (const { tag, digest } of claimsOfImage(plan)) {
            const key = keyOf(plan.request, tag);
            claims.set(key, [...(claims.get(key) ?? []), digest]);
        }
    }
    return plans.map((plan) => {
        const { request, problems } = plan;
        const claimsOf = (tag) => claims.get(keyOf(request, tag)) ?? [];
        const contested = claimsOfImage(plan)
            .map(({ tag }) => tag)
            .filter((tag) => new Set(claimsOf(tag)).size > 1);
        if (contested.length === 0)
            return separateSharedTags(plan, (tag) => claimsOf(tag).length > 1);
        const shown = contested.map((tag) => `${keyOf(request, tag)} (${formatDigests(claimsOf(tag))})`);
        const message = `Images of this step set one tag to different digests: ${shown.join(", ")}.`;
        const refusal = (0,lib_problems/* problem */.CC)("TAG_CLAIMED_TWICE", message, { stage: "plan" });
        const { copy: _copy, ...rest } = plan;
        return {
            ...rest,
            present: [],
            referrerSteps: [],
            signatureTagSteps: [],
            tagSteps: [],
            verdict: "blocked",
            problems: [...problems, refusal],
        };
    });
}
/** The tags that an image wants, with their digests: its own unless `forward-only` keeps them, and those of its signatures. */
function claimsOfImage({ request, source, tags, referrers, }) {
    if (source === null)
        return [];
    const kept = new Set(tags.filter(({ action }) => action === "stay").map(({ name }) => name));
    return [
        ...request.target.tags.filter((tag) => !kept.has(tag)).map((tag) => ({ tag, digest: source.digest })),
        ...referrers.flatMap(({ referrer: { tag, digest }, action }) => tag === null || action === "skip" || action === "leave" ? [] : [{ tag, digest }]),
    ];
}
function keyOf({ target }, tag) {
    return `${target.repository}:${tag}`;
}
/** The first two of them, the same for every image that sets the tag. */
function formatDigests(digests) {
    const [...distinct] = new Set(digests);
    return distinct
        .slice(0, 2)
        .map((digest) => `${(0,oci_digest/* shortDigest */.VK)(digest)}…`)
        .join(", ");
}
/** NoForce refuses a whole step if any one of its tags exists, so a shared tag gets the same step in all its images. */
function separateSharedTags(plan, isShared) {
    const tagSteps = plan.tagSteps.flatMap((step) => {
        const own = step.tags.filter(({ name }) => !isShared(name));
        const shared = step.tags.filter(({ name }) => isShared(name)).map((tag) => ({ ...step, tags: [tag] }));
        return own.length === 0 ? shared : [...shared, { ...step, tags: own }];
    });
    return { ...plan, tagSteps };
}

;// CONCATENATED MODULE: ./lib/plan/plan-promotion.js





/** Plans the promotion; `observations` are in the order of `request.images`. */
function planPromotion(request, observations) {
    const planned = request.images.map((image, at) => planImage(request, image, observations[at]));
    const settled = settleClaims(planned);
    const refused = request.allOrNothing && settled.some(({ verdict }) => isRefusal(verdict));
    const writers = settled.filter(({ verdict }) => verdict === "promote");
    // With all-or-nothing, tags are set after all images are copied, unless there is only one image.
    const mayJoin = !request.allOrNothing || writers.length === 1;
    const images = settled.map((plan) => (mayJoin ? joinTags(plan) : plan));
    return { images, refused, warnings: [...warnOfForwardOnly(images), ...warnOfUnknownLocks(observations, images)] };
}
function isRefusal(verdict) {
    return verdict === "missing" || verdict === "conflict" || verdict === "blocked" || verdict === "failed";
}

// EXTERNAL MODULE: ./lib/report/report.js
var report = __webpack_require__(5650);
;// CONCATENATED MODULE: ./lib/report/outcome.js
// Makes the report from the plan and the runs, at any time: also when a step is cancelled halfway.









/** The report of a step. */
function reportOutcome(outcome) {
    const { request, plan, runs, loginServer, cancelled } = outcome;
    const images = request.images.map((image, at) => {
        const planned = plan?.images[at];
        const run = runs[at] ?? newRun();
        return planned === undefined ? unplanned(image, run, request) : reportImage(planned, run, outcome);
    });
    const unverifiedIsGood = request.verify === "best-effort";
    return {
        registry: loginServer ?? (0,registry_name/* formatRegistryName */.s)(request.target),
        dryRun: request.dryRun,
        changed: images.some((image, at) => changes(image, plan?.images[at], runs[at], outcome)),
        ok: outcome.error === undefined && !cancelled && images.every((image) => (0,report/* isGood */.Kg)(image, { unverifiedIsGood })),
        cancelled,
        unverifiedIsGood,
        images,
        warnings: plan?.warnings ?? [],
        error: outcome.error ?? null,
        durationMs: outcome.durationMs,
    };
}
function unplanned(image, { problem }, request) {
    return {
        origin: image.origin,
        source: formatSource(image, request),
        repository: image.target.repository,
        digest: null,
        mediaType: null,
        size: null,
        image: null,
        status: problem === undefined ? "pending" : "failed",
        verified: false,
        tags: image.target.tags.map((name) => ({ name, status: "pending", previousDigest: null })),
        manifests: [],
        referrers: [],
        referrersMode: image.referrers,
        referrersIncomplete: false,
        attestation: null,
        durationMs: 0,
        operationId: null,
        mayStillRun: [],
        error: problem ?? null,
        problems: problem === undefined ? [] : [problem],
        warnings: [],
        platformChanges: [],
        exemptFromPlatforms: false,
        leftUntagged: false,
    };
}
function reportImage(plan, run, outcome) {
    const { request, loginServer } = outcome;
    const { source } = plan;
    const base = unplanned(plan.request, run, request);
    const status = statusOf(plan, run, outcome);
    const problems = [...plan.problems, ...(run.problem === undefined ? [] : [run.problem])];
    const content = source === null ? undefined : contentOf(source, run);
    const inPlace = status === "promoted" || status === "up-to-date" || status === "unverified";
    return {
        ...base,
        ...(source !== null && {
            source: source.name,
            digest: source.digest,
            attestation: source.provenance,
        }),
        ...(content !== undefined && {
            mediaType: content.root.mediaType,
            size: content.root.sizeBytes,
            manifests: reportManifests(content, source?.platforms ?? null),
        }),
        image: source === null || loginServer === undefined
            ? null
            : (0,reference/* formatReference */.FH)({ registry: loginServer, repository: base.repository, digest: source.digest }),
        status,
        verified: inPlace && status !== "unverified",
        tags: plan.tags.length === 0 ? base.tags : plan.tags.map((tag) => reportTag(tag, run, status)),
        referrers: plan.referrers.map((planned) => reportReferrer(planned, run, plan, status)),
        referrersIncomplete: (source !== null && source.unknownReferrers.length > 0) ||
            plan.referrers.some(({ action }) => action === "leave"),
        durationMs: Math.round(run.durationMs),
        operationId: run.operationId ?? null,
        mayStillRun: run.openOperations.flatMap((operations) => [...operations]),
        problems,
        error: problems[0] ?? null,
        warnings: [...new Set([...plan.warnings, ...warnOfForeignLayers(run.foreignLayers)])],
        platformChanges: plan.tags
            .filter(({ gained, lost }) => gained.length + lost.length > 0)
            .map(({ name, gained, lost }) => ({ tag: name, gained, lost })),
        exemptFromPlatforms: source !== null && isExemptFromPlatforms(request, source),
        leftUntagged: run.contentImported &&
            !inPlace &&
            status !== "skipped" &&
            run.tagsSet.size === 0 &&
            plan.tags.length > 0 &&
            plan.tags.every(({ action }) => action !== "keep"),
    };
}
function statusOf(plan, run, { request, cancelled }) {
    if (plan.verdict !== "promote")
        return plan.verdict;
    if (request.dryRun)
        return "planned";
    switch (run.state) {
        case "done":
            return run.verified ? "promoted" : "unverified";
        case "skipped":
        case "failed":
        case "conflict":
        case "cancelled":
            return run.state;
        case "running":
            return cancelled ? "cancelled" : "failed";
        default:
            return "pending";
    }
}
function reportTag(tag, run, image) {
    const { name, action, previousDigest, versions } = tag;
    const status = () => {
        if (action === "keep")
            return "unchanged";
        if (action === "skip" || action === "stay" || run.keptTags.has(name))
            return "kept";
        if (action === "conflict" || run.rivalTags.has(name))
            return "conflict";
        // A dry run reports what would become of the tag.
        if (!run.tagsSet.has(name) && image !== "planned")
            return "pending";
        return action === "create" ? "created" : "moved";
    };
    const isUnknown = action === "move" && versions?.forwardOnly === true && versions.order === "unknown";
    return { name, status: status(), previousDigest, ...(isUnknown && { orderUnknown: versions.reason ?? "" }) };
}
function reportReferrer({ referrer, action }, run, plan, image) {
    const { digest, subject, artifactType, tag } = referrer;
    const status = () => {
        if (action === "conflict" || (tag !== null && run.rivalTags.has(tag)))
            return "conflict";
        if (action === "keep")
            return "up-to-date";
        if (action === "skip" || action === "leave" || (tag !== null && run.keptTags.has(tag)))
            return "skipped";
        if (run.referrersImported.has(tag ?? digest))
            return "promoted";
        if (image === "planned")
            return "planned";
        const reached = plan.copy === undefined || run.contentImported;
        return run.state === "failed" && reached ? "failed" : "pending";
    };
    return { digest, subject, artifactType, tag, status: status() };
}
/** The image's manifests; undefined if neither side could be read. */
function contentOf({ root, members }, run) {
    return root === undefined ? run.discovered : { root, members };
}
function reportManifests({ root, members }, platforms) {
    if (root.kind === "image") {
        const [platform] = platforms ?? [];
        return [
            {
                platform: platform === undefined ? null : (0,descriptor/* formatPlatform */.B)(platform),
                digest: root.digest,
                mediaType: root.mediaType,
                size: root.sizeBytes,
            },
        ];
    }
    return members.flatMap((member) => {
        const { digest, mediaType, sizeBytes } = member;
        const platforms = runtimePlatformsOf(member).map(descriptor/* formatPlatform */.B);
        const labels = platforms.length > 0 ? platforms : [(0,descriptor/* isAttestationChild */.$)(member) ? "attestation" : null];
        return labels.map((platform) => ({ platform, digest, mediaType, size: sizeBytes }));
    });
}
/** True if a tag, cosign's too, was created or moved, or an image without requested tags was imported. In a dry run: if it would be. */
function changes(image, planned, run, { plan, request }) {
    if (planned === undefined || run === undefined)
        return false;
    if (!request.dryRun) {
        const cosignTags = planned.referrers.flatMap(({ referrer: { tag } }) => (tag === null ? [] : [tag]));
        return (run.tagsSet.size > 0 ||
            cosignTags.some((tag) => run.referrersImported.has(tag)) ||
            (run.contentImported && image.tags.length === 0));
    }
    if (plan?.refused === true || planned.verdict !== "promote")
        return false;
    return (planned.tags.some(({ action }) => action === "create" || action === "move") ||
        planned.referrers.some(({ referrer, action }) => referrer.tag !== null && action === "import") ||
        (planned.tags.length === 0 && planned.copy !== undefined));
}

;// CONCATENATED MODULE: ./lib/promote.js
// The use case, one pass from left to right: connect, observe, plan, carry out, report. Read this file first.

















/** Starts to promote what was requested. On abort no new work starts, waits end, and the report states what was cancelled. */
function promote(request, ports, signal) {
    const startedAtMs = ports.clock.nowMs();
    const progress = { runs: request.images.map(() => newRun()) };
    const report = (dryRun) => reportOutcome({
        request: { ...request, dryRun },
        loginServer: progress.target?.resource.loginServer,
        plan: progress.plan,
        runs: progress.runs,
        error: progress.error,
        cancelled: signal.aborted,
        durationMs: Math.round(ports.clock.nowMs() - startedAtMs),
    });
    const reportNow = () => report(request.dryRun);
    const over = new AbortController();
    const finished = run(request, ports, progress, AbortSignal.any([signal, over.signal]))
        .catch((error) => {
        // Whatever is thrown after an abort is the abort; before, it is a failure of the step as a whole.
        if (!signal.aborted)
            progress.error = (0,errors/* problemOf */.Zw)(error, "observe");
    })
        // A login that no image waits for any more would keep the process alive.
        .finally(() => over.abort("The step is over."))
        .then(reportNow);
    return { finished, reportNow, reportPlan: () => report(true) };
}
async function run(request, ports, progress, signal) {
    const { registries, clock, log } = ports;
    const budget = { usedBytes: 0 };
    const items = request.images.flatMap((image, at) => {
        const source = registries.connectSource(image.source.registry, signal);
        // A failure reaches those who await it; until then it must not count as unhandled.
        source.catch(() => undefined);
        const imageRun = progress.runs[at];
        const time = new ImageTime(clock, request.timeoutMs);
        const reads = { waits: new Waits(clock), budget: new ManifestBudget(budget, formatSource(image, request)) };
        return imageRun === undefined ? [] : [{ image, source, time, reads, run: imageRun }];
    });
    const limit = pLimit(request.maxParallel);
    const target = await registries.connectTarget(signal).catch(async (error) => {
        // A right that is missing on the target is reported with what is wrong with the sources: one round of grants.
        if (error instanceof errors/* AzureError */.M6 && !error.transient) {
            await Promise.all(items.map((item) => limit(() => trySource(item, request, clock, signal))));
        }
        throw error;
    });
    progress.target = target;
    // https://learn.microsoft.com/azure/container-registry/container-registry-skus: geo-replication is Premium's.
    const hasReplicas = target.resource.sku !== "Basic" && target.resource.sku !== "Standard";
    const content = createContentCheck(target.reader, { clock, hasReplicas });
    const reading = followReading(items.length, { clock, log });
    const observations = await Promise.all(items.map(({ image, source, time, reads }) => limit(() => {
        const observation = observeImage(image, request, { ...ports, source, target, content, time, reads }, signal);
        return reading.during(reads.waits, observation);
    }))).finally(reading.stop);
    // An image whose source did not connect was refused. Nobody waits for that login any more.
    const sources = await Promise.all(items.map(({ source }, at) => (observations[at]?.kind === "observed" ? source : undefined)));
    const plan = planPromotion(request, observations);
    progress.plan = plan;
    ports.onPlan(plan);
    if (request.dryRun || plan.refused)
        return;
    const { stop } = followProgress(plan, progress.runs, ports);
    const times = items.map(({ time }) => time);
    try {
        await executePlan(plan, progress.runs, request, { ...ports, target, hasReplicas, content, sources, times }, signal);
    }
    finally {
        stop();
    }
}
/** Notes what keeps a source image from being resolved, where there will be no plan to say it. */
async function trySource({ image, source, time, reads, run }, request, clock, signal) {
    const name = formatSource(image, request);
    const reading = { name, limitMs: request.timeoutMs, time, clock, waits: reads.waits, pauses: () => [] };
    try {
        await readInTime(reading, signal, async (limited) => resolveSource(image, await connectSource({ source, reads }, name, limited), limited));
    }
    catch (error) {
        if (signal.aborted)
            return;
        run.state = "failed";
        const [reason] = refusedSource(error, []).problems;
        if (reason !== undefined)
            run.problem = reason;
    }
}


/***/ }),

/***/ 9212:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   SH: () => (/* binding */ azureNameOf),
/* harmony export */   ZI: () => (/* binding */ adviseRoleGrant)
/* harmony export */ });
/* unused harmony export IMPORTER_ROLE */
// The one role that import and verification need on both sides, and the command that grants it. Contains no Azure ID.
/** Allows importing into, importing from and reading every repository of a registry: https://learn.microsoft.com/azure/container-registry/container-registry-rbac-built-in-roles-overview */
const IMPORTER_ROLE = "Container Registry Data Importer and Data Reader";
/**
 * The remedy that grants {@link IMPORTER_ROLE} on a registry, given by name or login server. Its second line is a command
 * to paste into a shell in which AZURE_CLIENT_ID is set.
 */
function adviseRoleGrant(registry) {
    return `Grant the role "${IMPORTER_ROLE}" on ${registry} to this step's identity (it takes up to 10 minutes to take effect):
az role assignment create --assignee "$AZURE_CLIENT_ID" --role "${IMPORTER_ROLE}" --scope "$(az acr show --name ${azureNameOf(registry)} --query id --output tsv)"`;
}
/** The name of a registry for `az acr`, from its name or login server. */
function azureNameOf(registry) {
    // A login server with a DNS name label is name-hash.azurecr.io; registry names have letters and digits only.
    const [name = registry] = registry.split(/[.-]/);
    return name;
}


/***/ })

};
