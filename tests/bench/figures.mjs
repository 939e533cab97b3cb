// How figures are printed, and what several measurements share.

/** The day on which every page believes it is. */
export const TODAY = '2026-11-20';
/** Keys pressed in one measurement. */
export const KEYSTROKES = 200;

export const kilobytes = (bytes) => `${(bytes / 1024).toFixed(0)} KB`;
export const milliseconds = (time) => `${time.toFixed(1)} ms`;

/** One figure a line: what, how much, what it should be. */
export const print = (what, figure, aim = '') => console.log(`${what.padEnd(44)} ${figure.padStart(10)}   ${aim}`);

/** The value at this share of sorted values, e.g. 0.95. */
export const at = (sorted, share) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? NaN;

export const median = (values) => at([...values].sort((a, b) => a - b), 0.5);
