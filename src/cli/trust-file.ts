/** In the data directory: the public keys of this installation (the log's verifier key, the authority's certificate), for offline checks. */
export const publishedKeys = "trust.txt";
