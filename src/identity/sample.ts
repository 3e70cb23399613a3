// The one password of every account in a sample city. It is public; anywhere else nobody may choose it or get in with it.
export const samplePassword = "errand-sample-2026";
