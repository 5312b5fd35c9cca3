// Jest transformer: Node's own type stripping keeps line and column, so stack traces are right without source maps.
const { stripTypeScriptTypes } = require("node:module");
module.exports = { process: (source) => ({ code: stripTypeScriptTypes(source) }) };
