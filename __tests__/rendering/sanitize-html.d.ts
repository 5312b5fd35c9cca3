declare module "sanitize-html" {
  interface Options {
    readonly allowedTags: readonly string[];
    readonly allowedAttributes: Readonly<Record<string, readonly string[]>>;
    readonly allowedSchemes: readonly string[];
    readonly allowedClasses?: Readonly<Record<string, readonly string[]>>;
  }
  const sanitizeHtml: (html: string, options: Options) => string;
  export = sanitizeHtml;
}
