// The two functions of jsonld that tests and conformance call; the package brings no types.
declare module "jsonld" {
  const jsonld: {
    toRDF(document: unknown, options: { format: "application/n-quads" }): Promise<string>;
    canonize(
      quads: string,
      options: { algorithm: "RDFC-1.0"; inputFormat: "application/n-quads"; format: "application/n-quads" },
    ): Promise<string>;
  };
  export default jsonld;
}
