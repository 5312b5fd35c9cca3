export const id = 538;
export const ids = [538];
export const modules = {

/***/ 4611:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   N: () => (/* binding */ withDeadline),
/* harmony export */   X: () => (/* binding */ DeadlinePassed)
/* harmony export */ });
/** Why a deadline's signal aborted. */
class DeadlinePassed extends Error {
    constructor(limitMs) {
        super(`The time limit of ${Math.round(limitMs / 1000)} s has passed.`);
        this.name = "DeadlinePassed";
    }
}
/** A signal that aborts with `signal`, or with {@link DeadlinePassed} after `limitMs`. Call `clear` when done: a timer holds the process. */
function withDeadline(clock, limitMs, signal) {
    const expired = new AbortController();
    let leftMs = limitMs;
    let startedMs = 0;
    let timer;
    function run() {
        timer = new AbortController();
        startedMs = clock.nowMs();
        clock.sleep(leftMs, AbortSignal.any([signal, timer.signal])).then(() => expired.abort(new DeadlinePassed(limitMs)), () => undefined);
    }
    function stop() {
        if (timer !== undefined)
            leftMs -= clock.nowMs() - startedMs;
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


/***/ }),

/***/ 7538:
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
// EXTERNAL MODULE: ./lib/request/registry-resource.js
var registry_resource = __webpack_require__(575);
// EXTERNAL MODULE: ./lib/oci/descriptor.js
var descriptor = __webpack_require__(1260);
;// CONCATENATED MODULE: ./lib/observe/members.js
// The manifests below an image's root. An entry of an index is a digest and a platform: an index may list one digest for several
// platforms, as linux/arm/v6 and linux/arm/v7. A member is one digest with all the platforms that it is listed for.

/** Adds entries of indexes to the members; a known digest gains the platforms of its further entries. */
function addEntries(members, entries) {
    const all = new Map(members);
    for (const [digest, group] of Map.groupBy(entries, (entry) => entry.digest)) {
        const [first, ...others] = [members.get(digest), ...group].filter((each) => each !== undefined);
        if (first !== undefined)
            all.set(digest, withPlatforms(first, others));
    }
    return all;
}
/** The member with the platforms of the others too, each once. */
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
/** The platforms that a member runs on; none for an attestation. */
function runtimePlatformsOf(member) {
    return platformsOf(member).filter((platform) => !(0,descriptor/* isAttestationChild */.$)({ ...member, platform }));
}

// EXTERNAL MODULE: ./lib/oci/digest.js
var oci_digest = __webpack_require__(9501);
// EXTERNAL MODULE: ./lib/problems.js
var lib_problems = __webpack_require__(5451);
;// CONCATENATED MODULE: ./lib/import/import-step.js
// Carries out one planned import and proves it: ARM is followed and the target is watched at the same time, and only
// what the target shows counts. The one place that starts writes, and that decides whether one is repeated.





/** An abort by the user, passed on: which operation may still run. */
class StepCancelled extends Error {
    operationInFlight;
    constructor(operationInFlight, cause) {
        super("The step was cancelled.", { cause });
        this.name = "StepCancelled";
        this.operationInFlight = operationInFlight;
    }
}
const MAX_ATTEMPTS = 3;
const FIRST_LOOK_MS = 200;
const LOOK_INTERVAL_MS = 500;
/** Each step in flight adds this to the pause between looks, which keeps a run of 500 under 100 reads a second. */
const LOOK_SHARE_MS = 10;
/** As often as ARM asks to be polled, and no more rarely. */
const LOOK_INTERVAL_MAX_MS = 10_000;
/** How long the target may lag behind ARM's "Succeeded": replicas converge within a minute or so (Azure/acr#588). */
const LAG_MS = 90_000;
/** How long an answer to the POST that was lost is looked for in the target before the POST is repeated. */
const SETTLE_MS = 15_000;
const IDLE_MS = 60_000;
const LAST_LOOK_MS = 8_000;
const BACKOFF_MS = 2_000;
const MAX_BACKOFF_MS = 30_000;
/**
 * Imports and mustExist.
 * @throws StepCancelled when the run's signal aborts
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
    /** Manifests that were read back; content does not go away again. */
    #proven = new Set();
    /** ARM was asked to import, and may be at it. */
    #posted = false;
    /** Where the image's manifests were not known: those that the target has shown so far. */
    #discovered;
    #accepted = false;
    /** The answer to a POST was lost once before. */
    #lostOnce = false;
    #verdict;
    #verdictAtMs = 0;
    #startedAtMs = 0;
    #lookAtMs = 0;
    #wake = () => undefined;
    constructor(input, context) {
        this.#input = input;
        this.#context = context;
    }
    async run() {
        for (let attempt = 1;;) {
            let result;
            try {
                result = await this.#attempt(attempt < MAX_ATTEMPTS);
                if (result === "repeat")
                    await this.#backOff(attempt);
                // A POST that was throttled did nothing, and how often that may be is for the time limit to say.
                if (!this.#isThrottled())
                    attempt++;
            }
            catch (error) {
                result = await this.#ended(error);
            }
            if (result !== "repeat")
                return result;
        }
    }
    async #attempt(mayRepeat) {
        const { step, signal, sourceRepository, importSource, onOperation } = this.#input;
        const { importer, clock, log } = this.#context;
        const source = await importSource(signal);
        signal.throwIfAborted();
        const operationId = this.#context.operationId();
        this.#posted = true;
        this.#accepted = false;
        this.#verdict = undefined;
        this.#startedAtMs = clock.nowMs();
        onOperation(operationId);
        log.debug(`import ${operationId}: ${describe(step)}`);
        const follow = new AbortController();
        const followed = importer
            .importImage({
            source,
            sourceImage: `${sourceRepository}@${step.digest}`,
            targetTags: step.tags.map((tag) => `${step.repository}:${tag}`),
            untaggedTargetRepositories: step.tags.length === 0 ? [step.repository] : [],
            mode: step.mode,
        }, {
            operationId,
            signal: AbortSignal.any([signal, follow.signal]),
            onAccepted: () => {
                this.#accepted = true;
                // The copy may have begun before the answer came.
                this.#lookAtMs = this.#startedAtMs + FIRST_LOOK_MS;
                this.#startedAtMs = clock.nowMs();
                this.#wake();
            },
        })
            .then((verdict) => this.#heard(verdict), (error) => {
            // Whatever is thrown, no token for example, was thrown before anything was asked of ARM.
            if (follow.signal.aborted || signal.aborted)
                return;
            this.#heard({ kind: "failed", problem: (0,errors/* problemOf */.Zw)(error, "import"), transient: false });
        });
        try {
            return await this.#watch(mayRepeat);
        }
        finally {
            follow.abort();
            await followed;
        }
    }
    #heard(verdict) {
        this.#verdict = verdict;
        this.#verdictAtMs = this.#context.clock.nowMs();
        if (verdict.kind === "unclear") {
            this.#context.log.info(`Azure does not say how an import goes (${verdict.problem.message}); the target is watched instead.`);
        }
        this.#wake();
    }
    /** Looks again and again until the target shows everything, or ARM's verdict and the target together say that it will not. */
    async #watch(mayRepeat) {
        for (;;) {
            // The verdict is taken before the look, so that a refusal is always followed by one more look.
            const verdict = this.#verdict;
            const due = verdict !== undefined || (this.#accepted && this.#context.clock.nowMs() >= this.#lookAtMs);
            const view = due ? await this.#look(this.#input.signal) : undefined;
            if (view?.kind === "proven")
                return this.#provenResult();
            if (verdict !== undefined && view !== undefined) {
                const result = this.#settle(verdict, view, mayRepeat);
                if (result !== undefined)
                    return result;
            }
            if (due)
                this.#lookAtMs = this.#context.clock.nowMs() + this.#intervalMs();
            await this.#pause(verdict);
        }
    }
    /** What a verdict and a look after it amount to; undefined: look again. */
    #settle(verdict, view, mayRepeat) {
        const waitedMs = this.#context.clock.nowMs() - this.#verdictAtMs;
        if (verdict.kind === "succeeded") {
            if (view.kind === "unreadable")
                return { kind: "unverified", problem: view.problem };
            return waitedMs < LAG_MS ? undefined : this.#notShown(view);
        }
        const rival = view.kind === "not-yet" ? view.rival : undefined;
        if (verdict.kind === "failed") {
            if (rival !== undefined)
                return this.#lostRace(rival);
            if (verdict.problem.code === "TAG_EXISTS") {
                // The tag that ARM met may be our own, from an import whose answer was lost, and not be shown yet.
                if (view.kind === "not-yet" && waitedMs < LAG_MS)
                    return undefined;
                return {
                    kind: "conflict",
                    problem: verdict.problem,
                    operationInFlight: false,
                    rivalTags: this.#input.step.tags,
                };
            }
            if (verdict.transient && (mayRepeat || this.#isThrottled()))
                return "repeat";
            return { kind: "failed", problem: verdict.problem, operationInFlight: false };
        }
        if (this.#accepted) {
            // ARM took the import and does not tell us how it goes: only the target, or the deadline, ends this.
            return view.kind === "unreadable"
                ? { kind: "failed", problem: verdict.problem, operationInFlight: true }
                : undefined;
        }
        if (rival !== undefined)
            return this.#lostRace(rival);
        if (view.kind === "not-yet" && waitedMs < SETTLE_MS)
            return undefined;
        if (view.kind === "not-yet" && mayRepeat && !this.#lostOnce) {
            this.#lostOnce = true;
            return "repeat";
        }
        return { kind: "failed", problem: verdict.problem, operationInFlight: true };
    }
    #isThrottled() {
        const verdict = this.#verdict;
        return verdict?.kind === "failed" && verdict.problem.code === "ARM_THROTTLED" && !this.#accepted;
    }
    /** A tag holds a digest that it did not hold when the plan was made, and that is not ours. Repeating would only overwrite it. */
    #lostRace(rival) {
        const { step } = this.#input;
        return {
            // Under NoForce ours was refused; under Force it may have been there for a moment.
            kind: step.mode === "Force" ? "failed" : "conflict",
            operationInFlight: this.#mayRun(),
            rivalTags: [rival.tag],
            problem: (0,lib_problems/* problem */.CC)("TAG_CONFLICT", `${step.repository}:${rival.tag} was set to ${(0,oci_digest/* shortDigest */.VK)(rival.digest)}… while this step ran; ${(0,oci_digest/* shortDigest */.VK)(step.digest)}… was planned.`, {
                stage: "import",
                side: "target",
                remedy: "Someone else promotes to the same tag. Run again, and give these workflows a common `concurrency` group.",
            }),
        };
    }
    /** True from the POST until ARM says how the import ended. */
    #mayRun() {
        return this.#posted && (this.#verdict === undefined || this.#verdict.kind === "unclear");
    }
    #provenResult() {
        return { kind: "proven", ...(this.#discovered !== undefined && { discovered: this.#discovered }) };
    }
    #notShown(view) {
        const rival = view.kind === "not-yet" ? view.rival : undefined;
        if (rival !== undefined)
            return this.#lostRace(rival);
        const what = view.kind === "not-yet" ? view.missing : view.problem.message;
        return {
            kind: "failed",
            operationInFlight: false,
            problem: (0,lib_problems/* problem */.CC)("TARGET_NOT_SHOWN", `Azure says that the import succeeded, but the target does not show it: ${what}.`, { side: "target" }),
        };
    }
    async #look(signal) {
        const { step, verifiable } = this.#input;
        if (!verifiable)
            return { kind: "unreadable", problem: UNREADABLE };
        try {
            return await this.#read(step, signal);
        }
        catch (error) {
            if (signal.aborted)
                throw error;
            return { kind: "unreadable", problem: (0,errors/* problemOf */.Zw)(error, "verify") };
        }
    }
    /** One read while nothing shows; the rest, all at once, when it does. */
    async #read(step, signal) {
        const [firstTag, ...otherTags] = step.tags;
        const needed = step.mustExist.filter((digest) => !this.#proven.has(digest));
        if (firstTag !== undefined) {
            const view = await this.#readTag(firstTag, signal);
            if (view !== undefined)
                return view;
        }
        else {
            const [first] = needed;
            if (first !== undefined && !(await this.#readManifest(first, signal)))
                return notYet(`${step.repository}@${first}`);
        }
        const [tagViews, missing] = await Promise.all([
            Promise.all(otherTags.map((tag) => this.#readTag(tag, signal))),
            this.#findMissing(signal),
        ]);
        const tagView = tagViews.find((view) => view !== undefined);
        if (tagView !== undefined)
            return tagView;
        return missing === undefined ? { kind: "proven" } : notYet(`${step.repository}@${missing}`);
    }
    /** The first manifest that is not there. Those that reading teaches us of are read in turn. */
    async #findMissing(signal) {
        for (;;) {
            const members = this.#discovered?.members.map(({ digest }) => digest) ?? [];
            const rest = [...this.#input.step.mustExist, ...members].filter((digest) => !this.#proven.has(digest));
            if (rest.length === 0)
                return undefined;
            const present = await Promise.all(rest.map((digest) => this.#readManifest(digest, signal)));
            const missing = rest.find((_digest, at) => present[at] === false);
            if (missing !== undefined)
                return missing;
        }
    }
    async #readTag(tag, signal) {
        const { step } = this.#input;
        const target = await this.#context.reader.readTag(step.repository, tag, signal);
        if (target === undefined)
            return notYet(`${step.repository}:${tag}`);
        const { digest, manifest } = target;
        if (digest === step.digest) {
            if (manifest !== undefined)
                this.#prove(manifest);
            else if (!(await this.#readManifest(digest, signal)))
                return notYet(`${step.repository}@${digest}`);
            this.#input.onTagSeen(tag);
            return undefined;
        }
        return {
            kind: "not-yet",
            missing: `${step.repository}:${tag} holds ${(0,oci_digest/* shortDigest */.VK)(digest)}…`,
            ...(digest !== this.#input.previous.get(tag) && { rival: { tag, digest } }),
        };
    }
    async #readManifest(digest, signal) {
        const manifest = await this.#context.reader.fetchManifest(this.#input.step.repository, digest, signal);
        if (manifest === undefined)
            return false;
        this.#prove(manifest);
        return true;
    }
    #prove(manifest) {
        const { step } = this.#input;
        this.#proven.add(manifest.digest);
        if (step.discovers !== true)
            return;
        const { root = manifest, members = [] } = this.#discovered ?? {};
        const known = new Map(members.map((member) => [member.digest, member]));
        const entries = manifest.kind === "index" ? manifest.manifests : [];
        const all = addEntries(known, entries.filter(({ digest }) => digest !== root.digest));
        this.#discovered = { root, members: [...all.values()] };
    }
    /** Until the next look is due, ARM speaks, or the signal aborts. */
    async #pause(before) {
        const { signal } = this.#input;
        if (before !== this.#verdict)
            return;
        const woken = new AbortController();
        this.#wake = () => woken.abort();
        const cut = AbortSignal.any([signal, woken.signal]);
        try {
            // Before ARM has answered the POST there is nothing to look for.
            const idle = !this.#accepted && this.#verdict === undefined;
            const { clock } = this.#context;
            await clock.sleep(idle ? IDLE_MS : Math.max(0, this.#lookAtMs - clock.nowMs()), cut);
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
        // What takes long is looked at more rarely, and often again once ARM has spoken.
        const elapsedMs = clock.nowMs() - (this.#verdict === undefined ? this.#startedAtMs : this.#verdictAtMs);
        const rarelyMs = elapsedMs > 10_000 ? Math.min(LOOK_INTERVAL_MAX_MS, elapsedMs / 12) : 0;
        return Math.max(LOOK_INTERVAL_MS, inFlight.count * LOOK_SHARE_MS, rarelyMs);
    }
    async #backOff(attempt) {
        const { clock, log } = this.#context;
        const verdict = this.#verdict;
        const asked = verdict?.kind === "succeeded" ? undefined : verdict?.retryAfterMs;
        const ceiling = Math.min(MAX_BACKOFF_MS, BACKOFF_MS * 2 ** attempt);
        const delayMs = asked ?? ceiling / 2 + (clock.random() * ceiling) / 2;
        const why = verdict === undefined || verdict.kind === "succeeded" ? "" : `: ${verdict.problem.message}`;
        log.info(`Importing ${describe(this.#input.step)} again in ${Math.round(delayMs / 1000)} s${why}`);
        await clock.sleep(delayMs, this.#input.signal);
    }
    /** The deadline passed, or the run was cancelled: the target has the last word, where there is time to ask it. */
    async #ended(error) {
        const { signal, step, verifiable } = this.#input;
        if (!signal.aborted) {
            return { kind: "failed", problem: (0,errors/* problemOf */.Zw)(error, "import"), operationInFlight: this.#mayRun() };
        }
        const running = this.#mayRun();
        if (!(signal.reason instanceof deadline/* DeadlinePassed */.X))
            throw new StepCancelled(running, error);
        const view = verifiable ? await this.#lastLook() : { kind: "unreadable", problem: UNREADABLE };
        if (view.kind === "proven")
            return this.#provenResult();
        if (this.#verdict?.kind === "succeeded")
            return this.#notShown(view);
        const lacking = view.kind === "not-yet" ? ` Last seen: ${view.missing}.` : "";
        const because = this.#verdict === undefined ? lacking : `${lacking} ${this.#verdict.problem.message}`;
        return {
            kind: "failed",
            operationInFlight: running,
            problem: (0,lib_problems/* problem */.CC)("IMPORT_TIMEOUT", `${describe(step)} was not in the target when the time limit passed.${because}`, { side: "target" }),
        };
    }
    async #lastLook() {
        const { signal, clear } = (0,deadline/* withDeadline */.N)(this.#context.clock, LAST_LOOK_MS, new AbortController().signal);
        try {
            return await this.#look(signal);
        }
        catch (error) {
            return { kind: "unreadable", problem: (0,errors/* problemOf */.Zw)(error, "verify") };
        }
        finally {
            clear();
        }
    }
}
const UNREADABLE = (0,lib_problems/* problem */.CC)("TARGET_UNREADABLE", "The target cannot be read from this runner.", { side: "target" });
function notYet(missing) {
    return { kind: "not-yet", missing: `${missing} is absent` };
}
function describe({ repository, digest, tags }) {
    const names = tags.length === 0 ? "untagged" : `as ${tags.join(", ")}`;
    return `${repository}@${(0,oci_digest/* shortDigest */.VK)(digest)}… ${names}`;
}

;// CONCATENATED MODULE: ./lib/import/execute.js
// Carries out a plan: contents first, then referrers, then, when everything is proven, the tags. Failures are values.





/** Carries out all that is planned. `runs` are in the plan's order and are changed in place. */
async function executePlan(plan, runs, request, ports, signal) {
    const limit = pLimit(request.maxParallel);
    const work = plan.images.flatMap((image, at) => {
        const run = runs[at];
        const source = ports.sources[at];
        if (image.verdict !== "promote" || run === undefined || source === undefined)
            return [];
        return [{ image, run, source }];
    });
    const execution = new Execution(request, ports, work.length, signal);
    if (!request.allOrNothing) {
        await Promise.all(work.map((item) => limit(async () => {
            await execution.importContent(item, item.image.tagSteps.length > 0);
            if (item.run.state === "content-in-place")
                await execution.setTags(item);
        })));
        return;
    }
    const tagsFollow = work.some(({ image }) => image.tagSteps.length > 0);
    await Promise.all(work.map((item) => limit(() => execution.importContent(item, tagsFollow))));
    if (work.some(({ run }) => run.state !== "content-in-place"))
        return;
    await Promise.all(work.map((item) => limit(() => execution.setTags(item))));
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
        const { target, clock, log, operationId } = ports;
        this.#request = request;
        this.#ports = ports;
        this.#signal = signal;
        this.#limitImports = pLimit(request.maxParallel);
        this.#chatty = imageCount <= CHATTY_MAX_IMAGES;
        this.#context = {
            importer: target.importer,
            reader: target.reader,
            clock,
            log,
            operationId,
            inFlight: { count: 0 },
        };
    }
    /** The image, then its referrers. `tagsFollow`: tags are to move once this is in place. */
    async importContent(item, tagsFollow) {
        const { image, run } = item;
        await this.#timed(item, async (signal) => {
            if (image.copy !== undefined) {
                if (!(await this.#step(item, image.copy, signal)))
                    return;
                run.contentImported = true;
            }
            // In waves by depth would be the strict order; ACR takes a referrer whose subject is not there yet.
            const referrers = await Promise.allSettled(image.referrerSteps.map(async (step) => {
                const done = await this.#step(item, step, signal);
                if (done)
                    run.referrersImported.add(step.tags[0] ?? step.digest);
                return done;
            }));
            for (const referrer of referrers)
                if (referrer.status === "rejected")
                    throw referrer.reason;
            if (run.state !== "running")
                return;
            // With `verify: required` no tag moves to what was not read back.
            const unproven = !run.verified && tagsFollow && this.#request.verify === "required";
            run.state = unproven ? "failed" : "content-in-place";
        });
    }
    /** The tags, one import for those that are created and one for those that move. */
    async setTags(item) {
        const { image, run } = item;
        await this.#timed(item, async (signal) => {
            for (const step of image.tagSteps)
                if (!(await this.#step(item, step, signal)))
                    return;
            run.state = "done";
        });
    }
    /** Runs a part of an image's work under the image's own time limit, and writes into its run what became of it. */
    async #timed({ image, run }, work) {
        const { clock, log } = this.#ports;
        if (this.#signal.aborted)
            return;
        const startedAtMs = clock.nowMs();
        if (run.startedAtMs === undefined && this.#chatty)
            log.info(`${imageName(image)}: importing`);
        run.startedAtMs ??= startedAtMs;
        run.state = "running";
        const { signal, clear } = (0,deadline/* withDeadline */.N)(clock, Math.max(1, this.#request.timeoutMs - run.durationMs), this.#signal);
        try {
            await work(signal);
        }
        catch (error) {
            if (this.#signal.aborted) {
                run.state = "cancelled";
            }
            else {
                run.state = "failed";
                run.problem = (0,errors/* problemOf */.Zw)(error, "import");
            }
        }
        finally {
            clear();
            run.durationMs += clock.nowMs() - startedAtMs;
            this.#logEnd(image, run);
        }
    }
    #logEnd(image, run) {
        const seconds = `${(run.durationMs / 1000).toFixed(1)} s`;
        const { log } = this.#ports;
        if (run.state === "done" && this.#chatty)
            log.info(`${imageName(image)}: in place after ${seconds}`);
        else if (run.state === "failed" || run.state === "conflict") {
            log.info(`${imageName(image)}: ${run.state} after ${seconds}: ${run.problem?.message ?? ""}`);
        }
    }
    /** True where the step is proven, or, in a target that cannot be read, vouched for by ARM. */
    async #step({ image, run, source }, step, signal) {
        const result = await this.#once(step, image.request.source, () => importAndVerify({
            step,
            sourceRepository: step.from === "target" ? step.repository : image.request.source.repository,
            importSource: (importSignal) => this.#importSource(step, source, importSignal),
            previous: new Map(image.tags.map(({ name, previousDigest }) => [name, previousDigest])),
            verifiable: image.verifiable,
            signal,
            onOperation: (operationId) => {
                run.operationId = operationId;
            },
            onTagSeen: (tag) => {
                if (step.digest === image.source?.digest)
                    run.tagsSet.add(tag);
            },
        }, this.#context)).catch((error) => {
            run.operationInFlight ||= error instanceof StepCancelled && error.operationInFlight;
            throw error;
        });
        if (result.kind === "proven" || result.kind === "unverified") {
            if (result.kind === "proven" && result.discovered !== undefined)
                run.discovered = result.discovered;
            if (result.kind === "unverified") {
                run.verified = false;
                run.problem ??= result.problem;
            }
            if (step.digest === image.source?.digest)
                for (const tag of step.tags)
                    run.tagsSet.add(tag);
            return true;
        }
        // Of steps that run side by side, the first to fail says why.
        if (run.state === "running") {
            run.state = result.kind;
            run.problem = result.problem;
        }
        for (const tag of result.rivalTags ?? [])
            run.rivalTags.add(tag);
        run.operationInFlight ||= result.operationInFlight;
        return false;
    }
    /** Steps of two lines that are the same are carried out once. */
    #once(step, source, work) {
        const { from, repository, digest, tags, mode } = step;
        const key = JSON.stringify([
            from === "source" ? [source.registry, source.repository] : from,
            repository,
            digest,
            tags,
            mode,
        ]);
        const shared = this.#shared.get(key) ?? this.#limitImports(work);
        this.#shared.set(key, shared);
        return shared;
    }
    /** Setting a tag is an import of the target from itself, which needs no right on the source. */
    async #importSource(step, source, signal) {
        if (step.from === "source")
            return source.importSource(signal);
        return { resourceId: (0,registry_resource/* formatResourceId */.bM)(this.#ports.target.resource.id) };
    }
}
function imageName({ request: { target } }) {
    return target.tags.length === 0 ? target.repository : `${target.repository}:${target.tags.join(",")}`;
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
        operationInFlight: false,
        durationMs: 0,
    };
}

// EXTERNAL MODULE: ./lib/oci/media-type.js
var media_type = __webpack_require__(8574);
;// CONCATENATED MODULE: ./lib/oci/image-config.js

const IMAGE_CONFIGS = ["application/vnd.oci.image.config.v1+json", "application/vnd.docker.container.image.v1+json"];
/** Docker pulls images of old pushes whose config has one of these types: https://github.com/distribution/distribution/issues/1621 */
const UNTYPED_DOCKER_CONFIGS = ["application/octet-stream", "application/json", "text/html"];
/** True for a manifest that container runtimes take for an image. */
function hasImageConfig({ mediaType, config }) {
    if (IMAGE_CONFIGS.includes(config.mediaType))
        return true;
    return mediaType === media_type/* DOCKER_MANIFEST */.Vv && UNTYPED_DOCKER_CONFIGS.includes(config.mediaType);
}

// EXTERNAL MODULE: ./lib/oci/reference.js
var reference = __webpack_require__(3940);
;// CONCATENATED MODULE: ./lib/observe/observation.js
/** ACR imports at most so many manifests at once: https://learn.microsoft.com/azure/container-registry/container-registry-import-images */
const MAX_MANIFESTS = 50;

;// CONCATENATED MODULE: ./lib/observe/registry-settings.js
// What a registry's settings forbid, told before any write: settings in, problems out. What the caller may do is not known here.
// https://learn.microsoft.com/azure/container-registry/container-registry-import-images


const TRUSTED_SERVICES = "https://learn.microsoft.com/azure/container-registry/allow-access-trusted-services";
/** Open to some networks at most. */
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
    return refusal("PREFLIGHT_TRUSTED_SERVICES", side, `${loginServer} has ${formatRestriction(resource)} and networkRuleBypassOptions: None, so that Azure's import cannot reach it.`, `Let trusted Azure services pass: az acr update --name ${name} --allow-trusted-services true (${TRUSTED_SERVICES}).`);
}
function stateProblem({ loginServer, name, provisioningState }, side) {
    if (provisioningState !== "Creating" && provisioningState !== "Deleting")
        return undefined;
    return refusal("PREFLIGHT_NOT_READY", side, `${loginServer} has provisioningState: ${provisioningState}.`, `Wait until az acr show --name ${name} --query provisioningState says Succeeded.`);
}
function exportProblem({ loginServer, exportPolicy }) {
    if (exportPolicy !== "disabled")
        return undefined;
    return refusal("PREFLIGHT_EXPORT_DISABLED", "source", `${loginServer} has exportPolicy: disabled, which forbids importing from it.`);
}
/** Only an import by resource ID goes past a registry's firewall; any other route comes from the public network. */
function routeProblem({ resource, route }) {
    if (resource === undefined || route === "resource-id" || resource.publicNetworkAccess === "Enabled")
        return undefined;
    const { loginServer } = resource;
    return refusal("PREFLIGHT_SOURCE_CLOSED", "source", `${loginServer} has ${formatRestriction(resource)}, and this import would read it with a ${route === "anonymous" ? "public request" : "password or token"}, which comes from the public network. Across tenants a closed registry cannot be imported from.`);
}
/** Everything in the registries' settings that makes an import from `source` into `target` fail, side by side. */
function preflight(target, source) {
    const { resource } = source;
    const itself = resource !== undefined && (0,registry_resource/* formatResourceId */.bM)(resource.id) === (0,registry_resource/* formatResourceId */.bM)(target.id);
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
/** Why a registry may lack an image that was there: settings that hide images. Undefined: none of them is on. */
function explainMissing({ name, softDeletePolicy, quarantinePolicy }) {
    const hints = [];
    if (softDeletePolicy === "enabled") {
        hints.push(`${name} has softDeletePolicy: enabled, so that the image may be soft-deleted: az acr manifest list-deleted --registry ${name} --name <repository> shows it, az acr manifest restore brings it back.`);
    }
    if (quarantinePolicy === "enabled") {
        hints.push(`${name} has quarantinePolicy: enabled, which hides images until a scanner releases them.`);
    }
    return hints.length === 0 ? undefined : hints.join(" ");
}
/** Why a registry may refuse to be read by an identity that has a role on it. Undefined: its settings do not explain it. */
function explainDenied({ name, roleAssignmentMode }) {
    if (roleAssignmentMode !== "AbacRepositoryPermissions")
        return undefined;
    return `${name} has roleAssignmentMode: AbacRepositoryPermissions, where AcrPull, AcrPush, Reader, Contributor and Owner grant no access to images: Container Registry Repository Reader or Container Registry Data Importer and Data Reader does.`;
}

;// CONCATENATED MODULE: ./lib/observe/observe-source.js
// Resolves one source image once and walks all that belongs to it: nested indexes, platforms, referrers. Reads only.
// Of a source that is closed to this runner the digest is all that can be known, and the target's copy of it.







/** Indexes within indexes deeper than this are refused. */
const MAX_INDEX_DEPTH = 4;
/** Entries of indexes that are counted at most; far above what ACR imports, so that the refusal can say how many there are. */
const MAX_MEMBERS = 1000;
const MAX_REFERRER_DEPTH = 4;
const MAX_REFERRERS = 500;
const CONFIG_MAX_BYTES = 4 * 1024 * 1024;
/** https://github.com/sigstore/cosign/blob/v2.4.1/specs/SIGNATURE_SPEC.md#tag-based-discovery */
const COSIGN_SUFFIXES = ["sig", "att", "sbom"];
/**
 * Resolves what a line names: a tag to the digest of the bytes behind it, a digest to its bytes.
 * @throws RegistryError `SOURCE_MISSING` or `SOURCE_UNREADABLE`, and what the reader throws
 */
async function resolveSource(image, source, signal) {
    const { repository, tag, digest } = image.source;
    const { reader } = source;
    // cosign's tags are looked for as soon as the digest is known; the listing that shows them need not wait for it.
    if (image.referrers !== "none")
        reader.prefetchTags?.(repository, signal);
    const name = (0,reference/* formatReference */.FH)({
        registry: reader.host,
        repository,
        ...(tag === undefined ? { ...(digest !== undefined && { digest }) } : { tag }),
    });
    const beside = tag === undefined || digest === undefined ? undefined : reader.lookUpTag(repository, tag, signal);
    beside?.catch(() => undefined);
    let root;
    try {
        root = await reader.fetchManifest(repository, digest ?? tag ?? "", signal);
    }
    catch (error) {
        signal.throwIfAborted();
        return resolveUnread(name, image, source, error);
    }
    if (root === undefined) {
        throw new errors/* RegistryError */.gl("SOURCE_MISSING", `${name} does not exist, or may not be seen.`, {
            side: "source",
            remedy: [
                `Check repository and ${digest === undefined ? "tag" : "digest"} at ${reader.host}, and that the build has pushed it.`,
                ...(source.resource === undefined ? [] : [explainMissing(source.resource) ?? ""]),
            ]
                .join(" ")
                .trim(),
        });
    }
    const resolved = { name, digest: root.digest, root };
    // Only a warning depends on it, so that an unknown tag is none.
    const tagNow = await beside;
    if (tagNow?.kind === "absent")
        return { ...resolved, tagNow: "absent" };
    return tagNow?.kind === "known" && tagNow.value !== root.digest ? { ...resolved, tagNow: tagNow.value } : resolved;
}
/**
 * A source that lets in Azure's import, by its resource ID, but not this runner: pinned by digest it can be promoted all
 * the same, since the import is by digest and the target is read back. https://aka.ms/acr/trusted-services
 */
function resolveUnread(name, image, source, error) {
    const { resource, route } = source;
    const closed = error instanceof errors/* NetworkError */.Dr || (error instanceof errors/* RegistryError */.gl && error.status === 403);
    if (!closed || route !== "resource-id" || resource === undefined || !isRestricted(resource))
        throw error;
    const { digest } = image.source;
    const cause = (0,errors/* problemOf */.Zw)(error, "observe");
    const message = `${name} cannot be read from this runner; its registry has ${formatRestriction(resource)}. ${cause.message}`;
    const remedyOf = (wayOut) => `Azure's import reaches the registry where this runner does not, but ${wayOut}. Or use a runner inside the registry's network.`;
    if (digest !== undefined && image.referrers !== "all") {
        const unread = { ...cause, code: "SOURCE_UNREADABLE", side: "source", message };
        return { name, digest, root: undefined, unread };
    }
    throw new errors/* RegistryError */.gl("SOURCE_UNREADABLE", message, {
        side: "source",
        cause: error,
        remedy: remedyOf(digest === undefined
            ? `a tag cannot be resolved from outside: pin the image by digest (${image.source.repository}@sha256:…) and set referrers: none`
            : "what refers to the image cannot be listed from outside: set referrers: none or best-effort, which leaves signatures and SBOMs outside of the image behind"),
    });
}
/** Walks the resolved image whole. Failures are values. */
async function observeSource(resolved, image, source, options) {
    const { signal, needsPlatforms, preflight } = options;
    const common = { ...resolved, provenance: null, preflight };
    if (resolved.root === undefined) {
        const content = await readCopy(options.copy, needsPlatforms, signal);
        const unknownReferrers = image.referrers === "none" || resolved.unread === undefined ? [] : [resolved.unread];
        return { ...common, members: [], platforms: null, ...content, referrers: [], unknownReferrers };
    }
    const { root } = resolved;
    const place = { reader: source.reader, repository: image.source.repository };
    const members = await walkIndexes(root, place, "source", signal);
    const platforms = readPlatforms(root, members, place, needsPlatforms, signal);
    platforms.catch(() => undefined);
    // More manifests than ACR imports are refused by the plan; their referrers need not be asked for one by one.
    const walked = image.referrers === "none" || members.length > MAX_MANIFESTS
        ? { referrers: [], unknownReferrers: [] }
        : await walkReferrers([root.digest, ...members.map(({ digest }) => digest)], image, source, signal);
    return { ...common, members, platforms: await platforms, ...walked };
}
/** The image as the target holds it; undefined where it holds not enough of it to know what belongs to it. */
async function readCopy(copy, needsPlatforms, signal) {
    const root = await copy.root;
    if (root === undefined)
        return undefined;
    try {
        const members = await walkIndexes(root, copy, "target", signal);
        return { root, members, platforms: await readPlatforms(root, members, copy, needsPlatforms, signal) };
    }
    catch (error) {
        if (error instanceof errors/* ManifestError */.Sh && error.code === "SOURCE_INCOMPLETE")
            return undefined;
        throw error;
    }
}
/** A failure to read the source, as the plan wants it. `settings`: what the registries' settings forbid, which may explain it. */
function refusedSource(error, settings) {
    const problem = (0,errors/* problemOf */.Zw)(error, "observe");
    const missing = error instanceof errors/* RegistryError */.gl && error.code === "SOURCE_MISSING";
    const forbidden = settings.length > 0 && !missing;
    const blocked = forbidden || (error instanceof errors/* ManifestError */.Sh && error.code !== "DIGEST_MISMATCH");
    return {
        kind: "refused",
        status: missing ? "missing" : blocked ? "blocked" : "failed",
        problems: [...(forbidden ? settings : []), { ...problem, side: problem.side ?? "source" }],
    };
}
/** All manifests below the root, each once; nested indexes are read, image manifests are not. Ends early past what ACR imports. */
async function walkIndexes(root, place, side, signal) {
    let members = new Map();
    let level = [root];
    let entryCount = 0;
    for (let depth = 1; level.length > 0; depth++) {
        const entries = level.flatMap((manifest) => (manifest.kind === "index" ? manifest.manifests : []));
        entryCount += entries.length;
        if (entryCount > MAX_MEMBERS)
            throw tooLarge(`it has more than ${MAX_MEMBERS} manifests`);
        const known = members;
        members = addEntries(known, entries.filter(({ digest }) => digest !== root.digest));
        const nested = [...members.values()].filter(({ digest, mediaType }) => !known.has(digest) && (0,media_type/* isIndexMediaType */.$$)(mediaType));
        if (members.size > MAX_MANIFESTS)
            break;
        if (nested.length > 0 && depth > MAX_INDEX_DEPTH)
            throw tooLarge(`its indexes nest deeper than ${MAX_INDEX_DEPTH}`);
        level = await Promise.all(nested.map((child) => fetchMember(child, place, side, signal)));
    }
    return [...members.values()];
}
function tooLarge(why) {
    return new errors/* ManifestError */.Sh("INDEX_UNBOUNDED", `The image's index cannot be promoted: ${why}.`, {
        side: "source",
    });
}
async function fetchMember(child, { reader, repository }, side, signal) {
    const manifest = await reader.fetchManifest(repository, child.digest, signal);
    if (manifest?.mediaType === child.mediaType)
        return manifest;
    if (manifest !== undefined) {
        // One and the same digest must not be one thing to us and another to who pulls it: CVE-2021-41190.
        throw new errors/* ManifestError */.Sh("MANIFEST_INVALID", `${reader.host}/${repository}@${child.digest} is a ${manifest.mediaType}, but the image's index lists it as ${child.mediaType}.`, { side, remedy: "Rebuild the index; a child has to be of the media type that its index states." });
    }
    throw new errors/* ManifestError */.Sh("SOURCE_INCOMPLETE", `${reader.host}/${repository} lacks ${child.digest}, which the image's index lists.`, { side });
}
async function readPlatforms(root, members, place, needed, signal) {
    if (root.kind === "index")
        return members.flatMap(runtimePlatformsOf);
    if (!needed || !hasImageConfig(root))
        return null;
    return [await readConfigPlatform(root, place, signal)];
}
function isText(value) {
    return typeof value === "string" && value !== "";
}
async function readConfigPlatform({ config }, { reader, repository }, signal) {
    const bytes = await reader.fetchBlob(repository, config.digest, CONFIG_MAX_BYTES, signal);
    let content;
    try {
        content = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
    }
    catch {
        content = undefined;
    }
    const { os, architecture, variant } = (content ?? {});
    if (!isText(os) || !isText(architecture)) {
        throw new errors/* ManifestError */.Sh("CONFIG_INVALID", "The image's config names no os and architecture.", {
            side: "source",
        });
    }
    return { os, architecture, ...(typeof variant === "string" && variant !== "" && { variant }) };
}
/** Breadth first: referrers of the image and its children, then referrers of those, so that subjects come before what refers to them. */
async function walkReferrers(subjects, image, source, signal) {
    const found = new Map();
    const unknown = [];
    const members = new Set(subjects);
    const visited = new Set(subjects);
    let level = subjects;
    for (let depth = 1; level.length > 0; depth++) {
        const perSubject = await Promise.all(level.map((subject) => referrersOf(subject, image, source, signal)));
        const next = [];
        for (const referrer of perSubject.flatMap(({ referrers }) => referrers)) {
            // A manifest of the image travels with it, whatever it refers to.
            if (referrer.tag === null && members.has(referrer.digest))
                continue;
            const key = referrer.tag ?? referrer.digest;
            if (!found.has(key))
                found.set(key, referrer);
            if (!visited.has(referrer.digest)) {
                visited.add(referrer.digest);
                next.push(referrer.digest);
            }
        }
        unknown.push(...perSubject.flatMap(({ unknownReferrers }) => unknownReferrers));
        if (found.size > MAX_REFERRERS || (next.length > 0 && depth > MAX_REFERRER_DEPTH)) {
            throw new errors/* ManifestError */.Sh("TOO_MANY_REFERRERS", `The image has more than ${MAX_REFERRERS} referrers, or referrers of referrers deeper than ${MAX_REFERRER_DEPTH}.`, { side: "source" });
        }
        level = next;
    }
    return { referrers: [...found.values()], unknownReferrers: unknown };
}
async function referrersOf(subject, image, source, signal) {
    const { repository } = image.source;
    const { reader } = source;
    const tags = COSIGN_SUFFIXES.map((suffix) => `${subject.replace(":", "-")}.${suffix}`);
    const [listed, tagged] = await Promise.all([
        reader.lookUpReferrers(repository, subject, signal),
        reader.lookUpSignatures(repository, subject, tags, signal),
    ]);
    const referrers = listed.found.map(({ digest, mediaType, artifactType, sizeBytes }) => ({
        digest,
        subject,
        mediaType,
        artifactType: artifactType ?? mediaType,
        sizeBytes,
        tag: null,
    }));
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

;// CONCATENATED MODULE: ./lib/observe/observe-target.js
// Reads what the target holds of one image: its tags, its manifests, its referrers, its locks. Reads only.

/** Reads locks, and collects why some of them could not be read. */
function lockReader(reader, signal) {
    const unknown = [];
    const isLocked = async (lockable) => {
        const locks = await reader.lookUpLocks(lockable, signal);
        if (locks.kind === "unknown")
            unknown.push(locks.problem);
        return locks.kind === "known" && !locks.value.writeEnabled;
    };
    return { isLocked, unknown };
}
/** Reads the wanted tags. */
async function readTargetTags(image, reader, signal) {
    const { repository, tags } = image.target;
    const targets = await Promise.all(tags.map((tag) => reader.readTag(repository, tag, signal)));
    return new Map(tags.map((tag, at) => [tag, targets[at]]));
}
/** Reads the root by its digest where no tag has shown it, and the locks of whatever would be written. */
async function readTargetContent({ digest: wanted }, tags, image, reader, signal) {
    const { repository } = image.target;
    const held = [...tags.values()];
    const shown = held.find((target) => target?.digest === wanted)?.manifest;
    const others = [...tags].flatMap(([tag, target]) => (target !== undefined && target.digest !== wanted ? [tag] : []));
    const tagsInPlace = held.every((target) => target?.digest === wanted);
    const { isLocked, unknown } = lockReader(reader, signal);
    // A tag to be set is enough to want these; whether the content is there is read at the same time.
    const locks = Promise.all([
        tagsInPlace ? undefined : isLocked({ repository }),
        ...others.map((tag) => isLocked({ repository, tag })),
    ]);
    locks.catch(() => undefined);
    const present = shown ?? (await reader.fetchManifest(repository, wanted, signal));
    const [[lockedForTags, ...tagLocks], lockedForContent, manifestLocked] = await Promise.all([
        locks,
        present === undefined && tagsInPlace ? isLocked({ repository }) : undefined,
        present !== undefined && !tagsInPlace ? isLocked({ repository, digest: wanted }) : false,
    ]);
    return {
        root: present,
        lockedTags: new Set(others.filter((_tag, at) => tagLocks[at])),
        repositoryLocked: lockedForTags ?? lockedForContent,
        manifestLocked,
        unknownLocks: unknown,
    };
}
/** Compares the target with the whole source image: which manifests and referrers are there. */
async function observeTarget(source, tags, content, image, reader, signal) {
    const { repository } = image.target;
    const { root } = content;
    const digests = [source.digest, ...source.members.map(({ digest }) => digest)];
    const listed = source.referrers.filter(({ tag }) => tag === null);
    const signatures = source.referrers.flatMap(({ tag }) => (tag === null ? [] : [tag]));
    // Referrers are imported after their image, so without it they need not be looked for. cosign's tags can be left over.
    const [members, referrers, held] = await Promise.all([
        root === undefined ? [] : present(digests.slice(1), repository, reader, signal),
        root === undefined
            ? []
            : present(listed.map(({ digest }) => digest), repository, reader, signal),
        Promise.all(signatures.map((tag) => reader.readTag(repository, tag, signal))),
    ]);
    const there = new Set([...(root === undefined ? [] : [root.digest]), ...members]);
    // Of an image whose manifests are not known nobody can say that it is there whole.
    const absent = new Set(digests.filter((digest) => source.root === undefined || !there.has(digest)));
    const signatureTags = new Map(signatures.flatMap((tag, at) => {
        const target = held[at];
        return target === undefined ? [] : [[tag, target.digest]];
    }));
    const moving = source.referrers.flatMap(({ tag, digest }) => tag !== null && signatureTags.has(tag) && signatureTags.get(tag) !== digest ? [tag] : []);
    const referrersPresent = new Set(referrers);
    const writes = absent.size > 0 ||
        listed.some(({ digest }) => !referrersPresent.has(digest)) ||
        source.referrers.some(({ tag, digest }) => tag !== null && signatureTags.get(tag) !== digest);
    const { isLocked, unknown } = lockReader(reader, signal);
    const [repositoryLocked, ...movingLocked] = await Promise.all([
        content.repositoryLocked ?? (writes && isLocked({ repository })),
        ...moving.map((tag) => isLocked({ repository, tag })),
    ]);
    return {
        tags: image.target.tags.map((name) => {
            const target = tags.get(name);
            const platforms = observe_target_platformsOf(target?.manifest);
            return { name, digest: target?.digest, platforms, locked: content.lockedTags.has(name) };
        }),
        absent,
        referrersPresent,
        signatureTags,
        lockedSignatureTags: new Set(moving.filter((_tag, at) => movingLocked[at])),
        repositoryLocked,
        manifestLocked: content.manifestLocked,
        unknownLocks: [...content.unknownLocks, ...unknown],
    };
}
/** Those of the digests that the target holds; each is read and hashed. */
async function present(digests, repository, reader, signal) {
    const manifests = await Promise.all(digests.map((digest) => reader.fetchManifest(repository, digest, signal)));
    return digests.filter((_digest, at) => manifests[at] !== undefined);
}
function observe_target_platformsOf(manifest) {
    if (manifest?.kind !== "index")
        return [];
    return manifest.manifests.flatMap((child) => child.platform === undefined || (0,descriptor/* isAttestationChild */.$)(child) ? [] : [child.platform]);
}
/** Everything a plan may ask of platforms: whether a single image's config has to be read. */
function needsPlatforms(request, image) {
    return request.requirePlatforms.length > 0 || (image.platforms?.length ?? 0) > 0;
}

;// CONCATENATED MODULE: ./lib/observe/observe.js
// Observes one image on both sides, each read started as early as what it needs is known. Reads only.




/** Reads everything that the plan wants to know of an image. What goes wrong on a side is a value of that side. */
async function observeImage(image, request, ports, signal) {
    const { reader } = ports.target;
    const tags = settled(readTargetTags(image, reader, signal));
    let source;
    let registry;
    let settings = [];
    let resolved;
    let content;
    try {
        registry = await ports.source;
        settings = preflight(ports.target.resource, registry);
        resolved = await resolveSource(image, registry, signal);
        content = settled(tags.then(async (read) => readTargetContent(resolved, read(), image, reader, signal)));
        const [walked, provenance] = await Promise.all([
            observeSource(resolved, image, registry, {
                needsPlatforms: needsPlatforms(request, image),
                preflight: settings,
                copy: { reader, repository: image.target.repository, root: content.then((read) => rootOf(read)) },
                signal,
            }),
            verifyProvenance(resolved, request, ports.provenance, registry, image, signal),
        ]);
        source = { ...walked, provenance };
    }
    catch (error) {
        signal.throwIfAborted();
        const { problems, ...refused } = refusedSource(error, settings);
        return { ...refused, problems: problems.map((problem) => withSettings(problem, registry?.resource)) };
    }
    return {
        kind: "observed",
        source,
        target: await readTarget(source, tags, content, image, ports.target, signal),
    };
}
function settled(promise) {
    return promise.then((value) => () => value, (error) => () => {
        throw error;
    });
}
/** The target's own copy of the root. A target that cannot be read holds none that counts; why is told with the target. */
function rootOf(read) {
    try {
        return read().root;
    }
    catch {
        return undefined;
    }
}
async function readTarget(source, tags, content, image, { reader, resource }, signal) {
    try {
        const [readTags, readContent] = [(await tags)(), (await content)()];
        return { kind: "read", image: await observeTarget(source, readTags, readContent, image, reader, signal) };
    }
    catch (error) {
        signal.throwIfAborted();
        return { kind: "unreadable", problem: { ...withSettings((0,errors/* problemOf */.Zw)(error, "observe"), resource), side: "target" } };
    }
}
/** Codes with which a registry refuses an identity. */
const DENIED = ["REGISTRY_LOGIN_REFUSED", "REGISTRY_UNAUTHORIZED", "REGISTRY_DENIED"];
/** A refusal with what the registry's settings say to it. */
function withSettings(problem, resource) {
    const explanation = resource === undefined || !DENIED.includes(problem.code) ? undefined : explainDenied(resource);
    return explanation === undefined ? problem : { ...problem, message: `${problem.message} ${explanation}` };
}
async function verifyProvenance({ digest, root }, request, verifier, registry, image, signal) {
    if (request.provenance.mode === "off")
        return null;
    const children = root?.kind === "index" ? root.manifests : [];
    return verifier.verifyProvenance({ digest, repository: image.source.repository, children }, registry, signal);
}

// EXTERNAL MODULE: ./lib/oci/platform.js
var oci_platform = __webpack_require__(7122);
// EXTERNAL MODULE: ./lib/request/tag-pattern.js
var tag_pattern = __webpack_require__(2538);
;// CONCATENATED MODULE: ./lib/plan/plan.js
// Decides, from what was asked and what was observed, which imports are made, in which order and mode, or why none is.
// Pure, and the only place where a tag is bound to a digest.








const WARN_MANIFESTS = 45;
/** Decides for all images together: `observations` are in the order of `request.images`. */
function planPromotion(request, observations) {
    const decided = request.images.map((image, at) => decide(request, image, observations[at]));
    const claimed = settleClaims(decided);
    const refused = request.allOrNothing && claimed.some(({ verdict }) => isRefusal(verdict));
    const writers = claimed.filter(({ verdict }) => verdict === "promote");
    // Tags wait for the whole set, unless there is but one image to wait for.
    const together = !request.allOrNothing || writers.length === 1;
    const images = claimed.map((plan) => (together ? joinTags(plan) : plan));
    return { images, refused, warnings: [...warnOfLocks(observations)] };
}
/** True for a verdict that stops a step. */
function isRefusal(verdict) {
    return verdict === "missing" || verdict === "conflict" || verdict === "blocked" || verdict === "failed";
}
function decide(request, image, observation) {
    if (observation === undefined) {
        throw new errors/* PromotionError */.g1("UNEXPECTED", `${image.target.repository} was not observed before the plan.`, {
            stage: "plan",
        });
    }
    const empty = { request: image, tags: [], referrers: [], referrerSteps: [], tagSteps: [], warnings: [] };
    if (observation.kind === "refused") {
        const { status, problems } = observation;
        return { ...empty, verdict: status, source: null, verifiable: true, problems };
    }
    const { source, target } = observation;
    const warnings = [...warnOfSource(source)];
    const problems = [...refuseImage(request, image, source)];
    const [unknown] = source.unknownReferrers;
    if (unknown !== undefined && image.referrers === "all")
        problems.push(unknownReferrersProblem(source, unknown));
    else if (unknown !== undefined)
        warnings.push(warnOfUnknownReferrers(source, unknown));
    if (request.provenance.mode !== "off" && source.provenance?.status !== "verified") {
        const problem = provenanceProblem(request, source);
        if (request.provenance.mode === "require")
            problems.push(problem);
        else
            warnings.push(problem.message);
    }
    if (target.kind === "read")
        return planSeen(request, image, source, target.image, problems, warnings);
    if (request.verify === "required") {
        return {
            ...empty,
            verdict: "failed",
            source,
            verifiable: false,
            problems: [...problems, target.problem],
            warnings,
        };
    }
    warnings.push(`The target cannot be read from here, so the result will be unverified: ${target.problem.message}`);
    return planBlind(request, image, source, [...source.preflight, ...problems], warnings);
}
function planSeen(request, image, source, target, earlierProblems, warnings) {
    const wanted = source.digest;
    const problems = [...earlierProblems];
    const tags = target.tags.map((tag) => planTag(request, source, tag));
    const referrers = source.referrers.map((referrer) => planReferrer(request, referrer, target));
    for (const tag of tags.filter(({ action }) => action === "conflict")) {
        problems.push(tagConflict(request, image, tag, wanted));
    }
    for (const { referrer } of referrers.filter(({ action }) => action === "conflict")) {
        problems.push(signatureConflict(image, referrer, target));
    }
    const writes = {
        create: tags.filter(({ action }) => action === "create").map(({ name }) => name),
        move: tags.filter(({ action }) => action === "move").map(({ name }) => name),
        copy: target.absent.size > 0,
        referrers: referrers.filter(({ action }) => action === "import"),
    };
    const skipped = tags.some(({ action }) => action === "skip");
    const idle = writes.create.length + writes.move.length + writes.referrers.length === 0 && !writes.copy;
    // What forbids writing does not matter where nothing is going to be written.
    if (!idle && !skipped) {
        problems.push(...source.preflight, ...refuseLocks(image, target, tags, referrers, writes.create.length + writes.move.length > 0));
    }
    const common = { request: image, source, tags, referrers, verifiable: true, problems, warnings };
    const verdict = verdictOf(problems, skipped, idle);
    if (verdict !== "promote")
        return { ...common, verdict, referrerSteps: [], tagSteps: [] };
    const mustExist = [wanted, ...source.members.map(({ digest }) => digest)];
    const step = (from, names, mode) => ({
        from,
        repository: image.target.repository,
        digest: wanted,
        tags: names,
        mode,
        mustExist: from === "source" ? mustExist : [],
        ...(from === "source" && source.root === undefined && { discovers: true }),
    });
    return {
        ...common,
        verdict,
        ...(writes.copy && { copy: step("source", [], "NoForce") }),
        referrerSteps: writes.referrers.map(({ referrer }) => referrerStep(image, referrer, target)),
        tagSteps: [
            ...(writes.create.length > 0 ? [step("target", writes.create, "NoForce")] : []),
            ...(writes.move.length > 0 ? [step("target", writes.move, "Force")] : []),
        ],
    };
}
function verdictOf(problems, skipped, idle) {
    const isConflict = ({ code }) => code === "TAG_CONFLICT" || code === "SIGNATURE_TAG_CONFLICT";
    // That a lookup had no result is a failure of today, not a rule that blocks the image.
    if (problems.length > 0 && problems.every(({ code }) => code === REFERRERS_UNKNOWN))
        return "failed";
    if (problems.length > 0)
        return problems.every(isConflict) ? "conflict" : "blocked";
    if (skipped)
        return "skipped";
    return idle ? "up-to-date" : "promote";
}
/** Without a view of the target: tags that may move are forced, all others are left to ARM's own refusal. */
function planBlind(request, image, source, problems, warnings) {
    const { repository } = image.target;
    const movable = (name) => mayMove(request, name);
    const tags = image.target.tags.map((name) => ({
        name,
        action: movable(name) ? "move" : "create",
        previousDigest: null,
        gained: [],
        lost: [],
    }));
    const blind = (digest, names, mode, from) => ({
        from,
        repository,
        digest,
        tags: names,
        mode,
        mustExist: [],
    });
    const named = (action) => tags.filter((tag) => tag.action === action).map(({ name }) => name);
    const { digest } = source;
    return {
        request: image,
        verdict: verdictOf(problems, false, false),
        source,
        tags,
        referrers: source.referrers.map((referrer) => ({ referrer, action: "import" })),
        copy: blind(digest, [], "NoForce", "source"),
        referrerSteps: source.referrers.map(({ digest: each, tag }) => tag === null
            ? blind(each, [], "NoForce", "source")
            : blind(each, [tag], movable(tag) ? "Force" : "NoForce", "source")),
        tagSteps: [
            ...(named("create").length > 0 ? [blind(digest, named("create"), "NoForce", "target")] : []),
            ...(named("move").length > 0 ? [blind(digest, named("move"), "Force", "target")] : []),
        ],
        verifiable: false,
        problems,
        warnings,
    };
}
/** One image without referrers needs one import that carries its tags. Tags of the other mode still go after it. */
function joinTags(plan) {
    const [first, ...rest] = plan.tagSteps;
    if (plan.copy === undefined || first === undefined || plan.referrerSteps.length > 0)
        return plan;
    return { ...plan, copy: { ...plan.copy, tags: first.tags, mode: first.mode }, tagSteps: rest };
}
function planTag(request, source, tag) {
    const wanted = source.digest;
    const [before, after] = [tag.platforms.map(descriptor/* formatPlatform */.B), (source.platforms ?? []).map(descriptor/* formatPlatform */.B)];
    const action = tag.digest === undefined
        ? "create"
        : tag.digest === wanted
            ? "keep"
            : mayMove(request, tag.name)
                ? "move"
                : request.onConflict === "skip"
                    ? "skip"
                    : "conflict";
    const differs = tag.digest !== undefined && tag.digest !== wanted && source.platforms !== null && before.length > 0;
    return {
        name: tag.name,
        action,
        previousDigest: tag.digest ?? null,
        gained: differs ? after.filter((platform) => !before.includes(platform)) : [],
        lost: differs ? before.filter((platform) => !after.includes(platform)) : [],
    };
}
function mayMove(request, tag) {
    return request.onConflict === "overwrite" || request.mutableTags.some((pattern) => (0,tag_pattern/* matchesTagPattern */.O)(tag, pattern));
}
function planReferrer(request, referrer, target) {
    if (referrer.tag === null) {
        return { referrer, action: target.referrersPresent.has(referrer.digest) ? "keep" : "import" };
    }
    const held = target.signatureTags.get(referrer.tag);
    if (held === referrer.digest)
        return { referrer, action: "keep" };
    if (held === undefined || mayMove(request, referrer.tag))
        return { referrer, action: "import" };
    return { referrer, action: request.onConflict === "skip" ? "skip" : "conflict" };
}
function referrerStep(image, referrer, target) {
    const { tag, digest } = referrer;
    return {
        from: "source",
        repository: image.target.repository,
        digest,
        tags: tag === null ? [] : [tag],
        mode: tag !== null && target.signatureTags.has(tag) ? "Force" : "NoForce",
        mustExist: [digest],
    };
}
/** Images that want the same tag: refused where they resolve to different digests, which is found out only now. */
function settleClaims(plans) {
    const claims = new Map();
    const keyOf = ({ target }, tag) => `${target.repository}:${tag}`;
    for (const { request, source } of plans) {
        if (source === null)
            continue;
        for (const tag of request.target.tags) {
            const key = keyOf(request, tag);
            claims.set(key, [...(claims.get(key) ?? []), source.digest]);
        }
    }
    return plans.map((plan) => {
        const { request, source, problems } = plan;
        const claimsOf = (tag) => claims.get(keyOf(request, tag)) ?? [];
        const contested = source === null ? [] : request.target.tags.filter((tag) => new Set(claimsOf(tag)).size > 1);
        if (contested.length === 0)
            return shareTags(plan, (tag) => claimsOf(tag).length > 1);
        const refusal = (0,lib_problems/* problem */.CC)("TAG_CLAIMED_TWICE", `Another image of this step puts another digest on ${contested.map((tag) => keyOf(request, tag)).join(", ")}.`, { stage: "plan" });
        return { ...withoutSteps(plan), verdict: "blocked", problems: [...problems, refusal] };
    });
}
/** A tag that several images set gets a step of its own, the same in all: NoForce refuses a step for any one tag that is there. */
function shareTags(plan, isShared) {
    const tagSteps = plan.tagSteps.flatMap((step) => {
        const own = step.tags.filter((tag) => !isShared(tag));
        const shared = step.tags.filter(isShared).map((tag) => ({ ...step, tags: [tag] }));
        return own.length === 0 ? shared : [...shared, { ...step, tags: own }];
    });
    return { ...plan, tagSteps };
}
function withoutSteps(plan) {
    const { copy: _copy, ...rest } = plan;
    return { ...rest, referrerSteps: [], tagSteps: [] };
}
function* warnOfSource(source) {
    const { tagNow, digest, root, unread, members, name } = source;
    if (unread !== undefined) {
        const known = root === undefined
            ? "what it consists of is discovered from the target once it is there"
            : "what it consists of is known from the target, which holds it";
        yield `${name} cannot be read from this runner; ${(0,oci_digest/* shortDigest */.VK)(digest)}… is promoted as it was pinned, and ${known}.`;
    }
    if (tagNow === "absent")
        yield `The source no longer has the tag of ${name}; the digest that was asked for is promoted.`;
    else if (tagNow !== undefined) {
        yield `The tag of ${name} has moved on to ${(0,oci_digest/* shortDigest */.VK)(tagNow)}…; ${(0,oci_digest/* shortDigest */.VK)(digest)}… is promoted, as was asked for.`;
    }
    if (members.length >= WARN_MANIFESTS && members.length <= MAX_MANIFESTS) {
        yield `${name} has ${members.length} manifests; ACR imports at most ${MAX_MANIFESTS} at once.`;
    }
}
function* refuseImage(request, image, source) {
    const { members, name, platforms, root } = source;
    if (members.length > MAX_MANIFESTS) {
        yield (0,lib_problems/* problem */.CC)("TOO_MANY_MANIFESTS", `${name} has ${members.length} manifests, and ACR imports at most ${MAX_MANIFESTS} at once.`, { side: "source" });
    }
    if (root === undefined) {
        // What a file states of a pinned digest was true when it was written, and stays so; a gate is another matter.
        if (request.requirePlatforms.length > 0) {
            yield (0,lib_problems/* problem */.CC)("PLATFORMS_UNKNOWN", `${name} cannot be read from this runner, so that require-platforms cannot be checked before the import.`, { side: "source" });
        }
        return;
    }
    const required = isExemptFromPlatforms(request, source) ? [] : request.requirePlatforms;
    const wanted = [...required, ...(image.platforms ?? [])];
    const offered = (platforms ?? []).map(descriptor/* formatPlatform */.B);
    const lacking = [...new Set(wanted)].filter((text) => {
        const platform = (0,oci_platform/* parsePlatform */.F)(text);
        return platform === undefined
            ? !offered.includes(text)
            : !(platforms ?? []).some((each) => (0,oci_platform/* servesPlatform */.G)(each, platform));
    });
    if (lacking.length > 0) {
        yield (0,lib_problems/* problem */.CC)("PLATFORM_MISSING", `${name} lacks ${lacking.join(", ")}; it has ${offered.join(", ") || "no platform"}.`, { side: "source" });
    }
    if (image.mediaType !== undefined && image.mediaType !== root.mediaType) {
        yield (0,lib_problems/* problem */.CC)("MEDIA_TYPE_MISMATCH", `${name} is ${root.mediaType}, and the images file says ${image.mediaType}.`, {
            side: "source",
        });
    }
}
const REFERRERS_UNKNOWN = "REFERRERS_UNKNOWN";
function unknownReferrersProblem(source, reason) {
    return (0,lib_problems/* problem */.CC)(REFERRERS_UNKNOWN, `It is unknown whether ${source.name} has more signatures, SBOMs or attestations: ${reason.message}`, {
        side: "source",
        // Two reasons at one host are two causes: content that was replaced, and a response that cannot be read.
        ...(reason.causeKey !== undefined && { causeKey: `${reason.code} ${reason.causeKey}` }),
    });
}
function warnOfUnknownReferrers(source, reason) {
    const found = source.referrers.length === 0 ? "none was found, and" : `${source.referrers.length} were found;`;
    return `Signatures, SBOMs and attestations of ${source.name} may be missing in the target: ${found} other lookups had no result, so that what they would have shown is not carried. ${reason.message}`;
}
/** Azure refuses a locked tag under NoForce, and overwrites it under Force. */
function* warnOfLocks(observations) {
    const unknown = observations.flatMap((observation) => observation.kind === "observed" && observation.target.kind === "read" ? observation.target.image.unknownLocks : []);
    const [first] = unknown;
    if (first === undefined)
        return;
    yield `Locks of the target could not be read, so that Azure decides whether a locked tag is overwritten. ${first.message}`;
}
/** True for a Helm chart or another artifact that has no platforms, where `require-platforms` is set. An index is never exempt. */
function isExemptFromPlatforms({ requirePlatforms }, { root }) {
    return requirePlatforms.length > 0 && root?.kind === "image" && !hasImageConfig(root);
}
const UNATTESTED = {
    missing: { code: "ATTESTATION_MISSING", said: "has no attestation" },
    untrusted: { code: "ATTESTATION_UNTRUSTED", said: "has no attestation that can be trusted" },
    unreachable: { code: "ATTESTATION_UNREACHABLE", said: "could not be checked for attestations" },
};
function provenanceProblem({ provenance }, source) {
    const verdict = source.provenance;
    const reasons = verdict === null || verdict.reasons.length === 0 ? "" : ` ${verdict.reasons.join(" ")}`;
    const { code, said } = UNATTESTED[verdict === null || verdict.status === "verified" ? "missing" : verdict.status];
    return (0,lib_problems/* problem */.CC)(code, `${source.name} ${said} of ${provenance.predicateType} by ${provenance.repository}.${reasons}`, {
        side: "source",
    });
}
function tagConflict(request, image, tag, wanted) {
    const held = tag.previousDigest === null ? "another digest" : `${(0,oci_digest/* shortDigest */.VK)(tag.previousDigest)}…`;
    return (0,lib_problems/* problem */.CC)("TAG_CONFLICT", `${image.target.repository}:${tag.name} already exists in the target and holds ${held}; ${(0,oci_digest/* shortDigest */.VK)(wanted)}… is to be promoted.`, {
        side: "target",
        remedy: `Promote to another tag; or, if this one may move, set on-conflict: overwrite or add it to mutable-tags (now ${request.mutableTags.join(", ") || "none"}).`,
    });
}
function signatureConflict(image, referrer, target) {
    const held = target.signatureTags.get(referrer.tag ?? "");
    return (0,lib_problems/* problem */.CC)("SIGNATURE_TAG_CONFLICT", `${image.target.repository}:${referrer.tag} already exists in the target and holds ${held === undefined ? "another digest" : `${(0,oci_digest/* shortDigest */.VK)(held)}…`}, not ${(0,oci_digest/* shortDigest */.VK)(referrer.digest)}…: overwriting it could lose signatures made there.`, {
        side: "target",
        remedy: `If the source's signatures may replace them, add sha256-*.${referrer.tag?.split(".").at(-1)} to mutable-tags; or set referrers: none.`,
    });
}
function* refuseLocks(image, target, tags, referrers, tagging) {
    const { repository } = image.target;
    const unlock = (what) => `Unlock it with \`az acr repository update --name <registry> ${what} --write-enabled true\`, or promote elsewhere. Locks are never lifted by this action.`;
    if (target.repositoryLocked) {
        yield (0,lib_problems/* problem */.CC)("TARGET_LOCKED", `The repository ${repository} is locked against writing in the target.`, {
            side: "target",
            remedy: unlock(`--repository ${repository}`),
        });
    }
    if (target.manifestLocked && tagging) {
        yield (0,lib_problems/* problem */.CC)("TARGET_LOCKED", `The image is in ${repository} already, and its manifest is locked against writing.`, { side: "target", remedy: unlock(`--image ${repository}@<digest>`) });
    }
    const locked = new Set([
        ...target.tags.filter((tag) => tag.locked).map(({ name }) => name),
        ...target.lockedSignatureTags,
    ]);
    // ARM overwrites a locked tag under Force without a word.
    const moving = [
        ...tags.filter(({ action }) => action === "move").map(({ name }) => name),
        ...referrers.flatMap(({ referrer: { tag }, action }) => (action === "import" && tag !== null ? [tag] : [])),
    ];
    for (const name of moving.filter((tag) => locked.has(tag))) {
        yield (0,lib_problems/* problem */.CC)("TARGET_LOCKED", `The tag ${repository}:${name} is locked against writing in the target.`, {
            side: "target",
            remedy: unlock(`--image ${repository}:${name}`),
        });
    }
}

// EXTERNAL MODULE: ./lib/report/report.js
var report = __webpack_require__(5650);
;// CONCATENATED MODULE: ./lib/report/outcome.js
// Turns plan and runs into the report: one status per image and per tag, true at any moment, also after a cancel.







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
        registry: loginServer ?? (0,registry_resource/* formatRegistryName */.sM)(request.target),
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
    const { registry, ...source } = image.source;
    const host = registry ?? request.sourceRegistry;
    return {
        origin: image.origin,
        source: `${host === undefined ? "" : `${(0,registry_resource/* formatRegistryName */.sM)(host)}/`}${(0,reference/* formatReference */.FH)(source)}`,
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
        error: problem ?? null,
        problems: problem === undefined ? [] : [problem],
        warnings: [],
        platformChanges: [],
        exemptFromPlatforms: false,
        leftUntagged: false,
        operationInFlight: false,
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
        referrersIncomplete: source !== null && source.unknownReferrers.length > 0,
        durationMs: Math.round(run.durationMs),
        operationId: run.operationId ?? null,
        problems,
        error: problems[0] ?? null,
        warnings: plan.warnings,
        platformChanges: plan.tags
            .filter(({ gained, lost }) => gained.length + lost.length > 0)
            .map(({ name, gained, lost }) => ({ tag: name, gained, lost })),
        exemptFromPlatforms: source !== null && isExemptFromPlatforms(request, source),
        leftUntagged: run.contentImported &&
            !inPlace &&
            run.tagsSet.size === 0 &&
            plan.tags.length > 0 &&
            plan.tags.every(({ action }) => action !== "keep"),
        operationInFlight: run.operationInFlight,
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
    const { name, action, previousDigest } = tag;
    const status = () => {
        if (action === "keep" || action === "skip")
            return "unchanged";
        if (action === "conflict" || run.rivalTags.has(name))
            return "conflict";
        // A dry run tells what would become of the tag.
        if (!run.tagsSet.has(name) && image !== "planned")
            return "pending";
        return action === "create" ? "created" : "moved";
    };
    return { name, status: status(), previousDigest };
}
function reportReferrer({ referrer, action }, run, plan, image) {
    const { digest, subject, artifactType, tag } = referrer;
    const status = () => {
        if (action === "conflict" || (tag !== null && run.rivalTags.has(tag)))
            return "conflict";
        if (action === "keep")
            return "up-to-date";
        if (action === "skip")
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
/** What the image consists of; undefined where neither side could be read. */
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
/** A tag was created or moved, or an untagged image was imported; in a dry run, would be. */
function changes(image, planned, run, { plan, request }) {
    if (planned === undefined || run === undefined)
        return false;
    if (!request.dryRun)
        return run.tagsSet.size > 0 || (run.contentImported && image.tags.length === 0);
    if (plan?.refused === true || planned.verdict !== "promote")
        return false;
    const tags = planned.tags.some(({ action }) => action === "create" || action === "move");
    return tags || (planned.tags.length === 0 && planned.copy !== undefined);
}

;// CONCATENATED MODULE: ./lib/promote.js
// The use case, one pass from left to right: connect, observe, plan, carry out, report. Read this file first.









/** Starts to promote what was asked for. On abort no new work starts, waits end, and the report tells what was cancelled. */
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
    const finished = run(request, ports, progress, signal).then(reportNow, (error) => {
        // Whatever is thrown after an abort is the abort; before, it is a failure of the step as a whole.
        if (!signal.aborted)
            progress.error = (0,errors/* problemOf */.Zw)(error, "observe");
        return reportNow();
    });
    return { finished, reportNow, reportPlan: () => report(true) };
}
async function run(request, ports, progress, signal) {
    const { registries } = ports;
    const items = request.images.map((image) => {
        const source = registries.connectSource(image.source.registry, signal);
        // Whoever awaits it hears of a failure; until then it must not count as unhandled.
        source.catch(() => undefined);
        return { image, source };
    });
    const limit = pLimit(request.maxParallel);
    const target = await registries.connectTarget(signal).catch(async (error) => {
        // A right that is missing on the target is told together with what is wrong with the sources: one round of grants.
        if (error instanceof errors/* AzureError */.M6 && !error.transient) {
            await Promise.all(items.map((item, at) => limit(() => trySource(item, progress.runs[at], signal))));
        }
        throw error;
    });
    progress.target = target;
    const observations = await Promise.all(items.map(({ image, source }) => limit(() => observeImage(image, request, { ...ports, source, target }, signal))));
    const sources = await Promise.all(items.map(({ source }) => source.catch(() => undefined)));
    const plan = planPromotion(request, observations);
    progress.plan = plan;
    ports.onPlan(plan);
    if (request.dryRun || plan.refused)
        return;
    const { stop } = followProgress(plan, progress.runs, ports);
    try {
        await executePlan(plan, progress.runs, request, { ...ports, target, sources }, signal);
    }
    finally {
        stop();
    }
}
/** Notes what keeps a source image from being resolved, where there will be no plan to say it. */
async function trySource({ image, source }, run, signal) {
    try {
        await resolveSource(image, await source, signal);
    }
    catch (error) {
        if (run === undefined || signal.aborted)
            return;
        run.state = "failed";
        const [problem] = refusedSource(error, []).problems;
        if (problem !== undefined)
            run.problem = problem;
    }
}


/***/ })

};
