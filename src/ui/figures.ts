/** Of so few decisions nothing is said yet. */
export const enoughDecisions = 10;
/** An interval wider than this share is told as weak. */
const wideFrom = 0.2;

export interface Measured {
  readonly right: number;
  readonly of: number;
  readonly low: number;
  readonly high: number;
}

/** Whether a share's interval is too wide to lean on. */
export const isWeak = ({ low, high }: Pick<Measured, 'low' | 'high'>): boolean => high - low > wideFrom;

/** `94%`. */
export const percent = (share: number): string => `${Math.round(100 * share)}%`;

/** `90–96`: percent, the interval. */
export const interval = ({ low, high }: Pick<Measured, 'low' | 'high'>): string =>
  `${Math.round(100 * low)}–${Math.round(100 * high)}`;

/** `3 min 40 s`, `2 h 5 min`, `4 d`. */
export function duration(seconds: number): string {
  const whole = Math.round(seconds);
  if (whole < 60) return `${whole} s`;
  if (whole < 3600)
    return [`${Math.floor(whole / 60)} min`, whole % 60 ? `${whole % 60} s` : ''].filter(Boolean).join(' ');
  if (whole < 172_800) {
    const minutes = Math.floor((whole % 3600) / 60);
    return [`${Math.floor(whole / 3600)} h`, minutes ? `${minutes} min` : ''].filter(Boolean).join(' ');
  }
  return `${Math.round(whole / 86_400)} d`;
}

/** `15,260`. */
export const count = (value: number): string => value.toLocaleString('en');
