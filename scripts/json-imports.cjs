// Jest transformer for packages that import JSON without the attribute that Node, and soon jest, requires.
module.exports = {
  process: (source) => ({ code: source.replace(/(from "[^"]+\.json");/g, '$1 with { type: "json" };') }),
};
