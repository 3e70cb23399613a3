// The mark: a way from one point to the next, arrived.

export const markPath = "M8 23.5h5.5a4.5 4.5 0 0 0 4.5-4.5v-5a4.5 4.5 0 0 1 4.5-4.5h1.5M21 6l3.5 3.5L21 13";

export const Mark = () => (
  <svg class="e-mark" viewBox="0 0 32 32" width="32" height="32" aria-hidden="true" focusable="false">
    <rect width="32" height="32" rx="6" fill="currentColor" />
    <path d={markPath} fill="none" stroke="#fff" stroke-width="3" stroke-linecap="round" stroke-linejoin="round" />
    <circle cx="8" cy="23.5" r="2.6" fill="#fff" />
  </svg>
);

/** The same mark as a file, for the browser's tab. */
export const icon = (accent: string): string =>
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="6" fill="${accent}"/><path d="${markPath}" fill="none" stroke="#fff" stroke-width="3" stroke-linecap="round" stroke-linejoin="round"/><circle cx="8" cy="23.5" r="2.6" fill="#fff"/></svg>`;
