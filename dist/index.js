import { createRequire as __WEBPACK_EXTERNAL_createRequire } from "module";
/******/ var __webpack_modules__ = ({

/***/ 2613:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("assert");

/***/ }),

/***/ 181:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("buffer");

/***/ }),

/***/ 6982:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("crypto");

/***/ }),

/***/ 4434:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("events");

/***/ }),

/***/ 9896:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("fs");

/***/ }),

/***/ 8611:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("http");

/***/ }),

/***/ 5692:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("https");

/***/ }),

/***/ 9278:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("net");

/***/ }),

/***/ 4589:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:assert");

/***/ }),

/***/ 6698:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:async_hooks");

/***/ }),

/***/ 4573:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:buffer");

/***/ }),

/***/ 1421:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:child_process");

/***/ }),

/***/ 7540:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:console");

/***/ }),

/***/ 7598:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:crypto");

/***/ }),

/***/ 3053:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:diagnostics_channel");

/***/ }),

/***/ 610:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:dns");

/***/ }),

/***/ 8474:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:events");

/***/ }),

/***/ 3024:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:fs");

/***/ }),

/***/ 1455:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:fs/promises");

/***/ }),

/***/ 7067:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:http");

/***/ }),

/***/ 2467:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:http2");

/***/ }),

/***/ 4708:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:https");

/***/ }),

/***/ 7030:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:net");

/***/ }),

/***/ 8161:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:os");

/***/ }),

/***/ 6760:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:path");

/***/ }),

/***/ 643:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:perf_hooks");

/***/ }),

/***/ 1708:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:process");

/***/ }),

/***/ 1792:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:querystring");

/***/ }),

/***/ 99:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:sqlite");

/***/ }),

/***/ 7075:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:stream");

/***/ }),

/***/ 7830:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:stream/web");

/***/ }),

/***/ 7997:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:timers");

/***/ }),

/***/ 1692:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:tls");

/***/ }),

/***/ 3136:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:url");

/***/ }),

/***/ 7975:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:util");

/***/ }),

/***/ 3429:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:util/types");

/***/ }),

/***/ 5919:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:worker_threads");

/***/ }),

/***/ 8522:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:zlib");

/***/ }),

/***/ 857:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("os");

/***/ }),

/***/ 6928:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("path");

/***/ }),

/***/ 932:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("process");

/***/ }),

/***/ 2203:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("stream");

/***/ }),

/***/ 4756:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("tls");

/***/ }),

/***/ 2018:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("tty");

/***/ }),

/***/ 7016:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("url");

/***/ }),

/***/ 9023:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("util");

/***/ }),

/***/ 7349:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var identity = __nccwpck_require__(1127);
var Scalar = __nccwpck_require__(3301);
var YAMLMap = __nccwpck_require__(4454);
var YAMLSeq = __nccwpck_require__(2223);
var resolveBlockMap = __nccwpck_require__(7103);
var resolveBlockSeq = __nccwpck_require__(334);
var resolveFlowCollection = __nccwpck_require__(3142);

function resolveCollection(CN, ctx, token, onError, tagName, tag) {
    const coll = token.type === 'block-map'
        ? resolveBlockMap.resolveBlockMap(CN, ctx, token, onError, tag)
        : token.type === 'block-seq'
            ? resolveBlockSeq.resolveBlockSeq(CN, ctx, token, onError, tag)
            : resolveFlowCollection.resolveFlowCollection(CN, ctx, token, onError, tag);
    const Coll = coll.constructor;
    // If we got a tagName matching the class, or the tag name is '!',
    // then use the tagName from the node class used to create it.
    if (tagName === '!' || tagName === Coll.tagName) {
        coll.tag = Coll.tagName;
        return coll;
    }
    if (tagName)
        coll.tag = tagName;
    return coll;
}
function composeCollection(CN, ctx, token, props, onError) {
    const tagToken = props.tag;
    const tagName = !tagToken
        ? null
        : ctx.directives.tagName(tagToken.source, msg => onError(tagToken, 'TAG_RESOLVE_FAILED', msg));
    if (token.type === 'block-seq') {
        const { anchor, newlineAfterProp: nl } = props;
        const lastProp = anchor && tagToken
            ? anchor.offset > tagToken.offset
                ? anchor
                : tagToken
            : (anchor ?? tagToken);
        if (lastProp && (!nl || nl.offset < lastProp.offset)) {
            const message = 'Missing newline after block sequence props';
            onError(lastProp, 'MISSING_CHAR', message);
        }
    }
    const expType = token.type === 'block-map'
        ? 'map'
        : token.type === 'block-seq'
            ? 'seq'
            : token.start.source === '{'
                ? 'map'
                : 'seq';
    // shortcut: check if it's a generic YAMLMap or YAMLSeq
    // before jumping into the custom tag logic.
    if (!tagToken ||
        !tagName ||
        tagName === '!' ||
        (tagName === YAMLMap.YAMLMap.tagName && expType === 'map') ||
        (tagName === YAMLSeq.YAMLSeq.tagName && expType === 'seq')) {
        return resolveCollection(CN, ctx, token, onError, tagName);
    }
    let tag = ctx.schema.tags.find(t => t.tag === tagName && t.collection === expType);
    if (!tag) {
        const kt = ctx.schema.knownTags[tagName];
        if (kt?.collection === expType) {
            ctx.schema.tags.push(Object.assign({}, kt, { default: false }));
            tag = kt;
        }
        else {
            if (kt) {
                onError(tagToken, 'BAD_COLLECTION_TYPE', `${kt.tag} used for ${expType} collection, but expects ${kt.collection ?? 'scalar'}`, true);
            }
            else {
                onError(tagToken, 'TAG_RESOLVE_FAILED', `Unresolved tag: ${tagName}`, true);
            }
            return resolveCollection(CN, ctx, token, onError, tagName);
        }
    }
    const coll = resolveCollection(CN, ctx, token, onError, tagName, tag);
    const res = tag.resolve?.(coll, msg => onError(tagToken, 'TAG_RESOLVE_FAILED', msg), ctx.options) ?? coll;
    const node = identity.isNode(res)
        ? res
        : new Scalar.Scalar(res);
    node.range = coll.range;
    node.tag = tagName;
    if (tag?.format)
        node.format = tag.format;
    return node;
}

exports.composeCollection = composeCollection;


/***/ }),

/***/ 3683:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var Document = __nccwpck_require__(3021);
var composeNode = __nccwpck_require__(5937);
var resolveEnd = __nccwpck_require__(7788);
var resolveProps = __nccwpck_require__(4631);

function composeDoc(options, directives, { offset, start, value, end }, onError) {
    const opts = Object.assign({ _directives: directives }, options);
    const doc = new Document.Document(undefined, opts);
    const ctx = {
        atKey: false,
        atRoot: true,
        directives: doc.directives,
        options: doc.options,
        schema: doc.schema
    };
    const props = resolveProps.resolveProps(start, {
        indicator: 'doc-start',
        next: value ?? end?.[0],
        offset,
        onError,
        parentIndent: 0,
        startOnNewline: true
    });
    if (props.found) {
        doc.directives.docStart = true;
        if (value &&
            (value.type === 'block-map' || value.type === 'block-seq') &&
            !props.hasNewline)
            onError(props.end, 'MISSING_CHAR', 'Block collection cannot start on same line with directives-end marker');
    }
    // @ts-expect-error If Contents is set, let's trust the user
    doc.contents = value
        ? composeNode.composeNode(ctx, value, props, onError)
        : composeNode.composeEmptyNode(ctx, props.end, start, null, props, onError);
    const contentEnd = doc.contents.range[2];
    const re = resolveEnd.resolveEnd(end, contentEnd, false, onError);
    if (re.comment)
        doc.comment = re.comment;
    doc.range = [offset, contentEnd, re.offset];
    return doc;
}

exports.composeDoc = composeDoc;


/***/ }),

/***/ 5937:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var Alias = __nccwpck_require__(4065);
var identity = __nccwpck_require__(1127);
var composeCollection = __nccwpck_require__(7349);
var composeScalar = __nccwpck_require__(5413);
var resolveEnd = __nccwpck_require__(7788);
var utilEmptyScalarPosition = __nccwpck_require__(2599);

const CN = { composeNode, composeEmptyNode };
function composeNode(ctx, token, props, onError) {
    const atKey = ctx.atKey;
    const { spaceBefore, comment, anchor, tag } = props;
    let node;
    let isSrcToken = true;
    switch (token.type) {
        case 'alias':
            node = composeAlias(ctx, token, onError);
            if (anchor || tag)
                onError(token, 'ALIAS_PROPS', 'An alias node must not specify any properties');
            break;
        case 'scalar':
        case 'single-quoted-scalar':
        case 'double-quoted-scalar':
        case 'block-scalar':
            node = composeScalar.composeScalar(ctx, token, tag, onError);
            if (anchor)
                node.anchor = anchor.source.substring(1);
            break;
        case 'block-map':
        case 'block-seq':
        case 'flow-collection':
            try {
                node = composeCollection.composeCollection(CN, ctx, token, props, onError);
                if (anchor)
                    node.anchor = anchor.source.substring(1);
            }
            catch (error) {
                // Almost certainly here due to a stack overflow
                const message = error instanceof Error ? error.message : String(error);
                onError(token, 'RESOURCE_EXHAUSTION', message);
            }
            break;
        default: {
            const message = token.type === 'error'
                ? token.message
                : `Unsupported token (type: ${token.type})`;
            onError(token, 'UNEXPECTED_TOKEN', message);
            isSrcToken = false;
        }
    }
    node ?? (node = composeEmptyNode(ctx, token.offset, undefined, null, props, onError));
    if (anchor && node.anchor === '')
        onError(anchor, 'BAD_ALIAS', 'Anchor cannot be an empty string');
    if (atKey &&
        ctx.options.stringKeys &&
        (!identity.isScalar(node) ||
            typeof node.value !== 'string' ||
            (node.tag && node.tag !== 'tag:yaml.org,2002:str'))) {
        const msg = 'With stringKeys, all keys must be strings';
        onError(tag ?? token, 'NON_STRING_KEY', msg);
    }
    if (spaceBefore)
        node.spaceBefore = true;
    if (comment) {
        if (token.type === 'scalar' && token.source === '')
            node.comment = comment;
        else
            node.commentBefore = comment;
    }
    // @ts-expect-error Type checking misses meaning of isSrcToken
    if (ctx.options.keepSourceTokens && isSrcToken)
        node.srcToken = token;
    return node;
}
function composeEmptyNode(ctx, offset, before, pos, { spaceBefore, comment, anchor, tag, end }, onError) {
    const token = {
        type: 'scalar',
        offset: utilEmptyScalarPosition.emptyScalarPosition(offset, before, pos),
        indent: -1,
        source: ''
    };
    const node = composeScalar.composeScalar(ctx, token, tag, onError);
    if (anchor) {
        node.anchor = anchor.source.substring(1);
        if (node.anchor === '')
            onError(anchor, 'BAD_ALIAS', 'Anchor cannot be an empty string');
    }
    if (spaceBefore)
        node.spaceBefore = true;
    if (comment) {
        node.comment = comment;
        node.range[2] = end;
    }
    return node;
}
function composeAlias({ options }, { offset, source, end }, onError) {
    const alias = new Alias.Alias(source.substring(1));
    if (alias.source === '')
        onError(offset, 'BAD_ALIAS', 'Alias cannot be an empty string');
    if (alias.source.endsWith(':'))
        onError(offset + source.length - 1, 'BAD_ALIAS', 'Alias ending in : is ambiguous', true);
    const valueEnd = offset + source.length;
    const re = resolveEnd.resolveEnd(end, valueEnd, options.strict, onError);
    alias.range = [offset, valueEnd, re.offset];
    if (re.comment)
        alias.comment = re.comment;
    return alias;
}

exports.composeEmptyNode = composeEmptyNode;
exports.composeNode = composeNode;


/***/ }),

/***/ 5413:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var identity = __nccwpck_require__(1127);
var Scalar = __nccwpck_require__(3301);
var resolveBlockScalar = __nccwpck_require__(8913);
var resolveFlowScalar = __nccwpck_require__(6842);

function composeScalar(ctx, token, tagToken, onError) {
    const { value, type, comment, range } = token.type === 'block-scalar'
        ? resolveBlockScalar.resolveBlockScalar(ctx, token, onError)
        : resolveFlowScalar.resolveFlowScalar(token, ctx.options.strict, onError);
    const tagName = tagToken
        ? ctx.directives.tagName(tagToken.source, msg => onError(tagToken, 'TAG_RESOLVE_FAILED', msg))
        : null;
    let tag;
    if (ctx.options.stringKeys && ctx.atKey) {
        tag = ctx.schema[identity.SCALAR];
    }
    else if (tagName)
        tag = findScalarTagByName(ctx.schema, value, tagName, tagToken, onError);
    else if (token.type === 'scalar')
        tag = findScalarTagByTest(ctx, value, token, onError);
    else
        tag = ctx.schema[identity.SCALAR];
    let scalar;
    try {
        const res = tag.resolve(value, msg => onError(tagToken ?? token, 'TAG_RESOLVE_FAILED', msg), ctx.options);
        scalar = identity.isScalar(res) ? res : new Scalar.Scalar(res);
    }
    catch (error) {
        const msg = error instanceof Error ? error.message : String(error);
        onError(tagToken ?? token, 'TAG_RESOLVE_FAILED', msg);
        scalar = new Scalar.Scalar(value);
    }
    scalar.range = range;
    scalar.source = value;
    if (type)
        scalar.type = type;
    if (tagName)
        scalar.tag = tagName;
    if (tag.format)
        scalar.format = tag.format;
    if (comment)
        scalar.comment = comment;
    return scalar;
}
function findScalarTagByName(schema, value, tagName, tagToken, onError) {
    if (tagName === '!')
        return schema[identity.SCALAR]; // non-specific tag
    const matchWithTest = [];
    for (const tag of schema.tags) {
        if (!tag.collection && tag.tag === tagName) {
            if (tag.default && tag.test)
                matchWithTest.push(tag);
            else
                return tag;
        }
    }
    for (const tag of matchWithTest)
        if (tag.test?.test(value))
            return tag;
    const kt = schema.knownTags[tagName];
    if (kt && !kt.collection) {
        // Ensure that the known tag is available for stringifying,
        // but does not get used by default.
        schema.tags.push(Object.assign({}, kt, { default: false, test: undefined }));
        return kt;
    }
    onError(tagToken, 'TAG_RESOLVE_FAILED', `Unresolved tag: ${tagName}`, tagName !== 'tag:yaml.org,2002:str');
    return schema[identity.SCALAR];
}
function findScalarTagByTest({ atKey, directives, schema }, value, token, onError) {
    const tag = schema.tags.find(tag => (tag.default === true || (atKey && tag.default === 'key')) &&
        tag.test?.test(value)) || schema[identity.SCALAR];
    if (schema.compat) {
        const compat = schema.compat.find(tag => tag.default && tag.test?.test(value)) ??
            schema[identity.SCALAR];
        if (tag.tag !== compat.tag) {
            const ts = directives.tagString(tag.tag);
            const cs = directives.tagString(compat.tag);
            const msg = `Value may be parsed as either ${ts} or ${cs}`;
            onError(token, 'TAG_RESOLVE_FAILED', msg, true);
        }
    }
    return tag;
}

exports.composeScalar = composeScalar;


/***/ }),

/***/ 9984:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var node_process = __nccwpck_require__(932);
var directives = __nccwpck_require__(1342);
var Document = __nccwpck_require__(3021);
var errors = __nccwpck_require__(1464);
var identity = __nccwpck_require__(1127);
var composeDoc = __nccwpck_require__(3683);
var resolveEnd = __nccwpck_require__(7788);

function getErrorPos(src) {
    if (typeof src === 'number')
        return [src, src + 1];
    if (Array.isArray(src))
        return src.length === 2 ? src : [src[0], src[1]];
    const { offset, source } = src;
    return [offset, offset + (typeof source === 'string' ? source.length : 1)];
}
function parsePrelude(prelude) {
    let comment = '';
    let atComment = false;
    let afterEmptyLine = false;
    for (let i = 0; i < prelude.length; ++i) {
        const source = prelude[i];
        switch (source[0]) {
            case '#':
                comment +=
                    (comment === '' ? '' : afterEmptyLine ? '\n\n' : '\n') +
                        (source.substring(1) || ' ');
                atComment = true;
                afterEmptyLine = false;
                break;
            case '%':
                if (prelude[i + 1]?.[0] !== '#')
                    i += 1;
                atComment = false;
                break;
            default:
                // This may be wrong after doc-end, but in that case it doesn't matter
                if (!atComment)
                    afterEmptyLine = true;
                atComment = false;
        }
    }
    return { comment, afterEmptyLine };
}
/**
 * Compose a stream of CST nodes into a stream of YAML Documents.
 *
 * ```ts
 * import { Composer, Parser } from 'yaml'
 *
 * const src: string = ...
 * const tokens = new Parser().parse(src)
 * const docs = new Composer().compose(tokens)
 * ```
 */
class Composer {
    constructor(options = {}) {
        this.doc = null;
        this.atDirectives = false;
        this.prelude = [];
        this.errors = [];
        this.warnings = [];
        this.onError = (source, code, message, warning) => {
            const pos = getErrorPos(source);
            if (warning)
                this.warnings.push(new errors.YAMLWarning(pos, code, message));
            else
                this.errors.push(new errors.YAMLParseError(pos, code, message));
        };
        // eslint-disable-next-line @typescript-eslint/prefer-nullish-coalescing
        this.directives = new directives.Directives({ version: options.version || '1.2' });
        this.options = options;
    }
    decorate(doc, afterDoc) {
        const { comment, afterEmptyLine } = parsePrelude(this.prelude);
        //console.log({ dc: doc.comment, prelude, comment })
        if (comment) {
            const dc = doc.contents;
            if (afterDoc) {
                doc.comment = doc.comment ? `${doc.comment}\n${comment}` : comment;
            }
            else if (afterEmptyLine || doc.directives.docStart || !dc) {
                doc.commentBefore = comment;
            }
            else if (identity.isCollection(dc) && !dc.flow && dc.items.length > 0) {
                let it = dc.items[0];
                if (identity.isPair(it))
                    it = it.key;
                const cb = it.commentBefore;
                it.commentBefore = cb ? `${comment}\n${cb}` : comment;
            }
            else {
                const cb = dc.commentBefore;
                dc.commentBefore = cb ? `${comment}\n${cb}` : comment;
            }
        }
        if (afterDoc) {
            for (let i = 0; i < this.errors.length; ++i)
                doc.errors.push(this.errors[i]);
            for (let i = 0; i < this.warnings.length; ++i)
                doc.warnings.push(this.warnings[i]);
        }
        else {
            doc.errors = this.errors;
            doc.warnings = this.warnings;
        }
        this.prelude = [];
        this.errors = [];
        this.warnings = [];
    }
    /**
     * Current stream status information.
     *
     * Mostly useful at the end of input for an empty stream.
     */
    streamInfo() {
        return {
            comment: parsePrelude(this.prelude).comment,
            directives: this.directives,
            errors: this.errors,
            warnings: this.warnings
        };
    }
    /**
     * Compose tokens into documents.
     *
     * @param forceDoc - If the stream contains no document, still emit a final document including any comments and directives that would be applied to a subsequent document.
     * @param endOffset - Should be set if `forceDoc` is also set, to set the document range end and to indicate errors correctly.
     */
    *compose(tokens, forceDoc = false, endOffset = -1) {
        for (const token of tokens)
            yield* this.next(token);
        yield* this.end(forceDoc, endOffset);
    }
    /** Advance the composer by one CST token. */
    *next(token) {
        if (node_process.env.LOG_STREAM)
            console.dir(token, { depth: null });
        switch (token.type) {
            case 'directive':
                this.directives.add(token.source, (offset, message, warning) => {
                    const pos = getErrorPos(token);
                    pos[0] += offset;
                    this.onError(pos, 'BAD_DIRECTIVE', message, warning);
                });
                this.prelude.push(token.source);
                this.atDirectives = true;
                break;
            case 'document': {
                const doc = composeDoc.composeDoc(this.options, this.directives, token, this.onError);
                if (this.atDirectives && !doc.directives.docStart)
                    this.onError(token, 'MISSING_CHAR', 'Missing directives-end/doc-start indicator line');
                this.decorate(doc, false);
                if (this.doc)
                    yield this.doc;
                this.doc = doc;
                this.atDirectives = false;
                break;
            }
            case 'byte-order-mark':
            case 'space':
                break;
            case 'comment':
            case 'newline':
                this.prelude.push(token.source);
                break;
            case 'error': {
                const msg = token.source
                    ? `${token.message}: ${JSON.stringify(token.source)}`
                    : token.message;
                const error = new errors.YAMLParseError(getErrorPos(token), 'UNEXPECTED_TOKEN', msg);
                if (this.atDirectives || !this.doc)
                    this.errors.push(error);
                else
                    this.doc.errors.push(error);
                break;
            }
            case 'doc-end': {
                if (!this.doc) {
                    const msg = 'Unexpected doc-end without preceding document';
                    this.errors.push(new errors.YAMLParseError(getErrorPos(token), 'UNEXPECTED_TOKEN', msg));
                    break;
                }
                this.doc.directives.docEnd = true;
                const end = resolveEnd.resolveEnd(token.end, token.offset + token.source.length, this.doc.options.strict, this.onError);
                this.decorate(this.doc, true);
                if (end.comment) {
                    const dc = this.doc.comment;
                    this.doc.comment = dc ? `${dc}\n${end.comment}` : end.comment;
                }
                this.doc.range[2] = end.offset;
                break;
            }
            default:
                this.errors.push(new errors.YAMLParseError(getErrorPos(token), 'UNEXPECTED_TOKEN', `Unsupported token ${token.type}`));
        }
    }
    /**
     * Call at end of input to yield any remaining document.
     *
     * @param forceDoc - If the stream contains no document, still emit a final document including any comments and directives that would be applied to a subsequent document.
     * @param endOffset - Should be set if `forceDoc` is also set, to set the document range end and to indicate errors correctly.
     */
    *end(forceDoc = false, endOffset = -1) {
        if (this.doc) {
            this.decorate(this.doc, true);
            yield this.doc;
            this.doc = null;
        }
        else if (forceDoc) {
            const opts = Object.assign({ _directives: this.directives }, this.options);
            const doc = new Document.Document(undefined, opts);
            if (this.atDirectives)
                this.onError(endOffset, 'MISSING_CHAR', 'Missing directives-end indicator line');
            doc.range = [0, endOffset, endOffset];
            this.decorate(doc, false);
            yield doc;
        }
    }
}

exports.Composer = Composer;


/***/ }),

/***/ 7103:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var Pair = __nccwpck_require__(7165);
var YAMLMap = __nccwpck_require__(4454);
var resolveProps = __nccwpck_require__(4631);
var utilContainsNewline = __nccwpck_require__(9499);
var utilFlowIndentCheck = __nccwpck_require__(4051);
var utilMapIncludes = __nccwpck_require__(1187);

const startColMsg = 'All mapping items must start at the same column';
function resolveBlockMap({ composeNode, composeEmptyNode }, ctx, bm, onError, tag) {
    const NodeClass = tag?.nodeClass ?? YAMLMap.YAMLMap;
    const map = new NodeClass(ctx.schema);
    if (ctx.atRoot)
        ctx.atRoot = false;
    let offset = bm.offset;
    let commentEnd = null;
    for (const collItem of bm.items) {
        const { start, key, sep, value } = collItem;
        // key properties
        const keyProps = resolveProps.resolveProps(start, {
            indicator: 'explicit-key-ind',
            next: key ?? sep?.[0],
            offset,
            onError,
            parentIndent: bm.indent,
            startOnNewline: true
        });
        const implicitKey = !keyProps.found;
        if (implicitKey) {
            if (key) {
                if (key.type === 'block-seq')
                    onError(offset, 'BLOCK_AS_IMPLICIT_KEY', 'A block sequence may not be used as an implicit map key');
                else if ('indent' in key && key.indent !== bm.indent)
                    onError(offset, 'BAD_INDENT', startColMsg);
            }
            if (!keyProps.anchor && !keyProps.tag && !sep) {
                commentEnd = keyProps.end;
                if (keyProps.comment) {
                    if (map.comment)
                        map.comment += '\n' + keyProps.comment;
                    else
                        map.comment = keyProps.comment;
                }
                continue;
            }
            if (keyProps.newlineAfterProp || utilContainsNewline.containsNewline(key)) {
                onError(key ?? start[start.length - 1], 'MULTILINE_IMPLICIT_KEY', 'Implicit keys need to be on a single line');
            }
        }
        else if (keyProps.found?.indent !== bm.indent) {
            onError(offset, 'BAD_INDENT', startColMsg);
        }
        // key value
        ctx.atKey = true;
        const keyStart = keyProps.end;
        const keyNode = key
            ? composeNode(ctx, key, keyProps, onError)
            : composeEmptyNode(ctx, keyStart, start, null, keyProps, onError);
        if (ctx.schema.compat)
            utilFlowIndentCheck.flowIndentCheck(bm.indent, key, onError);
        ctx.atKey = false;
        if (utilMapIncludes.mapIncludes(ctx, map.items, keyNode))
            onError(keyStart, 'DUPLICATE_KEY', 'Map keys must be unique');
        // value properties
        const valueProps = resolveProps.resolveProps(sep ?? [], {
            indicator: 'map-value-ind',
            next: value,
            offset: keyNode.range[2],
            onError,
            parentIndent: bm.indent,
            startOnNewline: !key || key.type === 'block-scalar'
        });
        offset = valueProps.end;
        if (valueProps.found) {
            if (implicitKey) {
                if (value?.type === 'block-map' && !valueProps.hasNewline)
                    onError(offset, 'BLOCK_AS_IMPLICIT_KEY', 'Nested mappings are not allowed in compact mappings');
                if (ctx.options.strict &&
                    keyProps.start < valueProps.found.offset - 1024)
                    onError(keyNode.range, 'KEY_OVER_1024_CHARS', 'The : indicator must be at most 1024 chars after the start of an implicit block mapping key');
            }
            // value value
            const valueNode = value
                ? composeNode(ctx, value, valueProps, onError)
                : composeEmptyNode(ctx, offset, sep, null, valueProps, onError);
            if (ctx.schema.compat)
                utilFlowIndentCheck.flowIndentCheck(bm.indent, value, onError);
            offset = valueNode.range[2];
            const pair = new Pair.Pair(keyNode, valueNode);
            if (ctx.options.keepSourceTokens)
                pair.srcToken = collItem;
            map.items.push(pair);
        }
        else {
            // key with no value
            if (implicitKey)
                onError(keyNode.range, 'MISSING_CHAR', 'Implicit map keys need to be followed by map values');
            if (valueProps.comment) {
                if (keyNode.comment)
                    keyNode.comment += '\n' + valueProps.comment;
                else
                    keyNode.comment = valueProps.comment;
            }
            const pair = new Pair.Pair(keyNode);
            if (ctx.options.keepSourceTokens)
                pair.srcToken = collItem;
            map.items.push(pair);
        }
    }
    if (commentEnd && commentEnd < offset)
        onError(commentEnd, 'IMPOSSIBLE', 'Map comment with trailing content');
    map.range = [bm.offset, offset, commentEnd ?? offset];
    return map;
}

exports.resolveBlockMap = resolveBlockMap;


/***/ }),

/***/ 8913:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var Scalar = __nccwpck_require__(3301);

function resolveBlockScalar(ctx, scalar, onError) {
    const start = scalar.offset;
    const header = parseBlockScalarHeader(scalar, ctx.options.strict, onError);
    if (!header)
        return { value: '', type: null, comment: '', range: [start, start, start] };
    const type = header.mode === '>' ? Scalar.Scalar.BLOCK_FOLDED : Scalar.Scalar.BLOCK_LITERAL;
    const lines = scalar.source ? splitLines(scalar.source) : [];
    // determine the end of content & start of chomping
    let chompStart = lines.length;
    for (let i = lines.length - 1; i >= 0; --i) {
        const content = lines[i][1];
        if (content === '' || content === '\r')
            chompStart = i;
        else
            break;
    }
    // shortcut for empty contents
    if (chompStart === 0) {
        const value = header.chomp === '+' && lines.length > 0
            ? '\n'.repeat(Math.max(1, lines.length - 1))
            : '';
        let end = start + header.length;
        if (scalar.source)
            end += scalar.source.length;
        return { value, type, comment: header.comment, range: [start, end, end] };
    }
    // find the indentation level to trim from start
    let trimIndent = scalar.indent + header.indent;
    let offset = scalar.offset + header.length;
    let contentStart = 0;
    for (let i = 0; i < chompStart; ++i) {
        const [indent, content] = lines[i];
        if (content === '' || content === '\r') {
            if (header.indent === 0 && indent.length > trimIndent)
                trimIndent = indent.length;
        }
        else {
            if (indent.length < trimIndent) {
                const message = 'Block scalars with more-indented leading empty lines must use an explicit indentation indicator';
                onError(offset + indent.length, 'MISSING_CHAR', message);
            }
            if (header.indent === 0)
                trimIndent = indent.length;
            contentStart = i;
            if (trimIndent === 0 && !ctx.atRoot) {
                const message = 'Block scalar values in collections must be indented';
                onError(offset, 'BAD_INDENT', message);
            }
            break;
        }
        offset += indent.length + content.length + 1;
    }
    // include trailing more-indented empty lines in content
    for (let i = lines.length - 1; i >= chompStart; --i) {
        if (lines[i][0].length > trimIndent)
            chompStart = i + 1;
    }
    let value = '';
    let sep = '';
    let prevMoreIndented = false;
    // leading whitespace is kept intact
    for (let i = 0; i < contentStart; ++i)
        value += lines[i][0].slice(trimIndent) + '\n';
    for (let i = contentStart; i < chompStart; ++i) {
        let [indent, content] = lines[i];
        offset += indent.length + content.length + 1;
        const crlf = content[content.length - 1] === '\r';
        if (crlf)
            content = content.slice(0, -1);
        /* istanbul ignore if already caught in lexer */
        if (content && indent.length < trimIndent) {
            const src = header.indent
                ? 'explicit indentation indicator'
                : 'first line';
            const message = `Block scalar lines must not be less indented than their ${src}`;
            onError(offset - content.length - (crlf ? 2 : 1), 'BAD_INDENT', message);
            indent = '';
        }
        if (type === Scalar.Scalar.BLOCK_LITERAL) {
            value += sep + indent.slice(trimIndent) + content;
            sep = '\n';
        }
        else if (indent.length > trimIndent || content[0] === '\t') {
            // more-indented content within a folded block
            if (sep === ' ')
                sep = '\n';
            else if (!prevMoreIndented && sep === '\n')
                sep = '\n\n';
            value += sep + indent.slice(trimIndent) + content;
            sep = '\n';
            prevMoreIndented = true;
        }
        else if (content === '') {
            // empty line
            if (sep === '\n')
                value += '\n';
            else
                sep = '\n';
        }
        else {
            value += sep + content;
            sep = ' ';
            prevMoreIndented = false;
        }
    }
    switch (header.chomp) {
        case '-':
            break;
        case '+':
            for (let i = chompStart; i < lines.length; ++i)
                value += '\n' + lines[i][0].slice(trimIndent);
            if (value[value.length - 1] !== '\n')
                value += '\n';
            break;
        default:
            value += '\n';
    }
    const end = start + header.length + scalar.source.length;
    return { value, type, comment: header.comment, range: [start, end, end] };
}
function parseBlockScalarHeader({ offset, props }, strict, onError) {
    /* istanbul ignore if should not happen */
    if (props[0].type !== 'block-scalar-header') {
        onError(props[0], 'IMPOSSIBLE', 'Block scalar header not found');
        return null;
    }
    const { source } = props[0];
    const mode = source[0];
    let indent = 0;
    let chomp = '';
    let error = -1;
    for (let i = 1; i < source.length; ++i) {
        const ch = source[i];
        if (!chomp && (ch === '-' || ch === '+'))
            chomp = ch;
        else {
            const n = Number(ch);
            if (!indent && n)
                indent = n;
            else if (error === -1)
                error = offset + i;
        }
    }
    if (error !== -1)
        onError(error, 'UNEXPECTED_TOKEN', `Block scalar header includes extra characters: ${source}`);
    let hasSpace = false;
    let comment = '';
    let length = source.length;
    for (let i = 1; i < props.length; ++i) {
        const token = props[i];
        switch (token.type) {
            case 'space':
                hasSpace = true;
            // fallthrough
            case 'newline':
                length += token.source.length;
                break;
            case 'comment':
                if (strict && !hasSpace) {
                    const message = 'Comments must be separated from other tokens by white space characters';
                    onError(token, 'MISSING_CHAR', message);
                }
                length += token.source.length;
                comment = token.source.substring(1);
                break;
            case 'error':
                onError(token, 'UNEXPECTED_TOKEN', token.message);
                length += token.source.length;
                break;
            /* istanbul ignore next should not happen */
            default: {
                const message = `Unexpected token in block scalar header: ${token.type}`;
                onError(token, 'UNEXPECTED_TOKEN', message);
                const ts = token.source;
                if (ts && typeof ts === 'string')
                    length += ts.length;
            }
        }
    }
    return { mode, indent, chomp, comment, length };
}
/** @returns Array of lines split up as `[indent, content]` */
function splitLines(source) {
    const split = source.split(/\n( *)/);
    const first = split[0];
    const m = first.match(/^( *)/);
    const line0 = m?.[1]
        ? [m[1], first.slice(m[1].length)]
        : ['', first];
    const lines = [line0];
    for (let i = 1; i < split.length; i += 2)
        lines.push([split[i], split[i + 1]]);
    return lines;
}

exports.resolveBlockScalar = resolveBlockScalar;


/***/ }),

/***/ 334:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var YAMLSeq = __nccwpck_require__(2223);
var resolveProps = __nccwpck_require__(4631);
var utilFlowIndentCheck = __nccwpck_require__(4051);

function resolveBlockSeq({ composeNode, composeEmptyNode }, ctx, bs, onError, tag) {
    const NodeClass = tag?.nodeClass ?? YAMLSeq.YAMLSeq;
    const seq = new NodeClass(ctx.schema);
    if (ctx.atRoot)
        ctx.atRoot = false;
    if (ctx.atKey)
        ctx.atKey = false;
    let offset = bs.offset;
    let commentEnd = null;
    for (const { start, value } of bs.items) {
        const props = resolveProps.resolveProps(start, {
            indicator: 'seq-item-ind',
            next: value,
            offset,
            onError,
            parentIndent: bs.indent,
            startOnNewline: true
        });
        if (!props.found) {
            if (props.anchor || props.tag || value) {
                if (value?.type === 'block-seq')
                    onError(props.end, 'BAD_INDENT', 'All sequence items must start at the same column');
                else
                    onError(offset, 'MISSING_CHAR', 'Sequence item without - indicator');
            }
            else {
                commentEnd = props.end;
                if (props.comment)
                    seq.comment = props.comment;
                continue;
            }
        }
        const node = value
            ? composeNode(ctx, value, props, onError)
            : composeEmptyNode(ctx, props.end, start, null, props, onError);
        if (ctx.schema.compat)
            utilFlowIndentCheck.flowIndentCheck(bs.indent, value, onError);
        offset = node.range[2];
        seq.items.push(node);
    }
    seq.range = [bs.offset, offset, commentEnd ?? offset];
    return seq;
}

exports.resolveBlockSeq = resolveBlockSeq;


/***/ }),

/***/ 7788:
/***/ ((__unused_webpack_module, exports) => {



function resolveEnd(end, offset, reqSpace, onError) {
    let comment = '';
    if (end) {
        let hasSpace = false;
        let sep = '';
        for (const token of end) {
            const { source, type } = token;
            switch (type) {
                case 'space':
                    hasSpace = true;
                    break;
                case 'comment': {
                    if (reqSpace && !hasSpace)
                        onError(token, 'MISSING_CHAR', 'Comments must be separated from other tokens by white space characters');
                    const cb = source.substring(1) || ' ';
                    if (!comment)
                        comment = cb;
                    else
                        comment += sep + cb;
                    sep = '';
                    break;
                }
                case 'newline':
                    if (comment)
                        sep += source;
                    hasSpace = true;
                    break;
                default:
                    onError(token, 'UNEXPECTED_TOKEN', `Unexpected ${type} at node end`);
            }
            offset += source.length;
        }
    }
    return { comment, offset };
}

exports.resolveEnd = resolveEnd;


/***/ }),

/***/ 3142:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var identity = __nccwpck_require__(1127);
var Pair = __nccwpck_require__(7165);
var YAMLMap = __nccwpck_require__(4454);
var YAMLSeq = __nccwpck_require__(2223);
var resolveEnd = __nccwpck_require__(7788);
var resolveProps = __nccwpck_require__(4631);
var utilContainsNewline = __nccwpck_require__(9499);
var utilMapIncludes = __nccwpck_require__(1187);

const blockMsg = 'Block collections are not allowed within flow collections';
const isBlock = (token) => token && (token.type === 'block-map' || token.type === 'block-seq');
function resolveFlowCollection({ composeNode, composeEmptyNode }, ctx, fc, onError, tag) {
    const isMap = fc.start.source === '{';
    const fcName = isMap ? 'flow map' : 'flow sequence';
    const NodeClass = (tag?.nodeClass ?? (isMap ? YAMLMap.YAMLMap : YAMLSeq.YAMLSeq));
    const coll = new NodeClass(ctx.schema);
    coll.flow = true;
    const atRoot = ctx.atRoot;
    if (atRoot)
        ctx.atRoot = false;
    if (ctx.atKey)
        ctx.atKey = false;
    let offset = fc.offset + fc.start.source.length;
    for (let i = 0; i < fc.items.length; ++i) {
        const collItem = fc.items[i];
        const { start, key, sep, value } = collItem;
        const props = resolveProps.resolveProps(start, {
            flow: fcName,
            indicator: 'explicit-key-ind',
            next: key ?? sep?.[0],
            offset,
            onError,
            parentIndent: fc.indent,
            startOnNewline: false
        });
        if (!props.found) {
            if (!props.anchor && !props.tag && !sep && !value) {
                if (i === 0 && props.comma)
                    onError(props.comma, 'UNEXPECTED_TOKEN', `Unexpected , in ${fcName}`);
                else if (i < fc.items.length - 1)
                    onError(props.start, 'UNEXPECTED_TOKEN', `Unexpected empty item in ${fcName}`);
                if (props.comment) {
                    if (coll.comment)
                        coll.comment += '\n' + props.comment;
                    else
                        coll.comment = props.comment;
                }
                offset = props.end;
                continue;
            }
            if (!isMap && ctx.options.strict && utilContainsNewline.containsNewline(key))
                onError(key, // checked by containsNewline()
                'MULTILINE_IMPLICIT_KEY', 'Implicit keys of flow sequence pairs need to be on a single line');
        }
        if (i === 0) {
            if (props.comma)
                onError(props.comma, 'UNEXPECTED_TOKEN', `Unexpected , in ${fcName}`);
        }
        else {
            if (!props.comma)
                onError(props.start, 'MISSING_CHAR', `Missing , between ${fcName} items`);
            if (props.comment) {
                let prevItemComment = '';
                loop: for (const st of start) {
                    switch (st.type) {
                        case 'comma':
                        case 'space':
                            break;
                        case 'comment':
                            prevItemComment = st.source.substring(1);
                            break loop;
                        default:
                            break loop;
                    }
                }
                if (prevItemComment) {
                    let prev = coll.items[coll.items.length - 1];
                    if (identity.isPair(prev))
                        prev = prev.value ?? prev.key;
                    if (prev.comment)
                        prev.comment += '\n' + prevItemComment;
                    else
                        prev.comment = prevItemComment;
                    props.comment = props.comment.substring(prevItemComment.length + 1);
                }
            }
        }
        if (!isMap && !sep && !props.found) {
            // item is a value in a seq
            // → key & sep are empty, start does not include ? or :
            const valueNode = value
                ? composeNode(ctx, value, props, onError)
                : composeEmptyNode(ctx, props.end, sep, null, props, onError);
            coll.items.push(valueNode);
            offset = valueNode.range[2];
            if (isBlock(value))
                onError(valueNode.range, 'BLOCK_IN_FLOW', blockMsg);
        }
        else {
            // item is a key+value pair
            // key value
            ctx.atKey = true;
            const keyStart = props.end;
            const keyNode = key
                ? composeNode(ctx, key, props, onError)
                : composeEmptyNode(ctx, keyStart, start, null, props, onError);
            if (isBlock(key))
                onError(keyNode.range, 'BLOCK_IN_FLOW', blockMsg);
            ctx.atKey = false;
            // value properties
            const valueProps = resolveProps.resolveProps(sep ?? [], {
                flow: fcName,
                indicator: 'map-value-ind',
                next: value,
                offset: keyNode.range[2],
                onError,
                parentIndent: fc.indent,
                startOnNewline: false
            });
            if (valueProps.found) {
                if (!isMap && !props.found && ctx.options.strict) {
                    if (sep)
                        for (const st of sep) {
                            if (st === valueProps.found)
                                break;
                            if (st.type === 'newline') {
                                onError(st, 'MULTILINE_IMPLICIT_KEY', 'Implicit keys of flow sequence pairs need to be on a single line');
                                break;
                            }
                        }
                    if (props.start < valueProps.found.offset - 1024)
                        onError(valueProps.found, 'KEY_OVER_1024_CHARS', 'The : indicator must be at most 1024 chars after the start of an implicit flow sequence key');
                }
            }
            else if (value) {
                if ('source' in value && value.source?.[0] === ':')
                    onError(value, 'MISSING_CHAR', `Missing space after : in ${fcName}`);
                else
                    onError(valueProps.start, 'MISSING_CHAR', `Missing , or : between ${fcName} items`);
            }
            // value value
            const valueNode = value
                ? composeNode(ctx, value, valueProps, onError)
                : valueProps.found
                    ? composeEmptyNode(ctx, valueProps.end, sep, null, valueProps, onError)
                    : null;
            if (valueNode) {
                if (isBlock(value))
                    onError(valueNode.range, 'BLOCK_IN_FLOW', blockMsg);
            }
            else if (valueProps.comment) {
                if (keyNode.comment)
                    keyNode.comment += '\n' + valueProps.comment;
                else
                    keyNode.comment = valueProps.comment;
            }
            const pair = new Pair.Pair(keyNode, valueNode);
            if (ctx.options.keepSourceTokens)
                pair.srcToken = collItem;
            if (isMap) {
                const map = coll;
                if (utilMapIncludes.mapIncludes(ctx, map.items, keyNode))
                    onError(keyStart, 'DUPLICATE_KEY', 'Map keys must be unique');
                map.items.push(pair);
            }
            else {
                const map = new YAMLMap.YAMLMap(ctx.schema);
                map.flow = true;
                map.items.push(pair);
                const endRange = (valueNode ?? keyNode).range;
                map.range = [keyNode.range[0], endRange[1], endRange[2]];
                coll.items.push(map);
            }
            offset = valueNode ? valueNode.range[2] : valueProps.end;
        }
    }
    const expectedEnd = isMap ? '}' : ']';
    const [ce, ...ee] = fc.end;
    let cePos = offset;
    if (ce?.source === expectedEnd)
        cePos = ce.offset + ce.source.length;
    else {
        const name = fcName[0].toUpperCase() + fcName.substring(1);
        const msg = atRoot
            ? `${name} must end with a ${expectedEnd}`
            : `${name} in block collection must be sufficiently indented and end with a ${expectedEnd}`;
        onError(offset, atRoot ? 'MISSING_CHAR' : 'BAD_INDENT', msg);
        if (ce && ce.source.length !== 1)
            ee.unshift(ce);
    }
    if (ee.length > 0) {
        const end = resolveEnd.resolveEnd(ee, cePos, ctx.options.strict, onError);
        if (end.comment) {
            if (coll.comment)
                coll.comment += '\n' + end.comment;
            else
                coll.comment = end.comment;
        }
        coll.range = [fc.offset, cePos, end.offset];
    }
    else {
        coll.range = [fc.offset, cePos, cePos];
    }
    return coll;
}

exports.resolveFlowCollection = resolveFlowCollection;


/***/ }),

/***/ 6842:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var Scalar = __nccwpck_require__(3301);
var resolveEnd = __nccwpck_require__(7788);

function resolveFlowScalar(scalar, strict, onError) {
    const { offset, type, source, end } = scalar;
    let _type;
    let value;
    const _onError = (rel, code, msg) => onError(offset + rel, code, msg);
    switch (type) {
        case 'scalar':
            _type = Scalar.Scalar.PLAIN;
            value = plainValue(source, _onError);
            break;
        case 'single-quoted-scalar':
            _type = Scalar.Scalar.QUOTE_SINGLE;
            value = singleQuotedValue(source, _onError);
            break;
        case 'double-quoted-scalar':
            _type = Scalar.Scalar.QUOTE_DOUBLE;
            value = doubleQuotedValue(source, _onError);
            break;
        /* istanbul ignore next should not happen */
        default:
            onError(scalar, 'UNEXPECTED_TOKEN', `Expected a flow scalar value, but found: ${type}`);
            return {
                value: '',
                type: null,
                comment: '',
                range: [offset, offset + source.length, offset + source.length]
            };
    }
    const valueEnd = offset + source.length;
    const re = resolveEnd.resolveEnd(end, valueEnd, strict, onError);
    return {
        value,
        type: _type,
        comment: re.comment,
        range: [offset, valueEnd, re.offset]
    };
}
function plainValue(source, onError) {
    let badChar = '';
    switch (source[0]) {
        /* istanbul ignore next should not happen */
        case '\t':
            badChar = 'a tab character';
            break;
        case ',':
            badChar = 'flow indicator character ,';
            break;
        case '%':
            badChar = 'directive indicator character %';
            break;
        case '|':
        case '>': {
            badChar = `block scalar indicator ${source[0]}`;
            break;
        }
        case '@':
        case '`': {
            badChar = `reserved character ${source[0]}`;
            break;
        }
    }
    if (badChar)
        onError(0, 'BAD_SCALAR_START', `Plain value cannot start with ${badChar}`);
    return unfoldLines(source);
}
function singleQuotedValue(source, onError) {
    if (source[source.length - 1] !== "'" || source.length === 1)
        onError(source.length, 'MISSING_CHAR', "Missing closing 'quote");
    return unfoldLines(source.slice(1, -1)).replace(/''/g, "'");
}
function unfoldLines(source) {
    const line = /(.*?)\r?\n/sy;
    let match = line.exec(source);
    if (!match)
        return source;
    /**
     * The negative lookbehinds in these RegExps are to
     * prevent causing a polynomial search time in certain cases.
     *
     * The try-catch is for Safari < 16.4 and other old browsers:
     * https://caniuse.com/js-regexp-lookbehind
     */
    let trimEnd, trimBoth;
    try {
        trimEnd = new RegExp('(?<![ \t])[ \t]+$');
        trimBoth = new RegExp('^[ \t]+|(?<![ \t])[ \t]+$', 'g');
    }
    catch {
        trimEnd = /[ \t]+$/;
        trimBoth = /^[ \t]+|[ \t]+$/g;
    }
    let res = match[1].replace(trimEnd, '');
    let sep = ' ';
    let pos = line.lastIndex;
    while ((match = line.exec(source))) {
        const lm = match[1].replace(trimBoth, '');
        if (lm === '') {
            if (sep === '\n')
                res += sep;
            else
                sep = '\n';
        }
        else {
            res += sep + lm;
            sep = ' ';
        }
        pos = line.lastIndex;
    }
    const last = /[ \t]*(.*)/sy;
    last.lastIndex = pos;
    match = last.exec(source);
    return res + sep + (match?.[1] ?? '');
}
function doubleQuotedValue(source, onError) {
    let res = '';
    for (let i = 1; i < source.length - 1; ++i) {
        const ch = source[i];
        if (ch === '\r' && source[i + 1] === '\n')
            continue;
        if (ch === '\n') {
            const { fold, offset } = foldNewline(source, i);
            res += fold;
            i = offset;
        }
        else if (ch === '\\') {
            let next = source[++i];
            const cc = escapeCodes[next];
            if (cc)
                res += cc;
            else if (next === '\n') {
                // skip escaped newlines, but still trim the following line
                next = source[i + 1];
                while (next === ' ' || next === '\t')
                    next = source[++i + 1];
            }
            else if (next === '\r' && source[i + 1] === '\n') {
                // skip escaped CRLF newlines, but still trim the following line
                next = source[++i + 1];
                while (next === ' ' || next === '\t')
                    next = source[++i + 1];
            }
            else if (next === 'x' || next === 'u' || next === 'U') {
                const length = next === 'x' ? 2 : next === 'u' ? 4 : 8;
                res += parseCharCode(source, i + 1, length, onError);
                i += length;
            }
            else {
                const raw = source.substr(i - 1, 2);
                onError(i - 1, 'BAD_DQ_ESCAPE', `Invalid escape sequence ${raw}`);
                res += raw;
            }
        }
        else if (ch === ' ' || ch === '\t') {
            // trim trailing whitespace
            const wsStart = i;
            let next = source[i + 1];
            while (next === ' ' || next === '\t')
                next = source[++i + 1];
            if (next !== '\n' && !(next === '\r' && source[i + 2] === '\n'))
                res += i > wsStart ? source.slice(wsStart, i + 1) : ch;
        }
        else {
            res += ch;
        }
    }
    if (source[source.length - 1] !== '"' || source.length === 1)
        onError(source.length, 'MISSING_CHAR', 'Missing closing "quote');
    return res;
}
/**
 * Fold a single newline into a space, multiple newlines to N - 1 newlines.
 * Presumes `source[offset] === '\n'`
 */
function foldNewline(source, offset) {
    let fold = '';
    let ch = source[offset + 1];
    while (ch === ' ' || ch === '\t' || ch === '\n' || ch === '\r') {
        if (ch === '\r' && source[offset + 2] !== '\n')
            break;
        if (ch === '\n')
            fold += '\n';
        offset += 1;
        ch = source[offset + 1];
    }
    if (!fold)
        fold = ' ';
    return { fold, offset };
}
const escapeCodes = {
    '0': '\0', // null character
    a: '\x07', // bell character
    b: '\b', // backspace
    e: '\x1b', // escape character
    f: '\f', // form feed
    n: '\n', // line feed
    r: '\r', // carriage return
    t: '\t', // horizontal tab
    v: '\v', // vertical tab
    N: '\u0085', // Unicode next line
    _: '\u00a0', // Unicode non-breaking space
    L: '\u2028', // Unicode line separator
    P: '\u2029', // Unicode paragraph separator
    ' ': ' ',
    '"': '"',
    '/': '/',
    '\\': '\\',
    '\t': '\t'
};
function parseCharCode(source, offset, length, onError) {
    const cc = source.substr(offset, length);
    const ok = cc.length === length && /^[0-9a-fA-F]+$/.test(cc);
    const code = ok ? parseInt(cc, 16) : NaN;
    try {
        return String.fromCodePoint(code);
    }
    catch {
        const raw = source.substr(offset - 2, length + 2);
        onError(offset - 2, 'BAD_DQ_ESCAPE', `Invalid escape sequence ${raw}`);
        return raw;
    }
}

exports.resolveFlowScalar = resolveFlowScalar;


/***/ }),

/***/ 4631:
/***/ ((__unused_webpack_module, exports) => {



function resolveProps(tokens, { flow, indicator, next, offset, onError, parentIndent, startOnNewline }) {
    let spaceBefore = false;
    let atNewline = startOnNewline;
    let hasSpace = startOnNewline;
    let comment = '';
    let commentSep = '';
    let hasNewline = false;
    let reqSpace = false;
    let tab = null;
    let anchor = null;
    let tag = null;
    let newlineAfterProp = null;
    let comma = null;
    let found = null;
    let start = null;
    for (const token of tokens) {
        if (reqSpace) {
            if (token.type !== 'space' &&
                token.type !== 'newline' &&
                token.type !== 'comma')
                onError(token.offset, 'MISSING_CHAR', 'Tags and anchors must be separated from the next token by white space');
            reqSpace = false;
        }
        if (tab) {
            if (atNewline && token.type !== 'comment' && token.type !== 'newline') {
                onError(tab, 'TAB_AS_INDENT', 'Tabs are not allowed as indentation');
            }
            tab = null;
        }
        switch (token.type) {
            case 'space':
                // At the doc level, tabs at line start may be parsed
                // as leading white space rather than indentation.
                // In a flow collection, only the parser handles indent.
                if (!flow &&
                    (indicator !== 'doc-start' || next?.type !== 'flow-collection') &&
                    token.source.includes('\t')) {
                    tab = token;
                }
                hasSpace = true;
                break;
            case 'comment': {
                if (!hasSpace)
                    onError(token, 'MISSING_CHAR', 'Comments must be separated from other tokens by white space characters');
                const cb = token.source.substring(1) || ' ';
                if (!comment)
                    comment = cb;
                else
                    comment += commentSep + cb;
                commentSep = '';
                atNewline = false;
                break;
            }
            case 'newline':
                if (atNewline) {
                    if (comment)
                        comment += token.source;
                    else if (!found || indicator !== 'seq-item-ind')
                        spaceBefore = true;
                }
                else
                    commentSep += token.source;
                atNewline = true;
                hasNewline = true;
                if (anchor || tag)
                    newlineAfterProp = token;
                hasSpace = true;
                break;
            case 'anchor':
                if (anchor)
                    onError(token, 'MULTIPLE_ANCHORS', 'A node can have at most one anchor');
                if (token.source.endsWith(':'))
                    onError(token.offset + token.source.length - 1, 'BAD_ALIAS', 'Anchor ending in : is ambiguous', true);
                anchor = token;
                start ?? (start = token.offset);
                atNewline = false;
                hasSpace = false;
                reqSpace = true;
                break;
            case 'tag': {
                if (tag)
                    onError(token, 'MULTIPLE_TAGS', 'A node can have at most one tag');
                tag = token;
                start ?? (start = token.offset);
                atNewline = false;
                hasSpace = false;
                reqSpace = true;
                break;
            }
            case indicator:
                // Could here handle preceding comments differently
                if (anchor || tag)
                    onError(token, 'BAD_PROP_ORDER', `Anchors and tags must be after the ${token.source} indicator`);
                if (found)
                    onError(token, 'UNEXPECTED_TOKEN', `Unexpected ${token.source} in ${flow ?? 'collection'}`);
                found = token;
                atNewline =
                    indicator === 'seq-item-ind' || indicator === 'explicit-key-ind';
                hasSpace = false;
                break;
            case 'comma':
                if (flow) {
                    if (comma)
                        onError(token, 'UNEXPECTED_TOKEN', `Unexpected , in ${flow}`);
                    comma = token;
                    atNewline = false;
                    hasSpace = false;
                    break;
                }
            // else fallthrough
            default:
                onError(token, 'UNEXPECTED_TOKEN', `Unexpected ${token.type} token`);
                atNewline = false;
                hasSpace = false;
        }
    }
    const last = tokens[tokens.length - 1];
    const end = last ? last.offset + last.source.length : offset;
    if (reqSpace &&
        next &&
        next.type !== 'space' &&
        next.type !== 'newline' &&
        next.type !== 'comma' &&
        (next.type !== 'scalar' || next.source !== '')) {
        onError(next.offset, 'MISSING_CHAR', 'Tags and anchors must be separated from the next token by white space');
    }
    if (tab &&
        ((atNewline && tab.indent <= parentIndent) ||
            next?.type === 'block-map' ||
            next?.type === 'block-seq'))
        onError(tab, 'TAB_AS_INDENT', 'Tabs are not allowed as indentation');
    return {
        comma,
        found,
        spaceBefore,
        comment,
        hasNewline,
        anchor,
        tag,
        newlineAfterProp,
        end,
        start: start ?? end
    };
}

exports.resolveProps = resolveProps;


/***/ }),

/***/ 9499:
/***/ ((__unused_webpack_module, exports) => {



function containsNewline(key) {
    if (!key)
        return null;
    switch (key.type) {
        case 'alias':
        case 'scalar':
        case 'double-quoted-scalar':
        case 'single-quoted-scalar':
            if (key.source.includes('\n'))
                return true;
            if (key.end)
                for (const st of key.end)
                    if (st.type === 'newline')
                        return true;
            return false;
        case 'flow-collection':
            for (const it of key.items) {
                for (const st of it.start)
                    if (st.type === 'newline')
                        return true;
                if (it.sep)
                    for (const st of it.sep)
                        if (st.type === 'newline')
                            return true;
                if (containsNewline(it.key) || containsNewline(it.value))
                    return true;
            }
            return false;
        default:
            return true;
    }
}

exports.containsNewline = containsNewline;


/***/ }),

/***/ 2599:
/***/ ((__unused_webpack_module, exports) => {



function emptyScalarPosition(offset, before, pos) {
    if (before) {
        pos ?? (pos = before.length);
        for (let i = pos - 1; i >= 0; --i) {
            let st = before[i];
            switch (st.type) {
                case 'space':
                case 'comment':
                case 'newline':
                    offset -= st.source.length;
                    continue;
            }
            // Technically, an empty scalar is immediately after the last non-empty
            // node, but it's more useful to place it after any whitespace.
            st = before[++i];
            while (st?.type === 'space') {
                offset += st.source.length;
                st = before[++i];
            }
            break;
        }
    }
    return offset;
}

exports.emptyScalarPosition = emptyScalarPosition;


/***/ }),

/***/ 4051:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var utilContainsNewline = __nccwpck_require__(9499);

function flowIndentCheck(indent, fc, onError) {
    if (fc?.type === 'flow-collection') {
        const end = fc.end[0];
        if (end.indent === indent &&
            (end.source === ']' || end.source === '}') &&
            utilContainsNewline.containsNewline(fc)) {
            const msg = 'Flow end indicator should be more indented than parent';
            onError(end, 'BAD_INDENT', msg, true);
        }
    }
}

exports.flowIndentCheck = flowIndentCheck;


/***/ }),

/***/ 1187:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var identity = __nccwpck_require__(1127);

function mapIncludes(ctx, items, search) {
    const { uniqueKeys } = ctx.options;
    if (uniqueKeys === false)
        return false;
    const isEqual = typeof uniqueKeys === 'function'
        ? uniqueKeys
        : (a, b) => a === b || (identity.isScalar(a) && identity.isScalar(b) && a.value === b.value);
    return items.some(pair => isEqual(pair.key, search));
}

exports.mapIncludes = mapIncludes;


/***/ }),

/***/ 3021:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var Alias = __nccwpck_require__(4065);
var Collection = __nccwpck_require__(101);
var identity = __nccwpck_require__(1127);
var Pair = __nccwpck_require__(7165);
var toJS = __nccwpck_require__(4043);
var Schema = __nccwpck_require__(5840);
var stringifyDocument = __nccwpck_require__(6829);
var anchors = __nccwpck_require__(1596);
var applyReviver = __nccwpck_require__(3661);
var createNode = __nccwpck_require__(2404);
var directives = __nccwpck_require__(1342);

class Document {
    constructor(value, replacer, options) {
        /** A comment before this Document */
        this.commentBefore = null;
        /** A comment immediately after this Document */
        this.comment = null;
        /** Errors encountered during parsing. */
        this.errors = [];
        /** Warnings encountered during parsing. */
        this.warnings = [];
        Object.defineProperty(this, identity.NODE_TYPE, { value: identity.DOC });
        let _replacer = null;
        if (typeof replacer === 'function' || Array.isArray(replacer)) {
            _replacer = replacer;
        }
        else if (options === undefined && replacer) {
            options = replacer;
            replacer = undefined;
        }
        const opt = Object.assign({
            intAsBigInt: false,
            keepSourceTokens: false,
            logLevel: 'warn',
            prettyErrors: true,
            strict: true,
            stringKeys: false,
            uniqueKeys: true,
            version: '1.2'
        }, options);
        this.options = opt;
        let { version } = opt;
        if (options?._directives) {
            this.directives = options._directives.atDocument();
            if (this.directives.yaml.explicit)
                version = this.directives.yaml.version;
        }
        else
            this.directives = new directives.Directives({ version });
        this.setSchema(version, options);
        // @ts-expect-error We can't really know that this matches Contents.
        this.contents =
            value === undefined ? null : this.createNode(value, _replacer, options);
    }
    /**
     * Create a deep copy of this Document and its contents.
     *
     * Custom Node values that inherit from `Object` still refer to their original instances.
     */
    clone() {
        const copy = Object.create(Document.prototype, {
            [identity.NODE_TYPE]: { value: identity.DOC }
        });
        copy.commentBefore = this.commentBefore;
        copy.comment = this.comment;
        copy.errors = this.errors.slice();
        copy.warnings = this.warnings.slice();
        copy.options = Object.assign({}, this.options);
        if (this.directives)
            copy.directives = this.directives.clone();
        copy.schema = this.schema.clone();
        // @ts-expect-error We can't really know that this matches Contents.
        copy.contents = identity.isNode(this.contents)
            ? this.contents.clone(copy.schema)
            : this.contents;
        if (this.range)
            copy.range = this.range.slice();
        return copy;
    }
    /** Adds a value to the document. */
    add(value) {
        if (assertCollection(this.contents))
            this.contents.add(value);
    }
    /** Adds a value to the document. */
    addIn(path, value) {
        if (assertCollection(this.contents))
            this.contents.addIn(path, value);
    }
    /**
     * Create a new `Alias` node, ensuring that the target `node` has the required anchor.
     *
     * If `node` already has an anchor, `name` is ignored.
     * Otherwise, the `node.anchor` value will be set to `name`,
     * or if an anchor with that name is already present in the document,
     * `name` will be used as a prefix for a new unique anchor.
     * If `name` is undefined, the generated anchor will use 'a' as a prefix.
     */
    createAlias(node, name) {
        if (!node.anchor) {
            const prev = anchors.anchorNames(this);
            node.anchor =
                // eslint-disable-next-line @typescript-eslint/prefer-nullish-coalescing
                !name || prev.has(name) ? anchors.findNewAnchor(name || 'a', prev) : name;
        }
        return new Alias.Alias(node.anchor);
    }
    createNode(value, replacer, options) {
        let _replacer = undefined;
        if (typeof replacer === 'function') {
            value = replacer.call({ '': value }, '', value);
            _replacer = replacer;
        }
        else if (Array.isArray(replacer)) {
            const keyToStr = (v) => typeof v === 'number' || v instanceof String || v instanceof Number;
            const asStr = replacer.filter(keyToStr).map(String);
            if (asStr.length > 0)
                replacer = replacer.concat(asStr);
            _replacer = replacer;
        }
        else if (options === undefined && replacer) {
            options = replacer;
            replacer = undefined;
        }
        const { aliasDuplicateObjects, anchorPrefix, flow, keepUndefined, onTagObj, tag } = options ?? {};
        const { onAnchor, setAnchors, sourceObjects } = anchors.createNodeAnchors(this, 
        // eslint-disable-next-line @typescript-eslint/prefer-nullish-coalescing
        anchorPrefix || 'a');
        const ctx = {
            aliasDuplicateObjects: aliasDuplicateObjects ?? true,
            keepUndefined: keepUndefined ?? false,
            onAnchor,
            onTagObj,
            replacer: _replacer,
            schema: this.schema,
            sourceObjects
        };
        const node = createNode.createNode(value, tag, ctx);
        if (flow && identity.isCollection(node))
            node.flow = true;
        setAnchors();
        return node;
    }
    /**
     * Convert a key and a value into a `Pair` using the current schema,
     * recursively wrapping all values as `Scalar` or `Collection` nodes.
     */
    createPair(key, value, options = {}) {
        const k = this.createNode(key, null, options);
        const v = this.createNode(value, null, options);
        return new Pair.Pair(k, v);
    }
    /**
     * Removes a value from the document.
     * @returns `true` if the item was found and removed.
     */
    delete(key) {
        return assertCollection(this.contents) ? this.contents.delete(key) : false;
    }
    /**
     * Removes a value from the document.
     * @returns `true` if the item was found and removed.
     */
    deleteIn(path) {
        if (Collection.isEmptyPath(path)) {
            if (this.contents == null)
                return false;
            // @ts-expect-error Presumed impossible if Strict extends false
            this.contents = null;
            return true;
        }
        return assertCollection(this.contents)
            ? this.contents.deleteIn(path)
            : false;
    }
    /**
     * Returns item at `key`, or `undefined` if not found. By default unwraps
     * scalar values from their surrounding node; to disable set `keepScalar` to
     * `true` (collections are always returned intact).
     */
    get(key, keepScalar) {
        return identity.isCollection(this.contents)
            ? this.contents.get(key, keepScalar)
            : undefined;
    }
    /**
     * Returns item at `path`, or `undefined` if not found. By default unwraps
     * scalar values from their surrounding node; to disable set `keepScalar` to
     * `true` (collections are always returned intact).
     */
    getIn(path, keepScalar) {
        if (Collection.isEmptyPath(path))
            return !keepScalar && identity.isScalar(this.contents)
                ? this.contents.value
                : this.contents;
        return identity.isCollection(this.contents)
            ? this.contents.getIn(path, keepScalar)
            : undefined;
    }
    /**
     * Checks if the document includes a value with the key `key`.
     */
    has(key) {
        return identity.isCollection(this.contents) ? this.contents.has(key) : false;
    }
    /**
     * Checks if the document includes a value at `path`.
     */
    hasIn(path) {
        if (Collection.isEmptyPath(path))
            return this.contents !== undefined;
        return identity.isCollection(this.contents) ? this.contents.hasIn(path) : false;
    }
    /**
     * Sets a value in this document. For `!!set`, `value` needs to be a
     * boolean to add/remove the item from the set.
     */
    set(key, value) {
        if (this.contents == null) {
            // @ts-expect-error We can't really know that this matches Contents.
            this.contents = Collection.collectionFromPath(this.schema, [key], value);
        }
        else if (assertCollection(this.contents)) {
            this.contents.set(key, value);
        }
    }
    /**
     * Sets a value in this document. For `!!set`, `value` needs to be a
     * boolean to add/remove the item from the set.
     */
    setIn(path, value) {
        if (Collection.isEmptyPath(path)) {
            // @ts-expect-error We can't really know that this matches Contents.
            this.contents = value;
        }
        else if (this.contents == null) {
            // @ts-expect-error We can't really know that this matches Contents.
            this.contents = Collection.collectionFromPath(this.schema, Array.from(path), value);
        }
        else if (assertCollection(this.contents)) {
            this.contents.setIn(path, value);
        }
    }
    /**
     * Change the YAML version and schema used by the document.
     * A `null` version disables support for directives, explicit tags, anchors, and aliases.
     * It also requires the `schema` option to be given as a `Schema` instance value.
     *
     * Overrides all previously set schema options.
     */
    setSchema(version, options = {}) {
        if (typeof version === 'number')
            version = String(version);
        let opt;
        switch (version) {
            case '1.1':
                if (this.directives)
                    this.directives.yaml.version = '1.1';
                else
                    this.directives = new directives.Directives({ version: '1.1' });
                opt = { resolveKnownTags: false, schema: 'yaml-1.1' };
                break;
            case '1.2':
            case 'next':
                if (this.directives)
                    this.directives.yaml.version = version;
                else
                    this.directives = new directives.Directives({ version });
                opt = { resolveKnownTags: true, schema: 'core' };
                break;
            case null:
                if (this.directives)
                    delete this.directives;
                opt = null;
                break;
            default: {
                const sv = JSON.stringify(version);
                throw new Error(`Expected '1.1', '1.2' or null as first argument, but found: ${sv}`);
            }
        }
        // Not using `instanceof Schema` to allow for duck typing
        if (options.schema instanceof Object)
            this.schema = options.schema;
        else if (opt)
            this.schema = new Schema.Schema(Object.assign(opt, options));
        else
            throw new Error(`With a null YAML version, the { schema: Schema } option is required`);
    }
    // json & jsonArg are only used from toJSON()
    toJS({ json, jsonArg, mapAsMap, maxAliasCount, onAnchor, reviver } = {}) {
        const ctx = {
            anchors: new Map(),
            doc: this,
            keep: !json,
            mapAsMap: mapAsMap === true,
            mapKeyWarned: false,
            maxAliasCount: typeof maxAliasCount === 'number' ? maxAliasCount : 100
        };
        const res = toJS.toJS(this.contents, jsonArg ?? '', ctx);
        if (typeof onAnchor === 'function')
            for (const { count, res } of ctx.anchors.values())
                onAnchor(res, count);
        return typeof reviver === 'function'
            ? applyReviver.applyReviver(reviver, { '': res }, '', res)
            : res;
    }
    /**
     * A JSON representation of the document `contents`.
     *
     * @param jsonArg Used by `JSON.stringify` to indicate the array index or
     *   property name.
     */
    toJSON(jsonArg, onAnchor) {
        return this.toJS({ json: true, jsonArg, mapAsMap: false, onAnchor });
    }
    /** A YAML representation of the document. */
    toString(options = {}) {
        if (this.errors.length > 0)
            throw new Error('Document with errors cannot be stringified');
        if ('indent' in options &&
            (!Number.isInteger(options.indent) || Number(options.indent) <= 0)) {
            const s = JSON.stringify(options.indent);
            throw new Error(`"indent" option must be a positive integer, not ${s}`);
        }
        return stringifyDocument.stringifyDocument(this, options);
    }
}
function assertCollection(contents) {
    if (identity.isCollection(contents))
        return true;
    throw new Error('Expected a YAML collection as document contents');
}

exports.Document = Document;


/***/ }),

/***/ 1596:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var identity = __nccwpck_require__(1127);
var visit = __nccwpck_require__(204);

/**
 * Verify that the input string is a valid anchor.
 *
 * Will throw on errors.
 */
function anchorIsValid(anchor) {
    if (/[\x00-\x19\s,[\]{}]/.test(anchor)) {
        const sa = JSON.stringify(anchor);
        const msg = `Anchor must not contain whitespace or control characters: ${sa}`;
        throw new Error(msg);
    }
    return true;
}
function anchorNames(root) {
    const anchors = new Set();
    visit.visit(root, {
        Value(_key, node) {
            if (node.anchor)
                anchors.add(node.anchor);
        }
    });
    return anchors;
}
/** Find a new anchor name with the given `prefix` and a one-indexed suffix. */
function findNewAnchor(prefix, exclude) {
    for (let i = 1; true; ++i) {
        const name = `${prefix}${i}`;
        if (!exclude.has(name))
            return name;
    }
}
function createNodeAnchors(doc, prefix) {
    const aliasObjects = [];
    const sourceObjects = new Map();
    let prevAnchors = null;
    return {
        onAnchor: (source) => {
            aliasObjects.push(source);
            prevAnchors ?? (prevAnchors = anchorNames(doc));
            const anchor = findNewAnchor(prefix, prevAnchors);
            prevAnchors.add(anchor);
            return anchor;
        },
        /**
         * With circular references, the source node is only resolved after all
         * of its child nodes are. This is why anchors are set only after all of
         * the nodes have been created.
         */
        setAnchors: () => {
            for (const source of aliasObjects) {
                const ref = sourceObjects.get(source);
                if (typeof ref === 'object' &&
                    ref.anchor &&
                    (identity.isScalar(ref.node) || identity.isCollection(ref.node))) {
                    ref.node.anchor = ref.anchor;
                }
                else {
                    const error = new Error('Failed to resolve repeated object (this should not happen)');
                    error.source = source;
                    throw error;
                }
            }
        },
        sourceObjects
    };
}

exports.anchorIsValid = anchorIsValid;
exports.anchorNames = anchorNames;
exports.createNodeAnchors = createNodeAnchors;
exports.findNewAnchor = findNewAnchor;


/***/ }),

/***/ 3661:
/***/ ((__unused_webpack_module, exports) => {



/**
 * Applies the JSON.parse reviver algorithm as defined in the ECMA-262 spec,
 * in section 24.5.1.1 "Runtime Semantics: InternalizeJSONProperty" of the
 * 2021 edition: https://tc39.es/ecma262/#sec-json.parse
 *
 * Includes extensions for handling Map and Set objects.
 */
function applyReviver(reviver, obj, key, val) {
    if (val && typeof val === 'object') {
        if (Array.isArray(val)) {
            for (let i = 0, len = val.length; i < len; ++i) {
                const v0 = val[i];
                const v1 = applyReviver(reviver, val, String(i), v0);
                // eslint-disable-next-line @typescript-eslint/no-array-delete
                if (v1 === undefined)
                    delete val[i];
                else if (v1 !== v0)
                    val[i] = v1;
            }
        }
        else if (val instanceof Map) {
            for (const k of Array.from(val.keys())) {
                const v0 = val.get(k);
                const v1 = applyReviver(reviver, val, k, v0);
                if (v1 === undefined)
                    val.delete(k);
                else if (v1 !== v0)
                    val.set(k, v1);
            }
        }
        else if (val instanceof Set) {
            for (const v0 of Array.from(val)) {
                const v1 = applyReviver(reviver, val, v0, v0);
                if (v1 === undefined)
                    val.delete(v0);
                else if (v1 !== v0) {
                    val.delete(v0);
                    val.add(v1);
                }
            }
        }
        else {
            for (const [k, v0] of Object.entries(val)) {
                const v1 = applyReviver(reviver, val, k, v0);
                if (v1 === undefined)
                    delete val[k];
                else if (v1 !== v0)
                    val[k] = v1;
            }
        }
    }
    return reviver.call(obj, key, val);
}

exports.applyReviver = applyReviver;


/***/ }),

/***/ 2404:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var Alias = __nccwpck_require__(4065);
var identity = __nccwpck_require__(1127);
var Scalar = __nccwpck_require__(3301);

const defaultTagPrefix = 'tag:yaml.org,2002:';
function findTagObject(value, tagName, tags) {
    if (tagName) {
        const match = tags.filter(t => t.tag === tagName);
        const tagObj = match.find(t => !t.format) ?? match[0];
        if (!tagObj)
            throw new Error(`Tag ${tagName} not found`);
        return tagObj;
    }
    return tags.find(t => t.identify?.(value) && !t.format);
}
function createNode(value, tagName, ctx) {
    if (identity.isDocument(value))
        value = value.contents;
    if (identity.isNode(value))
        return value;
    if (identity.isPair(value)) {
        const map = ctx.schema[identity.MAP].createNode?.(ctx.schema, null, ctx);
        map.items.push(value);
        return map;
    }
    if (value instanceof String ||
        value instanceof Number ||
        value instanceof Boolean ||
        (typeof BigInt !== 'undefined' && value instanceof BigInt) // not supported everywhere
    ) {
        // https://tc39.es/ecma262/#sec-serializejsonproperty
        value = value.valueOf();
    }
    const { aliasDuplicateObjects, onAnchor, onTagObj, schema, sourceObjects } = ctx;
    // Detect duplicate references to the same object & use Alias nodes for all
    // after first. The `ref` wrapper allows for circular references to resolve.
    let ref = undefined;
    if (aliasDuplicateObjects && value && typeof value === 'object') {
        ref = sourceObjects.get(value);
        if (ref) {
            ref.anchor ?? (ref.anchor = onAnchor(value));
            return new Alias.Alias(ref.anchor);
        }
        else {
            ref = { anchor: null, node: null };
            sourceObjects.set(value, ref);
        }
    }
    if (tagName?.startsWith('!!'))
        tagName = defaultTagPrefix + tagName.slice(2);
    let tagObj = findTagObject(value, tagName, schema.tags);
    if (!tagObj) {
        if (value && typeof value.toJSON === 'function') {
            // eslint-disable-next-line @typescript-eslint/no-unsafe-call
            value = value.toJSON();
        }
        if (!value || typeof value !== 'object') {
            const node = new Scalar.Scalar(value);
            if (ref)
                ref.node = node;
            return node;
        }
        tagObj =
            value instanceof Map
                ? schema[identity.MAP]
                : Symbol.iterator in Object(value)
                    ? schema[identity.SEQ]
                    : schema[identity.MAP];
    }
    if (onTagObj) {
        onTagObj(tagObj);
        delete ctx.onTagObj;
    }
    const node = tagObj?.createNode
        ? tagObj.createNode(ctx.schema, value, ctx)
        : typeof tagObj?.nodeClass?.from === 'function'
            ? tagObj.nodeClass.from(ctx.schema, value, ctx)
            : new Scalar.Scalar(value);
    if (tagName)
        node.tag = tagName;
    else if (!tagObj.default)
        node.tag = tagObj.tag;
    if (ref)
        ref.node = node;
    return node;
}

exports.createNode = createNode;


/***/ }),

/***/ 1342:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var identity = __nccwpck_require__(1127);
var visit = __nccwpck_require__(204);

const escapeChars = {
    '!': '%21',
    ',': '%2C',
    '[': '%5B',
    ']': '%5D',
    '{': '%7B',
    '}': '%7D'
};
const escapeTagName = (tn) => tn.replace(/[!,[\]{}]/g, ch => escapeChars[ch]);
class Directives {
    constructor(yaml, tags) {
        /**
         * The directives-end/doc-start marker `---`. If `null`, a marker may still be
         * included in the document's stringified representation.
         */
        this.docStart = null;
        /** The doc-end marker `...`.  */
        this.docEnd = false;
        this.yaml = Object.assign({}, Directives.defaultYaml, yaml);
        this.tags = Object.assign({}, Directives.defaultTags, tags);
    }
    clone() {
        const copy = new Directives(this.yaml, this.tags);
        copy.docStart = this.docStart;
        return copy;
    }
    /**
     * During parsing, get a Directives instance for the current document and
     * update the stream state according to the current version's spec.
     */
    atDocument() {
        const res = new Directives(this.yaml, this.tags);
        switch (this.yaml.version) {
            case '1.1':
                this.atNextDocument = true;
                break;
            case '1.2':
                this.atNextDocument = false;
                this.yaml = {
                    explicit: Directives.defaultYaml.explicit,
                    version: '1.2'
                };
                this.tags = Object.assign({}, Directives.defaultTags);
                break;
        }
        return res;
    }
    /**
     * @param onError - May be called even if the action was successful
     * @returns `true` on success
     */
    add(line, onError) {
        if (this.atNextDocument) {
            this.yaml = { explicit: Directives.defaultYaml.explicit, version: '1.1' };
            this.tags = Object.assign({}, Directives.defaultTags);
            this.atNextDocument = false;
        }
        const parts = line.trim().split(/[ \t]+/);
        const name = parts.shift();
        switch (name) {
            case '%TAG': {
                if (parts.length !== 2) {
                    onError(0, '%TAG directive should contain exactly two parts');
                    if (parts.length < 2)
                        return false;
                }
                const [handle, prefix] = parts;
                this.tags[handle] = prefix;
                return true;
            }
            case '%YAML': {
                this.yaml.explicit = true;
                if (parts.length !== 1) {
                    onError(0, '%YAML directive should contain exactly one part');
                    return false;
                }
                const [version] = parts;
                if (version === '1.1' || version === '1.2') {
                    this.yaml.version = version;
                    return true;
                }
                else {
                    const isValid = /^\d+\.\d+$/.test(version);
                    onError(6, `Unsupported YAML version ${version}`, isValid);
                    return false;
                }
            }
            default:
                onError(0, `Unknown directive ${name}`, true);
                return false;
        }
    }
    /**
     * Resolves a tag, matching handles to those defined in %TAG directives.
     *
     * @returns Resolved tag, which may also be the non-specific tag `'!'` or a
     *   `'!local'` tag, or `null` if unresolvable.
     */
    tagName(source, onError) {
        if (source === '!')
            return '!'; // non-specific tag
        if (source[0] !== '!') {
            onError(`Not a valid tag: ${source}`);
            return null;
        }
        if (source[1] === '<') {
            const verbatim = source.slice(2, -1);
            if (verbatim === '!' || verbatim === '!!') {
                onError(`Verbatim tags aren't resolved, so ${source} is invalid.`);
                return null;
            }
            if (source[source.length - 1] !== '>')
                onError('Verbatim tags must end with a >');
            return verbatim;
        }
        const [, handle, suffix] = source.match(/^(.*!)([^!]*)$/s);
        if (!suffix)
            onError(`The ${source} tag has no suffix`);
        const prefix = this.tags[handle];
        if (prefix) {
            try {
                return prefix + decodeURIComponent(suffix);
            }
            catch (error) {
                onError(String(error));
                return null;
            }
        }
        if (handle === '!')
            return source; // local tag
        onError(`Could not resolve tag: ${source}`);
        return null;
    }
    /**
     * Given a fully resolved tag, returns its printable string form,
     * taking into account current tag prefixes and defaults.
     */
    tagString(tag) {
        for (const [handle, prefix] of Object.entries(this.tags)) {
            if (tag.startsWith(prefix))
                return handle + escapeTagName(tag.substring(prefix.length));
        }
        return tag[0] === '!' ? tag : `!<${tag}>`;
    }
    toString(doc) {
        const lines = this.yaml.explicit
            ? [`%YAML ${this.yaml.version || '1.2'}`]
            : [];
        const tagEntries = Object.entries(this.tags);
        let tagNames;
        if (doc && tagEntries.length > 0 && identity.isNode(doc.contents)) {
            const tags = {};
            visit.visit(doc.contents, (_key, node) => {
                if (identity.isNode(node) && node.tag)
                    tags[node.tag] = true;
            });
            tagNames = Object.keys(tags);
        }
        else
            tagNames = [];
        for (const [handle, prefix] of tagEntries) {
            if (handle === '!!' && prefix === 'tag:yaml.org,2002:')
                continue;
            if (!doc || tagNames.some(tn => tn.startsWith(prefix)))
                lines.push(`%TAG ${handle} ${prefix}`);
        }
        return lines.join('\n');
    }
}
Directives.defaultYaml = { explicit: false, version: '1.2' };
Directives.defaultTags = { '!!': 'tag:yaml.org,2002:' };

exports.Directives = Directives;


/***/ }),

/***/ 1464:
/***/ ((__unused_webpack_module, exports) => {



class YAMLError extends Error {
    constructor(name, pos, code, message) {
        super();
        this.name = name;
        this.code = code;
        this.message = message;
        this.pos = pos;
    }
}
class YAMLParseError extends YAMLError {
    constructor(pos, code, message) {
        super('YAMLParseError', pos, code, message);
    }
}
class YAMLWarning extends YAMLError {
    constructor(pos, code, message) {
        super('YAMLWarning', pos, code, message);
    }
}
const prettifyError = (src, lc) => (error) => {
    if (error.pos[0] === -1)
        return;
    error.linePos = error.pos.map(pos => lc.linePos(pos));
    const { line, col } = error.linePos[0];
    error.message += ` at line ${line}, column ${col}`;
    let ci = col - 1;
    let lineStr = src
        .substring(lc.lineStarts[line - 1], lc.lineStarts[line])
        .replace(/[\n\r]+$/, '');
    // Trim to max 80 chars, keeping col position near the middle
    if (ci >= 60 && lineStr.length > 80) {
        const trimStart = Math.min(ci - 39, lineStr.length - 79);
        lineStr = '…' + lineStr.substring(trimStart);
        ci -= trimStart - 1;
    }
    if (lineStr.length > 80)
        lineStr = lineStr.substring(0, 79) + '…';
    // Include previous line in context if pointing at line start
    if (line > 1 && /^ *$/.test(lineStr.substring(0, ci))) {
        // Regexp won't match if start is trimmed
        let prev = src.substring(lc.lineStarts[line - 2], lc.lineStarts[line - 1]);
        if (prev.length > 80)
            prev = prev.substring(0, 79) + '…\n';
        lineStr = prev + lineStr;
    }
    if (/[^ ]/.test(lineStr)) {
        let count = 1;
        const end = error.linePos[1];
        if (end?.line === line && end.col > col) {
            count = Math.max(1, Math.min(end.col - col, 80 - ci));
        }
        const pointer = ' '.repeat(ci) + '^'.repeat(count);
        error.message += `:\n\n${lineStr}\n${pointer}\n`;
    }
};

exports.YAMLError = YAMLError;
exports.YAMLParseError = YAMLParseError;
exports.YAMLWarning = YAMLWarning;
exports.prettifyError = prettifyError;


/***/ }),

/***/ 8815:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {

var __webpack_unused_export__;


var composer = __nccwpck_require__(9984);
var Document = __nccwpck_require__(3021);
var Schema = __nccwpck_require__(5840);
var errors = __nccwpck_require__(1464);
var Alias = __nccwpck_require__(4065);
var identity = __nccwpck_require__(1127);
var Pair = __nccwpck_require__(7165);
var Scalar = __nccwpck_require__(3301);
var YAMLMap = __nccwpck_require__(4454);
var YAMLSeq = __nccwpck_require__(2223);
var cst = __nccwpck_require__(3461);
var lexer = __nccwpck_require__(361);
var lineCounter = __nccwpck_require__(6628);
var parser = __nccwpck_require__(3456);
var publicApi = __nccwpck_require__(4047);
var visit = __nccwpck_require__(204);



__webpack_unused_export__ = composer.Composer;
__webpack_unused_export__ = Document.Document;
__webpack_unused_export__ = Schema.Schema;
__webpack_unused_export__ = errors.YAMLError;
__webpack_unused_export__ = errors.YAMLParseError;
__webpack_unused_export__ = errors.YAMLWarning;
__webpack_unused_export__ = Alias.Alias;
exports.Vj = identity.isAlias;
__webpack_unused_export__ = identity.isCollection;
__webpack_unused_export__ = identity.isDocument;
exports.jh = identity.isMap;
__webpack_unused_export__ = identity.isNode;
__webpack_unused_export__ = identity.isPair;
exports.jn = identity.isScalar;
exports.oP = identity.isSeq;
__webpack_unused_export__ = Pair.Pair;
__webpack_unused_export__ = Scalar.Scalar;
__webpack_unused_export__ = YAMLMap.YAMLMap;
__webpack_unused_export__ = YAMLSeq.YAMLSeq;
__webpack_unused_export__ = cst;
exports.JG = lexer.Lexer;
exports.HN = lineCounter.LineCounter;
__webpack_unused_export__ = parser.Parser;
__webpack_unused_export__ = publicApi.parse;
__webpack_unused_export__ = publicApi.parseAllDocuments;
exports.Tp = publicApi.parseDocument;
exports.As = publicApi.stringify;
exports.YR = visit.visit;
__webpack_unused_export__ = visit.visitAsync;


/***/ }),

/***/ 7249:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var node_process = __nccwpck_require__(932);

function debug(logLevel, ...messages) {
    if (logLevel === 'debug')
        console.log(...messages);
}
function warn(logLevel, warning) {
    if (logLevel === 'debug' || logLevel === 'warn') {
        if (typeof node_process.emitWarning === 'function')
            node_process.emitWarning(warning);
        else
            console.warn(warning);
    }
}

exports.debug = debug;
exports.warn = warn;


/***/ }),

/***/ 4065:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var anchors = __nccwpck_require__(1596);
var visit = __nccwpck_require__(204);
var identity = __nccwpck_require__(1127);
var Node = __nccwpck_require__(6673);
var toJS = __nccwpck_require__(4043);

class Alias extends Node.NodeBase {
    constructor(source) {
        super(identity.ALIAS);
        this.source = source;
        Object.defineProperty(this, 'tag', {
            set() {
                throw new Error('Alias nodes cannot have tags');
            }
        });
    }
    /**
     * Resolve the value of this alias within `doc`, finding the last
     * instance of the `source` anchor before this node.
     */
    resolve(doc, ctx) {
        if (ctx?.maxAliasCount === 0)
            throw new ReferenceError('Alias resolution is disabled');
        let nodes;
        if (ctx?.aliasResolveCache) {
            nodes = ctx.aliasResolveCache;
        }
        else {
            nodes = [];
            visit.visit(doc, {
                Node: (_key, node) => {
                    if (identity.isAlias(node) || identity.hasAnchor(node))
                        nodes.push(node);
                }
            });
            if (ctx)
                ctx.aliasResolveCache = nodes;
        }
        let found = undefined;
        for (const node of nodes) {
            if (node === this)
                break;
            if (node.anchor === this.source)
                found = node;
        }
        if (found && ctx) {
            const { anchors, doc, maxAliasCount } = ctx;
            let data = anchors.get(found);
            if (!data) {
                // Resolve anchors for Node.prototype.toJS()
                toJS.toJS(found, null, ctx);
                data = anchors.get(found);
            }
            /* istanbul ignore if */
            if (data?.res === undefined) {
                const msg = 'This should not happen: Alias anchor was not resolved?';
                throw new ReferenceError(msg);
            }
            if (maxAliasCount >= 0) {
                data.count += 1;
                if (data.aliasCount === 0)
                    data.aliasCount = getAliasCount(doc, found, anchors);
                if (data.count * data.aliasCount > maxAliasCount) {
                    const msg = 'Excessive alias count indicates a resource exhaustion attack';
                    throw new ReferenceError(msg);
                }
            }
        }
        return found;
    }
    toJSON(_arg, ctx) {
        if (!ctx)
            return { source: this.source };
        const source = this.resolve(ctx.doc, ctx);
        if (!source) {
            const msg = `Unresolved alias (the anchor must be set before the alias): ${this.source}`;
            throw new ReferenceError(msg);
        }
        return ctx.anchors.get(source).res;
    }
    toString(ctx, _onComment, _onChompKeep) {
        const src = `*${this.source}`;
        if (ctx) {
            anchors.anchorIsValid(this.source);
            if (ctx.options.verifyAliasOrder && !ctx.anchors.has(this.source)) {
                const msg = `Unresolved alias (the anchor must be set before the alias): ${this.source}`;
                throw new Error(msg);
            }
            if (ctx.implicitKey)
                return `${src} `;
        }
        return src;
    }
}
function getAliasCount(doc, node, anchors) {
    if (identity.isAlias(node)) {
        const source = node.resolve(doc);
        const anchor = anchors && source && anchors.get(source);
        return anchor ? anchor.count * anchor.aliasCount : 0;
    }
    else if (identity.isCollection(node)) {
        let count = 0;
        for (const item of node.items) {
            const c = getAliasCount(doc, item, anchors);
            if (c > count)
                count = c;
        }
        return count;
    }
    else if (identity.isPair(node)) {
        const kc = getAliasCount(doc, node.key, anchors);
        const vc = getAliasCount(doc, node.value, anchors);
        return Math.max(kc, vc);
    }
    return 1;
}

exports.Alias = Alias;


/***/ }),

/***/ 101:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var createNode = __nccwpck_require__(2404);
var identity = __nccwpck_require__(1127);
var Node = __nccwpck_require__(6673);

function collectionFromPath(schema, path, value) {
    let v = value;
    for (let i = path.length - 1; i >= 0; --i) {
        const k = path[i];
        if (typeof k === 'number' && Number.isInteger(k) && k >= 0) {
            const a = [];
            a[k] = v;
            v = a;
        }
        else {
            v = new Map([[k, v]]);
        }
    }
    return createNode.createNode(v, undefined, {
        aliasDuplicateObjects: false,
        keepUndefined: false,
        onAnchor: () => {
            throw new Error('This should not happen, please report a bug.');
        },
        schema,
        sourceObjects: new Map()
    });
}
// Type guard is intentionally a little wrong so as to be more useful,
// as it does not cover untypable empty non-string iterables (e.g. []).
const isEmptyPath = (path) => path == null ||
    (typeof path === 'object' && !!path[Symbol.iterator]().next().done);
class Collection extends Node.NodeBase {
    constructor(type, schema) {
        super(type);
        Object.defineProperty(this, 'schema', {
            value: schema,
            configurable: true,
            enumerable: false,
            writable: true
        });
    }
    /**
     * Create a copy of this collection.
     *
     * @param schema - If defined, overwrites the original's schema
     */
    clone(schema) {
        const copy = Object.create(Object.getPrototypeOf(this), Object.getOwnPropertyDescriptors(this));
        if (schema)
            copy.schema = schema;
        copy.items = copy.items.map(it => identity.isNode(it) || identity.isPair(it) ? it.clone(schema) : it);
        if (this.range)
            copy.range = this.range.slice();
        return copy;
    }
    /**
     * Adds a value to the collection. For `!!map` and `!!omap` the value must
     * be a Pair instance or a `{ key, value }` object, which may not have a key
     * that already exists in the map.
     */
    addIn(path, value) {
        if (isEmptyPath(path))
            this.add(value);
        else {
            const [key, ...rest] = path;
            const node = this.get(key, true);
            if (identity.isCollection(node))
                node.addIn(rest, value);
            else if (node === undefined && this.schema)
                this.set(key, collectionFromPath(this.schema, rest, value));
            else
                throw new Error(`Expected YAML collection at ${key}. Remaining path: ${rest}`);
        }
    }
    /**
     * Removes a value from the collection.
     * @returns `true` if the item was found and removed.
     */
    deleteIn(path) {
        const [key, ...rest] = path;
        if (rest.length === 0)
            return this.delete(key);
        const node = this.get(key, true);
        if (identity.isCollection(node))
            return node.deleteIn(rest);
        else
            throw new Error(`Expected YAML collection at ${key}. Remaining path: ${rest}`);
    }
    /**
     * Returns item at `key`, or `undefined` if not found. By default unwraps
     * scalar values from their surrounding node; to disable set `keepScalar` to
     * `true` (collections are always returned intact).
     */
    getIn(path, keepScalar) {
        const [key, ...rest] = path;
        const node = this.get(key, true);
        if (rest.length === 0)
            return !keepScalar && identity.isScalar(node) ? node.value : node;
        else
            return identity.isCollection(node) ? node.getIn(rest, keepScalar) : undefined;
    }
    hasAllNullValues(allowScalar) {
        return this.items.every(node => {
            if (!identity.isPair(node))
                return false;
            const n = node.value;
            return (n == null ||
                (allowScalar &&
                    identity.isScalar(n) &&
                    n.value == null &&
                    !n.commentBefore &&
                    !n.comment &&
                    !n.tag));
        });
    }
    /**
     * Checks if the collection includes a value with the key `key`.
     */
    hasIn(path) {
        const [key, ...rest] = path;
        if (rest.length === 0)
            return this.has(key);
        const node = this.get(key, true);
        return identity.isCollection(node) ? node.hasIn(rest) : false;
    }
    /**
     * Sets a value in this collection. For `!!set`, `value` needs to be a
     * boolean to add/remove the item from the set.
     */
    setIn(path, value) {
        const [key, ...rest] = path;
        if (rest.length === 0) {
            this.set(key, value);
        }
        else {
            const node = this.get(key, true);
            if (identity.isCollection(node))
                node.setIn(rest, value);
            else if (node === undefined && this.schema)
                this.set(key, collectionFromPath(this.schema, rest, value));
            else
                throw new Error(`Expected YAML collection at ${key}. Remaining path: ${rest}`);
        }
    }
}

exports.Collection = Collection;
exports.collectionFromPath = collectionFromPath;
exports.isEmptyPath = isEmptyPath;


/***/ }),

/***/ 6673:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var applyReviver = __nccwpck_require__(3661);
var identity = __nccwpck_require__(1127);
var toJS = __nccwpck_require__(4043);

class NodeBase {
    constructor(type) {
        Object.defineProperty(this, identity.NODE_TYPE, { value: type });
    }
    /** Create a copy of this node.  */
    clone() {
        const copy = Object.create(Object.getPrototypeOf(this), Object.getOwnPropertyDescriptors(this));
        if (this.range)
            copy.range = this.range.slice();
        return copy;
    }
    /** A plain JavaScript representation of this node. */
    toJS(doc, { mapAsMap, maxAliasCount, onAnchor, reviver } = {}) {
        if (!identity.isDocument(doc))
            throw new TypeError('A document argument is required');
        const ctx = {
            anchors: new Map(),
            doc,
            keep: true,
            mapAsMap: mapAsMap === true,
            mapKeyWarned: false,
            maxAliasCount: typeof maxAliasCount === 'number' ? maxAliasCount : 100
        };
        const res = toJS.toJS(this, '', ctx);
        if (typeof onAnchor === 'function')
            for (const { count, res } of ctx.anchors.values())
                onAnchor(res, count);
        return typeof reviver === 'function'
            ? applyReviver.applyReviver(reviver, { '': res }, '', res)
            : res;
    }
}

exports.NodeBase = NodeBase;


/***/ }),

/***/ 7165:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var createNode = __nccwpck_require__(2404);
var stringifyPair = __nccwpck_require__(9748);
var addPairToJSMap = __nccwpck_require__(7104);
var identity = __nccwpck_require__(1127);

function createPair(key, value, ctx) {
    const k = createNode.createNode(key, undefined, ctx);
    const v = createNode.createNode(value, undefined, ctx);
    return new Pair(k, v);
}
class Pair {
    constructor(key, value = null) {
        Object.defineProperty(this, identity.NODE_TYPE, { value: identity.PAIR });
        this.key = key;
        this.value = value;
    }
    clone(schema) {
        let { key, value } = this;
        if (identity.isNode(key))
            key = key.clone(schema);
        if (identity.isNode(value))
            value = value.clone(schema);
        return new Pair(key, value);
    }
    toJSON(_, ctx) {
        const pair = ctx?.mapAsMap ? new Map() : {};
        return addPairToJSMap.addPairToJSMap(ctx, pair, this);
    }
    toString(ctx, onComment, onChompKeep) {
        return ctx?.doc
            ? stringifyPair.stringifyPair(this, ctx, onComment, onChompKeep)
            : JSON.stringify(this);
    }
}

exports.Pair = Pair;
exports.createPair = createPair;


/***/ }),

/***/ 3301:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var identity = __nccwpck_require__(1127);
var Node = __nccwpck_require__(6673);
var toJS = __nccwpck_require__(4043);

const isScalarValue = (value) => !value || (typeof value !== 'function' && typeof value !== 'object');
class Scalar extends Node.NodeBase {
    constructor(value) {
        super(identity.SCALAR);
        this.value = value;
    }
    toJSON(arg, ctx) {
        return ctx?.keep ? this.value : toJS.toJS(this.value, arg, ctx);
    }
    toString() {
        return String(this.value);
    }
}
Scalar.BLOCK_FOLDED = 'BLOCK_FOLDED';
Scalar.BLOCK_LITERAL = 'BLOCK_LITERAL';
Scalar.PLAIN = 'PLAIN';
Scalar.QUOTE_DOUBLE = 'QUOTE_DOUBLE';
Scalar.QUOTE_SINGLE = 'QUOTE_SINGLE';

exports.Scalar = Scalar;
exports.isScalarValue = isScalarValue;


/***/ }),

/***/ 4454:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var stringifyCollection = __nccwpck_require__(1212);
var addPairToJSMap = __nccwpck_require__(7104);
var Collection = __nccwpck_require__(101);
var identity = __nccwpck_require__(1127);
var Pair = __nccwpck_require__(7165);
var Scalar = __nccwpck_require__(3301);

function findPair(items, key) {
    const k = identity.isScalar(key) ? key.value : key;
    for (const it of items) {
        if (identity.isPair(it)) {
            if (it.key === key || it.key === k)
                return it;
            if (identity.isScalar(it.key) && it.key.value === k)
                return it;
        }
    }
    return undefined;
}
class YAMLMap extends Collection.Collection {
    static get tagName() {
        return 'tag:yaml.org,2002:map';
    }
    constructor(schema) {
        super(identity.MAP, schema);
        this.items = [];
    }
    /**
     * A generic collection parsing method that can be extended
     * to other node classes that inherit from YAMLMap
     */
    static from(schema, obj, ctx) {
        const { keepUndefined, replacer } = ctx;
        const map = new this(schema);
        const add = (key, value) => {
            if (typeof replacer === 'function')
                value = replacer.call(obj, key, value);
            else if (Array.isArray(replacer) && !replacer.includes(key))
                return;
            if (value !== undefined || keepUndefined)
                map.items.push(Pair.createPair(key, value, ctx));
        };
        if (obj instanceof Map) {
            for (const [key, value] of obj)
                add(key, value);
        }
        else if (obj && typeof obj === 'object') {
            for (const key of Object.keys(obj))
                add(key, obj[key]);
        }
        if (typeof schema.sortMapEntries === 'function') {
            map.items.sort(schema.sortMapEntries);
        }
        return map;
    }
    /**
     * Adds a value to the collection.
     *
     * @param overwrite - If not set `true`, using a key that is already in the
     *   collection will throw. Otherwise, overwrites the previous value.
     */
    add(pair, overwrite) {
        let _pair;
        if (identity.isPair(pair))
            _pair = pair;
        else if (!pair || typeof pair !== 'object' || !('key' in pair)) {
            // In TypeScript, this never happens.
            _pair = new Pair.Pair(pair, pair?.value);
        }
        else
            _pair = new Pair.Pair(pair.key, pair.value);
        const prev = findPair(this.items, _pair.key);
        const sortEntries = this.schema?.sortMapEntries;
        if (prev) {
            if (!overwrite)
                throw new Error(`Key ${_pair.key} already set`);
            // For scalars, keep the old node & its comments and anchors
            if (identity.isScalar(prev.value) && Scalar.isScalarValue(_pair.value))
                prev.value.value = _pair.value;
            else
                prev.value = _pair.value;
        }
        else if (sortEntries) {
            const i = this.items.findIndex(item => sortEntries(_pair, item) < 0);
            if (i === -1)
                this.items.push(_pair);
            else
                this.items.splice(i, 0, _pair);
        }
        else {
            this.items.push(_pair);
        }
    }
    delete(key) {
        const it = findPair(this.items, key);
        if (!it)
            return false;
        const del = this.items.splice(this.items.indexOf(it), 1);
        return del.length > 0;
    }
    get(key, keepScalar) {
        const it = findPair(this.items, key);
        const node = it?.value;
        return (!keepScalar && identity.isScalar(node) ? node.value : node) ?? undefined;
    }
    has(key) {
        return !!findPair(this.items, key);
    }
    set(key, value) {
        this.add(new Pair.Pair(key, value), true);
    }
    /**
     * @param ctx - Conversion context, originally set in Document#toJS()
     * @param {Class} Type - If set, forces the returned collection type
     * @returns Instance of Type, Map, or Object
     */
    toJSON(_, ctx, Type) {
        const map = Type ? new Type() : ctx?.mapAsMap ? new Map() : {};
        if (ctx?.onCreate)
            ctx.onCreate(map);
        for (const item of this.items)
            addPairToJSMap.addPairToJSMap(ctx, map, item);
        return map;
    }
    toString(ctx, onComment, onChompKeep) {
        if (!ctx)
            return JSON.stringify(this);
        for (const item of this.items) {
            if (!identity.isPair(item))
                throw new Error(`Map items must all be pairs; found ${JSON.stringify(item)} instead`);
        }
        if (!ctx.allNullValues && this.hasAllNullValues(false))
            ctx = Object.assign({}, ctx, { allNullValues: true });
        return stringifyCollection.stringifyCollection(this, ctx, {
            blockItemPrefix: '',
            flowChars: { start: '{', end: '}' },
            itemIndent: ctx.indent || '',
            onChompKeep,
            onComment
        });
    }
}

exports.YAMLMap = YAMLMap;
exports.findPair = findPair;


/***/ }),

/***/ 2223:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var createNode = __nccwpck_require__(2404);
var stringifyCollection = __nccwpck_require__(1212);
var Collection = __nccwpck_require__(101);
var identity = __nccwpck_require__(1127);
var Scalar = __nccwpck_require__(3301);
var toJS = __nccwpck_require__(4043);

class YAMLSeq extends Collection.Collection {
    static get tagName() {
        return 'tag:yaml.org,2002:seq';
    }
    constructor(schema) {
        super(identity.SEQ, schema);
        this.items = [];
    }
    add(value) {
        this.items.push(value);
    }
    /**
     * Removes a value from the collection.
     *
     * `key` must contain a representation of an integer for this to succeed.
     * It may be wrapped in a `Scalar`.
     *
     * @returns `true` if the item was found and removed.
     */
    delete(key) {
        const idx = asItemIndex(key);
        if (typeof idx !== 'number')
            return false;
        const del = this.items.splice(idx, 1);
        return del.length > 0;
    }
    get(key, keepScalar) {
        const idx = asItemIndex(key);
        if (typeof idx !== 'number')
            return undefined;
        const it = this.items[idx];
        return !keepScalar && identity.isScalar(it) ? it.value : it;
    }
    /**
     * Checks if the collection includes a value with the key `key`.
     *
     * `key` must contain a representation of an integer for this to succeed.
     * It may be wrapped in a `Scalar`.
     */
    has(key) {
        const idx = asItemIndex(key);
        return typeof idx === 'number' && idx < this.items.length;
    }
    /**
     * Sets a value in this collection. For `!!set`, `value` needs to be a
     * boolean to add/remove the item from the set.
     *
     * If `key` does not contain a representation of an integer, this will throw.
     * It may be wrapped in a `Scalar`.
     */
    set(key, value) {
        const idx = asItemIndex(key);
        if (typeof idx !== 'number')
            throw new Error(`Expected a valid index, not ${key}.`);
        const prev = this.items[idx];
        if (identity.isScalar(prev) && Scalar.isScalarValue(value))
            prev.value = value;
        else
            this.items[idx] = value;
    }
    toJSON(_, ctx) {
        const seq = [];
        if (ctx?.onCreate)
            ctx.onCreate(seq);
        let i = 0;
        for (const item of this.items)
            seq.push(toJS.toJS(item, String(i++), ctx));
        return seq;
    }
    toString(ctx, onComment, onChompKeep) {
        if (!ctx)
            return JSON.stringify(this);
        return stringifyCollection.stringifyCollection(this, ctx, {
            blockItemPrefix: '- ',
            flowChars: { start: '[', end: ']' },
            itemIndent: (ctx.indent || '') + '  ',
            onChompKeep,
            onComment
        });
    }
    static from(schema, obj, ctx) {
        const { replacer } = ctx;
        const seq = new this(schema);
        if (obj && Symbol.iterator in Object(obj)) {
            let i = 0;
            for (let it of obj) {
                if (typeof replacer === 'function') {
                    const key = obj instanceof Set ? it : String(i++);
                    it = replacer.call(obj, key, it);
                }
                seq.items.push(createNode.createNode(it, undefined, ctx));
            }
        }
        return seq;
    }
}
function asItemIndex(key) {
    let idx = identity.isScalar(key) ? key.value : key;
    if (idx && typeof idx === 'string')
        idx = Number(idx);
    return typeof idx === 'number' && Number.isInteger(idx) && idx >= 0
        ? idx
        : null;
}

exports.YAMLSeq = YAMLSeq;


/***/ }),

/***/ 7104:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var log = __nccwpck_require__(7249);
var merge = __nccwpck_require__(8071);
var stringify = __nccwpck_require__(2148);
var identity = __nccwpck_require__(1127);
var toJS = __nccwpck_require__(4043);

function addPairToJSMap(ctx, map, { key, value }) {
    if (identity.isNode(key) && key.addToJSMap)
        key.addToJSMap(ctx, map, value);
    // TODO: Should drop this special case for bare << handling
    else if (merge.isMergeKey(ctx, key))
        merge.addMergeToJSMap(ctx, map, value);
    else {
        const jsKey = toJS.toJS(key, '', ctx);
        if (map instanceof Map) {
            map.set(jsKey, toJS.toJS(value, jsKey, ctx));
        }
        else if (map instanceof Set) {
            map.add(jsKey);
        }
        else {
            const stringKey = stringifyKey(key, jsKey, ctx);
            const jsValue = toJS.toJS(value, stringKey, ctx);
            if (stringKey in map)
                Object.defineProperty(map, stringKey, {
                    value: jsValue,
                    writable: true,
                    enumerable: true,
                    configurable: true
                });
            else
                map[stringKey] = jsValue;
        }
    }
    return map;
}
function stringifyKey(key, jsKey, ctx) {
    if (jsKey === null)
        return '';
    // eslint-disable-next-line @typescript-eslint/no-base-to-string
    if (typeof jsKey !== 'object')
        return String(jsKey);
    if (identity.isNode(key) && ctx?.doc) {
        const strCtx = stringify.createStringifyContext(ctx.doc, {});
        strCtx.anchors = new Set();
        for (const node of ctx.anchors.keys())
            strCtx.anchors.add(node.anchor);
        strCtx.inFlow = true;
        strCtx.inStringifyKey = true;
        const strKey = key.toString(strCtx);
        if (!ctx.mapKeyWarned) {
            let jsonStr = JSON.stringify(strKey);
            if (jsonStr.length > 40)
                jsonStr = jsonStr.substring(0, 36) + '..."';
            log.warn(ctx.doc.options.logLevel, `Keys with collection values will be stringified due to JS Object restrictions: ${jsonStr}. Set mapAsMap: true to use object keys.`);
            ctx.mapKeyWarned = true;
        }
        return strKey;
    }
    return JSON.stringify(jsKey);
}

exports.addPairToJSMap = addPairToJSMap;


/***/ }),

/***/ 1127:
/***/ ((__unused_webpack_module, exports) => {



const ALIAS = Symbol.for('yaml.alias');
const DOC = Symbol.for('yaml.document');
const MAP = Symbol.for('yaml.map');
const PAIR = Symbol.for('yaml.pair');
const SCALAR = Symbol.for('yaml.scalar');
const SEQ = Symbol.for('yaml.seq');
const NODE_TYPE = Symbol.for('yaml.node.type');
const isAlias = (node) => !!node && typeof node === 'object' && node[NODE_TYPE] === ALIAS;
const isDocument = (node) => !!node && typeof node === 'object' && node[NODE_TYPE] === DOC;
const isMap = (node) => !!node && typeof node === 'object' && node[NODE_TYPE] === MAP;
const isPair = (node) => !!node && typeof node === 'object' && node[NODE_TYPE] === PAIR;
const isScalar = (node) => !!node && typeof node === 'object' && node[NODE_TYPE] === SCALAR;
const isSeq = (node) => !!node && typeof node === 'object' && node[NODE_TYPE] === SEQ;
function isCollection(node) {
    if (node && typeof node === 'object')
        switch (node[NODE_TYPE]) {
            case MAP:
            case SEQ:
                return true;
        }
    return false;
}
function isNode(node) {
    if (node && typeof node === 'object')
        switch (node[NODE_TYPE]) {
            case ALIAS:
            case MAP:
            case SCALAR:
            case SEQ:
                return true;
        }
    return false;
}
const hasAnchor = (node) => (isScalar(node) || isCollection(node)) && !!node.anchor;

exports.ALIAS = ALIAS;
exports.DOC = DOC;
exports.MAP = MAP;
exports.NODE_TYPE = NODE_TYPE;
exports.PAIR = PAIR;
exports.SCALAR = SCALAR;
exports.SEQ = SEQ;
exports.hasAnchor = hasAnchor;
exports.isAlias = isAlias;
exports.isCollection = isCollection;
exports.isDocument = isDocument;
exports.isMap = isMap;
exports.isNode = isNode;
exports.isPair = isPair;
exports.isScalar = isScalar;
exports.isSeq = isSeq;


/***/ }),

/***/ 4043:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var identity = __nccwpck_require__(1127);

/**
 * Recursively convert any node or its contents to native JavaScript
 *
 * @param value - The input value
 * @param arg - If `value` defines a `toJSON()` method, use this
 *   as its first argument
 * @param ctx - Conversion context, originally set in Document#toJS(). If
 *   `{ keep: true }` is not set, output should be suitable for JSON
 *   stringification.
 */
function toJS(value, arg, ctx) {
    // eslint-disable-next-line @typescript-eslint/no-unsafe-return
    if (Array.isArray(value))
        return value.map((v, i) => toJS(v, String(i), ctx));
    if (value && typeof value.toJSON === 'function') {
        // eslint-disable-next-line @typescript-eslint/no-unsafe-call
        if (!ctx || !identity.hasAnchor(value))
            return value.toJSON(arg, ctx);
        const data = { aliasCount: 0, count: 1, res: undefined };
        ctx.anchors.set(value, data);
        ctx.onCreate = res => {
            data.res = res;
            delete ctx.onCreate;
        };
        const res = value.toJSON(arg, ctx);
        if (ctx.onCreate)
            ctx.onCreate(res);
        return res;
    }
    if (typeof value === 'bigint' && !ctx?.keep)
        return Number(value);
    return value;
}

exports.toJS = toJS;


/***/ }),

/***/ 110:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var resolveBlockScalar = __nccwpck_require__(8913);
var resolveFlowScalar = __nccwpck_require__(6842);
var errors = __nccwpck_require__(1464);
var stringifyString = __nccwpck_require__(3069);

function resolveAsScalar(token, strict = true, onError) {
    if (token) {
        const _onError = (pos, code, message) => {
            const offset = typeof pos === 'number' ? pos : Array.isArray(pos) ? pos[0] : pos.offset;
            if (onError)
                onError(offset, code, message);
            else
                throw new errors.YAMLParseError([offset, offset + 1], code, message);
        };
        switch (token.type) {
            case 'scalar':
            case 'single-quoted-scalar':
            case 'double-quoted-scalar':
                return resolveFlowScalar.resolveFlowScalar(token, strict, _onError);
            case 'block-scalar':
                return resolveBlockScalar.resolveBlockScalar({ options: { strict } }, token, _onError);
        }
    }
    return null;
}
/**
 * Create a new scalar token with `value`
 *
 * Values that represent an actual string but may be parsed as a different type should use a `type` other than `'PLAIN'`,
 * as this function does not support any schema operations and won't check for such conflicts.
 *
 * @param value The string representation of the value, which will have its content properly indented.
 * @param context.end Comments and whitespace after the end of the value, or after the block scalar header. If undefined, a newline will be added.
 * @param context.implicitKey Being within an implicit key may affect the resolved type of the token's value.
 * @param context.indent The indent level of the token.
 * @param context.inFlow Is this scalar within a flow collection? This may affect the resolved type of the token's value.
 * @param context.offset The offset position of the token.
 * @param context.type The preferred type of the scalar token. If undefined, the previous type of the `token` will be used, defaulting to `'PLAIN'`.
 */
function createScalarToken(value, context) {
    const { implicitKey = false, indent, inFlow = false, offset = -1, type = 'PLAIN' } = context;
    const source = stringifyString.stringifyString({ type, value }, {
        implicitKey,
        indent: indent > 0 ? ' '.repeat(indent) : '',
        inFlow,
        options: { blockQuote: true, lineWidth: -1 }
    });
    const end = context.end ?? [
        { type: 'newline', offset: -1, indent, source: '\n' }
    ];
    switch (source[0]) {
        case '|':
        case '>': {
            const he = source.indexOf('\n');
            const head = source.substring(0, he);
            const body = source.substring(he + 1) + '\n';
            const props = [
                { type: 'block-scalar-header', offset, indent, source: head }
            ];
            if (!addEndtoBlockProps(props, end))
                props.push({ type: 'newline', offset: -1, indent, source: '\n' });
            return { type: 'block-scalar', offset, indent, props, source: body };
        }
        case '"':
            return { type: 'double-quoted-scalar', offset, indent, source, end };
        case "'":
            return { type: 'single-quoted-scalar', offset, indent, source, end };
        default:
            return { type: 'scalar', offset, indent, source, end };
    }
}
/**
 * Set the value of `token` to the given string `value`, overwriting any previous contents and type that it may have.
 *
 * Best efforts are made to retain any comments previously associated with the `token`,
 * though all contents within a collection's `items` will be overwritten.
 *
 * Values that represent an actual string but may be parsed as a different type should use a `type` other than `'PLAIN'`,
 * as this function does not support any schema operations and won't check for such conflicts.
 *
 * @param token Any token. If it does not include an `indent` value, the value will be stringified as if it were an implicit key.
 * @param value The string representation of the value, which will have its content properly indented.
 * @param context.afterKey In most cases, values after a key should have an additional level of indentation.
 * @param context.implicitKey Being within an implicit key may affect the resolved type of the token's value.
 * @param context.inFlow Being within a flow collection may affect the resolved type of the token's value.
 * @param context.type The preferred type of the scalar token. If undefined, the previous type of the `token` will be used, defaulting to `'PLAIN'`.
 */
function setScalarValue(token, value, context = {}) {
    let { afterKey = false, implicitKey = false, inFlow = false, type } = context;
    let indent = 'indent' in token ? token.indent : null;
    if (afterKey && typeof indent === 'number')
        indent += 2;
    if (!type)
        switch (token.type) {
            case 'single-quoted-scalar':
                type = 'QUOTE_SINGLE';
                break;
            case 'double-quoted-scalar':
                type = 'QUOTE_DOUBLE';
                break;
            case 'block-scalar': {
                const header = token.props[0];
                if (header.type !== 'block-scalar-header')
                    throw new Error('Invalid block scalar header');
                type = header.source[0] === '>' ? 'BLOCK_FOLDED' : 'BLOCK_LITERAL';
                break;
            }
            default:
                type = 'PLAIN';
        }
    const source = stringifyString.stringifyString({ type, value }, {
        implicitKey: implicitKey || indent === null,
        indent: indent !== null && indent > 0 ? ' '.repeat(indent) : '',
        inFlow,
        options: { blockQuote: true, lineWidth: -1 }
    });
    switch (source[0]) {
        case '|':
        case '>':
            setBlockScalarValue(token, source);
            break;
        case '"':
            setFlowScalarValue(token, source, 'double-quoted-scalar');
            break;
        case "'":
            setFlowScalarValue(token, source, 'single-quoted-scalar');
            break;
        default:
            setFlowScalarValue(token, source, 'scalar');
    }
}
function setBlockScalarValue(token, source) {
    const he = source.indexOf('\n');
    const head = source.substring(0, he);
    const body = source.substring(he + 1) + '\n';
    if (token.type === 'block-scalar') {
        const header = token.props[0];
        if (header.type !== 'block-scalar-header')
            throw new Error('Invalid block scalar header');
        header.source = head;
        token.source = body;
    }
    else {
        const { offset } = token;
        const indent = 'indent' in token ? token.indent : -1;
        const props = [
            { type: 'block-scalar-header', offset, indent, source: head }
        ];
        if (!addEndtoBlockProps(props, 'end' in token ? token.end : undefined))
            props.push({ type: 'newline', offset: -1, indent, source: '\n' });
        for (const key of Object.keys(token))
            if (key !== 'type' && key !== 'offset')
                delete token[key];
        Object.assign(token, { type: 'block-scalar', indent, props, source: body });
    }
}
/** @returns `true` if last token is a newline */
function addEndtoBlockProps(props, end) {
    if (end)
        for (const st of end)
            switch (st.type) {
                case 'space':
                case 'comment':
                    props.push(st);
                    break;
                case 'newline':
                    props.push(st);
                    return true;
            }
    return false;
}
function setFlowScalarValue(token, source, type) {
    switch (token.type) {
        case 'scalar':
        case 'double-quoted-scalar':
        case 'single-quoted-scalar':
            token.type = type;
            token.source = source;
            break;
        case 'block-scalar': {
            const end = token.props.slice(1);
            let oa = source.length;
            if (token.props[0].type === 'block-scalar-header')
                oa -= token.props[0].source.length;
            for (const tok of end)
                tok.offset += oa;
            delete token.props;
            Object.assign(token, { type, source, end });
            break;
        }
        case 'block-map':
        case 'block-seq': {
            const offset = token.offset + source.length;
            const nl = { type: 'newline', offset, indent: token.indent, source: '\n' };
            delete token.items;
            Object.assign(token, { type, source, end: [nl] });
            break;
        }
        default: {
            const indent = 'indent' in token ? token.indent : -1;
            const end = 'end' in token && Array.isArray(token.end)
                ? token.end.filter(st => st.type === 'space' ||
                    st.type === 'comment' ||
                    st.type === 'newline')
                : [];
            for (const key of Object.keys(token))
                if (key !== 'type' && key !== 'offset')
                    delete token[key];
            Object.assign(token, { type, indent, source, end });
        }
    }
}

exports.createScalarToken = createScalarToken;
exports.resolveAsScalar = resolveAsScalar;
exports.setScalarValue = setScalarValue;


/***/ }),

/***/ 1733:
/***/ ((__unused_webpack_module, exports) => {



/**
 * Stringify a CST document, token, or collection item
 *
 * Fair warning: This applies no validation whatsoever, and
 * simply concatenates the sources in their logical order.
 */
const stringify = (cst) => 'type' in cst ? stringifyToken(cst) : stringifyItem(cst);
function stringifyToken(token) {
    switch (token.type) {
        case 'block-scalar': {
            let res = '';
            for (const tok of token.props)
                res += stringifyToken(tok);
            return res + token.source;
        }
        case 'block-map':
        case 'block-seq': {
            let res = '';
            for (const item of token.items)
                res += stringifyItem(item);
            return res;
        }
        case 'flow-collection': {
            let res = token.start.source;
            for (const item of token.items)
                res += stringifyItem(item);
            for (const st of token.end)
                res += st.source;
            return res;
        }
        case 'document': {
            let res = stringifyItem(token);
            if (token.end)
                for (const st of token.end)
                    res += st.source;
            return res;
        }
        default: {
            let res = token.source;
            if ('end' in token && token.end)
                for (const st of token.end)
                    res += st.source;
            return res;
        }
    }
}
function stringifyItem({ start, key, sep, value }) {
    let res = '';
    for (const st of start)
        res += st.source;
    if (key)
        res += stringifyToken(key);
    if (sep)
        for (const st of sep)
            res += st.source;
    if (value)
        res += stringifyToken(value);
    return res;
}

exports.stringify = stringify;


/***/ }),

/***/ 7715:
/***/ ((__unused_webpack_module, exports) => {



const BREAK = Symbol('break visit');
const SKIP = Symbol('skip children');
const REMOVE = Symbol('remove item');
/**
 * Apply a visitor to a CST document or item.
 *
 * Walks through the tree (depth-first) starting from the root, calling a
 * `visitor` function with two arguments when entering each item:
 *   - `item`: The current item, which included the following members:
 *     - `start: SourceToken[]` – Source tokens before the key or value,
 *       possibly including its anchor or tag.
 *     - `key?: Token | null` – Set for pair values. May then be `null`, if
 *       the key before the `:` separator is empty.
 *     - `sep?: SourceToken[]` – Source tokens between the key and the value,
 *       which should include the `:` map value indicator if `value` is set.
 *     - `value?: Token` – The value of a sequence item, or of a map pair.
 *   - `path`: The steps from the root to the current node, as an array of
 *     `['key' | 'value', number]` tuples.
 *
 * The return value of the visitor may be used to control the traversal:
 *   - `undefined` (default): Do nothing and continue
 *   - `visit.SKIP`: Do not visit the children of this token, continue with
 *      next sibling
 *   - `visit.BREAK`: Terminate traversal completely
 *   - `visit.REMOVE`: Remove the current item, then continue with the next one
 *   - `number`: Set the index of the next step. This is useful especially if
 *     the index of the current token has changed.
 *   - `function`: Define the next visitor for this item. After the original
 *     visitor is called on item entry, next visitors are called after handling
 *     a non-empty `key` and when exiting the item.
 */
function visit(cst, visitor) {
    if ('type' in cst && cst.type === 'document')
        cst = { start: cst.start, value: cst.value };
    _visit(Object.freeze([]), cst, visitor);
}
// Without the `as symbol` casts, TS declares these in the `visit`
// namespace using `var`, but then complains about that because
// `unique symbol` must be `const`.
/** Terminate visit traversal completely */
visit.BREAK = BREAK;
/** Do not visit the children of the current item */
visit.SKIP = SKIP;
/** Remove the current item */
visit.REMOVE = REMOVE;
/** Find the item at `path` from `cst` as the root */
visit.itemAtPath = (cst, path) => {
    let item = cst;
    for (const [field, index] of path) {
        const tok = item?.[field];
        if (tok && 'items' in tok) {
            item = tok.items[index];
        }
        else
            return undefined;
    }
    return item;
};
/**
 * Get the immediate parent collection of the item at `path` from `cst` as the root.
 *
 * Throws an error if the collection is not found, which should never happen if the item itself exists.
 */
visit.parentCollection = (cst, path) => {
    const parent = visit.itemAtPath(cst, path.slice(0, -1));
    const field = path[path.length - 1][0];
    const coll = parent?.[field];
    if (coll && 'items' in coll)
        return coll;
    throw new Error('Parent collection not found');
};
function _visit(path, item, visitor) {
    let ctrl = visitor(item, path);
    if (typeof ctrl === 'symbol')
        return ctrl;
    for (const field of ['key', 'value']) {
        const token = item[field];
        if (token && 'items' in token) {
            for (let i = 0; i < token.items.length; ++i) {
                const ci = _visit(Object.freeze(path.concat([[field, i]])), token.items[i], visitor);
                if (typeof ci === 'number')
                    i = ci - 1;
                else if (ci === BREAK)
                    return BREAK;
                else if (ci === REMOVE) {
                    token.items.splice(i, 1);
                    i -= 1;
                }
            }
            if (typeof ctrl === 'function' && field === 'key')
                ctrl = ctrl(item, path);
        }
    }
    return typeof ctrl === 'function' ? ctrl(item, path) : ctrl;
}

exports.visit = visit;


/***/ }),

/***/ 3461:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var cstScalar = __nccwpck_require__(110);
var cstStringify = __nccwpck_require__(1733);
var cstVisit = __nccwpck_require__(7715);

/** The byte order mark */
const BOM = '\u{FEFF}';
/** Start of doc-mode */
const DOCUMENT = '\x02'; // C0: Start of Text
/** Unexpected end of flow-mode */
const FLOW_END = '\x18'; // C0: Cancel
/** Next token is a scalar value */
const SCALAR = '\x1f'; // C0: Unit Separator
/** @returns `true` if `token` is a flow or block collection */
const isCollection = (token) => !!token && 'items' in token;
/** @returns `true` if `token` is a flow or block scalar; not an alias */
const isScalar = (token) => !!token &&
    (token.type === 'scalar' ||
        token.type === 'single-quoted-scalar' ||
        token.type === 'double-quoted-scalar' ||
        token.type === 'block-scalar');
/* istanbul ignore next */
/** Get a printable representation of a lexer token */
function prettyToken(token) {
    switch (token) {
        case BOM:
            return '<BOM>';
        case DOCUMENT:
            return '<DOC>';
        case FLOW_END:
            return '<FLOW_END>';
        case SCALAR:
            return '<SCALAR>';
        default:
            return JSON.stringify(token);
    }
}
/** Identify the type of a lexer token. May return `null` for unknown tokens. */
function tokenType(source) {
    switch (source) {
        case BOM:
            return 'byte-order-mark';
        case DOCUMENT:
            return 'doc-mode';
        case FLOW_END:
            return 'flow-error-end';
        case SCALAR:
            return 'scalar';
        case '---':
            return 'doc-start';
        case '...':
            return 'doc-end';
        case '':
        case '\n':
        case '\r\n':
            return 'newline';
        case '-':
            return 'seq-item-ind';
        case '?':
            return 'explicit-key-ind';
        case ':':
            return 'map-value-ind';
        case '{':
            return 'flow-map-start';
        case '}':
            return 'flow-map-end';
        case '[':
            return 'flow-seq-start';
        case ']':
            return 'flow-seq-end';
        case ',':
            return 'comma';
    }
    switch (source[0]) {
        case ' ':
        case '\t':
            return 'space';
        case '#':
            return 'comment';
        case '%':
            return 'directive-line';
        case '*':
            return 'alias';
        case '&':
            return 'anchor';
        case '!':
            return 'tag';
        case "'":
            return 'single-quoted-scalar';
        case '"':
            return 'double-quoted-scalar';
        case '|':
        case '>':
            return 'block-scalar-header';
    }
    return null;
}

exports.createScalarToken = cstScalar.createScalarToken;
exports.resolveAsScalar = cstScalar.resolveAsScalar;
exports.setScalarValue = cstScalar.setScalarValue;
exports.stringify = cstStringify.stringify;
exports.visit = cstVisit.visit;
exports.BOM = BOM;
exports.DOCUMENT = DOCUMENT;
exports.FLOW_END = FLOW_END;
exports.SCALAR = SCALAR;
exports.isCollection = isCollection;
exports.isScalar = isScalar;
exports.prettyToken = prettyToken;
exports.tokenType = tokenType;


/***/ }),

/***/ 361:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var cst = __nccwpck_require__(3461);

/*
START -> stream

stream
  directive -> line-end -> stream
  indent + line-end -> stream
  [else] -> line-start

line-end
  comment -> line-end
  newline -> .
  input-end -> END

line-start
  doc-start -> doc
  doc-end -> stream
  [else] -> indent -> block-start

block-start
  seq-item-start -> block-start
  explicit-key-start -> block-start
  map-value-start -> block-start
  [else] -> doc

doc
  line-end -> line-start
  spaces -> doc
  anchor -> doc
  tag -> doc
  flow-start -> flow -> doc
  flow-end -> error -> doc
  seq-item-start -> error -> doc
  explicit-key-start -> error -> doc
  map-value-start -> doc
  alias -> doc
  quote-start -> quoted-scalar -> doc
  block-scalar-header -> line-end -> block-scalar(min) -> line-start
  [else] -> plain-scalar(false, min) -> doc

flow
  line-end -> flow
  spaces -> flow
  anchor -> flow
  tag -> flow
  flow-start -> flow -> flow
  flow-end -> .
  seq-item-start -> error -> flow
  explicit-key-start -> flow
  map-value-start -> flow
  alias -> flow
  quote-start -> quoted-scalar -> flow
  comma -> flow
  [else] -> plain-scalar(true, 0) -> flow

quoted-scalar
  quote-end -> .
  [else] -> quoted-scalar

block-scalar(min)
  newline + peek(indent < min) -> .
  [else] -> block-scalar(min)

plain-scalar(is-flow, min)
  scalar-end(is-flow) -> .
  peek(newline + (indent < min)) -> .
  [else] -> plain-scalar(min)
*/
function isEmpty(ch) {
    switch (ch) {
        case undefined:
        case ' ':
        case '\n':
        case '\r':
        case '\t':
            return true;
        default:
            return false;
    }
}
const hexDigits = new Set('0123456789ABCDEFabcdef');
const tagChars = new Set("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-#;/?:@&=+$_.!~*'()");
const flowIndicatorChars = new Set(',[]{}');
const invalidAnchorChars = new Set(' ,[]{}\n\r\t');
const isNotAnchorChar = (ch) => !ch || invalidAnchorChars.has(ch);
/**
 * Splits an input string into lexical tokens, i.e. smaller strings that are
 * easily identifiable by `tokens.tokenType()`.
 *
 * Lexing starts always in a "stream" context. Incomplete input may be buffered
 * until a complete token can be emitted.
 *
 * In addition to slices of the original input, the following control characters
 * may also be emitted:
 *
 * - `\x02` (Start of Text): A document starts with the next token
 * - `\x18` (Cancel): Unexpected end of flow-mode (indicates an error)
 * - `\x1f` (Unit Separator): Next token is a scalar value
 * - `\u{FEFF}` (Byte order mark): Emitted separately outside documents
 */
class Lexer {
    constructor() {
        /**
         * Flag indicating whether the end of the current buffer marks the end of
         * all input
         */
        this.atEnd = false;
        /**
         * Explicit indent set in block scalar header, as an offset from the current
         * minimum indent, so e.g. set to 1 from a header `|2+`. Set to -1 if not
         * explicitly set.
         */
        this.blockScalarIndent = -1;
        /**
         * Block scalars that include a + (keep) chomping indicator in their header
         * include trailing empty lines, which are otherwise excluded from the
         * scalar's contents.
         */
        this.blockScalarKeep = false;
        /** Current input */
        this.buffer = '';
        /**
         * Flag noting whether the map value indicator : can immediately follow this
         * node within a flow context.
         */
        this.flowKey = false;
        /** Count of surrounding flow collection levels. */
        this.flowLevel = 0;
        /**
         * Minimum level of indentation required for next lines to be parsed as a
         * part of the current scalar value.
         */
        this.indentNext = 0;
        /** Indentation level of the current line. */
        this.indentValue = 0;
        /** Position of the next \n character. */
        this.lineEndPos = null;
        /** Stores the state of the lexer if reaching the end of incpomplete input */
        this.next = null;
        /** A pointer to `buffer`; the current position of the lexer. */
        this.pos = 0;
    }
    /**
     * Generate YAML tokens from the `source` string. If `incomplete`,
     * a part of the last line may be left as a buffer for the next call.
     *
     * @returns A generator of lexical tokens
     */
    *lex(source, incomplete = false) {
        if (source) {
            if (typeof source !== 'string')
                throw TypeError('source is not a string');
            this.buffer = this.buffer ? this.buffer + source : source;
            this.lineEndPos = null;
        }
        this.atEnd = !incomplete;
        let next = this.next ?? 'stream';
        while (next && (incomplete || this.hasChars(1)))
            next = yield* this.parseNext(next);
    }
    atLineEnd() {
        let i = this.pos;
        let ch = this.buffer[i];
        while (ch === ' ' || ch === '\t')
            ch = this.buffer[++i];
        if (!ch || ch === '#' || ch === '\n')
            return true;
        if (ch === '\r')
            return this.buffer[i + 1] === '\n';
        return false;
    }
    charAt(n) {
        return this.buffer[this.pos + n];
    }
    continueScalar(offset) {
        let ch = this.buffer[offset];
        if (this.indentNext > 0) {
            let indent = 0;
            while (ch === ' ')
                ch = this.buffer[++indent + offset];
            if (ch === '\r') {
                const next = this.buffer[indent + offset + 1];
                if (next === '\n' || (!next && !this.atEnd))
                    return offset + indent + 1;
            }
            return ch === '\n' || indent >= this.indentNext || (!ch && !this.atEnd)
                ? offset + indent
                : -1;
        }
        if (ch === '-' || ch === '.') {
            const dt = this.buffer.substr(offset, 3);
            if ((dt === '---' || dt === '...') && isEmpty(this.buffer[offset + 3]))
                return -1;
        }
        return offset;
    }
    getLine() {
        let end = this.lineEndPos;
        if (typeof end !== 'number' || (end !== -1 && end < this.pos)) {
            end = this.buffer.indexOf('\n', this.pos);
            this.lineEndPos = end;
        }
        if (end === -1)
            return this.atEnd ? this.buffer.substring(this.pos) : null;
        if (this.buffer[end - 1] === '\r')
            end -= 1;
        return this.buffer.substring(this.pos, end);
    }
    hasChars(n) {
        return this.pos + n <= this.buffer.length;
    }
    setNext(state) {
        this.buffer = this.buffer.substring(this.pos);
        this.pos = 0;
        this.lineEndPos = null;
        this.next = state;
        return null;
    }
    peek(n) {
        return this.buffer.substr(this.pos, n);
    }
    *parseNext(next) {
        switch (next) {
            case 'stream':
                return yield* this.parseStream();
            case 'line-start':
                return yield* this.parseLineStart();
            case 'block-start':
                return yield* this.parseBlockStart();
            case 'doc':
                return yield* this.parseDocument();
            case 'flow':
                return yield* this.parseFlowCollection();
            case 'quoted-scalar':
                return yield* this.parseQuotedScalar();
            case 'block-scalar':
                return yield* this.parseBlockScalar();
            case 'plain-scalar':
                return yield* this.parsePlainScalar();
        }
    }
    *parseStream() {
        let line = this.getLine();
        if (line === null)
            return this.setNext('stream');
        if (line[0] === cst.BOM) {
            yield* this.pushCount(1);
            line = line.substring(1);
        }
        if (line[0] === '%') {
            let dirEnd = line.length;
            let cs = line.indexOf('#');
            while (cs !== -1) {
                const ch = line[cs - 1];
                if (ch === ' ' || ch === '\t') {
                    dirEnd = cs - 1;
                    break;
                }
                else {
                    cs = line.indexOf('#', cs + 1);
                }
            }
            while (true) {
                const ch = line[dirEnd - 1];
                if (ch === ' ' || ch === '\t')
                    dirEnd -= 1;
                else
                    break;
            }
            const n = (yield* this.pushCount(dirEnd)) + (yield* this.pushSpaces(true));
            yield* this.pushCount(line.length - n); // possible comment
            this.pushNewline();
            return 'stream';
        }
        if (this.atLineEnd()) {
            const sp = yield* this.pushSpaces(true);
            yield* this.pushCount(line.length - sp);
            yield* this.pushNewline();
            return 'stream';
        }
        yield cst.DOCUMENT;
        return yield* this.parseLineStart();
    }
    *parseLineStart() {
        const ch = this.charAt(0);
        if (!ch && !this.atEnd)
            return this.setNext('line-start');
        if (ch === '-' || ch === '.') {
            if (!this.atEnd && !this.hasChars(4))
                return this.setNext('line-start');
            const s = this.peek(3);
            if ((s === '---' || s === '...') && isEmpty(this.charAt(3))) {
                yield* this.pushCount(3);
                this.indentValue = 0;
                this.indentNext = 0;
                return s === '---' ? 'doc' : 'stream';
            }
        }
        this.indentValue = yield* this.pushSpaces(false);
        if (this.indentNext > this.indentValue && !isEmpty(this.charAt(1)))
            this.indentNext = this.indentValue;
        return yield* this.parseBlockStart();
    }
    *parseBlockStart() {
        const [ch0, ch1] = this.peek(2);
        if (!ch1 && !this.atEnd)
            return this.setNext('block-start');
        if ((ch0 === '-' || ch0 === '?' || ch0 === ':') && isEmpty(ch1)) {
            const n = (yield* this.pushCount(1)) + (yield* this.pushSpaces(true));
            this.indentNext = this.indentValue + 1;
            this.indentValue += n;
            return 'block-start';
        }
        return 'doc';
    }
    *parseDocument() {
        yield* this.pushSpaces(true);
        const line = this.getLine();
        if (line === null)
            return this.setNext('doc');
        let n = yield* this.pushIndicators();
        switch (line[n]) {
            case '#':
                yield* this.pushCount(line.length - n);
            // fallthrough
            case undefined:
                yield* this.pushNewline();
                return yield* this.parseLineStart();
            case '{':
            case '[':
                yield* this.pushCount(1);
                this.flowKey = false;
                this.flowLevel = 1;
                return 'flow';
            case '}':
            case ']':
                // this is an error
                yield* this.pushCount(1);
                return 'doc';
            case '*':
                yield* this.pushUntil(isNotAnchorChar);
                return 'doc';
            case '"':
            case "'":
                return yield* this.parseQuotedScalar();
            case '|':
            case '>':
                n += yield* this.parseBlockScalarHeader();
                n += yield* this.pushSpaces(true);
                yield* this.pushCount(line.length - n);
                yield* this.pushNewline();
                return yield* this.parseBlockScalar();
            default:
                return yield* this.parsePlainScalar();
        }
    }
    *parseFlowCollection() {
        let nl, sp;
        let indent = -1;
        do {
            nl = yield* this.pushNewline();
            if (nl > 0) {
                sp = yield* this.pushSpaces(false);
                this.indentValue = indent = sp;
            }
            else {
                sp = 0;
            }
            sp += yield* this.pushSpaces(true);
        } while (nl + sp > 0);
        const line = this.getLine();
        if (line === null)
            return this.setNext('flow');
        if ((indent !== -1 && indent < this.indentNext && line[0] !== '#') ||
            (indent === 0 &&
                (line.startsWith('---') || line.startsWith('...')) &&
                isEmpty(line[3]))) {
            // Allowing for the terminal ] or } at the same (rather than greater)
            // indent level as the initial [ or { is technically invalid, but
            // failing here would be surprising to users.
            const atFlowEndMarker = indent === this.indentNext - 1 &&
                this.flowLevel === 1 &&
                (line[0] === ']' || line[0] === '}');
            if (!atFlowEndMarker) {
                // this is an error
                this.flowLevel = 0;
                yield cst.FLOW_END;
                return yield* this.parseLineStart();
            }
        }
        let n = 0;
        while (line[n] === ',') {
            n += yield* this.pushCount(1);
            n += yield* this.pushSpaces(true);
            this.flowKey = false;
        }
        n += yield* this.pushIndicators();
        switch (line[n]) {
            case undefined:
                return 'flow';
            case '#':
                yield* this.pushCount(line.length - n);
                return 'flow';
            case '{':
            case '[':
                yield* this.pushCount(1);
                this.flowKey = false;
                this.flowLevel += 1;
                return 'flow';
            case '}':
            case ']':
                yield* this.pushCount(1);
                this.flowKey = true;
                this.flowLevel -= 1;
                return this.flowLevel ? 'flow' : 'doc';
            case '*':
                yield* this.pushUntil(isNotAnchorChar);
                return 'flow';
            case '"':
            case "'":
                this.flowKey = true;
                return yield* this.parseQuotedScalar();
            case ':': {
                const next = this.charAt(1);
                if (this.flowKey || isEmpty(next) || next === ',') {
                    this.flowKey = false;
                    yield* this.pushCount(1);
                    yield* this.pushSpaces(true);
                    return 'flow';
                }
            }
            // fallthrough
            default:
                this.flowKey = false;
                return yield* this.parsePlainScalar();
        }
    }
    *parseQuotedScalar() {
        const quote = this.charAt(0);
        let end = this.buffer.indexOf(quote, this.pos + 1);
        if (quote === "'") {
            while (end !== -1 && this.buffer[end + 1] === "'")
                end = this.buffer.indexOf("'", end + 2);
        }
        else {
            // double-quote
            while (end !== -1) {
                let n = 0;
                while (this.buffer[end - 1 - n] === '\\')
                    n += 1;
                if (n % 2 === 0)
                    break;
                end = this.buffer.indexOf('"', end + 1);
            }
        }
        // Only looking for newlines within the quotes
        const qb = this.buffer.substring(0, end);
        let nl = qb.indexOf('\n', this.pos);
        if (nl !== -1) {
            while (nl !== -1) {
                const cs = this.continueScalar(nl + 1);
                if (cs === -1)
                    break;
                nl = qb.indexOf('\n', cs);
            }
            if (nl !== -1) {
                // this is an error caused by an unexpected unindent
                end = nl - (qb[nl - 1] === '\r' ? 2 : 1);
            }
        }
        if (end === -1) {
            if (!this.atEnd)
                return this.setNext('quoted-scalar');
            end = this.buffer.length;
        }
        yield* this.pushToIndex(end + 1, false);
        return this.flowLevel ? 'flow' : 'doc';
    }
    *parseBlockScalarHeader() {
        this.blockScalarIndent = -1;
        this.blockScalarKeep = false;
        let i = this.pos;
        while (true) {
            const ch = this.buffer[++i];
            if (ch === '+')
                this.blockScalarKeep = true;
            else if (ch > '0' && ch <= '9')
                this.blockScalarIndent = Number(ch) - 1;
            else if (ch !== '-')
                break;
        }
        return yield* this.pushUntil(ch => isEmpty(ch) || ch === '#');
    }
    *parseBlockScalar() {
        let nl = this.pos - 1; // may be -1 if this.pos === 0
        let indent = 0;
        let ch;
        loop: for (let i = this.pos; (ch = this.buffer[i]); ++i) {
            switch (ch) {
                case ' ':
                    indent += 1;
                    break;
                case '\n':
                    nl = i;
                    indent = 0;
                    break;
                case '\r': {
                    const next = this.buffer[i + 1];
                    if (!next && !this.atEnd)
                        return this.setNext('block-scalar');
                    if (next === '\n')
                        break;
                } // fallthrough
                default:
                    break loop;
            }
        }
        if (!ch && !this.atEnd)
            return this.setNext('block-scalar');
        if (indent >= this.indentNext) {
            if (this.blockScalarIndent === -1)
                this.indentNext = indent;
            else {
                this.indentNext =
                    this.blockScalarIndent + (this.indentNext === 0 ? 1 : this.indentNext);
            }
            do {
                const cs = this.continueScalar(nl + 1);
                if (cs === -1)
                    break;
                nl = this.buffer.indexOf('\n', cs);
            } while (nl !== -1);
            if (nl === -1) {
                if (!this.atEnd)
                    return this.setNext('block-scalar');
                nl = this.buffer.length;
            }
        }
        // Trailing insufficiently indented tabs are invalid.
        // To catch that during parsing, we include them in the block scalar value.
        let i = nl + 1;
        ch = this.buffer[i];
        while (ch === ' ')
            ch = this.buffer[++i];
        if (ch === '\t') {
            while (ch === '\t' || ch === ' ' || ch === '\r' || ch === '\n')
                ch = this.buffer[++i];
            nl = i - 1;
        }
        else if (!this.blockScalarKeep) {
            do {
                let i = nl - 1;
                let ch = this.buffer[i];
                if (ch === '\r')
                    ch = this.buffer[--i];
                const lastChar = i; // Drop the line if last char not more indented
                while (ch === ' ')
                    ch = this.buffer[--i];
                if (ch === '\n' && i >= this.pos && i + 1 + indent > lastChar)
                    nl = i;
                else
                    break;
            } while (true);
        }
        yield cst.SCALAR;
        yield* this.pushToIndex(nl + 1, true);
        return yield* this.parseLineStart();
    }
    *parsePlainScalar() {
        const inFlow = this.flowLevel > 0;
        let end = this.pos - 1;
        let i = this.pos - 1;
        let ch;
        while ((ch = this.buffer[++i])) {
            if (ch === ':') {
                const next = this.buffer[i + 1];
                if (isEmpty(next) || (inFlow && flowIndicatorChars.has(next)))
                    break;
                end = i;
            }
            else if (isEmpty(ch)) {
                let next = this.buffer[i + 1];
                if (ch === '\r') {
                    if (next === '\n') {
                        i += 1;
                        ch = '\n';
                        next = this.buffer[i + 1];
                    }
                    else
                        end = i;
                }
                if (next === '#' || (inFlow && flowIndicatorChars.has(next)))
                    break;
                if (ch === '\n') {
                    const cs = this.continueScalar(i + 1);
                    if (cs === -1)
                        break;
                    i = Math.max(i, cs - 2); // to advance, but still account for ' #'
                }
            }
            else {
                if (inFlow && flowIndicatorChars.has(ch))
                    break;
                end = i;
            }
        }
        if (!ch && !this.atEnd)
            return this.setNext('plain-scalar');
        yield cst.SCALAR;
        yield* this.pushToIndex(end + 1, true);
        return inFlow ? 'flow' : 'doc';
    }
    *pushCount(n) {
        if (n > 0) {
            yield this.buffer.substr(this.pos, n);
            this.pos += n;
            return n;
        }
        return 0;
    }
    *pushToIndex(i, allowEmpty) {
        const s = this.buffer.slice(this.pos, i);
        if (s) {
            yield s;
            this.pos += s.length;
            return s.length;
        }
        else if (allowEmpty)
            yield '';
        return 0;
    }
    *pushIndicators() {
        let n = 0;
        loop: while (true) {
            switch (this.charAt(0)) {
                case '!':
                    n += yield* this.pushTag();
                    n += yield* this.pushSpaces(true);
                    continue loop;
                case '&':
                    n += yield* this.pushUntil(isNotAnchorChar);
                    n += yield* this.pushSpaces(true);
                    continue loop;
                case '-': // this is an error
                case '?': // this is an error outside flow collections
                case ':': {
                    const inFlow = this.flowLevel > 0;
                    const ch1 = this.charAt(1);
                    if (isEmpty(ch1) || (inFlow && flowIndicatorChars.has(ch1))) {
                        if (!inFlow)
                            this.indentNext = this.indentValue + 1;
                        else if (this.flowKey)
                            this.flowKey = false;
                        n += yield* this.pushCount(1);
                        n += yield* this.pushSpaces(true);
                        continue loop;
                    }
                }
            }
            break loop;
        }
        return n;
    }
    *pushTag() {
        if (this.charAt(1) === '<') {
            let i = this.pos + 2;
            let ch = this.buffer[i];
            while (!isEmpty(ch) && ch !== '>')
                ch = this.buffer[++i];
            return yield* this.pushToIndex(ch === '>' ? i + 1 : i, false);
        }
        else {
            let i = this.pos + 1;
            let ch = this.buffer[i];
            while (ch) {
                if (tagChars.has(ch))
                    ch = this.buffer[++i];
                else if (ch === '%' &&
                    hexDigits.has(this.buffer[i + 1]) &&
                    hexDigits.has(this.buffer[i + 2])) {
                    ch = this.buffer[(i += 3)];
                }
                else
                    break;
            }
            return yield* this.pushToIndex(i, false);
        }
    }
    *pushNewline() {
        const ch = this.buffer[this.pos];
        if (ch === '\n')
            return yield* this.pushCount(1);
        else if (ch === '\r' && this.charAt(1) === '\n')
            return yield* this.pushCount(2);
        else
            return 0;
    }
    *pushSpaces(allowTabs) {
        let i = this.pos - 1;
        let ch;
        do {
            ch = this.buffer[++i];
        } while (ch === ' ' || (allowTabs && ch === '\t'));
        const n = i - this.pos;
        if (n > 0) {
            yield this.buffer.substr(this.pos, n);
            this.pos = i;
        }
        return n;
    }
    *pushUntil(test) {
        let i = this.pos;
        let ch = this.buffer[i];
        while (!test(ch))
            ch = this.buffer[++i];
        return yield* this.pushToIndex(i, false);
    }
}

exports.Lexer = Lexer;


/***/ }),

/***/ 6628:
/***/ ((__unused_webpack_module, exports) => {



/**
 * Tracks newlines during parsing in order to provide an efficient API for
 * determining the one-indexed `{ line, col }` position for any offset
 * within the input.
 */
class LineCounter {
    constructor() {
        this.lineStarts = [];
        /**
         * Should be called in ascending order. Otherwise, call
         * `lineCounter.lineStarts.sort()` before calling `linePos()`.
         */
        this.addNewLine = (offset) => this.lineStarts.push(offset);
        /**
         * Performs a binary search and returns the 1-indexed { line, col }
         * position of `offset`. If `line === 0`, `addNewLine` has never been
         * called or `offset` is before the first known newline.
         */
        this.linePos = (offset) => {
            let low = 0;
            let high = this.lineStarts.length;
            while (low < high) {
                const mid = (low + high) >> 1; // Math.floor((low + high) / 2)
                if (this.lineStarts[mid] < offset)
                    low = mid + 1;
                else
                    high = mid;
            }
            if (this.lineStarts[low] === offset)
                return { line: low + 1, col: 1 };
            if (low === 0)
                return { line: 0, col: offset };
            const start = this.lineStarts[low - 1];
            return { line: low, col: offset - start + 1 };
        };
    }
}

exports.LineCounter = LineCounter;


/***/ }),

/***/ 3456:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var node_process = __nccwpck_require__(932);
var cst = __nccwpck_require__(3461);
var lexer = __nccwpck_require__(361);

function includesToken(list, type) {
    for (let i = 0; i < list.length; ++i)
        if (list[i].type === type)
            return true;
    return false;
}
function findNonEmptyIndex(list) {
    for (let i = 0; i < list.length; ++i) {
        switch (list[i].type) {
            case 'space':
            case 'comment':
            case 'newline':
                break;
            default:
                return i;
        }
    }
    return -1;
}
function isFlowToken(token) {
    switch (token?.type) {
        case 'alias':
        case 'scalar':
        case 'single-quoted-scalar':
        case 'double-quoted-scalar':
        case 'flow-collection':
            return true;
        default:
            return false;
    }
}
function getPrevProps(parent) {
    switch (parent.type) {
        case 'document':
            return parent.start;
        case 'block-map': {
            const it = parent.items[parent.items.length - 1];
            return it.sep ?? it.start;
        }
        case 'block-seq':
            return parent.items[parent.items.length - 1].start;
        /* istanbul ignore next should not happen */
        default:
            return [];
    }
}
/** Note: May modify input array */
function getFirstKeyStartProps(prev) {
    if (prev.length === 0)
        return [];
    let i = prev.length;
    loop: while (--i >= 0) {
        switch (prev[i].type) {
            case 'doc-start':
            case 'explicit-key-ind':
            case 'map-value-ind':
            case 'seq-item-ind':
            case 'newline':
                break loop;
        }
    }
    while (prev[++i]?.type === 'space') {
        /* loop */
    }
    return prev.splice(i, prev.length);
}
function arrayPushArray(target, source) {
    // May exhaust call stack with large `source` array
    if (source.length < 1e5)
        Array.prototype.push.apply(target, source);
    else
        for (let i = 0; i < source.length; ++i)
            target.push(source[i]);
}
function fixFlowSeqItems(fc) {
    if (fc.start.type === 'flow-seq-start') {
        for (const it of fc.items) {
            if (it.sep &&
                !it.value &&
                !includesToken(it.start, 'explicit-key-ind') &&
                !includesToken(it.sep, 'map-value-ind')) {
                if (it.key)
                    it.value = it.key;
                delete it.key;
                if (isFlowToken(it.value)) {
                    if (it.value.end)
                        arrayPushArray(it.value.end, it.sep);
                    else
                        it.value.end = it.sep;
                }
                else
                    arrayPushArray(it.start, it.sep);
                delete it.sep;
            }
        }
    }
}
/**
 * A YAML concrete syntax tree (CST) parser
 *
 * ```ts
 * const src: string = ...
 * for (const token of new Parser().parse(src)) {
 *   // token: Token
 * }
 * ```
 *
 * To use the parser with a user-provided lexer:
 *
 * ```ts
 * function* parse(source: string, lexer: Lexer) {
 *   const parser = new Parser()
 *   for (const lexeme of lexer.lex(source))
 *     yield* parser.next(lexeme)
 *   yield* parser.end()
 * }
 *
 * const src: string = ...
 * const lexer = new Lexer()
 * for (const token of parse(src, lexer)) {
 *   // token: Token
 * }
 * ```
 */
class Parser {
    /**
     * @param onNewLine - If defined, called separately with the start position of
     *   each new line (in `parse()`, including the start of input).
     */
    constructor(onNewLine) {
        /** If true, space and sequence indicators count as indentation */
        this.atNewLine = true;
        /** If true, next token is a scalar value */
        this.atScalar = false;
        /** Current indentation level */
        this.indent = 0;
        /** Current offset since the start of parsing */
        this.offset = 0;
        /** On the same line with a block map key */
        this.onKeyLine = false;
        /** Top indicates the node that's currently being built */
        this.stack = [];
        /** The source of the current token, set in parse() */
        this.source = '';
        /** The type of the current token, set in parse() */
        this.type = '';
        // Must be defined after `next()`
        this.lexer = new lexer.Lexer();
        this.onNewLine = onNewLine;
    }
    /**
     * Parse `source` as a YAML stream.
     * If `incomplete`, a part of the last line may be left as a buffer for the next call.
     *
     * Errors are not thrown, but yielded as `{ type: 'error', message }` tokens.
     *
     * @returns A generator of tokens representing each directive, document, and other structure.
     */
    *parse(source, incomplete = false) {
        if (this.onNewLine && this.offset === 0)
            this.onNewLine(0);
        for (const lexeme of this.lexer.lex(source, incomplete))
            yield* this.next(lexeme);
        if (!incomplete)
            yield* this.end();
    }
    /**
     * Advance the parser by the `source` of one lexical token.
     */
    *next(source) {
        this.source = source;
        if (node_process.env.LOG_TOKENS)
            console.log('|', cst.prettyToken(source));
        if (this.atScalar) {
            this.atScalar = false;
            yield* this.step();
            this.offset += source.length;
            return;
        }
        const type = cst.tokenType(source);
        if (!type) {
            const message = `Not a YAML token: ${source}`;
            yield* this.pop({ type: 'error', offset: this.offset, message, source });
            this.offset += source.length;
        }
        else if (type === 'scalar') {
            this.atNewLine = false;
            this.atScalar = true;
            this.type = 'scalar';
        }
        else {
            this.type = type;
            yield* this.step();
            switch (type) {
                case 'newline':
                    this.atNewLine = true;
                    this.indent = 0;
                    if (this.onNewLine)
                        this.onNewLine(this.offset + source.length);
                    break;
                case 'space':
                    if (this.atNewLine && source[0] === ' ')
                        this.indent += source.length;
                    break;
                case 'explicit-key-ind':
                case 'map-value-ind':
                case 'seq-item-ind':
                    if (this.atNewLine)
                        this.indent += source.length;
                    break;
                case 'doc-mode':
                case 'flow-error-end':
                    return;
                default:
                    this.atNewLine = false;
            }
            this.offset += source.length;
        }
    }
    /** Call at end of input to push out any remaining constructions */
    *end() {
        while (this.stack.length > 0)
            yield* this.pop();
    }
    get sourceToken() {
        const st = {
            type: this.type,
            offset: this.offset,
            indent: this.indent,
            source: this.source
        };
        return st;
    }
    *step() {
        const top = this.peek(1);
        if (this.type === 'doc-end' && top?.type !== 'doc-end') {
            while (this.stack.length > 0)
                yield* this.pop();
            this.stack.push({
                type: 'doc-end',
                offset: this.offset,
                source: this.source
            });
            return;
        }
        if (!top)
            return yield* this.stream();
        switch (top.type) {
            case 'document':
                return yield* this.document(top);
            case 'alias':
            case 'scalar':
            case 'single-quoted-scalar':
            case 'double-quoted-scalar':
                return yield* this.scalar(top);
            case 'block-scalar':
                return yield* this.blockScalar(top);
            case 'block-map':
                return yield* this.blockMap(top);
            case 'block-seq':
                return yield* this.blockSequence(top);
            case 'flow-collection':
                return yield* this.flowCollection(top);
            case 'doc-end':
                return yield* this.documentEnd(top);
        }
        /* istanbul ignore next should not happen */
        yield* this.pop();
    }
    peek(n) {
        return this.stack[this.stack.length - n];
    }
    *pop(error) {
        const token = error ?? this.stack.pop();
        /* istanbul ignore if should not happen */
        if (!token) {
            const message = 'Tried to pop an empty stack';
            yield { type: 'error', offset: this.offset, source: '', message };
        }
        else if (this.stack.length === 0) {
            yield token;
        }
        else {
            const top = this.peek(1);
            if (token.type === 'block-scalar') {
                // Block scalars use their parent rather than header indent
                token.indent = 'indent' in top ? top.indent : 0;
            }
            else if (token.type === 'flow-collection' && top.type === 'document') {
                // Ignore all indent for top-level flow collections
                token.indent = 0;
            }
            if (token.type === 'flow-collection')
                fixFlowSeqItems(token);
            switch (top.type) {
                case 'document':
                    top.value = token;
                    break;
                case 'block-scalar':
                    top.props.push(token); // error
                    break;
                case 'block-map': {
                    const it = top.items[top.items.length - 1];
                    if (it.value) {
                        top.items.push({ start: [], key: token, sep: [] });
                        this.onKeyLine = true;
                        return;
                    }
                    else if (it.sep) {
                        it.value = token;
                    }
                    else {
                        Object.assign(it, { key: token, sep: [] });
                        this.onKeyLine = !it.explicitKey;
                        return;
                    }
                    break;
                }
                case 'block-seq': {
                    const it = top.items[top.items.length - 1];
                    if (it.value)
                        top.items.push({ start: [], value: token });
                    else
                        it.value = token;
                    break;
                }
                case 'flow-collection': {
                    const it = top.items[top.items.length - 1];
                    if (!it || it.value)
                        top.items.push({ start: [], key: token, sep: [] });
                    else if (it.sep)
                        it.value = token;
                    else
                        Object.assign(it, { key: token, sep: [] });
                    return;
                }
                /* istanbul ignore next should not happen */
                default:
                    yield* this.pop();
                    yield* this.pop(token);
            }
            if ((top.type === 'document' ||
                top.type === 'block-map' ||
                top.type === 'block-seq') &&
                (token.type === 'block-map' || token.type === 'block-seq')) {
                const last = token.items[token.items.length - 1];
                if (last &&
                    !last.sep &&
                    !last.value &&
                    last.start.length > 0 &&
                    findNonEmptyIndex(last.start) === -1 &&
                    (token.indent === 0 ||
                        last.start.every(st => st.type !== 'comment' || st.indent < token.indent))) {
                    if (top.type === 'document')
                        top.end = last.start;
                    else
                        top.items.push({ start: last.start });
                    token.items.splice(-1, 1);
                }
            }
        }
    }
    *stream() {
        switch (this.type) {
            case 'directive-line':
                yield { type: 'directive', offset: this.offset, source: this.source };
                return;
            case 'byte-order-mark':
            case 'space':
            case 'comment':
            case 'newline':
                yield this.sourceToken;
                return;
            case 'doc-mode':
            case 'doc-start': {
                const doc = {
                    type: 'document',
                    offset: this.offset,
                    start: []
                };
                if (this.type === 'doc-start')
                    doc.start.push(this.sourceToken);
                this.stack.push(doc);
                return;
            }
        }
        yield {
            type: 'error',
            offset: this.offset,
            message: `Unexpected ${this.type} token in YAML stream`,
            source: this.source
        };
    }
    *document(doc) {
        if (doc.value)
            return yield* this.lineEnd(doc);
        switch (this.type) {
            case 'doc-start': {
                if (findNonEmptyIndex(doc.start) !== -1) {
                    yield* this.pop();
                    yield* this.step();
                }
                else
                    doc.start.push(this.sourceToken);
                return;
            }
            case 'anchor':
            case 'tag':
            case 'space':
            case 'comment':
            case 'newline':
                doc.start.push(this.sourceToken);
                return;
        }
        const bv = this.startBlockValue(doc);
        if (bv)
            this.stack.push(bv);
        else {
            yield {
                type: 'error',
                offset: this.offset,
                message: `Unexpected ${this.type} token in YAML document`,
                source: this.source
            };
        }
    }
    *scalar(scalar) {
        if (this.type === 'map-value-ind') {
            const prev = getPrevProps(this.peek(2));
            const start = getFirstKeyStartProps(prev);
            let sep;
            if (scalar.end) {
                sep = scalar.end;
                sep.push(this.sourceToken);
                delete scalar.end;
            }
            else
                sep = [this.sourceToken];
            const map = {
                type: 'block-map',
                offset: scalar.offset,
                indent: scalar.indent,
                items: [{ start, key: scalar, sep }]
            };
            this.onKeyLine = true;
            this.stack[this.stack.length - 1] = map;
        }
        else
            yield* this.lineEnd(scalar);
    }
    *blockScalar(scalar) {
        switch (this.type) {
            case 'space':
            case 'comment':
            case 'newline':
                scalar.props.push(this.sourceToken);
                return;
            case 'scalar':
                scalar.source = this.source;
                // block-scalar source includes trailing newline
                this.atNewLine = true;
                this.indent = 0;
                if (this.onNewLine) {
                    let nl = this.source.indexOf('\n') + 1;
                    while (nl !== 0) {
                        this.onNewLine(this.offset + nl);
                        nl = this.source.indexOf('\n', nl) + 1;
                    }
                }
                yield* this.pop();
                break;
            /* istanbul ignore next should not happen */
            default:
                yield* this.pop();
                yield* this.step();
        }
    }
    *blockMap(map) {
        const it = map.items[map.items.length - 1];
        // it.sep is true-ish if pair already has key or : separator
        switch (this.type) {
            case 'newline':
                this.onKeyLine = false;
                if (it.value) {
                    const end = 'end' in it.value ? it.value.end : undefined;
                    const last = Array.isArray(end) ? end[end.length - 1] : undefined;
                    if (last?.type === 'comment')
                        end?.push(this.sourceToken);
                    else
                        map.items.push({ start: [this.sourceToken] });
                }
                else if (it.sep) {
                    it.sep.push(this.sourceToken);
                }
                else {
                    it.start.push(this.sourceToken);
                }
                return;
            case 'space':
            case 'comment':
                if (it.value) {
                    map.items.push({ start: [this.sourceToken] });
                }
                else if (it.sep) {
                    it.sep.push(this.sourceToken);
                }
                else {
                    if (this.atIndentedComment(it.start, map.indent)) {
                        const prev = map.items[map.items.length - 2];
                        const end = prev?.value?.end;
                        if (Array.isArray(end)) {
                            arrayPushArray(end, it.start);
                            end.push(this.sourceToken);
                            map.items.pop();
                            return;
                        }
                    }
                    it.start.push(this.sourceToken);
                }
                return;
        }
        if (this.indent >= map.indent) {
            const atMapIndent = !this.onKeyLine && this.indent === map.indent;
            const atNextItem = atMapIndent &&
                (it.sep || it.explicitKey) &&
                this.type !== 'seq-item-ind';
            // For empty nodes, assign newline-separated not indented empty tokens to following node
            let start = [];
            if (atNextItem && it.sep && !it.value) {
                const nl = [];
                for (let i = 0; i < it.sep.length; ++i) {
                    const st = it.sep[i];
                    switch (st.type) {
                        case 'newline':
                            nl.push(i);
                            break;
                        case 'space':
                            break;
                        case 'comment':
                            if (st.indent > map.indent)
                                nl.length = 0;
                            break;
                        default:
                            nl.length = 0;
                    }
                }
                if (nl.length >= 2)
                    start = it.sep.splice(nl[1]);
            }
            switch (this.type) {
                case 'anchor':
                case 'tag':
                    if (atNextItem || it.value) {
                        start.push(this.sourceToken);
                        map.items.push({ start });
                        this.onKeyLine = true;
                    }
                    else if (it.sep) {
                        it.sep.push(this.sourceToken);
                    }
                    else {
                        it.start.push(this.sourceToken);
                    }
                    return;
                case 'explicit-key-ind':
                    if (!it.sep && !it.explicitKey) {
                        it.start.push(this.sourceToken);
                        it.explicitKey = true;
                    }
                    else if (atNextItem || it.value) {
                        start.push(this.sourceToken);
                        map.items.push({ start, explicitKey: true });
                    }
                    else {
                        this.stack.push({
                            type: 'block-map',
                            offset: this.offset,
                            indent: this.indent,
                            items: [{ start: [this.sourceToken], explicitKey: true }]
                        });
                    }
                    this.onKeyLine = true;
                    return;
                case 'map-value-ind':
                    if (it.explicitKey) {
                        if (!it.sep) {
                            if (includesToken(it.start, 'newline')) {
                                Object.assign(it, { key: null, sep: [this.sourceToken] });
                            }
                            else {
                                const start = getFirstKeyStartProps(it.start);
                                this.stack.push({
                                    type: 'block-map',
                                    offset: this.offset,
                                    indent: this.indent,
                                    items: [{ start, key: null, sep: [this.sourceToken] }]
                                });
                            }
                        }
                        else if (it.value) {
                            map.items.push({ start: [], key: null, sep: [this.sourceToken] });
                        }
                        else if (includesToken(it.sep, 'map-value-ind')) {
                            this.stack.push({
                                type: 'block-map',
                                offset: this.offset,
                                indent: this.indent,
                                items: [{ start, key: null, sep: [this.sourceToken] }]
                            });
                        }
                        else if (isFlowToken(it.key) &&
                            !includesToken(it.sep, 'newline')) {
                            const start = getFirstKeyStartProps(it.start);
                            const key = it.key;
                            const sep = it.sep;
                            sep.push(this.sourceToken);
                            // @ts-expect-error type guard is wrong here
                            delete it.key;
                            // @ts-expect-error type guard is wrong here
                            delete it.sep;
                            this.stack.push({
                                type: 'block-map',
                                offset: this.offset,
                                indent: this.indent,
                                items: [{ start, key, sep }]
                            });
                        }
                        else if (start.length > 0) {
                            // Not actually at next item
                            it.sep = it.sep.concat(start, this.sourceToken);
                        }
                        else {
                            it.sep.push(this.sourceToken);
                        }
                    }
                    else {
                        if (!it.sep) {
                            Object.assign(it, { key: null, sep: [this.sourceToken] });
                        }
                        else if (it.value || atNextItem) {
                            map.items.push({ start, key: null, sep: [this.sourceToken] });
                        }
                        else if (includesToken(it.sep, 'map-value-ind')) {
                            this.stack.push({
                                type: 'block-map',
                                offset: this.offset,
                                indent: this.indent,
                                items: [{ start: [], key: null, sep: [this.sourceToken] }]
                            });
                        }
                        else {
                            it.sep.push(this.sourceToken);
                        }
                    }
                    this.onKeyLine = true;
                    return;
                case 'alias':
                case 'scalar':
                case 'single-quoted-scalar':
                case 'double-quoted-scalar': {
                    const fs = this.flowScalar(this.type);
                    if (atNextItem || it.value) {
                        map.items.push({ start, key: fs, sep: [] });
                        this.onKeyLine = true;
                    }
                    else if (it.sep) {
                        this.stack.push(fs);
                    }
                    else {
                        Object.assign(it, { key: fs, sep: [] });
                        this.onKeyLine = true;
                    }
                    return;
                }
                default: {
                    const bv = this.startBlockValue(map);
                    if (bv) {
                        if (bv.type === 'block-seq') {
                            if (!it.explicitKey &&
                                it.sep &&
                                !includesToken(it.sep, 'newline')) {
                                yield* this.pop({
                                    type: 'error',
                                    offset: this.offset,
                                    message: 'Unexpected block-seq-ind on same line with key',
                                    source: this.source
                                });
                                return;
                            }
                        }
                        else if (atMapIndent) {
                            map.items.push({ start });
                        }
                        this.stack.push(bv);
                        return;
                    }
                }
            }
        }
        yield* this.pop();
        yield* this.step();
    }
    *blockSequence(seq) {
        const it = seq.items[seq.items.length - 1];
        switch (this.type) {
            case 'newline':
                if (it.value) {
                    const end = 'end' in it.value ? it.value.end : undefined;
                    const last = Array.isArray(end) ? end[end.length - 1] : undefined;
                    if (last?.type === 'comment')
                        end?.push(this.sourceToken);
                    else
                        seq.items.push({ start: [this.sourceToken] });
                }
                else
                    it.start.push(this.sourceToken);
                return;
            case 'space':
            case 'comment':
                if (it.value)
                    seq.items.push({ start: [this.sourceToken] });
                else {
                    if (this.atIndentedComment(it.start, seq.indent)) {
                        const prev = seq.items[seq.items.length - 2];
                        const end = prev?.value?.end;
                        if (Array.isArray(end)) {
                            arrayPushArray(end, it.start);
                            end.push(this.sourceToken);
                            seq.items.pop();
                            return;
                        }
                    }
                    it.start.push(this.sourceToken);
                }
                return;
            case 'anchor':
            case 'tag':
                if (it.value || this.indent <= seq.indent)
                    break;
                it.start.push(this.sourceToken);
                return;
            case 'seq-item-ind':
                if (this.indent !== seq.indent)
                    break;
                if (it.value || includesToken(it.start, 'seq-item-ind'))
                    seq.items.push({ start: [this.sourceToken] });
                else
                    it.start.push(this.sourceToken);
                return;
        }
        if (this.indent > seq.indent) {
            const bv = this.startBlockValue(seq);
            if (bv) {
                this.stack.push(bv);
                return;
            }
        }
        yield* this.pop();
        yield* this.step();
    }
    *flowCollection(fc) {
        const it = fc.items[fc.items.length - 1];
        if (this.type === 'flow-error-end') {
            let top;
            do {
                yield* this.pop();
                top = this.peek(1);
            } while (top?.type === 'flow-collection');
        }
        else if (fc.end.length === 0) {
            switch (this.type) {
                case 'comma':
                case 'explicit-key-ind':
                    if (!it || it.sep)
                        fc.items.push({ start: [this.sourceToken] });
                    else
                        it.start.push(this.sourceToken);
                    return;
                case 'map-value-ind':
                    if (!it || it.value)
                        fc.items.push({ start: [], key: null, sep: [this.sourceToken] });
                    else if (it.sep)
                        it.sep.push(this.sourceToken);
                    else
                        Object.assign(it, { key: null, sep: [this.sourceToken] });
                    return;
                case 'space':
                case 'comment':
                case 'newline':
                case 'anchor':
                case 'tag':
                    if (!it || it.value)
                        fc.items.push({ start: [this.sourceToken] });
                    else if (it.sep)
                        it.sep.push(this.sourceToken);
                    else
                        it.start.push(this.sourceToken);
                    return;
                case 'alias':
                case 'scalar':
                case 'single-quoted-scalar':
                case 'double-quoted-scalar': {
                    const fs = this.flowScalar(this.type);
                    if (!it || it.value)
                        fc.items.push({ start: [], key: fs, sep: [] });
                    else if (it.sep)
                        this.stack.push(fs);
                    else
                        Object.assign(it, { key: fs, sep: [] });
                    return;
                }
                case 'flow-map-end':
                case 'flow-seq-end':
                    fc.end.push(this.sourceToken);
                    return;
            }
            const bv = this.startBlockValue(fc);
            /* istanbul ignore else should not happen */
            if (bv)
                this.stack.push(bv);
            else {
                yield* this.pop();
                yield* this.step();
            }
        }
        else {
            const parent = this.peek(2);
            if (parent.type === 'block-map' &&
                ((this.type === 'map-value-ind' && parent.indent === fc.indent) ||
                    (this.type === 'newline' &&
                        !parent.items[parent.items.length - 1].sep))) {
                yield* this.pop();
                yield* this.step();
            }
            else if (this.type === 'map-value-ind' &&
                parent.type !== 'flow-collection') {
                const prev = getPrevProps(parent);
                const start = getFirstKeyStartProps(prev);
                fixFlowSeqItems(fc);
                const sep = fc.end.splice(1, fc.end.length);
                sep.push(this.sourceToken);
                const map = {
                    type: 'block-map',
                    offset: fc.offset,
                    indent: fc.indent,
                    items: [{ start, key: fc, sep }]
                };
                this.onKeyLine = true;
                this.stack[this.stack.length - 1] = map;
            }
            else {
                yield* this.lineEnd(fc);
            }
        }
    }
    flowScalar(type) {
        if (this.onNewLine) {
            let nl = this.source.indexOf('\n') + 1;
            while (nl !== 0) {
                this.onNewLine(this.offset + nl);
                nl = this.source.indexOf('\n', nl) + 1;
            }
        }
        return {
            type,
            offset: this.offset,
            indent: this.indent,
            source: this.source
        };
    }
    startBlockValue(parent) {
        switch (this.type) {
            case 'alias':
            case 'scalar':
            case 'single-quoted-scalar':
            case 'double-quoted-scalar':
                return this.flowScalar(this.type);
            case 'block-scalar-header':
                return {
                    type: 'block-scalar',
                    offset: this.offset,
                    indent: this.indent,
                    props: [this.sourceToken],
                    source: ''
                };
            case 'flow-map-start':
            case 'flow-seq-start':
                return {
                    type: 'flow-collection',
                    offset: this.offset,
                    indent: this.indent,
                    start: this.sourceToken,
                    items: [],
                    end: []
                };
            case 'seq-item-ind':
                return {
                    type: 'block-seq',
                    offset: this.offset,
                    indent: this.indent,
                    items: [{ start: [this.sourceToken] }]
                };
            case 'explicit-key-ind': {
                this.onKeyLine = true;
                const prev = getPrevProps(parent);
                const start = getFirstKeyStartProps(prev);
                start.push(this.sourceToken);
                return {
                    type: 'block-map',
                    offset: this.offset,
                    indent: this.indent,
                    items: [{ start, explicitKey: true }]
                };
            }
            case 'map-value-ind': {
                this.onKeyLine = true;
                const prev = getPrevProps(parent);
                const start = getFirstKeyStartProps(prev);
                return {
                    type: 'block-map',
                    offset: this.offset,
                    indent: this.indent,
                    items: [{ start, key: null, sep: [this.sourceToken] }]
                };
            }
        }
        return null;
    }
    atIndentedComment(start, indent) {
        if (this.type !== 'comment')
            return false;
        if (this.indent <= indent)
            return false;
        return start.every(st => st.type === 'newline' || st.type === 'space');
    }
    *documentEnd(docEnd) {
        if (this.type !== 'doc-mode') {
            if (docEnd.end)
                docEnd.end.push(this.sourceToken);
            else
                docEnd.end = [this.sourceToken];
            if (this.type === 'newline')
                yield* this.pop();
        }
    }
    *lineEnd(token) {
        switch (this.type) {
            case 'comma':
            case 'doc-start':
            case 'doc-end':
            case 'flow-seq-end':
            case 'flow-map-end':
            case 'map-value-ind':
                yield* this.pop();
                yield* this.step();
                break;
            case 'newline':
                this.onKeyLine = false;
            // fallthrough
            case 'space':
            case 'comment':
            default:
                // all other values are errors
                if (token.end)
                    token.end.push(this.sourceToken);
                else
                    token.end = [this.sourceToken];
                if (this.type === 'newline')
                    yield* this.pop();
        }
    }
}

exports.Parser = Parser;


/***/ }),

/***/ 4047:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var composer = __nccwpck_require__(9984);
var Document = __nccwpck_require__(3021);
var errors = __nccwpck_require__(1464);
var log = __nccwpck_require__(7249);
var identity = __nccwpck_require__(1127);
var lineCounter = __nccwpck_require__(6628);
var parser = __nccwpck_require__(3456);

function parseOptions(options) {
    const prettyErrors = options.prettyErrors !== false;
    const lineCounter$1 = options.lineCounter || (prettyErrors && new lineCounter.LineCounter()) || null;
    return { lineCounter: lineCounter$1, prettyErrors };
}
/**
 * Parse the input as a stream of YAML documents.
 *
 * Documents should be separated from each other by `...` or `---` marker lines.
 *
 * @returns If an empty `docs` array is returned, it will be of type
 *   EmptyStream and contain additional stream information. In
 *   TypeScript, you should use `'empty' in docs` as a type guard for it.
 */
function parseAllDocuments(source, options = {}) {
    const { lineCounter, prettyErrors } = parseOptions(options);
    const parser$1 = new parser.Parser(lineCounter?.addNewLine);
    const composer$1 = new composer.Composer(options);
    const docs = Array.from(composer$1.compose(parser$1.parse(source)));
    if (prettyErrors && lineCounter)
        for (const doc of docs) {
            doc.errors.forEach(errors.prettifyError(source, lineCounter));
            doc.warnings.forEach(errors.prettifyError(source, lineCounter));
        }
    if (docs.length > 0)
        return docs;
    return Object.assign([], { empty: true }, composer$1.streamInfo());
}
/** Parse an input string into a single YAML.Document */
function parseDocument(source, options = {}) {
    const { lineCounter, prettyErrors } = parseOptions(options);
    const parser$1 = new parser.Parser(lineCounter?.addNewLine);
    const composer$1 = new composer.Composer(options);
    // `doc` is always set by compose.end(true) at the very latest
    let doc = null;
    for (const _doc of composer$1.compose(parser$1.parse(source), true, source.length)) {
        if (!doc)
            doc = _doc;
        else if (doc.options.logLevel !== 'silent') {
            doc.errors.push(new errors.YAMLParseError(_doc.range.slice(0, 2), 'MULTIPLE_DOCS', 'Source contains multiple documents; please use YAML.parseAllDocuments()'));
            break;
        }
    }
    if (prettyErrors && lineCounter) {
        doc.errors.forEach(errors.prettifyError(source, lineCounter));
        doc.warnings.forEach(errors.prettifyError(source, lineCounter));
    }
    return doc;
}
function parse(src, reviver, options) {
    let _reviver = undefined;
    if (typeof reviver === 'function') {
        _reviver = reviver;
    }
    else if (options === undefined && reviver && typeof reviver === 'object') {
        options = reviver;
    }
    const doc = parseDocument(src, options);
    if (!doc)
        return null;
    doc.warnings.forEach(warning => log.warn(doc.options.logLevel, warning));
    if (doc.errors.length > 0) {
        if (doc.options.logLevel !== 'silent')
            throw doc.errors[0];
        else
            doc.errors = [];
    }
    return doc.toJS(Object.assign({ reviver: _reviver }, options));
}
function stringify(value, replacer, options) {
    let _replacer = null;
    if (typeof replacer === 'function' || Array.isArray(replacer)) {
        _replacer = replacer;
    }
    else if (options === undefined && replacer) {
        options = replacer;
    }
    if (typeof options === 'string')
        options = options.length;
    if (typeof options === 'number') {
        const indent = Math.round(options);
        options = indent < 1 ? undefined : indent > 8 ? { indent: 8 } : { indent };
    }
    if (value === undefined) {
        const { keepUndefined } = options ?? replacer ?? {};
        if (!keepUndefined)
            return undefined;
    }
    if (identity.isDocument(value) && !_replacer)
        return value.toString(options);
    return new Document.Document(value, _replacer, options).toString(options);
}

exports.parse = parse;
exports.parseAllDocuments = parseAllDocuments;
exports.parseDocument = parseDocument;
exports.stringify = stringify;


/***/ }),

/***/ 5840:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var identity = __nccwpck_require__(1127);
var map = __nccwpck_require__(7451);
var seq = __nccwpck_require__(1706);
var string = __nccwpck_require__(6464);
var tags = __nccwpck_require__(18);

const sortMapEntriesByKey = (a, b) => a.key < b.key ? -1 : a.key > b.key ? 1 : 0;
class Schema {
    constructor({ compat, customTags, merge, resolveKnownTags, schema, sortMapEntries, toStringDefaults }) {
        this.compat = Array.isArray(compat)
            ? tags.getTags(compat, 'compat')
            : compat
                ? tags.getTags(null, compat)
                : null;
        this.name = (typeof schema === 'string' && schema) || 'core';
        this.knownTags = resolveKnownTags ? tags.coreKnownTags : {};
        this.tags = tags.getTags(customTags, this.name, merge);
        this.toStringOptions = toStringDefaults ?? null;
        Object.defineProperty(this, identity.MAP, { value: map.map });
        Object.defineProperty(this, identity.SCALAR, { value: string.string });
        Object.defineProperty(this, identity.SEQ, { value: seq.seq });
        // Used by createMap()
        this.sortMapEntries =
            typeof sortMapEntries === 'function'
                ? sortMapEntries
                : sortMapEntries === true
                    ? sortMapEntriesByKey
                    : null;
    }
    clone() {
        const copy = Object.create(Schema.prototype, Object.getOwnPropertyDescriptors(this));
        copy.tags = this.tags.slice();
        return copy;
    }
}

exports.Schema = Schema;


/***/ }),

/***/ 7451:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var identity = __nccwpck_require__(1127);
var YAMLMap = __nccwpck_require__(4454);

const map = {
    collection: 'map',
    default: true,
    nodeClass: YAMLMap.YAMLMap,
    tag: 'tag:yaml.org,2002:map',
    resolve(map, onError) {
        if (!identity.isMap(map))
            onError('Expected a mapping for this tag');
        return map;
    },
    createNode: (schema, obj, ctx) => YAMLMap.YAMLMap.from(schema, obj, ctx)
};

exports.map = map;


/***/ }),

/***/ 3632:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var Scalar = __nccwpck_require__(3301);

const nullTag = {
    identify: value => value == null,
    createNode: () => new Scalar.Scalar(null),
    default: true,
    tag: 'tag:yaml.org,2002:null',
    test: /^(?:~|[Nn]ull|NULL)?$/,
    resolve: () => new Scalar.Scalar(null),
    stringify: ({ source }, ctx) => typeof source === 'string' && nullTag.test.test(source)
        ? source
        : ctx.options.nullStr
};

exports.nullTag = nullTag;


/***/ }),

/***/ 1706:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var identity = __nccwpck_require__(1127);
var YAMLSeq = __nccwpck_require__(2223);

const seq = {
    collection: 'seq',
    default: true,
    nodeClass: YAMLSeq.YAMLSeq,
    tag: 'tag:yaml.org,2002:seq',
    resolve(seq, onError) {
        if (!identity.isSeq(seq))
            onError('Expected a sequence for this tag');
        return seq;
    },
    createNode: (schema, obj, ctx) => YAMLSeq.YAMLSeq.from(schema, obj, ctx)
};

exports.seq = seq;


/***/ }),

/***/ 6464:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var stringifyString = __nccwpck_require__(3069);

const string = {
    identify: value => typeof value === 'string',
    default: true,
    tag: 'tag:yaml.org,2002:str',
    resolve: str => str,
    stringify(item, ctx, onComment, onChompKeep) {
        ctx = Object.assign({ actualString: true }, ctx);
        return stringifyString.stringifyString(item, ctx, onComment, onChompKeep);
    }
};

exports.string = string;


/***/ }),

/***/ 3959:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var Scalar = __nccwpck_require__(3301);

const boolTag = {
    identify: value => typeof value === 'boolean',
    default: true,
    tag: 'tag:yaml.org,2002:bool',
    test: /^(?:[Tt]rue|TRUE|[Ff]alse|FALSE)$/,
    resolve: str => new Scalar.Scalar(str[0] === 't' || str[0] === 'T'),
    stringify({ source, value }, ctx) {
        if (source && boolTag.test.test(source)) {
            const sv = source[0] === 't' || source[0] === 'T';
            if (value === sv)
                return source;
        }
        return value ? ctx.options.trueStr : ctx.options.falseStr;
    }
};

exports.boolTag = boolTag;


/***/ }),

/***/ 8405:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var Scalar = __nccwpck_require__(3301);
var stringifyNumber = __nccwpck_require__(8689);

const floatNaN = {
    identify: value => typeof value === 'number',
    default: true,
    tag: 'tag:yaml.org,2002:float',
    test: /^(?:[-+]?\.(?:inf|Inf|INF)|\.nan|\.NaN|\.NAN)$/,
    resolve: str => str.slice(-3).toLowerCase() === 'nan'
        ? NaN
        : str[0] === '-'
            ? Number.NEGATIVE_INFINITY
            : Number.POSITIVE_INFINITY,
    stringify: stringifyNumber.stringifyNumber
};
const floatExp = {
    identify: value => typeof value === 'number',
    default: true,
    tag: 'tag:yaml.org,2002:float',
    format: 'EXP',
    test: /^[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)[eE][-+]?[0-9]+$/,
    resolve: str => parseFloat(str),
    stringify(node) {
        const num = Number(node.value);
        return isFinite(num) ? num.toExponential() : stringifyNumber.stringifyNumber(node);
    }
};
const float = {
    identify: value => typeof value === 'number',
    default: true,
    tag: 'tag:yaml.org,2002:float',
    test: /^[-+]?(?:\.[0-9]+|[0-9]+\.[0-9]*)$/,
    resolve(str) {
        const node = new Scalar.Scalar(parseFloat(str));
        const dot = str.indexOf('.');
        if (dot !== -1 && str[str.length - 1] === '0')
            node.minFractionDigits = str.length - dot - 1;
        return node;
    },
    stringify: stringifyNumber.stringifyNumber
};

exports.float = float;
exports.floatExp = floatExp;
exports.floatNaN = floatNaN;


/***/ }),

/***/ 9874:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var stringifyNumber = __nccwpck_require__(8689);

const intIdentify = (value) => typeof value === 'bigint' || Number.isInteger(value);
const intResolve = (str, offset, radix, { intAsBigInt }) => (intAsBigInt ? BigInt(str) : parseInt(str.substring(offset), radix));
function intStringify(node, radix, prefix) {
    const { value } = node;
    if (intIdentify(value) && value >= 0)
        return prefix + value.toString(radix);
    return stringifyNumber.stringifyNumber(node);
}
const intOct = {
    identify: value => intIdentify(value) && value >= 0,
    default: true,
    tag: 'tag:yaml.org,2002:int',
    format: 'OCT',
    test: /^0o[0-7]+$/,
    resolve: (str, _onError, opt) => intResolve(str, 2, 8, opt),
    stringify: node => intStringify(node, 8, '0o')
};
const int = {
    identify: intIdentify,
    default: true,
    tag: 'tag:yaml.org,2002:int',
    test: /^[-+]?[0-9]+$/,
    resolve: (str, _onError, opt) => intResolve(str, 0, 10, opt),
    stringify: stringifyNumber.stringifyNumber
};
const intHex = {
    identify: value => intIdentify(value) && value >= 0,
    default: true,
    tag: 'tag:yaml.org,2002:int',
    format: 'HEX',
    test: /^0x[0-9a-fA-F]+$/,
    resolve: (str, _onError, opt) => intResolve(str, 2, 16, opt),
    stringify: node => intStringify(node, 16, '0x')
};

exports.int = int;
exports.intHex = intHex;
exports.intOct = intOct;


/***/ }),

/***/ 896:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var map = __nccwpck_require__(7451);
var _null = __nccwpck_require__(3632);
var seq = __nccwpck_require__(1706);
var string = __nccwpck_require__(6464);
var bool = __nccwpck_require__(3959);
var float = __nccwpck_require__(8405);
var int = __nccwpck_require__(9874);

const schema = [
    map.map,
    seq.seq,
    string.string,
    _null.nullTag,
    bool.boolTag,
    int.intOct,
    int.int,
    int.intHex,
    float.floatNaN,
    float.floatExp,
    float.float
];

exports.schema = schema;


/***/ }),

/***/ 3559:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var Scalar = __nccwpck_require__(3301);
var map = __nccwpck_require__(7451);
var seq = __nccwpck_require__(1706);

function intIdentify(value) {
    return typeof value === 'bigint' || Number.isInteger(value);
}
const stringifyJSON = ({ value }) => JSON.stringify(value);
const jsonScalars = [
    {
        identify: value => typeof value === 'string',
        default: true,
        tag: 'tag:yaml.org,2002:str',
        resolve: str => str,
        stringify: stringifyJSON
    },
    {
        identify: value => value == null,
        createNode: () => new Scalar.Scalar(null),
        default: true,
        tag: 'tag:yaml.org,2002:null',
        test: /^null$/,
        resolve: () => null,
        stringify: stringifyJSON
    },
    {
        identify: value => typeof value === 'boolean',
        default: true,
        tag: 'tag:yaml.org,2002:bool',
        test: /^true$|^false$/,
        resolve: str => str === 'true',
        stringify: stringifyJSON
    },
    {
        identify: intIdentify,
        default: true,
        tag: 'tag:yaml.org,2002:int',
        test: /^-?(?:0|[1-9][0-9]*)$/,
        resolve: (str, _onError, { intAsBigInt }) => intAsBigInt ? BigInt(str) : parseInt(str, 10),
        stringify: ({ value }) => intIdentify(value) ? value.toString() : JSON.stringify(value)
    },
    {
        identify: value => typeof value === 'number',
        default: true,
        tag: 'tag:yaml.org,2002:float',
        test: /^-?(?:0|[1-9][0-9]*)(?:\.[0-9]*)?(?:[eE][-+]?[0-9]+)?$/,
        resolve: str => parseFloat(str),
        stringify: stringifyJSON
    }
];
const jsonError = {
    default: true,
    tag: '',
    test: /^/,
    resolve(str, onError) {
        onError(`Unresolved plain scalar ${JSON.stringify(str)}`);
        return str;
    }
};
const schema = [map.map, seq.seq].concat(jsonScalars, jsonError);

exports.schema = schema;


/***/ }),

/***/ 18:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var map = __nccwpck_require__(7451);
var _null = __nccwpck_require__(3632);
var seq = __nccwpck_require__(1706);
var string = __nccwpck_require__(6464);
var bool = __nccwpck_require__(3959);
var float = __nccwpck_require__(8405);
var int = __nccwpck_require__(9874);
var schema = __nccwpck_require__(896);
var schema$1 = __nccwpck_require__(3559);
var binary = __nccwpck_require__(6083);
var merge = __nccwpck_require__(8071);
var omap = __nccwpck_require__(303);
var pairs = __nccwpck_require__(8385);
var schema$2 = __nccwpck_require__(5913);
var set = __nccwpck_require__(1528);
var timestamp = __nccwpck_require__(6752);

const schemas = new Map([
    ['core', schema.schema],
    ['failsafe', [map.map, seq.seq, string.string]],
    ['json', schema$1.schema],
    ['yaml11', schema$2.schema],
    ['yaml-1.1', schema$2.schema]
]);
const tagsByName = {
    binary: binary.binary,
    bool: bool.boolTag,
    float: float.float,
    floatExp: float.floatExp,
    floatNaN: float.floatNaN,
    floatTime: timestamp.floatTime,
    int: int.int,
    intHex: int.intHex,
    intOct: int.intOct,
    intTime: timestamp.intTime,
    map: map.map,
    merge: merge.merge,
    null: _null.nullTag,
    omap: omap.omap,
    pairs: pairs.pairs,
    seq: seq.seq,
    set: set.set,
    timestamp: timestamp.timestamp
};
const coreKnownTags = {
    'tag:yaml.org,2002:binary': binary.binary,
    'tag:yaml.org,2002:merge': merge.merge,
    'tag:yaml.org,2002:omap': omap.omap,
    'tag:yaml.org,2002:pairs': pairs.pairs,
    'tag:yaml.org,2002:set': set.set,
    'tag:yaml.org,2002:timestamp': timestamp.timestamp
};
function getTags(customTags, schemaName, addMergeTag) {
    const schemaTags = schemas.get(schemaName);
    if (schemaTags && !customTags) {
        return addMergeTag && !schemaTags.includes(merge.merge)
            ? schemaTags.concat(merge.merge)
            : schemaTags.slice();
    }
    let tags = schemaTags;
    if (!tags) {
        if (Array.isArray(customTags))
            tags = [];
        else {
            const keys = Array.from(schemas.keys())
                .filter(key => key !== 'yaml11')
                .map(key => JSON.stringify(key))
                .join(', ');
            throw new Error(`Unknown schema "${schemaName}"; use one of ${keys} or define customTags array`);
        }
    }
    if (Array.isArray(customTags)) {
        for (const tag of customTags)
            tags = tags.concat(tag);
    }
    else if (typeof customTags === 'function') {
        tags = customTags(tags.slice());
    }
    if (addMergeTag)
        tags = tags.concat(merge.merge);
    return tags.reduce((tags, tag) => {
        const tagObj = typeof tag === 'string' ? tagsByName[tag] : tag;
        if (!tagObj) {
            const tagName = JSON.stringify(tag);
            const keys = Object.keys(tagsByName)
                .map(key => JSON.stringify(key))
                .join(', ');
            throw new Error(`Unknown custom tag ${tagName}; use one of ${keys}`);
        }
        if (!tags.includes(tagObj))
            tags.push(tagObj);
        return tags;
    }, []);
}

exports.coreKnownTags = coreKnownTags;
exports.getTags = getTags;


/***/ }),

/***/ 6083:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var node_buffer = __nccwpck_require__(181);
var Scalar = __nccwpck_require__(3301);
var stringifyString = __nccwpck_require__(3069);

const binary = {
    identify: value => value instanceof Uint8Array, // Buffer inherits from Uint8Array
    default: false,
    tag: 'tag:yaml.org,2002:binary',
    /**
     * Returns a Buffer in node and an Uint8Array in browsers
     *
     * To use the resulting buffer as an image, you'll want to do something like:
     *
     *   const blob = new Blob([buffer], { type: 'image/jpeg' })
     *   document.querySelector('#photo').src = URL.createObjectURL(blob)
     */
    resolve(src, onError) {
        if (typeof node_buffer.Buffer === 'function') {
            return node_buffer.Buffer.from(src, 'base64');
        }
        else if (typeof atob === 'function') {
            // On IE 11, atob() can't handle newlines
            const str = atob(src.replace(/[\n\r]/g, ''));
            const buffer = new Uint8Array(str.length);
            for (let i = 0; i < str.length; ++i)
                buffer[i] = str.charCodeAt(i);
            return buffer;
        }
        else {
            onError('This environment does not support reading binary tags; either Buffer or atob is required');
            return src;
        }
    },
    stringify({ comment, type, value }, ctx, onComment, onChompKeep) {
        if (!value)
            return '';
        const buf = value; // checked earlier by binary.identify()
        let str;
        if (typeof node_buffer.Buffer === 'function') {
            str =
                buf instanceof node_buffer.Buffer
                    ? buf.toString('base64')
                    : node_buffer.Buffer.from(buf.buffer).toString('base64');
        }
        else if (typeof btoa === 'function') {
            let s = '';
            for (let i = 0; i < buf.length; ++i)
                s += String.fromCharCode(buf[i]);
            str = btoa(s);
        }
        else {
            throw new Error('This environment does not support writing binary tags; either Buffer or btoa is required');
        }
        type ?? (type = Scalar.Scalar.BLOCK_LITERAL);
        if (type !== Scalar.Scalar.QUOTE_DOUBLE) {
            const lineWidth = Math.max(ctx.options.lineWidth - ctx.indent.length, ctx.options.minContentWidth);
            const n = Math.ceil(str.length / lineWidth);
            const lines = new Array(n);
            for (let i = 0, o = 0; i < n; ++i, o += lineWidth) {
                lines[i] = str.substr(o, lineWidth);
            }
            str = lines.join(type === Scalar.Scalar.BLOCK_LITERAL ? '\n' : ' ');
        }
        return stringifyString.stringifyString({ comment, type, value: str }, ctx, onComment, onChompKeep);
    }
};

exports.binary = binary;


/***/ }),

/***/ 8398:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var Scalar = __nccwpck_require__(3301);

function boolStringify({ value, source }, ctx) {
    const boolObj = value ? trueTag : falseTag;
    if (source && boolObj.test.test(source))
        return source;
    return value ? ctx.options.trueStr : ctx.options.falseStr;
}
const trueTag = {
    identify: value => value === true,
    default: true,
    tag: 'tag:yaml.org,2002:bool',
    test: /^(?:Y|y|[Yy]es|YES|[Tt]rue|TRUE|[Oo]n|ON)$/,
    resolve: () => new Scalar.Scalar(true),
    stringify: boolStringify
};
const falseTag = {
    identify: value => value === false,
    default: true,
    tag: 'tag:yaml.org,2002:bool',
    test: /^(?:N|n|[Nn]o|NO|[Ff]alse|FALSE|[Oo]ff|OFF)$/,
    resolve: () => new Scalar.Scalar(false),
    stringify: boolStringify
};

exports.falseTag = falseTag;
exports.trueTag = trueTag;


/***/ }),

/***/ 5782:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var Scalar = __nccwpck_require__(3301);
var stringifyNumber = __nccwpck_require__(8689);

const floatNaN = {
    identify: value => typeof value === 'number',
    default: true,
    tag: 'tag:yaml.org,2002:float',
    test: /^(?:[-+]?\.(?:inf|Inf|INF)|\.nan|\.NaN|\.NAN)$/,
    resolve: (str) => str.slice(-3).toLowerCase() === 'nan'
        ? NaN
        : str[0] === '-'
            ? Number.NEGATIVE_INFINITY
            : Number.POSITIVE_INFINITY,
    stringify: stringifyNumber.stringifyNumber
};
const floatExp = {
    identify: value => typeof value === 'number',
    default: true,
    tag: 'tag:yaml.org,2002:float',
    format: 'EXP',
    test: /^[-+]?(?:[0-9][0-9_]*)?(?:\.[0-9_]*)?[eE][-+]?[0-9]+$/,
    resolve: (str) => parseFloat(str.replace(/_/g, '')),
    stringify(node) {
        const num = Number(node.value);
        return isFinite(num) ? num.toExponential() : stringifyNumber.stringifyNumber(node);
    }
};
const float = {
    identify: value => typeof value === 'number',
    default: true,
    tag: 'tag:yaml.org,2002:float',
    test: /^[-+]?(?:[0-9][0-9_]*)?\.[0-9_]*$/,
    resolve(str) {
        const node = new Scalar.Scalar(parseFloat(str.replace(/_/g, '')));
        const dot = str.indexOf('.');
        if (dot !== -1) {
            const f = str.substring(dot + 1).replace(/_/g, '');
            if (f[f.length - 1] === '0')
                node.minFractionDigits = f.length;
        }
        return node;
    },
    stringify: stringifyNumber.stringifyNumber
};

exports.float = float;
exports.floatExp = floatExp;
exports.floatNaN = floatNaN;


/***/ }),

/***/ 873:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var stringifyNumber = __nccwpck_require__(8689);

const intIdentify = (value) => typeof value === 'bigint' || Number.isInteger(value);
function intResolve(str, offset, radix, { intAsBigInt }) {
    const sign = str[0];
    if (sign === '-' || sign === '+')
        offset += 1;
    str = str.substring(offset).replace(/_/g, '');
    if (intAsBigInt) {
        switch (radix) {
            case 2:
                str = `0b${str}`;
                break;
            case 8:
                str = `0o${str}`;
                break;
            case 16:
                str = `0x${str}`;
                break;
        }
        const n = BigInt(str);
        return sign === '-' ? BigInt(-1) * n : n;
    }
    const n = parseInt(str, radix);
    return sign === '-' ? -1 * n : n;
}
function intStringify(node, radix, prefix) {
    const { value } = node;
    if (intIdentify(value)) {
        const str = value.toString(radix);
        return value < 0 ? '-' + prefix + str.substr(1) : prefix + str;
    }
    return stringifyNumber.stringifyNumber(node);
}
const intBin = {
    identify: intIdentify,
    default: true,
    tag: 'tag:yaml.org,2002:int',
    format: 'BIN',
    test: /^[-+]?0b[0-1_]+$/,
    resolve: (str, _onError, opt) => intResolve(str, 2, 2, opt),
    stringify: node => intStringify(node, 2, '0b')
};
const intOct = {
    identify: intIdentify,
    default: true,
    tag: 'tag:yaml.org,2002:int',
    format: 'OCT',
    test: /^[-+]?0[0-7_]+$/,
    resolve: (str, _onError, opt) => intResolve(str, 1, 8, opt),
    stringify: node => intStringify(node, 8, '0')
};
const int = {
    identify: intIdentify,
    default: true,
    tag: 'tag:yaml.org,2002:int',
    test: /^[-+]?[0-9][0-9_]*$/,
    resolve: (str, _onError, opt) => intResolve(str, 0, 10, opt),
    stringify: stringifyNumber.stringifyNumber
};
const intHex = {
    identify: intIdentify,
    default: true,
    tag: 'tag:yaml.org,2002:int',
    format: 'HEX',
    test: /^[-+]?0x[0-9a-fA-F_]+$/,
    resolve: (str, _onError, opt) => intResolve(str, 2, 16, opt),
    stringify: node => intStringify(node, 16, '0x')
};

exports.int = int;
exports.intBin = intBin;
exports.intHex = intHex;
exports.intOct = intOct;


/***/ }),

/***/ 8071:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var identity = __nccwpck_require__(1127);
var Scalar = __nccwpck_require__(3301);

// If the value associated with a merge key is a single mapping node, each of
// its key/value pairs is inserted into the current mapping, unless the key
// already exists in it. If the value associated with the merge key is a
// sequence, then this sequence is expected to contain mapping nodes and each
// of these nodes is merged in turn according to its order in the sequence.
// Keys in mapping nodes earlier in the sequence override keys specified in
// later mapping nodes. -- http://yaml.org/type/merge.html
const MERGE_KEY = '<<';
const merge = {
    identify: value => value === MERGE_KEY ||
        (typeof value === 'symbol' && value.description === MERGE_KEY),
    default: 'key',
    tag: 'tag:yaml.org,2002:merge',
    test: /^<<$/,
    resolve: () => Object.assign(new Scalar.Scalar(Symbol(MERGE_KEY)), {
        addToJSMap: addMergeToJSMap
    }),
    stringify: () => MERGE_KEY
};
const isMergeKey = (ctx, key) => (merge.identify(key) ||
    (identity.isScalar(key) &&
        (!key.type || key.type === Scalar.Scalar.PLAIN) &&
        merge.identify(key.value))) &&
    ctx?.doc.schema.tags.some(tag => tag.tag === merge.tag && tag.default);
function addMergeToJSMap(ctx, map, value) {
    const source = resolveAliasValue(ctx, value);
    if (identity.isSeq(source))
        for (const it of source.items)
            mergeValue(ctx, map, it);
    else if (Array.isArray(source))
        for (const it of source)
            mergeValue(ctx, map, it);
    else
        mergeValue(ctx, map, source);
}
function mergeValue(ctx, map, value) {
    const source = resolveAliasValue(ctx, value);
    if (!identity.isMap(source))
        throw new Error('Merge sources must be maps or map aliases');
    const srcMap = source.toJSON(null, ctx, Map);
    for (const [key, value] of srcMap) {
        if (map instanceof Map) {
            if (!map.has(key))
                map.set(key, value);
        }
        else if (map instanceof Set) {
            map.add(key);
        }
        else if (!Object.prototype.hasOwnProperty.call(map, key)) {
            Object.defineProperty(map, key, {
                value,
                writable: true,
                enumerable: true,
                configurable: true
            });
        }
    }
    return map;
}
function resolveAliasValue(ctx, value) {
    return ctx && identity.isAlias(value) ? value.resolve(ctx.doc, ctx) : value;
}

exports.addMergeToJSMap = addMergeToJSMap;
exports.isMergeKey = isMergeKey;
exports.merge = merge;


/***/ }),

/***/ 303:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var identity = __nccwpck_require__(1127);
var toJS = __nccwpck_require__(4043);
var YAMLMap = __nccwpck_require__(4454);
var YAMLSeq = __nccwpck_require__(2223);
var pairs = __nccwpck_require__(8385);

class YAMLOMap extends YAMLSeq.YAMLSeq {
    constructor() {
        super();
        this.add = YAMLMap.YAMLMap.prototype.add.bind(this);
        this.delete = YAMLMap.YAMLMap.prototype.delete.bind(this);
        this.get = YAMLMap.YAMLMap.prototype.get.bind(this);
        this.has = YAMLMap.YAMLMap.prototype.has.bind(this);
        this.set = YAMLMap.YAMLMap.prototype.set.bind(this);
        this.tag = YAMLOMap.tag;
    }
    /**
     * If `ctx` is given, the return type is actually `Map<unknown, unknown>`,
     * but TypeScript won't allow widening the signature of a child method.
     */
    toJSON(_, ctx) {
        if (!ctx)
            return super.toJSON(_);
        const map = new Map();
        if (ctx?.onCreate)
            ctx.onCreate(map);
        for (const pair of this.items) {
            let key, value;
            if (identity.isPair(pair)) {
                key = toJS.toJS(pair.key, '', ctx);
                value = toJS.toJS(pair.value, key, ctx);
            }
            else {
                key = toJS.toJS(pair, '', ctx);
            }
            if (map.has(key))
                throw new Error('Ordered maps must not include duplicate keys');
            map.set(key, value);
        }
        return map;
    }
    static from(schema, iterable, ctx) {
        const pairs$1 = pairs.createPairs(schema, iterable, ctx);
        const omap = new this();
        omap.items = pairs$1.items;
        return omap;
    }
}
YAMLOMap.tag = 'tag:yaml.org,2002:omap';
const omap = {
    collection: 'seq',
    identify: value => value instanceof Map,
    nodeClass: YAMLOMap,
    default: false,
    tag: 'tag:yaml.org,2002:omap',
    resolve(seq, onError) {
        const pairs$1 = pairs.resolvePairs(seq, onError);
        const seenKeys = [];
        for (const { key } of pairs$1.items) {
            if (identity.isScalar(key)) {
                if (seenKeys.includes(key.value)) {
                    onError(`Ordered maps must not include duplicate keys: ${key.value}`);
                }
                else {
                    seenKeys.push(key.value);
                }
            }
        }
        return Object.assign(new YAMLOMap(), pairs$1);
    },
    createNode: (schema, iterable, ctx) => YAMLOMap.from(schema, iterable, ctx)
};

exports.YAMLOMap = YAMLOMap;
exports.omap = omap;


/***/ }),

/***/ 8385:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var identity = __nccwpck_require__(1127);
var Pair = __nccwpck_require__(7165);
var Scalar = __nccwpck_require__(3301);
var YAMLSeq = __nccwpck_require__(2223);

function resolvePairs(seq, onError) {
    if (identity.isSeq(seq)) {
        for (let i = 0; i < seq.items.length; ++i) {
            let item = seq.items[i];
            if (identity.isPair(item))
                continue;
            else if (identity.isMap(item)) {
                if (item.items.length > 1)
                    onError('Each pair must have its own sequence indicator');
                const pair = item.items[0] || new Pair.Pair(new Scalar.Scalar(null));
                if (item.commentBefore)
                    pair.key.commentBefore = pair.key.commentBefore
                        ? `${item.commentBefore}\n${pair.key.commentBefore}`
                        : item.commentBefore;
                if (item.comment) {
                    const cn = pair.value ?? pair.key;
                    cn.comment = cn.comment
                        ? `${item.comment}\n${cn.comment}`
                        : item.comment;
                }
                item = pair;
            }
            seq.items[i] = identity.isPair(item) ? item : new Pair.Pair(item);
        }
    }
    else
        onError('Expected a sequence for this tag');
    return seq;
}
function createPairs(schema, iterable, ctx) {
    const { replacer } = ctx;
    const pairs = new YAMLSeq.YAMLSeq(schema);
    pairs.tag = 'tag:yaml.org,2002:pairs';
    let i = 0;
    if (iterable && Symbol.iterator in Object(iterable))
        for (let it of iterable) {
            if (typeof replacer === 'function')
                it = replacer.call(iterable, String(i++), it);
            let key, value;
            if (Array.isArray(it)) {
                if (it.length === 2) {
                    key = it[0];
                    value = it[1];
                }
                else
                    throw new TypeError(`Expected [key, value] tuple: ${it}`);
            }
            else if (it && it instanceof Object) {
                const keys = Object.keys(it);
                if (keys.length === 1) {
                    key = keys[0];
                    value = it[key];
                }
                else {
                    throw new TypeError(`Expected tuple with one key, not ${keys.length} keys`);
                }
            }
            else {
                key = it;
            }
            pairs.items.push(Pair.createPair(key, value, ctx));
        }
    return pairs;
}
const pairs = {
    collection: 'seq',
    default: false,
    tag: 'tag:yaml.org,2002:pairs',
    resolve: resolvePairs,
    createNode: createPairs
};

exports.createPairs = createPairs;
exports.pairs = pairs;
exports.resolvePairs = resolvePairs;


/***/ }),

/***/ 5913:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var map = __nccwpck_require__(7451);
var _null = __nccwpck_require__(3632);
var seq = __nccwpck_require__(1706);
var string = __nccwpck_require__(6464);
var binary = __nccwpck_require__(6083);
var bool = __nccwpck_require__(8398);
var float = __nccwpck_require__(5782);
var int = __nccwpck_require__(873);
var merge = __nccwpck_require__(8071);
var omap = __nccwpck_require__(303);
var pairs = __nccwpck_require__(8385);
var set = __nccwpck_require__(1528);
var timestamp = __nccwpck_require__(6752);

const schema = [
    map.map,
    seq.seq,
    string.string,
    _null.nullTag,
    bool.trueTag,
    bool.falseTag,
    int.intBin,
    int.intOct,
    int.int,
    int.intHex,
    float.floatNaN,
    float.floatExp,
    float.float,
    binary.binary,
    merge.merge,
    omap.omap,
    pairs.pairs,
    set.set,
    timestamp.intTime,
    timestamp.floatTime,
    timestamp.timestamp
];

exports.schema = schema;


/***/ }),

/***/ 1528:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var identity = __nccwpck_require__(1127);
var Pair = __nccwpck_require__(7165);
var YAMLMap = __nccwpck_require__(4454);

class YAMLSet extends YAMLMap.YAMLMap {
    constructor(schema) {
        super(schema);
        this.tag = YAMLSet.tag;
    }
    add(key) {
        let pair;
        if (identity.isPair(key))
            pair = key;
        else if (key &&
            typeof key === 'object' &&
            'key' in key &&
            'value' in key &&
            key.value === null)
            pair = new Pair.Pair(key.key, null);
        else
            pair = new Pair.Pair(key, null);
        const prev = YAMLMap.findPair(this.items, pair.key);
        if (!prev)
            this.items.push(pair);
    }
    /**
     * If `keepPair` is `true`, returns the Pair matching `key`.
     * Otherwise, returns the value of that Pair's key.
     */
    get(key, keepPair) {
        const pair = YAMLMap.findPair(this.items, key);
        return !keepPair && identity.isPair(pair)
            ? identity.isScalar(pair.key)
                ? pair.key.value
                : pair.key
            : pair;
    }
    set(key, value) {
        if (typeof value !== 'boolean')
            throw new Error(`Expected boolean value for set(key, value) in a YAML set, not ${typeof value}`);
        const prev = YAMLMap.findPair(this.items, key);
        if (prev && !value) {
            this.items.splice(this.items.indexOf(prev), 1);
        }
        else if (!prev && value) {
            this.items.push(new Pair.Pair(key));
        }
    }
    toJSON(_, ctx) {
        return super.toJSON(_, ctx, Set);
    }
    toString(ctx, onComment, onChompKeep) {
        if (!ctx)
            return JSON.stringify(this);
        if (this.hasAllNullValues(true))
            return super.toString(Object.assign({}, ctx, { allNullValues: true }), onComment, onChompKeep);
        else
            throw new Error('Set items must all have null values');
    }
    static from(schema, iterable, ctx) {
        const { replacer } = ctx;
        const set = new this(schema);
        if (iterable && Symbol.iterator in Object(iterable))
            for (let value of iterable) {
                if (typeof replacer === 'function')
                    value = replacer.call(iterable, value, value);
                set.items.push(Pair.createPair(value, null, ctx));
            }
        return set;
    }
}
YAMLSet.tag = 'tag:yaml.org,2002:set';
const set = {
    collection: 'map',
    identify: value => value instanceof Set,
    nodeClass: YAMLSet,
    default: false,
    tag: 'tag:yaml.org,2002:set',
    createNode: (schema, iterable, ctx) => YAMLSet.from(schema, iterable, ctx),
    resolve(map, onError) {
        if (identity.isMap(map)) {
            if (map.hasAllNullValues(true))
                return Object.assign(new YAMLSet(), map);
            else
                onError('Set items must all have null values');
        }
        else
            onError('Expected a mapping for this tag');
        return map;
    }
};

exports.YAMLSet = YAMLSet;
exports.set = set;


/***/ }),

/***/ 6752:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var stringifyNumber = __nccwpck_require__(8689);

/** Internal types handle bigint as number, because TS can't figure it out. */
function parseSexagesimal(str, asBigInt) {
    const sign = str[0];
    const parts = sign === '-' || sign === '+' ? str.substring(1) : str;
    const num = (n) => asBigInt ? BigInt(n) : Number(n);
    const res = parts
        .replace(/_/g, '')
        .split(':')
        .reduce((res, p) => res * num(60) + num(p), num(0));
    return (sign === '-' ? num(-1) * res : res);
}
/**
 * hhhh:mm:ss.sss
 *
 * Internal types handle bigint as number, because TS can't figure it out.
 */
function stringifySexagesimal(node) {
    let { value } = node;
    let num = (n) => n;
    if (typeof value === 'bigint')
        num = n => BigInt(n);
    else if (isNaN(value) || !isFinite(value))
        return stringifyNumber.stringifyNumber(node);
    let sign = '';
    if (value < 0) {
        sign = '-';
        value *= num(-1);
    }
    const _60 = num(60);
    const parts = [value % _60]; // seconds, including ms
    if (value < 60) {
        parts.unshift(0); // at least one : is required
    }
    else {
        value = (value - parts[0]) / _60;
        parts.unshift(value % _60); // minutes
        if (value >= 60) {
            value = (value - parts[0]) / _60;
            parts.unshift(value); // hours
        }
    }
    return (sign +
        parts
            .map(n => String(n).padStart(2, '0'))
            .join(':')
            .replace(/000000\d*$/, '') // % 60 may introduce error
    );
}
const intTime = {
    identify: value => typeof value === 'bigint' || Number.isInteger(value),
    default: true,
    tag: 'tag:yaml.org,2002:int',
    format: 'TIME',
    test: /^[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+$/,
    resolve: (str, _onError, { intAsBigInt }) => parseSexagesimal(str, intAsBigInt),
    stringify: stringifySexagesimal
};
const floatTime = {
    identify: value => typeof value === 'number',
    default: true,
    tag: 'tag:yaml.org,2002:float',
    format: 'TIME',
    test: /^[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+\.[0-9_]*$/,
    resolve: str => parseSexagesimal(str, false),
    stringify: stringifySexagesimal
};
const timestamp = {
    identify: value => value instanceof Date,
    default: true,
    tag: 'tag:yaml.org,2002:timestamp',
    // If the time zone is omitted, the timestamp is assumed to be specified in UTC. The time part
    // may be omitted altogether, resulting in a date format. In such a case, the time part is
    // assumed to be 00:00:00Z (start of day, UTC).
    test: RegExp('^([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})' + // YYYY-Mm-Dd
        '(?:' + // time is optional
        '(?:t|T|[ \\t]+)' + // t | T | whitespace
        '([0-9]{1,2}):([0-9]{1,2}):([0-9]{1,2}(\\.[0-9]+)?)' + // Hh:Mm:Ss(.ss)?
        '(?:[ \\t]*(Z|[-+][012]?[0-9](?::[0-9]{2})?))?' + // Z | +5 | -03:30
        ')?$'),
    resolve(str) {
        const match = str.match(timestamp.test);
        if (!match)
            throw new Error('!!timestamp expects a date, starting with yyyy-mm-dd');
        const [, year, month, day, hour, minute, second] = match.map(Number);
        const millisec = match[7] ? Number((match[7] + '00').substr(1, 3)) : 0;
        let date = Date.UTC(year, month - 1, day, hour || 0, minute || 0, second || 0, millisec);
        const tz = match[8];
        if (tz && tz !== 'Z') {
            let d = parseSexagesimal(tz, false);
            if (Math.abs(d) < 30)
                d *= 60;
            date -= 60000 * d;
        }
        return new Date(date);
    },
    stringify: ({ value }) => value?.toISOString().replace(/(T00:00:00)?\.000Z$/, '') ?? ''
};

exports.floatTime = floatTime;
exports.intTime = intTime;
exports.timestamp = timestamp;


/***/ }),

/***/ 4475:
/***/ ((__unused_webpack_module, exports) => {



const FOLD_FLOW = 'flow';
const FOLD_BLOCK = 'block';
const FOLD_QUOTED = 'quoted';
/**
 * Tries to keep input at up to `lineWidth` characters, splitting only on spaces
 * not followed by newlines or spaces unless `mode` is `'quoted'`. Lines are
 * terminated with `\n` and started with `indent`.
 */
function foldFlowLines(text, indent, mode = 'flow', { indentAtStart, lineWidth = 80, minContentWidth = 20, onFold, onOverflow } = {}) {
    if (!lineWidth || lineWidth < 0)
        return text;
    if (lineWidth < minContentWidth)
        minContentWidth = 0;
    const endStep = Math.max(1 + minContentWidth, 1 + lineWidth - indent.length);
    if (text.length <= endStep)
        return text;
    const folds = [];
    const escapedFolds = {};
    let end = lineWidth - indent.length;
    if (typeof indentAtStart === 'number') {
        if (indentAtStart > lineWidth - Math.max(2, minContentWidth))
            folds.push(0);
        else
            end = lineWidth - indentAtStart;
    }
    let split = undefined;
    let prev = undefined;
    let overflow = false;
    let i = -1;
    let escStart = -1;
    let escEnd = -1;
    if (mode === FOLD_BLOCK) {
        i = consumeMoreIndentedLines(text, i, indent.length);
        if (i !== -1)
            end = i + endStep;
    }
    for (let ch; (ch = text[(i += 1)]);) {
        if (mode === FOLD_QUOTED && ch === '\\') {
            escStart = i;
            switch (text[i + 1]) {
                case 'x':
                    i += 3;
                    break;
                case 'u':
                    i += 5;
                    break;
                case 'U':
                    i += 9;
                    break;
                default:
                    i += 1;
            }
            escEnd = i;
        }
        if (ch === '\n') {
            if (mode === FOLD_BLOCK)
                i = consumeMoreIndentedLines(text, i, indent.length);
            end = i + indent.length + endStep;
            split = undefined;
        }
        else {
            if (ch === ' ' &&
                prev &&
                prev !== ' ' &&
                prev !== '\n' &&
                prev !== '\t') {
                // space surrounded by non-space can be replaced with newline + indent
                const next = text[i + 1];
                if (next && next !== ' ' && next !== '\n' && next !== '\t')
                    split = i;
            }
            if (i >= end) {
                if (split) {
                    folds.push(split);
                    end = split + endStep;
                    split = undefined;
                }
                else if (mode === FOLD_QUOTED) {
                    // white-space collected at end may stretch past lineWidth
                    while (prev === ' ' || prev === '\t') {
                        prev = ch;
                        ch = text[(i += 1)];
                        overflow = true;
                    }
                    // Account for newline escape, but don't break preceding escape
                    const j = i > escEnd + 1 ? i - 2 : escStart - 1;
                    // Bail out if lineWidth & minContentWidth are shorter than an escape string
                    if (escapedFolds[j])
                        return text;
                    folds.push(j);
                    escapedFolds[j] = true;
                    end = j + endStep;
                    split = undefined;
                }
                else {
                    overflow = true;
                }
            }
        }
        prev = ch;
    }
    if (overflow && onOverflow)
        onOverflow();
    if (folds.length === 0)
        return text;
    if (onFold)
        onFold();
    let res = text.slice(0, folds[0]);
    for (let i = 0; i < folds.length; ++i) {
        const fold = folds[i];
        const end = folds[i + 1] || text.length;
        if (fold === 0)
            res = `\n${indent}${text.slice(0, end)}`;
        else {
            if (mode === FOLD_QUOTED && escapedFolds[fold])
                res += `${text[fold]}\\`;
            res += `\n${indent}${text.slice(fold + 1, end)}`;
        }
    }
    return res;
}
/**
 * Presumes `i + 1` is at the start of a line
 * @returns index of last newline in more-indented block
 */
function consumeMoreIndentedLines(text, i, indent) {
    let end = i;
    let start = i + 1;
    let ch = text[start];
    while (ch === ' ' || ch === '\t') {
        if (i < start + indent) {
            ch = text[++i];
        }
        else {
            do {
                ch = text[++i];
            } while (ch && ch !== '\n');
            end = i;
            start = i + 1;
            ch = text[start];
        }
    }
    return end;
}

exports.FOLD_BLOCK = FOLD_BLOCK;
exports.FOLD_FLOW = FOLD_FLOW;
exports.FOLD_QUOTED = FOLD_QUOTED;
exports.foldFlowLines = foldFlowLines;


/***/ }),

/***/ 2148:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var anchors = __nccwpck_require__(1596);
var identity = __nccwpck_require__(1127);
var stringifyComment = __nccwpck_require__(9799);
var stringifyString = __nccwpck_require__(3069);

function createStringifyContext(doc, options) {
    const opt = Object.assign({
        blockQuote: true,
        commentString: stringifyComment.stringifyComment,
        defaultKeyType: null,
        defaultStringType: 'PLAIN',
        directives: null,
        doubleQuotedAsJSON: false,
        doubleQuotedMinMultiLineLength: 40,
        falseStr: 'false',
        flowCollectionPadding: true,
        indentSeq: true,
        lineWidth: 80,
        minContentWidth: 20,
        nullStr: 'null',
        simpleKeys: false,
        singleQuote: null,
        trailingComma: false,
        trueStr: 'true',
        verifyAliasOrder: true
    }, doc.schema.toStringOptions, options);
    let inFlow;
    switch (opt.collectionStyle) {
        case 'block':
            inFlow = false;
            break;
        case 'flow':
            inFlow = true;
            break;
        default:
            inFlow = null;
    }
    return {
        anchors: new Set(),
        doc,
        flowCollectionPadding: opt.flowCollectionPadding ? ' ' : '',
        indent: '',
        indentStep: typeof opt.indent === 'number' ? ' '.repeat(opt.indent) : '  ',
        inFlow,
        options: opt
    };
}
function getTagObject(tags, item) {
    if (item.tag) {
        const match = tags.filter(t => t.tag === item.tag);
        if (match.length > 0)
            return match.find(t => t.format === item.format) ?? match[0];
    }
    let tagObj = undefined;
    let obj;
    if (identity.isScalar(item)) {
        obj = item.value;
        let match = tags.filter(t => t.identify?.(obj));
        if (match.length > 1) {
            const testMatch = match.filter(t => t.test);
            if (testMatch.length > 0)
                match = testMatch;
        }
        tagObj =
            match.find(t => t.format === item.format) ?? match.find(t => !t.format);
    }
    else {
        obj = item;
        tagObj = tags.find(t => t.nodeClass && obj instanceof t.nodeClass);
    }
    if (!tagObj) {
        const name = obj?.constructor?.name ?? (obj === null ? 'null' : typeof obj);
        throw new Error(`Tag not resolved for ${name} value`);
    }
    return tagObj;
}
// needs to be called before value stringifier to allow for circular anchor refs
function stringifyProps(node, tagObj, { anchors: anchors$1, doc }) {
    if (!doc.directives)
        return '';
    const props = [];
    const anchor = (identity.isScalar(node) || identity.isCollection(node)) && node.anchor;
    if (anchor && anchors.anchorIsValid(anchor)) {
        anchors$1.add(anchor);
        props.push(`&${anchor}`);
    }
    const tag = node.tag ?? (tagObj.default ? null : tagObj.tag);
    if (tag)
        props.push(doc.directives.tagString(tag));
    return props.join(' ');
}
function stringify(item, ctx, onComment, onChompKeep) {
    if (identity.isPair(item))
        return item.toString(ctx, onComment, onChompKeep);
    if (identity.isAlias(item)) {
        if (ctx.doc.directives)
            return item.toString(ctx);
        if (ctx.resolvedAliases?.has(item)) {
            throw new TypeError(`Cannot stringify circular structure without alias nodes`);
        }
        else {
            if (ctx.resolvedAliases)
                ctx.resolvedAliases.add(item);
            else
                ctx.resolvedAliases = new Set([item]);
            item = item.resolve(ctx.doc);
        }
    }
    let tagObj = undefined;
    const node = identity.isNode(item)
        ? item
        : ctx.doc.createNode(item, { onTagObj: o => (tagObj = o) });
    tagObj ?? (tagObj = getTagObject(ctx.doc.schema.tags, node));
    const props = stringifyProps(node, tagObj, ctx);
    if (props.length > 0)
        ctx.indentAtStart = (ctx.indentAtStart ?? 0) + props.length + 1;
    const str = typeof tagObj.stringify === 'function'
        ? tagObj.stringify(node, ctx, onComment, onChompKeep)
        : identity.isScalar(node)
            ? stringifyString.stringifyString(node, ctx, onComment, onChompKeep)
            : node.toString(ctx, onComment, onChompKeep);
    if (!props)
        return str;
    return identity.isScalar(node) || str[0] === '{' || str[0] === '['
        ? `${props} ${str}`
        : `${props}\n${ctx.indent}${str}`;
}

exports.createStringifyContext = createStringifyContext;
exports.stringify = stringify;


/***/ }),

/***/ 1212:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var identity = __nccwpck_require__(1127);
var stringify = __nccwpck_require__(2148);
var stringifyComment = __nccwpck_require__(9799);

function stringifyCollection(collection, ctx, options) {
    const flow = ctx.inFlow ?? collection.flow;
    const stringify = flow ? stringifyFlowCollection : stringifyBlockCollection;
    return stringify(collection, ctx, options);
}
function stringifyBlockCollection({ comment, items }, ctx, { blockItemPrefix, flowChars, itemIndent, onChompKeep, onComment }) {
    const { indent, options: { commentString } } = ctx;
    const itemCtx = Object.assign({}, ctx, { indent: itemIndent, type: null });
    let chompKeep = false; // flag for the preceding node's status
    const lines = [];
    for (let i = 0; i < items.length; ++i) {
        const item = items[i];
        let comment = null;
        if (identity.isNode(item)) {
            if (!chompKeep && item.spaceBefore)
                lines.push('');
            addCommentBefore(ctx, lines, item.commentBefore, chompKeep);
            if (item.comment)
                comment = item.comment;
        }
        else if (identity.isPair(item)) {
            const ik = identity.isNode(item.key) ? item.key : null;
            if (ik) {
                if (!chompKeep && ik.spaceBefore)
                    lines.push('');
                addCommentBefore(ctx, lines, ik.commentBefore, chompKeep);
            }
        }
        chompKeep = false;
        let str = stringify.stringify(item, itemCtx, () => (comment = null), () => (chompKeep = true));
        if (comment)
            str += stringifyComment.lineComment(str, itemIndent, commentString(comment));
        if (chompKeep && comment)
            chompKeep = false;
        lines.push(blockItemPrefix + str);
    }
    let str;
    if (lines.length === 0) {
        str = flowChars.start + flowChars.end;
    }
    else {
        str = lines[0];
        for (let i = 1; i < lines.length; ++i) {
            const line = lines[i];
            str += line ? `\n${indent}${line}` : '\n';
        }
    }
    if (comment) {
        str += '\n' + stringifyComment.indentComment(commentString(comment), indent);
        if (onComment)
            onComment();
    }
    else if (chompKeep && onChompKeep)
        onChompKeep();
    return str;
}
function stringifyFlowCollection({ items }, ctx, { flowChars, itemIndent }) {
    const { indent, indentStep, flowCollectionPadding: fcPadding, options: { commentString } } = ctx;
    itemIndent += indentStep;
    const itemCtx = Object.assign({}, ctx, {
        indent: itemIndent,
        inFlow: true,
        type: null
    });
    let reqNewline = false;
    let linesAtValue = 0;
    const lines = [];
    for (let i = 0; i < items.length; ++i) {
        const item = items[i];
        let comment = null;
        if (identity.isNode(item)) {
            if (item.spaceBefore)
                lines.push('');
            addCommentBefore(ctx, lines, item.commentBefore, false);
            if (item.comment)
                comment = item.comment;
        }
        else if (identity.isPair(item)) {
            const ik = identity.isNode(item.key) ? item.key : null;
            if (ik) {
                if (ik.spaceBefore)
                    lines.push('');
                addCommentBefore(ctx, lines, ik.commentBefore, false);
                if (ik.comment)
                    reqNewline = true;
            }
            const iv = identity.isNode(item.value) ? item.value : null;
            if (iv) {
                if (iv.comment)
                    comment = iv.comment;
                if (iv.commentBefore)
                    reqNewline = true;
            }
            else if (item.value == null && ik?.comment) {
                comment = ik.comment;
            }
        }
        if (comment)
            reqNewline = true;
        let str = stringify.stringify(item, itemCtx, () => (comment = null));
        reqNewline || (reqNewline = lines.length > linesAtValue || str.includes('\n'));
        if (i < items.length - 1) {
            str += ',';
        }
        else if (ctx.options.trailingComma) {
            if (ctx.options.lineWidth > 0) {
                reqNewline || (reqNewline = lines.reduce((sum, line) => sum + line.length + 2, 2) +
                    (str.length + 2) >
                    ctx.options.lineWidth);
            }
            if (reqNewline) {
                str += ',';
            }
        }
        if (comment)
            str += stringifyComment.lineComment(str, itemIndent, commentString(comment));
        lines.push(str);
        linesAtValue = lines.length;
    }
    const { start, end } = flowChars;
    if (lines.length === 0) {
        return start + end;
    }
    else {
        if (!reqNewline) {
            const len = lines.reduce((sum, line) => sum + line.length + 2, 2);
            reqNewline = ctx.options.lineWidth > 0 && len > ctx.options.lineWidth;
        }
        if (reqNewline) {
            let str = start;
            for (const line of lines)
                str += line ? `\n${indentStep}${indent}${line}` : '\n';
            return `${str}\n${indent}${end}`;
        }
        else {
            return `${start}${fcPadding}${lines.join(' ')}${fcPadding}${end}`;
        }
    }
}
function addCommentBefore({ indent, options: { commentString } }, lines, comment, chompKeep) {
    if (comment && chompKeep)
        comment = comment.replace(/^\n+/, '');
    if (comment) {
        const ic = stringifyComment.indentComment(commentString(comment), indent);
        lines.push(ic.trimStart()); // Avoid double indent on first line
    }
}

exports.stringifyCollection = stringifyCollection;


/***/ }),

/***/ 9799:
/***/ ((__unused_webpack_module, exports) => {



/**
 * Stringifies a comment.
 *
 * Empty comment lines are left empty,
 * lines consisting of a single space are replaced by `#`,
 * and all other lines are prefixed with a `#`.
 */
const stringifyComment = (str) => str.replace(/^(?!$)(?: $)?/gm, '#');
function indentComment(comment, indent) {
    if (/^\n+$/.test(comment))
        return comment.substring(1);
    return indent ? comment.replace(/^(?! *$)/gm, indent) : comment;
}
const lineComment = (str, indent, comment) => str.endsWith('\n')
    ? indentComment(comment, indent)
    : comment.includes('\n')
        ? '\n' + indentComment(comment, indent)
        : (str.endsWith(' ') ? '' : ' ') + comment;

exports.indentComment = indentComment;
exports.lineComment = lineComment;
exports.stringifyComment = stringifyComment;


/***/ }),

/***/ 6829:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var identity = __nccwpck_require__(1127);
var stringify = __nccwpck_require__(2148);
var stringifyComment = __nccwpck_require__(9799);

function stringifyDocument(doc, options) {
    const lines = [];
    let hasDirectives = options.directives === true;
    if (options.directives !== false && doc.directives) {
        const dir = doc.directives.toString(doc);
        if (dir) {
            lines.push(dir);
            hasDirectives = true;
        }
        else if (doc.directives.docStart)
            hasDirectives = true;
    }
    if (hasDirectives)
        lines.push('---');
    const ctx = stringify.createStringifyContext(doc, options);
    const { commentString } = ctx.options;
    if (doc.commentBefore) {
        if (lines.length !== 1)
            lines.unshift('');
        const cs = commentString(doc.commentBefore);
        lines.unshift(stringifyComment.indentComment(cs, ''));
    }
    let chompKeep = false;
    let contentComment = null;
    if (doc.contents) {
        if (identity.isNode(doc.contents)) {
            if (doc.contents.spaceBefore && hasDirectives)
                lines.push('');
            if (doc.contents.commentBefore) {
                const cs = commentString(doc.contents.commentBefore);
                lines.push(stringifyComment.indentComment(cs, ''));
            }
            // top-level block scalars need to be indented if followed by a comment
            ctx.forceBlockIndent = !!doc.comment;
            contentComment = doc.contents.comment;
        }
        const onChompKeep = contentComment ? undefined : () => (chompKeep = true);
        let body = stringify.stringify(doc.contents, ctx, () => (contentComment = null), onChompKeep);
        if (contentComment)
            body += stringifyComment.lineComment(body, '', commentString(contentComment));
        if ((body[0] === '|' || body[0] === '>') &&
            lines[lines.length - 1] === '---') {
            // Top-level block scalars with a preceding doc marker ought to use the
            // same line for their header.
            lines[lines.length - 1] = `--- ${body}`;
        }
        else
            lines.push(body);
    }
    else {
        lines.push(stringify.stringify(doc.contents, ctx));
    }
    if (doc.directives?.docEnd) {
        if (doc.comment) {
            const cs = commentString(doc.comment);
            if (cs.includes('\n')) {
                lines.push('...');
                lines.push(stringifyComment.indentComment(cs, ''));
            }
            else {
                lines.push(`... ${cs}`);
            }
        }
        else {
            lines.push('...');
        }
    }
    else {
        let dc = doc.comment;
        if (dc && chompKeep)
            dc = dc.replace(/^\n+/, '');
        if (dc) {
            if ((!chompKeep || contentComment) && lines[lines.length - 1] !== '')
                lines.push('');
            lines.push(stringifyComment.indentComment(commentString(dc), ''));
        }
    }
    return lines.join('\n') + '\n';
}

exports.stringifyDocument = stringifyDocument;


/***/ }),

/***/ 8689:
/***/ ((__unused_webpack_module, exports) => {



function stringifyNumber({ format, minFractionDigits, tag, value }) {
    if (typeof value === 'bigint')
        return String(value);
    const num = typeof value === 'number' ? value : Number(value);
    if (!isFinite(num))
        return isNaN(num) ? '.nan' : num < 0 ? '-.inf' : '.inf';
    let n = Object.is(value, -0) ? '-0' : JSON.stringify(value);
    if (!format &&
        minFractionDigits &&
        (!tag || tag === 'tag:yaml.org,2002:float') &&
        /^-?\d/.test(n) &&
        !n.includes('e')) {
        let i = n.indexOf('.');
        if (i < 0) {
            i = n.length;
            n += '.';
        }
        let d = minFractionDigits - (n.length - i - 1);
        while (d-- > 0)
            n += '0';
    }
    return n;
}

exports.stringifyNumber = stringifyNumber;


/***/ }),

/***/ 9748:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var identity = __nccwpck_require__(1127);
var Scalar = __nccwpck_require__(3301);
var stringify = __nccwpck_require__(2148);
var stringifyComment = __nccwpck_require__(9799);

function stringifyPair({ key, value }, ctx, onComment, onChompKeep) {
    const { allNullValues, doc, indent, indentStep, options: { commentString, indentSeq, simpleKeys } } = ctx;
    let keyComment = (identity.isNode(key) && key.comment) || null;
    if (simpleKeys) {
        if (keyComment) {
            throw new Error('With simple keys, key nodes cannot have comments');
        }
        if (identity.isCollection(key) || (!identity.isNode(key) && typeof key === 'object')) {
            const msg = 'With simple keys, collection cannot be used as a key value';
            throw new Error(msg);
        }
    }
    let explicitKey = !simpleKeys &&
        (!key ||
            (keyComment && value == null && !ctx.inFlow) ||
            identity.isCollection(key) ||
            (identity.isScalar(key)
                ? key.type === Scalar.Scalar.BLOCK_FOLDED || key.type === Scalar.Scalar.BLOCK_LITERAL
                : typeof key === 'object'));
    ctx = Object.assign({}, ctx, {
        allNullValues: false,
        implicitKey: !explicitKey && (simpleKeys || !allNullValues),
        indent: indent + indentStep
    });
    let keyCommentDone = false;
    let chompKeep = false;
    let str = stringify.stringify(key, ctx, () => (keyCommentDone = true), () => (chompKeep = true));
    if (!explicitKey && !ctx.inFlow && str.length > 1024) {
        if (simpleKeys)
            throw new Error('With simple keys, single line scalar must not span more than 1024 characters');
        explicitKey = true;
    }
    if (ctx.inFlow) {
        if (allNullValues || value == null) {
            if (keyCommentDone && onComment)
                onComment();
            return str === '' ? '?' : explicitKey ? `? ${str}` : str;
        }
    }
    else if ((allNullValues && !simpleKeys) || (value == null && explicitKey)) {
        str = `? ${str}`;
        if (keyComment && !keyCommentDone) {
            str += stringifyComment.lineComment(str, ctx.indent, commentString(keyComment));
        }
        else if (chompKeep && onChompKeep)
            onChompKeep();
        return str;
    }
    if (keyCommentDone)
        keyComment = null;
    if (explicitKey) {
        if (keyComment)
            str += stringifyComment.lineComment(str, ctx.indent, commentString(keyComment));
        str = `? ${str}\n${indent}:`;
    }
    else {
        str = `${str}:`;
        if (keyComment)
            str += stringifyComment.lineComment(str, ctx.indent, commentString(keyComment));
    }
    let vsb, vcb, valueComment;
    if (identity.isNode(value)) {
        vsb = !!value.spaceBefore;
        vcb = value.commentBefore;
        valueComment = value.comment;
    }
    else {
        vsb = false;
        vcb = null;
        valueComment = null;
        if (value && typeof value === 'object')
            value = doc.createNode(value);
    }
    ctx.implicitKey = false;
    if (!explicitKey && !keyComment && identity.isScalar(value))
        ctx.indentAtStart = str.length + 1;
    chompKeep = false;
    if (!indentSeq &&
        indentStep.length >= 2 &&
        !ctx.inFlow &&
        !explicitKey &&
        identity.isSeq(value) &&
        !value.flow &&
        !value.tag &&
        !value.anchor) {
        // If indentSeq === false, consider '- ' as part of indentation where possible
        ctx.indent = ctx.indent.substring(2);
    }
    let valueCommentDone = false;
    const valueStr = stringify.stringify(value, ctx, () => (valueCommentDone = true), () => (chompKeep = true));
    let ws = ' ';
    if (keyComment || vsb || vcb) {
        ws = vsb ? '\n' : '';
        if (vcb) {
            const cs = commentString(vcb);
            ws += `\n${stringifyComment.indentComment(cs, ctx.indent)}`;
        }
        if (valueStr === '' && !ctx.inFlow) {
            if (ws === '\n' && valueComment)
                ws = '\n\n';
        }
        else {
            ws += `\n${ctx.indent}`;
        }
    }
    else if (!explicitKey && identity.isCollection(value)) {
        const vs0 = valueStr[0];
        const nl0 = valueStr.indexOf('\n');
        const hasNewline = nl0 !== -1;
        const flow = ctx.inFlow ?? value.flow ?? value.items.length === 0;
        if (hasNewline || !flow) {
            let hasPropsLine = false;
            if (hasNewline && (vs0 === '&' || vs0 === '!')) {
                let sp0 = valueStr.indexOf(' ');
                if (vs0 === '&' &&
                    sp0 !== -1 &&
                    sp0 < nl0 &&
                    valueStr[sp0 + 1] === '!') {
                    sp0 = valueStr.indexOf(' ', sp0 + 1);
                }
                if (sp0 === -1 || nl0 < sp0)
                    hasPropsLine = true;
            }
            if (!hasPropsLine)
                ws = `\n${ctx.indent}`;
        }
    }
    else if (valueStr === '' || valueStr[0] === '\n') {
        ws = '';
    }
    str += ws + valueStr;
    if (ctx.inFlow) {
        if (valueCommentDone && onComment)
            onComment();
    }
    else if (valueComment && !valueCommentDone) {
        str += stringifyComment.lineComment(str, ctx.indent, commentString(valueComment));
    }
    else if (chompKeep && onChompKeep) {
        onChompKeep();
    }
    return str;
}

exports.stringifyPair = stringifyPair;


/***/ }),

/***/ 3069:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var Scalar = __nccwpck_require__(3301);
var foldFlowLines = __nccwpck_require__(4475);

const getFoldOptions = (ctx, isBlock) => ({
    indentAtStart: isBlock ? ctx.indent.length : ctx.indentAtStart,
    lineWidth: ctx.options.lineWidth,
    minContentWidth: ctx.options.minContentWidth
});
// Also checks for lines starting with %, as parsing the output as YAML 1.1 will
// presume that's starting a new document.
const containsDocumentMarker = (str) => /^(%|---|\.\.\.)/m.test(str);
function lineLengthOverLimit(str, lineWidth, indentLength) {
    if (!lineWidth || lineWidth < 0)
        return false;
    const limit = lineWidth - indentLength;
    const strLen = str.length;
    if (strLen <= limit)
        return false;
    for (let i = 0, start = 0; i < strLen; ++i) {
        if (str[i] === '\n') {
            if (i - start > limit)
                return true;
            start = i + 1;
            if (strLen - start <= limit)
                return false;
        }
    }
    return true;
}
function doubleQuotedString(value, ctx) {
    const json = JSON.stringify(value);
    if (ctx.options.doubleQuotedAsJSON)
        return json;
    const { implicitKey } = ctx;
    const minMultiLineLength = ctx.options.doubleQuotedMinMultiLineLength;
    const indent = ctx.indent || (containsDocumentMarker(value) ? '  ' : '');
    let str = '';
    let start = 0;
    for (let i = 0, ch = json[i]; ch; ch = json[++i]) {
        if (ch === ' ' && json[i + 1] === '\\' && json[i + 2] === 'n') {
            // space before newline needs to be escaped to not be folded
            str += json.slice(start, i) + '\\ ';
            i += 1;
            start = i;
            ch = '\\';
        }
        if (ch === '\\')
            switch (json[i + 1]) {
                case 'u':
                    {
                        str += json.slice(start, i);
                        const code = json.substr(i + 2, 4);
                        switch (code) {
                            case '0000':
                                str += '\\0';
                                break;
                            case '0007':
                                str += '\\a';
                                break;
                            case '000b':
                                str += '\\v';
                                break;
                            case '001b':
                                str += '\\e';
                                break;
                            case '0085':
                                str += '\\N';
                                break;
                            case '00a0':
                                str += '\\_';
                                break;
                            case '2028':
                                str += '\\L';
                                break;
                            case '2029':
                                str += '\\P';
                                break;
                            default:
                                if (code.substr(0, 2) === '00')
                                    str += '\\x' + code.substr(2);
                                else
                                    str += json.substr(i, 6);
                        }
                        i += 5;
                        start = i + 1;
                    }
                    break;
                case 'n':
                    if (implicitKey ||
                        json[i + 2] === '"' ||
                        json.length < minMultiLineLength) {
                        i += 1;
                    }
                    else {
                        // folding will eat first newline
                        str += json.slice(start, i) + '\n\n';
                        while (json[i + 2] === '\\' &&
                            json[i + 3] === 'n' &&
                            json[i + 4] !== '"') {
                            str += '\n';
                            i += 2;
                        }
                        str += indent;
                        // space after newline needs to be escaped to not be folded
                        if (json[i + 2] === ' ')
                            str += '\\';
                        i += 1;
                        start = i + 1;
                    }
                    break;
                default:
                    i += 1;
            }
    }
    str = start ? str + json.slice(start) : json;
    return implicitKey
        ? str
        : foldFlowLines.foldFlowLines(str, indent, foldFlowLines.FOLD_QUOTED, getFoldOptions(ctx, false));
}
function singleQuotedString(value, ctx) {
    if (ctx.options.singleQuote === false ||
        (ctx.implicitKey && value.includes('\n')) ||
        /[ \t]\n|\n[ \t]/.test(value) // single quoted string can't have leading or trailing whitespace around newline
    )
        return doubleQuotedString(value, ctx);
    const indent = ctx.indent || (containsDocumentMarker(value) ? '  ' : '');
    const res = "'" + value.replace(/'/g, "''").replace(/\n+/g, `$&\n${indent}`) + "'";
    return ctx.implicitKey
        ? res
        : foldFlowLines.foldFlowLines(res, indent, foldFlowLines.FOLD_FLOW, getFoldOptions(ctx, false));
}
function quotedString(value, ctx) {
    const { singleQuote } = ctx.options;
    let qs;
    if (singleQuote === false)
        qs = doubleQuotedString;
    else {
        const hasDouble = value.includes('"');
        const hasSingle = value.includes("'");
        if (hasDouble && !hasSingle)
            qs = singleQuotedString;
        else if (hasSingle && !hasDouble)
            qs = doubleQuotedString;
        else
            qs = singleQuote ? singleQuotedString : doubleQuotedString;
    }
    return qs(value, ctx);
}
// The negative lookbehind avoids a polynomial search,
// but isn't supported yet on Safari: https://caniuse.com/js-regexp-lookbehind
let blockEndNewlines;
try {
    blockEndNewlines = new RegExp('(^|(?<!\n))\n+(?!\n|$)', 'g');
}
catch {
    blockEndNewlines = /\n+(?!\n|$)/g;
}
function blockString({ comment, type, value }, ctx, onComment, onChompKeep) {
    const { blockQuote, commentString, lineWidth } = ctx.options;
    // 1. Block can't end in whitespace unless the last line is non-empty.
    // 2. Strings consisting of only whitespace are best rendered explicitly.
    if (!blockQuote || /\n[\t ]+$/.test(value)) {
        return quotedString(value, ctx);
    }
    const indent = ctx.indent ||
        (ctx.forceBlockIndent || containsDocumentMarker(value) ? '  ' : '');
    const literal = blockQuote === 'literal'
        ? true
        : blockQuote === 'folded' || type === Scalar.Scalar.BLOCK_FOLDED
            ? false
            : type === Scalar.Scalar.BLOCK_LITERAL
                ? true
                : !lineLengthOverLimit(value, lineWidth, indent.length);
    if (!value)
        return literal ? '|\n' : '>\n';
    // determine chomping from whitespace at value end
    let chomp;
    let endStart;
    for (endStart = value.length; endStart > 0; --endStart) {
        const ch = value[endStart - 1];
        if (ch !== '\n' && ch !== '\t' && ch !== ' ')
            break;
    }
    let end = value.substring(endStart);
    const endNlPos = end.indexOf('\n');
    if (endNlPos === -1) {
        chomp = '-'; // strip
    }
    else if (value === end || endNlPos !== end.length - 1) {
        chomp = '+'; // keep
        if (onChompKeep)
            onChompKeep();
    }
    else {
        chomp = ''; // clip
    }
    if (end) {
        value = value.slice(0, -end.length);
        if (end[end.length - 1] === '\n')
            end = end.slice(0, -1);
        end = end.replace(blockEndNewlines, `$&${indent}`);
    }
    // determine indent indicator from whitespace at value start
    let startWithSpace = false;
    let startEnd;
    let startNlPos = -1;
    for (startEnd = 0; startEnd < value.length; ++startEnd) {
        const ch = value[startEnd];
        if (ch === ' ')
            startWithSpace = true;
        else if (ch === '\n')
            startNlPos = startEnd;
        else
            break;
    }
    let start = value.substring(0, startNlPos < startEnd ? startNlPos + 1 : startEnd);
    if (start) {
        value = value.substring(start.length);
        start = start.replace(/\n+/g, `$&${indent}`);
    }
    const indentSize = indent ? '2' : '1'; // root is at -1
    // Leading | or > is added later
    let header = (startWithSpace ? indentSize : '') + chomp;
    if (comment) {
        header += ' ' + commentString(comment.replace(/ ?[\r\n]+/g, ' '));
        if (onComment)
            onComment();
    }
    if (!literal) {
        const foldedValue = value
            .replace(/\n+/g, '\n$&')
            .replace(/(?:^|\n)([\t ].*)(?:([\n\t ]*)\n(?![\n\t ]))?/g, '$1$2') // more-indented lines aren't folded
            //                ^ more-ind. ^ empty     ^ capture next empty lines only at end of indent
            .replace(/\n+/g, `$&${indent}`);
        let literalFallback = false;
        const foldOptions = getFoldOptions(ctx, true);
        if (blockQuote !== 'folded' && type !== Scalar.Scalar.BLOCK_FOLDED) {
            foldOptions.onOverflow = () => {
                literalFallback = true;
            };
        }
        const body = foldFlowLines.foldFlowLines(`${start}${foldedValue}${end}`, indent, foldFlowLines.FOLD_BLOCK, foldOptions);
        if (!literalFallback)
            return `>${header}\n${indent}${body}`;
    }
    value = value.replace(/\n+/g, `$&${indent}`);
    return `|${header}\n${indent}${start}${value}${end}`;
}
function plainString(item, ctx, onComment, onChompKeep) {
    const { type, value } = item;
    const { actualString, implicitKey, indent, indentStep, inFlow } = ctx;
    if ((implicitKey && value.includes('\n')) ||
        (inFlow && /[[\]{},]/.test(value))) {
        return quotedString(value, ctx);
    }
    if (/^[\n\t ,[\]{}#&*!|>'"%@`]|^[?-]$|^[?-][ \t]|[\n:][ \t]|[ \t]\n|[\n\t ]#|[\n\t :]$/.test(value)) {
        // not allowed:
        // - '-' or '?'
        // - start with an indicator character (except [?:-]) or /[?-] /
        // - '\n ', ': ' or ' \n' anywhere
        // - '#' not preceded by a non-space char
        // - end with ' ' or ':'
        return implicitKey || inFlow || !value.includes('\n')
            ? quotedString(value, ctx)
            : blockString(item, ctx, onComment, onChompKeep);
    }
    if (!implicitKey &&
        !inFlow &&
        type !== Scalar.Scalar.PLAIN &&
        value.includes('\n')) {
        // Where allowed & type not set explicitly, prefer block style for multiline strings
        return blockString(item, ctx, onComment, onChompKeep);
    }
    if (containsDocumentMarker(value)) {
        if (indent === '') {
            ctx.forceBlockIndent = true;
            return blockString(item, ctx, onComment, onChompKeep);
        }
        else if (implicitKey && indent === indentStep) {
            return quotedString(value, ctx);
        }
    }
    const str = value.replace(/\n+/g, `$&\n${indent}`);
    // Verify that output will be parsed as a string, as e.g. plain numbers and
    // booleans get parsed with those types in v1.2 (e.g. '42', 'true' & '0.9e-3'),
    // and others in v1.1.
    if (actualString) {
        const test = (tag) => tag.default && tag.tag !== 'tag:yaml.org,2002:str' && tag.test?.test(str);
        const { compat, tags } = ctx.doc.schema;
        if (tags.some(test) || compat?.some(test))
            return quotedString(value, ctx);
    }
    return implicitKey
        ? str
        : foldFlowLines.foldFlowLines(str, indent, foldFlowLines.FOLD_FLOW, getFoldOptions(ctx, false));
}
function stringifyString(item, ctx, onComment, onChompKeep) {
    const { implicitKey, inFlow } = ctx;
    const ss = typeof item.value === 'string'
        ? item
        : Object.assign({}, item, { value: String(item.value) });
    let { type } = item;
    if (type !== Scalar.Scalar.QUOTE_DOUBLE) {
        // force double quotes on control characters & unpaired surrogates
        if (/[\x00-\x08\x0b-\x1f\x7f-\x9f\u{D800}-\u{DFFF}]/u.test(ss.value))
            type = Scalar.Scalar.QUOTE_DOUBLE;
    }
    const _stringify = (_type) => {
        switch (_type) {
            case Scalar.Scalar.BLOCK_FOLDED:
            case Scalar.Scalar.BLOCK_LITERAL:
                return implicitKey || inFlow
                    ? quotedString(ss.value, ctx) // blocks are not valid inside flow containers
                    : blockString(ss, ctx, onComment, onChompKeep);
            case Scalar.Scalar.QUOTE_DOUBLE:
                return doubleQuotedString(ss.value, ctx);
            case Scalar.Scalar.QUOTE_SINGLE:
                return singleQuotedString(ss.value, ctx);
            case Scalar.Scalar.PLAIN:
                return plainString(ss, ctx, onComment, onChompKeep);
            default:
                return null;
        }
    };
    let res = _stringify(type);
    if (res === null) {
        const { defaultKeyType, defaultStringType } = ctx.options;
        const t = (implicitKey && defaultKeyType) || defaultStringType;
        res = _stringify(t);
        if (res === null)
            throw new Error(`Unsupported default string type ${t}`);
    }
    return res;
}

exports.stringifyString = stringifyString;


/***/ }),

/***/ 204:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var identity = __nccwpck_require__(1127);

const BREAK = Symbol('break visit');
const SKIP = Symbol('skip children');
const REMOVE = Symbol('remove node');
/**
 * Apply a visitor to an AST node or document.
 *
 * Walks through the tree (depth-first) starting from `node`, calling a
 * `visitor` function with three arguments:
 *   - `key`: For sequence values and map `Pair`, the node's index in the
 *     collection. Within a `Pair`, `'key'` or `'value'`, correspondingly.
 *     `null` for the root node.
 *   - `node`: The current node.
 *   - `path`: The ancestry of the current node.
 *
 * The return value of the visitor may be used to control the traversal:
 *   - `undefined` (default): Do nothing and continue
 *   - `visit.SKIP`: Do not visit the children of this node, continue with next
 *     sibling
 *   - `visit.BREAK`: Terminate traversal completely
 *   - `visit.REMOVE`: Remove the current node, then continue with the next one
 *   - `Node`: Replace the current node, then continue by visiting it
 *   - `number`: While iterating the items of a sequence or map, set the index
 *     of the next step. This is useful especially if the index of the current
 *     node has changed.
 *
 * If `visitor` is a single function, it will be called with all values
 * encountered in the tree, including e.g. `null` values. Alternatively,
 * separate visitor functions may be defined for each `Map`, `Pair`, `Seq`,
 * `Alias` and `Scalar` node. To define the same visitor function for more than
 * one node type, use the `Collection` (map and seq), `Value` (map, seq & scalar)
 * and `Node` (alias, map, seq & scalar) targets. Of all these, only the most
 * specific defined one will be used for each node.
 */
function visit(node, visitor) {
    const visitor_ = initVisitor(visitor);
    if (identity.isDocument(node)) {
        const cd = visit_(null, node.contents, visitor_, Object.freeze([node]));
        if (cd === REMOVE)
            node.contents = null;
    }
    else
        visit_(null, node, visitor_, Object.freeze([]));
}
// Without the `as symbol` casts, TS declares these in the `visit`
// namespace using `var`, but then complains about that because
// `unique symbol` must be `const`.
/** Terminate visit traversal completely */
visit.BREAK = BREAK;
/** Do not visit the children of the current node */
visit.SKIP = SKIP;
/** Remove the current node */
visit.REMOVE = REMOVE;
function visit_(key, node, visitor, path) {
    const ctrl = callVisitor(key, node, visitor, path);
    if (identity.isNode(ctrl) || identity.isPair(ctrl)) {
        replaceNode(key, path, ctrl);
        return visit_(key, ctrl, visitor, path);
    }
    if (typeof ctrl !== 'symbol') {
        if (identity.isCollection(node)) {
            path = Object.freeze(path.concat(node));
            for (let i = 0; i < node.items.length; ++i) {
                const ci = visit_(i, node.items[i], visitor, path);
                if (typeof ci === 'number')
                    i = ci - 1;
                else if (ci === BREAK)
                    return BREAK;
                else if (ci === REMOVE) {
                    node.items.splice(i, 1);
                    i -= 1;
                }
            }
        }
        else if (identity.isPair(node)) {
            path = Object.freeze(path.concat(node));
            const ck = visit_('key', node.key, visitor, path);
            if (ck === BREAK)
                return BREAK;
            else if (ck === REMOVE)
                node.key = null;
            const cv = visit_('value', node.value, visitor, path);
            if (cv === BREAK)
                return BREAK;
            else if (cv === REMOVE)
                node.value = null;
        }
    }
    return ctrl;
}
/**
 * Apply an async visitor to an AST node or document.
 *
 * Walks through the tree (depth-first) starting from `node`, calling a
 * `visitor` function with three arguments:
 *   - `key`: For sequence values and map `Pair`, the node's index in the
 *     collection. Within a `Pair`, `'key'` or `'value'`, correspondingly.
 *     `null` for the root node.
 *   - `node`: The current node.
 *   - `path`: The ancestry of the current node.
 *
 * The return value of the visitor may be used to control the traversal:
 *   - `Promise`: Must resolve to one of the following values
 *   - `undefined` (default): Do nothing and continue
 *   - `visit.SKIP`: Do not visit the children of this node, continue with next
 *     sibling
 *   - `visit.BREAK`: Terminate traversal completely
 *   - `visit.REMOVE`: Remove the current node, then continue with the next one
 *   - `Node`: Replace the current node, then continue by visiting it
 *   - `number`: While iterating the items of a sequence or map, set the index
 *     of the next step. This is useful especially if the index of the current
 *     node has changed.
 *
 * If `visitor` is a single function, it will be called with all values
 * encountered in the tree, including e.g. `null` values. Alternatively,
 * separate visitor functions may be defined for each `Map`, `Pair`, `Seq`,
 * `Alias` and `Scalar` node. To define the same visitor function for more than
 * one node type, use the `Collection` (map and seq), `Value` (map, seq & scalar)
 * and `Node` (alias, map, seq & scalar) targets. Of all these, only the most
 * specific defined one will be used for each node.
 */
async function visitAsync(node, visitor) {
    const visitor_ = initVisitor(visitor);
    if (identity.isDocument(node)) {
        const cd = await visitAsync_(null, node.contents, visitor_, Object.freeze([node]));
        if (cd === REMOVE)
            node.contents = null;
    }
    else
        await visitAsync_(null, node, visitor_, Object.freeze([]));
}
// Without the `as symbol` casts, TS declares these in the `visit`
// namespace using `var`, but then complains about that because
// `unique symbol` must be `const`.
/** Terminate visit traversal completely */
visitAsync.BREAK = BREAK;
/** Do not visit the children of the current node */
visitAsync.SKIP = SKIP;
/** Remove the current node */
visitAsync.REMOVE = REMOVE;
async function visitAsync_(key, node, visitor, path) {
    const ctrl = await callVisitor(key, node, visitor, path);
    if (identity.isNode(ctrl) || identity.isPair(ctrl)) {
        replaceNode(key, path, ctrl);
        return visitAsync_(key, ctrl, visitor, path);
    }
    if (typeof ctrl !== 'symbol') {
        if (identity.isCollection(node)) {
            path = Object.freeze(path.concat(node));
            for (let i = 0; i < node.items.length; ++i) {
                const ci = await visitAsync_(i, node.items[i], visitor, path);
                if (typeof ci === 'number')
                    i = ci - 1;
                else if (ci === BREAK)
                    return BREAK;
                else if (ci === REMOVE) {
                    node.items.splice(i, 1);
                    i -= 1;
                }
            }
        }
        else if (identity.isPair(node)) {
            path = Object.freeze(path.concat(node));
            const ck = await visitAsync_('key', node.key, visitor, path);
            if (ck === BREAK)
                return BREAK;
            else if (ck === REMOVE)
                node.key = null;
            const cv = await visitAsync_('value', node.value, visitor, path);
            if (cv === BREAK)
                return BREAK;
            else if (cv === REMOVE)
                node.value = null;
        }
    }
    return ctrl;
}
function initVisitor(visitor) {
    if (typeof visitor === 'object' &&
        (visitor.Collection || visitor.Node || visitor.Value)) {
        return Object.assign({
            Alias: visitor.Node,
            Map: visitor.Node,
            Scalar: visitor.Node,
            Seq: visitor.Node
        }, visitor.Value && {
            Map: visitor.Value,
            Scalar: visitor.Value,
            Seq: visitor.Value
        }, visitor.Collection && {
            Map: visitor.Collection,
            Seq: visitor.Collection
        }, visitor);
    }
    return visitor;
}
function callVisitor(key, node, visitor, path) {
    if (typeof visitor === 'function')
        return visitor(key, node, path);
    if (identity.isMap(node))
        return visitor.Map?.(key, node, path);
    if (identity.isSeq(node))
        return visitor.Seq?.(key, node, path);
    if (identity.isPair(node))
        return visitor.Pair?.(key, node, path);
    if (identity.isScalar(node))
        return visitor.Scalar?.(key, node, path);
    if (identity.isAlias(node))
        return visitor.Alias?.(key, node, path);
    return undefined;
}
function replaceNode(key, path, node) {
    const parent = path[path.length - 1];
    if (identity.isCollection(parent)) {
        parent.items[key] = node;
    }
    else if (identity.isPair(parent)) {
        if (key === 'key')
            parent.key = node;
        else
            parent.value = node;
    }
    else if (identity.isDocument(parent)) {
        parent.contents = node;
    }
    else {
        const pt = identity.isAlias(parent) ? 'alias' : 'scalar';
        throw new Error(`Cannot replace node with ${pt} parent`);
    }
}

exports.visit = visit;
exports.visitAsync = visitAsync;


/***/ }),

/***/ 4826:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   HN: () => (/* binding */ cloudOfHost),
/* harmony export */   V4: () => (/* binding */ isLoginServer),
/* harmony export */   _U: () => (/* binding */ loginServerOf),
/* harmony export */   hH: () => (/* binding */ cloudOf),
/* harmony export */   n0: () => (/* binding */ isAcrHost)
/* harmony export */ });
const REGISTRY_SCOPE = "https://containerregistry.azure.net/.default";
const CLOUDS = {
    azurecloud: {
        name: "azurecloud",
        title: "Azure",
        authority: "https://login.microsoftonline.com",
        armEndpoint: "https://management.azure.com",
        armScope: "https://management.azure.com/.default",
        registryScope: REGISTRY_SCOPE,
        registrySuffix: ".azurecr.io",
        idTokenAudience: "api://AzureADTokenExchange",
    },
    azureusgovernment: {
        name: "azureusgovernment",
        title: "Azure US Government",
        authority: "https://login.microsoftonline.us",
        armEndpoint: "https://management.usgovcloudapi.net",
        armScope: "https://management.usgovcloudapi.net/.default",
        registryScope: REGISTRY_SCOPE,
        registrySuffix: ".azurecr.us",
        idTokenAudience: "api://AzureADTokenExchangeUSGov",
    },
    azurechinacloud: {
        name: "azurechinacloud",
        title: "Azure China",
        authority: "https://login.partner.microsoftonline.cn",
        armEndpoint: "https://management.chinacloudapi.cn",
        armScope: "https://management.chinacloudapi.cn/.default",
        registryScope: REGISTRY_SCOPE,
        registrySuffix: ".azurecr.cn",
        idTokenAudience: "api://AzureADTokenExchangeChina",
    },
};
/** A registry's own name before the suffix; a DNS name label adds `-hash`. */
const REGISTRY_LABEL = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/;
/** https://learn.microsoft.com/azure/container-registry/container-registry-geo-replication: `<registry>.<region>.geo` */
const REGIONAL = /^([a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)\.[a-z0-9]+\.geo$/;
/** The cloud with this name. */
function cloudOf(name) {
    return CLOUDS[name];
}
/**
 * The login server of the ACR that a host belongs to: the host itself, or `reg.azurecr.io` for the regional endpoint
 * `reg.westus.geo.azurecr.io`. Undefined where the host is not an ACR of this cloud. A regional endpoint serves reads
 * only: it is not supported as an import source (container-registry-geo-replication, 26 August 2026).
 */
function loginServerOf(cloud, host) {
    if (!host.endsWith(cloud.registrySuffix))
        return undefined;
    const name = host.slice(0, -cloud.registrySuffix.length);
    if (REGISTRY_LABEL.test(name))
        return host;
    const registry = REGIONAL.exec(name)?.[1];
    return registry === undefined ? undefined : `${registry}${cloud.registrySuffix}`;
}
/** True where a host is the login server of the registry with this name: `name`, or `name-hash` with a DNS name label. */
function isLoginServer(cloud, host, registry) {
    const label = host.slice(0, -cloud.registrySuffix.length);
    const name = registry.toLowerCase();
    return loginServerOf(cloud, host) === host && (label === name || label.startsWith(`${name}-`));
}
/** True for a login server or regional endpoint of an ACR in this cloud. */
function isAcrHost(cloud, host) {
    return loginServerOf(cloud, host) !== undefined;
}
/** The cloud of an ACR's host, or undefined for other registries. Used to report registries of two clouds in one request. */
function cloudOfHost(host) {
    return Object.values(CLOUDS).find((cloud) => isAcrHost(cloud, host));
}


/***/ }),

/***/ 452:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   CG: () => (/* binding */ ProvenanceError),
/* harmony export */   Dr: () => (/* binding */ NetworkError),
/* harmony export */   M6: () => (/* binding */ AzureError),
/* harmony export */   Sh: () => (/* binding */ ManifestError),
/* harmony export */   Zw: () => (/* binding */ problemOf),
/* harmony export */   dz: () => (/* binding */ InputError),
/* harmony export */   g1: () => (/* binding */ PromotionError),
/* harmony export */   gl: () => (/* binding */ RegistryError),
/* harmony export */   v3: () => (/* binding */ AuthenticationError)
/* harmony export */ });
/* harmony import */ var _problems_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(5451);
// Every error class that this action throws. A message says what failed, on which thing, why; the remedy says what to do.

/** The base class of all our errors: a {@link Problem} that can be thrown. Stage and remedy default to the table's. */
class PromotionError extends Error {
    code;
    stage;
    remedy;
    constructor(code, message, options = {}) {
        super(message, options.cause === undefined ? undefined : { cause: options.cause });
        this.name = new.target.name;
        this.code = code;
        this.stage = options.stage ?? _problems_js__WEBPACK_IMPORTED_MODULE_0__/* .PROBLEMS */ .D3[code].stage;
        this.remedy = options.remedy ?? _problems_js__WEBPACK_IMPORTED_MODULE_0__/* .PROBLEMS */ .D3[code].remedy;
        if (options.side !== undefined)
            this.side = options.side;
        const causeKey = options.causeKey ?? causeKeyOf(options.cause);
        if (causeKey !== undefined)
            this.causeKey = causeKey;
    }
}
/** Where an error wraps another one of ours, both count as one cause, so that they share an annotation. */
function causeKeyOf(cause) {
    return cause instanceof PromotionError ? (cause.causeKey ?? cause.message) : undefined;
}
/** The inputs are invalid. Contains every problem of all inputs. */
class InputError extends PromotionError {
    problems;
    constructor(problems) {
        const [first] = problems;
        super(first?.code ?? "INPUT_INVALID", problems.map(({ message }) => message).join("\n"), {
            stage: "input",
            remedy: problems.length === 1 ? first?.remedy : undefined,
        });
        this.problems = problems;
    }
}
/** A request without a complete response: DNS, connection, TLS, timeout, or a response over its size limit. */
class NetworkError extends PromotionError {
    host;
    /** True where the request may have reached the server. Then a retry may repeat its effect. */
    sent;
    constructor(code, message, options) {
        super(code, message, { causeKey: options.host, ...options });
        this.host = options.host;
        this.sent = options.sent;
    }
}
/** A login failed: GitHub's ID token service, Entra or a registry's token service issued no token. */
class AuthenticationError extends PromotionError {
}
/** A registry responded with an error, or with content that is not valid. */
class RegistryError extends PromotionError {
    /** HTTP status; undefined where only the content of the response is not valid. */
    status;
    constructor(code, message, options = {}) {
        super(code, message, options);
        this.status = options.status;
    }
}
/** Bytes that are not a valid manifest, or not the requested one. */
class ManifestError extends PromotionError {
}
/** Azure Resource Manager rejected an import or the lookup of a registry, or an import failed. */
class AzureError extends PromotionError {
    status;
    /** True where a retry may succeed, by the error catalogue. */
    transient;
    constructor(code, message, options = {}) {
        super(code, message, options);
        this.status = options.status;
        this.transient = options.transient ?? false;
    }
}
/** Attestations could not be looked up, or one is not valid: malformed, too large, or not signed by a trusted identity. */
class ProvenanceError extends PromotionError {
}
/** Returns the problem of a {@link PromotionError}. Any other error becomes code `UNEXPECTED`. */
function problemOf(error, stage) {
    if (error instanceof PromotionError)
        return (0,_problems_js__WEBPACK_IMPORTED_MODULE_0__/* .problem */ .CC)(error.code, error.message, error);
    const message = Error.isError(error) ? `${error.name}: ${error.message}` : String(error);
    return (0,_problems_js__WEBPACK_IMPORTED_MODULE_0__/* .problem */ .CC)("UNEXPECTED", message, { stage });
}


/***/ }),

/***/ 5085:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   f: () => (/* binding */ Glob),
/* harmony export */   y: () => (/* binding */ isGlob)
/* harmony export */ });
// Globs over tags and paths: `*` matches any run of characters except /, `?` one such character, `**` any run including /.
// Between slashes `**` also matches no folder at all: a/**/b matches a/b. No other character is special.
/**
 * A compiled pattern. Matching tracks all possible positions at once, so its time is at most text × pattern; a regular
 * expression with many stars would backtrack exponentially.
 */
class Glob {
    #tokens;
    constructor(pattern) {
        this.#tokens = tokensOf(pattern);
    }
    /** The state before the first character. */
    start() {
        return this.#reach([0]);
    }
    /** The state after more text. It is empty when no text with this beginning matches. */
    advance(state, text) {
        let current = state;
        for (const character of text) {
            const next = [];
            for (const at of current) {
                const token = this.#tokens[at];
                if (token?.kind === "character" && token.character === character)
                    next.push(at + 1);
                else if (token?.kind === "one" && character !== "/")
                    next.push(at + 1);
                else if (token?.kind === "run" && character !== "/")
                    next.push(at);
                else if (token?.kind === "any")
                    next.push(at);
            }
            current = this.#reach(next);
            if (current.size === 0)
                break;
        }
        return current;
    }
    /** True when the text so far is a complete match. */
    accepts(state) {
        return state.has(this.#tokens.length);
    }
    /** True when the whole text matches. */
    matches(text) {
        return this.accepts(this.advance(this.start(), text));
    }
    /** Adds the positions that are reached without consuming a character. */
    #reach(positions) {
        const reached = new Set(positions);
        for (const at of reached) {
            const kind = this.#tokens[at]?.kind;
            if (kind === "run" || kind === "any" || kind === "optional-folders")
                reached.add(at + 1);
            if (kind === "optional-folders")
                reached.add(at + 3);
        }
        return reached;
    }
}
/** True when a text contains a character that is special in a glob. */
function isGlob(text) {
    return /[*?]/.test(text);
}
function tokensOf(pattern) {
    const tokens = [];
    const parts = pattern.match(/\*\*+\/?|[\s\S]/gu) ?? [];
    let before = "/";
    for (const part of parts) {
        if (part === "*")
            tokens.push({ kind: "run" });
        else if (part === "?")
            tokens.push({ kind: "one" });
        else if (!part.startsWith("**"))
            tokens.push({ kind: "character", character: part });
        else {
            const slash = part.endsWith("/");
            if (slash && before.endsWith("/"))
                tokens.push({ kind: "optional-folders" });
            tokens.push({ kind: "any" });
            if (slash)
                tokens.push({ kind: "character", character: "/" });
        }
        before = part;
    }
    return tokens;
}


/***/ }),

/***/ 5006:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   $: () => (/* binding */ GUID_PATTERN),
/* harmony export */   W: () => (/* binding */ isGuid)
/* harmony export */ });
// The form of a GUID: subscription, tenant and client IDs, operation IDs.
/** Source of a regular expression, for lowercase letters: use it with the flag `i`. */
const GUID_PATTERN = "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}";
const GUID = new RegExp(`^${GUID_PATTERN}$`, "i");
/** True for a GUID in letters of either case, without braces. */
function isGuid(text) {
    return GUID.test(text);
}


/***/ }),

/***/ 4618:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   V: () => (/* binding */ formatProgress),
/* harmony export */   a: () => (/* binding */ formatDuration)
/* harmony export */ });
// The line that tells how far many images are. Pure; when it is said is decided elsewhere.
/** `12/40 in place, 8 importing, longest api 14 s` */
function formatProgress({ total, inPlace, importing }) {
    const longest = importing.reduce((found, next) => (found === undefined || next.elapsedMs > found.elapsedMs ? next : found), undefined);
    return [
        `${inPlace}/${total} in place`,
        ...(longest === undefined
            ? []
            : [`${importing.length} importing`, `longest ${longest.name} ${formatDuration(longest.elapsedMs)}`]),
    ].join(", ");
}
/** `0.4 s`, `14 s`, `3 min 5 s`, `2 h 4 min` */
function formatDuration(durationMs) {
    const seconds = Math.round(durationMs / 1000);
    if (durationMs < 9_950)
        return `${(durationMs / 1000).toFixed(1)} s`;
    if (seconds < 60)
        return `${seconds} s`;
    const minutes = Math.floor(seconds / 60);
    if (minutes < 60)
        return seconds % 60 === 0 ? `${minutes} min` : `${minutes} min ${seconds % 60} s`;
    return minutes % 60 === 0 ? `${minutes / 60} h` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}


/***/ }),

/***/ 5691:
/***/ ((__webpack_module__, __unused_webpack___webpack_exports__, __nccwpck_require__) => {

__nccwpck_require__.a(__webpack_module__, async (__webpack_handle_async_dependencies__, __webpack_async_result__) => { try {
/* harmony import */ var _main_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(6434);
// Starts the action. https://docs.github.com/actions/reference/workflows-and-actions/metadata-syntax#runs-for-javascript-actions

process.exitCode = await (0,_main_js__WEBPACK_IMPORTED_MODULE_0__/* .main */ .i)(process.env);

__webpack_async_result__();
} catch(e) { __webpack_async_result__(e); } }, 1);

/***/ }),

/***/ 6413:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   $6: () => (/* binding */ textAt),
/* harmony export */   Oe: () => (/* binding */ asJsonObject),
/* harmony export */   dw: () => (/* binding */ parseJsonObject),
/* harmony export */   fK: () => (/* binding */ valueAt),
/* harmony export */   qF: () => (/* binding */ parseJson),
/* harmony export */   sd: () => (/* binding */ stringifyJson),
/* harmony export */   te: () => (/* binding */ parseUtf8Json)
/* harmony export */ });
// Reads JSON of untrusted servers without exceptions: a value of the expected shape, or undefined. Imports nothing.
/** Parses a text; undefined where it is not JSON. */
function parseJson(text) {
    try {
        return JSON.parse(text);
    }
    catch {
        return undefined;
    }
}
/** The JSON of a value that was parsed; empty where it is nested too deeply. JSON.parse does not recurse, JSON.stringify does. */
function stringifyJson(value) {
    try {
        return JSON.stringify(value) ?? "";
    }
    catch {
        return "";
    }
}
/** Parses bytes; undefined where they are not JSON in valid UTF-8. */
function parseUtf8Json(bytes) {
    try {
        // A byte order mark is kept, so that JSON.parse refuses it as other strict readers do.
        return JSON.parse(new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes));
    }
    catch {
        return undefined;
    }
}
/** Parses a response body, in which broken UTF-8 is replaced; undefined where it is not a JSON object. */
function parseJsonObject(body) {
    return asJsonObject(parseJson(new TextDecoder("utf-8", { ignoreBOM: true }).decode(body)));
}
/** The value, if it is an object and not an array. */
function asJsonObject(value) {
    return typeof value === "object" && value !== null && !Array.isArray(value) ? value : undefined;
}
/** The value at a path of keys, such as `error`, `code`. Own keys only: `constructor` is not a key of every object. */
function valueAt(value, ...path) {
    return path.reduce((at, key) => {
        const object = asJsonObject(at);
        return object !== undefined && Object.hasOwn(object, key) ? object[key] : undefined;
    }, value);
}
/** The text at a path of keys; undefined where it is missing, empty or not a string. */
function textAt(value, ...path) {
    const text = valueAt(value, ...path);
    return typeof text === "string" && text !== "" ? text : undefined;
}


/***/ }),

/***/ 6434:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  i: () => (/* binding */ main)
});

// UNUSED EXPORTS: runStep

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __nccwpck_require__(7598);
// EXTERNAL MODULE: ./lib/azure/cloud.js
var cloud = __nccwpck_require__(4826);
// EXTERNAL MODULE: external "node:perf_hooks"
var external_node_perf_hooks_ = __nccwpck_require__(643);
;// CONCATENATED MODULE: ./lib/clock.js
// The Clock port on the machine's own time and random numbers.

/** The longest delay of a Node timer; a longer wait uses several in a row. */
const TIMER_MAX_MS = 2 ** 31 - 1;
/** The clock of the running process. */
const systemClock = {
    nowMs: () => external_node_perf_hooks_.performance.now(),
    wallMs: () => Date.now(),
    random: () => Math.random(),
    // Not node:timers/promises: requests set timers that nearly always end early, and it would create an error with a stack
    // for each, instead of passing on the signal's reason.
    sleep(durationMs, signal) {
        const untilMs = external_node_perf_hooks_.performance.now() + durationMs;
        return new Promise((resolve, reject) => {
            let timer;
            const onAbort = () => {
                clearTimeout(timer);
                reject(signal.reason);
            };
            const wait = () => {
                timer = setTimeout(onTimer, Math.min(Math.max(0, untilMs - external_node_perf_hooks_.performance.now()), TIMER_MAX_MS));
            };
            const onTimer = () => {
                if (external_node_perf_hooks_.performance.now() < untilMs) {
                    wait();
                    return;
                }
                signal.removeEventListener("abort", onAbort);
                resolve();
            };
            if (signal.aborted) {
                reject(signal.reason);
                return;
            }
            signal.addEventListener("abort", onAbort, { once: true });
            wait();
        });
    },
};

// EXTERNAL MODULE: ./lib/errors.js
var errors = __nccwpck_require__(452);
// EXTERNAL MODULE: ./lib/problems.js
var lib_problems = __nccwpck_require__(5451);
;// CONCATENATED MODULE: ./lib/http/tls-checks.js
// Checks whether Node still verifies TLS certificates. Makes no request.

/**
 * Finds the variable that turns off certificate verification for the whole process, so that any server could receive tokens.
 * https://nodejs.org/docs/latest-v24.x/api/cli.html#node_tls_reject_unauthorizedvalue
 */
function findUncheckedTls(env) {
    if (env["NODE_TLS_REJECT_UNAUTHORIZED"] !== "0")
        return undefined;
    return (0,lib_problems/* problem */.CC)("TLS_UNCHECKED", "NODE_TLS_REJECT_UNAUTHORIZED=0 turns off certificate checks, so tokens could be sent to an impostor.");
}

;// CONCATENATED MODULE: ./lib/report/redact-report.js
/**
 * What is not redacted: names of the request, digests that were computed, words of our own. A secret that is part of such a name is not
 * secret, and without the name a later step would deploy something else.
 */
const KEPT = new Set([
    "registry",
    "source",
    "repository",
    "digest",
    "image",
    "status",
    "name",
    "previousDigest",
    "subject",
    "referrersMode",
    "operationId",
    "mayStillRun",
    "code",
    "stage",
    "side",
    "file",
]);
/** A copy of the report in which `redact` was applied to all texts of others. New fields are redacted unless they are listed. */
function redactReport(report, redact) {
    return redactValue(report, redact);
}
function redactValue(value, redact) {
    if (typeof value === "string")
        return redact(value);
    if (Array.isArray(value))
        return value.map((item) => redactValue(item, redact));
    if (typeof value !== "object" || value === null)
        return value;
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, KEPT.has(key) ? item : redactValue(item, redact)]));
}

// EXTERNAL MODULE: ./lib/oci/platform.js
var platform = __nccwpck_require__(7122);
// EXTERNAL MODULE: ./lib/guid.js
var guid = __nccwpck_require__(5006);
// EXTERNAL MODULE: ./lib/quote.js
var quote = __nccwpck_require__(7211);
;// CONCATENATED MODULE: ./lib/request/inputs.js

/** The text of an input; empty if it is not set. */
function textOf({ raw }, input) {
    return raw.inputs[input] ?? "";
}
/** Adds a problem; its code is `INPUT_INVALID` unless given. The message is complete: it names the input or the line. */
function addProblem({ problems }, place, message, { code = "INPUT_INVALID", remedy } = {}) {
    problems.push({ ...(0,lib_problems/* problem */.CC)(code, message, { stage: "input", remedy }), ...place });
}

;// CONCATENATED MODULE: ./lib/request/place.js
// Where an input problem is, and parsing that returns such a problem instead of throwing it.


/** The place of an image. */
function placeOf({ file, line }) {
    return file === undefined ? { input: "images", line } : { file, line };
}
/** Formats a place for the start of a message: `registry`, `images, line 3` or `release.yml:3`. */
function formatPlace({ input, file, line }) {
    if (file !== undefined)
        return `${file}:${line}`;
    return line === undefined ? `${input}` : `${input}, line ${line}`;
}
/** Runs a parser and returns a PromotionError as a problem at the place, so that all problems can be reported at once. */
function tryParse(parse, place = {}) {
    try {
        return { value: parse() };
    }
    catch (error) {
        if (!(error instanceof errors/* PromotionError */.g1))
            throw error;
        const { code, message, remedy } = error;
        return { problem: { ...(0,lib_problems/* problem */.CC)(code, message, { stage: "input", remedy }), ...place } };
    }
}

// EXTERNAL MODULE: ./lib/request/registry-name.js
var registry_name = __nccwpck_require__(284);
;// CONCATENATED MODULE: ./lib/request/request.js
/**
 * How signatures, SBOMs and attestations are treated, the strictest mode first. `all`: a failed lookup fails the image.
 * `best-effort`: it is a warning. `none`: no lookup is made.
 */
const REFERRERS_MODES = ["all", "best-effort", "none"];
/**
 * As whom the step logs in: with GitHub's ID token, or with an identity that the runner has. The first is the default.
 * https://learn.microsoft.com/entra/identity/managed-identities-azure-resources/overview
 * https://azure.github.io/azure-workload-identity/docs/
 */
const LOGINS = ["github", "managed-identity", "workload-identity"];

;// CONCATENATED MODULE: ./lib/request/list-input.js
// Splits inputs that are lists: one item per line with `#` comments, or a JSON array of strings.
/** Splits a list input by line, with `lines-or-commas` also by comma. Drops blank lines and comments. */
function parseList(text, separators) {
    return text
        .split(/\r\n|\r|\n/)
        .flatMap((content, at) => {
        const uncommented = content.replace(/(^|\s)#.*$/s, "");
        const parts = separators === "lines" ? [uncommented] : uncommented.split(",");
        return parts.map((part) => ({ text: part.trim(), line: at + 1 }));
    })
        .filter((item) => item.text !== "");
}
/** Splits an item of a YAML or JSON list, which may have several lines, or none if it is blank or a comment. */
function linesOfItem({ text, line }) {
    return parseList(text, "lines").map((part) => ({ text: part.text, line }));
}
/** Parses a JSON array of strings, with the line of each; undefined for any other text. */
function parseJsonList(text) {
    let values;
    try {
        values = JSON.parse(text);
    }
    catch {
        return undefined;
    }
    if (!Array.isArray(values) || !values.every((value) => typeof value === "string"))
        return undefined;
    // Each string token of such an array is one of its items, in order.
    const items = [];
    let line = 1;
    let from = 0;
    for (const { index } of text.matchAll(/"(?:[^"\\]|\\.)*"/g)) {
        line += text.slice(from, index).split("\n").length - 1;
        from = index;
        items.push({ text: values[items.length] ?? "", line });
    }
    return items;
}

;// CONCATENATED MODULE: ./lib/request/typed-inputs.js
// Inputs of a common form: a choice, a boolean, a number, a list. An invalid value is reported and replaced by the default.



/** One of several names, in any letter case. */
function choiceOf(inputs, input, names, fallback) {
    const text = textOf(inputs, input);
    if (text === "")
        return fallback;
    const chosen = names.find((name) => name === text.toLowerCase());
    if (chosen === undefined) {
        addProblem(inputs, { input }, `${input} must be one of ${names.join(", ")}; got ${(0,quote/* quote */.h)(text)}.`, {
            remedy: `Set for example ${input}: ${fallback}`,
        });
    }
    return chosen ?? fallback;
}
/** `true` or `false` in the spellings of YAML 1.2, as core.getBooleanInput accepts them. */
function booleanOf(inputs, input, fallback) {
    const text = textOf(inputs, input);
    if (text === "")
        return fallback;
    if (["true", "True", "TRUE"].includes(text))
        return true;
    if (!["false", "False", "FALSE"].includes(text)) {
        addProblem(inputs, { input }, `${input} must be true or false; got ${(0,quote/* quote */.h)(text)}.`, {
            remedy: `Set ${input}: true or ${input}: false`,
        });
    }
    return false;
}
/** A decimal number without sign and exponent. */
function numberOf(inputs, input, { min, max, isWhole, fallback }) {
    const text = textOf(inputs, input);
    if (text === "")
        return fallback;
    const number = /^[0-9]{1,6}(?:\.[0-9]{1,6})?$/.test(text) ? Number(text) : Number.NaN;
    if (number >= min && number <= max && (!isWhole || Number.isInteger(number)))
        return number;
    const expected = `a ${isWhole ? "whole " : ""}number from ${min} to ${max}`;
    addProblem(inputs, { input }, `${input} must be ${expected}; got ${(0,quote/* quote */.h)(text)}.`, {
        remedy: `Set for example ${input}: ${fallback}`,
    });
    return fallback;
}
/** The items of an input, separated by line breaks or commas. */
function itemsOf(inputs, input, { isValid, what, remedy }) {
    const items = parseList(textOf(inputs, input), "lines-or-commas").map(({ text }) => text);
    for (const item of items) {
        if (!isValid(item)) {
            addProblem(inputs, { input }, `${input}: ${(0,quote/* quote */.h)(item)} is not a valid ${what}.`, { remedy });
        }
    }
    return items;
}

;// CONCATENATED MODULE: ./lib/request/access-inputs.js
// The inputs that give access: the step's identity and subscription, and the identity or the password for the source.







const GUID_EXAMPLE = "00000000-0000-0000-0000-000000000000";
const DOMAIN = /^(?=.{4,253}$)[a-z0-9-]+(?:\.[a-z0-9-]+)+$/i;
/** The identity that imports. */
function identityOf(inputs) {
    const login = choiceOf(inputs, "login", LOGINS, "github");
    const [clientId, tenantId] = [textOf(inputs, "client-id"), textOf(inputs, "tenant-id")];
    if (login !== "github")
        checkAudience(inputs, login);
    if (login !== "managed-identity")
        requireInput(inputs, "client-id", "AZURE_CLIENT_ID");
    checkClient(inputs, "client-id");
    // A managed identity has the tenant of its machine.
    if (login === "managed-identity")
        return { login, ...(clientId !== "" && { clientId }) };
    requireInput(inputs, "tenant-id", "AZURE_TENANT_ID");
    checkTenant(inputs, "tenant-id");
    if (login === "github")
        return { login, clientId, tenantId };
    const tokenFile = inputs.raw.federatedTokenFile ?? "";
    if (tokenFile === "") {
        addProblem(inputs, { input: "login" }, "login: workload-identity needs AZURE_FEDERATED_TOKEN_FILE, which is not set.", {
            code: "INPUT_REQUIRED",
            remedy: 'Give the runner\'s pod the label azure.workload.identity/use: "true" and a service account with workload identity; docs/azure-setup.md shows how. On GitHub-hosted runners use login: github',
        });
    }
    return { login, clientId, tenantId, tokenFile };
}
/** Only GitHub's ID token is requested for an audience: the step's own, or that of `source-client-id`. */
function checkAudience(inputs, login) {
    if (textOf(inputs, "audience") === "" || textOf(inputs, "source-client-id") !== "")
        return;
    addProblem(inputs, { input: "audience" }, `audience is for GitHub's ID token, which login: ${login} does not request.`, {
        remedy: "Remove audience, or set login: github",
    });
}
/** The subscription in which registries are looked up. */
function subscriptionOf(inputs, target) {
    const input = "subscription-id";
    const text = textOf(inputs, input);
    checkGuid(inputs, input, "Run az account show --query id --output tsv to print it.");
    if (text === "" && target !== undefined && target.kind !== "resource-id") {
        addProblem(inputs, { input }, "subscription-id is required unless registry is a resource ID.", {
            code: "INPUT_REQUIRED",
            remedy: "Set subscription-id or AZURE_SUBSCRIPTION_ID, or set registry to the registry's resource ID.",
        });
    }
    return text === "" ? {} : { subscriptionId: text };
}
/** How the step logs in to the source: as a second identity, by password, or neither. */
function sourceAccessOf(inputs, images, sourceRegistry) {
    const [clientId, tenantId] = [textOf(inputs, "source-client-id"), textOf(inputs, "source-tenant-id")];
    const [username, password] = [textOf(inputs, "source-username"), textOf(inputs, "source-password")];
    checkClient(inputs, "source-client-id");
    checkTenant(inputs, "source-tenant-id");
    requireTogether(inputs);
    checkOneSource(inputs, images, sourceRegistry);
    if (clientId !== "") {
        checkLookup(inputs, images, sourceRegistry);
        checkIdentityAccepted(inputs, images, sourceRegistry);
    }
    if (clientId !== "" && password !== "") {
        addProblem(inputs, { input: "source-password" }, "source-password and source-client-id are both set.", {
            remedy: "Keep one of them: source-client-id with source-tenant-id, or source-password.",
        });
    }
    return {
        ...(clientId !== "" && tenantId !== "" && { sourceIdentity: { clientId, tenantId } }),
        ...(password !== "" && { sourceCredentials: { ...(username !== "" && { username }), password } }),
    };
}
function requireInput(inputs, input, variable) {
    if (textOf(inputs, input) !== "")
        return;
    addProblem(inputs, { input }, `${input} is required.`, {
        code: "INPUT_REQUIRED",
        remedy: `Set ${input}, or ${variable} in the environment; docs/azure-setup.md shows where to find it.`,
    });
}
function checkGuid(inputs, input, remedy) {
    const text = textOf(inputs, input);
    if (text === "" || (0,guid/* isGuid */.W)(text))
        return;
    addProblem(inputs, { input }, `${input} must be a GUID, such as ${GUID_EXAMPLE}; got ${(0,quote/* quote */.h)(text)}.`, { remedy });
}
function checkClient(inputs, input) {
    checkGuid(inputs, input, `Set ${input} to the client ID of an application or a user-assigned managed identity.`);
}
function checkTenant(inputs, input) {
    const text = textOf(inputs, input);
    if (text === "" || (0,guid/* isGuid */.W)(text) || DOMAIN.test(text))
        return;
    const message = `${input} must be a GUID or a domain, such as contoso.onmicrosoft.com; got ${(0,quote/* quote */.h)(text)}.`;
    addProblem(inputs, { input }, message, { remedy: "Run az account show --query tenantId --output tsv to print it." });
}
function requireTogether(inputs) {
    const isSet = (input) => textOf(inputs, input) !== "";
    if (isSet("source-client-id") !== isSet("source-tenant-id")) {
        const [present, input] = isSet("source-client-id")
            ? ["source-client-id", "source-tenant-id"]
            : ["source-tenant-id", "source-client-id"];
        addProblem(inputs, { input }, `${input} is required when ${present} is set.`, { remedy: `Set ${input} too.` });
    }
    if (isSet("source-username") && !isSet("source-password")) {
        const input = "source-password";
        addProblem(inputs, { input }, `${input} is required when source-username is set.`, { remedy: `Set ${input} too.` });
    }
}
/**
 * Reports a password or an identity that could be sent to a registry that it is not for: to one of several, or, for a password,
 * to one that only an images file names. People who can change a file must not choose who gets the password.
 */
function checkOneSource(inputs, images, sourceRegistry) {
    if (sourceRegistry !== undefined)
        return;
    const input = ["source-client-id", "source-password"].find((name) => textOf(inputs, name) !== "");
    const registries = new Map(images.map(({ source }) => [JSON.stringify(source.registry), source.registry]));
    const [one, other] = [...registries.values()].filter((name) => name !== undefined).map(registry_name/* formatRegistryName */.s);
    if (input === undefined || one === undefined)
        return;
    if (other !== undefined) {
        const message = `${input} is for one registry, but the images come from several: ${one}, ${other}${registries.size > 2 ? ", …" : "."}`;
        const others = input === "source-password" ? " Run docker/login-action before this step for the others." : "";
        addProblem(inputs, { input }, message, { remedy: `Set source-registry to the registry that it is for.${others}` });
        return;
    }
    const [image] = images;
    if (image?.origin.file === undefined || textOf(inputs, "source-password") === "")
        return;
    const place = formatPlace(placeOf(image.origin));
    const message = `source-password: no input names the registry that the password is for; only ${place} names ${one}.`;
    addProblem(inputs, { input: "source-password" }, message, {
        remedy: `If the password is for ${one}, set\nsource-registry: ${one}\nOtherwise remove source-password, or correct the file.`,
    });
}
/** Only an ACR accepts an Entra identity. Elsewhere the second identity would be ignored without a word. */
function checkIdentityAccepted(inputs, images, sourceRegistry) {
    const used = sourceRegistry ?? images.find(({ source }) => source.registry !== undefined)?.source.registry;
    if (used?.kind !== "login-server" || inputs.raw.acrCloudOf(used.host) !== undefined)
        return;
    const input = "source-client-id";
    const message = `${input} is an identity at an Azure Container Registry, and ${used.host} is not one.`;
    addProblem(inputs, { input }, message, {
        remedy: `Remove source-client-id and source-tenant-id. To log in to ${used.host}, run docker/login-action before this step, or set source-username and source-password.`,
    });
}
/** The step's own identity looks up names, and it cannot see another tenant. */
function checkLookup(inputs, images, sourceRegistry) {
    const named = sourceRegistry ?? images.find(({ source }) => source.registry?.kind === "name")?.source.registry;
    if (named?.kind !== "name")
        return;
    const input = sourceRegistry === undefined ? "images-file" : "source-registry";
    const message = `${input}: the registry name ${(0,quote/* quote */.h)(named.name)} cannot be looked up in the tenant of source-client-id.`;
    addProblem(inputs, { input }, message, {
        remedy: "Use the login server instead of the name, for example contosodev.azurecr.io",
    });
}

// EXTERNAL MODULE: ./lib/provenance/policy.js
var policy = __nccwpck_require__(4321);
;// CONCATENATED MODULE: ./lib/request/attestation-inputs.js
// The inputs of the provenance gate.




/** Which attestation an image must have; by default one of this repository, of SLSA provenance. */
function provenanceOf(inputs) {
    const mode = choiceOf(inputs, "require-attestation", ["off", "warn", "require"], "off");
    const repository = textOf(inputs, "attestation-repository") || inputs.raw.repository;
    const signerWorkflow = textOf(inputs, "attestation-signer-workflow");
    const predicateType = textOf(inputs, "attestation-predicate-type") || policy/* SLSA_PROVENANCE_V1 */.us;
    if (mode !== "off" && !(0,policy/* isAttestationRepository */.VI)(repository)) {
        const input = "attestation-repository";
        addProblem(inputs, { input }, `${input} must be owner/repository or owner; got ${(0,quote/* quote */.h)(repository)}.`, {
            remedy: `Set for example ${input}: contoso/api`,
        });
    }
    if (signerWorkflow !== "" && !(0,policy/* isSignerWorkflow */.M8)(signerWorkflow)) {
        const input = "attestation-signer-workflow";
        addProblem(inputs, { input }, `${input} must be the path of a workflow; got ${(0,quote/* quote */.h)(signerWorkflow)}.`, {
            remedy: "Write owner/repository/.github/workflows/file.yml, optionally with @ref",
        });
    }
    if (!/^[a-z][a-z0-9+.-]*:\S{1,500}$/i.test(predicateType)) {
        const input = "attestation-predicate-type";
        addProblem(inputs, { input }, `${input} must be a URI; got ${(0,quote/* quote */.h)(predicateType)}.`, {
            remedy: `Set for example ${input}: ${policy/* SLSA_PROVENANCE_V1 */.us}`,
        });
    }
    return {
        mode,
        repository,
        ...ownIdsOf(inputs, repository),
        ...(signerWorkflow !== "" && { signerWorkflow }),
        predicateType,
    };
}
/** The IDs of a required repository or owner that is this run's own. GitHub gives no IDs of others. */
function ownIdsOf({ raw }, required) {
    const [own, name] = [raw.repository.toLowerCase(), required.toLowerCase()];
    const isOwnOwner = name.split("/")[0] === own.split("/")[0];
    return {
        ...(name === own && raw.repositoryId !== undefined && { repositoryId: raw.repositoryId }),
        ...(isOwnOwner && raw.repositoryOwnerId !== undefined && { ownerId: raw.repositoryOwnerId }),
    };
}

// EXTERNAL MODULE: ./lib/oci/digest.js
var oci_digest = __nccwpck_require__(9501);
// EXTERNAL MODULE: ./lib/oci/reference.js
var oci_reference = __nccwpck_require__(3940);
;// CONCATENATED MODULE: ./lib/request/registry-inputs.js
// The inputs that name the two registries, and whether a host belongs to the target and its cloud.




/** The input `registry`, which must be an ACR. */
function targetOf(inputs, cloud) {
    const input = "registry";
    if (textOf(inputs, input) === "") {
        addProblem(inputs, { input }, "registry is required.", {
            code: "INPUT_REQUIRED",
            remedy: "Set registry to the target's name, login server or resource ID, for example contosoprod.azurecr.io",
        });
        return undefined;
    }
    const registry = registryOf(inputs, input);
    if (registry?.kind === "login-server" && inputs.raw.acrCloudOf(registry.host) === undefined) {
        addProblem(inputs, { input }, `registry: ${registry.host} is not the login server of an Azure container registry.`, {
            code: "REGISTRY_INVALID",
            remedy: "Set registry to the login server of the target, for example contosoprod.azurecr.io",
        });
        return undefined;
    }
    if (registry !== undefined)
        checkCloud(inputs, { input }, registry, cloud);
    return registry;
}
/** The input `source-registry`; undefined if it is not set. */
function sourceRegistryOf(inputs, cloud) {
    const input = "source-registry";
    const registry = textOf(inputs, input) === "" ? undefined : registryOf(inputs, input);
    if (registry !== undefined)
        checkCloud(inputs, { input }, registry, cloud);
    return registry;
}
function registryOf(inputs, input) {
    const { value, problem } = tryParse(() => (0,registry_name/* parseRegistryName */.O)(textOf(inputs, input)), { input });
    if (problem !== undefined)
        inputs.problems.push({ ...problem, message: `${input}: ${problem.message}` });
    return value;
}
/** Reports a registry that is an ACR of another cloud. Names and resource IDs are looked up in the right cloud anyway. */
function checkCloud(inputs, place, registry, cloud) {
    if (registry.kind !== "login-server")
        return;
    const hostCloud = inputs.raw.acrCloudOf(registry.host);
    if (hostCloud === undefined || hostCloud === cloud)
        return;
    const message = `${formatPlace(place)}: ${registry.host} belongs to ${hostCloud}, but the input environment is ${cloud}.`;
    addProblem(inputs, place, message, {
        code: "CLOUD_MISMATCH",
        remedy: `Set environment: ${hostCloud}, or use a registry of ${cloud}. An import cannot cross clouds.`,
    });
}
/** True when a host can be the login server of the registry; with a DNS name label, that is `name-hash.azurecr.io`. */
function isLoginServerOf(registry, host) {
    if (registry.kind === "login-server")
        return registry.host === host;
    const name = (0,registry_name/* formatRegistryName */.s)(registry).toLowerCase();
    const [label = ""] = host.split(".");
    return label === name || label.startsWith(`${name}-`);
}
/** The target as messages quote it: its name, or the invalid text. */
function quoteTarget(inputs, { target }) {
    return (0,quote/* quote */.h)(target === undefined ? textOf(inputs, "registry") : (0,registry_name/* formatRegistryName */.s)(target));
}

;// CONCATENATED MODULE: ./lib/request/tags-input.js
// The input `tags`: tags that are added to the images, in the forms in which docker/metadata-action prints them.





/** Anything that tools print as a reference: `alpine:3`, `localhost:5000/app:1`, `name/app@sha256:…`. */
const REFERENCE_SHAPE = /^[a-z0-9[][a-z0-9._:[\]-]*(?:\/[a-z0-9._-]+)*(?::[\w.-]+)?(?:@[a-z0-9]+:[a-f0-9]+)?$/i;
/** Parses tags and full references to the target. References to other registries are ignored with a notice. */
function addedTagsOf(inputs, { target, cloud }) {
    return parseList(textOf(inputs, "tags"), "lines-or-commas").flatMap(({ text, line }) => {
        if ((0,oci_reference/* isTag */.dz)(text))
            return [{ name: text, text }];
        const host = (0,oci_reference/* beginsWithHost */.R4)(text) ? (0,oci_reference/* normalizeRegistryHost */.qs)(text.slice(0, text.indexOf("/"))) : undefined;
        const isOfTarget = host !== undefined &&
            (target === undefined || (inputs.raw.acrCloudOf(host) === cloud && isLoginServerOf(target, host)));
        const [, repository = "", name = ""] = /^[^/]+\/([^:@]+):([^:@/]+)$/.exec(text) ?? [];
        if (isOfTarget && (0,oci_reference/* isTag */.dz)(name))
            return [{ name, repository, text }];
        if (!isOfTarget && /[/:@]/.test(text) && REFERENCE_SHAPE.test(text)) {
            inputs.notices.push(`tags: ${text} is ignored because its registry is not the target.`);
            return [];
        }
        addProblem(inputs, { input: "tags" }, `tags, line ${line}: ${(0,quote/* quote */.h)(text)} is not a valid tag or full reference.`, {
            remedy: "Separate tags by line breaks or commas, for example 1.4.2,latest",
        });
        return [];
    });
}
/** True when images of the repository get the tag. */
function isAddedTo(tag, repository) {
    return tag.repository === undefined || tag.repository === repository;
}
/** Adds a notice for each tag whose repository no image goes to. */
function noticeUnusedTags(inputs, tags, images) {
    if (images.length === 0)
        return;
    for (const tag of tags) {
        if (!images.some(({ target }) => isAddedTo(tag, target.repository))) {
            inputs.notices.push(`tags: ${tag.text} is ignored because no image of this step goes to its repository.`);
        }
    }
}

;// CONCATENATED MODULE: ./lib/request/line-mistakes.js
// Recognizes common mistakes in an invalid line of `images`. Only lines that the parser has rejected get here, so that no
// guess of this file can reject a valid line.



/** The expected form of a line, with an example. */
const LINE_FORM = lib_problems/* PROBLEMS */.D3.REFERENCE_INVALID.remedy;
/** Only this much of a line is searched; no reference is as long. */
const SEARCH_MAX_LENGTH = 4096;
const INVISIBLE = /[^\P{C}\t]|[\p{Zl}\p{Zp}]|(?! )\p{Zs}/u;
const PASSWORD = /^(?:[a-z][a-z0-9+.-]*:\/\/)?[^\s/@:]+:[^\s/@]+@(?!sha\d)[^\s/@]+\//i;
const OPTION = /^(--[a-z][\w-]*|-[a-z])(?=[\s=])/i;
const LIST_MARK = /^(?:[-*+•‣–—]+|\d{1,4}[.)](?=\s))\s*/u;
const QUOTE = /["'`“”„‘’«»]/u;
const KEY = /^(images?|source|src|from|ref|reference|name|repository|repo|tags?|target|destination|dest|container|uses|uri|url)\s*[:=]\s*/i;
const COMMAND = /^(from|copy|pull|docker|podman|nerdctl|buildah|crane|skopeo|regctl|oras|cosign|helm|ctr|crictl|az)\s/i;
const VARIABLE = /\$\{\{[^}]*\}?\}?|\$\{[^}]*\}?|\$\([^)]*\)?|\$[A-Za-z_]\w*|%[A-Za-z_]\w*%/;
const PLACEHOLDER = /<[^<>\s=-][^<>\s]*>/;
const ARROW = /=&gt;|(?<![-–—])[-–—]+>|→|⇒|➜|➔|={2,}>|=>>+|=\s+>|<[-=]|(?<!=)>+|(?<=\s)=(?=\s)/u;
/** The first mistake that is recognized, if any. */
function findLineMistake(text) {
    const line = text.slice(0, SEARCH_MAX_LENGTH);
    return mistakeOfStart(line) ?? mistakeOfCharacters(line) ?? mistakeOfSides(line);
}
function mistakeOfStart(line) {
    // This check comes first and quotes nothing: the others would print the password.
    if (PASSWORD.test(line)) {
        return {
            what: "contains a user name and a password",
            remedy: "Remove both from the line, and set source-username and source-password.",
        };
    }
    if (/^\s*[[{]/.test(line)) {
        return {
            what: `starts with "${line.trim().charAt(0)}"`,
            remedy: `A JSON array of lines must be the whole input or the whole file. ${LINE_FORM}`,
        };
    }
    const option = OPTION.exec(line)?.[1];
    if (option !== undefined)
        return { what: `starts with the option ${option}` };
    const mark = LIST_MARK.exec(line)?.[0];
    if (mark !== undefined)
        return { what: `starts with "${mark}"` };
    const key = KEY.exec(line)?.[1];
    if (key !== undefined)
        return { what: `starts with the key "${key}"` };
    const command = COMMAND.exec(line)?.[1];
    if (command !== undefined)
        return { what: `starts with the word "${command}"` };
    if (!QUOTE.test(line))
        return undefined;
    const isWhole = QUOTE.test(line.charAt(0)) && QUOTE.test(line.replace(/[,;]$/, "").slice(-1));
    return { what: isWhole ? "is in quotes" : `contains the quote ${QUOTE.exec(line)?.[0]}` };
}
function mistakeOfCharacters(line) {
    const invisible = INVISIBLE.exec(line)?.[0];
    if (invisible !== undefined) {
        const code = (invisible.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0");
        return { what: `contains the invisible character U+${code}`, remedy: "Delete it, or type the line again." };
    }
    const escaped = /\\[nrt]/.exec(line)?.[0];
    if (escaped !== undefined) {
        return {
            what: `contains the two characters ${escaped} instead of a line break`,
            remedy: `Pass a list as JSON, with toJSON(…) instead of join(…). ${LINE_FORM}`,
        };
    }
    if (line.includes("\\"))
        return { what: "contains a backslash" };
    const variable = VARIABLE.exec(line)?.[0];
    if (variable !== undefined) {
        return {
            what: `contains ${(0,quote/* quote */.h)(variable)}, which was not replaced by a value`,
            remedy: `Shell variables are not replaced in inputs; write an expression such as \${{ env.TAG }}. ${LINE_FORM}`,
        };
    }
    const placeholder = PLACEHOLDER.exec(line)?.[0];
    if (placeholder !== undefined)
        return { what: `contains the placeholder ${placeholder.slice(0, 60)}` };
    if (/(?:^|\s)\/?subscriptions\//i.test(line)) {
        return {
            what: "contains a resource ID",
            remedy: "Set source-registry to the resource ID, and write the line without it, for example api:build-812 => api:1.4.2,latest",
        };
    }
    const arrow = ARROW.exec(line)?.[0];
    if (arrow !== undefined)
        return { what: `has "${arrow}" where => is expected` };
    const wildcard = /[*?]/.exec(line)?.[0];
    return wildcard === undefined
        ? undefined
        : { what: `contains the wildcard ${wildcard}, which is not supported`, remedy: `List each tag. ${LINE_FORM}` };
}
function mistakeOfSides(line) {
    const sides = line.split("=>").map((side) => side.trim());
    const [source = "", target] = sides;
    const isSeveral = (side) => side.split(/[\s,;|]+/).filter((part) => /[:/]/.test(part)).length > 1;
    if (sides.length > 2) {
        return { what: sides.some((side) => /\s/.test(side)) ? "contains more than one image" : "has more than one =>" };
    }
    if (source === "")
        return { what: "has nothing before =>" };
    if (target === "")
        return { what: "has nothing after =>" };
    for (const side of [source, target ?? ""]) {
        const scheme = (0,oci_reference/* schemeOf */.wW)(side);
        if (scheme !== undefined && !isSeveral(side)) {
            return { what: `has ${scheme} before the reference`, remedy: `Write it without ${scheme}. ${LINE_FORM}` };
        }
    }
    if (isSeveral(source)) {
        return {
            what: "contains more than one image",
            remedy: `In YAML, "images: |" keeps line breaks and "images: >" joins lines. ${LINE_FORM}`,
        };
    }
    if (target !== undefined && isSeveral(target))
        return { what: "contains more than one target" };
    if (/[,;|]$/.test(line))
        return { what: `ends with "${line.slice(-1)}"` };
    if (/[,;|]/.test(source))
        return { what: "has more than one tag in the source", remedy: `Write one line per source. ${LINE_FORM}` };
    if (/\s/.test(source))
        return { what: "has a space in the source" };
    if (target !== undefined && /[^,\s]\s+[^,\s]|[;|]/.test(target))
        return { what: "does not separate tags by commas" };
    for (const side of [source, target ?? ""]) {
        if (/:sha\d+:/i.test(side))
            return { what: "has a digest after a colon", remedy: `Write @ before it. ${LINE_FORM}` };
        if (/:(?:@|$)/.test(side))
            return { what: "has no tag after the colon" };
    }
    return undefined;
}

;// CONCATENATED MODULE: ./lib/request/image-entry.js
// One image as written in a line or in a file, before inputs such as `tags` and `registry` complete it.






/** Parses lines in the grammar of `images`, from the input or a file. Collects the problems of all lines. */
function parseImageLines(lines, file) {
    const entries = [];
    const problems = [];
    for (const { text, line } of lines) {
        const origin = { ...(file !== undefined && { file }), line, text };
        const place = placeOf(origin);
        const { value, problem } = tryParse(() => parseImageLine(text, origin), place);
        if (problem === undefined)
            entries.push(value);
        else
            problems.push({ ...problem, message: `${formatPlace(place)}: ${problem.message}` });
    }
    return { entries, problems };
}
/**
 * Parses `SOURCE [=> TARGET]`, TARGET = `repository[:tag[,tag…]]`.
 * @throws PromotionError `REFERENCE_INVALID`, `REFERENCE_UNPINNED`
 */
function parseImageLine(text, origin) {
    return withAdvice(text, "the line", LINE_FORM, () => {
        const parts = text.split("=>").map((part) => part.trim());
        const [sourceText = "", targetText] = parts;
        if (parts.length > 2)
            throw invalid(`${(0,quote/* quote */.h)(text)} does not have the form SOURCE => TARGET.`);
        const source = (0,oci_reference/* parseSourceReference */.O$)(sourceText);
        return targetText === undefined ? { origin, source } : { origin, source, ...parseTarget(targetText) };
    });
}
/**
 * Runs a parser of a reference. On failure, throws an error that names a common mistake and shows the expected form.
 * @param what - the name of the text in messages: `the line`, `the value`
 */
function withAdvice(text, what, form, parse) {
    try {
        return parse();
    }
    catch (error) {
        if (!(error instanceof errors/* PromotionError */.g1))
            throw error;
        const mistake = findLineMistake(text);
        if (mistake !== undefined)
            throw invalid(`${what} ${mistake.what}.`, mistake.remedy ?? form);
        const { code, stage, message, remedy } = error;
        // The expected form is more specific than the default remedy.
        const advice = remedy === lib_problems/* PROBLEMS */.D3[code].remedy ? form : remedy;
        throw new errors/* PromotionError */.g1(code, message, { stage, remedy: advice });
    }
}
/**
 * Parses the name of a target's repository, `[host/]repository`. Whether a name with dots at its start is a login server
 * is for the caller to decide.
 * @throws PromotionError `REFERENCE_INVALID`
 */
function parseTargetName(text) {
    if (!(0,oci_reference/* beginsWithHost */.R4)(text))
        return { repository: (0,oci_reference/* parseRepository */.SU)(text) };
    const slash = text.indexOf("/");
    const targetHost = text.slice(0, slash);
    if ((0,oci_reference/* normalizeRegistryHost */.qs)(targetHost).includes(":")) {
        throw invalid(`the target ${(0,quote/* quote */.h)(text)} has a host with a port.`, "Write the target without a host; the input registry names it.");
    }
    return { targetHost, repository: (0,oci_reference/* parseRepository */.SU)(text.slice(slash + 1)) };
}
function parseTarget(text) {
    if (text.includes("@")) {
        throw invalid(`the target ${(0,quote/* quote */.h)(text)} has a digest.`, "Write the target as repository[:tag[,tag…]]; its digest is always that of the source.");
    }
    const colon = text.indexOf(":", text.indexOf("/") + 1);
    if (colon < 0)
        return parseTargetName(text);
    const tags = text
        .slice(colon + 1)
        .split(",")
        .map((tag) => (0,oci_reference/* parseTag */.ED)(tag.trim()));
    return { ...parseTargetName(text.slice(0, colon)), tags };
}
function invalid(message, remedy) {
    return new errors/* PromotionError */.g1("REFERENCE_INVALID", message, { remedy });
}

;// CONCATENATED MODULE: ./lib/request/target-repository.js
// The repository of an image in the target: from the right side of its line, or from target-prefix and the source.







/** The input `target-prefix`: whole parts of a path with a slash at the end; empty if it is not set. */
function targetPrefixOf(inputs, destination) {
    const input = "target-prefix";
    const text = textOf(inputs, input);
    if (text === "")
        return "";
    const path = text.replace(/\/$/, "");
    // Parsed with a part appended, since only the first of several parts can be a host.
    const { value } = tryParse(() => parseTargetName(`${path}/x`));
    const isInAcr = value?.targetHost !== undefined && inputs.raw.acrCloudOf((0,oci_reference/* normalizeRegistryHost */.qs)(value.targetHost)) !== undefined;
    if (value === undefined || (!isInAcr && !(0,oci_reference/* isRepository */.Z6)(path))) {
        addProblem(inputs, { input }, `${input} must be the start of a repository name; got ${(0,quote/* quote */.h)(text)}.`, {
            remedy: "Write whole parts of a name, without host and tag, for example base or mirror/docker.io",
        });
        return "";
    }
    return repositoryIn(inputs, destination, value, { input })?.slice(0, -1) ?? "";
}
/** The repository of an entry; undefined after a problem. */
function targetRepositoryOf(inputs, destination, { origin, targetHost, repository }, { sourceRepository, targetPrefix }) {
    const place = placeOf(origin);
    if (repository !== undefined) {
        return repositoryIn(inputs, destination, { repository, ...(targetHost !== undefined && { targetHost }) }, place);
    }
    const { value, problem } = tryParse(() => parseTargetName(`${targetPrefix}${sourceRepository}`));
    if (problem === undefined)
        return repositoryIn(inputs, destination, value, place);
    addProblem(inputs, place, `${formatPlace(place)}: ${problem.message}`, {
        code: problem.code,
        remedy: "Write the target after =>",
    });
    return undefined;
}
/** The name without the target's own login server. Any other name with dots is part of the repository, unless it is an ACR. */
function repositoryIn(inputs, destination, { targetHost, repository }, place) {
    const refuse = (message, remedy = LINE_FORM) => addProblem(inputs, place, `${formatPlace(place)}: ${message}`, { code: "REFERENCE_INVALID", remedy });
    if (targetHost === undefined) {
        if (inputs.raw.acrCloudOf(repository) === undefined)
            return repository;
        refuse(`the target ${(0,quote/* quote */.h)(repository)} is a login server without a repository.`);
        return undefined;
    }
    const host = (0,oci_reference/* normalizeRegistryHost */.qs)(targetHost);
    const hostCloud = inputs.raw.acrCloudOf(host);
    if (hostCloud === undefined) {
        const { value, problem } = tryParse(() => (0,oci_reference/* parseRepository */.SU)(`${targetHost}/${repository}`));
        if (problem !== undefined)
            refuse(problem.message);
        return value;
    }
    if (hostCloud === destination.cloud && isOfTarget(inputs, destination, host))
        return repository;
    refuse(`the target ${(0,quote/* quote */.h)(`${targetHost}/${repository}`)} is in ${host}, but the input registry is ${quoteTarget(inputs, destination)}.`, "Write the target without a host: all images of a step go to the registry of the input registry.");
    return undefined;
}
/** With an invalid input `registry`, only a host that it cannot mean is reported too. */
function isOfTarget(inputs, { target }, host) {
    if (target !== undefined)
        return isLoginServerOf(target, host);
    const text = textOf(inputs, "registry");
    return text === "" || (0,oci_reference/* normalizeRegistryHost */.qs)(text).includes(host.split(".")[0] ?? "");
}

;// CONCATENATED MODULE: ./lib/request/image-completion.js
// Completes an image as written with the inputs that apply to all images: source-registry, target-prefix, tags, referrers.








/**
 * Completes an entry; undefined after a problem.
 * @param fileRegistry - the `sourceRegistry` of the entry's file; the input takes precedence
 */
function completeImage(inputs, completion, entry, fileRegistry) {
    const { origin, source } = entry;
    const place = placeOf(origin);
    const written = source.registry === undefined ? undefined : { kind: "login-server", host: source.registry };
    // Undefined in the request: the registry of the input.
    const own = written ?? (completion.sourceRegistry === undefined ? fileRegistry : undefined);
    const registry = own ?? completion.sourceRegistry;
    if (registry === undefined) {
        const message = `${formatPlace(place)}: ${(0,quote/* quote */.h)(origin.text)} has no registry host, and source-registry is not set.`;
        addProblem(inputs, place, message, {
            code: "SOURCE_REGISTRY_MISSING",
            remedy: `Start the line with the source's host, or set source-registry.${suggestDockerHub(source)}`,
        });
        return undefined;
    }
    if (written !== undefined)
        checkCloud(inputs, place, written, completion.cloud);
    const isDockerHub = registry.kind === "login-server" && registry.host === oci_reference/* DOCKER_HUB */.Xb;
    const sourceRepository = isDockerHub ? (0,oci_reference/* inDockerLibrary */.fR)(oci_reference/* DOCKER_HUB */.Xb, source.repository) : source.repository;
    const { targetPrefix, addedTags, referrers } = completion;
    const repository = targetRepositoryOf(inputs, completion, entry, { sourceRepository, targetPrefix });
    if (repository === undefined)
        return undefined;
    const ownTags = entry.tags ?? (source.tag === undefined ? [] : [source.tag]);
    const added = addedTags.filter((tag) => isAddedTo(tag, repository)).map(({ name }) => name);
    return {
        origin,
        source: {
            ...(own !== undefined && { registry: own }),
            repository: sourceRepository,
            ...(source.tag !== undefined && { tag: source.tag }),
            ...(source.digest !== undefined && { digest: source.digest }),
        },
        target: { repository, tags: [...new Set([...ownTags, ...added])] },
        referrers: lessStrict(referrers, entry.referrers ?? "all"),
        ...(entry.mediaType !== undefined && { mediaType: entry.mediaType }),
        ...(entry.platforms !== undefined && { platforms: entry.platforms }),
    };
}
/** The input's default `all` looks the same as a choice, so a file's less strict mode applies beside it. */
function lessStrict(one, other) {
    return REFERRERS_MODES[Math.max(REFERRERS_MODES.indexOf(one), REFERRERS_MODES.indexOf(other))] ?? "all";
}
/** The source as a reference to Docker Hub, whose names have at most two parts. */
function suggestDockerHub({ repository, tag, digest }) {
    if (repository.split("/").length > 2)
        return "";
    const reference = (0,oci_reference/* formatReference */.FH)({
        registry: oci_reference/* DOCKER_HUB */.Xb,
        repository,
        ...(tag !== undefined && { tag }),
        ...(digest !== undefined && { digest }),
    });
    return ` For Docker Hub, write ${reference}`;
}

// EXTERNAL MODULE: ./node_modules/yaml/dist/index.js
var dist = __nccwpck_require__(8815);
// EXTERNAL MODULE: ./lib/oci/media-type.js
var media_type = __nccwpck_require__(8574);
;// CONCATENATED MODULE: ./lib/request/yaml-file.js
// A YAML or JSON file that is read strictly: no aliases, anchors and own tags, unique and known keys, strings only. Collects
// problems with their lines.




/** More problems than these are counted, not listed. */
const MAX_PROBLEMS = 50;
const MAX_NESTING = 100;
const TOO_COMPLEX = "the file is nested too deeply, or is too malformed, to be parsed";
/**
 * The most tokens that are parsed: names, values and punctuation. The parser needs about 5 µs for each. 5,000 images with source,
 * repository, digest and two tags have 85,000; a file of 1 MiB may have a million.
 */
const MAX_TOKENS = 120_000;
/** A file without problems so far. */
function openYamlFile(path) {
    return { path, lines: new dist/* LineCounter */.HN(), problems: [] };
}
/** The line of a node, from 1; the first line without one. */
function lineOf({ lines }, node) {
    return lines.linePos(node?.range?.[0] ?? 0).line || 1;
}
/** Adds a problem at a node's line; its code is `IMAGES_FILE_INVALID` unless given. The message is `path:line: …`. */
function addFileProblem(file, node, message, { code = "IMAGES_FILE_INVALID", remedy } = {}) {
    const { path, problems } = file;
    const line = lineOf(file, node);
    problems.push({ ...(0,lib_problems/* problem */.CC)(code, `${path}:${line}: ${message}`, { stage: "input", remedy }), file: path, line });
}
/** Parses the text and returns its root; undefined for an empty document, or after a problem. */
function parseYaml(file, text) {
    const excess = findExcess(text);
    if (excess !== undefined) {
        addFileProblem(file, undefined, excess.what, excess);
        return undefined;
    }
    const document = parseLoosely(file, text);
    if (document === undefined)
        return undefined;
    // Aliases are rejected before anything resolves them. Of several errors in one line, only the first is reported: the
    // others follow from it.
    const reported = new Set();
    for (const { code, message, pos } of [...document.errors, ...document.warnings].slice(0, MAX_PROBLEMS)) {
        const place = { range: [pos[0], pos[1], pos[1]] };
        const line = lineOf(file, place);
        const text = code === "RESOURCE_EXHAUSTION" ? TOO_COMPLEX : (message.split("\n")[0] ?? message);
        if (!reported.has(line))
            addFileProblem(file, place, text);
        reported.add(line);
    }
    (0,dist/* visit */.YR)(document, {
        Node: (_key, node) => {
            if ((0,dist/* isAlias */.Vj)(node))
                addFileProblem(file, node, "aliases are not allowed");
            else if (node.anchor !== undefined)
                addFileProblem(file, node, "anchors are not allowed");
            else if (node.tag !== undefined && !node.tag.startsWith("tag:yaml.org,2002:")) {
                if (!reported.has(lineOf(file, node)))
                    addFileProblem(file, node, "tags such as !name are not allowed");
            }
            if ((0,dist/* isMap */.jh)(node)) {
                checkUnique(file, node.items.map(({ key }) => key));
            }
        },
    });
    return document.contents ?? undefined;
}
/** Undefined after a stack overflow: the parser's recovery from a broken line recurses, to a depth that cannot be predicted. */
function parseLoosely(file, text) {
    // Each of the parser's errors would collect a stack, which takes several times as long as the parsing.
    const { stackTraceLimit } = Error;
    Error.stackTraceLimit = 0;
    try {
        return (0,dist/* parseDocument */.Tp)(text, {
            lineCounter: file.lines,
            // Checked afterwards: the parser compares every key of a map with every other.
            uniqueKeys: false,
            prettyErrors: false,
            strict: true,
        });
    }
    catch (error) {
        if (!Error.isError(error) || error.name !== "RangeError")
            throw error;
        addFileProblem(file, undefined, TOO_COMPLEX);
        return undefined;
    }
    finally {
        Error.stackTraceLimit = stackTraceLimit;
    }
}
function checkUnique(file, keys) {
    const seen = new Set();
    for (const key of keys.filter(dist/* isScalar */.jn)) {
        if (seen.has(key.value)) {
            addFileProblem(file, key, `the key ${(0,quote/* quote */.h)(String(key.value))} appears twice; keys must be unique`);
        }
        seen.add(key.value);
    }
}
/** The values of a map by key; undefined for anything else. A Map, because a key may be `__proto__`. */
function mapOf(file, node, { keys, what, remedy }) {
    if (!(0,dist/* isMap */.jh)(node)) {
        addFileProblem(file, node, `${what} must be a map with the keys ${keys.join(", ")}`, { remedy });
        return undefined;
    }
    const values = new Map();
    for (const { key, value } of node.items) {
        const name = (0,dist/* isScalar */.jn)(key) && typeof key.value === "string" ? key.value : undefined;
        if (name === undefined || !keys.includes(name)) {
            const message = `the key ${(0,quote/* quote */.h)(String(name ?? key))} is unknown; known keys are ${keys.join(", ")}`;
            addFileProblem(file, key, message, { remedy });
        }
        else if (value === null) {
            addFileProblem(file, key, `${name} has no value`);
        }
        else {
            values.set(name, value);
        }
    }
    return values;
}
/** The strings of a list; undefined without a node or for anything but a list. */
function stringsOf(file, node, what, parse) {
    if (node === undefined)
        return undefined;
    if (!(0,dist/* isSeq */.oP)(node)) {
        addFileProblem(file, node, `${what} must be a list`);
        return undefined;
    }
    return node.items.map((item) => stringOf(file, item, { what, parse })).filter((item) => item !== undefined);
}
/** A string, parsed; undefined after a problem. */
function stringOf(file, node, { what, parse, remedy }) {
    if (!(0,dist/* isScalar */.jn)(node) || typeof node.value !== "string") {
        const written = (0,dist/* isScalar */.jn)(node) ? ` ${(0,quote/* quote */.h)(node.source ?? String(node.value))}` : "";
        addFileProblem(file, node, `${what}${written} is not a string; put it in quotes`, {
            ...(remedy !== undefined && { remedy }),
        });
        return undefined;
    }
    const { value: text } = node;
    const { value, problem } = tryParse(() => parse(text));
    if (problem !== undefined)
        addFileProblem(file, node, `${what}: ${problem.message}`, problem);
    return value;
}
/**
 * What the parser would take too long for, or overflow the stack with: it recurses, and each token costs it far more than
 * the lexer, which takes linear time. The lexer knows which brackets are in quotes and comments.
 */
function findExcess(text) {
    let tokens = 0;
    let brackets = 0;
    // Indicators without a value between them, as in `- - - a`.
    let indicators = 0;
    for (const token of new dist/* Lexer */.JG().lex(text)) {
        // The lexer marks documents and scalars with control characters.
        if (/^(?:[\s\ufeff\x02\x1f]|#)/.test(token)) {
            if (token.startsWith("\n"))
                indicators = 0;
            continue;
        }
        tokens += 1;
        if (token === "[" || token === "{")
            brackets += 1;
        else if (token === "]" || token === "}")
            brackets = Math.max(0, brackets - 1);
        indicators = token === "-" || token === "?" || token === ":" ? indicators + 1 : 0;
        if (brackets > MAX_NESTING || indicators > MAX_NESTING) {
            return { what: `the file is nested deeper than ${MAX_NESTING} levels` };
        }
        if (tokens > MAX_TOKENS) {
            return {
                what: `the file has more than ${MAX_TOKENS} names, values and punctuation marks`,
                remedy: "Split the file, and list the parts in images-file.",
            };
        }
    }
    return undefined;
}

;// CONCATENATED MODULE: ./lib/request/images-file-entry.js
// One entry under `images` of a file: a map with a source and optional keys.









const KEYS = ["source", "digest", "repository", "tags", "referrers", "mediaType", "platforms", "from"];
const ENTRY_FORM = 'Write for example source: api:build-812, repository: api and tags: ["1.4.2", latest]';
/** Parses an entry; undefined after a problem. */
function parseEntry(file, node) {
    const problemsBefore = file.problems.length;
    const map = mapOf(file, node, { keys: KEYS, what: "an image", remedy: ENTRY_FORM });
    if (map === undefined)
        return undefined;
    const sourceNode = map.get("source");
    if (sourceNode === undefined) {
        addFileProblem(file, node, "the image has no source", { remedy: ENTRY_FORM });
        return undefined;
    }
    const textOf = (key, parse) => {
        const value = map.get(key);
        return value === undefined ? undefined : stringOf(file, value, { what: key, parse });
    };
    const digest = textOf("digest", oci_digest/* parseDigest */.m);
    const source = textOf("source", (text) => parseSource(text, map.has("digest")));
    if (source?.digest !== undefined && digest !== undefined && source.digest !== digest) {
        const message = `digest is ${(0,oci_digest/* shortDigest */.VK)(digest)}…, but source has the digest ${(0,oci_digest/* shortDigest */.VK)(source.digest)}…`;
        addFileProblem(file, map.get("digest"), message);
    }
    const target = textOf("repository", parseRepositoryName);
    const referrers = textOf("referrers", parseReferrers);
    const mediaType = textOf("mediaType", parseMediaType);
    textOf("from", (from) => from);
    const tags = stringsOf(file, map.get("tags"), "tags", oci_reference/* parseTag */.ED);
    const platforms = stringsOf(file, map.get("platforms"), "platforms", (platform) => platform);
    if (source === undefined || file.problems.length > problemsBefore)
        return undefined;
    const pinned = digest ?? source.digest;
    return {
        origin: {
            file: file.path,
            line: lineOf(file, node),
            text: (0,dist/* isScalar */.jn)(sourceNode) ? String(sourceNode.value) : "",
        },
        source: { ...source, ...(pinned !== undefined && { digest: pinned }) },
        ...target,
        ...(tags !== undefined && { tags }),
        ...(referrers !== undefined && { referrers }),
        ...(mediaType !== undefined && { mediaType }),
        ...(platforms !== undefined && { platforms }),
    };
}
/** With the key `digest`, a source needs neither tag nor digest of its own. */
function parseSource(text, hasDigest) {
    return withAdvice(text, "the value", ENTRY_FORM, () => {
        if (text.includes("=>")) {
            throw new errors/* PromotionError */.g1("REFERENCE_INVALID", "the value contains =>, which is only allowed in a line.");
        }
        const name = text.slice(text.lastIndexOf("/") + 1);
        if (!hasDigest || /[:@]/.test(name))
            return (0,oci_reference/* parseSourceReference */.O$)(text);
        const { tag: _placeholder, ...source } = (0,oci_reference/* parseSourceReference */.O$)(`${text}:placeholder`);
        return source;
    });
}
/** Parses `repository`, which is the target of a line without its tags. */
function parseRepositoryName(text) {
    if (/[:@][^/]*$/.test(text)) {
        throw new errors/* PromotionError */.g1("REFERENCE_INVALID", `${(0,quote/* quote */.h)(text)} has a tag or a digest.`, {
            remedy: `List the tags under tags. ${ENTRY_FORM}`,
        });
    }
    return withAdvice(text, "the value", ENTRY_FORM, () => parseTargetName(text));
}
function parseReferrers(text) {
    const mode = REFERRERS_MODES.find((known) => known === text.toLowerCase());
    if (mode !== undefined)
        return mode;
    throw new errors/* PromotionError */.g1("IMAGES_FILE_INVALID", `${(0,quote/* quote */.h)(text)} is not one of ${REFERRERS_MODES.join(", ")}`);
}
function parseMediaType(text) {
    if ((0,media_type/* isManifestMediaType */.CM)(text))
        return text;
    throw new errors/* PromotionError */.g1("IMAGES_FILE_INVALID", `${(0,quote/* quote */.h)(text)} is not a manifest media type that ACR accepts`);
}

;// CONCATENATED MODULE: ./lib/request/images-file.js
// One file of `images-file`. Its first line decides its form: a document (a YAML or JSON map, such as a lock file), a YAML or
// JSON list of lines, or plain text with one line per image.








const EMPTY = { entries: [] };
const images_file_KEYS = ["version", "sourceRegistry", "images"];
/** The most images of one step, in all files together. */
const MAX_ENTRIES = 5_000;
const FILE_FORM = `A document has version: 1 and a list under images; otherwise: ${LINE_FORM}`;
/** Parses the text of a file; `path` is for the places of problems. */
function parseImagesFile(text, path) {
    const file = openYamlFile(path);
    const content = contentOf(file, text);
    return { ...content, problems: inOrder(file) };
}
function contentOf(file, text) {
    const form = formOf(text);
    if (form === "lines")
        return parseLines(file, parseList(text.replace(/^\ufeff/, ""), "lines"));
    const root = parseYaml(file, text);
    if (root === undefined && file.problems.length === 0)
        addFileProblem(file, undefined, "the file is empty");
    if (file.problems.length > 0)
        return EMPTY;
    return form === "list" ? parseListOfLines(file, root) : parseImagesDocument(file, root);
}
/** The form of a file, from its first line that is neither blank nor a comment. */
function formOf(text) {
    for (const line of text.replace(/^\ufeff/, "").split(/\r\n|\r|\n/)) {
        // Skip a YAML directive, and the marker that starts a document.
        const content = line.replace(/^(?:%.*|---(?=\s|$))/s, "").trim();
        if (content === "" || content.startsWith("#"))
            continue;
        if (/^(?:\{|\?(?:\s|$))/.test(content) || images_file_KEY.test(content))
            return "document";
        return /^(?:\[|-(?:\s|$))/.test(content) ? "list" : "lines";
    }
    return "lines";
}
/** A key of a map in YAML or JSON. A name with dots or slashes is a reference that lacks its tag instead. */
const images_file_KEY = /^(?:"[^"]*"|'[^']*'|[A-Za-z_][\w-]*)\s*:(?:\s|$)/;
function parseImagesDocument(file, root) {
    const document = mapOf(file, root, { keys: images_file_KEYS, what: "the file", remedy: FILE_FORM });
    if (document === undefined)
        return EMPTY;
    const version = document.get("version");
    if (version === undefined)
        addFileProblem(file, root, "the file must have version: 1", { remedy: FILE_FORM });
    else if (!((0,dist/* isScalar */.jn)(version) && (version.value === 1 || version.value === "1"))) {
        const got = (0,dist/* isScalar */.jn)(version) ? `; got ${(0,quote/* quote */.h)(String(version.value))}` : "";
        addFileProblem(file, version, `version must be 1${got}`, { remedy: FILE_FORM });
    }
    const images = document.get("images");
    if (!(0,dist/* isSeq */.oP)(images))
        addFileProblem(file, images ?? root, "images must be a list");
    const registryNode = document.get("sourceRegistry");
    const sourceRegistry = registryNode === undefined
        ? undefined
        : stringOf(file, registryNode, { what: "sourceRegistry", parse: registry_name/* parseRegistryName */.O });
    const items = (0,dist/* isSeq */.oP)(images) && !hasTooMany(file, images.items.length) ? images.items : [];
    const entries = items.map((node) => parseEntry(file, node));
    return {
        ...(sourceRegistry !== undefined && { sourceRegistry, sourceRegistryLine: lineOf(file, registryNode) }),
        entries: entries.filter((entry) => entry !== undefined),
    };
}
function parseListOfLines(file, root) {
    if (!(0,dist/* isSeq */.oP)(root)) {
        addFileProblem(file, root, "the file is neither a list nor a document", { remedy: FILE_FORM });
        return EMPTY;
    }
    if (hasTooMany(file, root.items.length))
        return EMPTY;
    return parseLines(file, root.items.flatMap((item) => linesOfNode(file, item)));
}
function linesOfNode(file, node) {
    if ((0,dist/* isMap */.jh)(node)) {
        const [pair] = node.items;
        const key = (0,dist/* isScalar */.jn)(pair?.key) ? `the key ${(0,quote/* quote */.h)(String(pair.key.value))}` : "a key";
        addFileProblem(file, node, `an item of the list must be a line, but this one is a map with ${key}`, {
            remedy: FILE_FORM,
        });
        return [];
    }
    const text = stringOf(file, node, { what: "an item", parse: (value) => value, remedy: LINE_FORM });
    return linesOfItem({ text: text ?? "", line: lineOf(file, node) });
}
function parseLines(file, lines) {
    if (lines.length === 0 && file.problems.length === 0)
        addFileProblem(file, undefined, "the file is empty");
    if (hasTooMany(file, lines.length))
        return EMPTY;
    const { entries, problems } = parseImageLines(lines, file.path);
    file.problems.push(...problems);
    return { entries };
}
function hasTooMany(file, count) {
    if (count <= MAX_ENTRIES)
        return false;
    addFileProblem(file, undefined, `the file has ${count} images; at most ${MAX_ENTRIES} images are allowed`, {
        code: "TOO_MANY_IMAGES",
    });
    return true;
}
function inOrder({ path, problems }) {
    const sorted = problems.toSorted((one, other) => (one.line ?? 0) - (other.line ?? 0));
    const next = sorted[MAX_PROBLEMS - 1];
    if (next === undefined || sorted.length === MAX_PROBLEMS)
        return sorted;
    const rest = sorted.length - MAX_PROBLEMS + 1;
    const message = `${path}:${next.line ?? 1}: from here on the file has ${rest} more problems`;
    return [...sorted.slice(0, MAX_PROBLEMS - 1), { ...next, message }];
}

;// CONCATENATED MODULE: ./lib/request/images-input.js
// The inputs `images` and `images-file` together: all images of a step, complete and each listed once.










/** Parses the files of `images-file`. */
function imagesFilesOf(inputs, cloud) {
    return (inputs.raw.imagesFiles ?? []).map(({ path, text }) => {
        const file = parseImagesFile(text, path);
        inputs.problems.push(...file.problems);
        const { sourceRegistry, sourceRegistryLine: line = 1 } = file;
        if (sourceRegistry !== undefined)
            checkCloud(inputs, { file: path, line }, sourceRegistry, cloud);
        return file;
    });
}
/** The images of the input `images` and of the files, in this order. */
function imagesOf(inputs, files, completion) {
    const lines = imageLinesOf(inputs).map((entry) => ({ entry, sourceRegistry: undefined }));
    const ofFiles = files.flatMap(({ entries, sourceRegistry }) => entries.map((entry) => ({ entry, sourceRegistry })));
    const entries = [...lines, ...ofFiles];
    if (entries.length === 0)
        reportNoImage(inputs, files);
    if (entries.length > MAX_ENTRIES) {
        addProblem(inputs, { input: ofFiles.length === 0 ? "images" : "images-file" }, `The step has ${entries.length} images; at most ${MAX_ENTRIES} images are allowed.`, { code: "TOO_MANY_IMAGES" });
        return [];
    }
    const images = entries
        .map(({ entry, sourceRegistry }) => completeImage(inputs, completion, entry, sourceRegistry))
        .filter((image) => image !== undefined);
    noticeUnusedTags(inputs, completion.addedTags, images);
    const merged = mergeRepeats(images);
    reportOverlaps(inputs, merged);
    return merged;
}
function imageLinesOf(inputs) {
    const text = textOf(inputs, "images");
    const lines = text.startsWith("[") ? parseJsonList(text)?.flatMap(linesOfItem) : parseList(text, "lines");
    if (lines === undefined) {
        const message = 'images starts with "[", but is not a valid JSON array of strings.';
        addProblem(inputs, { input: "images" }, message, {
            code: "REFERENCE_INVALID",
            remedy: `Write for example ["api:build-812 => api:1.4.2,latest"]. Without JSON: ${LINE_FORM}`,
        });
        return [];
    }
    const { entries, problems } = parseImageLines(lines);
    inputs.problems.push(...problems);
    return entries;
}
/** Reports that there is no image, unless entries or files were already reported as invalid. */
function reportNoImage(inputs, files) {
    const namesFiles = parseList(textOf(inputs, "images-file"), "lines").length > 0;
    if (!namesFiles && files.length === 0 && !inputs.problems.some(({ input }) => input === "images")) {
        addProblem(inputs, { input: "images" }, "images has no image, and images-file is not set.", {
            code: "INPUT_REQUIRED",
            remedy: `Set images or images-file. ${LINE_FORM}`,
        });
    }
    if (files.length > 0 && files.every(({ problems }) => problems.length === 0)) {
        addProblem(inputs, { input: "images-file" }, "The files of images-file have no image.", {
            code: "INPUT_REQUIRED",
            remedy: "Add an entry under images.",
        });
    }
}
/** Merges images that differ only in their tags. */
function mergeRepeats(images) {
    const merged = new Map();
    for (const image of images) {
        const { source, target, referrers, mediaType, platforms } = image;
        const key = JSON.stringify([
            [source.registry, source.repository, source.tag, source.digest],
            target.repository,
            [referrers, mediaType, platforms],
        ]);
        const earlier = merged.get(key);
        const tags = [...new Set([...(earlier?.target.tags ?? []), ...target.tags])];
        merged.set(key, { ...(earlier ?? image), target: { ...target, tags } });
    }
    return [...merged.values()];
}
/** Reports pinned images that set one tag to different digests. For sources with a tag, the plan finds out. */
function reportOverlaps(inputs, images) {
    const claims = new Map();
    for (const { origin, source, target } of images) {
        const { digest } = source;
        if (digest === undefined)
            continue;
        for (const tag of target.tags) {
            const key = `${target.repository}:${tag}`;
            const earlier = claims.get(key) ?? { digest, origin };
            claims.set(key, earlier);
            if (earlier.digest === digest)
                continue;
            const place = placeOf(origin);
            const set = `this image sets ${key} to ${(0,oci_digest/* shortDigest */.VK)(digest)}…`;
            const setBefore = `${formatPlace(placeOf(earlier.origin))} sets it to ${(0,oci_digest/* shortDigest */.VK)(earlier.digest)}…`;
            addProblem(inputs, place, `${formatPlace(place)}: ${set}, but ${setBefore}.`, { code: "TAG_CLAIMED_TWICE" });
        }
    }
}

// EXTERNAL MODULE: ./lib/request/tag-pattern.js
var tag_pattern = __nccwpck_require__(2538);
;// CONCATENATED MODULE: ./lib/request/token-hosts-input.js
// The input `trusted-token-hosts`: token services on another site that may get the login of a source registry.




const INPUT = "trusted-token-hosts";
/** The hosts, normalized. A notice says where they have no effect. */
function trustedTokenHostsOf(inputs, images, sourceRegistry) {
    const hosts = parseList(textOf(inputs, INPUT), "lines-or-commas").map(({ text }) => {
        const host = (0,oci_reference/* normalizeHost */.cS)(text);
        const why = explainInvalidHost(inputs, text, host);
        if (why !== undefined) {
            addProblem(inputs, { input: INPUT }, `${INPUT}: ${(0,quote/* quote */.h)(text)} is not a valid token service: ${why}.`, {
                remedy: `Write exact hosts, each with its port unless that is 443, for example\n${INPUT}: tokens.example.com, auth.example.com:8443`,
            });
        }
        return host;
    });
    const isAcr = (name) => name !== undefined && (name.kind !== "login-server" || inputs.raw.acrCloudOf(name.host) !== undefined);
    if (hosts.length > 0 && images.length > 0 && images.every(({ source }) => isAcr(source.registry ?? sourceRegistry))) {
        inputs.notices.push(`${INPUT} has no effect: every source is an Azure container registry, and its only token service is its login server.`);
    }
    return hosts;
}
/** Why a text is not a token service, as the rest of a sentence; undefined if it is one. */
function explainInvalidHost(inputs, text, host) {
    const scheme = (0,oci_reference/* schemeOf */.wW)(text);
    if (scheme !== undefined)
        return `write it without ${scheme}`;
    if (text.includes("*"))
        return "wildcards are not allowed";
    if (text.includes("/"))
        return "write the host without a path";
    if (text.includes("@"))
        return "write the host without a user name";
    if (!(0,oci_reference/* isRegistryHost */.EV)(host)) {
        return "it must be a DNS name with at least one dot and an optional port (not an IP address, not localhost)";
    }
    if (inputs.raw.acrCloudOf(host) !== undefined) {
        return "it is an Azure container registry, which issues tokens only for itself";
    }
    return undefined;
}

;// CONCATENATED MODULE: ./lib/request/parse-request.js
// Parses the raw inputs into a PromotionRequest. Collects every problem before it fails. No I/O.













const TAG_PATTERNS = {
    isValid: tag_pattern/* isTagPattern */.x,
    what: "tag or pattern of tags",
    remedy: "Write tags, or patterns with * and ?, for example latest,1.*",
};
const CLOUDS = ["azurecloud", "azureusgovernment", "azurechinacloud"];
/**
 * Parses all inputs. Problems are reported in the order of the calls below.
 * @throws InputError with every problem of all inputs
 */
function parseRequest(raw) {
    const inputs = { raw, problems: [], notices: [] };
    const cloud = choiceOf(inputs, "environment", CLOUDS, "azurecloud");
    const target = targetOf(inputs, cloud);
    const files = imagesFilesOf(inputs, cloud);
    const sourceRegistry = sourceRegistryOf(inputs, cloud);
    const images = imagesOf(inputs, files, {
        cloud,
        target,
        sourceRegistry,
        targetPrefix: targetPrefixOf(inputs, { cloud, target }),
        addedTags: addedTagsOf(inputs, { cloud, target }),
        referrers: choiceOf(inputs, "referrers", REFERRERS_MODES, "all"),
    });
    const sourceAccess = sourceAccessOf(inputs, images, sourceRegistry);
    const request = {
        cloud,
        images,
        identity: identityOf(inputs),
        ...subscriptionOf(inputs, target),
        ...(sourceRegistry !== undefined && { sourceRegistry }),
        ...sourceAccess,
        trustedTokenHosts: trustedTokenHostsOf(inputs, images, sourceRegistry),
        ...(textOf(inputs, "audience") !== "" && { audience: textOf(inputs, "audience") }),
        dryRun: booleanOf(inputs, "dry-run", false),
        onConflict: choiceOf(inputs, "on-conflict", ["fail", "overwrite", "skip"], "fail"),
        mutableTags: itemsOf(inputs, "mutable-tags", TAG_PATTERNS),
        forwardOnly: itemsOf(inputs, "forward-only", TAG_PATTERNS),
        allOrNothing: booleanOf(inputs, "all-or-nothing", true),
        verify: choiceOf(inputs, "verify", ["required", "layers", "best-effort"], "required"),
        requirePlatforms: itemsOf(inputs, "require-platforms", {
            isValid: (item) => (0,platform/* parsePlatform */.F)(item) !== undefined,
            what: "platform",
            remedy: "Write os/architecture[/variant], for example linux/amd64,linux/arm/v7",
        }),
        provenance: provenanceOf(inputs),
        maxParallel: numberOf(inputs, "max-parallel", { min: 1, max: 256, isWhole: true, fallback: 32 }),
        timeoutMs: numberOf(inputs, "timeout-minutes", { min: 0.01, max: 1440, isWhole: false, fallback: 30 }) * 60_000,
        ...(textOf(inputs, "lock-file") !== "" && { lockFile: textOf(inputs, "lock-file") }),
        summary: booleanOf(inputs, "summary", true),
    };
    if (inputs.problems.length > 0 || target === undefined)
        throw new errors/* InputError */.dz(inputs.problems);
    return { request: { ...request, target }, notices: inputs.notices };
}

// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __nccwpck_require__(1455);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __nccwpck_require__(6760);
// EXTERNAL MODULE: ./lib/report/report.js
var report_report = __nccwpck_require__(5650);
;// CONCATENATED MODULE: ./lib/report/lock-file.js
// Renders the lock file: the images that are in the target, in the format of an images file, so that it can be the next input.
// The same result gives the same bytes: keys and images in a fixed order, no time stamps.



const HEADER = "# Written by acr-promote: what the registry below holds. It can be passed as images-file.\n";
/** The YAML of the lock file, with the images that are in place and the tags that point to them. */
function renderLockFile(report) {
    const { registry, images } = report;
    const document = {
        version: 1,
        sourceRegistry: registry.toWellFormed(),
        images: images.filter((image) => (0,report_report/* isInPlace */.RS)(image, report)).map((image) => entryOf(image, registry)),
    };
    const yaml = (0,dist/* stringify */.As)(document, {
        // Every text is quoted, so that `1.10` is not read as a number, and on one line.
        defaultStringType: "QUOTE_DOUBLE",
        defaultKeyType: "PLAIN",
        doubleQuotedMinMultiLineLength: Infinity,
        lineWidth: 0,
        aliasDuplicateObjects: false,
    });
    return HEADER + escapeNonAscii(yaml);
}
function entryOf(image, registry) {
    const { repository, digest, mediaType, source } = image;
    const tags = image.tags.filter(report_report/* pointsToImage */.aO).map(({ name }) => name);
    const [first] = tags;
    const platforms = platformsOf(image).map((platform) => platform.toWellFormed());
    // The first part of team.x/api would be read as a host; the registry before it prevents that.
    const name = (0,oci_reference/* beginsWithHost */.R4)(repository) ? `${registry}/${repository}` : repository;
    return {
        source: first === undefined ? name : `${name}:${first}`,
        digest,
        ...(tags.length > 0 && { tags }),
        ...(mediaType !== null && { mediaType: mediaType.toWellFormed() }),
        ...(platforms.length > 0 && { platforms }),
        from: source.toWellFormed(),
    };
}
/** The platforms of an image without duplicates and without buildx's attestation children. */
function platformsOf(image) {
    const named = image.manifests.flatMap(({ platform }) => platform === null || platform === "attestation" ? [] : [platform]);
    return [...new Set(named)];
}
/** Every text is double-quoted, where these escapes are allowed: https://yaml.org/spec/1.2.2/#57-escaped-characters */
function escapeNonAscii(yaml) {
    return yaml.replace(/[^\n\x20-\x7e]/gu, (character) => {
        const code = (character.codePointAt(0) ?? 0).toString(16);
        return code.length > 4 ? `\\U${code.padStart(8, "0")}` : `\\u${code.padStart(4, "0")}`;
    });
}

;// CONCATENATED MODULE: ./lib/runner/output-text.js
// The text of outputs and result files: ASCII JSON, without Azure IDs, in the format of the runner's output file.
// https://docs.github.com/actions/reference/workflows-and-actions/workflow-commands#multiline-strings


/**
 * Replaces resource IDs. Subscription and tenant IDs are often kept as secrets, and GitHub drops a job output that contains a
 * secret: https://docs.github.com/actions/reference/workflows-and-actions/workflow-syntax#jobsjob_idoutputs
 */
function withoutResourceIds(text) {
    return text.replace(/\/subscriptions\/[^\s:"'`,;)]*/gi, "[resource ID]");
}
const GUIDS = new RegExp(guid/* GUID_PATTERN */.$, "gi");
/** Replaces resource IDs and all GUIDs. For sentences only: in a name, a GUID may be a tag. */
function withoutAzureIds(text) {
    return withoutResourceIds(text).replace(GUIDS, "[ID]");
}
/** JSON in ASCII, other characters as `\u` escapes, so that its length is its size in bytes. */
function asciiJson(value, indent) {
    return JSON.stringify(value, undefined, indent).replace(/[^\x0a\x20-\x7e]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`);
}
/**
 * `name<<delimiter`, the value, `delimiter`. The delimiter should be random, so that no value contains it.
 * @throws PromotionError `OUTPUT_INVALID` if the value contains it
 */
function formatOutput(name, value, delimiter) {
    if (value.includes(delimiter)) {
        throw new errors/* PromotionError */.g1("OUTPUT_INVALID", `The output ${name} contains the delimiter of outputs.`);
    }
    return `${name}<<${delimiter}\n${value}\n${delimiter}\n`;
}

;// CONCATENATED MODULE: ./lib/runner/outputs.js
// The value of each output, and the result document. Pure: delivery.ts writes them.


/** The names and the order of action.yml. */
const OUTPUTS = [
    "status",
    "digest",
    "image",
    "images",
    "manifest-list",
    "json",
    "json-file",
    "summary-file",
    "subject-checksums",
    "changed",
    "lock-file",
];
/** All outputs of a job may have 1 MiB together: https://docs.github.com/actions/reference/limits */
const JSON_OUTPUT_MAX_BYTES = 256 * 1024;
/** All outputs of a report. */
function renderOutputs(report, status, paths) {
    const [only, ...others] = report.images;
    const single = only !== undefined && others.length === 0 && isUsable(only, report) ? only : undefined;
    return {
        status,
        digest: single?.digest ?? "",
        image: single?.image ?? "",
        images: pinnedReferences(report).join("\n"),
        "manifest-list": renderManifestList(report),
        json: renderJsonOutput(report),
        "json-file": paths.jsonFile,
        "summary-file": paths.summaryFile,
        "subject-checksums": paths.subjectChecksums,
        changed: String(report.changed),
        "lock-file": paths.lockFile,
    };
}
/** True if later steps may use the digest: the image is in place or, in a dry run, would be. */
function isUsable(image, report) {
    return (0,report_report/* isInPlace */.RS)(image, report) || image.status === "planned";
}
/** `login-server/repository@sha256:…` of every image in place, without duplicates. */
function pinnedReferences(report) {
    const inPlace = report.images.filter((image) => (0,report_report/* isInPlace */.RS)(image, report));
    return [...new Set(inPlace.flatMap(({ image }) => (image === null ? [] : [image])))];
}
/** Lines of `hex  login-server/repository`: https://github.com/actions/attest#inputs, `subject-checksums` */
function renderSubjectChecksums(report) {
    const lines = pinnedReferences(report).map((reference) => {
        const [name = "", hex = ""] = reference.split("@sha256:");
        return `${hex}  ${name}\n`;
    });
    return lines.join("");
}
function renderManifestList(report) {
    const entries = report.images
        .filter((image) => (0,report_report/* isInPlace */.RS)(image, report))
        .map(({ image, digest, mediaType, size, manifests }) => ({ image, digest, mediaType, size, manifests }));
    const whole = asciiJson(entries);
    if (whole.length <= JSON_OUTPUT_MAX_BYTES)
        return whole;
    return asciiJson(entries.map(({ manifests: _, ...entry }) => ({ ...entry, truncated: true })));
}
/** The whole result document, indented, for `json-file`. */
function renderJsonFile(report) {
    return `${asciiJson(renderDocument(report, renderImage), 2)}\n`;
}
/** The result document on one line. If it is too large, details are left out, then good images without open operations, then all but the counts. */
function renderJsonOutput(report) {
    const notable = report.images.filter((image) => !(0,report_report/* isGood */.Kg)(image, report) || image.mayStillRun.length > 0);
    const shortened = (images) => ({
        ...renderDocument({ ...report, images }, renderShortImage),
        counts: renderCounts(report),
        truncated: true,
    });
    const candidates = [
        () => renderDocument(report, renderImage),
        () => shortened(report.images),
        ...[notable.length, 300, 100, 30, 0].map((count) => () => shortened(notable.slice(0, count))),
    ];
    let text = "";
    for (const candidate of candidates) {
        text = asciiJson(candidate());
        if (text.length <= JSON_OUTPUT_MAX_BYTES)
            break;
    }
    return text;
}
function renderDocument(report, render) {
    return {
        version: 1,
        registry: withoutResourceIds(report.registry),
        dryRun: report.dryRun,
        changed: report.changed,
        counts: renderCounts(report),
        error: renderError(report.error),
        images: report.images.map(render),
    };
}
function renderCounts(report) {
    return Object.fromEntries((0,report_report/* countStatuses */.ip)(report.images));
}
function renderImage(image) {
    const { attestation } = image;
    return {
        source: withoutResourceIds(image.source),
        repository: image.repository,
        digest: image.digest,
        mediaType: image.mediaType,
        size: image.size,
        image: image.image,
        status: image.status,
        verified: image.verified,
        tags: image.tags.map(({ name, status, previousDigest }) => ({ name, status, previousDigest })),
        manifests: image.manifests.map(({ platform, digest, mediaType, size }) => ({ platform, digest, mediaType, size })),
        referrers: image.referrers.map(({ digest, subject, artifactType, tag, status }) => ({
            digest,
            subject,
            artifactType,
            tag,
            status,
        })),
        attestation: attestation === null
            ? null
            : { ...attestation, reasons: attestation.reasons.map((text) => withoutAzureIds(text)) },
        durationMs: image.durationMs,
        operationId: image.operationId,
        mayStillRun: image.mayStillRun,
        error: renderError(image.error),
    };
}
function renderShortImage(image) {
    const { repository, digest, status, tags, mayStillRun, error } = image;
    return {
        repository,
        digest,
        status,
        tags: tags.map(({ name, status: tagStatus }) => ({ name, status: tagStatus })),
        mayStillRun,
        error: error === null ? null : { code: error.code, side: error.side ?? null },
    };
}
function renderError(problem) {
    if (problem === null)
        return null;
    return {
        code: problem.code,
        side: problem.side ?? null,
        message: withoutAzureIds(problem.message),
        remedy: withoutAzureIds(problem.remedy),
    };
}
/** The text that sets all outputs, for the runner's output file. */
function formatOutputs(outputs, delimiter) {
    return OUTPUTS.map((name) => formatOutput(name, outputs[name], delimiter)).join("");
}

// EXTERNAL MODULE: ./lib/oci/referrer-kind.js
var referrer_kind = __nccwpck_require__(7425);
;// CONCATENATED MODULE: ./lib/runner/status-words.js
const STATUS_ICONS = {
    cancelled: "🛑",
    failed: "❌",
    conflict: "⛔",
    blocked: "🚫",
    missing: "❓",
    pending: "⏳",
    unverified: "🟡",
    promoted: "✅",
    planned: "🔵",
    skipped: "⏩",
    "up-to-date": "🟢",
};
/** Also of referrers, whose statuses are a subset. */
const STATUS_WORDS = {
    cancelled: "cancelled",
    failed: "failed",
    conflict: "conflict",
    blocked: "blocked",
    missing: "missing",
    pending: "not reached",
    unverified: "unverified",
    promoted: "promoted",
    planned: "planned",
    skipped: "skipped",
    "up-to-date": "up to date",
};

;// CONCATENATED MODULE: ./lib/runner/summary-blocks.js
// The building blocks of the summary: alerts, tables, folds, counts and sizes. Text of others is escaped by summary-text.ts
// before it gets here.

/** Limits of one message or remedy: servers may send 64 KiB in thousands of lines. */
const PROSE_MAX_LENGTH = 4_000;
const PROSE_MAX_LINES = 40;
/** An alert: https://docs.github.com/get-started/writing-on-github/getting-started-with-writing-and-formatting-on-github/basic-writing-and-formatting-syntax#alerts */
function renderAlert(kind, lines) {
    return [`[!${kind}]`, ...lines].map((line) => `> ${line}`.trimEnd()).join("\n");
}
/** A table as one HTML block, in which Markdown is not interpreted; an empty line would end the block. */
function renderRows(headings, rows) {
    return [
        "<table>",
        `<thead><tr>${headings.map((heading) => `<th align="left">${heading}</th>`).join("")}</tr></thead>`,
        "<tbody>",
        ...rows.map((row) => `<tr>${row.map((cell) => `<td>${cell}</td>`).join("")}</tr>`),
        "</tbody></table>",
    ].join("\n");
}
function renderFold(title, content) {
    return [`<details><summary>${title}</summary>`, ...content, "</details>"].join("\n");
}
/** Keeps the cells of a table from breaking: their words are joined by no-break spaces. */
function unbroken(text) {
    return text.replaceAll(" ", "&nbsp;");
}
/** The image's repository with its first tag. */
function shortNameOf({ repository, tags }) {
    const names = tags.slice(0, 1).map(({ name }) => name);
    return (0,oci_reference/* formatTarget */.P4)(repository, names);
}
/** The lines of a message or remedy, at most {@link PROSE_MAX_LINES}; the last is `…` if something was cut off. */
function splitLines(text) {
    const lines = text.slice(0, PROSE_MAX_LENGTH).split(/\r?\n/);
    const shown = lines.slice(0, PROSE_MAX_LINES).map((line) => line.trimEnd());
    return shown.length < lines.length || text.length > PROSE_MAX_LENGTH ? [...shown, "…"] : shown;
}
/** `1 image`, `2 images` */
function countOf(count, noun) {
    return `${count} ${noun}${count === 1 ? "" : "s"}`;
}
/** `1.6 kB`, decimal as registries show it. */
function formatSize(sizeBytes) {
    if (sizeBytes < 1000)
        return `${sizeBytes} B`;
    const units = ["kB", "MB", "GB", "TB"];
    let size = sizeBytes / 1000;
    let unit = 0;
    while (size >= 999.95 && unit < units.length - 1) {
        size /= 1000;
        unit += 1;
    }
    return `${size.toFixed(1)} ${units[unit]}`;
}

;// CONCATENATED MODULE: ./lib/runner/visible-text.js
// Makes every character of untrusted text visible. The basis of log-text.ts and summary-text.ts.
/**
 * Characters that are invisible or reorder others: controls, format characters (bidirectional, zero-width), line and paragraph
 * separators, private use, lone surrogates. https://www.unicode.org/reports/tr36/ and https://trojansource.codes/
 */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/gu;
const SHORT_ESCAPES = new Map([
    ["\n", "\\n"],
    ["\r", "\\r"],
    ["\t", "\\t"],
]);
/** The text on one line, with invisible characters as `\n`, `\u{202e}` and so on, cut off with `…` after `maxLength`. */
function makeVisible(text, maxLength) {
    const shown = text.length > maxLength ? `${text.slice(0, maxLength)}…` : text;
    return shown.replace(UNSEEN, (character) => SHORT_ESCAPES.get(character) ?? `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`);
}

;// CONCATENATED MODULE: ./lib/runner/summary-text.js
// Escapes untrusted text for the job summary: it stays text in Markdown, in HTML and after GitHub's own filters.
// It never becomes a link or an image.

const TEXT_MAX_LENGTH = 4_000;
const CODE_MAX_LENGTH = 512;
/**
 * The text in `<code>…</code>`. GitHub's filters for mentions, references and emoji ignore it, but in a paragraph Markdown would
 * still make links of web and mail addresses.
 */
function inertCode(text) {
    return `<code>${makeVisible(text, CODE_MAX_LENGTH).split(LINKABLE_IN_CODE).map(escapePunctuation).join("<wbr>")}</code>`;
}
/**
 * The text outside of code. Punctuation becomes character references, which are never markup
 * (https://spec.commonmark.org/0.31.2/#entity-and-numeric-character-references). `<wbr>` splits what GitHub's filters would
 * make links of: @mentions, #1, GH-1, commits, :emoji:, web and mail addresses.
 */
function inertText(text) {
    return makeVisible(text, TEXT_MAX_LENGTH).split(LINKABLE).map(escapePunctuation).join("<wbr>");
}
/** Splits after `@`, `#`, `:` and `www`, in `gh-1`, and in hexadecimal digits that may be a commit. */
const LINKABLE = /(?<=[@#:])|(?<=www)(?=\.)|(?<=\bgh)(?=-\d)|(?<=\b[0-9a-f]{6})(?=[0-9a-f])/i;
const LINKABLE_IN_CODE = /(?<=@)|(?<=www)(?=\.)/i;
function escapePunctuation(text) {
    // Markdown ignores . , / and - within a text. At its start, they, a digit or a blank may begin a list, a rule or code.
    return text.replace(/^[-.\d\s]|[!-+:-@[-`{-~]/g, (character) => `&#${character.charCodeAt(0)};`);
}
/** Like {@link inertText}, but digests and text between two backticks, as in our own messages, become code. */
function inertProse(text) {
    const parts = text.slice(0, TEXT_MAX_LENGTH).split("`");
    const isCode = (at) => at % 2 === 1 && at < parts.length - 1;
    return parts
        .map((part, at) => isCode(at) ? inertCode(part) : `${at > 0 && !isCode(at - 1) ? "&#96;" : ""}${inertSentence(part)}`)
        .join("");
}
function inertSentence(text) {
    return text
        .split(/(\bsha256:[a-f0-9]{64}\b)/)
        .map((part, at) => (at % 2 === 1 ? inertCode(part) : inertText(part)))
        .join("");
}
/** A fenced code block that no line in it can end. https://spec.commonmark.org/0.31.2/#fenced-code-blocks */
function renderCodeBlock(lines, language = "") {
    const inert = lines.map((line) => makeVisible(line, TEXT_MAX_LENGTH));
    const longest = Math.max(0, ...inert.flatMap((line) => (line.match(/`+/g) ?? []).map(({ length }) => length)));
    const fence = "`".repeat(Math.max(3, longest + 1));
    return [`${fence}${language}`, ...inert, fence].join("\n");
}

;// CONCATENATED MODULE: ./lib/runner/summary-details.js
// The details below the table of images: platforms that change, the manifests of each image, and references to copy.






/** Manifest lists and references that are shown without a fold around all of them. */
const OPEN_FOLDS = 10;
const OPEN_REFERENCES = 50;
function renderPlatformChanges(report) {
    const lines = report.images.flatMap((image) => image.platformChanges
        .filter(({ gained, lost }) => gained.length + lost.length > 0)
        .flatMap(({ tag, gained, lost }) => [
        `  ${image.repository}:${tag}`,
        ...gained.map((platform) => `+ ${platform}`),
        ...lost.map((platform) => `- ${platform}`),
    ]));
    return lines.length === 0 ? [] : ["### Platforms that change", renderCodeBlock(lines, "diff")];
}
/** A fold for each image with its manifests and referrers. */
function renderManifestLists(report) {
    const folds = report.images
        .filter(({ manifests, referrers }) => manifests.length + referrers.length > 0)
        .map(summary_details_renderManifestList);
    if (folds.length === 0)
        return [];
    return folds.length <= OPEN_FOLDS
        ? ["### Manifests", ...folds]
        : [renderFold(`<b>Manifests of ${folds.length} images</b>`, folds)];
}
function summary_details_renderManifestList(image) {
    const { manifests, referrers } = image;
    const counts = [
        countOf(manifests.length, "manifest"),
        ...(referrers.length === 0 ? [] : [countOf(referrers.length, "referrer")]),
    ].join(", ");
    return renderFold(`${inertCode(shortNameOf(image))} ${counts}`, [
        ...renderRoot(image),
        ...(manifests.length === 0 ? [] : [renderManifests(image)]),
        ...(referrers.length === 0 ? [] : [renderReferrers(image)]),
    ]);
}
function renderRoot({ digest, mediaType, size }) {
    if (digest === null || mediaType === null)
        return [];
    return [`<p>${inertCode(digest)}<br>${inertText(mediaType)}${size === null ? "" : `, ${formatSize(size)}`}</p>`];
}
function renderManifests({ manifests }) {
    return renderRows(["Platform", "Digest", "Media type", "Size"], manifests.map(({ platform, digest, mediaType, size }) => [
        platform === null ? "–" : inertText(platform),
        inertCode(digest),
        inertText(mediaType),
        formatSize(size),
    ]));
}
function renderReferrers({ referrers }) {
    return renderRows(["Referrer", "Digest", "Of", "Status"], referrers.map((referrer) => [
        `${(0,referrer_kind/* kindOfReferrer */.z)(referrer)}<br><sub>${inertText(referrer.tag ?? referrer.artifactType)}</sub>`,
        inertCode(referrer.digest),
        inertCode((0,oci_digest/* shortDigest */.VK)(referrer.subject)),
        STATUS_WORDS[referrer.status],
    ]));
}
/** The pinned references of all images in place, to be copied. */
function renderReferences(report) {
    const references = pinnedReferences(report);
    if (references.length === 0)
        return [];
    const block = renderCodeBlock(references);
    return references.length <= OPEN_REFERENCES
        ? ["### Pinned references", block]
        : [renderFold(`<b>${references.length} pinned references</b>`, ["", block, ""])];
}

;// CONCATENATED MODULE: ./lib/runner/summary-failures.js




/** Failures and warnings that are shown unfolded. */
const OPEN_MAX = 10;
/** Images that one alert names. */
const NAMES_MAX = 50;
function failuresOf(report) {
    const ofStep = report.error === null ? [] : [{ icon: STATUS_ICONS.failed, name: undefined, problem: report.error }];
    const ofImages = report.images
        .filter((image) => !(0,report_report/* isGood */.Kg)(image, report))
        .flatMap((image) => image.problems.map((problem) => ({ icon: STATUS_ICONS[image.status], name: shortNameOf(image), problem })));
    return [...ofStep, ...ofImages];
}
/** At most `limit` failures; those after the first ten are folded. */
function renderFailures(report, limit) {
    const failures = failuresOf(report);
    const shown = failures.slice(0, limit);
    const folded = shown.slice(OPEN_MAX);
    const left = failures.length - shown.length;
    return [
        ...shown.slice(0, OPEN_MAX).map(renderFailure),
        ...(folded.length === 0
            ? []
            : [
                renderFold(`<b>${countOf(folded.length, "more failure")}</b>`, [
                    renderRows(["Image", "What failed", "What to do"], folded.map(({ icon, name, problem }) => [
                        `${icon} ${name === undefined ? "" : inertCode(name)}`,
                        `${inertCode(problem.code)}<br>${inertProse(problem.message)}`,
                        inertProse(problem.remedy),
                    ])),
                ]),
            ]),
        ...(left === 0 ? [] : [`<b>${countOf(left, "more failure")}</b> ${left === 1 ? "is" : "are"} not shown here.`]),
    ];
}
function renderFailure({ icon, name, problem }) {
    const side = problem.side === undefined ? "" : ` on the ${problem.side} side`;
    return renderAlert("CAUTION", [
        `${icon} ${name === undefined ? "<b>The whole step</b>" : `<b>${inertCode(name)}</b>`} ${inertCode(problem.code)}${side}`,
        "",
        splitLines(problem.message).map(inertProse).join("<br>"),
        "",
        ...renderRemedy(problem.remedy),
    ]);
}
/** The first line of a remedy is a sentence; the lines after it are to be copied. */
function renderRemedy(remedy) {
    const [sentence = "", ...toCopy] = splitLines(remedy);
    return [
        `<b>What to do:</b> ${inertProse(sentence)}`,
        ...(toCopy.length === 0 ? [] : ["", ...renderCodeBlock(toCopy).split("\n")]),
    ];
}
/** The imports that Azure may still carry out after the step, whatever became of their images. */
function renderMayStillRun(report) {
    const open = report.images.filter(({ mayStillRun }) => mayStillRun.length > 0);
    if (open.length === 0)
        return [];
    const count = new Set(open.flatMap(({ mayStillRun }) => mayStillRun)).size;
    return [
        renderAlert("WARNING", [
            `<b>${countOf(count, "operation")} may still run in Azure.</b> Nothing was undone. A later run with <code>verify: layers</code> shows whether ${count === 1 ? "it" : "they"} ended, and continues from what is in the registry.`,
            "",
            ...renderNames(open, (image) => `${inertCode(shortNameOf(image))}: operation ${image.mayStillRun.map(inertCode).join(", ")}`),
        ]),
    ];
}
/** Images that were imported but got no tag. `names`: whether they are named. */
function renderLeftUntagged(report, names) {
    const left = report.images.filter(({ leftUntagged }) => leftUntagged);
    if (left.length === 0)
        return [];
    const [was, have, them] = left.length === 1 ? ["was", "has", "it"] : ["were", "have", "them"];
    return [
        renderAlert("NOTE", [
            `<b>${countOf(left.length, "image")} ${was} imported but ${have} none of the requested tags.</b> The next run uses ${them} without another import.`,
            ...(names ? ["", ...renderNames(left, (image) => inertCode(image.image ?? shortNameOf(image)))] : []),
        ]),
    ];
}
function renderNames(images, render) {
    const more = images.length - NAMES_MAX;
    return [
        ...images.slice(0, NAMES_MAX).map((image) => `- ${render(image)}`),
        ...(more > 0 ? [`- and ${more} more`] : []),
    ];
}
function renderWarnings(report) {
    const prose = (text) => inertProse(splitLines(text).join(" "));
    const items = [
        ...report.warnings.map((text) => `- ${prose(text)}`),
        ...report.images.flatMap((image) => image.warnings.map((text) => `- ${inertCode(shortNameOf(image))} ${prose(text)}`)),
    ];
    if (items.length === 0)
        return [];
    return items.length <= OPEN_MAX
        ? [renderAlert("WARNING", items)]
        : [renderFold(`<b>${countOf(items.length, "warning")}</b>`, ["", ...items, ""])];
}
/** With `referrers: none` no lookup is made, so that what is not copied cannot be named. */
function renderReferrersNone({ images }) {
    const count = images.filter(({ referrersMode }) => referrersMode === "none").length;
    if (count === 0)
        return [];
    const whose = count === images.length ? "" : ` of ${countOf(count, "image")}`;
    return [
        `<sub>Signatures, SBOMs and attestations${whose} were not looked up (<code>referrers: none</code>) and are not copied.</sub>`,
    ];
}

// EXTERNAL MODULE: ./lib/import/progress.js
var progress = __nccwpck_require__(4618);
;// CONCATENATED MODULE: ./lib/runner/summary-heading.js
// The first two lines of the summary: what happened, and the counts.





function renderHeading(report) {
    return `## ${headingOf(report)}`;
}
function headingOf(report) {
    const registry = inertText(report.registry);
    const total = report.images.length;
    if (report.cancelled)
        return `Promotion to ${registry} cancelled`;
    if (!report.ok)
        return report.dryRun ? `Plan for ${registry} failed` : `Promotion to ${registry} failed`;
    const counts = (0,report_report/* countStatuses */.ip)(report.images);
    const current = counts.get("up-to-date") ?? 0;
    const skipped = counts.get("skipped") ?? 0;
    if (current === total) {
        const images = total === 1 ? "the image is" : `all ${total} images are`;
        return `Nothing to do: ${images} up to date in ${registry}`;
    }
    if (current + skipped === total)
        return `Nothing to do: ${current} up to date and ${skipped} skipped in ${registry}`;
    if (report.dryRun)
        return `Plan for ${registry}: ${countOf(total - current - skipped, "image")} to promote`;
    const promoted = (counts.get("promoted") ?? 0) + (counts.get("unverified") ?? 0);
    return `Promoted ${countOf(promoted, "image")} to ${registry}`;
}
/** One line: images and tags by status, how much was verified, and the duration. */
function summary_heading_renderCounts(report) {
    const tags = report.images.flatMap((image) => image.tags);
    const tagCount = (status, words) => {
        const count = tags.filter((tag) => tag.status === status).length;
        return count === 0 ? [] : [`${countOf(count, "tag")} ${words}`];
    };
    return [
        ...[...(0,report_report/* countStatuses */.ip)(report.images)].map(([status, count]) => `${STATUS_ICONS[status]} <b>${count}</b> ${STATUS_WORDS[status]}`),
        ...tagCount("created", report.dryRun ? "to create" : "created"),
        ...tagCount("moved", report.dryRun ? "to move" : "moved"),
        ...tagCount("kept", "kept"),
        ...(report.dryRun ? ["dry run, nothing was written"] : []),
        ...(isReadBack(report) ? ["read back and verified"] : []),
        (0,progress/* formatDuration */.a)(report.durationMs),
    ].join(" &nbsp;·&nbsp; ");
}
function isReadBack(report) {
    const inPlace = report.images.filter((image) => (0,report_report/* isInPlace */.RS)(image, report));
    return report.ok && !report.dryRun && inPlace.length > 0 && inPlace.every(({ verified }) => verified);
}

;// CONCATENATED MODULE: ./lib/runner/summary-table.js
// The table of images in the summary: tags, digest, platforms, signatures and status of each.







/** A longer table is folded; the images that need attention are then shown before it. */
const OPEN_ROWS = 50;
const PLATFORMS_MAX = 4;
/** The table of at most `maxRows` images. `goodRows`: whether images that are good are in it. */
function renderTable(report, { goodRows, rows: maxRows }) {
    const { images } = report;
    const bad = images.filter((image) => !(0,report_report/* isGood */.Kg)(image, report));
    const shown = (goodRows ? images : bad).slice(0, maxRows);
    const left = images.length - shown.length;
    return [
        ...(shown.length <= OPEN_ROWS
            ? renderImages(shown, report)
            : [
                ...renderImages(bad.filter(({ status }) => status !== "pending").slice(0, OPEN_ROWS), report),
                renderFold(`<b>Table of ${shown.length} images</b>`, renderImages(shown, report)),
            ]),
        ...(left === 0 ? [] : [`${countOf(left, "image")} ${left === 1 ? "is" : "are"} only in the counts above.`]),
    ];
}
function renderImages(images, { dryRun }) {
    if (images.length === 0)
        return [];
    const rows = images.map((image) => [
        `${STATUS_ICONS[image.status]}&nbsp;${inertCode(image.repository)}<br><sub>from ${inertText(image.source)}</sub>`,
        image.tags.length === 0 ? "<i>untagged</i>" : image.tags.map((tag) => renderTag(tag, image, dryRun)).join("<br>"),
        image.digest === null ? "–" : renderShort(image.digest),
        renderPlatforms(image),
        renderSignatures(image),
        // With all-or-nothing, an imported image waits for the rest of the set before it gets its tags.
        unbroken(image.status === "pending" && image.leftUntagged ? "imported, not tagged" : STATUS_WORDS[image.status]),
    ]);
    return [renderRows(["Image", "Tags", "Digest", "Platforms", "Signatures", "Status"], rows)];
}
function renderTag(tag, image, dryRun) {
    const reason = tag.orderUnknown === undefined ? "" : `<br><sub>order unknown: ${inertText(tag.orderUnknown)}</sub>`;
    return `${renderTagStatus(tag, image, dryRun)}${reason}`;
}
function renderTagStatus({ name, status, previousDigest }, { digest }, dryRun) {
    const tag = inertCode(name);
    const previous = previousDigest === null ? undefined : renderShort(previousDigest);
    switch (status) {
        case "created":
            return `${tag} ${dryRun ? "to&nbsp;create" : "new"}`;
        case "moved":
            // If the target cannot be read, the previous digest is unknown.
            return `${tag} ${previous === undefined || digest === null ? (dryRun ? "to&nbsp;set" : "set") : `${previous}&nbsp;→&nbsp;${renderShort(digest)}`}`;
        case "unchanged":
            return tag;
        case "kept":
            return `${tag} kept&nbsp;at&nbsp;${previous ?? "another digest"}`;
        case "conflict":
            return `${tag} points&nbsp;to&nbsp;${previous ?? "another digest"}`;
        case "pending":
            return `${tag} ${previous === undefined ? "not&nbsp;set" : `still&nbsp;${previous}`}`;
    }
}
function renderShort(digest) {
    return inertCode((0,oci_digest/* shortDigest */.VK)(digest));
}
function renderPlatforms(image) {
    if (image.exemptFromPlatforms)
        return "none<br><sub>exempt from <code>require-platforms</code></sub>";
    const platforms = platformsOf(image);
    const shown = platforms.slice(0, PLATFORMS_MAX).map(inertText);
    const more = platforms.length - shown.length;
    return platforms.length === 0 ? "–" : [...shown, ...(more === 0 ? [] : [`and ${more} more`])].join("<br>");
}
function renderSignatures({ referrers, referrersMode, referrersIncomplete, attestation }) {
    const kinds = new Map();
    for (const referrer of referrers)
        kinds.set((0,referrer_kind/* kindOfReferrer */.z)(referrer), (kinds.get((0,referrer_kind/* kindOfReferrer */.z)(referrer)) ?? 0) + 1);
    const lines = [
        ...(referrersMode === "none" ? ["not looked up"] : []),
        ...[...kinds].map(([kind, count]) => countOf(count, kind)),
        ...(referrersIncomplete ? ["incomplete"] : []),
        ...(attestation === null ? [] : [`provenance ${attestation.status}`]),
    ];
    return lines.length === 0 ? "–" : lines.map(unbroken).join("<br>");
}

;// CONCATENATED MODULE: ./lib/runner/summary.js




/** A longer summary is shortened. The rest of the 1 MiB is left to what else the step writes. */
const SUMMARY_MAX_BYTES = 900 * 1024;
const WHOLE = { manifests: true, extras: true, goodRows: true, rows: Infinity, failures: Infinity };
/** From the whole to the shortest: counts and failures are dropped last. */
const LEVELS = [
    WHOLE,
    { ...WHOLE, manifests: false },
    { ...WHOLE, manifests: false, extras: false },
    { ...WHOLE, manifests: false, extras: false, goodRows: false },
    { manifests: false, extras: false, goodRows: false, rows: 300, failures: 300 },
    { manifests: false, extras: false, goodRows: false, rows: 50, failures: 50 },
    { manifests: false, extras: false, goodRows: false, rows: 0, failures: 5 },
];
/** The most detailed summary of at most `maxBytes`; the shortest if even that is longer. `Infinity`: the whole summary. */
function renderSummary(report, maxBytes = SUMMARY_MAX_BYTES) {
    let text = "";
    for (const detail of LEVELS) {
        text = renderAt(report, detail);
        if (Buffer.byteLength(text) <= maxBytes)
            break;
    }
    return text;
}
function renderAt(report, detail) {
    const blocks = [
        renderHeading(report),
        summary_heading_renderCounts(report),
        ...renderFailures(report, detail.failures),
        ...renderMayStillRun(report),
        ...renderTable(report, detail),
        ...(detail.extras ? renderWarnings(report) : []),
        ...renderReferrersNone(report),
        ...(detail.extras ? renderPlatformChanges(report) : []),
        ...renderLeftUntagged(report, detail.extras),
        ...(detail.manifests ? renderManifestLists(report) : []),
        ...(detail.extras ? renderReferences(report) : []),
        ...(detail === WHOLE
            ? []
            : [
                "<sub>Shortened to fit into a job summary. The file of the output <code>summary-file</code> has everything.</sub>",
            ]),
    ];
    return `${blocks.join("\n\n")}\n`;
}

;// CONCATENATED MODULE: ./lib/runner/workspace.js
// Paths in the workspace, and the writing of the lock file. No path may lead out of it: not by `..`, not as an absolute path,
// not through a symbolic link.




/** What is wrong with the path of the lock file, as far as it shows before the lock file is written. */
async function checkLockFile(path, workspace) {
    try {
        await locate(path, workspace);
        return undefined;
    }
    catch (error) {
        const { code, message } = asWriteError(path, error);
        const remedy = "Use the path of a file in the workspace that this job may write, relative to the root of the workspace.";
        return { ...(0,lib_problems/* problem */.CC)(code, message, { stage: "input", remedy }), input: "lock-file" };
    }
}
/**
 * Writes the lock file and the folders on its path. It is replaced as a whole, so that no reader sees half of it.
 * @returns the absolute path
 * @throws PromotionError `LOCK_FILE_OUTSIDE` or `LOCK_FILE_WRITE_FAILED`
 */
async function writeLockFile(path, text, workspace) {
    try {
        // Checked again: a later step of the same job may have replaced a folder by a link.
        const lexical = await locate(path, workspace);
        const parent = (0,external_node_path_.dirname)(lexical);
        await (0,promises_.mkdir)(parent, { recursive: true });
        const target = (0,external_node_path_.join)(await (0,promises_.realpath)(parent), (0,external_node_path_.basename)(lexical));
        const temporary = `${target}.${process.pid}.tmp`;
        try {
            const file = await (0,promises_.open)(temporary, "wx");
            try {
                await file.writeFile(text);
            }
            finally {
                await file.close();
            }
            // A rename replaces a symbolic link itself, not the file that it points to.
            await (0,promises_.rename)(temporary, target);
        }
        finally {
            await (0,promises_.rm)(temporary, { force: true });
        }
        return target;
    }
    catch (error) {
        throw asWriteError(path, error);
    }
}
/** The absolute path of the lock file. It and its folder may not exist yet, but both can be made. */
async function locate(path, workspace) {
    const outside = () => new errors/* PromotionError */.g1("LOCK_FILE_OUTSIDE", `lock-file: ${JSON.stringify(path)} is outside the workspace.`);
    const lexical = (0,external_node_path_.resolve)(workspace, path);
    const root = (0,external_node_path_.resolve)(workspace);
    if (!isInside(root, lexical))
        throw outside();
    // Check the nearest existing folder, so that no folder is made behind a link.
    const folder = await nearestExisting((0,external_node_path_.dirname)(lexical));
    if (!isInside(await (0,promises_.realpath)(root), await (0,promises_.realpath)(folder), true))
        throw outside();
    await (0,promises_.access)(folder, promises_.constants.W_OK);
    // Where its folder does not exist either, neither does the file. A link is replaced, whatever it points to.
    if (folder === (0,external_node_path_.dirname)(lexical) && (await existsAsFolder(lexical)))
        throw writeError(path, "EISDIR");
    return lexical;
}
async function existsAsFolder(path) {
    try {
        return (await (0,promises_.lstat)(path)).isDirectory();
    }
    catch (error) {
        if (codeOf(error) === "ENOENT")
            return false;
        throw error;
    }
}
function asWriteError(path, error) {
    return error instanceof errors/* PromotionError */.g1 ? error : writeError(path, codeOf(error), error);
}
function writeError(path, reason, cause) {
    const message = `lock-file: ${JSON.stringify(path)} cannot be written (${reason}).`;
    return new errors/* PromotionError */.g1("LOCK_FILE_WRITE_FAILED", message, { cause });
}
async function nearestExisting(folder) {
    for (let current = folder;; current = (0,external_node_path_.dirname)(current)) {
        try {
            await (0,promises_.lstat)(current);
            return current;
        }
        catch (error) {
            if (codeOf(error) !== "ENOENT" || (0,external_node_path_.dirname)(current) === current)
                throw error;
        }
    }
}
/** True if `path` is in `folder`, judged by the names alone. `orEqual`: or is the folder itself. */
function isInside(folder, path, orEqual = false) {
    const way = (0,external_node_path_.relative)(folder, path);
    if (way === "")
        return orEqual;
    return way !== ".." && !way.startsWith(`..${external_node_path_.sep}`) && !(0,external_node_path_.isAbsolute)(way);
}
/** The code of an error of the file system, such as `EACCES`. */
function codeOf(error) {
    const code = Error.isError(error) ? error.code : undefined;
    return code ?? "unknown reason";
}

;// CONCATENATED MODULE: ./lib/runner/delivery.js
// Writes the results of a step for the runner: result files, lock file, outputs and summary. One that fails does not stop the others.









/** GitHub's limit for the summary of one step: https://docs.github.com/actions/reference/workflows-and-actions/workflow-commands#step-isolation-and-limits */
const RUNNER_SUMMARY_MAX_BYTES = 1024 * 1024;
/**
 * Sets the output `status` alone, for a step that may end before its report is delivered. The outputs of the report replace it, because the
 * runner takes the last value. Never throws: deliverReport reports a file that cannot be written.
 */
async function announceStatus(status, env) {
    try {
        await (0,promises_.appendFile)(required(env, "GITHUB_OUTPUT"), `status=${status}\n`);
    }
    catch { }
}
/**
 * Writes all results. Returns what could not be written, which fails the step; for the job summary there is only a warning.
 * Never throws.
 */
async function deliverReport(report, delivery) {
    const { env, warn } = delivery;
    const problems = [];
    const attempt = async (code, what, write) => {
        try {
            return await write();
        }
        catch (error) {
            problems.push((0,errors/* problemOf */.Zw)(asReportError(code, what, error), "report"));
            return "";
        }
    };
    const folder = await attempt("RESULT_FILE_WRITE_FAILED", "The folder for results", () => makeResultFolder(env));
    const resultFile = (name, text) => folder === ""
        ? ""
        : attempt("RESULT_FILE_WRITE_FAILED", name, async () => {
            const path = (0,external_node_path_.join)(folder, name);
            await (0,promises_.writeFile)(path, text, { flag: "wx" });
            return path;
        });
    const jsonFile = await resultFile("result.json", renderJsonFile(report));
    const summaryFile = await resultFile("summary.md", renderSummary(report, Infinity));
    const checksums = renderSubjectChecksums(report);
    // No file instead of an empty one: actions/attest fails on a file without subjects.
    const subjectChecksums = checksums === "" ? "" : await resultFile("subject-checksums.txt", checksums);
    const requested = delivery.lockFile;
    const lockFile = requested === undefined || report.dryRun || !report.ok
        ? ""
        : await attempt("LOCK_FILE_WRITE_FAILED", "The lock file", () => writeLockFile(requested, renderLockFile(report), env["GITHUB_WORKSPACE"] ?? process.cwd()));
    await attempt("OUTPUT_WRITE_FAILED", "The outputs", async () => {
        const status = (0,report_report/* statusOfStep */.Qr)(report, problems);
        const outputs = renderOutputs(report, status, { jsonFile, summaryFile, subjectChecksums, lockFile });
        const path = required(env, "GITHUB_OUTPUT");
        await (0,promises_.appendFile)(path, formatOutputs(outputs, `ghadelimiter_${(0,external_node_crypto_.randomUUID)()}`));
        return path;
    });
    if (delivery.summary) {
        try {
            await appendSummary(report, required(env, "GITHUB_STEP_SUMMARY"));
        }
        catch (error) {
            warn(`The job summary cannot be written (${reasonOf(error)}). The log and the outputs have the same information.`);
        }
    }
    return problems;
}
async function makeResultFolder(env) {
    // A folder for each step, because a job may use the action more than once.
    const folder = (0,external_node_path_.join)(required(env, "RUNNER_TEMP"), `acr-promote-${(0,external_node_crypto_.randomUUID)()}`);
    await (0,promises_.mkdir)(folder);
    return folder;
}
async function appendSummary(report, path) {
    const { size } = await (0,promises_.stat)(path);
    const maxBytes = Math.min(SUMMARY_MAX_BYTES, RUNNER_SUMMARY_MAX_BYTES - size - 1);
    const text = renderSummary(report, maxBytes);
    if (Buffer.byteLength(text) > maxBytes)
        throw new Error(`the step has already written ${size} bytes to it`);
    await (0,promises_.appendFile)(path, text);
}
function required(env, name) {
    const value = env[name] ?? "";
    if (value === "")
        throw new errors/* PromotionError */.g1("RUNNER_FILE_MISSING", `The runner did not set ${name}.`);
    return value;
}
function asReportError(code, what, error) {
    if (error instanceof errors/* PromotionError */.g1)
        return error;
    return new errors/* PromotionError */.g1(code, `${what} cannot be written (${reasonOf(error)}).`, { cause: error });
}
function reasonOf(error) {
    if (!Error.isError(error))
        return String(error);
    return error.code ?? error.message;
}

// EXTERNAL MODULE: ./lib/json.js
var json = __nccwpck_require__(6413);
;// CONCATENATED MODULE: ./lib/runner/event.js
// The event that started the workflow. Decides whether the step may write: code from a fork must not.



/** Events that run with the rights of the base repository, also for code from a fork: https://docs.zizmor.sh/audits/#dangerous-triggers */
const PRIVILEGED_EVENTS = ["pull_request_target", "workflow_run"];
/** Events of a commit that may be a fork's; their payloads do not contain the repository that it was pushed to. */
const COMMIT_EVENTS = ["check_run", "check_suite", "status"];
/** Reads GITHUB_EVENT_NAME and the payload at GITHUB_EVENT_PATH. */
async function readEvent(env) {
    const name = env["GITHUB_EVENT_NAME"] ?? "";
    const path = env["GITHUB_EVENT_PATH"] ?? "";
    // Without a payload, decideEvent refuses the events for which it is needed.
    const payload = await (0,promises_.readFile)(path, "utf8").then(json/* parseJson */.qF, () => undefined);
    return { name, fromFork: isFromFork(name, payload) };
}
/**
 * True if the head of the pull request or of the triggering run is in another repository. In the payload, a deleted fork is
 * null. Undefined where there is a head, and the payload does not contain its repository: a comment on a pull request, too.
 * False for events without a head: they run a commit of this repository. https://docs.github.com/webhooks/webhook-events-and-payloads
 */
function isFromFork(eventName, payload) {
    if (eventName === "" || COMMIT_EVENTS.includes(eventName))
        return undefined;
    if (eventName === "issue_comment") {
        const issue = at(payload, "issue");
        const isPlainIssue = typeof issue === "object" && issue !== null && at(issue, "pull_request") === undefined;
        return isPlainIssue ? false : undefined;
    }
    if (!eventName.startsWith("pull_request") && eventName !== "workflow_run")
        return false;
    const [base, head] = eventName === "workflow_run"
        ? [at(payload, "repository"), at(payload, "workflow_run", "head_repository")]
        : [at(payload, "pull_request", "base", "repo"), at(payload, "pull_request", "head", "repo")];
    if (head === null)
        return true;
    const baseId = at(base, "id");
    const headId = at(head, "id");
    if (typeof baseId !== "number" || typeof headId !== "number")
        return undefined;
    return baseId !== headId;
}
/**
 * Refuses to write on a privileged event of a fork, whose author may have chosen the images. An identity of the runner is
 * refused to every event of a fork, in a dry run too: GitHub gives such a run no ID token, but the runner's identity serves
 * every job. Undefined: not refused.
 */
function decideEvent(event, { dryRun, login }) {
    if (event.fromFork === false)
        return undefined;
    const name = event.name === "" ? "an unknown event" : event.name;
    const start = event.fromFork === true
        ? `This run was started by ${name} for a fork.`
        : `This run was started by ${name}, and its event does not contain whether the code comes from a fork.`;
    if (login !== "github") {
        const message = `${start} With login: ${login} it would use the identity of the runner, which people without write access to this repository must not reach.`;
        return (0,lib_problems/* problem */.CC)("EVENT_FROM_FORK", message, {
            remedy: `Promote on push, release, schedule or workflow_dispatch. For pull requests of forks there is no dry run with login: ${login}; keep them off this runner.`,
        });
    }
    if (dryRun || !PRIVILEGED_EVENTS.includes(event.name))
        return undefined;
    return (0,lib_problems/* problem */.CC)("EVENT_FROM_FORK", event.fromFork === true
        ? `${start} People without write access to this repository may have chosen what it promotes.`
        : start);
}
function at(value, ...path) {
    let found = value;
    for (const key of path) {
        if (typeof found !== "object" || found === null)
            return undefined;
        found = Object.hasOwn(found, key) ? found[key] : undefined;
    }
    return found;
}

// EXTERNAL MODULE: ./lib/glob.js
var lib_glob = __nccwpck_require__(5085);
;// CONCATENATED MODULE: ./lib/runner/images-files.js







const IMAGES_FILE_MAX_BYTES = 1024 * 1024;
const IMAGES_FILES_MAX_BYTES = 16 * 1024 * 1024;
const IMAGES_FILES_MAX = 1_000;
/** How many files and folders one glob may visit. */
const GLOB_MAX_ENTRIES = 200_000;
const CONTROL_CHARACTER = /[\p{Cc}\p{Zl}\p{Zp}]/u;
/**
 * Reads the files that `images-file` lists, one path or glob per line: in that order, the matches of a glob by code point, and
 * each file once. A path that exists is taken literally. Globs do not follow symbolic links.
 * Problems have the codes `IMAGES_FILE_OUTSIDE`, `IMAGES_FILE_MISSING`, `IMAGES_FILE_TOO_LARGE`, `IMAGES_FILE_ENCODING`
 * and `IMAGES_FILE_NAME_INVALID`.
 */
async function readImagesFiles(list, workspace) {
    const files = new Map();
    const problems = [];
    let totalBytes = 0;
    const attempt = async (line, work) => {
        try {
            return await work();
        }
        catch (error) {
            if (!(error instanceof errors/* InputError */.dz))
                throw error;
            problems.push(...error.problems.map((each) => ({ ...each, line })));
            return undefined;
        }
    };
    for (const { text: written, line } of parseList(list, "lines")) {
        for (const path of (await attempt(line, () => findPaths(written, workspace))) ?? []) {
            const file = await attempt(line, () => readImagesFile(path, workspace, files));
            if (file === undefined)
                continue;
            totalBytes += file.sizeBytes;
            if (files.size >= IMAGES_FILES_MAX || totalBytes > IMAGES_FILES_MAX_BYTES) {
                const { problems: excess } = refusal("IMAGES_FILE_TOO_LARGE", `it may list at most ${IMAGES_FILES_MAX} files with ${IMAGES_FILES_MAX_BYTES} bytes in total; it lists more.`);
                return { files: [...files.values()], problems: [...problems, ...excess.map((each) => ({ ...each, line }))] };
            }
            files.set(file.real, { path, text: file.text });
        }
    }
    return { files: [...files.values()], problems };
}
function refusal(code, message, remedy) {
    return new errors/* InputError */.dz([{ ...(0,lib_problems/* problem */.CC)(code, `images-file: ${message}`, { remedy }), input: "images-file" }]);
}
function outside(path) {
    return refusal("IMAGES_FILE_OUTSIDE", `${JSON.stringify(path)} is outside the workspace.`);
}
function checkName(path) {
    if (CONTROL_CHARACTER.test(path)) {
        throw refusal("IMAGES_FILE_NAME_INVALID", `${JSON.stringify(path)} has a control character in its name.`);
    }
    if (isInGit(path)) {
        throw refusal("IMAGES_FILE_NAME_INVALID", `${JSON.stringify(path)} is in a .git folder, which is never read.`, "Name a file outside of .git.");
    }
}
/** The file systems of Windows and macOS ignore case. */
function isInGit(path) {
    return path.split(/[/\\]/).some((part) => part.toLowerCase() === ".git");
}
/** The path itself, or the files that it matches as a glob. */
async function findPaths(written, workspace) {
    checkName(written);
    const root = (0,external_node_path_.resolve)(workspace);
    const lexical = (0,external_node_path_.resolve)(root, written);
    if (!isInside(root, lexical))
        throw outside(written);
    if (!(0,lib_glob/* isGlob */.y)(written) || (await exists(lexical)))
        return [written];
    const found = await findMatches(root, (0,external_node_path_.relative)(root, lexical).split(external_node_path_.sep).join("/"));
    if (found.length === 0) {
        throw refusal("IMAGES_FILE_MISSING", `${JSON.stringify(written)} matches no file.`, "Check the glob: it is relative to the workspace, * and ? stop at /, ** does not. Run actions/checkout before this step.");
    }
    for (const path of found)
        checkName(path);
    return found;
}
/** Visits only folders in which the pattern can still match. */
async function findMatches(root, pattern) {
    const glob = new lib_glob/* Glob */.f(pattern);
    const found = [];
    const open = [{ folder: "", state: glob.start() }];
    let seen = 0;
    for (const { folder, state } of open) {
        for (const entry of await listFolder(root, folder)) {
            seen += 1;
            if (seen > GLOB_MAX_ENTRIES) {
                throw refusal("IMAGES_FILE_TOO_LARGE", `${JSON.stringify(pattern)} has to search more than ${GLOB_MAX_ENTRIES} files and folders.`, "Start the glob with the folder that contains the files.");
            }
            if (isInGit(entry.name))
                continue;
            const reached = glob.advance(state, entry.name);
            if (entry.isFile() && glob.accepts(reached))
                found.push(`${folder}${entry.name}`);
            const below = entry.isDirectory() ? glob.advance(reached, "/") : undefined;
            if (below !== undefined && below.size > 0)
                open.push({ folder: `${folder}${entry.name}/`, state: below });
        }
    }
    // The order of UTF-8 bytes is that of code points.
    return found.toSorted((one, other) => Buffer.compare(Buffer.from(one), Buffer.from(other)));
}
async function listFolder(root, folder) {
    try {
        return await (0,promises_.readdir)((0,external_node_path_.join)(root, folder), { withFileTypes: true });
    }
    catch (error) {
        throw refusal("IMAGES_FILE_MISSING", `the folder ${JSON.stringify(folder === "" ? "." : folder)} cannot be read (${codeOf(error)}).`, "Check its permissions, or start the glob with the folder that contains the files.");
    }
}
/** Reads one file. Undefined if it is one of `before`. */
async function readImagesFile(path, workspace, before) {
    const shown = JSON.stringify(path);
    const lexical = (0,external_node_path_.resolve)(workspace, path);
    let real;
    let bytes;
    try {
        real = await (0,promises_.realpath)(lexical);
        const root = await (0,promises_.realpath)(workspace);
        if (!isInside(root, real))
            throw outside(path);
        checkName((0,external_node_path_.relative)(root, real));
        if (before.has(real))
            return undefined;
        const stats = await (0,promises_.stat)(real);
        if (!stats.isFile()) {
            throw refusal("IMAGES_FILE_MISSING", `${shown} is not a file.`, "Name a file, or a glob such as mirror/*.yml.");
        }
        if (stats.size > IMAGES_FILE_MAX_BYTES) {
            throw refusal("IMAGES_FILE_TOO_LARGE", `${shown} has ${stats.size} bytes; the limit is ${IMAGES_FILE_MAX_BYTES} bytes.`);
        }
        bytes = await (0,promises_.readFile)(real);
    }
    catch (error) {
        if (error instanceof errors/* InputError */.dz)
            throw error;
        throw refusal("IMAGES_FILE_MISSING", `${shown} cannot be read (${codeOf(error)}).`);
    }
    try {
        return { real, sizeBytes: bytes.length, text: new TextDecoder("utf-8", { fatal: true }).decode(bytes) };
    }
    catch {
        throw refusal("IMAGES_FILE_ENCODING", `${shown} is not valid UTF-8.`);
    }
}
async function exists(path) {
    try {
        await (0,promises_.lstat)(path);
        return true;
    }
    catch {
        return false;
    }
}

// EXTERNAL MODULE: ./lib/redact.js
var lib_redact = __nccwpck_require__(5078);
;// CONCATENATED MODULE: ./lib/runner/inputs.js


/** The names and the order of action.yml. */
const INPUTS = [
    "registry",
    "images",
    "images-file",
    "target-prefix",
    "tags",
    "source-registry",
    "login",
    "client-id",
    "tenant-id",
    "subscription-id",
    "source-client-id",
    "source-tenant-id",
    "source-username",
    "source-password",
    "trusted-token-hosts",
    "environment",
    "audience",
    "dry-run",
    "on-conflict",
    "mutable-tags",
    "forward-only",
    "all-or-nothing",
    "referrers",
    "verify",
    "require-platforms",
    "require-attestation",
    "attestation-repository",
    "attestation-signer-workflow",
    "attestation-predicate-type",
    "max-parallel",
    "timeout-minutes",
    "lock-file",
    "summary",
    "github-token",
];
const SECRET_INPUTS = ["source-password", "github-token"];
/** Earlier names of inputs, with the names of today. */
const RENAMED_INPUTS = new Map([["lockfile", "lock-file"]]);
/** Environment variables of azure/login that are used where an input is empty. */
const ENVIRONMENT_FALLBACKS = {
    "client-id": "AZURE_CLIENT_ID",
    "tenant-id": "AZURE_TENANT_ID",
    "subscription-id": "AZURE_SUBSCRIPTION_ID",
};
/** Reads all inputs, trimmed. Masks the secret ones first, before any of them can appear in a message. */
function readInputs(env, mask) {
    const given = (name) => (env[variableOf(name)] ?? "").trim();
    // Without `client-id`, the machine's system-assigned identity is meant. The variable may name the identity of something else.
    const isManaged = given("login").toLowerCase() === "managed-identity";
    for (const name of SECRET_INPUTS)
        if (given(name) !== "")
            mask(given(name));
    const read = (name) => {
        const fallback = name === "client-id" && isManaged ? undefined : ENVIRONMENT_FALLBACKS[name];
        return given(name) !== "" || fallback === undefined ? given(name) : (env[fallback] ?? "").trim();
    };
    return Object.fromEntries(INPUTS.map((name) => [name, read(name)]));
}
/**
 * The longest environment variable that a process can be started with. An input is one: a longer one ends the step before it starts.
 * Linux: https://man7.org/linux/man-pages/man2/execve.2.html (MAX_ARG_STRLEN, bytes). Windows:
 * https://learn.microsoft.com/windows/win32/api/processenv/nf-processenv-setenvironmentvariablew (characters).
 */
const VARIABLE_MAX_LENGTH = { linux: 131_072, windows: 32_767 };
const NEAR_LIMIT = 0.75;
/** What to do about an input that is too long; other inputs have no shorter form. */
const SHORTER_FORMS = {
    images: "Write the lines to a file, and set images-file: it has no such limit.",
    "images-file": "Name the files by a glob, for example mirror/**/*.yml",
    tags: "Set the tags in the lines of images-file, which has no such limit.",
    "mutable-tags": "Write patterns with * and ?, for example latest,1.*",
};
/** A notice for each input that is close to the longest one that the operating system allows. */
function noticeLongInputs(env) {
    const isWindows = env["RUNNER_OS"] === "Windows";
    const limit = isWindows ? VARIABLE_MAX_LENGTH.windows : VARIABLE_MAX_LENGTH.linux;
    return INPUTS.flatMap((name) => {
        const variable = `${variableOf(name)}=${env[variableOf(name)] ?? ""}\0`;
        const length = isWindows ? variable.length : Buffer.byteLength(variable);
        if (length < limit * NEAR_LIMIT)
            return [];
        const unit = isWindows ? "characters" : "bytes";
        return [
            `${name} has ${length} ${unit}. The limit of ${isWindows ? "Windows" : "Linux"} is ${limit} ${unit}; with a longer input the step cannot start. ${SHORTER_FORMS[name] ?? "Shorten it."}`,
        ];
    });
}
/** A notice for each secret input that is too short to be masked and redacted. */
function noticeShortSecrets(inputs) {
    return SECRET_INPUTS.filter((name) => inputs[name] !== "" && inputs[name].length < lib_redact/* SECRET_MIN_LENGTH */.RP).map((name) => `${name} has fewer than ${lib_redact/* SECRET_MIN_LENGTH */.RP} characters. It is not masked: its characters are in ordinary words, and outputs that contain a masked text are dropped. Use a longer one.`);
}
/** A problem for each input that the step passes by an earlier name, even if it is empty: the runner only warns about those. */
function findRenamedInputs(env) {
    return [...RENAMED_INPUTS].flatMap(([earlier, name]) => {
        const value = env[variableOf(earlier)];
        if (value === undefined)
            return [];
        return [
            {
                ...(0,lib_problems/* problem */.CC)("INPUT_INVALID", `${earlier}: this input is now called ${name}.`, {
                    remedy: `Rename it in the step:\n${name}: ${value.trim()}`.trimEnd(),
                }),
                input: earlier,
            },
        ];
    });
}
/** The runner keeps dashes: https://docs.github.com/actions/reference/workflows-and-actions/metadata-syntax#inputs */
function variableOf(name) {
    return `INPUT_${name.toUpperCase()}`;
}

;// CONCATENATED MODULE: ./lib/runner/log-text.js
// Escapes text for the log: the only workflow commands that the runner finds in it are those of formatCommand.
// How the runner parses lines: https://github.com/actions/runner/blob/v2.329.0/src/Runner.Common/ActionCommand.cs

const LINE_MAX_LENGTH = 16 * 1024;
/**
 * The text as one line that is not a workflow command. The runner accepts `##[name]` anywhere in a line, and `::name::` after
 * any kind of blanks at its start. A visible backslash breaks both.
 */
function inertLine(text) {
    return makeVisible(text, LINE_MAX_LENGTH)
        .replaceAll("##[", "##\\[")
        .replace(/^(\s*)::/u, "$1\\::");
}
/** Applies {@link inertLine} to each line. For messages of annotations, which may have several. */
function inertLines(text) {
    const shown = text.length > LINE_MAX_LENGTH ? `${text.slice(0, LINE_MAX_LENGTH)}…` : text;
    return shown
        .split(/\r?\n/)
        .map((line) => inertLine(line))
        .join("\n");
}
/** The runner cuts longer messages: https://github.com/actions/runner/blob/v2.329.0/src/Runner.Worker/ExecutionContext.cs */
const ANNOTATION_MAX_LENGTH = 4096;
const CUT_NOTE = "… The rest is in the log of this step.";
/** Fits a message into an annotation: keeps the first lines as long as they fit whole. A first line that is too long is cut. */
function fitAnnotation(message) {
    if (message.length <= ANNOTATION_MAX_LENGTH)
        return { message, isCut: false };
    const maxLength = ANNOTATION_MAX_LENGTH - CUT_NOTE.length - 1;
    const end = message.slice(0, maxLength + 1).lastIndexOf("\n");
    return { message: `${message.slice(0, end < 0 ? maxLength : end)}\n${CUT_NOTE}`, isCut: true };
}
/**
 * `::name key=value::data`, escaped as the runner unescapes it.
 * https://github.com/actions/toolkit/blob/%40actions/core%401.11.1/packages/core/src/command.ts
 */
function formatCommand(name, data, properties = {}) {
    const list = Object.entries(properties)
        .filter(([, value]) => value !== undefined && value !== "")
        .map(([key, value]) => `${key}=${escapeProperty(String(value))}`)
        .join(",");
    return `::${name}${list === "" ? "" : ` ${list}`}::${escapeData(data)}`;
}
function escapeData(text) {
    return text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}
function escapeProperty(text) {
    return escapeData(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
}

;// CONCATENATED MODULE: ./lib/runner/log.js


/** How many annotations of each level GitHub shows for a step: https://github.com/orgs/community/discussions/26680 */
const ANNOTATIONS_MAX = 10;
/** `write` gets whole lines. `debug`: whether debug lines are written (RUNNER_DEBUG). */
function createLog(options) {
    const { write, debug } = options;
    const masked = new Set();
    const redactor = (0,lib_redact/* createRedactor */.lY)();
    const { redact } = redactor;
    const counts = new Map();
    const heldBack = new Map();
    const line = (text) => write(`${text}\n`);
    const shown = (text) => inertLine(redact(text));
    const group = (title, lines) => {
        command("group", shown(title));
        for (const text of lines)
            line(shown(text));
        command("endgroup", "");
    };
    const command = (name, data, place = {}) => line(formatCommand(name, data, {
        title: place.title === undefined ? undefined : shown(place.title),
        file: place.file === undefined ? undefined : shown(place.file),
        line: place.line,
    }));
    function annotate(level, text, place = {}) {
        const whole = inertLines(redact(text));
        const { message, isCut } = fitAnnotation(whole);
        const count = (counts.get(level) ?? 0) + 1;
        counts.set(level, count);
        if (count < ANNOTATIONS_MAX) {
            command(level, message, place);
            if (isCut)
                group(`The whole ${level}${place.title === undefined ? "" : `: ${place.title}`}`, whole.split("\n"));
            return;
        }
        const where = place.file === undefined ? "" : ` (${place.file}${place.line === undefined ? "" : `:${place.line}`})`;
        for (const part of whole.split("\n"))
            line(shown(`${LABELS[level]}${where}: ${part}`));
        const held = heldBack.get(level);
        if (held === undefined)
            heldBack.set(level, { first: { message, place }, count: 1 });
        else
            held.count += 1;
    }
    return {
        info: (message) => line(shown(message)),
        debug: (message) => {
            if (debug)
                command("debug", shown(message));
        },
        notice: (message) => annotate("notice", message),
        warning: (message, at) => annotate("warning", message, at),
        error: (message, at) => annotate("error", message, at),
        group,
        redact,
        mask: (secret) => {
            if (secret.trim().length < lib_redact/* SECRET_MIN_LENGTH */.RP || masked.has(secret))
                return;
            masked.add(secret);
            redactor.add(secret);
            command("add-mask", secret);
        },
        finish: () => {
            for (const [level, { first, count }] of heldBack) {
                if (count === 1)
                    command(level, first.message, first.place);
                else
                    command(level, `${count} more ${PLURALS[level]}: see the log and the summary of this step.`);
            }
            heldBack.clear();
        },
    };
}
const LABELS = { error: "Error", warning: "Warning", notice: "Notice" };
const PLURALS = { error: "errors", warning: "warnings", notice: "notices" };

;// CONCATENATED MODULE: ./lib/runner/annotations.js
// Formats the annotations of a report: one for each cause, however many images have it. The log escapes their text.



/** How many further images the annotation names. The log names all. */
const annotations_NAMES_MAX = 10;
/** Longer messages are cut, so that the operation's ID fits into the annotation. The log and the summary have more of them. */
const MESSAGE_MAX_LENGTH = 2_000;
/** Groups images by status and cause. Returns the annotations in the order of their first images. */
function annotateImages(report) {
    const groups = new Map();
    for (const image of report.images) {
        const level = levelOf(image, report);
        if (level === undefined)
            continue;
        const key = JSON.stringify([level, image.status, image.problems.map((problem) => causeOf(problem, image))]);
        const group = groups.get(key) ?? { level, images: [] };
        group.images.push(image);
        groups.set(key, group);
    }
    return [...groups.values()].map(({ level, images }) => annotate(level, images));
}
function levelOf(image, report) {
    if (image.error !== null && !(0,report_report/* isGood */.Kg)(image, report))
        return "error";
    return image.status === "unverified" ? "warning" : undefined;
}
/** Equal for problems with one cause: code, stage, registry, and the cause's key or, without one, the whole text. */
function causeOf({ code, stage, side, message, remedy, causeKey }, image) {
    const registry = side === "source" ? image.source.split("/")[0] : undefined;
    return [code, stage, side, registry, ...(causeKey === undefined ? [message, remedy] : [causeKey])];
}
function annotate(level, images) {
    const [first, ...others] = images;
    const name = others.length === 0 ? first.repository : `${first.repository} and ${others.length} more`;
    return {
        level,
        title: `${name}: ${first.status}`,
        message: linesOf(first, others).join("\n"),
        origin: first.origin,
        others: others.map((image) => {
            const own = messageOf(image) === messageOf(first) ? "" : `: ${image.problems.map(({ message }) => message).join(" ")}`;
            const operationId = image.operationId === null ? "" : ` (ARM operation ${image.operationId})`;
            return `${nameOf(image)}${operationId}${own}`;
        }),
    };
}
/** The most important lines first: an annotation that is too long loses its last lines. */
function linesOf(first, others) {
    const [problem, ...further] = first.problems;
    return [
        ...(problem === undefined ? [] : [(0,lib_redact/* cut */.Jj)(problem.message, MESSAGE_MAX_LENGTH)]),
        ...(first.operationId === null ? [] : [`ARM operation: ${first.operationId}`]),
        ...(problem === undefined ? [] : [problem.remedy]),
        ...further.map(formatProblem),
        ...listNames(others),
    ];
}
function listNames(images) {
    if (images.length === 0)
        return [];
    const names = images.slice(0, annotations_NAMES_MAX).map(nameOf);
    const more = images.length - names.length;
    const count = `${images.length} more ${images.length === 1 ? "image" : "images"}`;
    return [`The same applies to ${count}: ${names.join(", ")}${more === 0 ? "" : `, and ${more} more (see the log)`}`];
}
/** `source => repository:tag,tag`, as in `images`: only both sides together identify a line. */
function nameOf({ source, repository, tags }) {
    const names = tags.map(({ name }) => name);
    return `${source} => ${(0,oci_reference/* formatTarget */.P4)(repository, names)}`;
}
function messageOf({ problems }) {
    return problems.map(formatProblem).join("\n");
}
/** The text of a problem in an annotation: the message, then what to do. */
function formatProblem({ message, remedy }) {
    return `${message}\n${remedy}`;
}

;// CONCATENATED MODULE: ./lib/runner/plan-table.js
// Formats the plan as a table for the log, one line per image. The log escapes the text.

const HEADINGS = ["IMAGE", "TAGS", "DIGEST", "IMPORTS", "REFERRERS", "REMARKS"];
const COLUMN_MAX_WIDTH = 60;
/** The lines of the table, with its heading. */
function formatPlanTable(images) {
    const rows = [HEADINGS, ...images.map(cellsOf)];
    const widths = HEADINGS.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
    return rows.map((row) => row
        .map((cell, column) => column === row.length - 1 ? cell : cell.padEnd(Math.min(widths[column] ?? 0, COLUMN_MAX_WIDTH)))
        .join("  ")
        .trimEnd());
}
function cellsOf(image) {
    const { digest } = image;
    return [
        image.repository,
        image.tags.length === 0 ? "(untagged)" : image.tags.map((tag) => formatTag(tag, image)).join(", "),
        digest === null ? "-" : (0,oci_digest/* shortDigest */.VK)(digest),
        image.imports === undefined ? "-" : String(image.imports),
        image.referrersMode === "none" ? "none" : `${image.referrers.length}${image.referrersIncomplete ? "+?" : ""}`,
        remarksOf(image).join("; "),
    ];
}
/** `+` creates the tag, `=` leaves it as it is, `!` is a conflict; a tag that moves has its previous digest behind it. */
function formatTag({ name, status, previousDigest }, { digest }) {
    const previous = previousDigest === null ? "another digest" : (0,oci_digest/* shortDigest */.VK)(previousDigest);
    if (status === "conflict")
        return `!${name} (points to ${previous})`;
    if (status === "kept")
        return `=${name} (kept at ${previous})`;
    if (previousDigest !== null && previousDigest !== digest)
        return `${name} (from ${(0,oci_digest/* shortDigest */.VK)(previousDigest)})`;
    return status === "unchanged" || previousDigest !== null ? `=${name}` : `+${name}`;
}
function remarksOf(image) {
    return [
        ...(image.status === "up-to-date" ? ["up to date"] : []),
        ...(image.status === "skipped" ? ["skipped"] : []),
        ...(image.error === null ? [] : [`${image.error.code}: ${image.error.message}`]),
        ...image.platformChanges.flatMap(({ tag, gained, lost }) => [
            ...(gained.length === 0 ? [] : [`${tag} gains ${gained.join(", ")}`]),
            ...(lost.length === 0 ? [] : [`${tag} loses ${lost.join(", ")}`]),
        ]),
        ...image.tags.flatMap(({ name, orderUnknown }) => orderUnknown === undefined ? [] : [`${name} moves, order unknown: ${orderUnknown}`]),
        ...(image.exemptFromPlatforms ? ["has no platforms, exempt from require-platforms"] : []),
        ...image.warnings,
        `from ${image.source}`,
    ];
}

;// CONCATENATED MODULE: ./lib/runner/report-log.js
// What the log shows of a plan, of a report and of problems: the plan's table, annotations, counts and images in place.






/** More images in place than this are logged in a group. */
const OPEN_LINES = 30;
/** Logs the plan and its warnings. `imports`: how many ARM operations each image takes, in the order of the images. */
function logPlan(report, imports, log) {
    const images = report.images.map((image, at) => ({ ...image, imports: imports[at] ?? 0 }));
    log.group(`Plan for ${report.registry}`, formatPlanTable(images));
    if (report.images.some(({ referrersMode }) => referrersMode === "none")) {
        log.info("REFERRERS none: signatures, SBOMs and attestations were not looked up and are not copied.");
    }
    for (const warning of report.warnings)
        log.warning(warning);
    for (const { origin, repository, warnings } of report.images) {
        for (const warning of warnings)
            log.warning(warning, { ...report_log_placeOf(origin), title: repository });
    }
}
/** Logs the result: annotations of what failed, the counts, and the images in place. */
function logReport(report, log) {
    if (report.error !== null)
        logProblem(report.error, log);
    for (const { level, message, title, origin, others } of annotateImages(report)) {
        log[level](message, { ...report_log_placeOf(origin), title });
        if (others.length > 0)
            log.group(`The same cause: ${title}`, others);
    }
    warnOfOpenOperations(report, log);
    const counts = [...(0,report_report/* countStatuses */.ip)(report.images)].map(([status, count]) => `${count} ${status}`);
    log.info(`${report.registry}: ${counts.join(", ")} after ${(report.durationMs / 1000).toFixed(1)} s`);
    const inPlace = report.images
        .filter((image) => (0,report_report/* isInPlace */.RS)(image, report) && image.verified)
        .map(({ status, image }) => `${status}  ${image}`);
    if (inPlace.length > OPEN_LINES)
        log.group(`${inPlace.length} images in place`, inPlace);
    else
        for (const line of inPlace)
            log.info(`  ${line}`);
}
/** Operations that one warning names. */
const OPERATIONS_MAX = 10;
const NAME_MAX_LENGTH = 200;
/** Warns of imports that Azure may still carry out: one warning, whatever became of their images. */
function warnOfOpenOperations({ images }, log) {
    const names = images.flatMap(({ repository, tags, mayStillRun }) => {
        const names = tags.map(({ name }) => name);
        // Cut, so that an annotation has room for all operations that it names.
        const target = (0,lib_redact/* cut */.Jj)((0,oci_reference/* formatTarget */.P4)(repository, names), NAME_MAX_LENGTH);
        return mayStillRun.map((operationId) => `operation ${operationId} (${target})`);
    });
    if (names.length === 0)
        return;
    const more = names.length - OPERATIONS_MAX;
    const listed = `${names.slice(0, OPERATIONS_MAX).join(", ")}${more > 0 ? `, and ${more} more` : ""}`;
    log.warning(`May still run in Azure: ${listed}. A later run with verify: layers shows whether ${names.length === 1 ? "it" : "they"} ended.`);
    if (more > 0)
        log.group("Operations that may still run in Azure", names);
}
/** Logs an error that ended the step; for refused inputs, one annotation for each problem. */
function logError(error, log) {
    const problems = error instanceof errors/* InputError */.dz ? error.problems : [(0,errors/* problemOf */.Zw)(error, "input")];
    for (const problem of problems)
        logProblem(problem, log);
    if (Error.isError(error) && error.stack !== undefined)
        log.debug(error.stack);
}
/** Logs a problem as an error annotation, on its file and line if it has them. */
function logProblem(problem, log) {
    const { file, line, code } = problem;
    log.error(formatProblem(problem), {
        title: code,
        ...(file !== undefined && { file }),
        ...(file !== undefined && line !== undefined && { line }),
    });
}
/** Lines of the input `images` are in no file that an annotation could point to. */
function report_log_placeOf({ file, line }) {
    return file === undefined ? {} : { file, line };
}

;// CONCATENATED MODULE: ./lib/version.js
/** Told to servers as `user-agent: acr-promote/<version>`; a test holds it equal to package.json's. */
const VERSION = "1.0.0";

;// CONCATENATED MODULE: ./lib/main.js
// The composition root: builds the edges, runs the use case and delivers the results. The only place that catches all errors.















/** After a cancel, work under way has this long to end. The runner kills the process 7.5 s after its first signal. */
const CANCEL_GRACE_MS = 2_500;
/** Runs the action in this process. Resolves with the exit code. */
function main(env) {
    const log = createLog({ write: (text) => process.stdout.write(text), debug: env["RUNNER_DEBUG"] === "1" });
    return runStep({ env, log, clock: systemClock, cancelled: listenForCancel(env, log) });
}
/** Runs the action and resolves with the exit code. Adds no listener to the process and does not end it. */
async function runStep(step) {
    const { env, log } = step;
    // True until the report replaces it, also if the process is killed.
    await announceStatus("failed", env);
    try {
        const event = await readEvent(env);
        const inputs = readInputs(env, log.mask);
        for (const notice of [...noticeLongInputs(env), ...noticeShortSecrets(inputs)])
            log.notice(notice);
        const { request, notices } = await readRequest(inputs, event, env);
        for (const notice of notices)
            log.notice(notice);
        const { report: whole, close } = await runPromotion(request, inputs, event, step);
        const report = redactReport(whole, log.redact);
        const problems = await deliverReport(report, {
            env,
            summary: request.summary,
            lockFile: request.lockFile,
            warn: (message) => log.warning(message),
        });
        logReport(report, log);
        for (const problem of problems)
            logProblem(problem, log);
        await close();
        return report.ok && problems.length === 0 ? 0 : 1;
    }
    catch (error) {
        await announceStatus("failed", env);
        logError(error, log);
        return 1;
    }
    finally {
        log.finish();
    }
}
/**
 * Parses the inputs and checks everything that can be checked before the first request.
 * @throws InputError with every problem
 */
async function readRequest(inputs, event, env) {
    const problems = [...findRenamedInputs(env)];
    const workspace = env["GITHUB_WORKSPACE"] ?? process.cwd();
    const read = await readImagesFiles(inputs["images-file"], workspace);
    problems.push(...read.problems);
    let parsed;
    try {
        parsed = parseRequest({
            inputs,
            imagesFiles: read.files,
            repository: env["GITHUB_REPOSITORY"] ?? "",
            repositoryId: env["GITHUB_REPOSITORY_ID"] || undefined,
            repositoryOwnerId: env["GITHUB_REPOSITORY_OWNER_ID"] || undefined,
            federatedTokenFile: env["AZURE_FEDERATED_TOKEN_FILE"] ?? "",
            acrCloudOf: (host) => (0,cloud/* cloudOfHost */.HN)(host)?.name,
        });
    }
    catch (error) {
        if (!(error instanceof errors/* InputError */.dz))
            throw error;
        problems.push(...error.problems);
    }
    const lockFile = inputs["lock-file"];
    const lockFileProblem = lockFile === "" ? undefined : await checkLockFile(lockFile, workspace);
    if (lockFileProblem !== undefined)
        problems.push(lockFileProblem);
    const refusal = decideEvent(event, {
        dryRun: parsed?.request.dryRun ?? false,
        login: parsed?.request.identity.login ?? "github",
    });
    if (refusal !== undefined)
        problems.push(refusal);
    const unchecked = findUncheckedTls(env);
    if (unchecked !== undefined)
        problems.push(unchecked);
    if (problems.length > 0 || parsed === undefined)
        throw new errors/* InputError */.dz(problems);
    return parsed;
}
async function runPromotion(request, inputs, event, { env, log, clock, cancelled, dispatcher }) {
    // Loaded here, so that a step with a mistake in its inputs ends before the large packages are loaded.
    const [{ openHttp }, { createIdTokens }] = await Promise.all([
        Promise.all(/* import() */[__nccwpck_require__.e(648), __nccwpck_require__.e(948)]).then(__nccwpck_require__.bind(__nccwpck_require__, 3948)),
        __nccwpck_require__.e(/* import() */ 149).then(__nccwpck_require__.bind(__nccwpck_require__, 2149)),
    ]);
    const mask = log.mask;
    const { http, idTokenHttp, openDirect, close } = openHttp({
        env,
        clock,
        log,
        version: VERSION,
        mask,
        redact: log.redact,
        waitBudgetMs: request.timeoutMs,
        dispatcher,
    });
    const { prefetchIdToken, getIdToken } = createIdTokens({
        env,
        http: idTokenHttp,
        clock,
        mask,
        fromFork: event.fromFork === true,
    });
    // Loading Azure's SDKs would delay the first requests. So these are sent before: one ID token for each of the two tokens that
    // every run needs, ARM's and the registries'. With an identity of the runner, none is needed.
    const audience = request.audience ?? (0,cloud/* cloudOf */.hH)(request.cloud).idTokenAudience;
    const prefetched = request.identity.login === "github"
        ? [prefetchIdToken(audience, cancelled), prefetchIdToken(audience, cancelled)]
        : [];
    const [{ promote }, { createRegistries }] = await Promise.all([
        Promise.all(/* import() */[__nccwpck_require__.e(13), __nccwpck_require__.e(727)]).then(__nccwpck_require__.bind(__nccwpck_require__, 7727)),
        __nccwpck_require__.e(/* import() */ 458).then(__nccwpck_require__.bind(__nccwpck_require__, 5458)),
        ...prefetched,
    ]);
    const registries = createRegistries(request, {
        http,
        openDirect,
        env,
        clock,
        log,
        mask,
        getIdToken,
    });
    const promotion = promote(request, {
        registries,
        provenance: gate(request, inputs, env, http),
        log,
        clock,
        operationId: external_node_crypto_.randomUUID,
        onPlan: ({ images }) => logPlan(promotion.reportPlan(), images.map(countImports), log),
    }, cancelled);
    const report = await Promise.race([promotion.finished, reportAfterCancel(promotion, cancelled)]);
    return { report, close };
}
function countImports({ copy, referrerSteps, signatureTagSteps, tagSteps }) {
    return (copy === undefined ? 0 : 1) + referrerSteps.length + signatureTagSteps.length + tagSteps.length;
}
/** The provenance gate. Its packages are loaded when the first image is verified. */
function gate(request, inputs, env, http) {
    let loading;
    const load = async () => {
        const { createProvenanceVerifier } = await __nccwpck_require__.e(/* import() */ 836).then(__nccwpck_require__.bind(__nccwpck_require__, 2836));
        return createProvenanceVerifier({
            policy: request.provenance,
            http,
            apiUrl: new URL(env["GITHUB_API_URL"] ?? "https://api.github.com"),
            token: inputs["github-token"] || undefined,
        });
    };
    return {
        verifyProvenance: async (...args) => {
            loading ??= load();
            return (await loading).verifyProvenance(...args);
        },
    };
}
/** Aborts on the first signal, which is SIGINT from a runner. A second signal ends the process at once. */
function listenForCancel(env, log) {
    const controller = new AbortController();
    for (const name of ["SIGINT", "SIGTERM"]) {
        process.on(name, () => {
            if (controller.signal.aborted) {
                void announceStatus("cancelled", env).finally(() => process.exit(130));
                return;
            }
            log.warning("Cancelled: nothing new is started. The step reports what is done so far.");
            controller.abort(new errors/* PromotionError */.g1("CANCELLED", "The step was cancelled."));
        });
    }
    return controller.signal;
}
/** The report a moment after a cancel, for work that does not end by itself. */
function reportAfterCancel(promotion, cancelled) {
    return new Promise((resolve) => {
        const later = () => setTimeout(() => resolve(promotion.reportNow()), CANCEL_GRACE_MS).unref();
        if (cancelled.aborted)
            later();
        else
            cancelled.addEventListener("abort", later, { once: true });
    });
}


/***/ }),

/***/ 1260:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   $: () => (/* binding */ isAttestationChild),
/* harmony export */   B: () => (/* binding */ formatPlatform)
/* harmony export */ });
/** Formats `linux/arm/v7`; with an OS version, as Windows images have, `windows/amd64:10.0.20348.1`. */
function formatPlatform({ os, architecture, variant, osVersion }) {
    const parts = [os, architecture, ...(variant === undefined ? [] : [variant])].join("/");
    return osVersion === undefined ? parts : `${parts}:${osVersion}`;
}
/**
 * True for buildx's provenance and SBOM children, which are listed as platform `unknown/unknown`.
 * https://docs.docker.com/build/metadata/attestations/attestation-storage/
 */
function isAttestationChild({ isAttestation, platform }) {
    return isAttestation === true || (platform?.os === "unknown" && platform.architecture === "unknown");
}


/***/ }),

/***/ 9501:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Bc: () => (/* binding */ isDigest),
/* harmony export */   VK: () => (/* binding */ shortDigest),
/* harmony export */   lZ: () => (/* binding */ explainInvalidDigest),
/* harmony export */   m: () => (/* binding */ parseDigest),
/* harmony export */   ol: () => (/* binding */ digestOf)
/* harmony export */ });
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(7598);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(452);
/* harmony import */ var _quote_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(7211);
// Content digests. Only this file makes values of type Digest, so a Digest is always safe in a URL, a key or an output.



/** https://github.com/opencontainers/image-spec/blob/v1.1.1/descriptor.md#digests, narrowed to what ACR stores. */
const DIGEST = /^sha256:[a-f0-9]{64}$/;
/** True for a text that {@link parseDigest} accepts. */
function isDigest(text) {
    return text.length === 71 && DIGEST.test(text);
}
/**
 * Validates a digest of untrusted origin.
 * @throws ManifestError `DIGEST_INVALID`
 */
function parseDigest(text) {
    if (isDigest(text))
        return text;
    throw new _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .ManifestError */ .Sh("DIGEST_INVALID", `${(0,_quote_js__WEBPACK_IMPORTED_MODULE_2__/* .quote */ .h)(text)} is not a valid digest: ${explainInvalidDigest(text)}.`, {
        stage: "observe",
    });
}
/** Why a text is not a digest, as a clause for messages. */
function explainInvalidDigest(text) {
    return /^sha512:/i.test(text)
        ? "ACR imports by sha256 digests only"
        : "a digest is sha256: and 64 lowercase hexadecimal digits";
}
/** Computes the digest of the bytes. */
function digestOf(bytes) {
    return `sha256:${(0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createHash)("sha256").update(bytes).digest("hex")}`;
}
/** The first 12 hexadecimal digits, for messages. */
function shortDigest(digest) {
    return digest.slice(7, 19);
}


/***/ }),

/***/ 8574:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   $$: () => (/* binding */ isIndexMediaType),
/* harmony export */   $T: () => (/* binding */ MANIFEST_MEDIA_TYPES),
/* harmony export */   $p: () => (/* binding */ OCI_INDEX),
/* harmony export */   CM: () => (/* binding */ isManifestMediaType),
/* harmony export */   R6: () => (/* binding */ isDockerSchema1),
/* harmony export */   Vv: () => (/* binding */ DOCKER_MANIFEST)
/* harmony export */ });
/* unused harmony exports OCI_MANIFEST, DOCKER_MANIFEST_LIST */
// Media types of the manifests that ACR stores.
const OCI_INDEX = "application/vnd.oci.image.index.v1+json";
const OCI_MANIFEST = "application/vnd.oci.image.manifest.v1+json";
const DOCKER_MANIFEST_LIST = "application/vnd.docker.distribution.manifest.list.v2+json";
const DOCKER_MANIFEST = "application/vnd.docker.distribution.manifest.v2+json";
/** Sent in every `Accept` header: with a shorter list, ACR responds with 404 (Azure/acr#741). */
const MANIFEST_MEDIA_TYPES = [OCI_INDEX, OCI_MANIFEST, DOCKER_MANIFEST_LIST, DOCKER_MANIFEST];
/** True for an OCI index or a Docker manifest list. */
function isIndexMediaType(mediaType) {
    return mediaType === OCI_INDEX || mediaType === DOCKER_MANIFEST_LIST;
}
/** True for an index or an image manifest, OCI or Docker v2. */
function isManifestMediaType(mediaType) {
    return MANIFEST_MEDIA_TYPES.includes(mediaType);
}
/** True for Docker schema 1, which has its own error: importing it produces unusable manifests (Azure/azure-cli#9557). */
function isDockerSchema1(mediaType) {
    return /^application\/vnd\.docker\.distribution\.manifest\.v1\+(json|prettyjws)$/.test(mediaType);
}


/***/ }),

/***/ 7122:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   F: () => (/* binding */ parsePlatform),
/* harmony export */   d: () => (/* binding */ satisfiesPlatform)
/* harmony export */ });
const PLATFORM = /^([a-z0-9]+)\/([a-z0-9_]+)(?:\/([a-z0-9.]+))?$/;
/** Variants that are equivalent to no variant: https://github.com/containerd/platforms/blob/v1.0.0/database.go */
const DEFAULT_VARIANTS = new Map([
    ["arm64", "v8"],
    ["arm", "v7"],
    ["amd64", "v1"],
]);
/** Parses `linux/arm/v7`; undefined for anything else. */
function parsePlatform(text) {
    const [, os, architecture, variant] = PLATFORM.exec(text) ?? [];
    if (os === undefined || architecture === undefined)
        return undefined;
    return { os, architecture, ...(variant !== undefined && { variant }) };
}
/** True when a platform of an image satisfies the required one; without a variant, any variant does. */
function satisfiesPlatform(offered, required) {
    const variantOf = ({ architecture, variant }) => variant ?? DEFAULT_VARIANTS.get(architecture);
    return (offered.os === required.os &&
        offered.architecture === required.architecture &&
        (required.variant === undefined || variantOf(offered) === variantOf(required)));
}


/***/ }),

/***/ 3940:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   ED: () => (/* binding */ parseTag),
/* harmony export */   EV: () => (/* binding */ isRegistryHost),
/* harmony export */   FH: () => (/* binding */ formatReference),
/* harmony export */   O$: () => (/* binding */ parseSourceReference),
/* harmony export */   P4: () => (/* binding */ formatTarget),
/* harmony export */   R4: () => (/* binding */ beginsWithHost),
/* harmony export */   SU: () => (/* binding */ parseRepository),
/* harmony export */   Xb: () => (/* binding */ DOCKER_HUB),
/* harmony export */   Z6: () => (/* binding */ isRepository),
/* harmony export */   cS: () => (/* binding */ normalizeHost),
/* harmony export */   dz: () => (/* binding */ isTag),
/* harmony export */   fR: () => (/* binding */ inDockerLibrary),
/* harmony export */   qs: () => (/* binding */ normalizeRegistryHost),
/* harmony export */   wW: () => (/* binding */ schemeOf)
/* harmony export */ });
/* unused harmony export parseRegistryHost */
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(452);
/* harmony import */ var _quote_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(7211);
/* harmony import */ var _digest_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(9501);
// References: registry host, repository, tag and digest. One grammar for inputs, files and responses, after
// https://github.com/distribution/reference/blob/v0.6.0/reference.go



const PATH_COMPONENT = /^[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*$/;
const TAG = /^[A-Za-z0-9_][A-Za-z0-9._-]{0,127}$/;
const HOST_LABEL = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/;
const REPOSITORY_MAX_LENGTH = 255;
const REFERENCE_MAX_LENGTH = 2048;
/** Docker Hub's name in references and in imports: https://learn.microsoft.com/azure/container-registry/container-registry-import-images */
const DOCKER_HUB = "docker.io";
const DOCKER_HUB_ALIASES = new Set([
    DOCKER_HUB,
    "index.docker.io",
    "registry-1.docker.io",
    "registry.hub.docker.com",
    "hub.docker.com",
]);
function invalid(what, text, why) {
    return new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .PromotionError */ .g1("REFERENCE_INVALID", `${(0,_quote_js__WEBPACK_IMPORTED_MODULE_2__/* .quote */ .h)(text)} is not a valid ${what}: ${why}.`);
}
/** True for a repository name within a registry, `team/api`. */
function isRepository(text) {
    return text.length <= REPOSITORY_MAX_LENGTH && text.split("/").every((component) => PATH_COMPONENT.test(component));
}
/** True for a tag name. */
function isTag(text) {
    return TAG.test(text);
}
/** True for a dotted DNS name in lower case with an optional port; false for IP literals and localhost. */
function isRegistryHost(text) {
    const [name = "", port, ...rest] = text.split(":");
    if (rest.length > 0 || name.length > 253)
        return false;
    if (port !== undefined && !(/^[1-9][0-9]{0,4}$/.test(port) && Number(port) <= 65_535))
        return false;
    const labels = name.split(".");
    return labels.length > 1 && labels.every((label) => HOST_LABEL.test(label)) && !/^[0-9]+$/.test(labels.at(-1) ?? "");
}
/**
 * Normalizes the spellings of a registry host: letter case, the default port 443, Docker Hub's other names. Used wherever
 * a registry is named. It does not validate: a text that is not a host remains so.
 */
function normalizeRegistryHost(text) {
    const host = normalizeHost(text);
    return DOCKER_HUB_ALIASES.has(host) ? DOCKER_HUB : host;
}
/** Normalizes the spellings of any https host: letter case, the default port 443. It does not validate. */
function normalizeHost(text) {
    // ASCII letters only: toLowerCase() would turn U+212A (Kelvin) into the k of another host.
    return text.replace(/[A-Z]/g, (letter) => letter.toLowerCase()).replace(/:443$/, "");
}
/** The `https://`, `oci://` or other scheme at the start of a text; undefined if there is none. */
function schemeOf(text) {
    return /^[a-z][a-z0-9+.-]{0,30}:\/\//i.exec(text)?.[0];
}
/**
 * Validates a repository name.
 * @throws PromotionError `REFERENCE_INVALID`
 */
function parseRepository(text) {
    if (isRepository(text))
        return text;
    const why = text.length > REPOSITORY_MAX_LENGTH
        ? `it is longer than ${REPOSITORY_MAX_LENGTH} characters`
        : /[A-Z]/.test(text)
            ? "repository names are in lower case"
            : "it must have lower-case letters and digits, with single . _ - between them, in parts joined by /";
    throw invalid("repository name", text, why);
}
/**
 * Validates a tag name.
 * @throws PromotionError `REFERENCE_INVALID`
 */
function parseTag(text) {
    if (isTag(text))
        return text;
    throw invalid("tag", text, "a tag has 1 to 128 letters, digits, . _ - and does not start with . or -");
}
/**
 * Validates a registry host and returns it normalized, see {@link normalizeRegistryHost}.
 * @throws PromotionError `REFERENCE_INVALID`
 */
function parseRegistryHost(text) {
    const host = normalizeRegistryHost(text);
    if (isRegistryHost(host))
        return host;
    const scheme = schemeOf(text);
    const why = scheme === undefined
        ? "it must be a DNS name with at least one dot and an optional port (not an IP address, not localhost)"
        : `write it without ${scheme}`;
    throw invalid("registry host", text, why);
}
/** True when the first of several path parts is a host by Docker's rule: it has a dot or a colon, or is localhost. */
function beginsWithHost(name) {
    const slash = name.indexOf("/");
    const first = name.slice(0, Math.max(0, slash));
    return first.includes(".") || first.includes(":") || first === "localhost";
}
/**
 * Parses `[host/]repository[:tag][@sha256:…]`. A Docker Hub name of one part gets the prefix `library/`.
 * @throws PromotionError `REFERENCE_INVALID`; `REFERENCE_UNPINNED` without tag and digest, since `latest` is never assumed
 */
function parseSourceReference(text) {
    if (text.length > REFERENCE_MAX_LENGTH)
        throw invalid("image reference", text, "it is too long");
    const scheme = schemeOf(text);
    if (scheme !== undefined)
        throw invalid("image reference", text, `write it without ${scheme}`);
    // Docker parses these as a digest too: https://github.com/distribution/reference/blob/v0.6.0/normalize.go
    if ((0,_digest_js__WEBPACK_IMPORTED_MODULE_1__/* .isDigest */ .Bc)(text))
        throw invalid("image reference", text, "it is a digest without a repository");
    const [name = "", digestText, ...more] = text.split("@");
    if (more.length > 0)
        throw invalid("image reference", text, "it has more than one @");
    if (digestText !== undefined && !(0,_digest_js__WEBPACK_IMPORTED_MODULE_1__/* .isDigest */ .Bc)(digestText)) {
        throw invalid("image reference", text, `the part after @ is not a digest: ${(0,_digest_js__WEBPACK_IMPORTED_MODULE_1__/* .explainInvalidDigest */ .lZ)(digestText)}`);
    }
    const hosted = beginsWithHost(name);
    const slash = name.indexOf("/");
    const registry = hosted ? parseRegistryHost(name.slice(0, slash)) : undefined;
    const path = hosted ? name.slice(slash + 1) : name;
    const colon = path.indexOf(":");
    const repositoryText = colon < 0 ? path : path.slice(0, colon);
    const tag = colon < 0 ? undefined : parseTag(path.slice(colon + 1));
    const repository = parseRepository(inDockerLibrary(registry, repositoryText));
    if (tag === undefined && digestText === undefined) {
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .PromotionError */ .g1("REFERENCE_UNPINNED", `${(0,_quote_js__WEBPACK_IMPORTED_MODULE_2__/* .quote */ .h)(text)} has neither a tag nor a digest.`, {
            remedy: `Add a tag or a digest, for example ${text}:1.2.3 or ${text}@sha256:…; the tag latest is never assumed.`,
        });
    }
    return {
        ...(registry !== undefined && { registry }),
        repository,
        ...(tag !== undefined && { tag }),
        ...(digestText !== undefined && { digest: digestText }),
    };
}
/** Adds the prefix `library/` of Docker Hub's official images where the registry is Docker Hub and the name has one part. */
function inDockerLibrary(registry, repository) {
    return registry === DOCKER_HUB && repository !== "" && !repository.includes("/")
        ? `library/${repository}`
        : repository;
}
/** Formats `host/repository:tag`, `host/repository@sha256:…` or both; the inverse of {@link parseSourceReference}. */
function formatReference(reference) {
    const { registry, repository, tag, digest } = reference;
    return `${registry === undefined ? "" : `${registry}/`}${repository}${tag === undefined ? "" : `:${tag}`}${digest === undefined ? "" : `@${digest}`}`;
}
/** Formats `repository:tag,tag` as the right side of a line in `images`; without tags, the repository alone. */
function formatTarget(repository, tags) {
    return tags.length === 0 ? repository : `${repository}:${tags.join(",")}`;
}


/***/ }),

/***/ 7425:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   z: () => (/* binding */ kindOfReferrer)
/* harmony export */ });
// What kind of artifact refers to an image.
/** A signature, SBOM or attestation by cosign's tag, or by the artifact types that the makers of such artifacts document. */
function kindOfReferrer({ artifactType, tag, }) {
    // https://github.com/sigstore/cosign/blob/v2.4.0/specs/SIGNATURE_SPEC.md, https://notaryproject.dev/docs/
    if (/\.sig$/.test(tag ?? "") || /cosign\.artifact\.sig|simplesigning|notary\.signature/.test(artifactType)) {
        return "signature";
    }
    if (/\.sbom$/.test(tag ?? "") || /spdx|cyclonedx|syft/.test(artifactType))
        return "SBOM";
    if (/\.att$/.test(tag ?? "") || /sigstore\.bundle|in-toto/.test(artifactType))
        return "attestation";
    return "referrer";
}


/***/ }),

/***/ 5451:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   C8: () => (/* binding */ WITHOUT_REFERRERS),
/* harmony export */   CC: () => (/* binding */ problem),
/* harmony export */   D3: () => (/* binding */ PROBLEMS)
/* harmony export */ });
/* unused harmony export problemAnchor */
// Every problem that the action reports: its code, the stage it belongs to and what to do about it. Imports nothing.
// docs/troubleshooting.md has a section for each; the index at its top is generated from this table.
const DEFECT = "Report this defect of the action, with the log of the step.";
const REPORT = "Report this with the log of the step.";
const AZURE_PROXY = "Check whether a proxy between the runner and Azure changes responses.";
const GRANT_ROLE = "Grant the role Container Registry Data Importer and Data Reader to this step's identity";
const COPY_RESOURCE_ID = "Copy the resource ID from `az acr show --name <registry> --query id`";
const USE_RESOURCE_ID = "Name the source by its resource ID in `source-registry` and let trusted Azure services pass its firewall: az acr update --name <registry> --allow-trusted-services true";
const TRUST_SERVICES = "Let trusted Azure services pass the registry's firewall: az acr update --name <registry> --allow-trusted-services true";
const OTHER_WAY = "Mirror the image to a registry that Azure can import from, or copy it once with docker pull and docker push.";
const IN_WORKSPACE = "Use a path in the workspace, relative to its root. No symbolic link may lead out of it.";
const ENABLE_EXPORT = "Enable the source's exportPolicy: az resource update --resource-type Microsoft.ContainerRegistry/registries --name <registry> --resource-group <group> --set properties.policies.exportPolicy.status=enabled";
const CREATE_CREDENTIAL = "Create a federated credential with the presented issuer, subject and audience: az ad app federated-credential create";
const REACHABILITY = "Check that the runner can reach this host: firewall, proxy (HTTPS_PROXY, NO_PROXY), or an outage.";
const IS_REGISTRY = "Check that the host is a container registry, and that no proxy changes its responses.";
const GIVE_CREDENTIALS = "set `source-username` and `source-password`";
const RERUN = "Run the job again; images already promoted are skipped.";
const CHECK_DISK = "Check the disk space of the runner and the permissions of its temporary folder. The images are in the registry as the log says; the next run does not import them again.";
/** What to do about referrers that could not be looked up, beside curing the cause. */
const WITHOUT_REFERRERS = "To promote with only what was found, set referrers: best-effort; to promote without signatures, SBOMs and attestations, set referrers: none";
const ATTEST = "Attest the image in the workflow that builds it (actions/attest-build-provenance with the digest of the index), or correct attestation-repository, attestation-signer-workflow and attestation-predicate-type.";
/**
 * The problems by code. `stage`: where it occurs; a problem that occurs in several is given its stage where it is made.
 * `remedy`: what to do about it, for places that know nothing more specific. Lines after the first are there to be copied.
 */
const PROBLEMS = {
    // Inputs.
    INPUT_REQUIRED: { stage: "input", remedy: "Set this input." },
    INPUT_INVALID: { stage: "input", remedy: "Correct this input; the README describes the values of each input." },
    REFERENCE_INVALID: {
        stage: "input",
        remedy: "Write one image per line, for example api:build-812 => api:1.4.2,latest",
    },
    REFERENCE_UNPINNED: { stage: "input", remedy: "Add a tag or a digest; the tag latest is never assumed." },
    DIGEST_INVALID: { stage: "input", remedy: "Write sha256: and 64 lowercase hexadecimal digits." },
    REGISTRY_INVALID: {
        stage: "input",
        remedy: "Write for example contosoprod, contosoprod.azurecr.io or /subscriptions/…/registries/contosoprod",
    },
    RESOURCE_ID_INVALID: {
        stage: "input",
        remedy: "Write /subscriptions/<id>/resourceGroups/<group>/providers/Microsoft.ContainerRegistry/registries/<name>; `az acr show --name <name> --query id` prints it.",
    },
    SOURCE_REGISTRY_MISSING: {
        stage: "input",
        remedy: "Start the line with the source's host, or set source-registry.",
    },
    SUBSCRIPTION_MISSING: {
        stage: "login",
        remedy: "Set `subscription-id`, or name the registry by its resource ID.",
    },
    CLOUD_MISMATCH: {
        stage: "input",
        remedy: "Set environment to the registry's cloud, or use another registry. An import cannot cross clouds.",
    },
    TAG_CLAIMED_TWICE: {
        stage: "input",
        remedy: "Remove one of the images, or give it another tag: a tag has one digest.",
    },
    TOO_MANY_IMAGES: { stage: "input", remedy: "Split the promotion into several steps." },
    IMAGES_FILE_INVALID: { stage: "input", remedy: "Correct this line; docs/images.md describes the format of a file." },
    IMAGES_FILE_MISSING: {
        stage: "input",
        remedy: "Check the path, relative to the workspace, and that an earlier step checks out the repository (actions/checkout).",
    },
    IMAGES_FILE_NAME_INVALID: { stage: "input", remedy: "Rename the file." },
    IMAGES_FILE_OUTSIDE: { stage: "input", remedy: IN_WORKSPACE },
    IMAGES_FILE_ENCODING: { stage: "input", remedy: "Save the file as UTF-8 text." },
    IMAGES_FILE_TOO_LARGE: { stage: "input", remedy: "Split the promotion into several steps." },
    EVENT_FROM_FORK: {
        stage: "input",
        remedy: "Promote on push, release, schedule or workflow_dispatch, with a protected environment. For pull requests, set dry-run: true",
    },
    TLS_UNCHECKED: {
        stage: "input",
        remedy: "Remove NODE_TLS_REJECT_UNAUTHORIZED. For a proxy or registry with a certificate of your own CA, set NODE_EXTRA_CA_CERTS to the CA's file.",
    },
    // Login: GitHub's ID token.
    ID_TOKEN_PERMISSION_MISSING: {
        stage: "login",
        remedy: "Add the permission to the job (and to the job that calls it, if it is in a reusable workflow):\npermissions:\n  contents: read\n  id-token: write",
    },
    ID_TOKEN_FORK: {
        stage: "login",
        remedy: "Skip this step for forks: if: github.event.pull_request.head.repo.full_name == github.repository",
    },
    ID_TOKEN_REFUSED: {
        stage: "login",
        remedy: "Run the job again. Do not pass ACTIONS_ID_TOKEN_REQUEST_* between jobs or overwrite them: the request token is valid only while its job runs.",
    },
    ID_TOKEN_UNAVAILABLE: {
        stage: "login",
        remedy: "Run the job again. https://www.githubstatus.com shows outages of GitHub.",
    },
    ID_TOKEN_INVALID: {
        stage: "login",
        remedy: "Run the job again. https://www.githubstatus.com shows outages of GitHub.",
    },
    // Login: Microsoft Entra.
    ENTRA_SUBJECT_MISMATCH: { stage: "login", remedy: CREATE_CREDENTIAL },
    ENTRA_SUBJECT_CASE: {
        stage: "login",
        remedy: "Change the federated credential's subject to exactly the presented one: az ad app federated-credential update",
    },
    ENTRA_ISSUER_MISMATCH: {
        stage: "login",
        remedy: "Change the federated credential's issuer to exactly the presented one: az ad app federated-credential update",
    },
    ENTRA_AUDIENCE_MISMATCH: {
        stage: "login",
        remedy: "Remove `audience`, or change the federated credential's audience to the presented one.",
    },
    ENTRA_NO_FEDERATED_CREDENTIAL: { stage: "login", remedy: CREATE_CREDENTIAL },
    ENTRA_ASSERTION_EXPIRED: {
        stage: "login",
        remedy: "Correct the clock of a self-hosted runner. On a GitHub-hosted one, run the job again.",
    },
    ENTRA_APPLICATION_UNKNOWN: {
        stage: "login",
        remedy: "Check `client-id` (an application's client ID, not its object ID) and `tenant-id`: the two may be swapped, or the application is in another tenant.",
    },
    ENTRA_TENANT_UNKNOWN: {
        stage: "login",
        remedy: "Check `tenant-id` and `environment`: a tenant exists in one cloud only.",
    },
    ENTRA_REQUEST_INVALID: { stage: "login", remedy: "Check `tenant-id` and `client-id`: both are GUIDs." },
    ENTRA_SECRET_REFUSED: { stage: "login", remedy: "Use a federated credential instead of a secret." },
    ENTRA_USER_UNKNOWN: {
        stage: "login",
        remedy: "Set `client-id` to an application's or a user-assigned managed identity's client ID; users cannot sign in here.",
    },
    ENTRA_CONDITIONAL_ACCESS: {
        stage: "login",
        remedy: "Ask the tenant's administrator to allow this application from the runner's address, which is in the sign-in log, or use a self-hosted runner that the policy allows.",
    },
    ENTRA_RESOURCE_UNKNOWN: {
        stage: "login",
        remedy: "Check `environment`. If it is right, ask an administrator to register the service in the tenant.",
    },
    ENTRA_UNAVAILABLE: {
        stage: "login",
        remedy: "Run the job again later. https://azure.status.microsoft shows outages.",
    },
    ENTRA_REFUSED: {
        stage: "login",
        remedy: "Look up the AADSTS number of the message at https://login.microsoftonline.com/error.",
    },
    ENTRA_ANSWER_INVALID: {
        stage: "login",
        remedy: "Check whether a proxy intercepts the host in the message, then run the job again: Entra's responses contain a token or an error.",
    },
    // Login: an identity of the runner.
    MANAGED_IDENTITY_MISSING: {
        stage: "login",
        remedy: "On GitHub-hosted runners use login: github. On a virtual machine of Azure, give the machine a managed identity, and check that its firewall lets the runner reach 169.254.169.254.",
    },
    MANAGED_IDENTITY_NOT_ASSIGNED: {
        stage: "login",
        remedy: "Give the runner's machine a system-assigned identity (az vm identity assign --resource-group <group> --name <machine>), or set client-id to the client ID of a user-assigned one. On GitHub-hosted runners use login: github",
    },
    MANAGED_IDENTITY_AMBIGUOUS: {
        stage: "login",
        remedy: "Set client-id to the client ID of one of them: az identity show --resource-group <group> --name <identity> --query clientId --output tsv",
    },
    MANAGED_IDENTITY_UNSUPPORTED: {
        stage: "login",
        remedy: "Use a runner on a virtual machine, scale set, App Service or Container Apps, or on Kubernetes with login: workload-identity, or use login: github",
    },
    MANAGED_IDENTITY_REFUSED: {
        stage: "login",
        remedy: "Run the job again. If it fails again, check the identity of the runner's machine in the Azure portal.",
    },
    TOKEN_FILE_UNREADABLE: {
        stage: "login",
        remedy: "Check that the runner's pod has the label azure.workload.identity/use: \"true\", and that this job's container mounts the file.",
    },
    TOKEN_FILE_INVALID: {
        stage: "login",
        remedy: "Check that AZURE_FEDERATED_TOKEN_FILE is the file that Kubernetes writes, not a copy of it.",
    },
    // Azure Resource Manager. An import may be refused for the same reasons as a look-up.
    ARM_ROLE_MISSING: { stage: "login", remedy: `${GRANT_ROLE} on the registry.` },
    ARM_REGISTRY_NOT_FOUND: {
        stage: "login",
        remedy: `Check name, resource group and subscription, or set the input to the registry's resource ID. ${GRANT_ROLE} on the registry.`,
    },
    ARM_GROUP_NOT_FOUND: { stage: "login", remedy: `${COPY_RESOURCE_ID}.` },
    ARM_SUBSCRIPTION_NOT_FOUND: {
        stage: "login",
        remedy: `Check \`subscription-id\` or the resource ID, and \`environment\`. ${GRANT_ROLE} on the registry.`,
    },
    ARM_TENANT_MISMATCH: {
        stage: "login",
        remedy: "Check `tenant-id` and `subscription-id`: `az account show --query tenantId` prints a subscription's tenant.",
    },
    ARM_UNAUTHORIZED: {
        stage: "login",
        remedy: "Check `tenant-id` and `environment`. If a Conditional Access policy requires more of the token (claims challenge), ask the tenant's administrator to exempt this identity.",
    },
    ARM_PROVIDER_NOT_REGISTERED: {
        stage: "login",
        remedy: "Register the provider in the subscriptions of both registries, which takes some minutes: az provider register --namespace Microsoft.ContainerRegistry",
    },
    ARM_SCOPE_LOCKED: {
        stage: "login",
        remedy: "Remove the ReadOnly lock on the registry, its group or its subscription: it forbids imports.",
    },
    ARM_POLICY: {
        stage: "login",
        remedy: "Ask the owner of the policy to exempt this registry. Azure's message names the policy.",
    },
    ARM_API_VERSION_UNSUPPORTED: {
        stage: "login",
        remedy: "Use a release of this action that knows one of the api-versions in the message. An Azure cloud that is older than all of them cannot be promoted to.",
    },
    ARM_THROTTLED: {
        stage: "login",
        remedy: "Lower `max-parallel`, or start fewer runs at the same time: writes are limited per subscription and identity.",
    },
    ARM_UNAVAILABLE: {
        stage: "login",
        remedy: "Run the job again; images already promoted are skipped. https://azure.status.microsoft shows outages.",
    },
    ARM_FOREIGN_URL: { stage: "login", remedy: AZURE_PROXY },
    LOGIN_SERVER_REFUSED: {
        stage: "login",
        remedy: `${AZURE_PROXY} Then check that environment is the cloud of the registry.`,
    },
    ARM_ANSWER_INVALID: { stage: "login", remedy: `${AZURE_PROXY} Otherwise, please report this with the log.` },
    // Settings of a registry, found before any write.
    PREFLIGHT_TRUSTED_SERVICES: { stage: "plan", remedy: TRUST_SERVICES },
    PREFLIGHT_EXPORT_DISABLED: { stage: "plan", remedy: `${ENABLE_EXPORT} properties.publicNetworkAccess=Enabled.` },
    PREFLIGHT_SOURCE_CLOSED: {
        stage: "plan",
        remedy: "In the same tenant, name the source by its resource ID in `source-registry`, and remove source credentials. From another tenant, promote through a registry that is open to public networks.",
    },
    PREFLIGHT_NOT_READY: {
        stage: "plan",
        remedy: "Wait until az acr show --name <registry> --query provisioningState prints Succeeded, then run the job again.",
    },
    // Import.
    IMPORT_SOURCE_ROLE_MISSING: { stage: "import", remedy: `${GRANT_ROLE} on the source registry.` },
    IMPORT_SOURCE_UNAUTHORIZED: {
        stage: "import",
        remedy: "Check the repository's name. If it is private, set `source-username` and `source-password`, or log in with docker/login-action before this step.",
    },
    IMPORT_SOURCE_REFUSED: {
        stage: "import",
        remedy: `Check \`source-username\` and \`source-password\`. A registry whose challenge names no scope (registry.redhat.io) cannot be imported from. ${OTHER_WAY}`,
    },
    IMPORT_SOURCE_NOT_FOUND: {
        stage: "import",
        remedy: "Check whether the manifest was deleted since the plan: by hand, by a purge task or by a retention policy.",
    },
    IMPORT_SOURCE_FIREWALL: { stage: "import", remedy: USE_RESOURCE_ID },
    IMPORT_TARGET_FIREWALL: { stage: "import", remedy: TRUST_SERVICES },
    IMPORT_SOURCE_CLOSED: { stage: "import", remedy: USE_RESOURCE_ID },
    IMPORT_SOURCE_NO_RANGES: {
        stage: "import",
        remedy: `${OTHER_WAY} Nexus, Artifactory and some proxies do not serve ranges.`,
    },
    IMPORT_SOURCE_RANGES_BROKEN: {
        stage: "import",
        remedy: `Run the job again. If it fails again, the registry does not serve ranges (RFC 7233) correctly. ${OTHER_WAY}`,
    },
    IMPORT_SOURCE_NO_DIGEST: { stage: "import", remedy: `Correct the registry or its proxy. ${OTHER_WAY}` },
    IMPORT_COPY_FAILED: {
        stage: "import",
        remedy: "Run the job again. If it fails again, check that docker pull gets the whole image from the source, that the source serves RFC 7233 ranges, and that its credentials do not expire during the import.",
    },
    IMPORT_DOCKER_HUB_LIMIT: {
        stage: "import",
        remedy: "Set `source-username` and `source-password` to a Docker Hub account and an access token (without them, all customers of Azure share one limit), or wait up to six hours.",
    },
    IMPORT_SOURCE_THROTTLED: {
        stage: "import",
        remedy: "Run the job again later, set `source-username` and `source-password`, or lower `max-parallel`.",
    },
    IMPORT_SOURCE_UNAVAILABLE: { stage: "import", remedy: RERUN },
    IMPORT_SOURCE_EXPORT_DISABLED: { stage: "import", remedy: `${ENABLE_EXPORT}.` },
    IMPORT_SOURCE_SOFT_DELETED: {
        stage: "import",
        remedy: "Restore the image first: az acr manifest restore --registry <registry> --name <repository:tag>",
    },
    IMPORT_SOURCE_IMAGE_INVALID: { stage: "import", remedy: REPORT },
    IMPORT_SOURCE_ID_INVALID: { stage: "import", remedy: `${COPY_RESOURCE_ID} to \`source-registry\`.` },
    IMPORT_TOO_MANY_MANIFESTS: {
        stage: "import",
        remedy: "Split the index, or build it without attestations: an import copies at most 50 manifests, attestations included.",
    },
    TAG_EXISTS: {
        stage: "import",
        remedy: "Put all jobs that promote to this registry into one `concurrency` group: another one created the tag. If the tag may move, set `on-conflict: overwrite` or `mutable-tags`.",
    },
    IMPORT_LOCKED: {
        stage: "import",
        remedy: "Unlock it (az acr repository update --name <registry> --image <repository:tag> --write-enabled true), or promote to a new tag.",
    },
    IMPORT_REFUSED: { stage: "import", remedy: REPORT },
    IMPORT_SOURCE_UNREACHABLE: {
        stage: "import",
        remedy: "Check that Azure, not only this runner, can reach the source: public DNS name, firewall.",
    },
    IMPORT_INTERRUPTED: { stage: "import", remedy: RERUN },
    IMPORT_FAILED: {
        stage: "import",
        remedy: "Read Azure's text in the message. Azure support can find the operation by the IDs in the message.",
    },
    IMPORT_NOT_TRACKED: {
        stage: "import",
        remedy: "Run the job again; images already promoted are skipped. Only the target shows whether the image was imported.",
    },
    IMPORT_ANSWER_INVALID: {
        stage: "import",
        remedy: "Run the job again; images already promoted are skipped. Only the target shows whether the image was imported.",
    },
    IMPORT_TIMEOUT: {
        stage: "import",
        remedy: "Run the job again: Azure may have finished the import, and images already promoted are skipped. For large images, raise timeout-minutes.",
    },
    // Reading registries.
    REGISTRY_UNAUTHORIZED: {
        stage: "observe",
        remedy: "Check the repository's name, and that the identity or the credentials have permission to read it.",
    },
    REGISTRY_LOGIN_REFUSED: {
        stage: "login",
        remedy: "Check that user name and password are current, or that the identity has a role on the registry.",
    },
    REGISTRY_DENIED: {
        stage: "observe",
        remedy: "Check the repository's name and the permissions on it. For a registry with a private endpoint, use a runner inside its network.",
    },
    REGISTRY_FORBIDDEN_FIREWALL: {
        stage: "observe",
        remedy: "Allow the runner's address in the registry's firewall, or use a runner inside its network.",
    },
    REGISTRY_NOT_FOUND: { stage: "observe", remedy: "Check the host name, and proxies in front of it." },
    REGISTRY_ACCEPT_REFUSED: {
        stage: "observe",
        remedy: "Look for a proxy that strips Accept headers: all OCI and Docker manifest types were requested.",
    },
    REGISTRY_DISALLOWED: {
        stage: "observe",
        remedy: "Unlock the repository or image: https://aka.ms/acr/faq. This action never removes locks.",
    },
    REGISTRY_THROTTLED: { stage: "observe", remedy: "Lower `max-parallel`, or run the job again later." },
    DOCKER_HUB_RATE_LIMIT: {
        stage: "observe",
        remedy: "Log in with `source-username` and `source-password`, or wait up to 6 hours.",
    },
    REGISTRY_UNAVAILABLE: { stage: "observe", remedy: "Run the job again later; images already promoted are skipped." },
    REGISTRY_ANSWER_UNEXPECTED: { stage: "observe", remedy: IS_REGISTRY },
    REGISTRY_ANSWER_INVALID: { stage: "observe", remedy: IS_REGISTRY },
    REGISTRY_REDIRECTED: {
        stage: "observe",
        remedy: "Name the registry by the host that serves it. If a proxy redirects to a login page, allow this host in the proxy.",
    },
    REALM_REFUSED: {
        stage: "login",
        remedy: "Ask the registry's operator, and check proxies between the runner and the registry.",
    },
    CHALLENGE_INVALID: { stage: "login", remedy: IS_REGISTRY },
    TOKEN_ANSWER_INVALID: {
        stage: "login",
        remedy: "Check proxies between the runner and the token service: one of them may change responses.",
    },
    ANONYMOUS_PULL_OFF: {
        stage: "login",
        remedy: `${GRANT_ROLE}, or ${GIVE_CREDENTIALS}.`,
    },
    DOCKER_CONFIG_UNREADABLE: {
        stage: "login",
        remedy: `Check the permissions of Docker's config.json, or ${GIVE_CREDENTIALS}.`,
    },
    LINK_REFUSED: {
        stage: "observe",
        remedy: "Report this to the registry's operator: all pages of a list must have the same host and path.",
    },
    LOCKS_UNSUPPORTED: { stage: "observe", remedy: DEFECT },
    DIGEST_MISMATCH: {
        stage: "observe",
        remedy: "Look for a proxy or a registry that damages content. The content was not used.",
    },
    MANIFEST_INVALID: {
        stage: "observe",
        remedy: "Build and push the image again with one current tool, for example docker buildx build --push.",
    },
    MANIFEST_SCHEMA1: {
        stage: "observe",
        remedy: "Rebuild or re-push the image with a current tool, then promote it: ACR cannot import schema 1 faithfully.",
    },
    MANIFEST_UNSUPPORTED: {
        stage: "observe",
        remedy: "Check that the source is an image or an OCI artifact, and that no proxy changes its Content-Type.",
    },
    REFERRERS_TOO_MANY: {
        stage: "observe",
        remedy: "Delete old signatures and attestations of the image, or set referrers: none.",
    },
    REGISTRY_INCONSISTENT: {
        stage: "observe",
        remedy: "Run the job again: a replica of the registry may lag.",
    },
    TOO_MANY_REFERRERS: {
        stage: "observe",
        remedy: "Delete old signatures and attestations of the image, or set referrers: none.",
    },
    // Plan.
    REFERRERS_UNKNOWN: {
        stage: "plan",
        remedy: `Run the job again. ${WITHOUT_REFERRERS}`,
    },
    SOURCE_MISSING: {
        stage: "observe",
        remedy: "Check repository, tag and registry, and that the build has pushed the image.",
    },
    SOURCE_UNREADABLE: {
        stage: "observe",
        remedy: "Pin the image by digest and set referrers: none, or use a runner inside the registry's network.",
    },
    PLATFORMS_UNKNOWN: {
        stage: "plan",
        remedy: "Use a runner in the source's network. For images that are pinned by digest, you can also remove require-platforms, and check platforms in the build.",
    },
    SOURCE_INCOMPLETE: {
        stage: "observe",
        remedy: "Push the image again: something that it lists was deleted or never pushed. Check that clean-up jobs keep what an index lists: its manifests have no tag of their own.",
    },
    READING_TIMEOUT: {
        stage: "observe",
        remedy: `${REACHABILITY} If it is only slow, raise timeout-minutes.`,
    },
    MANIFESTS_TOO_LARGE: {
        stage: "observe",
        remedy: "Build the image with fewer and smaller manifests: move large annotations into a layer or an attached artifact.",
    },
    CHILDREN_UNKNOWN: { stage: "plan", remedy: "Run the job again: a lookup in the source failed." },
    INDEX_UNBOUNDED: { stage: "observe", remedy: "Build a flat index of at most 50 manifests." },
    CONFIG_INVALID: {
        stage: "observe",
        remedy: "Rebuild the image with os and architecture in its config: require-platforms cannot be checked without them.",
    },
    TOO_MANY_MANIFESTS: {
        stage: "plan",
        remedy: "Build fewer platforms into one index (buildx attestations count too), or promote the platforms one by one.",
    },
    MEDIA_TYPE_MISMATCH: { stage: "plan", remedy: "Correct mediaType in the images file, or create the file again." },
    PLATFORM_MISSING: { stage: "plan", remedy: "Build the missing platform, or remove it from require-platforms." },
    TAG_CONFLICT: {
        stage: "plan",
        remedy: "Use another tag, or allow this one to move: set on-conflict: overwrite, or add it to mutable-tags.",
    },
    FORWARD_ONLY_CONFLICT: {
        stage: "plan",
        remedy: "Request the version's own tag too, or remove the tag from forward-only.",
    },
    SIGNATURE_TAG_CONFLICT: {
        stage: "plan",
        remedy: "Add the pattern of the signature's tag to mutable-tags, or set referrers: none.",
    },
    TARGET_LOCKED: {
        stage: "plan",
        remedy: "Unlock it with `az acr repository update … --write-enabled true`, or promote to another tag or repository. This action never removes locks.",
    },
    TARGET_IS_CACHE: {
        stage: "plan",
        remedy: "Promote to a repository that no cache rule covers, or delete the rule:\naz acr cache list --registry <registry> --output table\naz acr cache delete --registry <registry> --name <rule>",
    },
    TARGET_UNREADABLE: {
        stage: "verify",
        remedy: "Use a runner that can read the target, or set verify: best-effort to promote without reading back.",
    },
    CONTENT_INCOMPLETE: {
        stage: "verify",
        remedy: "Check that the source image can be pulled whole, and push it again if it cannot. Then run again with verify: layers, which checks configs and layers of what is already there too.",
    },
    TARGET_NOT_SHOWN: {
        stage: "verify",
        remedy: "Run again: what is in place is not imported twice. If it fails again, give Azure's support the operation ID.",
    },
    // Attestations.
    ATTESTATION_MISSING: { stage: "plan", remedy: ATTEST },
    ATTESTATION_UNTRUSTED: { stage: "plan", remedy: ATTEST },
    ATTESTATION_UNREACHABLE: {
        stage: "plan",
        remedy: "Fix the reason in the message, then run the job again. github-token needs `attestations: read` on attestation-repository.",
    },
    ATTESTATIONS_UNREACHABLE: {
        stage: "observe",
        remedy: "Run the job again. For GitHub's list, check that github-token has `attestations: read`.",
    },
    ATTESTATION_INVALID: { stage: "observe", remedy: "Attest the image again, in the workflow that builds it." },
    // Network, at any stage.
    NETWORK_DNS: {
        stage: "observe",
        remedy: "Check the host name for a typo. A registry with a private endpoint resolves only inside its network. The name of a new registry may take minutes to resolve.",
    },
    NETWORK_CONNECT: { stage: "observe", remedy: REACHABILITY },
    NETWORK_TLS: {
        stage: "observe",
        remedy: "Check the host's certificate, the runner's clock, and proxies that inspect TLS.",
    },
    NETWORK_PROXY: {
        stage: "observe",
        remedy: "Allow this host in the proxy, or add it to NO_PROXY if the runner can reach it directly.",
    },
    NETWORK_TIMEOUT: { stage: "observe", remedy: REACHABILITY },
    NETWORK_RESET: { stage: "observe", remedy: "Run the job again." },
    NETWORK_CLOSED: { stage: "observe", remedy: "Look for the error that ended the step; this one follows from it." },
    NETWORK_PROTOCOL: {
        stage: "observe",
        remedy: "Look for a proxy between the runner and this host that changes the traffic.",
    },
    ANSWER_ENCODED: {
        stage: "observe",
        remedy: "Turn off compression in the proxy between the runner and this host.",
    },
    ANSWER_TOO_LARGE: {
        stage: "observe",
        remedy: "Look for a proxy or a broken registry: no valid response is this large.",
    },
    HOST_PAUSED: { stage: "observe", remedy: "Run the job again later, or promote fewer images at a time." },
    REQUEST_INVALID: { stage: "observe", remedy: DEFECT },
    URL_REFUSED: { stage: "observe", remedy: "Use an https address. Please report this if no input explains it." },
    // Results.
    LOCK_FILE_OUTSIDE: { stage: "input", remedy: IN_WORKSPACE },
    LOCK_FILE_WRITE_FAILED: {
        stage: "report",
        remedy: "Check the path and its permissions, then run the job again. It writes the file and imports nothing again.",
    },
    OUTPUT_WRITE_FAILED: { stage: "report", remedy: CHECK_DISK },
    OUTPUT_INVALID: { stage: "report", remedy: REPORT },
    RESULT_FILE_WRITE_FAILED: { stage: "report", remedy: CHECK_DISK },
    RUNNER_FILE_MISSING: {
        stage: "report",
        remedy: "Run the action on a GitHub Actions runner, which sets this variable.",
    },
    CANCELLED: { stage: "report", remedy: "Run the job again. Images that are in place are not imported again." },
    UNEXPECTED: { stage: "report", remedy: DEFECT },
};
/** The anchor of the code's section in docs/troubleshooting.md, as GitHub makes it of the heading. */
function problemAnchor(code) {
    return code.toLowerCase();
}
/** Makes a problem; stage and remedy are the table's unless the options give them. */
function problem(code, message, options = {}) {
    const { stage = PROBLEMS[code].stage, side, remedy = PROBLEMS[code].remedy, causeKey } = options;
    return {
        code,
        stage,
        message,
        remedy,
        ...(side !== undefined && { side }),
        ...(causeKey !== undefined && { causeKey }),
    };
}


/***/ }),

/***/ 4321:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   M8: () => (/* binding */ isSignerWorkflow),
/* harmony export */   VI: () => (/* binding */ isAttestationRepository),
/* harmony export */   qX: () => (/* binding */ judgeAttestation),
/* harmony export */   sS: () => (/* binding */ decideProvenance),
/* harmony export */   uH: () => (/* binding */ describeChild),
/* harmony export */   us: () => (/* binding */ SLSA_PROVENANCE_V1)
/* harmony export */ });
/* unused harmony export ACTIONS_ISSUER */
/* harmony import */ var _oci_descriptor_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(1260);
/* harmony import */ var _oci_digest_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(9501);
/* harmony import */ var _quote_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(7211);
// The provenance gate's decisions: the policy, whether a signed attestation meets it, and the verdict on one digest. Pure.



/** SLSA provenance v1, the predicate type of actions/attest-build-provenance. */
const SLSA_PROVENANCE_V1 = "https://slsa.dev/provenance/v1";
/**
 * The issuer of tokens for workflows on github.com. An enterprise may add its slug to it, which makes another issuer.
 * https://docs.github.com/actions/reference/security/oidc
 */
const ACTIONS_ISSUER = "https://token.actions.githubusercontent.com";
/** Names of owners (also of enterprise-managed users, `name_company`) and of repositories. */
const OWNER = "[A-Za-z0-9][A-Za-z0-9_-]{0,99}";
const REPOSITORY = "(?!\\.{1,2}(?:/|$))[A-Za-z0-9._-]{1,100}";
const ATTESTATION_REPOSITORY = new RegExp(`^${OWNER}(?:/${REPOSITORY})?$`);
const WORKFLOW = `(${OWNER}/${REPOSITORY})/(\\.github/workflows/[^/@\\s]{1,200}\\.ya?ml)(?:@(\\S{1,300}))?`;
const SIGNER_WORKFLOW = new RegExp(`^(?:github\\.com/)?${WORKFLOW}$`);
const GITHUB = "https://github.com/";
const SIGNER_URI = new RegExp(`^https://github\\.com/${WORKFLOW}$`);
const REPOSITORY_URI = new RegExp(`^https://github\\.com/(${OWNER}/${REPOSITORY})$`);
/** True for a valid `attestation-repository`: `owner/repository` or `owner`. */
function isAttestationRepository(text) {
    return ATTESTATION_REPOSITORY.test(text);
}
/**
 * True for a valid `attestation-signer-workflow`: `[github.com/]owner/repository/.github/workflows/file.yml`, as for
 * `gh attestation verify --signer-workflow`, optionally with an exact `@ref`.
 */
function isSignerWorkflow(text) {
    return SIGNER_WORKFLOW.test(text);
}
/** GitHub ignores case in names of owners and repositories, but not in paths and refs. */
function sameName(left, right) {
    return left.toLowerCase() === right.toLowerCase();
}
function quoteClaim(text) {
    return text === undefined ? "(none)" : (0,_quote_js__WEBPACK_IMPORTED_MODULE_1__/* .quote */ .h)(text, 200);
}
/** Whether `owner/repository` is the required repository, or belongs to the required owner. */
function belongsTo(repository, required) {
    return sameName(required.includes("/") ? repository : repository.replace(/\/.*/, ""), required);
}
/** One reason for each ID that the policy has and the certificate does not state. */
function whyIdsDiffer(repository, { repositoryId, ownerId }, policy) {
    const [owner = ""] = repository.split("/");
    const compared = [
        [`its source repository ${repository}`, repositoryId, policy.repositoryId],
        [`the owner ${owner} of its source repository`, ownerId, policy.ownerId],
    ];
    return compared
        .filter(([, stated, required]) => required !== undefined && stated !== required)
        .map(([what, stated, required]) => `${what} has the ID ${quoteClaim(stated)}, not ${required}: it is another one that has, or had, the same name`);
}
/** Undefined where the policy accepts the signer. */
function whySignerDiffers(signerUri, policy) {
    const [, repository, path, ref] = SIGNER_URI.exec(signerUri ?? "") ?? [];
    const signedBy = `it was signed by workflow ${quoteClaim(signerUri)}`;
    if (policy.signerWorkflow === undefined) {
        if (repository !== undefined && belongsTo(repository, policy.repository))
            return undefined;
        return `${signedBy}, which is not in ${policy.repository}; if you trust this workflow, set attestation-signer-workflow to it`;
    }
    const [, requiredRepository, requiredPath, requiredRef] = SIGNER_WORKFLOW.exec(policy.signerWorkflow) ?? [];
    const same = repository !== undefined &&
        requiredRepository !== undefined &&
        sameName(repository, requiredRepository) &&
        path === requiredPath &&
        (requiredRef === undefined || ref === requiredRef);
    return same ? undefined : `${signedBy}, not ${policy.signerWorkflow}`;
}
/** `linux/arm64 child (sha256:0123456789ab)` */
function describeChild(child) {
    const platform = child.platform === undefined ? "" : `${(0,_oci_descriptor_js__WEBPACK_IMPORTED_MODULE_2__/* .formatPlatform */ .B)(child.platform)} `;
    return `${platform}child (sha256:${(0,_oci_digest_js__WEBPACK_IMPORTED_MODULE_0__/* .shortDigest */ .VK)(child.digest)})`;
}
function whySubjectDiffers({ subjects }, { digest, children }) {
    if (subjects.includes(digest))
        return undefined;
    const covered = children.filter((child) => subjects.includes(child.digest));
    if (covered.length > 0) {
        const named = covered.slice(0, 4).map(describeChild).join(", ");
        const more = covered.length > 4 ? ` and ${covered.length - 4} more` : "";
        return `it covers only the ${named}${more}, not the index`;
    }
    if (subjects.length === 0)
        return "none of its subjects has a sha256 digest";
    const [first = digest] = subjects;
    const others = subjects.length > 1 ? ` and ${subjects.length - 1} more` : "";
    return `it is about another subject, sha256:${(0,_oci_digest_js__WEBPACK_IMPORTED_MODULE_0__/* .shortDigest */ .VK)(first)}${others}`;
}
/** Compares a signed attestation with the policy: returns what it proves, or every reason why it does not count. */
function judgeAttestation({ statement, claims, instance, signedAt }, policy, subject, foundIn) {
    const reasons = [];
    const { issuer, signerUri, sourceRepositoryUri, repositoryId, ownerId } = claims;
    if (issuer !== ACTIONS_ISSUER)
        reasons.push(`its issuer is ${quoteClaim(issuer)}, not ${ACTIONS_ISSUER}`);
    const repository = REPOSITORY_URI.exec(sourceRepositoryUri ?? "")?.[1];
    if (repository === undefined || !belongsTo(repository, policy.repository)) {
        reasons.push(`its source repository is ${quoteClaim(sourceRepositoryUri)}, not ${policy.repository}`);
    }
    else
        reasons.push(...whyIdsDiffer(repository, claims, policy));
    const signerReason = whySignerDiffers(signerUri, policy);
    if (signerReason !== undefined)
        reasons.push(signerReason);
    if (statement.predicateType !== policy.predicateType) {
        reasons.push(`its predicate type is ${quoteClaim(statement.predicateType)}, not ${policy.predicateType}`);
    }
    const subjectReason = whySubjectDiffers(statement, subject);
    if (subjectReason !== undefined)
        reasons.push(subjectReason);
    if (reasons.length > 0 || repository === undefined || issuer === undefined)
        return { reason: reasons.join("; ") };
    return {
        attestation: {
            predicateType: statement.predicateType,
            repository,
            ...(repositoryId !== undefined && { repositoryId }),
            ...(ownerId !== undefined && { ownerId }),
            signerWorkflow: (signerUri ?? "").slice(GITHUB.length),
            issuer,
            instance,
            foundIn,
            ...(signedAt !== undefined && { signedAt }),
            subject: subject.digest,
        },
    };
}
/** How many reasons a verdict lists, and how long each may be. */
const MAX_REASONS = 20;
const MAX_REASON_LENGTH = 600;
/** Ends each reason with a full stop, and limits length and number. */
function bound(reasons) {
    const sentences = reasons
        .slice(0, MAX_REASONS)
        .map((reason) => (reason.length > MAX_REASON_LENGTH ? `${reason.slice(0, MAX_REASON_LENGTH)}…` : reason))
        .map((reason) => (/[.…]$/.test(reason) ? reason : `${reason}.`));
    return reasons.length > MAX_REASONS ? [...sentences, `And ${reasons.length - MAX_REASONS} more.`] : sentences;
}
/** Decides the verdict. One match suffices; `missing` and `untrusted` require that every place could be read. */
function decideProvenance({ verified, refused, unreachable, absent }) {
    const troubles = bound([...unreachable, ...refused]);
    if (verified !== undefined)
        return { status: "verified", attestation: verified, reasons: troubles };
    if (unreachable.length > 0)
        return { status: "unreachable", reasons: troubles };
    if (refused.length > 0)
        return { status: "untrusted", reasons: troubles };
    return { status: "missing", reasons: bound(absent) };
}


/***/ }),

/***/ 7211:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   h: () => (/* binding */ quote)
/* harmony export */ });
// Quotes untrusted text for messages: one line of JSON, of bounded length.
/** The text as a JSON string; what exceeds `maxLength` is replaced by an ellipsis. */
function quote(text, maxLength = 120) {
    return JSON.stringify(text.length > maxLength ? `${text.slice(0, maxLength)}…` : text);
}


/***/ }),

/***/ 5078:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Jj: () => (/* binding */ cut),
/* harmony export */   Oi: () => (/* binding */ prepareQuote),
/* harmony export */   RP: () => (/* binding */ SECRET_MIN_LENGTH),
/* harmony export */   lY: () => (/* binding */ createRedactor)
/* harmony export */ });
// Removes the secrets of the run from texts, and from untrusted texts also what looks like a token. Takes linear time: the texts
// come from servers. Imports nothing.
/** Shorter secrets are not removed: they are parts of ordinary words, so that nothing of the text would be left. */
const SECRET_MIN_LENGTH = 4;
const REDACTED = "[redacted]";
/** What stands where a text was cut off. */
const CUT = "…";
/** What identifies a form of a secret: comparing all of it could take quadratic time. */
const HEAD_LENGTH = 128;
const TAIL_LENGTH = 12;
/** The shortest start of a secret that is removed before `…`, and at the end of a text. */
const CUT_MIN_LENGTH = 4;
const END_MIN_LENGTH = 12;
/** Knows no secret yet. */
function createRedactor() {
    const known = new Set();
    const byTail = new Map();
    const byHead = new Map();
    const tailLengths = new Set();
    // Which hashes of three characters end a form. Most positions of a text are ruled out by it.
    const tailHashes = new Uint8Array(0x10000);
    let maxLength = 0;
    function addForm(text, isBase64) {
        if (text.length < SECRET_MIN_LENGTH || known.has(text))
            return;
        known.add(text);
        const form = { length: text.length, head: text.slice(0, HEAD_LENGTH), isBase64 };
        const tail = text.slice(-TAIL_LENGTH);
        append(byTail, tail, form);
        append(byHead, text.slice(0, CUT_MIN_LENGTH), form);
        tailLengths.add(tail.length);
        tailHashes[hashBefore(text, text.length)] = 1;
        maxLength = Math.max(maxLength, text.length);
    }
    /** The occurrences of whole forms, by their ends. They may overlap: one secret may be a part of another. */
    function* wholeForms(text) {
        for (let end = SECRET_MIN_LENGTH; end <= text.length; end += 1) {
            if (tailHashes[hashBefore(text, end)] === 0)
                continue;
            for (const tailLength of tailLengths) {
                if (tailLength > end)
                    continue;
                for (const { length, head, isBase64 } of byTail.get(text.slice(end - tailLength, end)) ?? []) {
                    const start = end - length;
                    if (start >= 0 && text.startsWith(head, start))
                        yield isBase64 ? widen(text, { start, end }) : { start, end };
                }
            }
        }
    }
    /** The starts of forms that `…` or the end of the text cuts off. */
    function* cutForms(text) {
        for (let from = 0, end = 0; from <= text.length; from = end + CUT.length) {
            const cut = text.indexOf(CUT, from);
            end = cut < 0 ? text.length : cut;
            const minLength = cut < 0 ? END_MIN_LENGTH : CUT_MIN_LENGTH;
            for (let start = Math.max(from, end - maxLength); start <= end - minLength; start += 1) {
                const rest = text.slice(start, Math.min(end, start + HEAD_LENGTH));
                const candidates = byHead.get(rest.slice(0, CUT_MIN_LENGTH)) ?? [];
                if (candidates.some(({ length, head }) => end - start < length && head.startsWith(rest)))
                    yield { start, end };
            }
        }
    }
    return {
        add(secret) {
            if (secret.length < SECRET_MIN_LENGTH || known.has(secret))
                return;
            for (const form of plainForms(secret))
                addForm(form, false);
            for (const form of base64Forms(secret))
                addForm(form, true);
        },
        redact(text) {
            if (known.size === 0 || text.length < SECRET_MIN_LENGTH)
                return text;
            const ranges = [...wholeForms(text), ...cutForms(text)].sort((one, other) => one.start - other.start);
            let redacted = "";
            let from = 0;
            for (const { start, end } of ranges) {
                if (start >= from)
                    redacted += text.slice(from, start) + REDACTED;
                from = Math.max(from, end);
            }
            return from === 0 ? text : redacted + text.slice(from);
        },
    };
}
function append(lists, key, value) {
    const list = lists.get(key);
    if (list === undefined)
        lists.set(key, [value]);
    else
        list.push(value);
}
/** A hash of the three characters before `end`. */
function hashBefore(text, end) {
    return (text.charCodeAt(end - 1) * 961 + text.charCodeAt(end - 2) * 31 + text.charCodeAt(end - 3)) & 0xffff;
}
/** The run of base64 characters around a range; not further than a secret is long, so that the time stays linear. */
function widen(text, { start, end }) {
    const limit = end - start;
    let [from, to] = [start, end];
    while (from > 0 && start - from < limit && isBase64At(text, from - 1))
        from -= 1;
    while (to < text.length && to - end < limit && isBase64At(text, to))
        to += 1;
    return { start: from, end: to };
}
function isBase64At(text, at) {
    return /[\w+/=-]/.test(text.charAt(at));
}
/** The secret as servers write it in texts, URLs, JSON and HTML. */
function plainForms(secret) {
    const json = JSON.stringify(secret).slice(1, -1);
    const uri = encodeUri(secret);
    const form = new URLSearchParams([["", secret]]).toString().slice(1);
    const html = secret.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
    const lines = secret.split(/[\r\n]+/).map((line) => line.trim());
    return [
        secret,
        // A key file has several lines. Quotes are on one line, and a log may show a part of them.
        ...(lines.length > 1 ? lines.filter((line) => line.length >= TAIL_LENGTH) : []),
        secret.replace(/\s+/g, " ").trim(),
        ...[uri, form].flatMap((text) => [text, text.replace(/%[0-9A-F]{2}/g, (code) => code.toLowerCase())]),
        json,
        json.replaceAll("/", "\\/"),
        escapeAs(json, /[<>&]/g),
        escapeAs(json, /[^\x20-\x7e]/g),
        html.replaceAll('"', "&quot;").replaceAll("'", "&#39;"),
        html.replaceAll('"', "&#34;").replaceAll("'", "&#39;"),
        html.replaceAll('"', "&quot;").replaceAll("'", "&#x27;"),
        Buffer.from(secret).toString("base64"),
    ];
}
/** encodeURIComponent throws at a lone surrogate. */
function encodeUri(text) {
    return encodeURIComponent(text.toWellFormed());
}
function escapeAs(json, characters) {
    return json.replace(characters, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`);
}
/** Shorter parts of base64 appear by chance. */
const BASE64_MIN_LENGTH = 8;
/**
 * The secret in base64, in both alphabets and encoded for a URL, where it begins at a whole character and one or two bytes later. Without the
 * characters at both ends that depend on what is next to the secret.
 */
function base64Forms(secret) {
    const bytes = Buffer.from(secret);
    return [0, 1, 2].flatMap((offset) => {
        const encoded = Buffer.concat([Buffer.alloc(offset), bytes]).toString("base64");
        const core = encoded.slice(offset === 0 ? 0 : offset + 1, Math.floor(((offset + bytes.length) * 8) / 6));
        if (core.length < BASE64_MIN_LENGTH)
            return [];
        return [core, core.replaceAll("+", "-").replaceAll("/", "_"), encodeUri(core)];
    });
}
/** Cuts an untrusted text, so that the time for what follows has a limit. */
function cut(text, maxLength) {
    return text.length > maxLength ? `${text.slice(0, maxLength)}${CUT}` : text;
}
/** More of an untrusted text is never shown, so that no more is searched. */
const SEARCHED_MAX_LENGTH = 4096;
/**
 * Prepares an untrusted text for a quote: cut, then without the secrets of the run, then without queries of URLs and JSON Web
 * Tokens of others. In this order: a query that is removed may take a part of a secret with it and leave the rest.
 */
function prepareQuote(text, redact) {
    return redact(cut(text, SEARCHED_MAX_LENGTH))
        .replace(/\?(?:\[redacted\]|[^\s"'<>)\]}])+/g, "?…")
        .replace(/eyJ[\w-]{5,}(?:\.[\w-]*){0,4}/g, REDACTED);
}


/***/ }),

/***/ 5650:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Kg: () => (/* binding */ isGood),
/* harmony export */   Qr: () => (/* binding */ statusOfStep),
/* harmony export */   RS: () => (/* binding */ isInPlace),
/* harmony export */   aO: () => (/* binding */ pointsToImage),
/* harmony export */   ip: () => (/* binding */ countStatuses)
/* harmony export */ });
/* unused harmony export IMAGE_STATUSES */
/** The order of counts. The first status that any image has is the status of the step. */
const IMAGE_STATUSES = [
    "cancelled",
    "failed",
    "conflict",
    "blocked",
    "missing",
    "pending",
    "unverified",
    "promoted",
    "planned",
    "skipped",
    "up-to-date",
];
const GOOD_STATUSES = ["promoted", "up-to-date", "planned", "skipped", "unverified"];
/** True if the step can succeed with this image. */
function isGood({ status }, report) {
    return GOOD_STATUSES.includes(status) && (status !== "unverified" || report.unverifiedIsGood);
}
/** True if the image is in the target under a requested tag, or untagged where no tag was requested. */
function isInPlace(image, report) {
    const { status, tags } = image;
    const arrived = status === "promoted" || status === "up-to-date" || status === "unverified";
    return arrived && isGood(image, report) && (tags.length === 0 || tags.some(pointsToImage));
}
/** True for a tag that points to the digest of its image. */
function pointsToImage({ status }) {
    return status === "created" || status === "moved" || status === "unchanged";
}
/** How many images have each status, in the order of {@link IMAGE_STATUSES}, without statuses that no image has. */
function countStatuses(images) {
    const counts = new Map();
    for (const status of IMAGE_STATUSES) {
        const count = images.filter((image) => image.status === status).length;
        if (count > 0)
            counts.set(status, count);
    }
    return counts;
}
/** The output `status`. `otherProblems`: problems of the step itself that are not in the report, such as a file that cannot be written. */
function statusOfStep(report, otherProblems = []) {
    if (report.cancelled)
        return "cancelled";
    if (report.error !== null || otherProblems.length > 0)
        return "failed";
    const [first = "failed"] = countStatuses(report.images).keys();
    return first;
}


/***/ }),

/***/ 284:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   O: () => (/* binding */ parseRegistryName),
/* harmony export */   s: () => (/* binding */ formatRegistryName)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(452);
/* harmony import */ var _oci_reference_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(3940);
/* harmony import */ var _quote_js__WEBPACK_IMPORTED_MODULE_3__ = __nccwpck_require__(7211);
/* harmony import */ var _resource_id_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(1791);
// The names by which a user can mean a registry: registry name, login server or resource ID.




/**
 * Parses a registry name, login server or resource ID.
 * @throws PromotionError `REGISTRY_INVALID` or `RESOURCE_ID_INVALID`
 */
function parseRegistryName(text) {
    if (text.startsWith("/"))
        return { kind: "resource-id", id: (0,_resource_id_js__WEBPACK_IMPORTED_MODULE_2__/* .parseResourceId */ .RQ)(text) };
    const host = (0,_oci_reference_js__WEBPACK_IMPORTED_MODULE_1__/* .normalizeRegistryHost */ .qs)(text);
    if ((0,_oci_reference_js__WEBPACK_IMPORTED_MODULE_1__/* .isRegistryHost */ .EV)(host))
        return { kind: "login-server", host };
    if ((0,_resource_id_js__WEBPACK_IMPORTED_MODULE_2__/* .isAcrName */ .OB)(text))
        return { kind: "name", name: text };
    throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .PromotionError */ .g1("REGISTRY_INVALID", `${(0,_quote_js__WEBPACK_IMPORTED_MODULE_3__/* .quote */ .h)(text, 300)} ${explainInvalidRegistry(text)}.`);
}
/** Why a text is not a registry, as the rest of a sentence about it. */
function explainInvalidRegistry(text) {
    if (/["'`“”‘’]/u.test(text))
        return "contains quotes; write the registry without them";
    if (/^-\s/.test(text))
        return 'starts with "- "; write one registry, not a list';
    const scheme = (0,_oci_reference_js__WEBPACK_IMPORTED_MODULE_1__/* .schemeOf */ .wW)(text);
    if (scheme !== undefined)
        return `starts with ${scheme}; write the registry without it`;
    const [host = "", ...path] = text.split("/");
    if (path.length > 0 && (0,_oci_reference_js__WEBPACK_IMPORTED_MODULE_1__/* .isRegistryHost */ .EV)((0,_oci_reference_js__WEBPACK_IMPORTED_MODULE_1__/* .normalizeRegistryHost */ .qs)(host)))
        return "has a path; write the registry without it";
    return "is not a valid registry name, login server or resource ID";
}
/** Formats a registry as the user named it, without Azure's IDs. */
function formatRegistryName(name) {
    if (name.kind === "login-server")
        return name.host;
    return name.kind === "name" ? name.name : name.id.name;
}


/***/ }),

/***/ 1791:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   OB: () => (/* binding */ isAcrName),
/* harmony export */   RQ: () => (/* binding */ parseResourceId),
/* harmony export */   bM: () => (/* binding */ formatResourceId)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(452);
/* harmony import */ var _guid_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(5006);
/* harmony import */ var _quote_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(7211);
// The resource ID of a container registry in Azure Resource Manager: parsed from inputs and responses, and formatted.



const NAME = /^[a-zA-Z0-9]{5,50}$/;
/** https://learn.microsoft.com/azure/azure-resource-manager/management/resource-name-rules#microsoftresources */
const RESOURCE_GROUP = /^[\p{L}\p{N}_().-]{0,89}[\p{L}\p{N}_()-]$/u;
/** True for the name of a container registry in Azure. */
function isAcrName(text) {
    return NAME.test(text);
}
/**
 * Parses the ARM resource ID of a registry. Keywords may have any case; nothing may come before, between or after.
 * @throws PromotionError `RESOURCE_ID_INVALID`
 */
function parseResourceId(text) {
    const [empty, subscriptions, subscriptionId, groups, resourceGroup, providers, namespace, type, name, ...rest] = text.split("/");
    const keyword = (part, word) => part?.toLowerCase() === word;
    if (empty === "" &&
        rest.length === 0 &&
        keyword(subscriptions, "subscriptions") &&
        keyword(groups, "resourcegroups") &&
        keyword(providers, "providers") &&
        keyword(namespace, "microsoft.containerregistry") &&
        keyword(type, "registries") &&
        subscriptionId !== undefined &&
        (0,_guid_js__WEBPACK_IMPORTED_MODULE_1__/* .isGuid */ .W)(subscriptionId) &&
        resourceGroup !== undefined &&
        RESOURCE_GROUP.test(resourceGroup) &&
        name !== undefined &&
        isAcrName(name)) {
        return { subscriptionId, resourceGroup, name };
    }
    throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .PromotionError */ .g1("RESOURCE_ID_INVALID", `${(0,_quote_js__WEBPACK_IMPORTED_MODULE_2__/* .quote */ .h)(text, 300)} is not the resource ID of a container registry.`);
}
/** Formats a resource ID as ARM does. */
function formatResourceId({ subscriptionId, resourceGroup, name }) {
    return `/subscriptions/${subscriptionId}/resourceGroups/${resourceGroup}/providers/Microsoft.ContainerRegistry/registries/${name}`;
}


/***/ }),

/***/ 2538:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   O: () => (/* binding */ matchesTagPattern),
/* harmony export */   x: () => (/* binding */ isTagPattern)
/* harmony export */ });
/* harmony import */ var _glob_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(5085);
// Patterns of tag names, as in `mutable-tags`: * matches any run of characters, ? one character.

const PATTERN = /^[A-Za-z0-9_.*?-]{1,128}$/;
/** True for a tag name that may contain * and ?. */
function isTagPattern(text) {
    return PATTERN.test(text);
}
/** True when the pattern matches the whole tag. */
function matchesTagPattern(tag, pattern) {
    return new _glob_js__WEBPACK_IMPORTED_MODULE_0__/* .Glob */ .f(pattern).matches(tag);
}


/***/ })

/******/ });
/************************************************************************/
/******/ // The module cache
/******/ var __webpack_module_cache__ = {};
/******/ 
/******/ // The require function
/******/ function __nccwpck_require__(moduleId) {
/******/ 	// Check if module is in cache
/******/ 	var cachedModule = __webpack_module_cache__[moduleId];
/******/ 	if (cachedModule !== undefined) {
/******/ 		return cachedModule.exports;
/******/ 	}
/******/ 	// Create a new module (and put it into the cache)
/******/ 	var module = __webpack_module_cache__[moduleId] = {
/******/ 		id: moduleId,
/******/ 		loaded: false,
/******/ 		exports: {}
/******/ 	};
/******/ 
/******/ 	// Execute the module function
/******/ 	var threw = true;
/******/ 	try {
/******/ 		__webpack_modules__[moduleId].call(module.exports, module, module.exports, __nccwpck_require__);
/******/ 		threw = false;
/******/ 	} finally {
/******/ 		if(threw) delete __webpack_module_cache__[moduleId];
/******/ 	}
/******/ 
/******/ 	// Flag the module as loaded
/******/ 	module.loaded = true;
/******/ 
/******/ 	// Return the exports of the module
/******/ 	return module.exports;
/******/ }
/******/ 
/******/ // expose the modules object (__webpack_modules__)
/******/ __nccwpck_require__.m = __webpack_modules__;
/******/ 
/************************************************************************/
/******/ /* webpack/runtime/asset-relocator-loader */
/******/ if (typeof __nccwpck_require__ !== 'undefined') __nccwpck_require__.ab = decodeURIComponent(new URL('.', import.meta.url).pathname).slice(import.meta.url.match(/^file:\/\/\/\w:/) ? 1 : 0, -1) + "/";
/******/ 
/******/ /* webpack/runtime/async module */
/******/ (() => {
/******/ 	var webpackQueues = typeof Symbol === "function" ? Symbol("webpack queues") : "__webpack_queues__";
/******/ 	var webpackExports = typeof Symbol === "function" ? Symbol("webpack exports") : "__webpack_exports__";
/******/ 	var webpackError = typeof Symbol === "function" ? Symbol("webpack error") : "__webpack_error__";
/******/ 	var resolveQueue = (queue) => {
/******/ 		if(queue && queue.d < 1) {
/******/ 			queue.d = 1;
/******/ 			queue.forEach((fn) => (fn.r--));
/******/ 			queue.forEach((fn) => (fn.r-- ? fn.r++ : fn()));
/******/ 		}
/******/ 	}
/******/ 	var wrapDeps = (deps) => (deps.map((dep) => {
/******/ 		if(dep !== null && typeof dep === "object") {
/******/ 			if(dep[webpackQueues]) return dep;
/******/ 			if(dep.then) {
/******/ 				var queue = [];
/******/ 				queue.d = 0;
/******/ 				dep.then((r) => {
/******/ 					obj[webpackExports] = r;
/******/ 					resolveQueue(queue);
/******/ 				}, (e) => {
/******/ 					obj[webpackError] = e;
/******/ 					resolveQueue(queue);
/******/ 				});
/******/ 				var obj = {};
/******/ 				obj[webpackQueues] = (fn) => (fn(queue));
/******/ 				return obj;
/******/ 			}
/******/ 		}
/******/ 		var ret = {};
/******/ 		ret[webpackQueues] = x => {};
/******/ 		ret[webpackExports] = dep;
/******/ 		return ret;
/******/ 	}));
/******/ 	__nccwpck_require__.a = (module, body, hasAwait) => {
/******/ 		var queue;
/******/ 		hasAwait && ((queue = []).d = -1);
/******/ 		var depQueues = new Set();
/******/ 		var exports = module.exports;
/******/ 		var currentDeps;
/******/ 		var outerResolve;
/******/ 		var reject;
/******/ 		var promise = new Promise((resolve, rej) => {
/******/ 			reject = rej;
/******/ 			outerResolve = resolve;
/******/ 		});
/******/ 		promise[webpackExports] = exports;
/******/ 		promise[webpackQueues] = (fn) => (queue && fn(queue), depQueues.forEach(fn), promise["catch"](x => {}));
/******/ 		module.exports = promise;
/******/ 		body((deps) => {
/******/ 			currentDeps = wrapDeps(deps);
/******/ 			var fn;
/******/ 			var getResult = () => (currentDeps.map((d) => {
/******/ 				if(d[webpackError]) throw d[webpackError];
/******/ 				return d[webpackExports];
/******/ 			}))
/******/ 			var promise = new Promise((resolve) => {
/******/ 				fn = () => (resolve(getResult));
/******/ 				fn.r = 0;
/******/ 				var fnQueue = (q) => (q !== queue && !depQueues.has(q) && (depQueues.add(q), q && !q.d && (fn.r++, q.push(fn))));
/******/ 				currentDeps.map((dep) => (dep[webpackQueues](fnQueue)));
/******/ 			});
/******/ 			return fn.r ? promise : getResult();
/******/ 		}, (err) => ((err ? reject(promise[webpackError] = err) : outerResolve(exports)), resolveQueue(queue)));
/******/ 		queue && queue.d < 0 && (queue.d = 0);
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/create fake namespace object */
/******/ (() => {
/******/ 	var getProto = Object.getPrototypeOf ? (obj) => (Object.getPrototypeOf(obj)) : (obj) => (obj.__proto__);
/******/ 	var leafPrototypes;
/******/ 	// create a fake namespace object
/******/ 	// mode & 1: value is a module id, require it
/******/ 	// mode & 2: merge all properties of value into the ns
/******/ 	// mode & 4: return value when already ns object
/******/ 	// mode & 16: return value when it's Promise-like
/******/ 	// mode & 8|1: behave like require
/******/ 	__nccwpck_require__.t = function(value, mode) {
/******/ 		if(mode & 1) value = this(value);
/******/ 		if(mode & 8) return value;
/******/ 		if(typeof value === 'object' && value) {
/******/ 			if((mode & 4) && value.__esModule) return value;
/******/ 			if((mode & 16) && typeof value.then === 'function') return value;
/******/ 		}
/******/ 		var ns = Object.create(null);
/******/ 		__nccwpck_require__.r(ns);
/******/ 		var def = {};
/******/ 		leafPrototypes = leafPrototypes || [null, getProto({}), getProto([]), getProto(getProto)];
/******/ 		for(var current = mode & 2 && value; typeof current == 'object' && !~leafPrototypes.indexOf(current); current = getProto(current)) {
/******/ 			Object.getOwnPropertyNames(current).forEach((key) => (def[key] = () => (value[key])));
/******/ 		}
/******/ 		def['default'] = () => (value);
/******/ 		__nccwpck_require__.d(ns, def);
/******/ 		return ns;
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/define property getters */
/******/ (() => {
/******/ 	// define getter functions for harmony exports
/******/ 	__nccwpck_require__.d = (exports, definition) => {
/******/ 		for(var key in definition) {
/******/ 			if(__nccwpck_require__.o(definition, key) && !__nccwpck_require__.o(exports, key)) {
/******/ 				Object.defineProperty(exports, key, { enumerable: true, get: definition[key] });
/******/ 			}
/******/ 		}
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/ensure chunk */
/******/ (() => {
/******/ 	__nccwpck_require__.f = {};
/******/ 	// This file contains only the entry chunk.
/******/ 	// The chunk loading function for additional chunks
/******/ 	__nccwpck_require__.e = (chunkId) => {
/******/ 		return Promise.all(Object.keys(__nccwpck_require__.f).reduce((promises, key) => {
/******/ 			__nccwpck_require__.f[key](chunkId, promises);
/******/ 			return promises;
/******/ 		}, []));
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/get javascript chunk filename */
/******/ (() => {
/******/ 	// This function allow to reference async chunks
/******/ 	__nccwpck_require__.u = (chunkId) => {
/******/ 		// return url for filenames based on template
/******/ 		return "" + chunkId + ".index.js";
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/hasOwnProperty shorthand */
/******/ (() => {
/******/ 	__nccwpck_require__.o = (obj, prop) => (Object.prototype.hasOwnProperty.call(obj, prop))
/******/ })();
/******/ 
/******/ /* webpack/runtime/make namespace object */
/******/ (() => {
/******/ 	// define __esModule on exports
/******/ 	__nccwpck_require__.r = (exports) => {
/******/ 		if(typeof Symbol !== 'undefined' && Symbol.toStringTag) {
/******/ 			Object.defineProperty(exports, Symbol.toStringTag, { value: 'Module' });
/******/ 		}
/******/ 		Object.defineProperty(exports, '__esModule', { value: true });
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/node module decorator */
/******/ (() => {
/******/ 	__nccwpck_require__.nmd = (module) => {
/******/ 		module.paths = [];
/******/ 		if (!module.children) module.children = [];
/******/ 		return module;
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/import chunk loading */
/******/ (() => {
/******/ 	// no baseURI
/******/ 	
/******/ 	// object to store loaded and loading chunks
/******/ 	// undefined = chunk not loaded, null = chunk preloaded/prefetched
/******/ 	// [resolve, Promise] = chunk loading, 0 = chunk loaded
/******/ 	var installedChunks = {
/******/ 		792: 0
/******/ 	};
/******/ 	
/******/ 	var installChunk = (data) => {
/******/ 		var {ids, modules, runtime} = data;
/******/ 		// add "modules" to the modules object,
/******/ 		// then flag all "ids" as loaded and fire callback
/******/ 		var moduleId, chunkId, i = 0;
/******/ 		for(moduleId in modules) {
/******/ 			if(__nccwpck_require__.o(modules, moduleId)) {
/******/ 				__nccwpck_require__.m[moduleId] = modules[moduleId];
/******/ 			}
/******/ 		}
/******/ 		if(runtime) runtime(__nccwpck_require__);
/******/ 		for(;i < ids.length; i++) {
/******/ 			chunkId = ids[i];
/******/ 			if(__nccwpck_require__.o(installedChunks, chunkId) && installedChunks[chunkId]) {
/******/ 				installedChunks[chunkId][0]();
/******/ 			}
/******/ 			installedChunks[ids[i]] = 0;
/******/ 		}
/******/ 	
/******/ 	}
/******/ 	
/******/ 	__nccwpck_require__.f.j = (chunkId, promises) => {
/******/ 			// import() chunk loading for javascript
/******/ 			var installedChunkData = __nccwpck_require__.o(installedChunks, chunkId) ? installedChunks[chunkId] : undefined;
/******/ 			if(installedChunkData !== 0) { // 0 means "already installed".
/******/ 	
/******/ 				// a Promise means "currently loading".
/******/ 				if(installedChunkData) {
/******/ 					promises.push(installedChunkData[1]);
/******/ 				} else {
/******/ 					if(true) { // all chunks have JS
/******/ 						// setup Promise in chunk cache
/******/ 						var promise = import("./" + __nccwpck_require__.u(chunkId)).then(installChunk, (e) => {
/******/ 							if(installedChunks[chunkId] !== 0) installedChunks[chunkId] = undefined;
/******/ 							throw e;
/******/ 						});
/******/ 						var promise = Promise.race([promise, new Promise((resolve) => (installedChunkData = installedChunks[chunkId] = [resolve]))])
/******/ 						promises.push(installedChunkData[1] = promise);
/******/ 					}
/******/ 				}
/******/ 			}
/******/ 	};
/******/ 	
/******/ 	// no prefetching
/******/ 	
/******/ 	// no preloaded
/******/ 	
/******/ 	// no external install chunk
/******/ 	
/******/ 	// no on chunks loaded
/******/ })();
/******/ 
/************************************************************************/
/******/ 
/******/ // startup
/******/ // Load entry module and return exports
/******/ // This entry module used 'module' so it can't be inlined
/******/ var __webpack_exports__ = __nccwpck_require__(5691);
/******/ __webpack_exports__ = await __webpack_exports__;
/******/ 
