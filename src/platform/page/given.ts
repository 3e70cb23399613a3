/** Attributes of which some may be missing. Rendering leaves `undefined` out; only the types of elements do not say so. */
export const given = <T extends object>(attributes: T) => attributes as { [K in keyof T]?: Exclude<T[K], undefined> };
